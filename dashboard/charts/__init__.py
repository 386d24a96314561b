"""A series in, a chart out; one definition serves screen, Word and slides.

In: a `Series` of a `Release` and a `Size`. Out: an Altair chart, its alternative text, and PNG or SVG bytes. Nothing
enters a chart but the points that may be shown. Does not know where it will stand. The rule is in `style.py`.
"""

from __future__ import annotations

import altair as alt

from dashboard.charts.bars import bars
from dashboard.charts.picture import PPI, to_png, to_svg
from dashboard.charts.style import PAPER, SCREEN, SLIDE, Size
from dashboard.charts.trend import trend
from dashboard.charts.words import alt_text, interval_text, subtitle
from dashboard.release import Series


def chart(series: Series, size: Size = SCREEN, *, titled: bool = False) -> alt.LayerChart:
    """A line with its band where the figures carry intervals, bars where they were only counted."""
    draw = trend if any(point.interval for point in series.known) else bars
    return draw(series, size, titled=titled)


__all__ = [
    "PAPER",
    "PPI",
    "SCREEN",
    "SLIDE",
    "Size",
    "alt_text",
    "bars",
    "chart",
    "interval_text",
    "subtitle",
    "to_png",
    "to_svg",
    "trend",
]
