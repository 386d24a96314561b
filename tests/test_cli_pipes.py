"""What a word does when whoever reads it stops early: no fault is shown, and a failure stays one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli import main
from dashboard.workspace import PROJECT

pytestmark = pytest.mark.usefixtures("home")


def unread(*words: str) -> tuple[int, bytes]:
    """The exit code, and what is said to the person, where nobody reads the answer."""
    command = [sys.executable, "-P", "-m", "dashboard.cli", *words]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        said = running.stderr.read()
    return running.returncode, said


def test_whoever_reads_only_the_beginning_ends_no_word_with_a_fault() -> None:
    """As `returns list | head -1`."""
    assert main(["begin-office"]) == 0
    _, said = unread("returns", "list")
    assert said == b""


def test_a_leak_is_no_success_because_nobody_reads_it(tmp_path: Path) -> None:
    asked = tmp_path / "leak.json"
    cells = {"a": ["a"], "b": ["b"], "total": ["a", "b"]}
    asked.write_text(
        json.dumps({"policy": {"threshold": 5}, "true_atoms": {"a": 2, "b": 9}, "cells": cells, "suppressed": ["a"]})
    )
    assert unread("audit", "disclosure", "--system", str(asked)) == (1, b"")
