"""Notes: events that decide nothing about a submission or an edition, such as who looked at what is restricted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from dashboard.ledger import queries
from dashboard.ledger.chain import Event
from dashboard.ledger.checks_of_editions import faults_of_note
from dashboard.ledger.editions_model import NOTE_TYPES, VIEWED, Note
from dashboard.ledger.filing import Log
from dashboard.ledger.model import HeadMovedError, LedgerError


def refuse_unwritable(kind: str, subject: str, actor: str, reason: str, content: Mapping[str, str]) -> None:
    """LedgerError with every fault of a note."""
    if faults := tuple(faults_of_note(kind, subject, actor, reason, content)):
        raise LedgerError("the note was not written:\n" + "\n".join(f"- {fault}" for fault in faults))


def refuse_outdated_note(log: Log, subject: str, read_at: int) -> None:
    """HeadMovedError where a subject was noted on since somebody read it; that it was looked at changes nothing.

    Posts are subjects too, and written large or small they are one.
    """
    for event in queries.events_from(log.connection, read_at + 1):
        if event.is_note and event.type != VIEWED and event.subject.casefold() == subject.casefold():
            raise HeadMovedError(
                f"{subject} has changed since you looked at it: event {event.sequence} is "
                f"{event.type.replace('_', ' ')}. Look at it again before you act"
            )


def write_note(
    log: Log, kind: str, subject: str, *, nonce: str, actor: str, reason: str, content: Mapping[str, str]
) -> Event:
    """Write a note whose checks have passed.

    The random number keeps whoever holds the event's printed hash from finding what the note says by trying.
    """
    return log.write(actor, kind, subject, {"content": dict(content), "nonce": nonce, "reason": reason})


def notes(connection: sa.Connection, kind: str | None) -> tuple[Note, ...]:
    """Every note, oldest first, or those of one type. LedgerError for a type that there is not."""
    if kind is not None and kind not in NOTE_TYPES:
        raise LedgerError(f"{kind!r} is not a type of note; it is one of {', '.join(NOTE_TYPES)}")
    written = (event for event in queries.events(connection) if event.is_note)
    return tuple(_note(event) for event in written if kind in (None, event.type))


def _note(event: Event) -> Note:
    try:
        content = {str(name): str(text) for name, text in event.content["content"].items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerError(f"the note of event {event.sequence} was changed: verify the ledger") from error
    return Note(
        sequence=event.sequence,
        at=datetime.fromisoformat(event.at),
        actor=event.actor,
        type=event.type,
        subject=event.subject,
        reason=event.text("reason"),
        content=content,
    )
