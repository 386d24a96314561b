"""The check of the whole record: the chain, the content against its hashes, the rows against the content."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import DecimalException
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import queries, tables
from dashboard.ledger.canonical import content_hash, payload_of, source_id
from dashboard.ledger.chain import Event, broken_links
from dashboard.ledger.checks import SUBMITTED
from dashboard.ledger.model import NOW, Anchor, Break, LedgerError

Row = Mapping[Any, Any]


def breaks_in(connection: sa.Connection, anchors: Sequence[Anchor]) -> tuple[Break, ...]:
    """Every break, in the order of the events they concern."""
    log = queries.events(connection)
    held = {row["id"]: row for row in connection.execute(sa.select(tables.submission)).mappings()}
    found = [
        *broken_links(log, anchors),
        *_breaks_of_filing(log, held),
        *_breaks_of_content(log, held),
        *_breaks_of_rows(connection, held),
        *_breaks_of_places(connection, held, head=log[-1].sequence if log else 0),
    ]
    return tuple(sorted(found, key=lambda broken: broken.sequence))


def _breaks_of_filing(log: Sequence[Event], held: Mapping[str, Row]) -> Iterator[Break]:
    """Each submission has the event that filed it, and each such event its submission."""
    filed = {event.subject: event.sequence for event in log if event.type == SUBMITTED}
    for submission_id, row in held.items():
        sequence = row["sequence"]
        if filed.get(submission_id) != sequence:
            yield Break(sequence, f"submission {submission_id} is stored, but event {sequence} did not file it")
    for submission_id, sequence in filed.items():
        if submission_id not in held:
            yield Break(sequence, f"submission {submission_id}, filed by event {sequence}, is missing")


def _breaks_of_content(log: Sequence[Event], held: Mapping[str, Row]) -> Iterator[Break]:
    """Filing, acceptance and adoption each name the hash of the content they concern."""
    for event in log:
        row = held.get(event.subject)
        if row is None:
            continue
        try:
            named = event.content["payload_sha256"]
        except (ValueError, TypeError, KeyError):
            named = None
        if named != content_hash(row["nonce"], row["payload"]):
            concerned = f"event {event.sequence} ({event.type})"
            yield Break(event.sequence, f"the content of submission {event.subject} is not what {concerned} was about")


def _breaks_of_rows(connection: sa.Connection, held: Mapping[str, Row]) -> Iterator[Break]:
    """Whether the rows that figures are read from still say what each submission said.

    Only fields that the payload holds are compared: a later schema may have added one that no older payload has.
    """
    for submission_id, row in held.items():
        try:
            said = json.loads(row["payload"])
            (submission,) = queries.submissions(connection, NOW, only=submission_id)
            difference = _difference(said, json.loads(payload_of(submission.draft)), "")
        except (ValueError, TypeError, DecimalException, LedgerError) as error:
            yield Break(row["sequence"], f"the stored rows of submission {submission_id} cannot be read: {error}")
            continue
        source = submission.draft.source
        if difference is not None:
            yield Break(row["sequence"], f"the stored rows of submission {submission_id} differ: {difference}")
        elif (f"{source.code}.{row['revision']}", source.code, source_id(source)) != (
            submission_id,
            row["source_code"],
            row["source_id"],
        ):
            yield Break(row["sequence"], f"submission {submission_id} is stored under another source or number")


def _breaks_of_places(connection: sa.Connection, held: Mapping[str, Row], *, head: int) -> Iterator[Break]:
    """Records stand at places 0, 1, 2 ... of a submission that is there."""
    for name, table in tables.RECORDS.items():
        place, submission_id = table.c.position, table.c.submission_id
        groups = connection.execute(
            sa.select(submission_id, sa.func.count(), sa.func.min(place), sa.func.max(place)).group_by(submission_id)
        )
        for owner, count, first, last in groups:
            if owner not in held:
                yield Break(head, f"{count} {name} are stored for submission {owner}, which is not there")
            elif (first, last) != (0, count - 1):
                yield Break(held[owner]["sequence"], f"the {name} of submission {owner} are not in their places")


def _difference(said: Any, read: Any, path: str) -> str | None:
    """Where two JSON values first differ: `observations[3].numerator: "5" was filed, "6" is stored`."""
    if isinstance(said, dict) and isinstance(read, dict):
        parts = [(value, read.get(name), f"{path}.{name}".lstrip(".")) for name, value in said.items()]
    elif isinstance(said, list) and isinstance(read, list) and len(said) == len(read):
        parts = [(one, read[place], f"{path}[{place}]") for place, one in enumerate(said)]
    else:
        return None if said == read else f"{path}: {_short(said)} was filed, {_short(read)} is stored"
    return next((found for part in parts if (found := _difference(*part)) is not None), None)


def _short(value: Any) -> str:
    return f"a list of {len(value)}" if isinstance(value, list) else json.dumps(value, ensure_ascii=False)
