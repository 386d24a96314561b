"""The check of the whole record: the chain, the content against its hashes, the rows against the content."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import DecimalException
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import queries, tables
from dashboard.ledger.canonical import content_hash, payload_of
from dashboard.ledger.chain import Event, broken_links
from dashboard.ledger.checks import SUBMITTED
from dashboard.ledger.model import NOW, Anchor, Break


def breaks_in(connection: sa.Connection, anchors: Sequence[Anchor]) -> tuple[Break, ...]:
    """Every break, in the order of the events they concern."""
    log = queries.events(connection)
    found = [*broken_links(log, anchors), *_breaks_in_submissions(connection, log)]
    return tuple(sorted(found, key=lambda broken: broken.sequence))


def _breaks_in_submissions(connection: sa.Connection, log: Sequence[Event]) -> Iterator[Break]:
    held = tables.submission
    stored = {
        row["id"]: row
        for row in connection.execute(sa.select(held.c.id, held.c.sequence, held.c.nonce, held.c.payload)).mappings()
    }
    filed = {event.subject: event for event in log if event.type == SUBMITTED}
    for submission_id, row in stored.items():
        sequence = row["sequence"]
        if submission_id not in filed or filed[submission_id].sequence != sequence:
            yield Break(sequence, f"submission {submission_id} is stored, but event {sequence} did not file it")
    for event in filed.values():
        if event.subject not in stored:
            yield Break(event.sequence, f"submission {event.subject}, filed by event {event.sequence}, is missing")
    for event in log:
        if event.subject in stored:
            yield from _break_of_content(event, stored[event.subject])
    for event in filed.values():
        if event.subject in stored:
            yield from _break_of_rows(connection, event, stored[event.subject]["payload"])


def _break_of_content(event: Event, row: Mapping[Any, Any]) -> Iterator[Break]:
    """Filing, acceptance and adoption each name the hash of the content they concern."""
    try:
        named = event.content["payload_sha256"]
    except (ValueError, TypeError, KeyError):
        yield Break(event.sequence, f"event {event.sequence} ({event.type}) does not name the content it concerns")
        return
    if named != content_hash(row["nonce"], row["payload"]):
        yield Break(
            event.sequence,
            f"the content of submission {event.subject} is not what event {event.sequence} ({event.type}) concerned",
        )


def _break_of_rows(connection: sa.Connection, event: Event, payload: str) -> Iterator[Break]:
    """Whether the rows that figures are read from still say what the submission said.

    Only fields that the payload holds are compared: a later schema may have added a field that no older payload has.
    """
    where = f"the stored rows of submission {event.subject}"
    try:
        said = json.loads(payload)
        (submission,) = queries.submissions(connection, NOW, only=event.subject)
        read = json.loads(payload_of(submission.draft))
    except (ValueError, TypeError, DecimalException) as error:
        yield Break(event.sequence, f"{where} cannot be read: {error}")
        return
    if (difference := _difference(said, read, "")) is not None:
        yield Break(event.sequence, f"{where} differ from its content at {difference}")


def _difference(said: Any, read: Any, path: str) -> str | None:
    """Where two JSON values first differ, as `observations[3].numerator: "5" was filed, "6" is stored`."""
    if isinstance(said, dict) and isinstance(read, dict):
        parts = ((value, read.get(name), f"{path}.{name}".lstrip(".")) for name, value in said.items())
    elif isinstance(said, list) and isinstance(read, list) and len(said) == len(read):
        parts = ((one, other, f"{path}[{place}]") for place, (one, other) in enumerate(zip(said, read, strict=True)))
    else:
        return None if said == read else f"{path}: {_short(said)} was filed, {_short(read)} is stored"
    return next((found for part in parts if (found := _difference(*part)) is not None), None)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return json.dumps(value, ensure_ascii=False)
