"""From the ledger's decisions: what came to count, or ceased to, when, by whose decision and why.

Adoption moves no number and is no happening. A correction counts with the line it mends, an adjustment with each line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard.ledger import Decision, Dimensions, Kind, Observation, Submission
from dashboard.periods import Period, day_in_jamaica

_ACCEPTED = frozenset({"accepted", "adopted"})
_COUNTS = dict.fromkeys(Kind, _ACCEPTED) | {Kind.EDITION: _ACCEPTED | {"submitted"}}
"""States in which a submission counts; what a source has printed needs nobody's acceptance."""

NO_REASON = "no reason is recorded"


@dataclass(frozen=True)
class CellOf:
    """A cell of one submission, without its number."""

    indicator: str
    component: str
    period: Period
    dimensions: Dimensions


Cells = frozenset[CellOf]


@dataclass(frozen=True)
class Happening:
    """One event by which numbers changed.

    `what` is for every reader and names neither agency nor half-year: with the difference of two printed totals either
    would tell an agency's or a half-year's count. `named` is for the restricted tier. `touched` are the cells it speaks
    of, `changed` those of them that it said otherwise than before. `arrived` is the half-year of a return that had not
    been there.
    """

    sequence: int
    on: date
    actor: str
    what: str
    named: str
    reason: str
    touched: Cells
    changed: Cells
    arrived: Period | None = None


def happenings(
    submissions: Iterable[Submission], decisions: Iterable[Decision], agency_name: Callable[[str], str]
) -> tuple[Happening, ...]:
    """In the ledger's order; decisions about submissions that are not handed in are left out."""
    log = _Log({one.id: one for one in submissions}, agency_name)
    return tuple(found for decision in decisions for found in log.read(decision))


@dataclass
class _Log:
    """Read forward, one decision after the other."""

    submissions: Mapping[str, Submission]
    agency_name: Callable[[str], str]
    states: dict[str, str] = field(default_factory=dict)
    standing: dict[tuple[str, Period | None], Submission] = field(default_factory=dict)

    def read(self, decision: Decision) -> Iterator[Happening]:
        submission = self.submissions.get(decision.submission_id)
        if submission is None:
            return
        counts = _COUNTS[submission.draft.kind]
        before, now = self.states.get(submission.id) in counts, decision.type in counts
        self.states[submission.id] = decision.type
        if before == now:
            return
        match submission.draft.kind:
            case Kind.RETURN:
                yield from self._came(submission, decision) if now else self._went(submission, decision)
            case Kind.CORRECTION:
                yield from self._corrected(submission, decision, now=now)
            case Kind.ADJUSTMENT:
                yield from self._adjusted(submission, decision, now=now)
            case Kind.EDITION:
                what = f"A published source was {'filed' if now else 'taken out'}: {submission.draft.source.title}"
                cells = _cells(submission)
                yield _happening(decision, what, what, decision.reason, cells, cells)

    def _came(self, submission: Submission, decision: Decision) -> Iterator[Happening]:
        draft = submission.draft
        key, cells = (draft.agency, draft.period), _cells(submission)
        replaced = self.standing.get(key)
        self.standing[key] = submission
        whose = self._return_of(submission)
        if replaced is None:
            what = "A return that had been missing was accepted"
            named = f"{whose}, which had been missing, was accepted"
            yield _happening(decision, what, named, decision.reason, cells, cells, draft.period)
            return
        changed = frozenset(
            cell
            for cell in _numbers(submission).keys() | _numbers(replaced).keys()
            if _numbers(submission).get(cell) != _numbers(replaced).get(cell)
        )
        what, named = "An agency amended its return", f"{whose} was amended"
        yield _happening(decision, what, named, decision.reason or NO_REASON, cells | _cells(replaced), changed)

    def _went(self, submission: Submission, decision: Decision) -> Iterator[Happening]:
        if decision.type == "superseded":
            return  # The return that takes its place is accepted in the same breath, and says what changed.
        self.standing.pop((submission.draft.agency, submission.draft.period), None)
        how = "was sent back" if decision.type == "sent_back" else "was withdrawn"
        cells, whose = _cells(submission), self._return_of(submission)
        reason = decision.reason or NO_REASON
        yield _happening(decision, f"A return {how}", f"{whose} {how}", reason, cells, cells)

    def _corrected(self, submission: Submission, decision: Decision, *, now: bool) -> Iterator[Happening]:
        for line in submission.draft.corrections:
            mended = self.submissions.get(line.submission_id)
            if mended is None:
                continue
            cells = frozenset(_cell(one) for one in mended.draft.observations if one.locator == line.locator)
            done = "A number of a return was corrected" if now else "A correction was taken back"
            named = f"{self._return_of(mended)} was corrected from {line.expect} to {line.becomes}"
            if not now:
                named = f"{self._return_of(mended)} is no longer corrected from {line.expect} to {line.becomes}"
            reason = line.reason if now else decision.reason or NO_REASON
            yield _happening(decision, done, named, reason, cells, cells)

    def _adjusted(self, submission: Submission, decision: Decision, *, now: bool) -> Iterator[Happening]:
        for line in submission.draft.adjustments:
            cells = frozenset({CellOf(line.indicator, line.component, line.period, line.dimensions)})
            done = "What agencies had counted twice was taken off"
            if not now:
                done = "An adjustment for what agencies had counted twice was taken back"
            named = f"{done} ({' and '.join(map(self.agency_name, line.agencies))}, {line.period.label})"
            reason = line.reason if now else decision.reason or NO_REASON
            yield _happening(decision, done, named, reason, cells, cells)

    def _return_of(self, submission: Submission) -> str:
        period = submission.draft.period
        whose = f"The return of {self.agency_name(submission.draft.agency)}"
        return f"{whose} for {period.label}" if period else whose


def _happening(
    decision: Decision,
    what: str,
    named: str,
    reason: str,
    touched: Cells,
    changed: Cells,
    arrived: Period | None = None,
) -> Happening:
    on = day_in_jamaica(decision.at)
    return Happening(decision.sequence, on, decision.actor, what, named, reason, touched, changed, arrived)


def _cells(submission: Submission) -> Cells:
    return frozenset(map(_cell, submission.draft.observations))


def _numbers(submission: Submission) -> Mapping[CellOf, tuple[object, ...]]:
    return {_cell(one): (one.state, one.numerator, one.denominator) for one in submission.draft.observations}


def _cell(one: Observation) -> CellOf:
    return CellOf(one.indicator, one.component, one.period, one.dimensions)
