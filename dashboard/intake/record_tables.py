"""A CSV file to typed rows, with every fault at its line and column; a row with a fault is left out."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TextIO, TypeVar

from pydantic import ValidationError

from dashboard.intake.findings import Finding
from dashboard.intake.record_rows import Row

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Line(Generic[R]):
    """A row with its place in the file and its cells as written, which are what its hash covers."""

    number: int
    row: R
    cells: Mapping[str, str]

    def finding(self, column: str, allowed: str, mend: str) -> Finding:
        """A fault of one of this line's cells."""
        return Finding(self.row.FILE, self.number, column, _quoted(self.cells[column]), allowed, mend)


def read_table(folder: Path, shape: type[R], findings: list[Finding]) -> tuple[Line[R], ...]:
    """The rows of `shape.FILE` in `folder`, in the file's order. Faults are appended to `findings`."""
    path = folder / shape.FILE
    columns = list(shape.model_fields)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            records = list(_records(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        findings.append(Finding(path.name, 1, "", str(error), "a readable CSV file in UTF-8", "restore the file"))
        return ()
    header = records[0][1] if records else []
    if sorted(header) != sorted(columns):
        findings.append(
            Finding(path.name, 1, "", ",".join(header) or "nothing", ",".join(columns), "restore the header line")
        )
        return ()
    lines = (_line(path.name, number, cells, header, shape, findings) for number, cells in records[1:])
    return tuple(line for line in lines if line is not None)


def _records(file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; a quoted cell may hold line breaks."""
    reader = csv.reader(file, strict=True)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _line(
    file: str, number: int, cells: list[str], columns: list[str], shape: type[R], findings: list[Finding]
) -> Line[R] | None:
    if len(cells) != len(columns):
        findings.append(
            Finding(file, number, "", f"{len(cells)} cells", f"{len(columns)} cells", "quote cells that hold a comma")
        )
        return None
    named = dict(zip(columns, cells, strict=True))
    try:
        return Line(number, shape.model_validate(named), named)
    except ValidationError as error:
        for fault in error.errors():
            column = str(fault["loc"][0])
            findings.append(
                Finding(file, number, column, _quoted(named[column]), _allowed(fault["msg"]), "correct the cell")
            )
        return None


def _allowed(message: str) -> str:
    """`Input should be 'a' or 'b'` and `Value error, a number` without their lead-in."""
    return message.removeprefix("Value error, ").removeprefix("Input should be ")


def _quoted(cell: str) -> str:
    return repr(cell) if cell else "a blank cell"
