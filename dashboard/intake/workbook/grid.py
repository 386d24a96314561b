"""A workbook's cells as plain values, after the gate and the child process: no Excel behind them any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CellType(StrEnum):
    """What Excel stored. ERROR is `#REF!` and its kind; SCALED a number that its format shows as another one, such as
    0.06 as 6%, or not at all.
    """

    NUMBER = "number"
    SCALED = "number shown as another"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class GridCell:
    """`text` is the exact text: a number as stored in the file (`6`, `6.0`), a date as ISO date, a formula with `=`.

    A decimal that Excel spells with all the digits of its double (`6.0999999999999996`) has its shortest spelling
    (`6.1`). A date with a time of day is `2021-04-01T10:30:00`, a time alone `10:30:00`. `NaN` and the like are text.
    """

    type: CellType
    text: str


@dataclass(frozen=True)
class GridSheet:
    """One sheet: its filled cells by address (`C12`), and what may hide or shift something.

    `filtered` is whether a filter or a sort is set, in the sheet or in a table. `hidden_columns` ends at CZ, as the
    form does. `comments` holds notes and threaded comments. A sheet of a chart has no cells.
    """

    name: str
    hidden: bool
    cells: Mapping[str, GridCell]
    merged: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    filtered: bool
    comments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LooseText:
    """A text that stands in no cell: its sheet ("" for none), its kind (`child_texts.KINDS`) and what it says."""

    sheet: str
    kind: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A workbook: its sheets in order, its own properties (the template id is one), whether it counts from 1904, and
    the texts that stand in no cell.
    """

    sheets: tuple[GridSheet, ...]
    properties: Mapping[str, str]
    counts_from_1904: bool
    texts: tuple[LooseText, ...] = ()

    def sheet(self, name: str) -> GridSheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
