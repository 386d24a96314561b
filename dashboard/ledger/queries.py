"""Reading the tables: events, states and whole submissions as of a moment, in two queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import tables
from dashboard.ledger.canonical import content_hash
from dashboard.ledger.chain import Event
from dashboard.ledger.decoding import draft_of
from dashboard.ledger.editions_model import NOTE_TYPES
from dashboard.ledger.model import AsOf, Decision, Kind, LedgerError, Submission, SubmissionDraft

APPROVALS = frozenset({"accepted", "adopted"})
"""Decisions by which content comes to count."""

VOID = "void"
"""Stands for accepted or adopted once the content is no longer what was decided on. No event says it: it is seen."""


@dataclass(frozen=True)
class Held:
    """A submission as stored: what its hash covers, and where it stands."""

    id: str
    sequence: int
    source_code: str
    revision: int
    nonce: str
    payload: str

    @property
    def content_hash(self) -> str:
        return content_hash(self.nonce, self.payload)

    @property
    def draft(self) -> SubmissionDraft:
        """LedgerError where it cannot be read any more."""
        return draft_of(self.id, self.payload)


def first_event(connection: sa.Connection) -> Event | None:
    """The event that opened the ledger; None in one just made."""
    return _event(connection, _EVENTS.limit(1))


def last_event(connection: sa.Connection) -> Event | None:
    """The head of the chain; None in a ledger just made."""
    return _event(connection, sa.select(tables.event).order_by(tables.event.c.sequence.desc()).limit(1))


def event_at(connection: sa.Connection, sequence: int) -> Event:
    """LedgerError naming the events there are."""
    found = _event(connection, _EVENTS.where(tables.event.c.sequence == sequence))
    if found is None:
        last = connection.scalar(sa.select(sa.func.max(tables.event.c.sequence)))
        raise LedgerError(f"the ledger has no event {sequence}; it has events 1 to {last}")
    return found


def events(connection: sa.Connection) -> tuple[Event, ...]:
    """The whole log in order."""
    return _events(connection, _EVENTS)


def events_from(connection: sa.Connection, sequence: int) -> tuple[Event, ...]:
    """The end of the log, from an event on."""
    return _events(connection, _EVENTS.where(tables.event.c.sequence >= sequence))


def events_about(connection: sa.Connection, submission_id: str) -> tuple[Event, ...]:
    """What happened to a submission, in order."""
    return _events(connection, _DECIDING.where(tables.event.c.subject == submission_id))


def decisions(connection: sa.Connection) -> tuple[Decision, ...]:
    """Every event about a submission, each with whether the content still is what it was about."""
    hashes = {held.id: held.content_hash for held in all_held(connection)}
    about = (event for event in events(connection) if event.concerns_submission)
    return tuple(_decision(event, hashes.get(event.subject)) for event in about)


def held(connection: sa.Connection, submission_id: str) -> Held | None:
    """One submission as stored; None if there is no such submission."""
    return next(iter(_held(connection, tables.submission.c.id == submission_id)), None)


def all_held(connection: sa.Connection) -> tuple[Held, ...]:
    """Every submission as stored, in the order filed."""
    return _held(connection, sa.true())


def revisions_of(connection: sa.Connection, source_code: str) -> tuple[Held, ...]:
    """A source's submissions, the first one first."""
    return _held(connection, tables.submission.c.source_code == source_code)


def filed_before(connection: sa.Connection, draft: SubmissionDraft) -> str | None:
    """The id of the submission of the same source and file that says what the draft says; None if there is none.

    Only the last counts: a number put right, put back and put right once more is three corrections. Of adjustments any
    counts, because they are added up and the same line again would take off twice. The catalogue's hash does not count:
    a catalogue edited elsewhere does not make the source say something new.
    """
    same_file = tables.submission.c.file_sha256 == draft.file_sha256
    before = _held(connection, (tables.submission.c.source_code == draft.source.code) & same_file)
    for each in reversed(before if draft.adjustments else before[-1:]):
        if each.draft.says_the_same(draft):
            return each.id
    return None


