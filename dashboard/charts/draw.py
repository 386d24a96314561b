"""Which chart a series is drawn as."""

from __future__ import annotations

import altair as alt

from dashboard.charts.bars import bars
from dashboard.charts.style import SCREEN, Size
from dashboard.charts.trend import trend
from dashboard.release import Series


def chart(series: Series, size: Size = SCREEN, *, titled: bool = False) -> alt.LayerChart:
    """A line with its band where the figures carry intervals, bars where they were only counted."""
    draw = trend if any(point.interval for point in series.known) else bars
    return draw(series, size, titled=titled)
