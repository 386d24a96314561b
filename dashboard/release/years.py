"""The years of a series without gaps: one of which nothing is known says so."""

from __future__ import annotations

from dashboard.periods import Period, PeriodKind, financial_year_of, financial_years
from dashboard.release.model import NotAvailable, Point


def filled_years(
    series_id: str, points: tuple[Point, ...], first: Period, last: Period, *, halves: bool = False
) -> tuple[Point, ...]:
    """The financial years from first to last, and any known before or after them; unknown years as `NotAvailable`.

    `halves` for what makes no year: its half-years stand in the place of the unknown year that they belong to. Where
    cohorts are counted, an unknown one is named as a known one is: by the year after, in whose return it would stand.
    A series counts cohorts in every year or in none (`figures.beside`), or two numbers would claim one place.
    """
    known = {point.period: point for point in points if point.period.is_financial_year}
    span = financial_years(min([first, *known]), max([last, *known]))
    of_cohorts = any(point.seen for point in points)
    filled = [known.get(year) or missing_year(series_id, year, _after(year) if of_cohorts else year) for year in span]
    parts = [point for point in points if halves and point.period.kind is PeriodKind.HALF_YEAR]
    parts = [point for point in parts if financial_year_of(point.period.start) not in known]
    years = {financial_year_of(point.period.start) for point in parts}
    kept = [point for point in filled if point.period not in years]
    return tuple(sorted((*kept, *parts), key=lambda point: (point.period.end, point.period.start)))


def missing_year(series_id: str, year: Period, named: Period) -> Point:
    """A year of which nothing is known; its key has the year that is `named`, where it would be seen."""
    return Point(
        figure_id=f"{series_id}/{named.code}",
        period=year,
        value=NotAvailable(),
        interval=None,
        citations=(),
        confidence="",
        derived=False,
        note="",
        variants=(),
        submission_id="",
        seen=None if named == year else named,
    )


def _after(year: Period) -> Period:
    return Period.financial_year(year.start.year + 1)
