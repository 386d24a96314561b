"""`cpc audit disclosure --system FILE.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.cli import main

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
    assert said.err == "cpc: a is suppressed, yet can be worked out exactly\n"


def test_a_form_with_faults_is_refused_with_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(tmp_path, {"policy": {}, "true_atoms": {"a": -1}}) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "cells" in said.err
    assert "true_atoms.a: found -1" in said.err


def test_a_file_that_is_no_json_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _ask(tmp_path, "{") == 1
    assert "is not JSON" in capsys.readouterr().err
