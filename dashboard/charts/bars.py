"""Bars over the years: what is counted on a date or added up, and has no interval."""

from __future__ import annotations

from typing import Literal

import altair as alt

from dashboard.charts.axes import absent_marks, baseline_rule, inline, period_axis, value_axis
from dashboard.charts.plot import Dot, percent_allowed, plot
from dashboard.charts.style import INK, SCREEN, Size, colours, house
from dashboard.charts.titles import title
from dashboard.release import Series


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
        *(_values(earlier, size, "normal", x, y) if earlier else []),
        *_values([last], size, "bold", x, y),
        *absent_marks(laid, size, x),
    ]
    return house(layers, size, title(series, size) if titled else None, series.marking)


def _values(dots: list[Dot], size: Size, weight: Literal["normal", "bold"], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    data = inline({"at": dot.at, "number": dot.number, "text": dot.text} for dot in dots)
    mark = alt.Chart(data).mark_text(
        color=INK, fontSize=size.value, fontWeight=weight, baseline="bottom", dy=-size.value * 0.35, aria=False
    )
    return [mark.encode(x=x, y=y, text=alt.Text("text:N"))]
