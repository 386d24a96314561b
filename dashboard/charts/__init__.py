"""A series in, a chart out; one definition serves screen, Word and slides.

In: a `Series` of a `Release` and a `Size`. Out: an Altair chart, its alternative text, and PNG, SVG or Vega-Lite.
Nothing enters a chart but the points that may be shown. Does not know where it will stand. The rule is in `style.py`.
"""

from dashboard.charts.bars import bars
from dashboard.charts.browser import vega_lite
from dashboard.charts.draw import chart
from dashboard.charts.picture import PPI, to_png, to_svg
from dashboard.charts.plot import tick_label
from dashboard.charts.style import PAPER, SCREEN, SLIDE, Size
from dashboard.charts.trend import trend
from dashboard.charts.words import alt_text, interval_text, subtitle, when

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
    "tick_label",
    "to_png",
    "to_svg",
    "trend",
    "vega_lite",
    "when",
]
