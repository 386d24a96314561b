"""Corrections: single numbers of a return put right, each only while it finds the number that it expects.

A number has two cells, numerator and denominator. What a correction finds in them is what the return says, changed by
the accepted corrections before it, in the order filed; one that puts a state in the place of a number does so for both
cells, because a state is said of the pair. The corrections that stand must each find what they expect: one that does
not, or would leave another that does not, is neither filed nor accepted nor taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import inf

import sqlalchemy as sa

from dashboard.ledger import queries
from dashboard.ledger.canonical import decimal_text
from dashboard.ledger.checks_of_kinds import NO_NUMBER, PARTS
from dashboard.ledger.model import NOW, Correction, Kind, LedgerError, Observation
from dashboard.ledger.queries import APPROVALS

CORRECTABLE = ("submitted", "accepted", "adopted")
"""States of a return whose numbers can be put right; one that was sent back is mended by the agency."""


@dataclass(frozen=True)
class _Line:
    """One correction, and the submission that holds it: "" and the end of time for one that is being filed."""

    filed_at: float
    submission_id: str
    correction: Correction

    @property
    def target(self) -> tuple[str, str]:
        return self.correction.submission_id, self.correction.locator


@dataclass(frozen=True)
class _Miss:
    """A correction that does not find what it expects."""

    line: _Line
    found: str


def faults_of_corrections(
    connection: sa.Connection, corrections: Sequence[Correction], *, filed_at: float = inf
) -> Iterator[str]:
    """Why corrections cannot be filed, or, filed at an event, cannot be accepted now."""
    own = [_Line(filed_at, "", correction) for correction in corrections]
    standing = _standing(connection) if own else []
    for submission_id, locator in dict.fromkeys(line.target for line in own):
        where = f"{submission_id}, {locator}"
        try:
            observation = _observation(connection, submission_id, locator)
        except LedgerError as error:
            yield f"{where}: {error}"
            continue
        for miss in _misses(
            observation, [line for line in [*standing, *own] if line.target == (submission_id, locator)]
        ):
            correction = miss.line.correction
            if miss.line in own:
                yield (
                    f"{where}, {correction.part}: it is {miss.found} now, not {correction.expect}; look again, and "
                    "file what it is and what it becomes"
                )
            else:
                yield (
                    f"{where}, {correction.part}: {miss.line.submission_id} has put it right since and would no longer "
                    "find what it expects; withdraw this one and file it anew"
                )


def faults_of_removal(
    connection: sa.Connection, submission_id: str, corrections: Sequence[Correction]
) -> Iterator[str]:
    """Why an accepted submission of corrections cannot be taken back: later ones were made on top of it."""
    left = [line for line in _standing(connection) if line.submission_id != submission_id] if corrections else []
    for target in dict.fromkeys((correction.submission_id, correction.locator) for correction in corrections):
        lines = [line for line in left if line.target == target]
        for miss in _misses(_observation(connection, *target, standing=False), lines) if lines else ():
            yield f"{miss.line.submission_id} has corrected the same number again; take that one back first"


def _standing(connection: sa.Connection) -> list[_Line]:
    """Every correction that counts."""
    return [
        _Line(submission.sequence, submission.id, correction)
        for submission in queries.submissions(connection, NOW, kind=Kind.CORRECTION)
        if submission.state in APPROVALS
        for correction in submission.draft.corrections
    ]


def _observation(connection: sa.Connection, submission_id: str, locator: str, *, standing: bool = True) -> Observation:
    """The number to be corrected. LedgerError where there is none, or its return no longer stands."""
    target = next(iter(queries.submissions(connection, NOW, only=submission_id)), None)
    if target is None:
        raise LedgerError("there is no such submission in this ledger; list the returns to see their ids")
    if target.draft.kind is not Kind.RETURN:
        raise LedgerError(f"that is of the kind {target.draft.kind}, and only a return is corrected")
    if standing and target.state not in CORRECTABLE:
        raise LedgerError(f"that return is {target.state}; only one that is {' or '.join(CORRECTABLE)} is corrected")
    found = [observation for observation in target.draft.observations if observation.locator == locator]
    if len(found) != 1:
        raise LedgerError(f"{len(found)} numbers of that return stand there; name the cell of one number")
    return found[0]


def _misses(observation: Observation, lines: Iterable[_Line]) -> Iterator[_Miss]:
    """Those corrections of one number that do not find what they expect, when all are made in the order filed."""
    cells = {part: _text_of(observation, part) for part in PARTS}
    for line in sorted(lines, key=lambda line: line.filed_at):
        part, becomes = line.correction.part, line.correction.becomes
        if _normal(cells[part]) != _normal(line.correction.expect):
            yield _Miss(line, cells[part] or "without one")
        elif becomes in NO_NUMBER:
            cells = {part: text and becomes for part, text in cells.items()}
        else:
            cells[part] = becomes


def _text_of(observation: Observation, part: str) -> str:
    """A cell's number, or the state that stands for it; "" where the observation has no such cell."""
    number = observation.numerator if part == "numerator" else observation.denominator
    if number is not None:
        return decimal_text(number)
    return "" if observation.numerator is not None else observation.state.value


def _normal(text: str) -> str:
    """`5.0` and `5` are one number; a state is itself."""
    try:
        return decimal_text(Decimal(text))
    except (InvalidOperation, ValueError):
        return text
