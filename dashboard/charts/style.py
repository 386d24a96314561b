"""House style of every chart: colours, fonts and sizes. The screens' style sheet uses the same colours.

Contrasts are on white unless said otherwise and are computed by a test (WCAG 2.2: 4.5:1 for text, 3:1 for parts of a
picture). One colour carries the indicator's own figures; what is only context is grey; the baseline has a dash and a
word as well as a colour, so nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import altair as alt

INK = "#1A1F1D"
INK_2 = "#4A5450"
"""Secondary text and axis labels. Streamlit's own Vega theme uses a grey of 3.7:1."""
PAPER_WHITE = "#FFFFFF"
GRID = "#E3E6E4"
AXIS = "#5E6763"

SERIES = "#12436D"
SERIES_BAND = "#E1EDF6"
CONTEXT = "#59635F"
CONTEXT_BAND = "#E9ECEA"
BASELINE = "#A8450F"
"""Flag-free orange dark enough for text: 5.9:1."""


@dataclass(frozen=True)
class Size:
    """How large a chart is and how large its letters are. Lengths are in CSS pixels on a screen, in points on paper.

    `width` and `height` are those of the whole picture, labels included. On a screen the browser sets the width.
    """

    name: str
    width: int
    height: int
    font: str
    label: float
    value: float
    title: float
    stroke: float
    dot: float


SCREEN = Size("screen", 720, 300, "Public Sans, Source Sans, sans-serif", 13, 14, 16, 2.5, 55)
"""A column of the page. Thirteen pixels is the smallest type a phone should show."""

PAPER = Size("paper", 453, 226, "Carlito, Calibri, sans-serif", 9.5, 10, 11.5, 1.6, 24)
"""16 cm, the text width of A4 with 2.5 cm margins, in points; the letters are those of the Word style."""

SLIDE = Size("slide", 1136, 430, "Carlito, Calibri, sans-serif", 20, 24, 28, 4, 160)
"""A 16:9 slide of 1280 pixels less margins; nothing below 20 is read from the back of a room."""


MARKING_LINE = 40
"""Letters of the marking on one line: on a phone a longer one would be wider than the plot, and push it together."""


def colours(*, is_context: bool) -> tuple[str, str]:
    """Line and band."""
    return (CONTEXT, CONTEXT_BAND) if is_context else (SERIES, SERIES_BAND)


def house(layers: Sequence[alt.Chart], size: Size, title: alt.TitleParams | None, marking: str = "") -> alt.LayerChart:
    """Layers in the house style, as large as the whole picture; Vega itself makes room for words outside the plot.

    `marking` says above the plot what kind of figures these are, where they are not real; it hides nothing.

    The style goes in with the chart: each `configure_…` afterwards would copy the whole of it.
    """
    gap = size.label * 0.6
    return alt.LayerChart(
        layer=[*layers, *_marked(marking, size)],
        width=size.width,
        height=size.height,
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        padding={"left": 2, "top": size.value * 1.6, "right": gap, "bottom": 4},
        background=PAPER_WHITE,
        title=title or alt.Undefined,
        config=alt.Config(
            font=size.font,
            view=alt.ViewConfig(stroke=None),
            axis=alt.AxisConfig(
                labelColor=INK_2,
                labelFontSize=size.label,
                labelPadding=gap,
                domainColor=AXIS,
                ticks=False,
                gridColor=GRID,
            ),
            title=alt.TitleConfig(
                anchor="start",
                frame="group",
                color=INK,
                fontSize=size.title,
                fontWeight="bold",
                subtitleColor=INK_2,
                subtitleFontSize=size.label,
                subtitlePadding=gap,
                offset=size.title,
            ),
        ),
    )


def _marked(marking: str, size: Size) -> list[alt.Chart]:
    """The marking as a mark of its own: it goes wherever the picture goes."""
    lines = wrap(marking, MARKING_LINE)
    raised = [size.value * 1.8 + size.label * 1.4 * below for below in reversed(range(len(lines)))]
    return [_marked_line(line, height, size) for line, height in zip(lines, raised, strict=True)]


def _marked_line(words: str, height: float, size: Size) -> alt.Chart:
    data = alt.InlineData(values=[{"words": words}])
    text = alt.Chart(data).mark_text(
        color=BASELINE, fontSize=size.label, fontWeight="bold", align="left", baseline="bottom"
    )
    placed: alt.Chart = text.encode(x=alt.value(0), y=alt.value(-height), text=alt.Text("words:N"))
    return placed
