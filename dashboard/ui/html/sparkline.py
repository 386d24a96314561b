"""A series in the space of a word: one line from zero, gaps left as gaps, the last value beside its dot.

Inline SVG, because 39 of them cost a page nothing and print sharply.
"""

from __future__ import annotations

from markupsafe import Markup

from dashboard.release import Series, Shown, when_words
from dashboard.ui.html.text import joined, text

WIDTH, HEIGHT = 136, 34
_LEFT, _TOP, _BOTTOM = 3.0, 8.0, 29.0
"""The drawing's edges inside the box; at the right it ends where the room for the last value begins."""

_LETTER, _CLEAR = 7.4, 11.0
"""Width of a letter of the last value, and what lies between the line's end and the value."""


def sparkline(series: Series) -> Markup:
    """The series' movement and its last value; empty where nothing may be shown."""
    known = series.known
    if not known:
        return Markup("")
    # `6 of 27 (22 %)` stands in the words beside it: here the count alone has room, and of money `J$11 m`.
    last = known[-1].value.text.partition(" (")[0].replace(" million", " m")
    step = (WIDTH - _LEFT - _CLEAR - len(last) * _LETTER) / max(len(series.points) - 1, 1)
    top = max(_size(point.value) for point in known if isinstance(point.value, Shown)) or 1.0
    runs: list[list[tuple[float, float]]] = [[]]
    definition = known[0].definition
    for index, point in enumerate(series.points):
        if isinstance(point.value, Shown):
            if point.definition != definition:  # no line joins what was counted otherwise
                runs.append([])
                definition = point.definition
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
        text(last),
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
    end = f"{last.value.text} {when_words(series, last)}"
    start = "" if first is last else f"{first.value.text} {when_words(series, first)}, "
    return f"{series.label}{heading}: {start}{end}"
