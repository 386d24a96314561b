"""Sign-off, analysts and restricted files from the command line: what each word says, writes and refuses."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dashboard import release, workspace
from dashboard.cli import main
from dashboard.cli.returning import today
from dashboard.ledger.anchors import remembered

pytestmark = pytest.mark.usefixtures("office")

POST, PURPOSE = "Data analyst of the Office", "Check of chapter three"
UNVERIFIED = "nobody has checked who acted"


def waiting() -> list[str]:
    return [one.key for one in release.small_totals(workspace.ledger(), workspace.catalogue()) if one.waits]


def named() -> None:
    until = (today() + timedelta(30)).isoformat()
    assert main(["analyst", "name", POST, "--until", until, "--reason", "Report of the year"]) == 0


def test_a_total_is_listed_signed_off_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    key = waiting()[0]
    assert main(["sign-off", "list"]) == 0
    assert key in capsys.readouterr().out
    assert main(["sign-off", "give", key, "--reason", "Spoken of in court"]) == 0
    said = capsys.readouterr().out
    assert f"{key} is signed off for print" in said
    assert UNVERIFIED in said
    assert key not in waiting()
    assert main(["sign-off", "take-back", key, "--reason", "Too early"]) == 0
    assert waiting()[0] == key
    places = [one.printed_on for one in remembered(workspace.register_folder()).printed]
    assert places[-2:] == [f"signed off {key}", f"took back the sign-off of {key}"]


def test_nobody_else_lists_or_signs_off(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sign-off", "list", "--as", "secretariat"]) == 1
    assert main(["sign-off", "give", waiting()[0], "--reason", "Spoken of", "--as", "analyst"]) == 1
    assert main(["analyst", "list", "--as", "analyst"]) == 1
    captured = capsys.readouterr()
    assert captured.err.count("who may: National Rapporteur") == 3
    assert captured.out == ""


def test_a_named_analyst_writes_a_marked_file_and_the_look_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named()
    file = tmp_path / "figures-restricted.csv"
    assert main(["restricted", "figures", "--analyst", POST, "--purpose", PURPOSE, "--out", str(file)]) == 0
    said = capsys.readouterr().out
    assert f"RESTRICTED to {POST}" in said
    assert UNVERIFIED in said
    assert all(f"RESTRICTED · {POST}" in line for line in file.read_text(encoding="utf-8-sig").splitlines()[1:])
    assert main(["analyst", "list"]) == 0
    listed = capsys.readouterr().out
    assert PURPOSE in listed
    assert "the file of all figures, every count" in listed


def test_whoever_is_not_named_gets_no_file_and_no_line_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, head = tmp_path / "figures-restricted.csv", workspace.ledger().head()
    assert main(["restricted", "figures", "--analyst", POST, "--purpose", PURPOSE, "--out", str(file)]) == 1
    assert "no analyst is named" in capsys.readouterr().err
    assert not file.exists()
    assert workspace.ledger().head() == head


def test_a_post_whose_time_was_ended_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named()
    assert main(["analyst", "end", POST, "--reason", "The report is done"]) == 0
    out = ["--out", str(tmp_path / "report-restricted.docx")]
    assert main(["restricted", "report", "--analyst", POST, "--purpose", PURPOSE, *out]) == 1
    assert "ended on" in capsys.readouterr().err


@pytest.mark.parametrize(("word", "name"), [("figures", "figures.csv"), ("report", "restricted.csv")])
def test_a_file_that_does_not_say_its_tier_is_refused_before_any_work(
    word: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["restricted", word, "--analyst", POST, "--purpose", PURPOSE, "--out", str(tmp_path / name)])
    assert "does not say of which tier it is" in capsys.readouterr().err


def test_the_public_record_has_nothing_to_sign_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CPC_HOME", str(tmp_path))
    assert main(["sign-off", "list"]) == 1
    assert "begin-office" in capsys.readouterr().err
