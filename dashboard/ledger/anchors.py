"""Places of the log that were printed: read back from paper, and remembered by the installation in `anchors.csv`.

The register is a help and no proof: whoever can rewrite the ledger can rewrite the register beside it. The proof is on
the receipts, reports and backups that left the building. One line is one anchor, its hash last, so that a line cut
short by a power cut can be told from a whole one.
"""

from __future__ import annotations

import csv
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from dashboard.ledger.disk import sync_folder
from dashboard.ledger.model import Anchor, LedgerError

REGISTER = "anchors.csv"
HEADER = ("printed_on", "at", "sequence", "hash")

UNSAID = datetime.min.replace(tzinfo=UTC)
"""The time of an anchor read from paper, which does not print it."""

GIVEN_UP = "given up: "
"""Begins a line that takes an anchor out of the register's proof, since nothing is ever deleted from it."""

_PRINTED = re.compile(r"\D*?#? *(?P<sequence>[1-9]\d{0,17})[ \t·.:,–-]+(?P<hash>[0-9a-f]{8,64})\.?", re.IGNORECASE)
"""Eight digits at least: `chain.PRINTED_DIGITS`. Eighteen digits of a number fit every database."""

_FULL_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Printed:
    """An anchor and what it was printed on: `receipt return-cpfsa-2021-H1.1`."""

    anchor: Anchor
    printed_on: str


@dataclass(frozen=True)
class Register:
    """Every anchor that this installation remembers, in the order printed, and what of the file could not be read.

    `given_up` are those that a backup put back by force does not reach, with why.
    """

    printed: tuple[Printed, ...]
    given_up: tuple[Printed, ...]
    unreadable: tuple[str, ...]

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What the ledger must agree with."""
        given_up = {line.anchor for line in self.given_up}
        return tuple(line.anchor for line in self.printed if line.anchor not in given_up)


def parse_anchor(text: str) -> Anchor:
    """`#118 · 3f2a9c41`, as documents print it, or with more digits of the hash, up to all 64; `at` is `UNSAID`.

    Words before the number (`Record #118 · …`) do no harm. LedgerError for anything else.
    """
    found = _PRINTED.fullmatch(text.strip())
    if found is None:
        raise LedgerError(
            f"{text.strip()[:100]!r} is not a place in a ledger; write the number and the first eight or more digits "
            "of the hash as they are printed: #118 · 3f2a9c41 (the point may be a space)"
        )
    return Anchor(int(found["sequence"]), found["hash"].lower(), UNSAID)


def remember(folder: Path, anchor: Anchor, printed_on: str) -> None:
    """Add an anchor to the register, on the disk before this returns. Several processes may do so at once.

    LedgerError for an anchor without its whole hash, and when the line cannot be written.
    """
    if not _FULL_HASH.fullmatch(anchor.hash):
        raise LedgerError(
            f"{anchor.short} is not remembered: its whole hash of 64 digits is needed, as the ledger has it"
        )
    path = folder / REGISTER
    line = _line([" ".join(printed_on.split()), anchor.at.isoformat(), str(anchor.sequence), anchor.hash])
    try:
        with path.open("a+b", buffering=0) as file, _alone(file):
            size = file.seek(0, os.SEEK_END)
            before = b"" if size else _line(HEADER)
            if size:
                file.seek(size - 1)
                before = b"" if file.read(1) == b"\n" else b"\n"  # a line cut short stays a line of its own
            whole = before + line
            if file.write(whole) != len(whole):
                raise OSError(f"only a part of the line fitted on the disk of {folder}")
            os.fsync(file.fileno())
        if not size:
            sync_folder(folder)
    except OSError as error:
        raise LedgerError(
            f"the anchor {anchor.short} could not be added to {path}: {error}. The ledger itself is not concerned; "
            f"free some space or mend the folder's rights, and keep the paper that {anchor.short} is printed on"
        ) from error


def give_up(folder: Path, head: Anchor, why: str) -> tuple[Anchor, ...]:
    """Say in the register that what was printed after a head is lost, after a backup was put back by force.

    The ledger goes on from that head: without these lines it would contradict the register for ever. The papers still
    do. Returns the anchors given up. LedgerError as `remember`.
    """
    lost = tuple(dict.fromkeys(anchor for anchor in remembered(folder).anchors if anchor.sequence > head.sequence))
    for anchor in lost:
        remember(folder, anchor, f"{GIVEN_UP}{why}")
    return lost


def remembered(folder: Path) -> Register:
    """The register of a folder; empty if there is none. A line that cannot be read is named and left out."""
    path = folder / REGISTER
    if not path.exists():
        return Register((), (), ())
    lines, unreadable = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), start=1):
        fields = next(csv.reader([line]), [])
        if not fields or tuple(fields) == HEADER:
            continue
        try:
            on, at, sequence, digest = fields
            if not _FULL_HASH.fullmatch(digest):
                raise ValueError(digest)
            lines.append(Printed(Anchor(int(sequence), digest, datetime.fromisoformat(at)), on))
        except ValueError:
            unreadable.append(
                f"line {number} of {path} is not a whole anchor ({line[:60]!r}) and was left out: it was cut short "
                "while it was written, or changed"
            )
    given_up = tuple(line for line in lines if line.printed_on.startswith(GIVEN_UP))
    return Register(tuple(line for line in lines if line not in given_up), given_up, tuple(unreadable))


def _line(fields: list[str] | tuple[str, ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(fields)
    return text.getvalue().encode()


@contextmanager
def _alone(file: BinaryIO | io.FileIO) -> Iterator[None]:
    """Nobody else writes the file meanwhile; the system gives the lock back if this process dies."""
    if sys.platform == "win32":
        import msvcrt

        # Windows keeps readers from what is locked: lock a byte beyond any register's end.
        file.seek(1 << 30)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            file.seek(1 << 30)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
        yield  # closing the file unlocks it
