"""Small made-up submissions with a happy path, and the ways to get at a ledger behind its back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import (
    Bound,
    Confidence,
    DataSet,
    Ledger,
    MilestoneRecord,
    Narrative,
    Observation,
    Role,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.periods import Period


def observation(**changes: Any) -> Observation:
    """Six child victims identified in 2021/22."""
    made = Observation(
        indicator="2.2a",
        component="identified",
        period=Period.financial_year(2021),
        cohort=None,
        dimensions=(),
        vintage="TIP Report 2022",
        role=Role.VALUE,
        unit="victim",
        state=State.REPORTED,
        numerator=Decimal(6),
        denominator=None,
        is_total=True,
        bound=Bound.EXACT,
        confidence=Confidence.HIGH,
        definition_version=1,
        locator="F001",
        derived_from=(),
        measure="victims_identified",
        reason="the edition's own count",
        note="“Children” as the edition says – not by age band",
        url="https://example.org/2022",
    )
    return replace(made, **changes)


def milestone(**changes: Any) -> MilestoneRecord:
    made = MilestoneRecord(
        indicator="3.2",
        stage="adopted",
        outcome="reached",
        period=Period.day(date(2021, 6, 1)),
        text="The protocol was adopted.",
        confidence=Confidence.MEDIUM,
        locator="F002",
        measure="protocol",
        reason="dated by the agency",
        note="",
        url="https://example.org/protocol",
    )
    return replace(made, **changes)


def narrative(**changes: Any) -> Narrative:
    made = Narrative("2.2a", Period.half_year(2021, 1), "Two homes closed during the half-year.", "p. 4")
    return replace(made, **changes)


def source(code: str = "tip-2022", **changes: Any) -> Source:
    made = Source(
        code=code,
        title="2022 Trafficking in Persons Report: Jamaica",
        publisher="U.S. Department of State",
        edition="TIP Report 2022",
        url="https://example.org/2022",
        published_on=date(2022, 7, 19),
        published_on_is_access_date=False,
    )
    return replace(made, **changes)


def draft(code: str = "tip-2022", **changes: Any) -> SubmissionDraft:
    """One source with an observation, a milestone and a narrative; its file's hash follows from its code."""
    made = SubmissionDraft(
        source=source(code),
        period=None,
        observations=(observation(),),
        milestones=(milestone(),),
        narratives=(narrative(),),
        catalogue_hash="c" * 64,
        file_sha256=sha256(code.encode()).hexdigest(),
    )
    return replace(made, **changes)


def clock(first: datetime = datetime(2026, 1, 5, 9, 0, tzinfo=UTC), step: timedelta = timedelta(minutes=1)) -> Any:
    """A clock that moves on by `step` each time it is read."""
    times = iter(first + step * tick for tick in range(10_000))
    return lambda: next(times)


def counter() -> Callable[[], str]:
    """Nonces that are the same in every run; only for tests, since anybody can guess them."""
    numbers = iter(range(10_000))
    return lambda: f"{next(numbers):032x}"


def switch_guards_off(connection: sa.Connection) -> None:
    """What an owner of the database can do before changing rows: no triggers, no keys, in this transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name in connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def submit_at_once(url: str, worker: int, submissions: int) -> list[Submission]:
    """One process's part of a race: open the ledger, file its own drafts and one that every process files."""
    with Ledger.open(url, DataSet.TRAINING) as ledger:
        own = [ledger.submit(draft(f"agency-{worker}-{number}"), f"worker {worker}") for number in range(submissions)]
        return [*own, ledger.submit(draft("shared"), f"worker {worker}")]
