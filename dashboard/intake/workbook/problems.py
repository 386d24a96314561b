"""The Problems sheet of a marked copy: what stands in it, and the reasons that come back on it.

A reason answers the very finding it was written beside: the same place and the same words found. If the number has
changed since, the question is asked anew. A reason says something, in letters, and nothing about a person; one that
answers no finding is told and not passed over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.intake.workbook.grid import Grid
from dashboard.intake.workbook.layout import README
from dashboard.intake.workbook.model import PROBLEMS, CellFinding, Severity
from dashboard.intake.workbook.personal import Known, traces
from dashboard.intake.workbook.values import trimmed

TITLES = (
    "Where",
    "What to do",
    "What was found",
    "What is allowed",
    "How to mend it",
    "Your reason (yellow cells only)",
)
MUST, MAY = "Must be mended", "Please explain"

FEWEST_LETTERS = 10
"""“ok” and “as told” explain nothing to whoever reads the return."""

_TOO_SHORT = f"The reason that was given is too short: write at least {FEWEST_LETTERS} letters"

UNUSED = "reason_unused"
FIRST_ROW = 5
"""Below the title, two lines of instructions and the heads of the columns."""

REASON_COLUMN = "F"

MARK = "[Check of the return]"
"""How each of our notes at a cell begins, so that they are known again and not taken for the sender's."""

THEIRS = "\n———\n"
"""Between our note and the sender's own in one comment."""

INSTRUCTIONS = (
    "Mend each cell marked “Must be mended”; a click on the place leads to it.",
    f"“{MAY}”: it may be right. Then write the reason in the yellow cell, in a few words, and leave the number. "
    "Save and send the workbook again; this sheet may stay.",
)

Question = tuple[str, str]
"""Place and words found."""


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
            asked = (sheet.cells.get(f"{column}{row}") for column in "AC")
            place, words = (_flat(one.text) if one else "" for one in asked)
            found[place, words] = (reason, cell)
    return found


def answered(
    findings: Sequence[CellFinding],
    typed: Mapping[Question, tuple[str, str]],
    given: Mapping[str, str],
    known: Known,
) -> list[CellFinding]:
    """The findings with their reasons: those typed on the sheet, and those `given` by place (`Identify!C12`).

    A place may be followed by a space and the check's name, where two warnings stand at one cell.
    """
    return [_answered(one, typed, given, known) if one.severity is Severity.WARNING else one for one in findings]


def unused(
    findings: Sequence[CellFinding], typed: Mapping[Question, tuple[str, str]], given: Mapping[str, str]
) -> tuple[str, ...]:
    """The places of the reasons that fit no finding: `Problems!F7`, or as given."""
    warnings = [one for one in findings if one.severity is Severity.WARNING]
    questions = {question_of(one) for one in warnings}
    # An error is no question, but whoever gives a reason for it is told by the error itself.
    places = {name for one in findings for name in (one.place, f"{one.place} {one.code}")}
    return (
        *(f"{PROBLEMS}!{cell}" for question, (_, cell) in typed.items() if question not in questions),
        *(echo_place(place) for place in given if place not in places),
    )


def said_unused(place: str) -> CellFinding:
    """That a reason answers nothing, where the return is sent back anyway; alone it keeps no return out."""
    found = "a reason that fits no question asked here, perhaps as the number has changed since"
    allowed = "a reason beside a question that still stands"
    if place.startswith(f"{PROBLEMS}!"):
        cell = place.removeprefix(f"{PROBLEMS}!")
        return CellFinding(PROBLEMS, cell, UNUSED, Severity.ERROR, found, allowed, "look at the questions listed now")
    mend = "give it for one of the places listed, or leave it out"
    return CellFinding(README, "", UNUSED, Severity.ERROR, f"{found} (given for {place})", allowed, mend)


def echo_place(place: str) -> str:
    """A place that somebody typed, if it looks like one: it may be anything."""
    return (
        place if re.fullmatch(r"[A-Z][A-Za-z ,0-9]{0,40}(![A-Z]{1,3}[0-9]{1,5}( [a-z_]{1,30})?)?", place) else "a place"
    )


def question_of(finding: CellFinding) -> Question:
    """What a reason must name to answer it."""
    return finding.place, _flat(finding.found)


def ours_and_theirs(comment: str) -> tuple[str, str]:
    """A comment as our part and the sender's."""
    if not comment.lstrip().startswith(MARK):
        return "", comment
    ours, _, theirs = comment.partition(THEIRS)
    return ours, theirs


def _answered(
    finding: CellFinding, typed: Mapping[Question, tuple[str, str]], given: Mapping[str, str], known: Known
) -> CellFinding:
    typed_reason, _ = typed.get(question_of(finding), ("", ""))
    too_short = False
    for reason in (given.get(f"{finding.place} {finding.code}"), given.get(finding.place), typed_reason):
        if not reason or traces(reason, known):  # what is about a person is a finding of its own
            continue
        if sum(character.isalpha() for character in reason) >= FEWEST_LETTERS:
            return replace(finding, reason=_flat(reason))
        too_short = True
    return replace(finding, mend=f"{finding.mend}. {_TOO_SHORT}") if too_short else finding


def _flat(text: str) -> str:
    return " ".join(trimmed(text).split())
