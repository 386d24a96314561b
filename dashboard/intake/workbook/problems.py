"""The Problems sheet of a marked copy: what stands in it, and the reasons that come back on it.

A reason answers the very finding it was written beside: the same place, the same check and the same words found. If the
number has changed since, the question is asked anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.intake.workbook.grid import Grid
from dashboard.intake.workbook.model import PROBLEMS, CellFinding, Severity
from dashboard.intake.workbook.values import trimmed

TITLES = ("Where", "Check", "What was found", "What is allowed", "How to mend it", "Your reason (yellow cells only)")
FIRST_ROW = 5
"""Below the title, two lines of instructions and the heads of the columns."""

REASON_COLUMN = "F"

MARK = "[Check of the return]"
"""How each of our notes at a cell begins, so that they are known again and not taken for the sender's."""

THEIRS = "\n———\n"
"""Between our note and the sender's own in one comment."""

INSTRUCTIONS = (
    "Mend each cell listed here; a click on the place leads to it. An error must be mended.",
    "A warning may be right: then write the reason beside it, in the yellow cell, and leave the number. "
    "Save and send the workbook again. This sheet may stay.",
)

Question = tuple[str, str, str]
"""Place, check and words found."""


def reasons_on(grid: Grid) -> Mapping[Question, tuple[str, str]]:
    """The reasons typed on the Problems sheet, each with its cell, by the question it answers."""
    sheet = grid.sheet(PROBLEMS)
    if sheet is None:
        return {}
    found: dict[Question, tuple[str, str]] = {}
    for cell, value in sheet.cells.items():
        row = cell.removeprefix(REASON_COLUMN)
        reason = trimmed(value.text)
        if cell.startswith(REASON_COLUMN) and row.isdecimal() and int(row) >= FIRST_ROW and reason:
            asked = (sheet.cells.get(f"{column}{row}") for column in "ABC")
            place, code, words = (_flat(one.text) if one else "" for one in asked)
            found[place, code, words] = (reason, cell)
    return found


def answered(
    findings: Sequence[CellFinding], typed: Mapping[Question, tuple[str, str]], given: Mapping[str, str]
) -> list[CellFinding]:
    """The findings with their reasons: those typed on the sheet, and those `given` by place (`Identify!C12`).

    A place may be followed by a space and the check's name, where two warnings stand at one cell.
    """
    return [_answered(one, typed, given) if one.severity is Severity.WARNING else one for one in findings]


def question_of(finding: CellFinding) -> Question:
    """What a reason must name to answer it."""
    return finding.place, finding.code, _flat(finding.found)


def ours_and_theirs(comment: str) -> tuple[str, str]:
    """A comment as our part and the sender's."""
    if not comment.lstrip().startswith(MARK):
        return "", comment
    ours, _, theirs = comment.partition(THEIRS)
    return ours, theirs


def _answered(finding: CellFinding, typed: Mapping[Question, tuple[str, str]], given: Mapping[str, str]) -> CellFinding:
    reason = given.get(f"{finding.place} {finding.code}") or given.get(finding.place)
    if reason is None or not _says_something(reason):
        reason, _ = typed.get(question_of(finding), ("", ""))
    return replace(finding, reason=_flat(reason)) if _says_something(reason) else finding


def _says_something(reason: str) -> bool:
    return any(character.isalpha() for character in reason)


def _flat(text: str) -> str:
    return " ".join(trimmed(text).split())
