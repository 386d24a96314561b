"""The title written into a picture that travels without its page: a download, a slide."""

from __future__ import annotations

import textwrap

import altair as alt

from dashboard.charts.style import Size
from dashboard.charts.words import subtitle
from dashboard.release import Series


def title(series: Series, size: Size) -> alt.TitleParams:
    """The series' label and, below it, whom it counts: a context series never travels without saying so."""
    letters = int(size.width / (size.title * 0.55))  # a bold letter is about 0.55 of its size wide
    return alt.TitleParams(text=textwrap.wrap(series.label, letters), subtitle=subtitle(series))