def file_of(connection: sa.Connection, submission_id: str) -> bytes:
    """The workbook of a return. LedgerError if there is none, or it is no longer the one that was filed."""
    found = held(connection, submission_id)
    if found is None:
        raise LedgerError(f"there is no submission {submission_id!r} in this ledger; list them to see their ids")
    draft = found.draft
    if draft.kind is not Kind.RETURN:
        raise LedgerError(f"no workbook is kept with submission {submission_id}; only returns have one")
    content = bytes_named(connection, draft.file_sha256)
    if content is None:
        raise LedgerError(
            f"the workbook kept with submission {submission_id} was changed after it was filed; verify the ledger, "
            "and put back the last good copy"
        )
    return content


def bytes_named(connection: sa.Connection, digest: str) -> bytes | None:
    """The file with a sha256; None where there is none, or it is no longer what its name says."""
    # As the database gives it: SQLite keeps a text or a number there, if somebody has put one.
    content = connection.scalar(sa.text("SELECT content FROM file WHERE sha256 = :digest"), {"digest": digest})
    return content if is_named(content, digest) else None


def is_named(content: object, digest: str) -> bool:
    """Whether these are bytes with that sha256."""
    return isinstance(content, bytes) and sha256(content).hexdigest() == digest


def submissions(
    connection: sa.Connection, as_of: AsOf, *, only: str | None = None, kind: Kind | None = None
) -> tuple[Submission, ...]:
    """Submissions as of a moment, in the order filed; `only` is one submission's id.

    LedgerError for a submission that was changed so that it cannot be read.
    """
    wanted: sa.ColumnElement[bool] = sa.true()
    if as_of.sequence is not None:
        wanted &= tables.submission.c.sequence <= as_of.sequence
    if only is not None:
        wanted &= tables.submission.c.id == only
    if kind is not None:
        wanted &= tables.submission.c.kind == kind
    histories = _histories(connection, as_of, only)
    read = (_submission(each, histories) for each in _held(connection, wanted))
    public = as_of.published_on
    return tuple(each for each in read if public is None or each.draft.source.published_on <= public)


_EVENTS = sa.select(tables.event).order_by(tables.event.c.sequence)
_DECIDING = _EVENTS.where(tables.event.c.type.not_in(NOTE_TYPES))
"""A note on a submission is no state of it."""


@dataclass(frozen=True)
class _History:
    """When a submission was recorded, and the last thing that happened to it."""

    recorded_at: datetime
    last: Event


def _events(connection: sa.Connection, query: sa.Select[Any]) -> tuple[Event, ...]:
    return tuple(Event(*row) for row in connection.execute(query))


def _event(connection: sa.Connection, query: sa.Select[Any]) -> Event | None:
    return next(iter(_events(connection, query)), None)


def _held(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> tuple[Held, ...]:
    stored = tables.submission.c
    columns = (stored.id, stored.sequence, stored.source_code, stored.revision, stored.nonce, stored.payload)
    return tuple(Held(*row) for row in connection.execute(sa.select(*columns).where(wanted).order_by(stored.sequence)))


def _histories(connection: sa.Connection, as_of: AsOf, only: str | None) -> Mapping[str, _History]:
    """What had happened to each submission by a moment of the ledger's own clock."""
    query = _DECIDING
    if as_of.sequence is not None:
        query = query.where(tables.event.c.sequence <= as_of.sequence)
    if only is not None:
        query = query.where(tables.event.c.subject == only)
    found: dict[str, _History] = {}
    for event in _events(connection, query):
        before = found.get(event.subject)
        found[event.subject] = _History(before.recorded_at if before else datetime.fromisoformat(event.at), event)
    return found


def _submission(each: Held, histories: Mapping[str, _History]) -> Submission:
    history = histories.get(each.id)
    if history is None:
        raise LedgerError(f"the log has no event about submission {each.id}: it was changed; verify the ledger")
    last = history.last
    void = last.type in APPROVALS and not last.is_about(each.content_hash)
    return Submission(each.id, each.sequence, history.recorded_at, VOID if void else last.type, each.draft)


def _decision(event: Event, hash_now: str | None) -> Decision:
    return Decision(
        sequence=event.sequence,
        at=datetime.fromisoformat(event.at),
        actor=event.actor,
        type=event.type,
        submission_id=event.subject,
        reason=event.text("reason"),
        reservation=event.text("reservation"),
        holds=hash_now is not None and event.is_about(hash_now),
    )
