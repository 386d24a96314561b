"""Beside the series: breakdown tables, every figure as its source printed it, restatements, and the count withheld."""

from __future__ import annotations

from dashboard.catalogue import Catalogue, Component, CountingUnit, Indicator
from dashboard.figures import Figure, IndicatorFigures, Vintage
from dashboard.periods import financial_year_of
from dashboard.release.model import (
    BreakdownCell,
    BreakdownTable,
    IndicatorRelease,
    Publication,
    Restatement,
    Shown,
    Withheld,
)
from dashboard.release.series import Viewer, is_undated

COMPARISON = "comparison mark"
"""The use made of a published figure beside a year that the agencies returned."""


def breakdowns(
    indicator: Indicator, figures: IndicatorFigures, viewer: Viewer, catalogue: Catalogue
) -> tuple[BreakdownTable, ...]:
    """One table a declared dimension that has cells; a table with a hidden cell shows none of its cells."""
    made = (
        _table(indicator, component, breakdown.dimension, figures, viewer, catalogue)
        for component in indicator.components
        for breakdown in indicator.breakdowns
    )
    return tuple(table for table in made if table)


def _table(
    indicator: Indicator,
    component: Component,
    dimension: str,
    figures: IndicatorFigures,
    viewer: Viewer,
    catalogue: Catalogue,
) -> BreakdownTable | None:
    cells = _cells(figures, component.id, dimension)
    if not cells:
        return None
    code_list = next(item for item in catalogue.code_lists if item.code == dimension)
    labels = {code.code: code.label for code in code_list.codes}
    values = [viewer.figure_value(cell, indicator, component.unit) for cell in cells]
    hidden = any(isinstance(value, Withheld) for value in values)
    shown = [] if hidden else zip(cells, values, strict=True)
    return BreakdownTable(
        component=component.id,
        dimension=dimension,
        label=f"{component.label}, by {code_list.label.lower()}",
        cells=tuple(
            BreakdownCell(labels.get(cell.dimensions[0][1], cell.dimensions[0][1]), cell.period, value)
            for cell, value in shown
        ),
        withheld="Withheld to protect children." if hidden else "",
    )


def _cells(figures: IndicatorFigures, component: str, dimension: str) -> list[Figure]:
    """The cells of one dimension; of a year that was returned, the returns' yearly ones and nothing published."""
    found = [
        figure
        for figure in (*figures.breakdowns, *figures.claims)
        if figure.component == component and [name for name, _ in figure.dimensions] == [dimension]
    ]
    fed = {financial_year_of(figure.period.start) for figure in found if figure.is_returned}
    whole = {financial_year_of(f.period.start) for f in found if f.is_returned and f.period.is_financial_year}
    return [
        figure
        for figure in found
        if (year := financial_year_of(figure.period.start)) not in fed
        or (figure.is_returned and (figure.period.is_financial_year or year not in whole))
    ]


def publications(indicator: Indicator, figures: IndicatorFigures, viewer: Viewer) -> tuple[Publication, ...]:
    """Every figure as a source printed it, with the role it has here; a hidden one keeps its source, not its words."""
    units = {component.id: component.unit for component in indicator.components}
    units |= {series.id: series.unit for series in indicator.context}
    groups = [*figures.values.values(), *figures.context.values(), figures.breakdowns, figures.claims]
    found = [
        _publication(indicator, figure, vintage, role, units.get(figure.component, indicator.counting_unit), viewer)
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


def _publication(
    indicator: Indicator, figure: Figure, vintage: Vintage, role: str, unit: CountingUnit, viewer: Viewer
) -> Publication:
    # What stands beside a hidden figure is hidden with it: a reader compares the two.
    beside_hidden = role == COMPARISON and isinstance(viewer.figure_value(figure, indicator, unit), Withheld)
    value = Withheld() if beside_hidden else viewer.value(vintage, indicator, unit)
    observation = vintage.observation
    shown = isinstance(value, Shown)
    return Publication(
        figure_id=observation.locator,
        indicator=indicator.id,
        measure=observation.measure,
        role=role,
        reason=observation.reason if shown else "",
        period=None if is_undated(vintage) else observation.period,
        value=value,
        citation=viewer.citations[vintage.source.code],
        confidence=observation.confidence.value,
        note=observation.note if shown else "",
    )


def restatements(indicators: tuple[IndicatorRelease, ...]) -> tuple[Restatement, ...]:
    """Each number that an earlier edition of its source printed otherwise."""
    return tuple(
        Restatement(
            indicator=item.id,
            series=series.label,
            period=point.period,
            before=variant.value,
            before_citation=variant.citation,
            after=point.value,
            after_citation=point.citations[-1],
            note=point.note,
        )
        for item in indicators
        for series in item.components + item.context
        for point in series.points
        for variant in point.variants
        if variant.kind == "restated"
    )


def withheld_cells(indicators: tuple[IndicatorRelease, ...]) -> int:
    """How many printed figures below a national annual total are withheld, each counted once for all indicators."""
    hidden = {
        publication.figure_id
        for item in indicators
        for publication in item.publications
        if isinstance(publication.value, Withheld)
        # A national total is withheld only beside a returned one, and would tell of that one here.
        and not (publication.role == COMPARISON and publication.period and publication.period.is_financial_year)
    }
    return len(hidden)
