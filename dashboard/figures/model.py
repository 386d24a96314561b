"""Figures: what was counted, for one indicator, component, period and breakdown, with every source that said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.ledger import Bound, Confidence, Dimensions, Kind, MilestoneRecord, Observation, Role, Source, State
from dashboard.periods import Period


@dataclass(frozen=True)
class Vintage:
    """One source's word on a figure: the observation and the source it stands in."""

    observation: Observation
    source: Source
    submission_id: str
    accepted: bool
    kind: Kind = Kind.EDITION

    @property
    def number(self) -> tuple[State, Decimal | None, Decimal | None]:
        """What is compared between vintages: state, numerator, denominator."""
        return self.observation.state, self.observation.numerator, self.observation.denominator


@dataclass(frozen=True)
class Part:
    """What stands behind a figure made from returns: one agency's number, or a line that takes off double counting.

    `agencies` is who answers; of an adjustment, whose counts it concerns. `locator` is the cell (`Sheet!C12`) of the
    file with `file_sha256`, "" for an adjustment, which has a `reason`. `corrections` are the submissions that put the
    number right. Numbers of single agencies, and reasons, are for the restricted tier only.
    """

    kind: Kind
    agencies: tuple[str, ...]
    period: Period
    state: State
    numerator: Decimal | None
    denominator: Decimal | None
    definition_version: int
    source: Source
    submission_id: str
    locator: str
    file_sha256: str
    adopted: bool
    corrections: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Figure:
    """The figure for one cell and all vintages behind it, oldest first.

    `lead` is the vintage whose number is used: the latest edition of the most direct source. `conflicts` are vintages
    of other sources with another number; they stand beside it and are never averaged. `restated_from` are earlier
    editions of the lead source with another number.

    A figure made from returns has `parts`; `marks` are the published numbers for the same year, beside it for
    comparison only. While it is `incomplete` it has no number: `missing` are the agencies that have not answered,
    `waiting` those whose answer nobody has accepted.
    """

    indicator: str
    component: str
    period: Period
    cohort: Period | None
    dimensions: Dimensions
    role: Role
    lead: Vintage
    vintages: tuple[Vintage, ...]
    parts: tuple[Part, ...] = ()
    missing: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    marks: tuple[Vintage, ...] = ()

    @property
    def is_incomplete(self) -> bool:
        """Whether an agency's answer is still wanting, so that there is no number."""
        return bool(self.missing or self.waiting)

    @property
    def is_returned(self) -> bool:
        """Whether it comes from agencies' returns and not from a published source."""
        return bool(self.parts) or self.is_incomplete

    @property
    def is_adopted(self) -> bool:
        """Whether the Rapporteur has adopted everything behind a figure made from returns."""
        return bool(self.parts) and all(part.adopted for part in self.parts)

    @property
    def asked(self) -> tuple[str, ...]:
        """The agencies whose answers make a figure from returns: heard, waiting or missing."""
        heard = (code for part in self.parts if part.kind is Kind.RETURN for code in part.agencies)
        return tuple(dict.fromkeys((*heard, *self.waiting, *self.missing)))

    @property
    def state(self) -> State:
        return self.lead.observation.state

    @property
    def value(self) -> Decimal | None:
        return self.lead.observation.numerator

    @property
    def denominator(self) -> Decimal | None:
        return self.lead.observation.denominator

    @property
    def bound(self) -> Bound:
        return self.lead.observation.bound

    @property
    def confidence(self) -> Confidence:
        return self.lead.observation.confidence

    @property
    def is_derived(self) -> bool:
        return bool(self.lead.observation.derived_from)

    @property
    def restated_from(self) -> tuple[Vintage, ...]:
        """Earlier editions of the lead's publisher that printed another number."""
        lead = self.lead.source
        return tuple(
            vintage
            for vintage in self._others
            if vintage.source.publisher == lead.publisher and vintage.source.published_on < lead.published_on
        )

    @property
    def conflicts(self) -> tuple[Vintage, ...]:
        """Other publishers, or another page of the same edition, with another number."""
        restated = self.restated_from
        return tuple(vintage for vintage in self._others if vintage not in restated)

    @property
    def _others(self) -> tuple[Vintage, ...]:
        return tuple(vintage for vintage in self.vintages if vintage.number != self.lead.number)


@dataclass(frozen=True)
class Milestone:
    """A dated fact of an indicator with its source."""

    record: MilestoneRecord
    source: Source
    submission_id: str
    accepted: bool
    kind: Kind = Kind.EDITION


@dataclass(frozen=True)
class Unapplied:
    """An accepted correction or adjustment that changes nothing, or a number that makes no figure, and why.

    `reason` carries no number.
    """

    kind: Kind
    submission_id: str
    indicator: str
    component: str
    period: Period | None
    reason: str


@dataclass(frozen=True)
class Returned:
    """An accepted return that stands: who gave it, for which half-year, under which source."""

    agency: str
    period: Period
    source: Source


@dataclass(frozen=True)
class IndicatorFigures:
    """All that is recorded for one indicator. Keys of `values` and `context` are component or context ids.

    `values` holds totals only, one figure a period, oldest first; `breakdowns` holds the cells below them;
    `claims` are external claims and parts.
    """

    indicator: str
    values: Mapping[str, tuple[Figure, ...]]
    breakdowns: tuple[Figure, ...]
    context: Mapping[str, tuple[Figure, ...]]
    claims: tuple[Figure, ...]
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True)
class FigureBook:
    """Every indicator's figures as of one moment. `horizon` is the last day the record speaks of by publication.

    `sources` are the published editions, `returns` the agencies' returns that count; `unapplied` are the corrections
    and adjustments that could not be.
    """

    indicators: Mapping[str, IndicatorFigures]
    sources: tuple[Source, ...]
    horizon: date
    returns: tuple[Returned, ...] = ()
    unapplied: tuple[Unapplied, ...] = ()
