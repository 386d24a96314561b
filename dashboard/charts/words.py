"""The words of a chart: what a reader who cannot see it is told, and the line under its title.

Computed from the shown points and from nothing else, so a chart and its words cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from dashboard.periods import Period, PeriodKind
from dashboard.release import (
    NotApplicable,
    NotAvailable,
    NotReported,
    Point,
    Series,
    Shown,
    Withheld,
    amount,
    when_words,
)

LISTED_AT_MOST = 8
"""Longer series are told by first, lowest, highest and last: an alternative text should stay under 400 characters."""


def alt_text(series: Series) -> str:
    """What the chart shows, in sentences. ValueError for a series of which nothing may be shown."""
    known = series.known
    if not known:
        raise ValueError(f"{series.id}: nothing is drawn where nothing is known, so there is nothing to describe")
    kind = "Line chart" if any(point.interval for point in known) else "Bar chart"
    heading = f" ({series.heading})" if series.heading else ""
    span = _span(known)
    sentences = [f"{kind}: {series.label}{heading}, {span}.", f"{_values(known, series)}."]
    if series.baseline is not None and isinstance(series.baseline.value, Shown):
        sentences.append(f"Baseline: {series.baseline.value.text} {when(series, series.baseline)}.")
    sentences += _absences(series.points)
    marking = [f"{series.marking}."] if series.marking else []
    return " ".join([*marking, *sentences])


def subtitle(series: Series) -> str:
    """The line under a chart's title: `All ages, context · April to March · shaded: 95 % interval`."""
    parts = [series.heading] if series.heading else []
    if all(point.period.is_financial_year for point in series.points):
        followed = any(point.seen for point in series.points)
        parts.append("Years in which the cases began, April to March" if followed else "April to March")
    if any(point.interval for point in series.known):
        parts.append("shaded: 95 % interval")
    return " · ".join(parts)


def interval_text(point: Point) -> str:
    """`20 to 43` for a count, `0.34 to 0.90` for a share, empty where there is none or the number is not shown."""
    if point.interval is None or not isinstance(point.value, Shown):
        return ""
    form = ".2f" if point.value.denominator else ",.0f"
    return f"{point.interval.low:{form}} to {point.interval.high:{form}}"


def when(series: Series, point: Point) -> str:
    """`in 2021/22`, `on 24 July 2018`, `by 24 July 2018` of a running total.

    A period with a beginning of its own is always said whole (`from 1 January 2005 to 19 January 2018`): the figures of
    one series need not begin on the same day, and two running totals may then not be set against each other.
    """
    return point.period.adverbial if point.period.kind is PeriodKind.OTHER else when_words(series, point)


def description(point: Point, series: Series) -> str:
    """What one mark says to a pointer or a screen reader: `2021/22: 6 children, 95 % interval 2 to 13`."""
    interval = interval_text(point)
    period = when(series, point)
    label = f"By {point.period.label}" if period.startswith("by ") else point.period.label
    return f"{label}: {amount(series, point)}" + (f", 95 % interval {interval}" if interval else "")


def _span(known: Sequence[Point]) -> str:
    """`2018/19 to 2021/22`; days and uneven periods give their first and their last day."""
    first, last = known[0].period, known[-1].period
    if first == last:
        return first.label
    if PeriodKind.OTHER in {point.period.kind for point in known}:
        return Period(min(point.period.start for point in known), max(point.period.end for point in known)).label
    return f"{first.label} to {last.label}"


def _values(known: Sequence[Point], series: Series) -> str:
    """Every value of a short series; first, lowest, highest and last of a long one."""
    told = list(known)
    if len(known) > LISTED_AT_MOST:
        lowest, highest = min(known, key=_size), max(known, key=_size)
        told = sorted({known[0], lowest, highest, known[-1]}, key=lambda point: point.period)
    first, *rest = told
    said = [f"{amount(series, first)} {when(series, first)}"]
    return ", ".join(said + [f"{point.value.text} {when(series, point)}" for point in rest])


def _size(point: Point) -> float:
    if not isinstance(point.value, Shown):
        raise TypeError(f"{point.figure_id} is not shown and has no size")
    return float(point.value.number / (point.value.denominator or 1))


def _absences(points: Sequence[Point]) -> list[str]:
    missing: list[str] = []
    unreported: list[str] = []
    withheld: list[str] = []
    not_applicable: list[str] = []
    for point in points:
        match point.value:
            case Shown():
                pass
            case Withheld():
                withheld.append(point.period.label)
            case NotReported():
                unreported.append(point.period.label)
            case NotAvailable():
                missing.append(point.period.label)
            case NotApplicable():
                not_applicable.append(point.period.label)
            case other:
                assert_never(other)
    return [
        f"{words}: {', '.join(labels)}."
        for words, labels in (
            ("No figure", missing),
            ("Not yet reported", unreported),
            ("Withheld to protect children", withheld),
            ("Not applicable", not_applicable),
        )
        if labels
    ]
