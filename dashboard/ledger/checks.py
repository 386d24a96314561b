"""What a ledger refuses to store or to decide, in words, all at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from dashboard.ledger.canonical import plain
from dashboard.ledger.model import Observation, State, SubmissionDraft

SUBMITTED = "submitted"

NEXT_STATES: Mapping[str, frozenset[str]] = {
    SUBMITTED: frozenset({"accepted", "sent_back", "superseded", "withdrawn"}),
    "accepted": frozenset({"adopted", "sent_back", "superseded", "withdrawn"}),
    # What the Rapporteur has adopted may stand in print: it is replaced or withdrawn, not sent back.
    "adopted": frozenset({"superseded", "withdrawn"}),
    # A return sent back by mistake can still be accepted: the same file sent again is recognised, not filed twice.
    "sent_back": frozenset({"accepted", "superseded", "withdrawn"}),
    "superseded": frozenset(),
    "withdrawn": frozenset(),
}
"""Which decision may follow which state of a submission."""

DECISIONS = tuple(state for state in NEXT_STATES if state != SUBMITTED)

NEEDS_REASON = frozenset({"sent_back", "withdrawn"})
"""Decisions that somebody else must be able to understand years later."""

OUTCOMES = ("reached", "not_reached", "noted")

LONGEST_NUMBER = 30
"""Digits: no count of people and no sum in J$ comes near; it keeps `1E+999999` from being written out."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_STORABLE = re.compile("[^\x00\ud800-\udfff]*")
"""PostgreSQL cannot store NUL, and half a surrogate pair has no UTF-8."""


def faults_of(draft: SubmissionDraft) -> tuple[str, ...]:
    """Everything that keeps a draft out of the ledger; empty when it may be filed."""
    return (*_faults_of_head(draft), *_faults_of_records(draft), *_repeated_keys(draft), *_unstorable(draft))


def faults_of_decision(submission_id: str, state: str, decision: str, reason: str) -> Iterator[str]:
    """Why a decision cannot follow a submission's state."""
    if decision not in DECISIONS:
        yield f"{decision!r} is not a decision; it is one of {', '.join(DECISIONS)}"
    elif decision not in NEXT_STATES[state]:
        allowed = ", ".join(name for name in DECISIONS if name in NEXT_STATES[state]) or "nothing: this state is final"
        yield f"submission {submission_id} is {state} and cannot become {decision}; what may follow is {allowed}"
    elif decision in NEEDS_REASON and not reason.strip():
        yield f"submission {submission_id} can only be {decision} with a reason; say why"


def faults_of_entry(actor: str, reason: str) -> tuple[str, ...]:
    """What keeps an event with this author and reason out of the log."""
    unsigned = () if actor.strip() else ("an entry in the ledger needs its author; name who acts",)
    return (*unsigned, *_faults_of_texts([actor, reason]))


def _faults_of_head(draft: SubmissionDraft) -> Iterator[str]:
    if not draft.source.code.strip():
        yield "the source has no code; give the code of the edition or the return"
    if not _SHA256.fullmatch(draft.file_sha256):
        yield f"file_sha256 is {draft.file_sha256!r}; it must be the file's sha256 as 64 lower-case hexadecimal digits"
    if not draft.catalogue_hash:
        yield "catalogue_hash is empty; give the hash of the catalogue the figures were read by"


def _faults_of_records(draft: SubmissionDraft) -> Iterator[str]:
    for number, observation in enumerate(draft.observations, start=1):
        where = f"observation {number} ({observation.indicator} {observation.component}, {observation.locator})"
        yield from (f"{where}: {fault}" for fault in _faults_of_observation(observation))
    for number, milestone in enumerate(draft.milestones, start=1):
        if milestone.outcome not in OUTCOMES:
            where = f"milestone {number} ({milestone.indicator}, {milestone.locator})"
            yield f"{where}: outcome is {milestone.outcome!r}; it is one of {', '.join(OUTCOMES)}"


def _faults_of_observation(observation: Observation) -> Iterator[str]:
    numbers = {"numerator": observation.numerator, "denominator": observation.denominator}
    for name, number in numbers.items():
        if number is not None and (fault := _fault_of_number(number)):
            yield f"{name} is {number!r}; {fault}"
    if observation.state in (State.REPORTED, State.ZERO_CONFIRMED):
        if observation.numerator is None:
            yield f"the state is {observation.state} but there is no number; give it, or say why there is none"
        elif observation.state == State.ZERO_CONFIRMED and observation.numerator != 0:
            yield f"the state is zero_confirmed but the number is {observation.numerator}"
    elif any(number is not None for number in numbers.values()):
        yield f"the state is {observation.state} and carries no number, yet one is given; leave it out or say reported"
    yield from _faults_of_dimensions(observation)


def _fault_of_number(number: object) -> str | None:
    if not isinstance(number, Decimal):
        return "it must be a Decimal, because a float has no exact text to hash"
    if not number.is_finite():
        return "it must be a number"
    if max(number.adjusted() + 1, 0) + max(-int(number.as_tuple().exponent), 0) > LONGEST_NUMBER:
        return f"it may have at most {LONGEST_NUMBER} digits"
    return None


def _faults_of_dimensions(observation: Observation) -> Iterator[str]:
    names = [dimension for dimension, _ in observation.dimensions]
    if names != sorted(set(names)):
        yield f"the dimensions {names} must each stand once, in the order of their codes"
    for pair in observation.dimensions:
        if any(not part or "=" in part or "|" in part for part in pair):
            yield f"the dimension {pair} must be two codes without '=' and '|'"


def _repeated_keys(draft: SubmissionDraft) -> Iterator[str]:
    keys = Counter(
        (o.indicator, o.component, o.period, o.cohort, o.dimensions, o.vintage, o.locator) for o in draft.observations
    )
    for (indicator, component, period, _, dimensions, _, locator), times in keys.items():
        if times > 1:
            yield (
                f"{indicator} {component}, {period.label}, {dict(dimensions) or 'total'}, {locator}: given {times} "
                "times with one key; a submission says a thing once, and a conflicting number has its own locator"
            )


def _unstorable(draft: SubmissionDraft) -> Iterator[str]:
    try:
        data = plain(draft)
    except (TypeError, ValueError) as error:
        yield str(error)
        return
    yield from _faults_of_texts(_texts(data))


def _faults_of_texts(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if not _STORABLE.fullmatch(text):
            yield f"the text {text[:60]!r} holds a character that cannot be stored (NUL or half a surrogate pair)"


def _texts(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case list():
            for item in data:
                yield from _texts(item)
        case dict():
            for item in data.values():
                yield from _texts(item)
