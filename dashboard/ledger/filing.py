"""Writing into an open transaction: an event at the end of the chain, a submission with its rows, its workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import queries, rows, tables
from dashboard.ledger.canonical import content_hash, payload_of
from dashboard.ledger.chain import SUBMITTED, Event, next_event
from dashboard.ledger.model import Submission, SubmissionDraft


@dataclass(frozen=True)
class Log:
    """The end of the chain, held alone by a writing transaction."""

    connection: sa.Connection
    clock: Callable[[], datetime]

    def write(self, actor: str, kind: str, subject: str, content: dict[str, Any]) -> Event:
        last = queries.last_event(self.connection)
        event = next_event(last, at=self.clock(), actor=actor, kind=kind, subject=subject, content=content)
        self.connection.execute(tables.event.insert().values(asdict(event)))
        return event


def file_draft(
    log: Log, draft: SubmissionDraft, *, file: bytes | None, nonce: str, actor: str, reason: str
) -> Submission:
    """Store a draft whose checks have passed as the next submission of its source."""
    payload = payload_of(draft)
    earlier = queries.revisions_of(log.connection, draft.source.code)
    head = rows.row_of_submission(draft, revision=max((each.revision for each in earlier), default=0) + 1)
    content = {"payload_sha256": content_hash(nonce, payload), "reason": reason}
    event = log.write(actor, SUBMITTED, head["id"], content)
    if file is not None:
        store_file(log.connection, file)
    _store_once(log.connection, tables.source, "id", rows.row_of_source(draft.source))
    log.connection.execute(
        tables.submission.insert().values(sequence=event.sequence, nonce=nonce, payload=payload, **head)
    )
    for name, table in tables.RECORDS.items():
        if records := rows.rows_of_records(head["id"], draft, name):
            log.connection.execute(table.insert(), records)
    return Submission(head["id"], event.sequence, event.anchor.at, event.type, draft)


def store_file(connection: sa.Connection, content: bytes) -> None:
    """Keep a file's bytes, once however often they are handed in."""
    _store_once(connection, tables.file, "sha256", rows.row_of_file(content))


def _store_once(connection: sa.Connection, table: sa.Table, key: str, row: rows.Row) -> None:
    """A row that is named by what it holds is stored once, however many name it."""
    column = table.c[key]
    if connection.scalar(sa.select(column).where(column == row[key])) is None:
        connection.execute(table.insert().values(row))
