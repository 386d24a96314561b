"""Bars over the years: what is counted on a date or added up, and has no interval."""

from __future__ import annotations

from typing import Literal

import altair as alt

from dashboard.charts.axes import absent_marks, baseline_rule, inline, period_axis, value_axis
from dashboard.charts.plot import Dot, Plot, percent_allowed, plot
from dashboard.charts.style import INK, SCREEN, Size, colours, house
from dashboard.charts.titles import title
from dashboard.release import Series

LETTER = 0.5
"""Width of a letter of a value, in letter sizes."""


def bars(series: Series, size: Size = SCREEN, *, titled: bool = False) -> alt.LayerChart:
    """Draw one series as bars from zero with their values on top, the last in bold; zero is a bar without height.

    The baseline is named under its own bar, or is a dashed rule where it lies outside the periods drawn.
    ValueError when nothing may be shown.
    """
    laid = plot(series)
    colour, _ = colours(is_context=series.is_context)
    x = period_axis(laid, size, "band")
    y = value_axis(laid, percent=percent_allowed(series))
    rows = [{"at": dot.at, "number": dot.number, "said": dot.said} for dot in laid.dots]
    columns = (
        alt.Chart(inline(rows))
        .mark_bar(color=colour)
        .encode(x=x, y=y, tooltip=alt.Tooltip("said:N"), description=alt.Description("said:N"))
    )
    *earlier, last = laid.dots
    layers: list[alt.Chart] = [
        columns,
        *(baseline_rule(laid, size) if laid.baseline_tick is None else []),
        *(_values(earlier, size, "normal", x, y, room=_room(laid, size)) if earlier else []),
        *_values([last], size, "bold", x, y),
        *absent_marks(laid, size, x),
    ]
    return house(layers, size, title(series, size) if titled else None, series.marking)


def _room(laid: Plot, size: Size) -> float:
    """How wide the plot must be for all values to stand side by side; in less, the last alone is written."""
    return len(laid.ticks) * max(len(dot.text) for dot in laid.dots) * size.value * LETTER


def _values(
    dots: list[Dot], size: Size, weight: Literal["normal", "bold"], x: alt.X, y: alt.Y, *, room: float = 0
) -> list[alt.Chart]:
    data = inline({"at": dot.at, "number": dot.number, "text": dot.text} for dot in dots)
    mark = alt.MarkDef(
        type="text",
        text=alt.ExprRef(f"width < {room:.0f} ? '' : datum.text"),
        color=INK,
        fontSize=size.value,
        fontWeight=weight,
        baseline="bottom",
        dy=-size.value * 0.35,
        aria=False,
    )
    return [alt.Chart(data, mark=mark).encode(x=x, y=y)]
