"""What a ledger refuses to store or to decide, in words, all at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dashboard.ledger.canonical import plain
from dashboard.ledger.checks_of_kinds import FROM_FILES, faults_of_kind
from dashboard.ledger.checks_of_values import fault_of_number, faults_of_dimensions
from dashboard.ledger.model import Observation, State, SubmissionDraft

OUTCOMES = ("reached", "not_reached", "noted")

_SHA256 = re.compile(r"[0-9a-f]{64}")
_STORABLE = re.compile("[^\x00\ud800-\udfff]*")
"""PostgreSQL cannot store NUL, and half a surrogate pair has no UTF-8."""


def faults_of(draft: SubmissionDraft) -> tuple[str, ...]:
    """Everything that keeps a draft out of the ledger; empty when it may be filed."""
    return (
        *_faults_of_head(draft),
        *faults_of_kind(draft),
        *_faults_of_records(draft),
        *_repeated_keys(draft),
        *_unstorable(draft),
    )


def faults_of_entry(actor: str, *texts: str) -> tuple[str, ...]:
    """What keeps an event with this author and these texts, such as its reason, out of the log."""
    unsigned = () if actor.strip() else ("an entry in the ledger needs its author; name who acts",)
    return (*unsigned, *faults_of_texts([actor, *texts]))


def _faults_of_head(draft: SubmissionDraft) -> Iterator[str]:
    if not draft.source.code.strip():
        yield "the source has no code; give the code of the edition or the return"
    if (draft.file_sha256 or draft.kind in FROM_FILES) and not _SHA256.fullmatch(draft.file_sha256):
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
        if number is not None and (fault := fault_of_number(number)):
            yield f"{name} is {number!r}; {fault}"
    if observation.state in (State.REPORTED, State.ZERO_CONFIRMED):
        if observation.numerator is None:
            yield f"the state is {observation.state} but there is no number; give it, or say why there is none"
        elif observation.state == State.ZERO_CONFIRMED and observation.numerator != 0:
            yield f"the state is zero_confirmed but the number is {observation.numerator}"
    elif any(number is not None for number in numbers.values()):
        yield f"the state is {observation.state} and carries no number, yet one is given; leave it out or say reported"
    yield from faults_of_dimensions(observation.dimensions)


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
    yield from faults_of_texts(texts_in(data))


def faults_of_texts(texts: Iterable[str]) -> Iterator[str]:
    """What keeps texts from being stored in every database."""
    for text in texts:
        if not _STORABLE.fullmatch(text):
            yield f"the text {text[:60]!r} holds a character that cannot be stored (NUL or half a surrogate pair)"


def texts_in(data: Any) -> Iterator[str]:
    """Every text of plain data, but the names of its fields."""
    match data:
        case str():
            yield data
        case list():
            for item in data:
                yield from texts_in(item)
        case dict():
            for item in data.values():
                yield from texts_in(item)
