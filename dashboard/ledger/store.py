"""The ledger itself: open it, file a submission, decide on it, read it as of a moment, check it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sa

from dashboard.ledger import checks, queries, tables
from dashboard.ledger.audit import breaks_in
from dashboard.ledger.canonical import content_hash, payload_of, source_id
from dashboard.ledger.chain import Event, next_event
from dashboard.ledger.engine import create_engine, reading, writing
from dashboard.ledger.model import NOW, Anchor, AsOf, Break, DataSet, LedgerError, Source, Submission, SubmissionDraft
from dashboard.ledger.rows import row_of
from dashboard.ledger.schema import bring_up_to_date

OPENED = "opened"
LEDGER = "ledger"
"""Subject of the first event, which fixes the data set."""

NONCE_BYTES = 16
"""128 bits: more than anybody can try."""


def _now() -> datetime:
    return datetime.now(UTC)


def _nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)


class Ledger:
    """An open ledger. Usable from several threads and, with others, from several processes at once."""

    def __init__(
        self, engine: sa.Engine, data_set: DataSet, clock: Callable[[], datetime], nonce: Callable[[], str]
    ) -> None:
        self.data_set = data_set
        self._engine = engine
        self._clock = clock
        self._nonce = nonce

    @classmethod
    def open(
        cls,
        url: str,
        data_set: DataSet,
        *,
        clock: Callable[[], datetime] = _now,
        nonce: Callable[[], str] = _nonce,
    ) -> Self:
        """Open the ledger at a URL, making it first if there is none.

        The first event fixes the data set. LedgerError if the ledger holds another one, was written by a newer version
        of this program, or cannot be kept there. `clock` and `nonce` are for tests.
        """
        engine = create_engine(url)
        ledger = cls(engine, data_set, clock, nonce)
        try:
            bring_up_to_date(engine)
            ledger._fix_data_set()
        except BaseException:
            engine.dispose()
            raise
        return ledger

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, draft: SubmissionDraft, actor: str, reason: str = "") -> Submission:
        """File a draft, in one transaction.

        The same file of the same source saying the same things again is recognised: the submission filed before is
        returned in its state, be it withdrawn, and no event is written. The same file read differently (a corrected
        mapping) is a new submission. LedgerError names every fault of the draft.
        """
        if faults := (*checks.faults_of_entry(actor, reason), *checks.faults_of(draft)):
            raise LedgerError("the submission was not filed:\n" + "\n".join(f"- {fault}" for fault in faults))
        with writing(self._engine) as connection:
            if (filed := queries.filed_before(connection, draft)) is not None:
                return queries.submissions(connection, NOW, only=filed)[0]
            return self._file(connection, draft, actor, reason)

    def record(self, submission_id: str, event_type: str, actor: str, reason: str = "") -> Anchor:
        """Write a decision about a submission: accepted, adopted, sent_back, superseded or withdrawn.

        The event carries the content hash of what was decided on. LedgerError if there is no such submission, or the
        decision cannot follow its state.
        """
        with writing(self._engine) as connection:
            state = queries.state_of(connection, submission_id)
            if state is None:
                raise LedgerError(
                    f"there is no submission {submission_id!r} in this ledger; list them to see their ids"
                )
            faults = (
                *checks.faults_of_entry(actor, reason),
                *checks.faults_of_decision(submission_id, state, event_type, reason),
            )
            if faults:
                raise LedgerError("; ".join(faults))
            decided_on = queries.content_of(connection, submission_id)
            content = {"payload_sha256": content_hash(decided_on.nonce, decided_on.payload), "reason": reason}
            return self._append(connection, actor, event_type, submission_id, content).anchor

    def submissions(self, as_of: AsOf = NOW) -> tuple[Submission, ...]:
        """Every submission with all it says, in the order filed, in its state as of a moment.

        By the ledger's clock (`as_of.sequence`) later submissions are absent and later decisions undone; by the world's
        (`as_of.published_on`) sources published later are absent and states are the latest. LedgerError for a sequence
        the log does not have.
        """
        with reading(self._engine) as connection:
            if as_of.sequence is not None:
                queries.event_at(connection, as_of.sequence)
            return queries.submissions(connection, as_of)

    def head(self) -> Anchor:
        """The last event's place: what a document prints to say which record it was made from."""
        with reading(self._engine) as connection:
            last = queries.last_event(connection)
        if last is None:
            raise LedgerError("the event log is empty; a ledger has at least the event that opened it")
        return last.anchor

    def anchor(self, sequence: int) -> Anchor:
        """The place of any event. LedgerError for a sequence the log does not have."""
        with reading(self._engine) as connection:
            return queries.event_at(connection, sequence).anchor

    def verify(self, anchors: Sequence[Anchor] = ()) -> tuple[Break, ...]:
        """Recompute the whole record; empty when it holds, else every break, the first one first.

        Checks the chain, the stored content against the hashes in it, and the queryable rows against the content.
        A log whose tail was cut off holds by itself: only `anchors` printed elsewhere can show it.
        """
        with reading(self._engine) as connection:
            return breaks_in(connection, anchors)

    def _fix_data_set(self) -> None:
        with reading(self._engine) as connection:
            first = queries.first_event(connection)
        if first is None:
            with writing(self._engine) as connection:
                first = queries.first_event(connection)
                if first is None:
                    # The random number tells two ledgers apart from their first event on.
                    content = {"data_set": self.data_set.value, "ledger": self._nonce()}
                    first = self._append(connection, LEDGER, OPENED, LEDGER, content)
        held = first.content["data_set"]
        if held != self.data_set:
            name = self._engine.url.render_as_string(hide_password=True)
            raise LedgerError(
                f"the ledger at {name} holds the data set {held}, not {self.data_set}, and data sets are never mixed. "
                f"Open it as {held}, or name another ledger for {self.data_set} (CPC_HOME or CPC_DATABASE_URL)"
            )

    def _file(self, connection: sa.Connection, draft: SubmissionDraft, actor: str, reason: str) -> Submission:
        nonce, payload = self._nonce(), payload_of(draft)
        revision = queries.revisions_of(connection, draft.source.code) + 1
        submission_id = f"{draft.source.code}.{revision}"
        content = {"payload_sha256": content_hash(nonce, payload), "reason": reason}
        event = self._append(connection, actor, checks.SUBMITTED, submission_id, content)
        connection.execute(
            tables.submission.insert().values(
                id=submission_id,
                sequence=event.sequence,
                source_id=_store_source(connection, draft.source),
                source_code=draft.source.code,
                revision=revision,
                period_start=draft.period and draft.period.start,
                period_end=draft.period and draft.period.end,
                catalogue_hash=draft.catalogue_hash,
                file_sha256=draft.file_sha256,
                nonce=nonce,
                payload=payload,
            )
        )
        for field, table in tables.RECORDS.items():
            rows = [
                {"submission_id": submission_id, "position": position, **row_of(table, record)}
                for position, record in enumerate(getattr(draft, field))
            ]
            if rows:
                connection.execute(table.insert(), rows)
        return Submission(submission_id, event.sequence, event.anchor.at, event.type, draft)

    def _append(self, connection: sa.Connection, actor: str, kind: str, subject: str, content: dict[str, Any]) -> Event:
        last = queries.last_event(connection)
        event = next_event(last, at=self._clock(), actor=actor, kind=kind, subject=subject, content=content)
        connection.execute(tables.event.insert().values(row_of(tables.event, event)))
        return event


def _store_source(connection: sa.Connection, source: Source) -> str:
    """The id of a source's row, stored now if no submission has named it in these very words."""
    found = source_id(source)
    if connection.scalar(sa.select(tables.source.c.id).where(tables.source.c.id == found)) is None:
        connection.execute(tables.source.insert().values(id=found, **row_of(tables.source, source)))
    return found
