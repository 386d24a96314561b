"""One figure from what agencies returned: its number, what stands behind it, and who has not answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.figures.answers import Cell, Line
from dashboard.figures.model import Figure, Part, Vintage
from dashboard.ledger import Bound, Confidence, Kind, Observation, Role, Source, State


@dataclass(frozen=True)
class Number:
    """What a cell says: a state, and its numbers where the state has any."""

    state: State
    numerator: Decimal | None = None
    denominator: Decimal | None = None


NOT_AVAILABLE = Number(State.NOT_AVAILABLE)
NOT_APPLICABLE = Number(State.NOT_APPLICABLE)


@dataclass(frozen=True)
class Asked:
    """Of whom a component is asked in one period, and what its figures have in common.

    `waiting` are agencies whose return nobody has accepted; `source` is cited while no agency has answered.
    """

    agencies: tuple[str, ...]
    waiting: frozenset[str]
    measure: str
    unit: str
    definition_version: int
    source: Source

    def without(self, heard: Sequence[Part]) -> tuple[str, ...]:
        """The agencies that are no part of an answer."""
        known = {agency for part in heard for agency in part.agencies}
        return tuple(agency for agency in self.agencies if agency not in known)


def returned_figure(
    cell: Cell, number: Number, parts: Sequence[Part], asked: Asked, absent: Sequence[str] = ()
) -> Figure:
    """The figure of one cell; `absent` are the agencies whose answer is wanting."""
    answers = [part for part in parts if part.kind is Kind.RETURN]
    newest = max(answers, key=lambda part: (part.period, part.source.published_on, part.source.code), default=None)
    lead = Vintage(
        observation=_observation(cell, number, parts, asked, is_total=not (absent or cell.dimensions)),
        source=newest.source if newest else asked.source,
        submission_id=newest.submission_id if newest else "",
        accepted=newest is not None,
        kind=Kind.RETURN,
    )
    return Figure(
        indicator=cell.indicator,
        component=cell.component,
        period=cell.period,
        cohort=cell.cohort,
        dimensions=cell.dimensions,
        role=Role.VALUE,
        lead=lead,
        vintages=(lead,),
        parts=tuple(parts),
        missing=tuple(agency for agency in absent if agency not in asked.waiting),
        waiting=tuple(agency for agency in absent if agency in asked.waiting),
    )


def adjusting_part(line: Line) -> Part:
    """What an adjustment takes off, as a part of the figure."""
    submission, adjustment = line.submission, line.adjustment
    return Part(
        kind=Kind.ADJUSTMENT,
        agencies=adjustment.agencies,
        period=adjustment.period,
        state=State.REPORTED,
        numerator=adjustment.numerator,
        denominator=adjustment.denominator,
        definition_version=0,
        source=submission.draft.source,
        submission_id=submission.id,
        locator="",
        file_sha256=submission.draft.file_sha256,
        adopted=submission.state == "adopted",
        reason=adjustment.reason,
    )


def _observation(cell: Cell, number: Number, parts: Sequence[Part], asked: Asked, *, is_total: bool) -> Observation:
    where = tuple(f"{part.submission_id} {part.locator}".strip() for part in parts)
    as_returned = len(parts) == 1 and not parts[0].corrections
    return Observation(
        indicator=cell.indicator,
        component=cell.component,
        period=cell.period,
        cohort=cell.cohort,
        dimensions=cell.dimensions,
        vintage=f"Returns {cell.period.code}",
        role=Role.VALUE,
        unit=asked.unit,
        state=number.state,
        numerator=number.numerator,
        denominator=number.denominator,
        is_total=is_total,
        bound=Bound.EXACT,
        confidence=Confidence.HIGH,
        definition_version=max((part.definition_version for part in parts), default=asked.definition_version),
        locator=where[0] if as_returned else "",
        derived_from=() if as_returned else where,
        measure=asked.measure,
        reason="",
        note="",
        url="",
    )
