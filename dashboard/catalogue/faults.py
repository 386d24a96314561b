"""A fault of the catalogue as data: where it stands, what was found, what is allowed and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend. `line` and `column` count from 1; `where` is a path that names ids: `indicators[2.2a].owner`.

    Faults order by file, line and column, the order in which somebody mends them.
    """

    file: str
    line: int
    column: int
    where: str
    found: str
    allowed: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place} {self.where}: found {self.found}; allowed: {self.allowed}. Mend: {self.mend}."


class CatalogueError(ValueError):
    """Every fault of one reading, each once, in the order of the files. `str()` prints one line a fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
