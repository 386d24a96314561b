"""Killed at any moment, a ledger opens, verifies and holds whole submissions only, and all that were acknowledged.

Two hundred kills: a hundred a store, at moments drawn from a written seed. Killing shows what the death of a process
leaves; what a power cut leaves rests on the disk's own promise, which the full synchronisation asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from dashboard.ledger import DataSet, Ledger, LedgerError
from dashboard.ledger.disk import sha256_of
from dashboard.ledger.keeping import move, restore
from dashboard.ledger.manifest import manifest_path, read_manifest
from tests.ledger.places import schema_on, tables_at
from tests.ledger.victims import Victims, file_return, workbook

DECIDING, BACKING_UP, MOVING = 60, 20, 20
"""Kills at each work, on each store."""

STATES = ("submitted", "accepted", "adopted")


@dataclass
class Moments:
    """When to kill a work whose length depends on the machine: at any moment, closing in on when it comes to count."""

    random: Random
    seconds: float = 0.5
    """That the work is thought to take."""

    def draw(self, _: float) -> float:
        return self.random.triangular(0, 1.2 * self.seconds, self.seconds)

    def heed(self, *, was_done: bool) -> None:
        self.seconds *= 0.8 if was_done else 1.25


def filled(url: str) -> Ledger:
    """An open ledger whose copying takes long enough to die in."""
    ledger = Ledger.open(url, DataSet.OFFICE)
    for number in range(15):
        ledger.record(file_return(ledger, f"return-{number}").id, "accepted", "Secretariat")
    return ledger


def test_a_process_killed_at_filing_and_deciding_leaves_whole_submissions(dying: Victims, ledger_url: str) -> None:
    """Some kills must hit a transaction, or they prove nothing: SQLite then leaves its journal to be rolled back."""
    moments, acknowledged, journals = Random(1504), dict[str, str](), 0
    Ledger.open(ledger_url, DataSet.OFFICE).close()
    for number in range(DECIDING):
        # After 1 to 6 steps the next one is an acceptance, an adoption or a filing, each as likely.
        steps = moments.randint(1, 6)
        heard = dying.kill_one(
            "decide", ledger_url, f"round-{number}", steps=steps, after=lambda step: moments.uniform(0, step)
        )
        acknowledged |= {submission_id: step for step, submission_id in heard}
        journals += Path(f"{ledger_url.removeprefix('sqlite:///')}-journal").exists()
        tables_at(ledger_url)  # waits for the server to notice
        with Ledger.open(ledger_url, DataSet.OFFICE) as ledger:
            assert ledger.verify() == ()
            held = {submission.id: submission.state for submission in ledger.submissions()}
    with Ledger.open(ledger_url, DataSet.OFFICE) as ledger:
        assert all(ledger.file(each) == workbook(each.removesuffix(".1")) for each in held)
    assert len(acknowledged) >= DECIDING
    assert [each for each, step in acknowledged.items() if STATES.index(held[each]) < STATES.index(step)] == []
    assert journals > 0 or not ledger_url.startswith("sqlite")


def test_a_backup_that_was_killed_has_no_manifest_or_is_whole(dying: Victims, ledger_url: str, tmp_path: Path) -> None:
    moments, finished = Moments(Random(118)), set[str]()
    with filled(ledger_url) as ledger:
        head = ledger.head()
        for _ in range(BACKING_UP):
            heard = dying.kill_one("back up", ledger_url, str(tmp_path), after=moments.draw)
            new = {path.name for path in tmp_path.glob("*.json")} - finished
            finished |= new
            moments.heed(was_done=bool(new))
            assert len(new) <= 1
            assert {manifest_path(tmp_path / name).name for _, name in heard} <= new
            for name in new:
                file = (tmp_path / name).with_suffix(".sqlite")
                assert sha256_of(file) == read_manifest(file).sha256
                with Ledger.open(f"sqlite:///{file}", None) as copy:
                    assert (copy.verify([head]), copy.head()) == ((), head)
        assert (ledger.verify(), ledger.head()) == ((), head)
    assert 0 < len(finished) < BACKING_UP
    assert dying.finish_one("back up", ledger_url, str(tmp_path))[0][0] == "backed up"


@pytest.mark.parametrize("renames", [1, 2])
def test_a_backup_that_dies_before_it_has_its_names_is_not_taken_for_one(
    dying: Victims, ledger_url: str, tmp_path: Path, renames: int
) -> None:
    """First the copy gets its name, then the manifest."""
    filled(ledger_url).close()
    dying.let_one_die("back up until", ledger_url, str(tmp_path), renames)
    assert list(tmp_path.glob("*.json")) == []
    (named,) = tmp_path.glob("*.sqlite")
    with pytest.raises(LedgerError, match="has no manifest"):
        restore(named, f"sqlite:///{tmp_path / 'back' / 'ledger.sqlite'}")


@pytest.mark.postgres
@pytest.mark.parametrize("to", ["sqlite", "postgres"])
def test_a_move_that_was_killed_leaves_nothing_or_all_of_it(
    dying: Victims, postgres_url: str, tmp_path: Path, to: str
) -> None:
    moments, left_empty = Moments(Random(39)), 0
    with schema_on(postgres_url) as schema:
        from_url = schema if to == "sqlite" else f"sqlite:///{tmp_path / 'ledger.sqlite'}"
        with filled(from_url) as ledger:
            head, held = ledger.head(), ledger.submissions()
            for number in range(MOVING):
                with schema_on(postgres_url) as other:
                    to_url = other if to == "postgres" else f"sqlite:///{tmp_path / f'{number}.sqlite'}"
                    heard = dying.kill_one("carry", from_url, to_url, after=moments.draw)
                    moments.heed(was_done=bool(tables_at(to_url)))
                    if not tables_at(to_url):
                        assert heard == []
                        left_empty += 1
                        move(from_url, to_url)
                    with Ledger.open(to_url, None) as arrived:
                        assert (arrived.verify(), arrived.head(), arrived.submissions()) == ((), head, held)
            assert (ledger.verify(), ledger.head()) == ((), head)
    assert 0 < left_empty < MOVING
