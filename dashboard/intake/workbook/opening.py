"""Opening a returned workbook: the gate, then a child process with limits, then plain values.

In: the bytes. Out: a `Grid`, or a `RefusedFile`. The server process never hands the bytes to a spreadsheet library:
the child (`child.py`) gets them on its standard input, without our environment, and answers in lines of JSON, which
are trusted no further than their size and shape. Nothing is written to disk or logged. Memory and processor time are
limited on Linux, processor time on macOS; on Windows the wall clock alone ends a child. Safe from several threads and
processes at once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore, Event, Timer
from typing import IO, Any

from dashboard.intake.workbook import child
from dashboard.intake.workbook.gate import pass_gate
from dashboard.intake.workbook.gate_limits import MAX_COLUMN, MIB, damaged, too_heavy
from dashboard.intake.workbook.grid import CellType, Grid, GridCell, GridSheet, LooseText


@dataclass(frozen=True)
class Limits:
    """What one child may use."""

    memory: int = 500 * MIB  # bytes of address space; the largest file that passes the gate takes about 330 MB
    processor_seconds: int = 60  # the same file takes about 15
    seconds: float = 90.0  # wall clock, for a machine under load
    answer: int = 64 * MIB  # bytes of JSON; the same file answers with about 20 MB


LIMITS = Limits()
AT_ONCE = BoundedSemaphore(4)  # children of this process: four may take 2 GB between them, and a server no more
# All the environment a child gets: what the system itself needs to start Python, and no secret.
KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def read_grid(data: bytes, limits: Limits = LIMITS) -> Grid:
    """The workbook's cells. RefusedFile for whatever goes wrong with the file; RuntimeError if no child can start."""
    pass_gate(data)
    return grid_of(run_child(Path(child.__file__), data, limits).splitlines())


def run_child(script: Path, data: bytes, limits: Limits = LIMITS) -> bytes:
    """What a child answers that gets `data` on its standard input; for bytes that have passed the gate."""
    with AT_ONCE:
        return _run(script, data, limits)


def _run(script: Path, data: bytes, limits: Limits) -> bytes:
    command = [sys.executable, "-I", "-P", "-W", "ignore", str(script.resolve())]
    process = subprocess.Popen(
        [*command, str(limits.memory), str(limits.processor_seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback could quote a cell
        cwd=Path(sys.executable).anchor,
        env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    expired = Event()

    def expire() -> None:
        expired.set()
        process.kill()

    timer = Timer(limits.seconds, expire)
    timer.start()
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        _feed(process.stdin, data)
        answer = process.stdout.read(limits.answer + 1)
        if len(answer) > limits.answer:
            raise too_heavy()
        process.wait()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        process.stdout.close()
    if expired.is_set():
        raise too_heavy()
    if process.returncode == child.NOT_STARTED:
        raise RuntimeError("The program that opens workbooks did not start; is everything of requirements.lock there?")
    if process.returncode == child.DAMAGED:
        raise damaged()
    if process.returncode != 0:
        # Ended by a limit, or by a library that gave up on memory.
        raise too_heavy()
    return answer


def _feed(stdin: IO[bytes], data: bytes) -> None:
    """All of it: the child answers only when it has read everything, so neither waits for the other."""
    # A child that has ended already cannot be written to; its exit code says why.
    with suppress(OSError), stdin:
        stdin.write(data)


@dataclass
class _Sheet:
    """A sheet while its lines arrive."""

    head: Mapping[str, Any]
    cells: dict[str, GridCell] = field(default_factory=dict)

    def done(self) -> GridSheet:
        head = self.head
        columns = {n for first, last in head.get("hidden_columns", ()) for n in range(first, min(last, MAX_COLUMN) + 1)}
        return GridSheet(
            name=str(head["name"]),
            hidden=bool(head["hidden"]),
            cells=self.cells,
            merged=tuple(map(str, head.get("merged", ()))),
            hidden_rows=tuple(map(int, head.get("hidden_rows", ()))),
            hidden_columns=tuple(map(_letters, sorted(columns))),
            filtered=bool(head.get("filtered")),
            comments={str(cell): str(text) for cell, text in head.get("comments", {}).items()},
        )


def _letters(column: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def grid_of(answer: Iterable[bytes]) -> Grid:
    """The child's lines as a Grid; `damaged` for any line that is not as agreed, and for an answer without an end."""
    book: Mapping[str, Any] = {}
    sheets: list[_Sheet] = []
    types = {kind.name.lower(): kind for kind in CellType}
    known: dict[tuple[str, str], GridCell] = {}
    complete = False
    try:
        for line in answer:
            match json.loads(line):
                case ["book", dict(found)]:
                    book = found
                case ["sheet", dict(head)]:
                    sheets.append(_Sheet(head))
                case ["cells", dict(row)]:
                    for address, (kind, text) in row.items():
                        # Most cells of a large sheet repeat another; one object serves them all.
                        cell = known.get((kind, text)) or GridCell(types[kind], str(text))
                        sheets[-1].cells[address] = known[kind, text] = cell
                case ["end"]:
                    complete = True
        if not complete:
            raise damaged()
        properties = {str(name): str(value) for name, value in book["properties"].items()}
        texts = tuple(LooseText(str(sheet), str(kind), str(text)) for sheet, kind, text in book.get("texts", ()))
        return Grid(tuple(sheet.done() for sheet in sheets), properties, bool(book["counts_from_1904"]), texts)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise damaged() from None
