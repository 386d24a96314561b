"""39 indicators × 20 agencies × 24 half-years in one ledger: filing them, reading them as of any event, a backup.

`python -m benchmarks.ledger_as_of [URL]`: in a SQLite file that is made for it, or at the URL of an empty database.
The floors are the same rows without the ledger: put into bare tables of a SQLite file, fetched by one query, copied by
SQLite's own backup.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa

from dashboard.catalogue import load
from dashboard.ledger import (
    AsOf,
    Bound,
    Confidence,
    DataSet,
    Kind,
    Ledger,
    Observation,
    Role,
    Source,
    State,
    SubmissionDraft,
    backup,
    tables,
)
from dashboard.ledger.engine import create_engine, reading
from dashboard.ledger.rows import row_of
from dashboard.periods import Period

AGENCIES, HALF_YEARS = 20, 24
WORKBOOK = 20_000
"""Bytes, of the order of an agency's workbook."""

Measured = tuple[str, float, str, float]
"""What, our seconds, the floor's name, the floor's seconds."""


def measure(folder: Path, url: str = "") -> Iterator[Measured]:
    """Each measurement beside its floor; medians, in one run."""
    url = url or f"sqlite:///{folder / 'returns.sqlite'}"
    drafts = tuple(_returns())
    with Ledger.open(url, DataSet.TRAINING) as ledger:
        begun = time.perf_counter()
        for draft in drafts:
            filed = ledger.submit(draft, "focal point", file=_workbook(draft.source.code))
            ledger.record(filed.id, "accepted", "Secretariat")
        each = (time.perf_counter() - begun) / len(drafts)
        yield "a return filed and accepted", each, "its rows in bare tables", _bare_filing(folder, drafts)
        head = ledger.head().sequence
        for name, sequence in (("latest", head), ("half-way", head // 2), ("the first return", 3)):
            ours = _seconds(partial(ledger.submissions, AsOf(sequence=sequence)))
            floor = _plain_query(url, sequence)
            yield f"as of event {sequence}, {name}", ours, "one query of its observations", floor
    (folder / "backups").mkdir()
    ours, floor = _seconds(lambda: backup(url, folder / "backups"), times=3), _own_backup(folder)
    yield "a backup, compared and verified", ours, "SQLite's own copy, unchecked", floor


def _returns() -> Iterator[SubmissionDraft]:
    """A return of each agency for each half-year, with a number for each indicator."""
    indicators = [indicator.id for indicator in load().indicators]
    for place in range(HALF_YEARS):
        period = Period.half_year(2013 + place // 2, 1 + place % 2)
        for agency in range(AGENCIES):
            yield _return(f"agency_{agency}", period, indicators)


def _return(agency: str, period: Period, indicators: list[str]) -> SubmissionDraft:
    code = f"return-{agency}-{period.code}"
    signed = date(period.end.year, period.end.month, 28)
    return SubmissionDraft(
        source=Source(code, f"Return of {agency}", agency, f"Return {period.code}", "", signed, False),
        period=period,
        observations=tuple(_observation(indicator, period, row) for row, indicator in enumerate(indicators, start=6)),
        milestones=(),
        narratives=(),
        catalogue_hash="c" * 64,
        file_sha256=sha256(_workbook(code)).hexdigest(),
        kind=Kind.RETURN,
        agency=agency,
        signed_by="Head of the agency",
        signed_on=signed,
    )


def _observation(indicator: str, period: Period, row: int) -> Observation:
    return Observation(
        indicator=indicator,
        component="count",
        period=period,
        cohort=None,
        dimensions=(),
        vintage=f"Return {period.code}",
        role=Role.VALUE,
        unit="child",
        state=State.REPORTED,
        numerator=Decimal(row),
        denominator=None,
        is_total=True,
        bound=Bound.EXACT,
        confidence=Confidence.HIGH,
        definition_version=1,
        locator=f"Figures!C{row}",
        derived_from=(),
        measure="Children counted",
        reason="",
        note="",
        url="",
    )


def _workbook(code: str) -> bytes:
    return (sha256(code.encode()).digest() * WORKBOOK)[:WORKBOOK]


def _plain_query(url: str, sequence: int) -> float:
    """Fetching the rows of the observations filed by then, as they are stored, with the connection already open."""
    held, observation = tables.submission, tables.observation
    by_then = sa.select(held.c.id).where(held.c.sequence <= sequence)
    query = sa.select(observation).where(observation.c.submission_id.in_(by_then))
    engine = create_engine(url)

    def fetch() -> None:
        with reading(engine) as connection:
            connection.execute(query).all()

    taken = _seconds(fetch)
    engine.dispose()
    return taken


def _bare_filing(folder: Path, drafts: tuple[SubmissionDraft, ...]) -> float:
    """Seconds a return for its observations and workbook in two tables without keys, a transaction each."""
    engine = sa.create_engine(f"sqlite:///{folder / 'bare.sqlite'}")
    bare = sa.MetaData()
    observation = sa.Table("observation", bare, *(sa.Column(c.name, c.type) for c in tables.observation.c))
    file = sa.Table("file", bare, sa.Column("content", sa.LargeBinary))
    bare.create_all(engine)
    begun = time.perf_counter()
    for draft in drafts:
        rows = [
            {"submission_id": draft.source.code, "position": position, **row_of(tables.observation, each)}
            for position, each in enumerate(draft.observations)
        ]
        with engine.begin() as connection:
            connection.execute(observation.insert(), rows)
            connection.execute(file.insert(), {"content": _workbook(draft.source.code)})
    taken = time.perf_counter() - begun
    engine.dispose()
    return taken / len(drafts)


def _own_backup(folder: Path) -> float:
    """SQLite's online backup of the newest of our copies: the same rows, whatever database they came from."""
    (newest, *_) = sorted((folder / "backups").glob("*.sqlite"), reverse=True)
    copies = iter(folder / f"own-{number}.sqlite" for number in range(10))

    def copy() -> None:
        with closing(sqlite3.connect(newest)) as ours, closing(sqlite3.connect(next(copies))) as own:
            ours.backup(own)

    return _seconds(copy, times=3)


def _seconds(action: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        action()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main() -> int:
    print(f"{datetime.now(UTC):%Y-%m-%d}, 39 indicators × {AGENCIES} agencies × {HALF_YEARS} half-years", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for what, ours, floor_name, floor in measure(Path(folder), *sys.argv[1:2]):
            print(f"{what:<36} {ours:9.4f} s   {ours / floor:7.2f} x   {floor_name} ({floor:.4f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
