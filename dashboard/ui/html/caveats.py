"""What must be read with care, beside the count and the years that it speaks of."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.release import Caveat, IndicatorRelease, caveats_of
from dashboard.ui.html.lists import bullets
from dashboard.ui.html.text import joined, text


def caveats_list(item: IndicatorRelease) -> Markup:
    """`Child-friendly spaces, 2023/24: relayed by the press.`; the count is named where the indicator has several."""
    several = sum(1 for series in item.components + item.context if series.known) > 1
    return bullets([joined([_about(caveat, several=several), caveat.note], " ") for caveat in caveats_of(item)])


def _about(caveat: Caveat, *, several: bool) -> Markup:
    said = [", ".join((*([series.label] if several else []), *_spans(periods))) for series, periods in caveat.about]
    return Markup("<strong>{}:</strong>").format(text("; ".join(said))) if said else Markup("")


def _spans(periods: tuple[str, ...]) -> tuple[str, ...]:
    """Few periods by name; of many the first and the last."""
    return periods if len(periods) <= MANY else (f"{periods[0]} to {periods[-1]}, {len(periods)} figures",)


MANY = 4
"""So many years are read as a list; more are not read."""
