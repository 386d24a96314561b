from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import workspace
from dashboard.cli import main
from dashboard.ledger import DataSet
from dashboard.workspace import PROJECT

pytestmark = pytest.mark.usefixtures("home")


def test_check_finds_the_catalogue_and_the_record_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "39 indicators" in said
    assert "74 sources" in said


def test_check_names_a_fault_at_its_line_and_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "indicators.yaml"
    text = (PROJECT / "indicators.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("direction: increase", "direction: up", 1), encoding="utf-8")
    line = text[: text.index("direction: increase")].count("\n") + 1
    assert main(["check", "--catalogue", str(broken)]) == 1
    assert f"indicators.yaml:{line}:" in capsys.readouterr().err


def test_figures_writes_the_tidy_file(tmp_path: Path) -> None:
    out = tmp_path / "figures.csv"
    assert main(["figures", "--out", str(out)]) == 0
    assert out.read_bytes().startswith("\ufefffigure_id,".encode())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--year", "2021"], "not a period"),
        (["--year", "2021-H1"], "not a financial year"),
    ],
)
def test_a_report_needs_a_financial_year(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["draft", "annual-report", *arguments, "--out", "x.docx"])
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [[], ["--from", "2018/19"], ["--from", "2019/20", "--to", "2018/19"], ["--year", "2018/19", "--to", "2019/20"]],
)
def test_a_report_on_years_that_make_no_span_is_refused_with_what_to_write(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", "annual-report", *arguments, "--out", "x.docx"]) == 2
    assert "--from" in capsys.readouterr().err


@pytest.mark.parametrize(("where", "says"), [("missing/figures.csv", "no folder"), ("", "is a folder")])
def test_a_file_that_cannot_be_written_is_said_before_the_work(
    where: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["figures", "--out", str(tmp_path / where)])
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0", "99999", "-1", "http"])
def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])
    assert "from 1 to 65535" in capsys.readouterr().err


def test_a_port_in_use_is_said_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 1
    assert "--port" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "held", "warned"),
    [
        ("0.0.0.0", DataSet.OFFICE, True),
        ("0.0.0.0", DataSet.PUBLIC_RECORD, False),
        ("127.0.0.1", DataSet.OFFICE, False),
    ],
)
def test_whoever_opens_an_office_s_drafts_to_others_is_told_what_they_could_subtract(
    host: str, held: DataSet, warned: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workspace, "ledger", lambda: None)
    monkeypatch.setattr(workspace, "data_set", lambda: held)
    monkeypatch.setattr(os, "chdir", lambda _folder: None)
    monkeypatch.setattr(os, "execve", lambda *_started: None)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert main(["serve", "--host", host, "--port", str(port)]) == 0
    assert ("can subtract them" in capsys.readouterr().err) is warned


@pytest.mark.parametrize("year", ["2017/18", "2030/31"])
def test_a_year_that_the_record_does_not_bear_is_refused(year: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", "annual-report", "--year", year, "--out", "x.docx"]) == 2
    assert "2018/19 to 2023/24" in capsys.readouterr().err


def test_a_home_that_cannot_be_made_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("CPC_HOME", "/dev/null/home")
    assert main(["figures", "--out", str(tmp_path / "figures.csv")]) == 1
    assert "CPC_HOME" in capsys.readouterr().err


@pytest.mark.parametrize(
    "word", ["serve", "check", "figures", "returns", "audit", "backup", "restore", "move", "begin-office"]
)
def test_every_word_explains_itself(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([word, "--help"])
    assert ended.value.code == 0
    assert "usage: python3 run.py" in capsys.readouterr().out


def test_a_command_waits_for_no_library_that_only_another_needs() -> None:
    """Loading SciPy and openpyxl takes as long as all the rest together."""
    slow = "scipy", "openpyxl", "streamlit", "docx", "pptx", "pandas"
    asked = f"import sys, dashboard.cli.program; print(*sorted(sys.modules.keys() & {set(slow)!r}))"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert loaded.stdout.split() == []
