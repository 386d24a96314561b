"""Axes and the marks every chart shares: periods below, round numbers at the left, symbols for what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import altair as alt

from dashboard.charts.plot import Plot
from dashboard.charts.style import BASELINE, INK_2, Size

ROOM_FOR_A_YEAR = 4.5
"""`2021/22` needs this many letter sizes with its gap; with less, as on a phone, it is printed `21/22`."""

LONGEST_SYMBOL = 3
"""`[x]`; what is longer is words."""

PLOT_SHARE = 0.8
"""How much of a picture's height is plot; the rest is axis and margin. Near enough to keep words apart."""


def inline(rows: Iterable[Mapping[str, object]]) -> alt.InlineData:
    """Rows that stand in the chart itself."""
    return alt.InlineData(values=[dict(row) for row in rows])


def period_axis(plot: Plot, size: Size, kind: Literal["point", "band"]) -> alt.X:
    """One place a period, in the order given, drawn or not. A bar chart names the baseline's place."""
    narrow = len(plot.ticks) * size.label * ROOM_FOR_A_YEAR
    year = f"width < {narrow} ? slice(datum.label, 2) : datum.label" if plot.years_only else "datum.label"
    if kind == "band" and plot.baseline_tick is not None:
        expression = f"datum.value === '{plot.baseline_tick}' ? [{year}, 'baseline'] : ({year})"
    else:
        expression = year
    scale = (
        alt.Scale(type="point", domain=list(plot.ticks), padding=0.35)
        if kind == "point"
        else alt.Scale(type="band", domain=list(plot.ticks), paddingInner=0.36, paddingOuter=0.2)
    )
    axis = alt.Axis(title=None, grid=False, labelAngle=0, labelExpr=expression, labelOverlap="parity", domainWidth=1)
    return alt.X("at:N", sort=None, scale=scale, axis=axis)


def value_axis(plot: Plot, *, percent: bool, field: str = "number") -> alt.Y:
    """From zero to a round number. A share of few is marked none, half, all: a percentage would mislead."""
    if not plot.is_share:
        expression = "datum.value >= 1e6 ? format(datum.value / 1e6, ',') + ' m' : format(datum.value, ',')"
    elif percent:
        expression = "format(datum.value * 100, 'd') + ' %'"
    else:
        expression = "datum.value == 0 ? 'none' : datum.value == 1 ? 'all' : 'half'"
    axis = alt.Axis(
        title=None,
        values=list(plot.steps),
        tickCount=len(plot.steps),  # with fewer, Vega drops every other of the values it is given
        labelExpr=expression,
        labelOverlap=False,
        domain=False,
    )
    return alt.Y(f"{field}:Q", scale=alt.Scale(domain=[0, plot.top], nice=False), axis=axis)


def absent_marks(plot: Plot, size: Size, x: alt.X) -> list[alt.Chart]:
    """`[x]` or `[c]` just above the axis where a number would stand; words stand upright, clear of their neighbours."""
    symbols = [row for row in plot.absent if len(row[1]) <= LONGEST_SYMBOL]
    words = [row for row in plot.absent if len(row[1]) > LONGEST_SYMBOL]
    level = alt.MarkDef(type="text", color=INK_2, fontSize=size.label, baseline="bottom", dy=-size.label * 0.5)
    upright = alt.MarkDef(
        type="text", color=INK_2, fontSize=size.label, angle=270, align="left", baseline="middle", dx=size.label * 0.5
    )
    return [
        alt.Chart(inline({"at": tick, "symbol": symbol} for tick, symbol in rows), mark=mark).encode(
            x=x, y=alt.value("height"), text=alt.Text("symbol:N")
        )
        for rows, mark in ((symbols, level), (words, upright))
        if rows
    ]


def baseline_rule(plot: Plot, size: Size) -> list[alt.Chart]:
    """A dashed line across the plot and its words at the right, clear of the last value's label."""
    if plot.baseline is None:
        return []
    data = inline([{"number": plot.baseline.number, "words": f"baseline\n{plot.baseline.text}"}])
    y = alt.Y("number:Q")
    rule = alt.Chart(data).mark_rule(color=BASELINE, strokeDash=[5, 4], strokeWidth=size.stroke * 0.75).encode(y=y)
    edge, away = _clear_of_last(plot.dots[-1].number, plot.baseline.number, plot.top, size)
    words = alt.Chart(data).mark_text(
        color=BASELINE,
        fontSize=size.label,
        fontWeight="bold",
        align="left",
        dx=size.label * 0.7,
        baseline=edge,
        dy=away,
        lineBreak="\n",
    )
    return [rule, words.encode(x=alt.value("width"), y=y, text=alt.Text("words:N"))]


def beside_rule(number: float, plot: Plot, size: Size) -> Literal["top", "middle", "bottom"]:
    """Which edge of a text at a point lies at its height, so that the baseline's dashes do not strike it through."""
    if plot.baseline is None:
        return "middle"
    above = (number - plot.baseline.number) * size.height * PLOT_SHARE / plot.top
    if abs(above) > size.value * 0.6:
        return "middle"
    return "bottom" if above >= 0 else "top"


def _clear_of_last(last: float, baseline: float, top: float, size: Size) -> tuple[Literal["top", "bottom"], float]:
    """Which edge of the baseline's two lines hangs by the rule, and how far off.

    Below the rule when the last value is above it, and the reverse; above both where the axis leaves no room below.
    """
    line = size.label * 1.25
    pixels = size.height * PLOT_SHARE / top
    above = (last - baseline) * pixels
    if above >= 0 and baseline * pixels > 2.5 * line:
        return "top", line * 0.6
    clear_below_last = above < 0 or above > 3.5 * line
    raised = size.value * 0.6 if above <= size.value * 0.6 else 0.0  # the last value then stands on the rule
    return "bottom", -line * 0.6 if clear_below_last else -(above + raised + line * 0.8)
