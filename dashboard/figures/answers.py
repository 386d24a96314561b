"""What each agency answers: its accepted return of a half-year, with the accepted corrections applied.

A correction counts only while it finds what it expects in the return that stands; one that does not is listed, not
applied. Only accepted and adopted returns answer; one that was filed and not accepted is known to wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property

from dashboard.catalogue import HIGHEST_SCORE, CountingUnit
from dashboard.figures.model import Part, Returned, Unapplied
from dashboard.figures.usable import UNUSABLE, is_usable
from dashboard.ledger import (
    Adjustment,
    Correction,
    Decision,
    Dimensions,
    Kind,
    Observation,
    Role,
    Source,
    State,
    Submission,
)
from dashboard.periods import Period, day_in_jamaica, return_due

ACCEPTED = frozenset({"accepted", "adopted"})
"""States of a submission that counts."""


@dataclass(frozen=True)
class Cell:
    """One cell of the national figures."""

    indicator: str
    component: str
    period: Period
    cohort: Period | None
    dimensions: Dimensions


@dataclass(frozen=True)
class Line:
    """One accepted line that takes off what several agencies counted."""

    submission: Submission
    adjustment: Adjustment


@dataclass(frozen=True)
class Answers:
    """Every accepted answer. Keys of `waiting` and `late` are half-years, of `by_cell` then agency codes.

    `waiting` holds the agencies whose return of a half-year was filed and not accepted, `late` those whose first one
    came after it was due. `lines` stand in the order accepted.
    """

    by_cell: Mapping[Cell, Mapping[str, Part]]
    returns: tuple[Returned, ...]
    waiting: Mapping[Period, frozenset[str]]
    late: Mapping[Period, frozenset[str]]
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    unapplied: tuple[Unapplied, ...]

    def of(self, indicator: str, component: str) -> Mapping[Cell, Mapping[str, Part]]:
        """The answered cells of one component."""
        return self._by_component.get((indicator, component), {})

    @cached_property
    def _by_component(self) -> Mapping[tuple[str, str], dict[Cell, Mapping[str, Part]]]:
        found: defaultdict[tuple[str, str], dict[Cell, Mapping[str, Part]]] = defaultdict(dict)
        for cell, parts in self.by_cell.items():
            found[cell.indicator, cell.component][cell] = parts
        return found

    @property
    def halves(self) -> frozenset[Period]:
        """The half-years of which anybody's return was accepted or waits."""
        return frozenset(one.period for one in self.returns) | self.waiting.keys()

    @property
    def newest_source(self) -> Source:
        """Cited beside what nobody has answered yet. ValueError where nobody has returned anything."""
        return max(self.sources, key=lambda source: (source.published_on, source.code))


def answers_of(submissions: Sequence[Submission], decisions: Iterable[Decision] = ()) -> Answers:
    """Sort a ledger's submissions, of whatever state, into answers; published editions are no answers.

    `decisions` tell the order in which adjustments were accepted; without them it is the order filed.
    """
    accepted = {one.submission_id: one.sequence for one in decisions if one.type == "accepted"}
    returns = [submission for submission in submissions if submission.draft.kind is Kind.RETURN]
    standing = _standing(returns)
    corrections, unapplied = _corrections(submissions, standing)
    by_cell: defaultdict[Cell, dict[str, Part]] = defaultdict(dict)
    for submission in standing:
        for observation in submission.draft.observations:
            if observation.role is Role.VALUE:
                mending = corrections.get((submission.id, observation.locator), ())
                part, stale = _part(submission, observation, mending)
                by_cell[cell_of(observation)][submission.draft.agency] = part
                unapplied += stale
    return Answers(
        by_cell=by_cell,
        returns=tuple(_returned(submission) for submission in standing),
        waiting=_waiting(returns, standing),
        late=_late(returns),
        lines=tuple(
            Line(submission, line)
            for submission in sorted(submissions, key=lambda one: accepted.get(one.id, one.sequence))
            if submission.draft.kind is Kind.ADJUSTMENT and submission.state in ACCEPTED
            for line in submission.draft.adjustments
        ),
        sources=tuple(submission.draft.source for submission in returns),
        unapplied=tuple(unapplied),
    )


def cell_of(observation: Observation) -> Cell:
    """The cell an observation speaks of."""
    return Cell(
        observation.indicator, observation.component, observation.period, observation.cohort, observation.dimensions
    )


def half_of(submission: Submission) -> Period:
    """The half-year of a return. ValueError where the return names none."""
    if submission.draft.period is None:
        raise ValueError(f"the return {submission.id} names no half-year")
    return submission.draft.period


def _standing(returns: Iterable[Submission]) -> list[Submission]:
    """The accepted return of each agency and half-year; the latest, should there be two."""
    latest: dict[tuple[str, Period], Submission] = {}
    for submission in sorted(returns, key=lambda submission: submission.sequence):
        if submission.state in ACCEPTED:
            latest[submission.draft.agency, half_of(submission)] = submission
    return list(latest.values())


