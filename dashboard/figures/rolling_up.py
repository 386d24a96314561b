"""Half-years and days to financial years, by the rule of the component.

`sum` adds two halves of a flow; `last` takes the stock at the year's end; `none` combines nothing. A year needs both
its halves: one reported half is never a year, and a half that is not available makes the year not available.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dashboard.catalogue import RollUp
from dashboard.figures.model import Figure, Vintage
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
    """A stock counted on 31 March is the stock of the financial year that ends that day."""
    return {
        financial_year_of(period.end): _moved(figure, financial_year_of(period.end))
        for period, figure in figures.items()
        if _is_year_end(period)
    }


def _is_year_end(period: Period) -> bool:
    return period.kind is PeriodKind.DAY and (period.end.month, period.end.day) == (3, 31)


def _moved(figure: Figure, year: Period) -> Figure:
    return figure_of(replace(v, observation=replace(v.observation, period=year)) for v in figure.vintages)


def _sum_of(year: Period, first: Figure, second: Figure) -> Figure:
    halves = (first.lead.observation, second.lead.observation)
    numbers = [half.numerator for half in halves]
    denominators = [half.denominator for half in halves]
    summed = replace(
        second.lead.observation,
        period=year,
        state=_state(halves[0].state, halves[1].state),
        numerator=_add(numbers),
        denominator=_add(denominators),
        bound=next((half.bound for half in halves if half.bound is not Bound.EXACT), Bound.EXACT),
        derived_from=tuple(half.locator for half in halves),
    )
    accepted = first.lead.accepted and second.lead.accepted
    return figure_of([Vintage(summed, second.lead.source, second.lead.submission_id, accepted)])


def _state(first: State, second: State) -> State:
    if first is second:
        return first
    for state in (State.NOT_AVAILABLE, State.NOT_APPLICABLE):
        if state in (first, second):
            return state
    return State.REPORTED


def _add(numbers: list[Decimal | None]) -> Decimal | None:
    """None if either half has no number: blank is never a total."""
    present = [number for number in numbers if number is not None]
    return sum(present, Decimal(0)) if len(present) == len(numbers) else None
