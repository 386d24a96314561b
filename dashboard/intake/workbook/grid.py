"""A workbook's cells as plain values, after the gate and the child process: no Excel behind them any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class CellType(StrEnum):
    """What Excel stored. ERROR is `#REF!` and its kind."""

    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True)
class GridCell:
    """`text` is the exact text: a number as stored in the file (`6`, `6.5`), a date as ISO date, a formula with `=`."""

    type: CellType
    text: str


@dataclass(frozen=True)
class GridSheet:
    """One sheet: its filled cells by address (`C12`), and what may hide or shift something."""

    name: str
    hidden: bool
    cells: Mapping[str, GridCell]
    merged: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    filtered: bool
    comments: Mapping[str, str]


@dataclass(frozen=True)
class Grid:
    """A workbook: its sheets in order, its own properties (the template id is one), and whether it counts from 1904."""

    sheets: tuple[GridSheet, ...]
    properties: Mapping[str, str]
    counts_from_1904: bool

    def sheet(self, name: str) -> GridSheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