def _returned(submission: Submission) -> Returned:
    return Returned(submission.draft.agency, half_of(submission), submission.draft.source)


def _waiting(returns: Iterable[Submission], standing: Iterable[Submission]) -> Mapping[Period, frozenset[str]]:
    heard = {(submission.draft.agency, half_of(submission)) for submission in standing}
    found: defaultdict[Period, set[str]] = defaultdict(set)
    for submission in returns:
        who, when = submission.draft.agency, half_of(submission)
        if submission.state == "submitted" and (who, when) not in heard:
            found[when].add(who)
    return {period: frozenset(agencies) for period, agencies in found.items()}


def _late(returns: Iterable[Submission]) -> Mapping[Period, frozenset[str]]:
    """By the day, in Jamaica, on which the first return of an agency for a half-year came, whatever became of it."""
    first: dict[tuple[str, Period], date] = {}
    for submission in returns:
        key, came = (submission.draft.agency, half_of(submission)), day_in_jamaica(submission.recorded_at)
        first[key] = min(came, first.get(key, came))
    found: defaultdict[Period, set[str]] = defaultdict(set)
    for (agency, period), came in first.items():
        if came > return_due(period):
            found[period].add(agency)
    return {period: frozenset(agencies) for period, agencies in found.items()}


Mending = tuple[Submission, Correction]


def _corrections(
    submissions: Iterable[Submission], standing: Iterable[Submission]
) -> tuple[Mapping[tuple[str, str], tuple[Mending, ...]], list[Unapplied]]:
    """Accepted corrections by the return and the cell they mend, in the order filed; those that mend nothing apart."""
    cells = {
        (submission.id, observation.locator)
        for submission in standing
        for observation in submission.draft.observations
        if observation.role is Role.VALUE
    }
    found: defaultdict[tuple[str, str], tuple[Mending, ...]] = defaultdict(tuple)
    lost: list[Unapplied] = []
    for submission in sorted(submissions, key=lambda submission: submission.sequence):
        if submission.draft.kind is not Kind.CORRECTION or submission.state not in ACCEPTED:
            continue
        for correction in submission.draft.corrections:
            target = (correction.submission_id, correction.locator)
            if target in cells:
                found[target] += ((submission, correction),)
            else:
                why = f"{correction.locator} of {correction.submission_id} stands no more: its return was replaced"
                lost.append(Unapplied(Kind.CORRECTION, submission.id, "", "", submission.draft.period, why))
    return found, lost


def _part(
    submission: Submission, observation: Observation, mending: tuple[Mending, ...]
) -> tuple[Part, list[Unapplied]]:
    part = Part(
        kind=Kind.RETURN,
        agencies=(submission.draft.agency,),
        period=half_of(submission),
        state=observation.state,
        numerator=observation.numerator,
        denominator=observation.denominator,
        definition_version=observation.definition_version,
        source=submission.draft.source,
        submission_id=submission.id,
        locator=observation.locator,
        file_sha256=submission.draft.file_sha256,
        adopted=submission.state == "adopted",
    )
    stale: list[Unapplied] = []
    place = (observation.indicator, observation.component, observation.period)
    for by, correction in mending:
        if _finds(correction, part):
            adopted = part.adopted and by.state == "adopted"
            part = replace(_mended(part, correction), adopted=adopted, corrections=(*part.corrections, by.id))
        else:
            why = f"{observation.locator} of {submission.id} is no longer what the correction expects"
            stale.append(Unapplied(Kind.CORRECTION, by.id, *place, why))
    if observation.unit == CountingUnit.SCORE and part.denominator is not None:
        # Out of the points that those who were rated could have got: 25 of 42, and not 25 of 14.
        part = replace(part, denominator=part.denominator * HIGHEST_SCORE)
    if not is_usable(part.numerator, part.denominator):
        why = f"{observation.locator} of {submission.id} {UNUSABLE}"
        by_whom = part.corrections[-1] if part.corrections else submission.id
        stale.append(Unapplied(Kind.CORRECTION if part.corrections else Kind.RETURN, by_whom, *place, why))
        part = replace(part, state=State.NOT_AVAILABLE, numerator=None, denominator=None)
    return part, stale


def _finds(correction: Correction, part: Part) -> bool:
    """Whether the cell still is what the correction expects; 5 and 5.0 are one number."""
    found = part.denominator if correction.part == "denominator" else part.numerator
    expected = _number(correction.expect)
    if expected is not None:
        return expected == found
    # A number out of which nothing is known any more keeps the word, while its part may have found a number again.
    return found is None and (correction.expect == part.state or correction.part == "denominator")


def _mended(part: Part, correction: Correction) -> Part:
    becomes = _number(correction.becomes)
    if becomes is None:
        return replace(part, state=State(correction.becomes), numerator=None, denominator=None)
    if correction.part == "denominator":
        return replace(part, denominator=becomes)
    return replace(part, state=State.REPORTED if becomes else State.ZERO_CONFIRMED, numerator=becomes)


def _number(text: str) -> Decimal | None:
    """The number a text is; None for a state's name."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
