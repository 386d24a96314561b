"""Figures: what was counted, for one indicator, component, period and breakdown, with every source that said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.ledger import Bound, Confidence, Dimensions, MilestoneRecord, Observation, Role, Source, State
from dashboard.periods import Period


@dataclass(frozen=True)
class Vintage:
    """One source's word on a figure: the observation and the source it stands in."""

    observation: Observation
    source: Source
    submission_id: str
    accepted: bool

    @property
    def number(self) -> tuple[State, Decimal | None, Decimal | None]:
        """What is compared between vintages: state, numerator, denominator."""
        return self.observation.state, self.observation.numerator, self.observation.denominator


@dataclass(frozen=True)
class Figure:
    """The figure for one cell and all vintages behind it, oldest first.

    `lead` is the vintage whose number is used: the latest edition of the most direct source. `conflicts` are vintages
    of other sources with another number; they stand beside it and are never averaged. `restated_from` are earlier
    editions of the lead source with another number.
    """

    indicator: str
    component: str
    period: Period
    cohort: Period | None
    dimensions: Dimensions
    role: Role
    lead: Vintage
    vintages: tuple[Vintage, ...]

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
    """Every indicator's figures as of one moment. `horizon` is the last day the record speaks of by publication."""

    indicators: Mapping[str, IndicatorFigures]
    sources: tuple[Source, ...]
    horizon: date
