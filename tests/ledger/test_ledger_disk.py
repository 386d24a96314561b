"""A full disk: what is said of it, and that nothing which was acknowledged is lost.

Two ways to have one: a small disk in memory, which root may mount, and a limit on the size of files, which anybody may
set. Where no disk can be mounted the limit stands for it. What PostgreSQL does on a full disk is PostgreSQL's own.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import connect

import pytest

from dashboard.ledger import DataSet, Ledger
from dashboard.ledger.anchors import remember, remembered
from dashboard.ledger.disk import sha256_of
from dashboard.ledger.keeping import backup, move
from tests.ledger.places import tables_at
from tests.ledger.victims import Victims, file_return

CAUSES = ("database or disk is full. Free some space on its disk, then do it again", "disk I/O error")
"""What SQLite says of a full disk, with what we add, and of a limit."""

KILOBYTES = 600
"""Room for about ten returns with their workbooks."""


@dataclass(frozen=True)
class Small:
    """A folder that takes little: because of its disk, or, with `largest_file` bytes, by a limit on the process."""

    folder: Path
    largest_file: int

    def make_room(self) -> None:
        if not self.largest_file:
            subprocess.run(["mount", "-o", "remount,size=50m", str(self.folder)], check=True)


@pytest.fixture(params=["disk", "limit"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Small]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={KILOBYTES}k", "tmpfs", str(folder)]
    is_root = os.name == "posix" and os.geteuid() == 0
    if request.param == "limit" or not is_root or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield Small(folder, KILOBYTES * 1024)
        return
    yield Small(folder, 0)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def large(tmp_path: Path) -> Iterator[tuple[str, Ledger]]:
    """The address of a ledger on a disk with room, twice what the small one takes, and the ledger."""
    url = f"sqlite:///{tmp_path / 'large.sqlite'}"
    with Ledger.open(url, DataSet.OFFICE) as ledger:
        for number in range(30):
            file_return(ledger, f"return-{number}")
        yield url, ledger


def test_filing_on_a_full_disk_is_refused_and_loses_nothing(dying: Victims, small: Small) -> None:
    url = f"sqlite:///{small.folder / 'ledger.sqlite'}"
    *filed, (step, words) = dying.finish_one("fill", url, small.largest_file)
    assert step == "refused"
    assert f"the ledger at {url} could not be used, and nothing was stored: " in words
    assert words.endswith(CAUSES)
    small.make_room()
    with Ledger.open(url, DataSet.OFFICE) as ledger:
        assert ledger.verify() == ()
        assert [submission.id for submission in ledger.submissions()] == [name for _, name in filed]
        assert len(filed) > 1
        assert file_return(ledger, f"full-{len(filed)}").sequence == len(filed) + 2


def test_a_backup_that_does_not_fit_is_refused_and_leaves_nothing(
    dying: Victims, small: Small, large: tuple[str, Ledger]
) -> None:
    url, ledger = large
    ((step, words),) = dying.finish_one("back up", url, str(small.folder), small.largest_file)
    assert step == "refused"
    assert words.startswith(f"no backup was made in {small.folder}, and the ledger is as it was: ")
    assert words.endswith(CAUSES)
    assert list(small.folder.iterdir()) == []
    assert ledger.verify() == ()
    small.make_room()
    assert backup(url, small.folder).manifest.contents.head == ledger.head()


def test_a_move_that_does_not_fit_leaves_both_places_as_they_were(
    dying: Victims, small: Small, large: tuple[str, Ledger], tmp_path: Path
) -> None:
    url, ledger = large
    before, to_url = sha256_of(tmp_path / "large.sqlite"), f"sqlite:///{small.folder / 'ledger.sqlite'}"
    ((step, words),) = dying.finish_one("carry", url, to_url, small.largest_file)
    assert step == "refused"
    assert words.startswith(f"the ledger at {to_url} could not be used, and nothing was stored: ")
    assert tables_at(to_url) == []
    assert sha256_of(tmp_path / "large.sqlite") == before
    small.make_room()
    move(url, to_url)
    with Ledger.open(to_url, None) as moved:
        assert moved.verify([ledger.head()]) == ()


def test_an_anchor_that_does_not_fit_is_refused_and_those_before_it_stay(
    dying: Victims, large: tuple[str, Ledger], tmp_path: Path
) -> None:
    url, ledger = large
    *written, (step, words) = dying.finish_one("note", url, str(tmp_path), 2_000)
    assert step == "refused"
    assert f"could not be added to {tmp_path / 'anchors.csv'}" in words
    remember(tmp_path, ledger.head(), "the next receipt")
    register = remembered(tmp_path)
    assert [line.printed_on for line in register.printed] == [f"receipt {n}" for _, n in written] + ["the next receipt"]
    assert len(register.unreadable) == 1


def test_a_ledger_on_a_full_disk_can_still_be_read(dying: Victims, small: Small) -> None:
    path = small.folder / "ledger.sqlite"
    *filed, _ = dying.finish_one("fill", f"sqlite:///{path}", small.largest_file)
    with Ledger.open(f"sqlite:///{path}", None) as ledger:
        assert len(ledger.submissions()) == len(filed)
    with closing(connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
