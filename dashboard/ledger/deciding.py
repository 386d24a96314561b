"""Deciding on a submission: what may follow what, who may not decide alone, and what an acceptance replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from dashboard.ledger import queries
from dashboard.ledger.chain import SUBMITTED, Event
from dashboard.ledger.checks import faults_of_entry
from dashboard.ledger.checks_of_kinds import FROM_FILES
from dashboard.ledger.correcting import faults_of_corrections, faults_of_removal
from dashboard.ledger.filing import Log
from dashboard.ledger.model import NOW, HeadMovedError, Kind, LedgerError, Submission, SubmissionDraft
from dashboard.ledger.queries import APPROVALS, Held

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

STANDING = frozenset({SUBMITTED, *APPROVALS})
"""States of a return that is waiting for a decision, or counts."""

NEEDS_REASON = frozenset({"sent_back", "withdrawn"})
"""Decisions that somebody else must be able to understand years later."""


def is_recognised(connection: sa.Connection, known: Submission) -> bool:
    """Whether what was filed before and is sent again stays what it is, rather than being filed anew.

    An edition always does. A line of the desk does while it can still be decided on. A return does unless it is closed
    and nothing stands in its place: the agency would have no way to report the half-year with the file it has.
    """
    kind, source = known.draft.kind, known.draft.source.code
    if kind is Kind.RETURN and NEXT_STATES.get(known.state) == frozenset():
        revisions = [each.id for each in queries.revisions_of(connection, source)]
        return any(queries.submissions(connection, NOW, only=each)[0].state in STANDING for each in revisions)
    return kind in FROM_FILES or bool(NEXT_STATES.get(known.state))


def decide(
    log: Log, submission_id: str, decision: str, actor: str, reason: str, reservation: str, *, read_at: int | None
) -> Event:
    """Write a decision and, where it accepts a return, that its earlier revisions are superseded.

    LedgerError with every fault; HeadMovedError where something that the decision rests on came after event `read_at`.
    The decision is the last event written, so that its anchor covers all of them.
    """
    held = queries.held(log.connection, submission_id)
    if held is None:
        raise LedgerError(f"there is no submission {submission_id!r} in this ledger; list them to see their ids")
    draft, about = held.draft, queries.events_about(log.connection, submission_id)
    if read_at is not None:
        _refuse_outdated(log, submission_id, draft.kind, read_at)
    faults = (
        *faults_of_entry(actor, reason, reservation),
        *_faults_of_step(submission_id, about[-1].type, decision, reason, reservation),
        *_faults_of_persons(submission_id, draft.kind, about, decision, actor),
        *_faults_of_content(held, about[0], decision),
        *_faults_of_corrected(log, held, draft, about[-1].type, decision),
    )
    if faults:
        raise LedgerError("; ".join(faults))
    if draft.kind is Kind.RETURN and decision == "accepted":
        for earlier in _open_before(log, held):
            log.write(actor, "superseded", earlier.id, _content(earlier, f"replaced by {submission_id}"))
    content = _content(held, reason) | ({"reservation": reservation} if reservation else {})
    return log.write(actor, decision, submission_id, content)


def _refuse_outdated(log: Log, submission_id: str, kind: Kind, read_at: int) -> None:
    """HeadMovedError where a submission was decided on since somebody read it; two people may act at one moment.

    A line of the desk rests on the returns and the other lines too: whatever was filed or decided counts.
    """
    for event in queries.events_from(log.connection, read_at + 1):
        became = event.type.replace("_", " ")
        if event.subject == submission_id and not event.is_note:
            raise HeadMovedError(
                f"{submission_id} has changed since you looked at it: event {event.sequence} made it {became}. "
                "Look at it again before you decide"
            )
        if event.concerns_submission and kind not in FROM_FILES:
            raise HeadMovedError(
                f"{event.subject} is {became} by event {event.sequence}, since you looked at {submission_id}, "
                "which may rest on it. Look at both again before you decide"
            )


def refuse_outdated_filing(connection: sa.Connection, draft: SubmissionDraft, read_at: int) -> None:
    """HeadMovedError where what a draft was checked against has changed since event `read_at`.

    A return is checked against its own revisions, a line of the desk against all that was filed or decided.
    """
    from_file = draft.kind in FROM_FILES
    own = {each.id for each in queries.revisions_of(connection, draft.source.code)}
    for event in queries.events_from(connection, read_at + 1):
        if event.concerns_submission and (event.subject in own or not from_file):
            raise HeadMovedError(
                f"{event.subject} is {event.type.replace('_', ' ')} by event {event.sequence}, since this "
                f"{draft.kind} was checked against the ledger. Look at what stands now, then file it again"
            )


def _faults_of_step(submission_id: str, state: str, decision: str, reason: str, reservation: str) -> Iterator[str]:
    """Why a decision cannot follow a submission's state."""
    if decision not in DECISIONS:
        yield f"{decision!r} is not a decision; it is one of {', '.join(DECISIONS)}"
    elif decision not in NEXT_STATES[state]:
        allowed = ", ".join(name for name in DECISIONS if name in NEXT_STATES[state]) or "nothing: this state is final"
        yield f"submission {submission_id} is {state} and cannot become {decision}; what may follow is {allowed}"
    elif decision in NEEDS_REASON and not reason.strip():
        yield f"submission {submission_id} can only be {decision} with a reason; say why"
    elif reservation and decision != "adopted":
        yield f"a reservation is printed beside what is adopted; {submission_id} becomes {decision} without one"


def _faults_of_persons(
    submission_id: str, kind: Kind, about: Sequence[Event], decision: str, actor: str
) -> Iterator[str]:
    """Four eyes: who submitted does not accept, and who did either does not adopt. A published edition needs one.

    The lines that the Secretariat writes are accepted and adopted by the Rapporteur alone: she is the second person.
    """
    if kind is Kind.EDITION or decision not in APPROVALS:
        return
    third_person = kind is Kind.RETURN and decision == "adopted"
    before = (SUBMITTED, "accepted") if third_person else (SUBMITTED,)
    if did := next((event.type for event in about if event.type in before and event.actor == actor), None):
        yield (
            f"{actor} has {did} {submission_id} and cannot be who makes it {decision}: that takes two persons. "
            "Somebody else must do it"
        )


def _faults_of_content(held: Held, filed: Event, decision: str) -> Iterator[str]:
    """Nobody approves what is no longer what was filed."""
    if decision in APPROVALS and not filed.is_about(held.content_hash):
        yield (
            f"the content of {held.id} is no longer what was filed at event {filed.sequence}: it was changed behind "
            f"the program's back and cannot become {decision}. Verify the ledger, and put back the last good copy"
        )


def _faults_of_corrected(log: Log, held: Held, draft: SubmissionDraft, state: str, decision: str) -> Iterator[str]:
    """A correction must still find what it expects when it is approved, and is taken back before what builds on it."""
    if decision in APPROVALS and state not in APPROVALS:
        yield from faults_of_corrections(log.connection, draft.corrections, filed_at=held.sequence)
    elif decision not in APPROVALS and state in APPROVALS:
        yield from faults_of_removal(log.connection, held.id, draft.corrections)


def _open_before(log: Log, held: Held) -> Iterator[Held]:
    """The earlier revisions of a return that are not closed yet: it takes the place of all of them."""
    for revision in queries.revisions_of(log.connection, held.source_code):
        state = queries.events_about(log.connection, revision.id)[-1].type
        if revision.revision < held.revision and "superseded" in NEXT_STATES[state]:
            yield revision


def _content(held: Held, reason: str) -> dict[str, str]:
    return {"payload_sha256": held.content_hash, "reason": reason}
