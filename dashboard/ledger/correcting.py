"""Corrections: single numbers of a return put right, each only while it finds the number that it expects.

The cells of an observation, its numerator and its denominator, are corrected each for itself. The present number of a
cell is what the last accepted correction made it, else what the return says. Corrections of one cell are accepted in
the order in which they were filed and taken back in the reverse order, so that whoever applies them in the order filed
always finds what each expects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import sqlalchemy as sa

from dashboard.ledger import queries
from dashboard.ledger.canonical import decimal_text
from dashboard.ledger.model import NOW, Correction, Kind, Observation
from dashboard.ledger.queries import APPROVALS

CORRECTABLE = ("submitted", "accepted", "adopted")
"""States of a return whose numbers can be put right; one that was sent back is mended by the agency."""


@dataclass(frozen=True)
class _Standing:
    """One accepted correction and the submission that holds it."""

    filed_at: int
    submission_id: str
    correction: Correction


def cell_of(observation: Observation, part: str) -> str | None:
    """A cell's text: a number, or the state that stands for it; None where the observation has no such cell."""
    number = observation.numerator if part == "numerator" else observation.denominator
    if number is not None:
        return decimal_text(number)
    return None if observation.numerator is not None else observation.state.value


def faults_of_corrections(
    connection: sa.Connection, corrections: Sequence[Correction], *, filed_at: int | None = None
) -> Iterator[str]:
    """Why corrections cannot be filed (`filed_at` None) or, filed at that event, cannot be accepted now."""
    standing = _standing(connection) if corrections else []
    for number, correction in enumerate(corrections, start=1):
        before = [each for each in standing if _cell(each.correction) == _cell(correction)]
        if fault := _fault_of(connection, correction, before, filed_at):
            where = f"{correction.submission_id}, {correction.locator}, {correction.part}"
            yield f"correction {number} ({where}): {fault}"


def faults_of_removal(connection: sa.Connection, corrections: Sequence[Correction], *, filed_at: int) -> Iterator[str]:
    """Why accepted corrections cannot be taken back: later ones were made on top of them."""
    cells = {_cell(correction) for correction in corrections}
    standing = _standing(connection) if cells else []
    later = [each for each in standing if each.filed_at > filed_at and _cell(each.correction) in cells]
    for submission_id in dict.fromkeys(each.submission_id for each in later):
        yield f"{submission_id} has corrected the same number again; take that one back first"


def _standing(connection: sa.Connection) -> list[_Standing]:
    """Every correction that counts, in the order filed."""
    return [
        _Standing(submission.sequence, submission.id, correction)
        for submission in queries.submissions(connection, NOW, kind=Kind.CORRECTION)
        if submission.state in APPROVALS
        for correction in submission.draft.corrections
    ]


def _fault_of(
    connection: sa.Connection, correction: Correction, before: Sequence[_Standing], filed_at: int | None
) -> str | None:
    """The first thing wrong with one correction; `before` are those of the same cell that count."""
    target = next(iter(queries.submissions(connection, NOW, only=correction.submission_id)), None)
    if target is None:
        return "there is no such submission in this ledger; list the returns to see their ids"
    if target.draft.kind is not Kind.RETURN:
        return f"that is of the kind {target.draft.kind}, and only a return is corrected"
    if target.state not in CORRECTABLE:
        return f"that return is {target.state}; only one that is {' or '.join(CORRECTABLE)} is corrected"
    found = [observation for observation in target.draft.observations if observation.locator == correction.locator]
    if len(found) != 1:
        return f"{len(found)} numbers of that return stand there; name the cell of one number"
    printed = cell_of(found[0], correction.part)
    if printed is None:
        return f"the number there has no {correction.part}"
    if filed_at is not None and (since := [each for each in before if each.filed_at > filed_at]):
        return f"{since[0].submission_id} has corrected the same number since; withdraw this one and file it anew"
    present = before[-1].correction.becomes if before else printed
    if _normal(present) != _normal(correction.expect):
        return f"it is {present} now, not {correction.expect}; look again, and file what it is and what it becomes"
    return None


def _cell(correction: Correction) -> tuple[str, str, str]:
    return correction.submission_id, correction.locator, correction.part


def _normal(text: str) -> str:
    """`5.0` and `5` are one number; a state is itself."""
    try:
        return decimal_text(Decimal(text))
    except (InvalidOperation, ValueError):
        return text
