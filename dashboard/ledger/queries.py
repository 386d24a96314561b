"""Reading the tables: events, states and whole submissions as of a moment, in a handful of queries."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import tables
from dashboard.ledger.canonical import payload_of
from dashboard.ledger.chain import Event
from dashboard.ledger.model import (
    AsOf,
    LedgerError,
    MilestoneRecord,
    Narrative,
    Observation,
    Source,
    Submission,
    SubmissionDraft,
)
from dashboard.ledger.rows import period_of, record_of

KINDS: Mapping[str, type] = {"observations": Observation, "milestones": MilestoneRecord, "narratives": Narrative}


@dataclass(frozen=True)
class Content:
    """What a submission's hash covers, as stored."""

    nonce: str
    payload: str


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
    return tuple(record_of(Event, tables.event, row) for row in connection.execute(_EVENTS).mappings())


def state_of(connection: sa.Connection, submission_id: str) -> str | None:
    """The type of the last event about a submission; None if there is no such submission."""
    event = tables.event
    about = sa.select(event.c.type).join(tables.submission, event.c.subject == tables.submission.c.id)
    state: str | None = connection.scalar(
        about.where(event.c.subject == submission_id).order_by(event.c.sequence.desc()).limit(1)
    )
    return state


def content_of(connection: sa.Connection, submission_id: str) -> Content:
    """What was hashed of a submission that exists."""
    held = tables.submission
    row = connection.execute(sa.select(held.c.nonce, held.c.payload).where(held.c.id == submission_id)).one()
    return Content(*row)


def revisions_of(connection: sa.Connection, source_code: str) -> int:
    """How many submissions a source has."""
    held = tables.submission
    last: int | None = connection.scalar(
        sa.select(sa.func.max(held.c.revision)).where(held.c.source_code == source_code)
    )
    return last or 0


def filed_before(connection: sa.Connection, draft: SubmissionDraft) -> str | None:
    """The id of the last submission of the same source and file, if it says what the draft says; else None.

    The catalogue's hash does not count: a catalogue edited elsewhere does not make the source say something new.
    """
    held = tables.submission
    same_file = (held.c.source_code == draft.source.code) & (held.c.file_sha256 == draft.file_sha256)
    last = connection.execute(
        sa.select(held.c.id, held.c.payload).where(same_file).order_by(held.c.revision.desc()).limit(1)
    ).first()
    if last is None or _said(last.payload) != _said(payload_of(draft)):
        return None
    return str(last.id)


def submissions(connection: sa.Connection, as_of: AsOf, only: str | None = None) -> tuple[Submission, ...]:
    """Submissions as of a moment, in the order filed; `only` is one submission's id."""
    held, source = tables.submission, tables.source
    wanted: sa.ColumnElement[bool] = sa.true()
    if as_of.sequence is not None:
        wanted &= held.c.sequence <= as_of.sequence
    if as_of.published_on is not None:
        wanted &= source.c.published_on <= as_of.published_on
    if only is not None:
        wanted &= held.c.id == only
    chosen = held.join(source, held.c.source_id == source.c.id)
    rows = connection.execute(
        sa.select(held, *(column.label(f"its_{column.name}") for column in source.c if column.name != "id"))
        .select_from(chosen)
        .where(wanted)
        .order_by(held.c.sequence)
    ).mappings()
    ids = sa.select(held.c.id).select_from(chosen).where(wanted)
    records = {field: _records(connection, field, ids) for field in KINDS}
    last_events = _last_events(connection, as_of, ids)
    return tuple(_submission(row, records, last_events) for row in rows)


_EVENTS = sa.select(tables.event).order_by(tables.event.c.sequence)


def _event(connection: sa.Connection, query: sa.Select[Any]) -> Event | None:
    row = connection.execute(query).mappings().first()
    return None if row is None else record_of(Event, tables.event, row)


def _records(connection: sa.Connection, field: str, ids: sa.Select[Any]) -> Mapping[str, list[Any]]:
    """The records of one kind by submission, in their places."""
    table = tables.RECORDS[field]
    query = sa.select(table).where(table.c.submission_id.in_(ids)).order_by(table.c.submission_id, table.c.position)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["submission_id"]].append(record_of(KINDS[field], table, row))
    return found


def _last_events(connection: sa.Connection, as_of: AsOf, ids: sa.Select[Any]) -> Mapping[str, tuple[str, datetime]]:
    """For each submission the type of its last event, and when its first was written."""
    event = tables.event
    query = sa.select(event.c.subject, event.c.type, event.c.at).where(event.c.subject.in_(ids))
    if as_of.sequence is not None:
        query = query.where(event.c.sequence <= as_of.sequence)
    found: dict[str, tuple[str, datetime]] = {}
    for subject, kind, at in connection.execute(query.order_by(event.c.sequence)):
        recorded_at = found[subject][1] if subject in found else datetime.fromisoformat(at)
        found[subject] = (kind, recorded_at)
    return found


def _submission(
    row: sa.RowMapping,
    records: Mapping[str, Mapping[str, list[Any]]],
    last_events: Mapping[str, tuple[str, datetime]],
) -> Submission:
    if row["id"] not in last_events:
        raise LedgerError(f"the log has no event about submission {row['id']}: it was changed; verify the ledger")
    state, recorded_at = last_events[row["id"]]
    draft = SubmissionDraft(
        source=record_of(Source, tables.source, {name: row[f"its_{name}"] for name in _SOURCE_FIELDS}),
        period=period_of(row, "period"),
        catalogue_hash=row["catalogue_hash"],
        file_sha256=row["file_sha256"],
        **{field: tuple(found.get(row["id"], ())) for field, found in records.items()},
    )
    return Submission(row["id"], row["sequence"], recorded_at, state, draft)


_SOURCE_FIELDS = tuple(column.name for column in tables.source.c if column.name != "id")


def _said(payload: str) -> dict[str, Any]:
    """What a payload says, without the catalogue it was read by."""
    said: dict[str, Any] = json.loads(payload)
    del said["catalogue_hash"]
    return said
