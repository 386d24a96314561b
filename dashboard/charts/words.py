"""The words of a chart: what a reader who cannot see it is told, and the line under its title.

Computed from the shown points and from nothing else, so a chart and its words cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from dashboard.release import NotApplicable, NotAvailable, Point, Series, Shown, Withheld

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
    sentences = [f"{kind}: {series.label}{heading}, {span}.", f"{_values(known, series.unit_words)}."]
    if series.baseline is not None and isinstance(series.baseline.value, Shown):
        sentences.append(f"Baseline: {series.baseline.value.text} in {series.baseline.period.label}.")
    sentences += _absences(series.points)
    return " ".join(sentences)


def subtitle(series: Series) -> str:
    """The line under a chart's title: `All ages, context · April to March · shaded: 95 % interval`."""
    parts = [series.heading] if series.heading else []
    if all(point.period.is_financial_year for point in series.points):
        parts.append("April to March")
    if any(point.interval for point in series.known):
        parts.append("shaded: 95 % interval")
    return " · ".join(parts)


def interval_text(point: Point) -> str:
    """`20 to 43` for a count, `0.34 to 0.90` for a share, empty where there is none or the number is not shown."""
    if point.interval is None or not isinstance(point.value, Shown):
        return ""
    form = ".2f" if point.value.denominator else ",.0f"
    return f"{point.interval.low:{form}} to {point.interval.high:{form}}"


def description(point: Point, value: Shown, series: Series) -> str:
    """What one mark says to a pointer or a screen reader: `2021/22: 6 children, 95 % interval 2 to 13`."""
    interval = interval_text(point)
    return f"{point.period.label}: {_counted(value, series.unit_words)}" + (
        f", 95 % interval {interval}" if interval else ""
    )


def _span(known: Sequence[Point]) -> str:
    first, last = known[0].period.label, known[-1].period.label
    return first if first == last else f"{first} to {last}"


def _counted(value: Shown, unit_words: str) -> str:
    return f"{value.text} {unit_words}".strip()


def _values(known: Sequence[Point], unit_words: str) -> str:
    """Every value of a short series; first, lowest, highest and last of a long one."""
    told = list(known)
    if len(known) > LISTED_AT_MOST:
        lowest, highest = min(known, key=_size), max(known, key=_size)
        told = sorted({known[0], lowest, highest, known[-1]}, key=lambda point: point.period)
    first, *rest = [(point, point.value) for point in told if isinstance(point.value, Shown)]
    said = [f"{_counted(first[1], unit_words)} in {first[0].period.label}"]
    return ", ".join(said + [f"{value.text} in {point.period.label}" for point, value in rest])


def _size(point: Point) -> float:
    if not isinstance(point.value, Shown):
        raise TypeError(f"{point.figure_id} is not shown and has no size")
    return float(point.value.number / (point.value.denominator or 1))


def _absences(points: Sequence[Point]) -> list[str]:
    missing: list[str] = []
    withheld: list[str] = []
    not_applicable: list[str] = []
    for point in points:
        match point.value:
            case Shown():
                pass
            case Withheld():
                withheld.append(point.period.label)
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
            ("Withheld to protect children", withheld),
            ("Not applicable", not_applicable),
        )
        if labels
    ]
