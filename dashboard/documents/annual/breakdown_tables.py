"""One component by one dimension, for readers who may see it; for others the section says that it is withheld."""

from __future__ import annotations

from dashboard.documents.annual.report import Report
from dashboard.documents.annual.wording import listed
from dashboard.documents.blocks import Align, Column, Table, plain
from dashboard.release import NOT_AVAILABLE_SYMBOL, IndicatorRelease, ReleasedTable


def breakdown_tables(report: Report, item: IndicatorRelease) -> tuple[Table, ...]:
    """The breakdowns of an indicator that have cells to show, a row a category and a column a year."""
    return tuple(
        _table(report, item, breakdown)
        for breakdown in item.breakdowns
        if any(cell.period.end <= report.last.end for cell in breakdown.cells)
    )


def _table(report: Report, item: IndicatorRelease, breakdown: ReleasedTable) -> Table:
    cells = {(cell.category, cell.period): cell.value for cell in breakdown.cells}
    periods = sorted({period for _, period in cells if period.end <= report.last.end})
    categories = dict.fromkeys(category for category, _ in cells)
    texts = {key: value.text for key, value in cells.items()}
    return Table(
        key=f"t-{item.id}-{breakdown.component}-{breakdown.dimension}",
        caption=f"Indicator {item.id}: {breakdown.label}",
        columns=(Column("Category", 3), *(Column(period.label, 1.2, Align.RIGHT) for period in periods)),
        rows=tuple(
            (plain(category), *(plain(texts.get((category, period), NOT_AVAILABLE_SYMBOL)) for period in periods))
            for category in categories
        ),
        source=plain("the returns that the totals of this indicator rest on."),
        description=f"One row for each category, one column for each of {listed(period.label for period in periods)}.",
    )
