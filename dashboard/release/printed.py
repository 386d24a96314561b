"""Beside the series: every figure as its source printed it."""

from __future__ import annotations

from dashboard.catalogue import CountingUnit, Indicator
from dashboard.figures import Figure, IndicatorFigures, Vintage
from dashboard.release.model import Publication
from dashboard.release.series import Viewer, is_undated

COMPARISON = "comparison mark"
"""The use made of a published figure beside a year that the agencies returned."""


def publications(indicator: Indicator, figures: IndicatorFigures, viewer: Viewer) -> tuple[Publication, ...]:
    """Every figure as a source printed it, with the role it has here.

    What another publisher has printed is known, whatever is withheld here; the audit counts with it.
    """
    units = {component.id: component.unit for component in indicator.components}
    units |= {series.id: series.unit for series in indicator.context}
    groups = [*figures.values.values(), *figures.context.values(), figures.breakdowns, figures.claims]
    found = [
        _publication(indicator, vintage, role, units.get(figure.component, indicator.counting_unit), viewer)
        for group in groups
        for figure in group
        for vintage, role in _as_printed(figure)
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda item: (item.citation.number, item.figure_id)))


def _as_printed(figure: Figure) -> list[tuple[Vintage, str]]:
    """What was published, with the use made of it. A return is not published: its numbers are the agency's."""
    if figure.is_returned:
        return [(mark, COMPARISON) for mark in figure.marks]
    return [(vintage, figure.role.value) for vintage in figure.vintages]


def _publication(indicator: Indicator, vintage: Vintage, role: str, unit: CountingUnit, viewer: Viewer) -> Publication:
    observation = vintage.observation
    return Publication(
        figure_id=observation.locator,
        indicator=indicator.id,
        measure=observation.measure,
        role=role,
        reason=observation.reason,
        period=None if is_undated(vintage) else observation.period,
        value=viewer.printed(vintage, unit),
        citation=viewer.citations[vintage.source.code],
        confidence=observation.confidence.value,
        note=observation.note,
    )
