"""A series in the space of a word: one line from zero, gaps left as gaps, the last value beside its dot.

Inline SVG, because 39 of them cost a page nothing and print sharply.
"""

from __future__ import annotations

from markupsafe import Markup

from dashboard.release import Series, Shown
from dashboard.ui.html.text import joined, text

WIDTH, HEIGHT = 136, 34
_LEFT, _RIGHT, _TOP, _BOTTOM = 3.0, 34.0, 8.0, 29.0
"""The drawing's edges inside the box; the room at the right holds the last value."""


def sparkline(series: Series) -> Markup:
    """The series' movement and its last value; empty where nothing may be shown."""
    known = series.known
    if not known:
        return Markup("")
    step = (WIDTH - _LEFT - _RIGHT) / max(len(series.points) - 1, 1)
    top = max(_size(point.value) for point in known if isinstance(point.value, Shown)) or 1.0
    runs: list[list[tuple[float, float]]] = [[]]
    for index, point in enumerate(series.points):
        if isinstance(point.value, Shown):
            height = _BOTTOM - _size(point.value) / top * (_BOTTOM - _TOP)
            runs[-1].append((round(_LEFT + index * step, 1), round(height, 1)))
        elif runs[-1]:
            runs.append([])
    drawn = [run for run in runs if run]
    x, y = drawn[-1][-1]
    return Markup(
        '<svg class="cpc-spark{}" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}'
        '<circle cx="{}" cy="{}" r="3.5"/><text x="{}" y="{}">{}</text></svg>'
    ).format(
        " cpc-context" if series.is_context else "",
        *(WIDTH, HEIGHT, WIDTH, HEIGHT),
        text(_said(series)),
        joined(_stretch(run) for run in drawn),
        *(x, y, x + 7, y + 4.5),
        text(known[-1].value.text),
    )


def _size(value: Shown) -> float:
    return float(value.number / value.denominator) if value.denominator else float(value.number)


def _stretch(run: list[tuple[float, float]]) -> Markup:
    """A line through neighbours; a small dot for a year that stands alone."""
    if len(run) == 1:
        return Markup('<circle cx="{}" cy="{}" r="2"/>').format(*run[0])
    return Markup('<polyline points="{}"/>').format(" ".join(f"{x},{y}" for x, y in run))


def _said(series: Series) -> str:
    first, last = series.known[0], series.known[-1]
    heading = f", {series.heading[:1].lower()}{series.heading[1:]}" if series.heading else ""
    end = f"{last.value.text} in {last.period.label}"
    start = "" if first is last else f"{first.value.text} in {first.period.label}, "
    return f"{series.label}{heading}: {start}{end}"
