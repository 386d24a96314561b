"""Small made-up submissions with a happy path, and the ways to get at a ledger behind its back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import (
    Adjustment,
    Bound,
    CommitmentRecord,
    Confidence,
    Correction,
    DataSet,
    EditionDraft,
    FrozenFile,
    HeadMovedError,
    Kind,
    Ledger,
    LedgerError,
    MilestoneRecord,
    Narrative,
    Observation,
    PublishedClaim,
    Remark,
    Role,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.ledger.engine import create_engine
from dashboard.periods import Period

FOCAL_PERSON, SECRETARIAT, RAPPORTEUR = "Focal person of jcf", "TIP Secretariat", "National Rapporteur"
HALF = Period.half_year(2021, 1)


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


def workbook(words: str = "jcf") -> bytes:
    """What stands for a workbook's bytes: all 256 of them, so that nothing takes it for text."""
    return words.encode() + bytes(range(256))


def cell(locator: str = "Protection!C12", **changes: Any) -> Observation:
    """Three children identified in the first half of 2021/22, out of nine, as an agency returns it."""
    made = observation(
        period=HALF, vintage="Return 2021-H1", numerator=Decimal(3), denominator=Decimal(9), locator=locator
    )
    return replace(made, **changes)


def returned(agency: str = "jcf", words: str | None = None, **changes: Any) -> SubmissionDraft:
    """An agency's return for the first half of 2021/22; `words` stand for what its workbook says."""
    made = SubmissionDraft(
        source=source(f"return-{agency}-2021-H1", edition="Return 2021-H1", published_on=date(2021, 10, 20), url=""),
        period=HALF,
        observations=(cell(), cell("Protection!C13", numerator=Decimal(1), dimensions=(("sex", "male"),))),
        milestones=(milestone(locator="Milestones!D7"),),
        narratives=(narrative(locator="Narrative!B4"),),
        catalogue_hash="c" * 64,
        file_sha256=sha256(workbook(words or agency)).hexdigest(),
        kind=Kind.RETURN,
        agency=agency,
        signed_by="Commissioner of Police",
        signed_on=date(2021, 10, 20),
        commitments=(CommitmentRecord("role_1_1a", HALF, "under_way", "Two units trained.", "Commitments!D5"),),
        remarks=(Remark("Protection!C12", "outlier", "3, usually 0 to 1", "One house held three children."),),
    )
    return replace(made, **changes)


def adjusting(*lines: Adjustment, code: str = "adjustment-2021-H1") -> SubmissionDraft:
    """A desk's submission of adjustments; by default one child whom two agencies counted."""
    return replace(_at_the_desk(code, Kind.ADJUSTMENT), adjustments=lines or (adjustment(),))


def adjustment(**changes: Any) -> Adjustment:
    made = Adjustment(
        indicator="2.2a",
        component="identified",
        period=HALF,
        dimensions=(("sex", "female"),),
        numerator=Decimal(-1),
        denominator=Decimal(0),
        agencies=("jcf", "cpfsa"),
        reason="One girl stands in both registers; settled between the two registrars.",
    )
    return replace(made, **changes)


def correcting(*lines: Correction, code: str = "correction-2021-H1") -> SubmissionDraft:
    """A desk's submission of corrections."""
    return replace(_at_the_desk(code, Kind.CORRECTION), corrections=lines)


def correction(expect: str = "3", becomes: str = "4", **changes: Any) -> Correction:
    made = Correction(
        submission_id="return-jcf-2021-H1.1",
        locator="Protection!C12",
        part="numerator",
        expect=expect,
        becomes=becomes,
        reason="The registrar found one more file.",
    )
    return replace(made, **changes)


def _at_the_desk(code: str, kind: Kind) -> SubmissionDraft:
    return SubmissionDraft(
        source=source(code, publisher="TIP Secretariat", url=""),
        period=HALF,
        observations=(),
        milestones=(),
        narratives=(),
        catalogue_hash="c" * 64,
        file_sha256="",
        kind=kind,
    )


