"""Indicators as a list: one line each on a wide screen, one card each on a phone."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from dashboard.release import IndicatorRelease, Series
from dashboard.ui.html.sparkline import sparkline
from dashboard.ui.html.status import status_pill
from dashboard.ui.html.text import inside, joined, link_to, text


def indicator_rows(items: Iterable[IndicatorRelease], *, name: str) -> Markup:
    """Id, linked short name with its owner, what is known, its movement, its status. `name` is the list's own."""
    return Markup('<ul class="cpc-rows" aria-label="{}">{}</ul>').format(
        text(name), joined(_row(item) for item in items)
    )


def telling_series(item: IndicatorRelease) -> Series | None:
    """The series to draw small: the one whose newest number stands in the words, where it has more than one."""
    named = (series for series in item.components + item.context if series.id == item.known_of)
    return next((series for series in named if len(series.known) > 1), None)


def _row(item: IndicatorRelease) -> Markup:
    address = link_to("indicator", indicator=item.id)
    series = telling_series(item)
    known = item.known or item.empty
    detail = Markup(' <span class="cpc-detail">{}</span>').format(text(item.known_detail)) if item.known_detail else ""
    return Markup(
        '<li><span class="cpc-id">{}</span>'
        '<span class="cpc-name">{}<span class="cpc-owner">{}</span></span>'
        '<span class="{}">{}{}</span>'
        '<span class="cpc-line">{}</span>'
        '<span class="cpc-status">{}</span></li>'
    ).format(
        text(item.id),
        inside(address, item.entry.short),
        text(item.owner),
        "cpc-known" if item.known else "cpc-nothing",
        text(known),
        text(detail),
        sparkline(series.to_date) if series else "",
        status_pill(item.verdict.label),
    )
