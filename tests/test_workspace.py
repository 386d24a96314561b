from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dashboard import workspace
from dashboard.access import Tier


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CPC_DATABASE_URL", raising=False)


def test_the_first_start_builds_the_ledger_and_the_second_files_nothing() -> None:
    first = workspace.ledger().head().sequence
    workspace._ledger.cache_clear()
    assert first > 100
    assert workspace.ledger().head().sequence == first
    assert workspace.ledger().verify() == ()


def test_a_release_is_made_once_for_each_tier() -> None:
    assert workspace.release() is workspace.release()
    assert workspace.release(Tier.RESTRICTED) is not workspace.release()


def test_the_ledger_lies_in_the_home_that_is_named(tmp_path: Path) -> None:
    workspace.ledger()
    assert (tmp_path / "home" / "ledger.sqlite").is_file()


def test_a_ledger_changed_behind_its_back_is_refused_and_its_numbers_are_not_told(tmp_path: Path) -> None:
    workspace.ledger()
    workspace._ledger.cache_clear()
    with closing(sqlite3.connect(tmp_path / "home" / "ledger.sqlite")) as database, database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE observation SET numerator = '99' WHERE indicator = '2.2a' AND numerator = '6'")
    with pytest.raises(workspace.WorkspaceError, match="changed behind its back") as refused:
        workspace.release()
    assert "99" not in str(refused.value)


def test_two_first_starts_at_once_both_end_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard.cli", "figures", "--out"]
    environment = os.environ | {"PYTHONPATH": str(workspace.PROJECT)}
    started = [subprocess.Popen([*command, str(tmp_path / f"{name}.csv")], env=environment) for name in "ab"]
    assert [process.wait(timeout=120) for process in started] == [0, 0]
    assert workspace.ledger().verify() == ()


@pytest.mark.postgres
def test_another_ledger_can_be_named_by_its_address(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPC_DATABASE_URL", postgres_url)
    assert len(workspace.release().indicators) == 39
