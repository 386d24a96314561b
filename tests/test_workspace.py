from __future__ import annotations

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


@pytest.mark.postgres
def test_another_ledger_can_be_named_by_its_address(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPC_DATABASE_URL", postgres_url)
    assert len(workspace.release().indicators) == 39
