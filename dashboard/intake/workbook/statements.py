"""Checks between the cells that are no numbers: steps of milestones, commitments, and the sign-off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dashboard.intake.workbook.layout import README, CommitmentKey, Input, Key, SignOffKey, StageKey
from dashboard.intake.workbook.model import CellFinding
from dashboard.intake.workbook.tallying import Answers
from dashboard.intake.workbook.values import Fault, Value
from dashboard.periods import Period, day_in_words

EARLIEST = date(2000, 1, 1)
"""No step of a milestone is older: the Palermo Protocol, which the Plan carries out, is of November 2000."""


def check_statements(answers: Answers, period: Period, today: date) -> list[CellFinding]:
    """What is missing or cannot be in milestones, commitments and the sign-off."""
    cells = {cell.key: cell for cell in answers.layout.inputs}
    findings: list[CellFinding] = []
    for key in cells:
        match key:
            case StageKey(field="outcome"):
                findings += _stage(key, cells, answers, min(period.end, today))
            case CommitmentKey(field="status"):
                findings += _commitment(key, cells, answers)
            case SignOffKey():
                findings += _sign_off(key, cells[key], answers, period, today)
    return findings


def _stage(key: StageKey, cells: dict[Key, Input], answers: Answers, latest: date) -> Iterator[CellFinding]:
    fields = {name: StageKey(key.indicator, key.stage, name) for name in ("outcome", "on", "evidence")}
    if any(answers.is_faulty(cells[field]) for field in fields.values()):
        return
    outcome, on, evidence = (answers.values.get(fields[name]) for name in ("outcome", "on", "evidence"))
    if outcome is None and (on is not None or evidence is not None):
        yield _missing("outcome_missing", cells[key], "an outcome, as the row says more", "choose the outcome")
    if outcome == "reached":
        if on is None:
            yield _missing("day_missing", cells[fields["on"]], "the day it was reached", "type it as 2021-10-05")
        if evidence is None:
            mend = "name the document, minute or page that shows it"
            yield _missing("evidence_missing", cells[fields["evidence"]], "what proves a step that was reached", mend)
    elif outcome is not None and on is not None:
        mend = "choose Reached, or empty the day"
        fault = Fault("day_without_step", "a day for a step that was not reached", "a day only beside Reached", mend)
        yield _at(cells[fields["on"]], fault)
    if isinstance(on, date) and not EARLIEST <= on <= latest:
        mend = "correct the day; what happened later belongs in the next return"
        yield _at(cells[fields["on"]], _out_of_range(on, EARLIEST, latest, mend))


def _commitment(key: CommitmentKey, cells: dict[Key, Input], answers: Answers) -> Iterator[CellFinding]:
    other = CommitmentKey(key.commitment, "evidence")
    if answers.is_faulty(cells[key]) or answers.is_faulty(cells[other]):
        return
    status, evidence = answers.values.get(key), answers.values.get(other)
    if status is None and evidence is not None:
        yield _missing("status_missing", cells[key], "where it stands, as the row has evidence", "choose from the list")
    if status == "done" and evidence is None:
        mend = "name the document, minute or page that shows it"
        yield _missing("evidence_missing", cells[other], "what proves that it is done", mend)


def _sign_off(key: SignOffKey, cell: Input, answers: Answers, period: Period, today: date) -> Iterator[CellFinding]:
    if answers.is_faulty(cell):
        return
    value: Value | None = answers.values.get(key)
    if value is None:
        mend = "let the head of the agency sign off: the post, not a name, and the day"
        yield _missing("not_signed", cell, "the sign-off of the head of the agency", mend)
    elif isinstance(value, date) and not period.end <= value <= today:
        mend = f"sign when the half-year is over, on {day_in_words(period.end)} or later, and not in advance"
        yield _at(cell, _out_of_range(value, period.end, today, mend))


def _out_of_range(found: date, first: date, last: date, mend: str) -> Fault:
    allowed = f"a day from {day_in_words(first)} to {day_in_words(last)}"
    return Fault("day_out_of_range", day_in_words(found), allowed, mend)


def _missing(code: str, cell: Input, allowed: str, mend: str) -> CellFinding:
    return _at(cell, Fault(code, "nothing", allowed, mend))


def _at(cell: Input, fault: Fault) -> CellFinding:
    return fault.at(cell.sheet, cell.cell)


def nothing_filled(answers: Answers) -> list[CellFinding]:
    """A return in which nothing but the sign-off is filled says nothing; zeros and states must be typed."""
    if answers.faulty or any(not isinstance(key, SignOffKey) for key in answers.values):
        return []
    mend = "fill the open cells; where there was nothing type 0, or choose Yes to confirm the zeros of a table"
    return [Fault("nothing_filled", "no answer in any cell", "at least one answer", mend).at(README, "")]
