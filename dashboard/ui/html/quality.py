"""Lists of Data quality that only returns fill: who has not reported, where returns and published figures differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from dashboard.release import Difference, Unreported
from dashboard.ui.html.lists import folded, indicator_links
from dashboard.ui.html.table import table
from dashboard.ui.html.text import cite, joined, note


def unreported_list(rows: Sequence[Unreported]) -> Markup:
    """Which agencies each count waits for, an objective behind a line that opens it."""
    if not rows:
        return note("Every agency that was asked has reported.")
    return joined(
        folded(f"Objective {objective}", _unreported_table(list(found), f"Who has not reported, objective {objective}"))
        for objective, found in groupby(rows, key=lambda row: row.indicator.entry.objective)
    )


def _unreported_table(rows: Sequence[Unreported], caption: str) -> Markup:
    cells = [
        [
            joined([indicator_links([row.indicator]), f" {row.series.label}"]),
            ", ".join(period.label for period in row.periods),
            ", ".join(row.missing),
            ", ".join(row.waiting),
        ]
        for row in rows
    ]
    return table(caption, ["Count", "Periods", "Not reported by", "Returned, not yet accepted"], cells)


def differences_table(differences: Sequence[Difference]) -> Markup:
    """What the agencies returned for a year and what a source printed for it."""
    if not differences:
        return note("No published figure differs from the returns of its year.")
    rows = [
        [
            joined([indicator_links([item.indicator]), f" {item.series.label}"]),
            item.point.period.label,
            item.point.value.text,
            joined([item.variant.value.text, " ", cite([item.variant.citation])]),
        ]
        for item in differences
    ]
    return table("Returns and published figures differ", ["Figure", "Year", "Returned", "Published"], rows)
