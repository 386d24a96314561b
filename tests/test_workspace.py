from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import workspace
from dashboard.access import Tier
from dashboard.ledger import DataSet, Ledger
from dashboard.ledger.anchors import remember


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CPC_DATABASE_URL", raising=False)
    monkeypatch.delenv("CPC_DATA_SET", raising=False)


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


def test_an_office_that_has_begun_opens_on_its_own_ledger_with_the_public_record_in_it(tmp_path: Path) -> None:
    assert workspace.data_set() is DataSet.PUBLIC_RECORD
    assert "office.sqlite" in workspace.begin_office()
    assert workspace.data_set() is DataSet.OFFICE
    assert workspace.acting_ledger().data_set is DataSet.OFFICE
    assert (tmp_path / "home" / "office.sqlite").is_file()
    points = workspace.release().indicator("2.2a").series("2.2a/identified").points
    assert "6" in [point.value.text for point in points]
    head = workspace.ledger().head()
    workspace.begin_office()
    assert workspace.ledger().head() == head


def test_returns_are_never_filed_in_the_public_record() -> None:
    with pytest.raises(workspace.WorkspaceError, match="begin-office"):
        workspace.acting_ledger()


@pytest.mark.parametrize(("named", "how"), [("office", "begin-office"), ("training", "run.py demo")])
def test_a_ledger_that_is_not_there_yet_is_not_made_by_looking(
    named: str, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CPC_DATA_SET", named)
    with pytest.raises(workspace.WorkspaceError, match=how):
        workspace.ledger()
    assert not (tmp_path / "home" / f"{named}.sqlite").exists()


def test_a_data_set_that_there_is_not_is_refused_with_those_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPC_DATA_SET", "real")
    with pytest.raises(workspace.WorkspaceError, match="public_record, training, office"):
        workspace.data_set()


def test_the_ledger_at_an_address_decides_which_data_set_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
    Ledger.open(address, DataSet.TRAINING).close()
    monkeypatch.setenv("CPC_DATABASE_URL", address)
    assert workspace.data_set() is DataSet.TRAINING
    assert workspace.release().watermark == "SYNTHETIC, FOR TRAINING"
    assert workspace.release().sources == ()
    monkeypatch.setenv("CPC_DATA_SET", "office")
    with pytest.raises(workspace.WorkspaceError, match="holds training"):
        workspace.data_set()


def test_a_ledger_that_lacks_an_end_that_was_printed_is_refused() -> None:
    head = workspace.ledger().head()
    remember(workspace.register_folder(), replace(head, sequence=head.sequence + 1), "a receipt")
    workspace._ledger.cache_clear()
    with pytest.raises(workspace.WorkspaceError, match="changed behind its back"):
        workspace.ledger()
