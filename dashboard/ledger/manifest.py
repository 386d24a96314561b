"""What a backup's manifest says: a small JSON file beside the copy, to be read without opening the copy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dashboard.ledger.model import Anchor, DataSet, LedgerError


@dataclass(frozen=True)
class Contents:
    """What a ledger holds, in numbers; `rows` by table."""

    data_set: DataSet
    revision: str
    head: Anchor
    rows: Mapping[str, int]

    @property
    def submissions(self) -> int:
        return self.rows["submission"]

    @property
    def files(self) -> int:
        return self.rows["file"]

    def difference(self, other: Contents) -> str | None:
        """The first thing in which another ledger is not this one, in words; a newer schema is no difference."""
        if self.data_set != other.data_set:
            return f"it holds the data set {other.data_set}, not {self.data_set}"
        if (self.head.sequence, self.head.hash) != (other.head.sequence, other.head.hash):
            return f"it ends at {other.head.short}, not at {self.head.short}"
        for table, count in self.rows.items():
            if other.rows.get(table) != count:
                return f"it has {other.rows.get(table, 0)} rows of {table}, not {count}"
        return None


@dataclass(frozen=True)
class Manifest:
    """A backup's contents, the sha256 of its file, and when it was made."""

    contents: Contents
    sha256: str
    made_at: datetime


def manifest_path(file: Path) -> Path:
    """`ledger-2026-11-22T093015Z-118.json` beside `ledger-2026-11-22T093015Z-118.sqlite`."""
    return file.with_suffix(".json")


def manifest_text(manifest: Manifest) -> str:
    """The JSON text. The last event is written out: it is an anchor, and a manifest may be printed and kept."""
    contents = manifest.contents
    said = {
        "data_set": contents.data_set.value,
        "schema_revision": contents.revision,
        "head": {
            "sequence": contents.head.sequence,
            "hash": contents.head.hash,
            "at": contents.head.at.isoformat(),
            "printed": contents.head.short,
        },
        "submissions": contents.submissions,
        "files": contents.files,
        "rows": dict(contents.rows),
        "sha256": manifest.sha256,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
    }
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def read_manifest(file: Path) -> Manifest:
    """The manifest of a backup. LedgerError if the backup or its manifest is not there or cannot be read."""
    if not file.is_file():
        raise LedgerError(f"there is no backup {file}; name the .sqlite file of one")
    path = manifest_path(file)
    if not path.is_file():
        raise LedgerError(
            f"{file} has no manifest {path.name} beside it: either it was not finished, or the manifest was left "
            "behind when it was moved. Bring the manifest, or use another backup"
        )
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        head = said["head"]
        contents = Contents(
            DataSet(said["data_set"]),
            str(said["schema_revision"]),
            Anchor(int(head["sequence"]), str(head["hash"]), datetime.fromisoformat(head["at"])),
            {str(table): int(count) for table, count in said["rows"].items()},
        )
        return Manifest(contents, str(said["sha256"]), datetime.fromisoformat(said["made_at"]))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerError(f"the manifest {path} cannot be read ({error!r}); use another backup") from error
