"""What is wrong with something handed in: where, what was found, what is allowed and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """One thing to mend. `line` counts from 1, the header being line 1; `column` is the name in the header.

    Findings order by file and line, the order in which somebody mends them.
    """

    file: str
    line: int
    column: str
    found: str
    allowed: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: found {self.found}; allowed: {self.allowed}. Mend: {self.mend}."


class RecordError(ValueError):
    """Every finding of one reading, each once, in the order of the files. `str()` prints one line a finding."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(sorted(set(findings)))
        super().__init__("\n".join(str(finding) for finding in self.findings))
