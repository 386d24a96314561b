"""A released table as it is printed: a row a category, a column a period, the same on screen and in Word.

A period of which every cell is withheld, not yet reported or not available has no column: `ReleasedTable.notes` say so
in a sentence. Rows keep the order of the code list and columns that of time; nothing is sorted by its value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.periods import Period
from dashboard.release.model import NotApplicable, NotAvailable, ReleasedTable, Value, Withheld


@dataclass(frozen=True)
class TableRow:
    """One category with a value for each period of the table."""

    category: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class TableLayout:
    """Columns, oldest first, and rows. Where there is no cell to print both are empty, and `instead` stands there."""

    periods: tuple[Period, ...]
    rows: tuple[TableRow, ...]
    instead: str

    @property
    def values(self) -> tuple[Value, ...]:
        """All that stands in the cells, for the legend."""
        return tuple(value for row in self.rows for value in row.values)


def laid_out(table: ReleasedTable) -> TableLayout:
    """The table's rows and columns.

    A category that a period does not have is `[x]`; where a year is shown in coarser groups its finer ones cannot
    exist, nor the groups in the years that are not: `[z]`.
    """
    values = {(cell.code, cell.period): cell.value for cell in table.cells}
    periods = tuple(
        period for period in sorted({period for _, period in values}) if not says_one_thing(_of(values, period))
    )
    labels = {cell.code: cell.category for cell in table.cells if cell.period in periods}
    coarse = any(table.audited.is_coarse(table.series, period.code, table.dimension) for period in periods)
    lacking = NotApplicable() if coarse else NotAvailable()
    return TableLayout(
        periods=periods,
        rows=tuple(
            TableRow(label, tuple(values.get((code, period), lacking) for period in periods))
            for code, label in labels.items()
        ),
        instead="" if periods else _in_words(table),
    )


def _in_words(table: ReleasedTable) -> str:
    """`Child victims identified, by sex: withheld to protect children. 2018/19: not yet reported.`"""
    opened = f"{table.label}: {table.withheld[:1].lower()}{table.withheld[1:]}" if table.withheld else f"{table.label}."
    return " ".join((opened, *table.notes))


def says_one_thing(values: Iterable[Value]) -> bool:
    """Whether all cells of a period are withheld, or all are missing, so that a sentence says as much."""
    found = list(values)
    return any(all(isinstance(value, state) for value in found) for state in (Withheld, NotAvailable))


def _of(values: dict[tuple[str, Period], Value], of: Period) -> list[Value]:
    return [value for (_, period), value in values.items() if period == of]
