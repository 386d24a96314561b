"""Writing into an open transaction: an event at the end of the chain, a submission with its rows, its workbook.

Whatever is written is read back before the transaction ends. A trigger or a rule that somebody has put into the
database could swallow it, and the place of an event that was never stored would then be printed and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import queries, rows, tables
from dashboard.ledger.canonical import content_hash, payload_of
from dashboard.ledger.chain import SUBMITTED, Event, next_event
from dashboard.ledger.comparing import difference, storing
from dashboard.ledger.model import LedgerError, Submission, SubmissionDraft


@dataclass(frozen=True)
class Log:
    """The end of the chain, held alone by a writing transaction; made by `appending`, which every act goes through."""

    connection: sa.Connection
    clock: Callable[[], datetime]
    _events: list[Event] = field(default_factory=list)
    _rows: list[tuple[sa.Table, Sequence[rows.Row]]] = field(default_factory=list)

    def write(self, actor: str, kind: str, subject: str, content: dict[str, Any]) -> Event:
        """The event that was written. LedgerError where it is not there afterwards."""
        last = queries.last_event(self.connection)
        event = next_event(last, at=self.clock(), actor=actor, kind=kind, subject=subject, content=content)
        self.connection.execute(tables.event.insert().values(asdict(event)))
        self._events.append(event)
        self._check_events()
        return event

    def store(self, table: sa.Table, *records: rows.Row) -> None:
        """Store rows of one owner, which the table's first column names. LedgerError where one is not there then."""
        if records:
            self.connection.execute(table.insert(), records)
            self._rows.append((table, records))
            self._check_rows(table, records)

    def store_once(self, table: sa.Table, row: rows.Row) -> None:
        """A row that is named by what it holds is stored once, however many name it."""
        column = next(iter(table.c))
        if self.connection.scalar(sa.select(column).where(column == row[column.name])) is None:
            self.store(table, row)

    def check(self) -> None:
        """LedgerError unless all that was written is there, and no event beside it."""
        if self.connection.dialect.name == "postgresql":
            # Triggers that wait for the end of the transaction act now, and not once nobody looks any more.
            self.connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        self._check_events()
        for table, records in self._rows:
            self._check_rows(table, records)

    def _check_events(self) -> None:
        if self._events and queries.events_from(self.connection, self._events[0].sequence) != tuple(self._events):
            last = self._events[-1]
            raise LedgerError(_lost(f"event {last.sequence} ({last.type})"))

    def _check_rows(self, table: sa.Table, records: Sequence[rows.Row]) -> None:
        owner, keys = next(iter(table.c)), [column.name for column in table.primary_key]
        query = sa.select(sa.text("*")).select_from(table).where(owner == records[0][owner.name])
        found = {tuple(row[key] for key in keys): row for row in self.connection.execute(query).mappings()}
        store = storing(self.connection, table)
        for record in records:
            stored = found.pop(tuple(record[key] for key in keys), None)
            texts = {name: value for name, value in record.items() if not isinstance(value, bytes)}
            if stored is None or difference(record | store(texts), dict(stored)):
                raise LedgerError(_lost(f"a row of the table {table.name}"))
        if found:
            raise LedgerError(_lost(f"a row of the table {table.name}"))


@contextmanager
def appending(connection: sa.Connection, clock: Callable[[], datetime]) -> Iterator[Log]:
    """The log for one act, within a writing transaction. LedgerError, and nothing is kept, if what was written is not
    there when the act is done.
    """
    log = Log(connection, clock)
    yield log
    log.check()


def _lost(what: str) -> str:
    return (
        f"nothing was written: {what} was not in the ledger afterwards as it had been written, or something was beside "
        "it. Something in the database acts on what is stored. Have `python3 run.py audit ledger` name it and somebody "
        "take it away, then do this again"
    )


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
        log.store_once(tables.file, rows.row_of_file(file))
    log.store_once(tables.source, rows.row_of_source(draft.source))
    log.store(tables.submission, {**head, "sequence": event.sequence, "nonce": nonce, "payload": payload})
    for name, table in tables.RECORDS.items():
        log.store(table, *rows.rows_of_records(head["id"], draft, name))
    return Submission(head["id"], event.sequence, event.anchor.at, event.type, draft)
