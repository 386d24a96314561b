"""Half-years and days to financial years, by the rule of the component.

`sum` adds two halves of a flow; `last` takes the stock at the year's end; `none` combines nothing. A year needs both
its halves: one reported half is never a year, and a half that is not available makes the year not available. A half
that waits for an agency's return makes a year that waits for it too.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dashboard.catalogue import RollUp
from dashboard.figures.model import Figure
from dashboard.figures.selecting import figure_of
from dashboard.ledger import Bound, State
from dashboard.periods import Period, PeriodKind, financial_year_of


def yearly(figures: tuple[Figure, ...], rule: RollUp) -> tuple[Figure, ...]:
    """The figures of one component in years where the rule allows, oldest first; a year as reported stays as it is."""
    by_period = {figure.period: figure for figure in figures}
    made: dict[Period, Figure] = {}
    if rule is RollUp.SUM:
        made = _sums(by_period)
    elif rule is RollUp.LAST:
        made = _year_ends(by_period)
        by_period = {period: figure for period, figure in by_period.items() if not _is_year_end(period)}
    return tuple(sorted((made | by_period).values(), key=lambda figure: figure.period))


def _sums(figures: dict[Period, Figure]) -> dict[Period, Figure]:
    years = {financial_year_of(period.start) for period in figures if period.kind is PeriodKind.HALF_YEAR}
    return {
        year: _sum_of(year, figures[year.halves[0]], figures[year.halves[1]])
        for year in years
        if year.halves[0] in figures and year.halves[1] in figures
    }


def _year_ends(figures: dict[Period, Figure]) -> dict[Period, Figure]:
    """A stock counted on 31 March, or returned for the half-year that ends then, is the stock of that financial year.

    The count of the day itself goes before that of the half-year.
    """
    ends = sorted((period for period in figures if _is_year_end(period)), key=lambda period: period.start)
    return {financial_year_of(period.end): _moved(figures[period], financial_year_of(period.end)) for period in ends}


def _is_year_end(period: Period) -> bool:
    in_time = period.kind in (PeriodKind.DAY, PeriodKind.HALF_YEAR)
    return in_time and (period.end.month, period.end.day) == (3, 31)


def _moved(figure: Figure, year: Period) -> Figure:
    vintages = tuple(replace(v, observation=replace(v.observation, period=year)) for v in figure.vintages)
    lead = vintages[figure.vintages.index(figure.lead)]
    return replace(figure, period=year, lead=lead, vintages=vintages)


def _sum_of(year: Period, first: Figure, second: Figure) -> Figure:
    halves = (first.lead.observation, second.lead.observation)
    counted = [half for half in halves if half.state is not State.NOT_APPLICABLE]
    missing = tuple(dict.fromkeys((*first.missing, *second.missing)))
    summed = replace(
        second.lead.observation,
        period=year,
        cohort=_cohort(first.cohort, second.cohort),
        state=_state([half.state for half in halves]),
        numerator=_add([half.numerator for half in counted]),
        denominator=_add([half.denominator for half in counted]),
        is_total=all(half.is_total for half in halves),
        bound=next((half.bound for half in halves if half.bound is not Bound.EXACT), Bound.EXACT),
        definition_version=max(half.definition_version for half in halves),
        derived_from=tuple(where for half in halves for where in half.derived_from or (half.locator,)),
    )
    latest = second.lead if second.parts or not first.parts else first.lead
    accepted = first.lead.accepted and second.lead.accepted
    return replace(
        figure_of([replace(latest, observation=summed, accepted=accepted)]),
        parts=(*first.parts, *second.parts),
        missing=missing,
        waiting=tuple(dict.fromkeys(code for code in (*first.waiting, *second.waiting) if code not in missing)),
    )


def _cohort(first: Period | None, second: Period | None) -> Period | None:
    """Two halves of one year of beginnings are that year."""
    if first is None or second is None:
        return second or first
    year = financial_year_of(first.start)
    return year if second == year.halves[1] and first == year.halves[0] else second


def _state(states: list[State]) -> State:
    """A half that does not apply adds nothing; one that is not available leaves no year."""
    if State.NOT_AVAILABLE in states:
        return State.NOT_AVAILABLE
    applicable = [state for state in states if state is not State.NOT_APPLICABLE]
    if not applicable:
        return State.NOT_APPLICABLE
    return applicable[0] if len(set(applicable)) == 1 else State.REPORTED


def _add(numbers: list[Decimal | None]) -> Decimal | None:
    """None if either half has no number: blank is never a total."""
    present = [number for number in numbers if number is not None]
    return sum(present, Decimal(0)) if numbers and len(present) == len(numbers) else None
