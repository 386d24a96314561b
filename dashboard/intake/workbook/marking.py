"""The sender's own file, with a note at each finding and a sheet Problems in front; all else as it was.

Made in a child process with the limits of `opening.py`, in memory alone, and for the sender alone: it is never stored.
That holds for a file with personal data too, because its sender has to find the cells; the notes say what a cell looks
like and never repeat it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from dashboard.intake.workbook import marking_child
from dashboard.intake.workbook.gate import pass_gate
from dashboard.intake.workbook.model import PROBLEMS, CellFinding, Severity
from dashboard.intake.workbook.opening import run_child
from dashboard.intake.workbook.problems import INSTRUCTIONS, MARK, THEIRS, TITLES

LENGTH = 8
"""Bytes in front of the plan that say how long it is; the file follows it."""


def marked_copy(data: bytes, findings: Iterable[CellFinding]) -> bytes:
    """The workbook with its findings marked. RefusedFile for a file that `read_grid` would refuse."""
    pass_gate(data)
    plan = json.dumps(plan_of(tuple(findings))).encode()
    return run_child(Path(marking_child.__file__), len(plan).to_bytes(LENGTH, "big") + plan + data)


def plan_of(findings: tuple[CellFinding, ...]) -> dict[str, object]:
    """What the child has to draw, as plain values: it knows nothing of findings."""
    notes: dict[tuple[str, str], list[CellFinding]] = defaultdict(list)
    for finding in findings:
        if finding.cell and finding.sheet != PROBLEMS:
            notes[finding.sheet, finding.cell].append(finding)
    return {
        "sheet": PROBLEMS,
        "mark": MARK,
        "theirs": THEIRS,
        "titles": TITLES,
        "instructions": INSTRUCTIONS,
        "rows": [_row(finding) for finding in findings if finding.sheet != PROBLEMS or not finding.cell],
        "notes": [
            {
                "sheet": sheet,
                "cell": cell,
                "text": "\n".join([MARK, *(_note(one) for one in found)]),
                "error": any(one.severity is Severity.ERROR for one in found),
            }
            for (sheet, cell), found in notes.items()
        ],
    }


def _row(finding: CellFinding) -> dict[str, object]:
    return {
        "sheet": finding.sheet,
        "cell": finding.cell,
        "texts": (finding.place, finding.code, finding.found, finding.allowed, finding.mend),
        "warning": finding.severity is Severity.WARNING,
        "reason": finding.reason,
    }


def _note(finding: CellFinding) -> str:
    asks = ", or give the reason on the sheet Problems" if finding.severity is Severity.WARNING else ""
    return f"Found {finding.found}. Allowed: {finding.allowed}. Mend: {finding.mend}{asks}."
