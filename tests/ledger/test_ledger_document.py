"""The auditor's page can be followed: its check runs without the program and finds what was changed."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.ledger import NOTE_TYPES, tables
from dashboard.ledger.deciding import NEXT_STATES

ROOT = Path(__file__).parents[2]


HEADS = {
    "ledger_v1": "3 events hold; the last is #3 · c328a3a9\n",
    "ledger_v2": "13 events hold; the last is #13 · 3a5dfffb\n",
    "ledger_v3": "17 events hold; the last is #17 · ca5fe72f\n",
}


@pytest.fixture(params=HEADS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(version: str, tmp_path: Path) -> Path:
    shutil.copy(ROOT / "tests" / "fixtures" / f"{version}.sqlite", tmp_path / "ledger.sqlite")
    return tmp_path


def check(folder: Path) -> str:
    """What the page's own program says of the ledger in a folder, run with no more than the standard library."""
    (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "ledger.md").read_text("utf-8"), flags=re.DOTALL)
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", program]
    run = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return run.stdout + run.stderr


def test_the_page_tells_what_may_follow_each_state() -> None:
    page = (ROOT / "docs" / "ledger.md").read_text("utf-8")
    (rows,) = re.findall(r"\| State .*?\n\|[-|]+\n(.*?)\n\n", page, flags=re.DOTALL)
    told: dict[str, frozenset[str]] = {}
    for row in rows.splitlines():
        states, _, following = row.strip("|").rsplit("|", 2)
        told |= {state: frozenset(re.findall(r"`(\w+)`", following)) for state in re.findall(r"`(\w+)`", states)}
    assert told == NEXT_STATES


def test_the_pages_check_agrees_with_the_anchor(folder: Path, version: str) -> None:
    assert check(folder) == HEADS[version]


def test_the_pages_check_finds_a_change(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as connection, connection:
        connection.execute("DROP TRIGGER submission_no_update")
        connection.execute("UPDATE submission SET payload = replace(payload, '\"6\"', '\"7\"')")
    assert check(folder) == "the chain breaks at event 2\n"


def test_the_pages_check_finds_a_changed_edition(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "fixtures" / "ledger_v3.sqlite", tmp_path / "ledger.sqlite")
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as connection, connection:
        connection.execute("DROP TRIGGER edition_no_update")
        connection.execute("UPDATE edition SET payload = replace(payload, '\"6\"', '\"7\"') WHERE number = 1")
    assert check(tmp_path) == "the chain breaks at event 14\n"


def test_the_page_names_every_type_of_note_and_every_table() -> None:
    page = (ROOT / "docs" / "ledger.md").read_text("utf-8")
    assert [name for name in (*NOTE_TYPES, *tables.metadata.tables) if f"`{name}`" not in page] == []
