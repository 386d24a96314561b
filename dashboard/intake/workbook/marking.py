"""The sender's own file, with a note at each finding and a sheet Problems in front; all else as it was.

Made in a child process with the limits of `opening.py`, in memory alone, and for the sender alone: it is never stored.
That holds for a file with personal data too, because its sender has to find the cells; the notes say what a cell looks
like and never repeat it, and the cell itself says that its text was taken out: a marked copy is sent on and printed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from dashboard.intake.workbook import marking_child
from dashboard.intake.workbook.gate import pass_gate
from dashboard.intake.workbook.layout import README
from dashboard.intake.workbook.model import PROBLEMS, CellFinding, Severity
from dashboard.intake.workbook.opening import run_child
from dashboard.intake.workbook.problems import INSTRUCTIONS, MARK, MAY, MUST, THEIRS, TITLES, UNUSED

LENGTH = 8
"""Bytes in front of the plan that say how long it is; the file follows it."""


WIDTHS = (16, 18, 38, 34, 40, 40)
"""Of the columns of the sheet Problems, in characters. The first grows with its longest place: LibreOffice does not
wrap a link."""

REASON_LINES = 3
"""Room for a reason, which is yet to be written."""

ROOM = 6.0
"""Points of a row beyond its lines."""

TAKEN_OUT = "[taken out]"
"""Too short for a reason, so that it is never read as one."""

OWN_FILE = "Nothing was filed; your own file still holds it"


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
        "counted": _counted(findings),
        "readme": README,
        "widths": (max([WIDTHS[0], *(len(one.place) + 1 for one in findings)]), *WIDTHS[1:]),
        "taken_out": TAKEN_OUT,
        "personal": [
            {"sheet": one.sheet, "cell": one.cell}
            for one in findings
            if one.cell and (_is_personal(one) or (one.sheet == PROBLEMS and one.code != UNUSED))
        ],
        "rows": [_row(finding) for finding in findings],
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


def _counted(findings: tuple[CellFinding, ...]) -> str:
    """`2 to mend, 1 to explain`."""
    must = sum(one.severity is Severity.ERROR for one in findings)
    may = sum(one.severity is Severity.WARNING and not one.answered for one in findings)
    explained = sum(one.answered for one in findings)
    return f"{must} to mend, {may} to explain" + (f", {explained} explained already" if explained else "")


def _row(finding: CellFinding) -> dict[str, object]:
    from dashboard.intake.workbook.writing_look import HIGHEST, LINE, Style, lines_of  # here: openpyxl is slow

    is_warning = finding.severity is Severity.WARNING
    texts = (finding.place, MAY if is_warning else MUST, finding.found, finding.allowed, _mend(finding))
    lines = max(lines_of(text, width, Style()) for text, width in zip((*texts, finding.reason), WIDTHS, strict=True))
    return {
        "sheet": finding.sheet,
        "cell": finding.cell,
        "texts": texts,
        "warning": is_warning,
        "reason": finding.reason,
        "height": min(max(lines, REASON_LINES if is_warning else 1) * LINE + ROOM, HIGHEST),
    }


def _is_personal(finding: CellFinding) -> bool:
    return finding.severity is Severity.ERROR and finding.code.startswith("personal_")


def _mend(finding: CellFinding) -> str:
    if not _is_personal(finding):
        return finding.mend
    return f"{finding.mend.partition(';')[0]}. {OWN_FILE}"


def _note(finding: CellFinding) -> str:
    asks = ", or give the reason on the sheet Problems" if finding.severity is Severity.WARNING else ""
    return f"Found {finding.found}. Allowed: {finding.allowed}. Mend: {_mend(finding)}{asks}."
