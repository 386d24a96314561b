from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import workspace
from dashboard.access import Tier
from dashboard.ledger import Anchor, Break, DataSet, Ledger
from dashboard.ledger.anchors import remember
from tests.ledger.builder import behind_its_back, draft

pytestmark = pytest.mark.usefixtures("home")

CHANGED = "UPDATE observation SET numerator = '99' WHERE indicator = '2.2a' AND numerator = '6'"


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
    behind_its_back(
        f"sqlite:///{tmp_path / 'home' / 'ledger.sqlite'}",
        CHANGED,
    )
    with pytest.raises(workspace.WorkspaceError, match="changed behind its back") as refused:
        workspace.release()
    assert "99" not in str(refused.value)


def test_a_running_server_makes_no_release_from_what_was_changed_once_the_ledgers_end_has_moved(tmp_path: Path) -> None:
    shown, held = workspace.release(), workspace.ledger()
    behind_its_back(f"sqlite:///{tmp_path / 'home' / 'ledger.sqlite'}", CHANGED)
    assert workspace.release() is shown
    held.submit(draft("new-edition"), "Secretariat")
    for _ in range(2):
        with pytest.raises(workspace.WorkspaceError, match="changed behind its back") as refused:
            workspace.release()
        assert "99" not in str(refused.value)


def test_a_running_server_misses_an_end_that_was_printed(tmp_path: Path) -> None:
    held = workspace.ledger()
    workspace.release()
    head = held.head()
    remember(workspace.register_folder(), replace(head, sequence=head.sequence + 2), "a receipt")
    held.submit(draft("new-edition"), "Secretariat")
    with pytest.raises(workspace.WorkspaceError, match="changed behind its back"):
        workspace.release()


def test_a_ledger_is_checked_again_only_when_its_end_has_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    held, verify = workspace.ledger(), Ledger.verify
    checks: list[str] = []

    def counted(ledger: Ledger, anchors: Sequence[Anchor] = ()) -> tuple[Break, ...]:
        checks.append(ledger.head().short)
        return verify(ledger, anchors)

    monkeypatch.setattr(Ledger, "verify", counted)
    for tier in (Tier.PUBLIC, Tier.RESTRICTED, Tier.PUBLIC):
        workspace.release(tier)
    assert len(checks) == 1  # the first start filed the public record after it had looked
    held.submit(draft("new-edition"), "Secretariat")
    for tier in (Tier.PUBLIC, Tier.RESTRICTED, Tier.PUBLIC):
        workspace.release(tier)
    assert len(checks) == 2


def test_a_new_ledger_at_an_address_is_said_to_be_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped address shows the public record; nobody shall take it for the ledger that was meant."""
    monkeypatch.setenv("CPC_DATABASE_URL", f"sqlite:///{tmp_path / 'ofice.sqlite'}")
    workspace.ledger()
    assert "there was no ledger at sqlite:///" in capsys.readouterr().err
    workspace._ledger.cache_clear()
    workspace.ledger()
    assert capsys.readouterr().err == ""


def test_two_first_starts_at_once_both_end_well(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard.cli", "figures", "--out"]
    environment = os.environ | {"PYTHONPATH": str(workspace.PROJECT)}
    started = [subprocess.Popen([*command, str(tmp_path / f"{name}.csv")], env=environment) for name in "ab"]
    assert [process.wait(timeout=120) for process in started] == [0, 0]
    assert workspace.ledger().verify() == ()


@pytest.mark.postgres
def test_another_ledger_can_be_named_by_its_address(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPC_DATABASE_URL", postgres_url)
    try:
        assert len(workspace.release().indicators) == 39
    finally:
        workspace.ledger().close()  # the process keeps it open for its life, and the test's server ends before that


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
