"""Editions from the command line: check, publish, list, show, verify, take the files, withdraw; and each refusal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dashboard import workspace
from dashboard.cli import main

pytestmark = pytest.mark.usefixtures("office")

REQUEST = ["--tier", "natfatip", "--title", "Half-yearly report", "--year", "2020/21"]


def cpc(capsys: pytest.CaptureFixture[str], *words: str | Path, code: int = 0) -> str:
    """What a word says, on both of its streams."""
    capsys.readouterr()
    assert main(["edition", *map(str, words)]) == code
    said = capsys.readouterr()
    return said.out + said.err


def test_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing has been published" in cpc(capsys, "list")
    assert "Nothing blocks" in cpc(capsys, "check", *REQUEST)
    assert "Edition 1 is published: " in cpc(capsys, "publish", *REQUEST, "--reason", "For the sub-committee")
    assert "Half-yearly report" in cpc(capsys, "list")
    verified = cpc(capsys, "verify")
    assert "The ledger holds" in verified
    assert "Edition 1 holds" in verified
    assert "written again and equal: figures.csv, scorecard.csv, restatements.csv" in verified

    assert "may not read an edition that is not for everybody" in cpc(
        capsys, "files", "1", "--out", tmp_path, "--as", "reader", code=1
    )
    cpc(capsys, "files", "1", "--out", tmp_path)
    handed = {file.name for file in tmp_path.iterdir()}
    assert {"figures.csv", "scorecard.csv", "indicators.yaml", "catalogue.json"} <= handed
    assert not {"checklist.txt", "disclosure.yaml"} & handed
    cpc(capsys, "files", "1", "--out", tmp_path, "--restricted")
    assert {"checklist.txt", "disclosure.yaml"} <= {file.name for file in tmp_path.iterdir()}

    assert "may not publish or withdraw" in cpc(
        capsys, "withdraw", "1", "--reason", "Superseded", "--as", "secretariat", code=1
    )
    assert "Edition 1 is withdrawn" in cpc(capsys, "withdraw", "1", "--reason", "A chapter was left out")
    assert "Withdrawn: A chapter was left out" in cpc(capsys, "show", "1")
    assert "Edition 1 holds" in cpc(capsys, "verify", "1")
    assert main(["audit", "ledger"]) == 0


def test_each_step_is_told_beside_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["edition", "publish", *REQUEST]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Edition 1 is published: ")
    told = said.err.splitlines()
    assert told[0] == "cpc: Making the figures"
    assert "cpc: Writing the files of figures" in told
    assert told[-1] == "cpc: Freezing the edition"


def test_hashes_are_for_the_rapporteur_and_the_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    cpc(capsys, "publish", *REQUEST)
    for role in ("rapporteur", "administrator"):
        assert "sha256" in cpc(capsys, "show", "1", "--as", role)
    for role in ("secretariat", "reader"):
        said = cpc(capsys, "show", "1", "--as", role)
        assert "sha256" not in said
        assert "audit.json" not in said


def test_what_blocks_is_named_and_nothing_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    request = ["--tier", "public", "--title", "Annual report", "--year", "2021/22"]
    said = cpc(capsys, "check", *request, code=1)
    assert "error    waiting: return-jcf_atip-2021-H1.1" in said
    assert "error    not_adopted: return-cpfsa-2021-H1.1" in said
    refused = cpc(capsys, "publish", *request, "--let-stand", "waiting", "--reason", "Sent too late", code=1)
    assert "not_adopted: return-cpfsa-2021-H1.1" in refused
    assert "waiting" not in refused
    assert "Nothing has been published" in cpc(capsys, "list")


def test_a_narrative_with_a_number_that_is_not_printed_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "said.md").write_text("A good year.\n\nIn it 4,711 children were found.", encoding="utf-8")
    said = cpc(capsys, "publish", *REQUEST, "--narrative", tmp_path / "said.md", code=1)
    assert "the narrative, paragraph 2: 4,711 is no figure that this edition prints" in said


def test_a_narrative_that_is_no_utf_8_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "said.md").write_bytes("A caf\u00e9.".encode("cp1252"))
    said = cpc(capsys, "check", *REQUEST, "--narrative", tmp_path / "said.md", code=1)
    assert "the narrative said.md is no UTF-8 text: its byte 6 cannot be read" in said


def test_the_files_of_an_edition_for_members_are_not_listed_for_everybody(capsys: pytest.CaptureFixture[str]) -> None:
    cpc(capsys, "publish", *REQUEST, "--tier", "natfatip")
    for role in ("rapporteur", "secretariat", "administrator"):
        assert "figures.csv" in cpc(capsys, "show", "1", "--as", role)
    told = cpc(capsys, "show", "1", "--as", "reader")
    assert "Its files are not listed: it is confidential, for NATFATIP members" in told
    assert "figures.csv" not in told


def test_a_reason_that_may_tell_a_count_is_shown_to_the_office_alone(capsys: pytest.CaptureFixture[str]) -> None:
    cpc(capsys, "publish", *REQUEST)
    cpc(capsys, "withdraw", "1", "--reason", "It told of three girls")
    for role in ("rapporteur", "secretariat"):
        assert "Withdrawn: It told of three girls" in cpc(capsys, "show", "1", "--as", role)
    for role in ("reader", "administrator"):
        assert "Withdrawn: The reason is in the register of decisions" in cpc(capsys, "show", "1", "--as", role)
    assert "three girls" not in cpc(capsys, "list")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["check", "--tier", "restricted", "--title", "A"], "it is public or natfatip"),
        (["check", "--tier", "public", "--title", "A", "--year", "2021"], "not a period"),
        (["check", "--tier", "public", "--title", "A", "--embargo", "soon"], "2026-12-01T10:00"),
        (["check", "--tier", "public", "--title", "A", "--let-stand", "audit"], "invalid choice"),
        (["show", "0"], "write its number"),
    ],
)
def test_a_word_that_cannot_be_read_is_refused_with_what_to_write(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["edition", *words])
    assert says in capsys.readouterr().err


def test_a_changed_ledger_is_named_and_nothing_is_recomputed(capsys: pytest.CaptureFixture[str]) -> None:
    cpc(capsys, "publish", *REQUEST)
    with closing(sqlite3.connect(workspace.home() / "office.sqlite")) as connection:
        connection.executescript("DROP TRIGGER event_no_update; UPDATE event SET actor = 'A' WHERE sequence = 9")
    said = cpc(capsys, "verify", code=1)
    assert "The ledger DOES NOT HOLD" in said
    assert "the ledger was changed: event 9" in said
    assert "Edition 1" not in said


def test_the_public_record_is_not_ours_to_publish(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CPC_DATA_SET", "public_record")
    assert "begin-office" in cpc(capsys, "check", *REQUEST, code=1)
    assert "Nothing has been published" in cpc(capsys, "list")
