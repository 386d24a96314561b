"""A line over the years: what could have come out otherwise, with its interval."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import altair as alt

from dashboard.charts.axes import (
    PLOT_SHARE,
    absent_marks,
    baseline_rule,
    beside_rule,
    inline,
    period_axis,
    value_axis,
)
from dashboard.charts.plot import Dot, Plot, percent_allowed, plot
from dashboard.charts.style import INK, PAPER_WHITE, SCREEN, Size, colours, house
from dashboard.charts.titles import title
from dashboard.release import Series

LONGEST_LABEL = 8
"""Values printed longer than this, money for instance, are written at the first and last points only."""

SHORT_LABEL = 3
"""Up to three figures sit well above a point; `4 of 6` would lie across a climbing line."""


def trend(series: Series, size: Size = SCREEN, *, titled: bool = False) -> alt.LayerChart:
    """Draw one series by period: line, 95 % band, direct labels, the baseline where one exists.

    A missing or withheld point breaks the line and leaves its symbol. `titled` writes the title into the picture, for
    one that travels without its page. ValueError when nothing may be shown.
    """
    laid = plot(series)
    line, band = colours(is_context=series.is_context)
    percent = percent_allowed(series)
    x, y = period_axis(laid, size, "point"), value_axis(laid, percent=percent)
    layers = [
        *_intervals(laid, size, band, x, value_axis(laid, percent=percent, field="low")),
        *baseline_rule(laid, size),
        _line(laid, size, line, x, y),
        _dots(laid, size, line, x, y),
        *_labels(laid, size, x, y),
        *absent_marks(laid, size, x),
    ]
    return house(layers, size, title(series, size) if titled else None, series.marking)


def _intervals(laid: Plot, size: Size, band: str, x: alt.X, low: alt.Y) -> list[alt.Chart]:
    """A band along each unbroken stretch, a bar for a point that stands alone."""
    runs = [list(run) for stretch in laid.runs for has, run in groupby(stretch, _has_interval) if has]
    area = alt.MarkDef(type="area", color=band)
    rule = alt.MarkDef(type="rule", color=band, strokeWidth=size.stroke * 5)
    charts = []
    for mark, chosen in ((area, [run for run in runs if len(run) > 1]), (rule, [run for run in runs if len(run) == 1])):
        if chosen:
            data = inline(
                {"at": dot.at, "run": number, "low": dot.low, "high": dot.high}
                for number, run in enumerate(chosen)
                for dot in run
            )
            charts.append(
                alt.Chart(data, mark=mark).encode(x=x, y=low, y2=alt.Y2("high:Q"), detail=alt.Detail("run:N"))
            )
    return charts


def _has_interval(dot: Dot) -> bool:
    """An inexact number has none, and the band breaks there."""
    return dot.low is not None


def _line(laid: Plot, size: Size, colour: str, x: alt.X, y: alt.Y) -> alt.Chart:
    data = inline({"at": dot.at, "run": dot.run, "number": dot.number} for dot in laid.dots)
    mark = alt.MarkDef(type="line", color=colour, strokeWidth=size.stroke, strokeJoin="round", aria=False)
    return alt.Chart(data, mark=mark).encode(x=x, y=y, detail=alt.Detail("run:N"))


def _dots(laid: Plot, size: Size, colour: str, x: alt.X, y: alt.Y) -> alt.Chart:
    data = inline({"at": dot.at, "number": dot.number, "said": dot.said} for dot in laid.dots)
    mark = alt.MarkDef(type="circle", color=colour, size=size.dot, opacity=1)
    return alt.Chart(data, mark=mark).encode(
        x=x, y=y, tooltip=alt.Tooltip("said:N"), description=alt.Description("said:N")
    )


def _labels(laid: Plot, size: Size, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Values beside their points, the last one at the right in bold; a white edge keeps them legible on the line."""
    *earlier, last = laid.dots
    if any(len(dot.text) > LONGEST_LABEL for dot in laid.dots):
        earlier = earlier[:1]
    places = [_place(dot, laid, size) for dot in earlier]
    charts: list[alt.Chart] = []
    for place in dict.fromkeys(places):
        dots = [dot for dot, its in zip(earlier, places, strict=True) if its == place]
        charts += _written(dots, place, size.value, "normal", x, y)
    at_right = Place("left", beside_rule(last.number, laid, size), size.value * 0.65, 0)
    return charts + _written([last], at_right, size.value * 1.1, "bold", x, y)


@dataclass(frozen=True)
class Place:
    """Where a text stands from its point: which of its edges, and how far off in the chart's units."""

    align: Literal["left", "center", "right"]
    baseline: Literal["top", "middle", "bottom"]
    dx: float
    dy: float


def _place(dot: Dot, laid: Plot, size: Size) -> Place:
    """Above the point, below it in a valley; long words lean away from a line that climbs or falls through them."""
    run = next(run for run in laid.runs if dot in run)
    index = run.index(dot)
    gap = size.value * 0.65
    if 0 < index < len(run) - 1:
        before, after = run[index - 1].number, run[index + 1].number
        room_below = dot.number / laid.top * size.height * PLOT_SHARE > size.value * 2
        if before > dot.number < after and room_below:
            return Place("center", "top", 0, gap)
        if len(dot.text) > SHORT_LABEL and before < after:
            return Place("right", "bottom", gap, -gap)
        if len(dot.text) > SHORT_LABEL and before > after:
            return Place("left", "bottom", -gap, -gap)
    return Place("center", "bottom", 0, -gap)


def _written(
    dots: list[Dot], place: Place, letters: float, weight: Literal["normal", "bold"], x: alt.X, y: alt.Y
) -> list[alt.Chart]:
    """The text twice: a white outline, then the letters."""
    data = inline({"at": dot.at, "number": dot.number, "text": dot.text} for dot in dots)
    text = alt.MarkDef(
        type="text",
        color=INK,
        fontSize=letters,
        fontWeight=weight,
        aria=False,
        align=place.align,
        baseline=place.baseline,
        dx=place.dx,
        dy=place.dy,
    )
    outline = text.copy()
    outline.stroke, outline.strokeWidth, outline.strokeJoin = PAPER_WHITE, letters * 0.22, "round"
    return [alt.Chart(data, mark=mark).encode(x=x, y=y, text=alt.Text("text:N")) for mark in (outline, text)]