def publishing(**changes: Any) -> EditionDraft:
    """An edition of 2021/22 for the public: a total, a withheld cell, a share, and two files."""
    made = EditionDraft(
        tier="public",
        title="Annual report 2021/22",
        through=Period.financial_year(2021),
        as_of=1,
        embargo_until=datetime(2026, 4, 1, 15, 0, tzinfo=UTC),
        catalogue_hash="c" * 64,
        policy_hash="d" * 64,
        program="1.4.0",
        claims=(
            PublishedClaim("2.2a/identified/2021/22", "6", "", "6"),
            PublishedClaim("2.2a/identified/2021/22/sex=female", "", "", "[c]"),
            PublishedClaim("3.1/convicted/2021/22", "4", "6", "4 of 6"),
        ),
        files=(FrozenFile("figures.csv", b"6,[c]\n"), FrozenFile("annual-report.docx", workbook("report"))),
        checklist=("Two commitments have no return.",),
    )
    return replace(made, **changes)


def submit_return(
    ledger: Ledger, agency: str = "jcf", words: str | None = None, read_at: int | None = None, **changes: Any
) -> Submission:
    """File a return with its workbook, as the agency's focal person does."""
    drafted = returned(agency, words, **changes)
    return ledger.submit(drafted, FOCAL_PERSON, file=workbook(words or agency), read_at=read_at)


def accept(ledger: Ledger, submission: Submission) -> None:
    ledger.record(submission.id, "accepted", SECRETARIAT)


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


@contextmanager
def guards_off(connection: sa.Connection) -> Iterator[None]:
    """The same for as long as it takes; afterwards the guards stand as before, as a careful intruder leaves them."""
    is_sqlite = connection.dialect.name == "sqlite"
    guards = connection.scalars(sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")) if is_sqlite else ()
    put_back = [*guards] or ["SET LOCAL session_replication_role = origin"]
    switch_guards_off(connection)
    yield
    for statement in put_back:
        connection.exec_driver_sql(statement)


def behind_its_back(url: str, *statements: str) -> None:
    """Change a ledger's rows as its owner can; each statement must change one at least."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":  # keys are checked for whoever wants it
        sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = OFF"))
    with engine.begin() as connection, guards_off(connection):
        assert all(connection.execute(sa.text(statement)).rowcount > 0 for statement in statements)
    engine.dispose()


def submit_at_once(url: str, worker: int, submissions: int) -> list[Submission]:
    """One process's part of a race: open the ledger, file its own drafts and one that every process files."""
    with Ledger.open(url, DataSet.TRAINING) as ledger:
        own = [ledger.submit(draft(f"agency-{worker}-{number}"), f"worker {worker}") for number in range(submissions)]
        return [*own, ledger.submit(draft("shared"), f"worker {worker}")]


def publish_at_once(url: str, worker: int) -> int:
    """One process's part of a third race: publish an edition; its number."""
    with Ledger.open(url, None) as ledger:
        return ledger.publish(publishing(title=f"of worker {worker}"), RAPPORTEUR).number


def publish_the_last(url: str, as_of: int, worker: int) -> str:
    """The same of what was read from the last event; what was refused, "" for the winner."""
    with Ledger.open(url, None) as ledger:
        try:
            ledger.publish(publishing(title=f"of worker {worker}", as_of=as_of), RAPPORTEUR, at_head=True)
        except HeadMovedError as error:
            return str(error)
    return ""


def decide_at_once(url: str, submission_id: str, decision: str, read_at: int, worker: int) -> str:
    """One process's part of a fourth race: decide on what all looked at; what was refused, "" for the winner."""
    with Ledger.open(url, None) as ledger:
        try:
            ledger.record(submission_id, decision, f"worker {worker}", "Looked at.", read_at=read_at)
        except HeadMovedError as error:
            return str(error)
    return ""


def accept_at_once(url: str, submission_id: str, worker: int) -> str:
    """One process's part of another race: accept the return that all accept; what was refused, "" for the winner."""
    with Ledger.open(url, None) as ledger:
        try:
            ledger.record(submission_id, "accepted", f"worker {worker}")
        except LedgerError as error:
            return str(error)
    return ""
