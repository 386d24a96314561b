"""The ledger itself: open it, file a submission, decide on it, publish an edition, read as of a moment, check it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from dashboard.ledger import checks, queries
from dashboard.ledger.audit import breaks_in, refuse_broken
from dashboard.ledger.cautions import cautions
from dashboard.ledger.chain import LEDGER, OPENED
from dashboard.ledger.checks_of_kinds import faults_of_data_set, faults_of_file
from dashboard.ledger.correcting import faults_of_corrections
from dashboard.ledger.deciding import decide, is_recognised, refuse_outdated_filing
from dashboard.ledger.editions import edition_file, editions, publish, refuse_unpublishable, withdraw
from dashboard.ledger.editions_model import NO_CONTENT, Edition, EditionDraft, Note
from dashboard.ledger.engine import create_engine, exists, reading, shown, writing
from dashboard.ledger.filing import Log, appending, file_draft
from dashboard.ledger.model import NOW, Anchor, AsOf, Break, DataSet, Decision, LedgerError, Submission, SubmissionDraft
from dashboard.ledger.notes import notes, refuse_outdated_note, refuse_unwritable, write_note
from dashboard.ledger.schema import bring_up_to_date, revision_of

NONCE_BYTES = 16
"""128 bits: more than anybody can try."""


def _now() -> datetime:
    return datetime.now(UTC)


def _nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)


def data_set_at(url: str) -> DataSet | None:
    """The data set of the ledger at a URL; None where there is no ledger, and none is made.

    LedgerError for a place that cannot be read.
    """
    if not exists(url):
        return None
    engine = create_engine(url)
    try:
        with reading(engine) as connection:
            first = queries.first_event(connection) if revision_of(connection) else None
    finally:
        engine.dispose()
    return None if first is None else DataSet(first.text("data_set"))


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
        data_set: DataSet | None,
        *,
        clock: Callable[[], datetime] = _now,
        nonce: Callable[[], str] = _nonce,
    ) -> Self:
        """Open the ledger at a URL, making it first if there is none; with None, one that is there already.

        The first event fixes the data set. LedgerError if the ledger holds another one, was written by a newer version
        of this program, cannot be kept there, or is to be there and is not. `clock` and `nonce` are for tests.
        """
        if data_set is None and (data_set := data_set_at(url)) is None:
            raise LedgerError(f"there is no ledger at {shown(url)}; name one that is there, or make one first")
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

    def submit(
        self,
        draft: SubmissionDraft,
        actor: str,
        reason: str = "",
        *,
        file: bytes | None = None,
        read_at: int | None = None,
    ) -> Submission:
        """File a draft, in one transaction; a return with the workbook that it was read from.

        The same file of the same source saying the same things again is recognised: the submission filed before is
        returned in its state, and no event is written. The same file read differently (a corrected mapping) is a new
        submission; so is an adjustment or correction made again after it was taken back, and a return sent again after
        it was closed and nothing stands in its place. `read_at` is the last event when the draft was checked against
        the ledger: HeadMovedError where what it was checked against has changed since. LedgerError names every fault of
        the draft, and a correction that does not find the number it expects; it refuses to write after a log that does
        not hold.
        """
        file_hash = None if file is None else sha256(file).hexdigest()
        _refuse(
            *checks.faults_of_entry(actor, reason),
            *faults_of_data_set(draft.kind, self.data_set),
            *faults_of_file(draft, file_hash),
            *checks.faults_of(draft),
        )
        with writing(self._engine) as connection:
            if (filed := queries.filed_before(connection, draft)) is not None:
                known = queries.submissions(connection, NOW, only=filed)[0]
                if is_recognised(connection, known):
                    return known
            refuse_broken(connection)
            if read_at is not None:
                refuse_outdated_filing(connection, draft, read_at)
            _refuse(*faults_of_corrections(connection, draft.corrections))
            with appending(connection, self._clock) as log:
                return file_draft(log, draft, file=file, nonce=self._nonce(), actor=actor, reason=reason)

    def record(
        self,
        submission_id: str,
        event_type: str,
        actor: str,
        reason: str = "",
        *,
        reservation: str = "",
        read_at: int | None = None,
    ) -> Anchor:
        """Write a decision about a submission: accepted, adopted, sent_back, superseded or withdrawn.

        The event carries the content hash of what was decided on. Accepting a return supersedes, in the same
        transaction, its earlier revisions that are still open. `reservation` is what the Rapporteur prints beside what
        she adopts. `read_at` is the last event when whoever decides looked: HeadMovedError where somebody else has
        decided since. LedgerError if there is no such submission, the decision cannot follow its state, it takes a
        second person, the content is no longer what was filed, or the log does not hold.
        """
        with self._acting() as log:
            return decide(log, submission_id, event_type, actor, reason, reservation, read_at=read_at).anchor

    def publish(self, draft: EditionDraft, actor: str, reason: str = "", *, at_head: bool = False) -> Edition:
        """Store an edition with every claim and file under the next number, in one transaction.

        With `at_head` only while the event that it was read from is the last: HeadMovedError where another came since.
        LedgerError names every fault of the draft, refuses one read from an event that this ledger does not have, and
        writes nothing after a log that does not hold. Publication cannot be undone: see `withdraw_edition`.
        """
        refuse_unpublishable(draft, actor, reason)
        with self._acting() as log:
            return publish(log, draft, nonce=self._nonce(), actor=actor, reason=reason, at_head=at_head)

    def withdraw_edition(self, number: int, actor: str, reason: str) -> Edition:
        """Write that an edition is withdrawn, and why; it stays readable, as it does for those who have a copy.

        LedgerError if there is no such edition, it is withdrawn already, no reason is given, or the log does not hold.
        """
        with self._acting() as log:
            return withdraw(log, number, actor, reason)

    def editions(self, as_of: AsOf = NOW) -> tuple[Edition, ...]:
        """Every edition, the first one first, withdrawn ones included, in its state as of a moment.

        By the ledger's clock later editions are absent and later withdrawals undone; by the world's those are absent
        that nobody could read by the end of that day in Jamaica, and states are the latest. LedgerError for a sequence
        the log does not have, and for an edition that is missing or cannot be read.
        """
        with reading(self._engine) as connection:
            if as_of.sequence is not None:
                queries.event_at(connection, as_of.sequence)
            return editions(connection, as_of)

    def edition_file(self, number: int, name: str) -> bytes:
        """A file of an edition, byte for byte as published. LedgerError if there is none, or it was changed."""
        with reading(self._engine) as connection:
            return edition_file(connection, number, name)

    def note(
        self,
        type: str,
        subject: str,
        actor: str,
        reason: str = "",
        content: Mapping[str, str] = NO_CONTENT,
        *,
        read_at: int | None = None,
    ) -> Anchor:
        """Write an event that decides nothing about a submission or an edition; `type` is one of `NOTE_TYPES`.

        All but `viewed` need a reason. `read_at` is the last event when whoever writes looked: HeadMovedError where
        another note on the subject, other than `viewed`, came since. LedgerError with every fault, or if the log does
        not hold.
        """
        refuse_unwritable(type, subject, actor, reason, content)
        with self._acting() as log:
            if read_at is not None:
                refuse_outdated_note(log, subject, read_at)
            return write_note(
                log, type, subject, nonce=self._nonce(), actor=actor, reason=reason, content=content
            ).anchor

    def notes(self, type: str | None = None) -> tuple[Note, ...]:
        """Every note, oldest first, or those of one type. LedgerError for a type that there is not."""
        with reading(self._engine) as connection:
            return notes(connection, type)

    def file(self, submission_id: str) -> bytes:
        """The workbook of a return, byte for byte as it came. LedgerError if there is none, or it was changed."""
        with reading(self._engine) as connection:
            return queries.file_of(connection, submission_id)

    def decisions(self) -> tuple[Decision, ...]:
        """Every event about a submission, oldest first; each says whether the content is what it was about."""
        with reading(self._engine) as connection:
            return queries.decisions(connection)

    def submissions(self, as_of: AsOf = NOW) -> tuple[Submission, ...]:
        """Every submission with all it says, in the order filed, in its state as of a moment.

        By the ledger's clock (`as_of.sequence`) later submissions are absent and later decisions undone; by the world's
        (`as_of.published_on`) sources published later are absent and states are the latest. What was accepted or
        adopted and then changed behind the program's back is `void`. LedgerError for a sequence the log does not have.
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

        Checks the chain, the stored content against the hashes in it, the queryable rows against the content, and the
        tables with all that acts on them against what the migrations make.
        A log whose tail was cut off holds by itself: only `anchors` printed elsewhere can show it.
        """
        with reading(self._engine) as connection:
            return breaks_in(connection, anchors)

    def cautions(self) -> tuple[str, ...]:
        """What breaks nothing and should be known, a sentence each: an index that somebody added, and rights that let
        the program's own PostgreSQL role do more than read and add.
        """
        with reading(self._engine) as connection:
            return cautions(connection)

    @contextmanager
    def _acting(self) -> Iterator[Log]:
        """The log for one act, in a transaction of its own; nothing is written after a log that does not hold."""
        with writing(self._engine) as connection:
            refuse_broken(connection)
            with appending(connection, self._clock) as log:
                yield log

    def _fix_data_set(self) -> None:
        with reading(self._engine) as connection:
            first = queries.first_event(connection)
        if first is None:
            with writing(self._engine) as connection:
                first = queries.first_event(connection)
                if first is None:
                    # The random number tells two ledgers apart from their first event on.
                    content = {"data_set": self.data_set.value, "ledger": self._nonce()}
                    with appending(connection, self._clock) as log:
                        first = log.write(LEDGER, OPENED, LEDGER, content)
        held = first.content["data_set"]
        if held != self.data_set:
            name = self._engine.url.render_as_string(hide_password=True)
            raise LedgerError(
                f"the ledger at {name} holds the data set {held}, not {self.data_set}, and data sets are never mixed. "
                f"Open it as {held}, or name another ledger for {self.data_set} (CPC_HOME or CPC_DATABASE_URL)"
            )


def _refuse(*faults: str) -> None:
    """LedgerError with all of them, if there are any."""
    if faults:
        raise LedgerError("the submission was not filed:\n" + "\n".join(f"- {fault}" for fault in faults))
