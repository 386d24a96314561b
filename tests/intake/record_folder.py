"""A copy of the public record whose cells can be changed, one at a time."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dashboard.catalogue import Catalogue
from dashboard.intake import Finding, RecordError, read_public_record
from dashboard.ledger import SubmissionDraft

RECORD = Path(__file__).resolve().parents[2] / "data" / "public_record"

Rows = list[dict[str, str]]


def rows_of(file: str, folder: Path = RECORD) -> Rows:
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True)
class RecordFolder:
    path: Path
    catalogue: Catalogue

    @classmethod
    def copy_of(cls, original: Path, path: Path, catalogue: Catalogue) -> Self:
        shutil.copytree(original, path)
        return cls(path, catalogue)

    def read(self) -> tuple[SubmissionDraft, ...]:
        return read_public_record(self.path, self.catalogue)

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the folder; empty when it can be read."""
        try:
            self.read()
        except RecordError as error:
            return error.findings
        return ()

    def change(self, file: str, key: tuple[str, ...], **cells: str) -> int:
        """Set cells of the row whose first cells are `key`; gives its line."""
        rows = rows_of(file, self.path)
        place = next(i for i, row in enumerate(rows) if tuple(row.values())[: len(key)] == key)
        rows[place] |= cells
        self._write(file, rows)
        return place + 2

    def drop(self, file: str, key: tuple[str, ...]) -> None:
        rows = rows_of(file, self.path)
        self._write(file, [row for row in rows if tuple(row.values())[: len(key)] != key])

    def repeat(self, file: str, key: tuple[str, ...], **cells: str) -> int:
        """Add the row once more at the end; gives its line."""
        rows = rows_of(file, self.path)
        row = next(row for row in rows if tuple(row.values())[: len(key)] == key)
        self._write(file, [*rows, row | cells])
        return len(rows) + 2

    def _write(self, file: str, rows: Rows) -> None:
        with (self.path / file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
