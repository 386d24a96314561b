"""A small office ledger to look at: two half-years, a few agencies, one of each standing, no workbook read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256

from dashboard import workspace
from dashboard.access import Identity
from dashboard.access import Role as Acting
from dashboard.catalogue import Catalogue
from dashboard.intake import file_public_record, read_public_record
from dashboard.intake.workbook import CommitmentKey, Layout, NarrativeKey, NumberKey, Part, StageKey
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.ledger import (
    Bound,
    CommitmentRecord,
    Confidence,
    DataSet,
    Kind,
    Ledger,
    MilestoneRecord,
    Narrative,
    Observation,
    Remark,
    Role,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.periods import Period

FIRST, SECOND = Period.half_year(2020, 2), Period.half_year(2021, 1)
SECRETARIAT = Identity(Acting.SECRETARIAT).actor
RAPPORTEUR = Identity(Acting.RAPPORTEUR).actor


def focal(agency: str) -> str:
    return Identity(Acting.FOCAL_PERSON, agency).actor


@dataclass
class Clock:
    """Tells the day it is turned to, a second later at every look."""

    now: datetime = field(default_factory=lambda: datetime(2021, 1, 4, 14, tzinfo=UTC))

    def turn_to(self, day: date) -> None:
        self.now = max(self.now, datetime.combine(day, time(14), tzinfo=UTC))

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def build(url: str, *, clock: Clock | None = None) -> None:
    """Fill an empty place with the public record and with returns in every standing."""
    clock, catalogue = clock or Clock(), workspace.catalogue()
    with Ledger.open(url, DataSet.OFFICE, clock=clock) as ledger:
        file_public_record(ledger, read_public_record(workspace.PUBLIC_RECORD, catalogue))

        def sent(agency: str, period: Period, day: date, plus: int = 0) -> Submission:
            clock.turn_to(day)
            draft = draft_of(catalogue, agency, period, day, plus)
            return ledger.submit(draft, focal(agency), file=file_of(agency, period, plus))

        for agency in ("jcf_atip", "cpfsa", "odpp"):
            one = sent(agency, FIRST, date(2021, 4, 20))
            ledger.record(one.id, "accepted", SECRETARIAT)
            ledger.record(one.id, "adopted", RAPPORTEUR)
        _second_half(ledger, clock, sent)


def _second_half(ledger: Ledger, clock: Clock, sent: Callable[..., Submission]) -> None:
    adopted = sent("odpp", SECOND, date(2021, 10, 12))
    accepted = sent("cpfsa", SECOND, date(2021, 10, 18), 2)
    back = sent("court_statistics", SECOND, date(2021, 10, 25))
    clock.turn_to(date(2021, 11, 2))
    ledger.record(adopted.id, "accepted", SECRETARIAT)
    ledger.record(accepted.id, "accepted", SECRETARIAT)
    ledger.record(back.id, "sent_back", SECRETARIAT, "Two courts are missing from the table of disposals.")
    ledger.record(
        adopted.id, "adopted", RAPPORTEUR, reservation="Counts charges, not accused persons, before July 2021."
    )
    sent("jcf_atip", SECOND, date(2021, 11, 12), 3)


def file_of(agency: str, period: Period, plus: int) -> bytes:
    """What stands for the workbook: the ledger keeps it and reads nothing in it."""
    return f"{agency} {period.code} {plus}".encode()


def draft_of(catalogue: Catalogue, agency: str, period: Period, signed_on: date, plus: int = 0) -> SubmissionDraft:
    """A return that answers every number with a small count; `plus` raises the first few of them."""
    layout, name = layout_of(catalogue, agency, period), catalogue.agency(agency).name
    edition = f"Return {period.code}"
    observations = tuple(_observations(catalogue, layout, edition, plus))
    said = "A joint operation in August found five."
    return SubmissionDraft(
        source=Source(
            code=f"return-{agency}-{period.code}",
            title=f"Return of {name} for {period.words}",
            publisher=name,
            edition=edition,
            url="",
            published_on=signed_on,
            published_on_is_access_date=False,
        ),
        period=period,
        observations=observations,
        milestones=tuple(_milestones(layout, period)),
        narratives=tuple(_narratives(layout, period)),
        catalogue_hash=catalogue.content_hash,
        file_sha256=sha256(file_of(agency, period, plus)).hexdigest(),
        kind=Kind.RETURN,
        agency=agency,
        signed_by="Head of the agency",
        signed_on=signed_on,
        commitments=tuple(_commitments(layout, period)),
        remarks=(Remark(observations[0].locator, "unusual", "more than usual", said),) if plus and observations else (),
    )


def _observations(catalogue: Catalogue, layout: Layout, edition: str, plus: int) -> Iterator[Observation]:
    outs = {_cell(one.key): one for one in layout.inputs if _is(one.key, Part.DENOMINATOR)}
    for place, one in enumerate(one for one in layout.inputs if _is(one.key, Part.NUMERATOR)):
        assert isinstance(one.key, NumberKey)
        component = catalogue.indicator(one.key.indicator).component(one.key.component)
        number = 0 if one.maximum == 1 else place % 4 + (plus if place < 3 else 0)
        has_denominator = _cell(one.key) in outs
        yield Observation(
            indicator=one.key.indicator,
            component=one.key.component,
            period=one.key.period,
            cohort=one.key.cohort,
            dimensions=one.key.dimensions,
            vintage=edition,
            role=Role.VALUE,
            unit=component.unit.value,
            state=State.REPORTED if number else State.ZERO_CONFIRMED,
            numerator=Decimal(number),
            denominator=Decimal(number + 4) if has_denominator else None,
            is_total=not one.key.dimensions,
            bound=Bound.EXACT,
            confidence=Confidence.HIGH,
            definition_version=catalogue.indicator(one.key.indicator).definition.version,
            locator=f"{one.sheet}!{one.cell}",
            derived_from=(),
            measure=component.label,
            reason="",
            note="",
            url="",
        )


def _milestones(layout: Layout, period: Period) -> Iterator[MilestoneRecord]:
    for one in layout.inputs:
        if isinstance(one.key, StageKey) and one.key.field == "outcome":
            yield MilestoneRecord(
                indicator=one.key.indicator,
                stage=one.key.stage,
                outcome="reached",
                period=Period.day(period.start),
                text="Circular 4 of the year says so.",
                confidence=Confidence.HIGH,
                locator=f"{one.sheet}!{one.cell}",
                measure=one.label,
                reason="",
                note="",
                url="",
            )


def _narratives(layout: Layout, period: Period) -> Iterator[Narrative]:
    for one in layout.inputs:
        if isinstance(one.key, NarrativeKey) and not one.key.indicator:
            text = "Two posts were vacant from June to August, so fewer visits were made than planned."
            yield Narrative("", period, text, f"{one.sheet}!{one.cell}")


def _commitments(layout: Layout, period: Period) -> Iterator[CommitmentRecord]:
    for one in layout.inputs:
        if isinstance(one.key, CommitmentKey) and one.key.field == "status":
            yield CommitmentRecord(
                one.key.commitment,
                period,
                one.choices[0][0],
                "Reported to the sub-committee.",
                f"{one.sheet}!{one.cell}",
            )


def _is(key: object, part: Part) -> bool:
    return isinstance(key, NumberKey) and key.part is part


def _cell(key: object) -> tuple[object, ...]:
    assert isinstance(key, NumberKey)
    return key.indicator, key.component, key.dimensions, key.period, key.cohort
