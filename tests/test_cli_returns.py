"""Returns from the command line: the whole way in a terminal, and what each word says when it cannot be done."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest

from dashboard import workspace
from dashboard.access import Tier
from dashboard.catalogue import load
from dashboard.cli import main
from dashboard.intake.workbook import Input, Layout, NumberKey, SignOffKey
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.ledger import anchors
from dashboard.periods import Period
from dashboard.release import Shown
from dashboard.workspace import PROJECT
from tests.intake.workbook.reading_builder import every_answer

HALF = Period.half_year(2021, 1)
ID = "return-pica-2021-H1.1"


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def _in_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONUTF8", "1")


@cache
def layout(period: Period = HALF) -> Layout:
    return layout_of(load(), "pica", period)


@cache
def prevented(period: Period = HALF) -> Input:
    """The number of persons prevented from entering, which PICA alone reports."""
    return next(one for one in layout(period).inputs if isinstance(one.key, NumberKey) and one.key.indicator == "3.5a")


def fill(blank: Path, value: str | int = 1, period: Period = HALF) -> Path:
    """Type in everything, and this at the number of persons prevented; signed long after either half-year."""
    signed = next(one for one in layout(period).inputs if one.key == SignOffKey("on"))
    answers = every_answer(layout(period), 1) | {
        (prevented(period).sheet, prevented(period).cell): value,
        (signed.sheet, signed.cell): date(2022, 5, 2),
    }
    blank.write_bytes(filled(blank.read_bytes(), answers))
    return blank


def cpc(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """A word in a process of its own, as a person types it."""
    command = [sys.executable, "-P", "-m", "dashboard.cli", *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


@pytest.fixture
def office(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["begin-office"]) == 0
    capsys.readouterr()


@pytest.fixture
def submitted(office: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """One agency's return, filed."""
    book = tmp_path / "pica.xlsx"
    assert main(["returns", "blank", "--agency", "pica", "--period", "2021-H1", "--out", str(book)]) == 0
    assert main(["returns", "submit", str(fill(book))]) == 0
    capsys.readouterr()
    return ID


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What is said when the word ends with 1."""
    assert main(list(words)) == 1
    said = capsys.readouterr().err
    assert said.startswith("cpc: ")
    assert "Traceback" not in said
    return said


def test_one_agencys_half_year_from_blank_to_the_release(tmp_path: Path, home: Path) -> None:
    book = tmp_path / "pica.xlsx"
    assert cpc("begin-office").returncode == 0
    assert cpc("returns", "blank", "--agency", "pica", "--period", "2021-H1", "--out", book).returncode == 0
    place = f"{prevented().sheet}!{prevented().cell}"

    sent = cpc("returns", "submit", fill(book, "6?"))
    assert sent.returncode == 1
    assert f"error: {place}: found " in sent.stdout
    marked = tmp_path / "pica-problems.xlsx"
    assert f"nothing was filed. Each problem is marked at its cell in {marked}" in sent.stderr
    assert marked.read_bytes().startswith(b"PK")

    receipt = tmp_path / "receipt.txt"
    sent = cpc("returns", "submit", fill(book, 1), "--receipt", receipt)
    assert (sent.returncode, sent.stderr) == (0, "")
    assert place in receipt.read_text(encoding="utf-8")
    assert receipt.read_text(encoding="utf-8") in sent.stdout
    (anchor,) = re.findall(r"^Ledger +(#\d+ · [0-9a-f]{8})$", sent.stdout, re.MULTILINE)

    assert cpc("returns", "accept", ID).returncode == 0
    adopted = cpc("returns", "adopt", ID, "--reservation", "Seaports were not watched.")
    assert adopted.stdout.startswith(f"{ID} is adopted with a reservation. Ledger #")
    listed = cpc("returns", "list", "--period", "2021-H1").stdout
    assert re.search(rf"2021-H1 +pica +2021-10-30 +adopted, with a reservation +\S+ late +{ID}", listed)

    second = Period.half_year(2021, 2)
    assert main(["returns", "blank", "--agency", "pica", "--period", second.code, "--out", str(book)]) == 0
    assert main(["returns", "submit", str(fill(book, 1, second))]) == 0
    assert main(["returns", "accept", "return-pica-2021-H2.1"]) == 0
    prevented_in = workspace.release(Tier.RESTRICTED).indicator("3.5a").series("3.5a/prevented").points
    year = next(point for point in prevented_in if point.period == Period.financial_year(2021))
    assert isinstance(year.value, Shown)
    assert year.value.text == "2 of 2"
    assert sorted(citation.title.rpartition(", ")[2] for citation in year.citations) == [
        "April–September 2021: PICA",
        "October 2021–March 2022: PICA",
    ]
    audited = cpc("audit", "ledger", "--anchor", anchor)
    assert audited.returncode == 0
    assert "Held against 6 printed places." in audited.stdout


ADJUST = [
    "adjust",
    "--indicator",
    "3.5a",
    "--component",
    "prevented",
    "--period",
    "2021-H1",
    "--amount=-1",
    "--reason",
    "Both",
]
BLANK = ["blank", "--period", "2021-H1", "--out", "x.xlsx", "--agency"]
CORRECT = ["--cell", "X!C1", "--expect", "1", "--becomes", "2", "--reason", "Why"]
REFUSALS = [
    (["accept", "return-pica-2021-H1.9"], "there is no return 'return-pica-2021-H1.9'"),
    (["adopt", ID], f"submission {ID} is submitted and cannot become adopted"),
    (["accept", ID, "--as", "rapporteur"], "the role National Rapporteur may not accept a return"),
    (["accept", ID, "--as", "focal-person"], "the role Focal person may not accept a return"),
    (["send-back", ID, "--reason", " "], "needs a reason: say what the agency is to mend"),
    (["withdraw", ID, "--reason", " "], "needs a reason: say why it counts no longer"),
    (["correct", ID, *CORRECT], "only an accepted or adopted return is corrected"),
    ([*ADJUST, "--agency", "pica", "--agency", "jcf"], "no accepted return of pica, jcf holds this number"),
    (["show", "return-moh-2021-H1.1"], "there is no return 'return-moh-2021-H1.1'"),
    ([*BLANK, "mof"], "'mof' owes nothing for 2021-H1; who owes a return: natfatip, "),
    ([*BLANK, "moon"], "'moon' is no agency of data/reference/agencies.csv"),
    ([*BLANK, "moh", "--amend"], "moh has sent no return for 2021-H1, so there is nothing to amend"),
    (["remind", "--agency", "mof", "--period", "2021-H1"], "mof owes no return for 2021-H1"),
    (
        ["remind", "--agency", "pica", "--period", "2021-H1"],
        "PICA is owed no reminder for 2021-H1",
    ),
]


def test_every_refusal_is_a_sentence_and_changes_nothing(
    submitted: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    head = workspace.ledger().head()
    for words, says in REFUSALS:
        assert says in refused(capsys, "returns", *words)
    assert workspace.ledger().head() == head
    assert not (tmp_path / "x.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("returns blank --agency pica --period 2021/22 --out x.xlsx", "is not a half-year; write 2021-H1"),
        ("returns blank --agency pica --period soon --out x.xlsx", "'soon' is not a half-year; write 2021-H1"),
        ("returns blank --period 2021-H1 --out x.xlsx", "one of the arguments --agency --all is required"),
        ("returns submit nowhere.xlsx", "there is no file nowhere.xlsx"),
        ("returns accept x --as minister", "'minister' is no role; it is one of reader, focal_person"),
        ("returns send-back x", "the following arguments are required: --reason"),
        ("returns adjust --amount=one", "'one' is no number; write it as -1"),
        ("backup --to nowhere", "there is no folder nowhere"),
        ("restore nowhere.sqlite", "there is no file nowhere.sqlite"),
    ],
)
def test_a_command_that_is_wrong_ends_with_two(
    words: str, says: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    assert ended.value.code == 2
    assert says in capsys.readouterr().err


def test_without_an_office_a_return_is_not_taken_and_the_first_step_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "pica.xlsx"
    assert main(["returns", "blank", "--agency", "pica", "--period", "2021-H1", "--out", str(book)]) == 0
    assert "begin-office" in refused(capsys, "returns", "submit", str(book))


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(
    office: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.xlsx").write_bytes(b"agency,number\n")
    refused(capsys, "returns", "submit", str(tmp_path / "list.xlsx"))
    assert list(tmp_path.glob("*problems*")) == []


def test_a_marked_copy_that_somebody_mends_is_never_overwritten(
    office: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "pica.xlsx"
    assert main(["returns", "blank", "--agency", "pica", "--period", "2021-H1", "--out", str(book)]) == 0
    fill(book, "six")
    for name in ("pica-problems.xlsx", "pica-problems-2.xlsx"):
        refused(capsys, "returns", "submit", str(book))
        assert (tmp_path / name).exists()


def test_all_workbooks_come_in_one_zip(tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    assert main(["returns", "blank", "--all", "--period", "2021-H1", "--out", str(packed)]) == 0
    with ZipFile(packed) as archive:
        assert "return-cpfsa-2021-H1.xlsx" in archive.namelist()
        assert archive.testzip() is None


def test_the_same_file_again_files_nothing_and_prints_the_same_receipt(
    submitted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = workspace.ledger().head()
    assert main(["returns", "submit", str(tmp_path / "pica.xlsx")]) == 0
    assert "This very file was filed before; it was not filed twice." in capsys.readouterr().out
    assert workspace.ledger().head() == head


def test_a_correction_is_written_by_one_and_accepted_by_another(
    submitted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["returns", "accept", submitted]) == 0
    place = f"{prevented().sheet}!{prevented().cell}"
    line = ["--cell", place, "--expect", "1", "--becomes", "0", "--reason", "The passenger was an adult."]
    assert main(["returns", "correct", submitted, *line]) == 0
    written = "correction-return-pica-2021-H1.1"
    assert f"It counts once somebody else has accepted it: returns accept {written}" in capsys.readouterr().out
    assert "that takes two persons" in refused(capsys, "returns", "accept", written)
    assert main(["returns", "accept", written, "--as", "rapporteur"]) == 0
    remembered = anchors.remembered(workspace.register_folder()).printed
    assert [one.printed_on for one in remembered] == [
        f"receipt {submitted}",
        f"accepted {submitted}",
        f"filed {written}",
        f"accepted {written}",
    ]
    assert main(["returns", "show", written]) == 0
    said = capsys.readouterr().out
    assert f"{submitted}, {place}, numerator: 0, no longer 1. The passenger was an adult." in said
    assert "accepted by National Rapporteur (local, unverified)" in said


def test_a_return_is_shown_with_receipt_and_decisions_and_who_has_not_reported_is_counted(
    submitted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["returns", "show", submitted]) == 0
    said = capsys.readouterr().out
    assert "RECEIPT FOR A RETURN" in said
    assert "submitted by Focal person of pica (local, unverified)" in said
    assert main(["returns", "list"]) == 0
    assert "have not reported." in capsys.readouterr().out
    assert main(["returns", "remind", "--period", "2021-H1", "--agency", "moh"]) == 0
    assert "1 draft; nothing was sent." in capsys.readouterr().out


def test_the_register_of_focal_posts_keeps_contacts_to_the_secretariat(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["returns", "posts"]) == 0
    with (home / "restricted" / "focal_posts.csv").open("a", encoding="utf-8") as file:
        file.write("pica,Director of Border Security,2021-04-01,,,desk@example.org,876 555 0100\n")
    assert main(["returns", "posts"]) == 0
    assert "desk@example.org" in capsys.readouterr().out
    assert main(["returns", "posts", "--as", "rapporteur"]) == 0
    said = capsys.readouterr().out
    assert "Director of Border Security" in said
    assert "desk@example.org" not in said


def test_a_backup_is_put_back_where_its_data_set_lies_and_the_audit_holds_it_to_its_anchor(
    submitted: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    assert main(["backup", "--to", str(folder)]) == 0
    (copy,) = folder.glob("*.sqlite")
    assert "a ledger is only put where nothing is" in refused(capsys, "restore", str(copy))
    monkeypatch.setenv("CPC_HOME", str(tmp_path / "another"))
    assert main(["restore", str(copy)]) == 0
    assert (tmp_path / "another" / "office.sqlite").exists()
    assert main(["audit", "ledger"]) == 0
    assert "no printed place, so a cut end would not show" in capsys.readouterr().out


def test_a_ledger_is_moved_and_the_old_one_left_as_it_was(
    submitted: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workspace.ledger().head()
    url = f"sqlite:///{tmp_path / 'moved.sqlite'}"
    assert main(["move", "--to", url]) == 0
    assert "every row and hash equal" in capsys.readouterr().out
    monkeypatch.setenv("CPC_DATABASE_URL", url)
    assert workspace.ledger().head() == before


@pytest.mark.parametrize(
    ("anchor", "says"),
    [
        ("#9999 · 3f2a9c41", "first at event 9999: the anchor #9999 · 3f2a9c41 is not in the log, which ends at"),
        ("#1 · 00000000", "first at event 1: event 1 has the hash"),
        ("somewhere", "'somewhere' is not a place in a ledger; write the number and the first eight"),
    ],
)
def test_the_audit_names_the_first_place_that_does_not_hold(
    office: None, anchor: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in refused(capsys, "audit", "ledger", "--anchor", anchor)


def test_the_audit_names_what_somebody_added_and_breaks_nothing(
    office: None, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(home / "office.sqlite")) as connection:
        connection.execute("CREATE INDEX by_actor ON event (actor)")
    assert main(["audit", "ledger"]) == 0
    said = capsys.readouterr()
    assert "events hold" in said.out
    assert "cpc: An index by_actor of the table event is stored that the ledger does not have." in said.err


def test_a_ledger_that_is_not_there_cannot_be_audited(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no ledger" in refused(capsys, "audit", "ledger")


def test_all_workbooks_are_counted(office: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "all.zip"
    assert main(["returns", "blank", "--all", "--period", "2021-H1", "--out", str(written)]) == 0
    assert capsys.readouterr().out == f"Wrote {written}: 25 workbooks\n"


def test_a_backup_beside_the_ledger_is_made_and_said(office: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "--to", str(workspace.home())]) == 0
    assert "this folder is the ledger's own" in capsys.readouterr().err


def test_a_ledger_kept_elsewhere_is_not_said_to_be_beside_its_backup(
    office: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(workspace.home() / "office.sqlite", elsewhere / "office.sqlite")
    monkeypatch.setenv("CPC_DATABASE_URL", f"sqlite:///{elsewhere / 'office.sqlite'}")
    assert main(["backup", "--to", str(workspace.home())]) == 0
    assert "the ledger's own" not in capsys.readouterr().err
    assert main(["backup", "--to", str(elsewhere)]) == 0
    assert "the ledger's own" in capsys.readouterr().err
