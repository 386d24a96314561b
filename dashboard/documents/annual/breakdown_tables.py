"""One component by one dimension as a table; where nothing of it can be printed, the section says so in words."""

from __future__ import annotations

from dashboard.documents.annual.wording import listed
from dashboard.documents.blocks import Align, Column, Runs, Table, plain
from dashboard.release import (
    NOT_APPLICABLE_SYMBOL,
    NOT_AVAILABLE_SYMBOL,
    WITHHELD_SYMBOL,
    IndicatorRelease,
    ReleasedTable,
    TableLayout,
    laid_out,
)

_LEGEND = {
    WITHHELD_SYMBOL: "Withheld to protect children.",
    NOT_AVAILABLE_SYMBOL: "No figure on record.",
    NOT_APPLICABLE_SYMBOL: "There can be no figure.",
}


def breakdown_tables(item: IndicatorRelease) -> tuple[Table, ...]:
    """The breakdowns of an indicator that have cells to show, a row a category and a column a year."""
    made = ((breakdown, laid_out(breakdown)) for breakdown in item.breakdowns)
    return tuple(_table(item, breakdown, layout) for breakdown, layout in made if layout.rows)


def breakdowns_in_words(item: IndicatorRelease) -> tuple[str, ...]:
    """Of each breakdown without a cell to show what must be said in place of its table."""
    return tuple(instead for breakdown in item.breakdowns if (instead := laid_out(breakdown).instead))


def _table(item: IndicatorRelease, breakdown: ReleasedTable, layout: TableLayout) -> Table:
    return Table(
        key=f"t-{item.id}-{breakdown.component}-{breakdown.dimension}",
        caption=f"Indicator {item.id}: {breakdown.label}",
        columns=(Column("Category", 3), *(Column(period.label, 1.2, Align.RIGHT) for period in layout.periods)),
        rows=tuple((plain(row.category), *(plain(value.text) for value in row.values)) for row in layout.rows),
        notes=_notes(breakdown, layout),
        source=plain("the returns that the totals of this indicator rest on."),
        description="One row for each category, one column for each of "
        f"{listed(period.label for period in layout.periods)}.",
    )


def _notes(breakdown: ReleasedTable, layout: TableLayout) -> tuple[Runs, ...]:
    """The symbols that the cells use, then what is said of whole years."""
    used = {value.text for value in layout.values}
    legend = [f"{symbol} {words}" for symbol, words in _LEGEND.items() if symbol in used]
    return tuple(plain(words) for words in (*legend, *breakdown.notes))
