"""`cpc audit disclosure`, of any linked tables and of what this installation shows."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.release import Finding, ReleaseAudit

FORM = {
    "policy": {"threshold": 5, "forced": ["all"]},
    "true_atoms": {"a": 2, "b": 9},
    "cells": {"a": ["a"], "b": ["b"], "all": ["a", "b"]},
}


def _ask(folder: Path, form: object) -> int:
    file = folder / "system.json"
    file.write_text(form if isinstance(form, str) else json.dumps(form), encoding="utf-8")
    return main(["audit", "disclosure", "--system", str(file)])


def test_it_chooses_a_pattern_and_says_that_it_is_safe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(tmp_path, FORM) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "verdict": "safe",
        "exactly_recovered": [],
        "range_protected": True,
        "intervals": {"a": [0, 11], "b": [0, 11]},
        "primary": ["a"],
        "complementary": ["b"],
        "proven_optimal": True,
    }
    assert said.err == ""


def test_it_names_the_cell_that_a_pattern_gives_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(tmp_path, FORM | {"suppressed": ["a"]}) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["verdict"] == "leak"
    assert said.err == "cpc: a is suppressed, yet can be worked out exactly, from what is printed of b, all\n"


def test_a_form_with_faults_is_refused_with_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(tmp_path, {"policy": {}, "true_atoms": {"a": -1}}) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "cells" in said.err
    assert "true_atoms.a: found -1" in said.err


def test_a_file_that_is_no_json_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(tmp_path, "{") == 1
    said = capsys.readouterr().err
    assert "cannot be used, 1 fault:" in said
    assert "line 1, column 2: found no JSON" in said


@pytest.mark.parametrize("ours", [["--tier", "public"], ["--year", "2021/22"], ["--proof", "proof.json"]])
def test_what_is_asked_of_this_installation_alone_is_not_asked_of_other_tables(
    ours: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("system.json").write_text(json.dumps(FORM), encoding="utf-8")
    assert main(["audit", "disclosure", "--system", "system.json", *ours]) == 2
    assert f"cpc: {ours[0]}: of this installation's tables" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["-1", "soon", "1.5"])
def test_a_time_is_whole_seconds(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["audit", "disclosure", "--seconds", wrong])
    assert "is no time; write a whole number of seconds" in capsys.readouterr().err


# --- What this installation shows -----------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CPC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CPC_DATABASE_URL", raising=False)
    monkeypatch.delenv("CPC_DATA_SET", raising=False)
    return tmp_path


@pytest.mark.usefixtures("home")
def test_without_a_system_it_attacks_what_is_shown_to_both_audiences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "disclosure"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in told] == ["public", "natfatip"]
    assert all(line.endswith("none of the small ones can be worked out.") for line in told)


def test_a_finding_is_told_and_the_proof_is_for_its_owner_alone(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = ReleaseAudit(1, 2, (Finding("2.2a/identified/2021/22/sex=male", "It is small and printed"),), '{"a": 1}')
    monkeypatch.setattr("dashboard.cli.disclosing.audit_release", lambda *_, **__: found)
    proof = home / "proof.json"
    assert main(["audit", "disclosure", "--tier", "public", "--year", "2021/22", "--proof", str(proof)]) == 1
    assert "  It is small and printed" in capsys.readouterr().out.splitlines()
    assert json.loads(proof.read_text(encoding="utf-8")) == {"public": {"a": 1}}
    assert stat.S_IMODE(proof.stat().st_mode) == 0o600
