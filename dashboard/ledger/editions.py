"""Publishing, withdrawing and reading editions. What is read is the payload that the log's hashes cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from hashlib import sha256

import sqlalchemy as sa

from dashboard.ledger import queries, rows, tables
from dashboard.ledger.canonical import content_hash, payload_of
from dashboard.ledger.chain import PUBLISHED, WITHDRAWN, Event, edition_subject
from dashboard.ledger.checks import faults_of_entry
from dashboard.ledger.checks_of_editions import faults_of_edition
from dashboard.ledger.decoding import edition_content_of
from dashboard.ledger.editions_model import Edition, EditionContent, EditionDraft, StoredFile
from dashboard.ledger.filing import Log
from dashboard.ledger.model import NOW, AsOf, HeadMovedError, LedgerError
from dashboard.periods import day_in_jamaica


@dataclass(frozen=True)
class HeldEdition:
    """An edition as stored: what its hash covers, and where it stands."""

    number: int
    sequence: int
    nonce: str
    payload: str

    @property
    def subject(self) -> str:
        return edition_subject(self.number)

    @property
    def content_hash(self) -> str:
        return content_hash(self.nonce, self.payload)

    @property
    def content(self) -> EditionContent:
        """LedgerError where it cannot be read any more."""
        return edition_content_of(self.number, self.payload)


def refuse_unpublishable(draft: EditionDraft, actor: str, reason: str) -> None:
    """LedgerError with every fault that shows before the ledger is asked."""
    _refuse_to_publish(*faults_of_entry(actor, reason), *faults_of_edition(draft))


def publish(log: Log, draft: EditionDraft, *, nonce: str, actor: str, reason: str, at_head: bool) -> Edition:
    """Store a draft whose checks have passed as the next edition. LedgerError if it was read from no event here.

    With `at_head` it must have been read from the last event: HeadMovedError where another came since.
    """
    try:
        queries.event_at(log.connection, draft.as_of)
    except LedgerError as error:
        _refuse_to_publish(f"as_of is {draft.as_of}: {error}")
    last = queries.last_event(log.connection)
    if at_head and last is not None and last.sequence != draft.as_of:
        raise HeadMovedError(
            f"the edition was not published: it was read from event {draft.as_of}, and the last event is "
            f"{last.sequence} now; make it anew"
        )
    content = content_of(draft)
    payload = payload_of(content)
    # Counted in the log, so that an edition whose row was taken away does not lend its number to the next.
    number = 1 + sum(event.type == PUBLISHED for event in queries.events(log.connection))
    said = {"payload_sha256": content_hash(nonce, payload), "reason": reason}
    event = log.write(actor, PUBLISHED, edition_subject(number), said)
    for file in draft.files:
        log.store_once(tables.file, rows.row_of_file(file.content))
    head = rows.row_of_edition(number, content)
    log.store(tables.edition, {**head, "sequence": event.sequence, "nonce": nonce, "payload": payload})
    for name, table in tables.PRINTED.items():
        log.store(table, *rows.rows_of_printed(number, content, name))
    return _edition(HeldEdition(number, event.sequence, nonce, payload), [event])


def withdraw(log: Log, number: int, actor: str, reason: str) -> Edition:
    """Write that an edition is withdrawn. LedgerError if it is already, there is none, or no reason is given."""
    held, about = _held_with_events(log.connection, number)
    faults = [*faults_of_entry(actor, reason)]
    if not reason.strip():
        faults.append("an edition is only withdrawn with a reason; say why")
    if withdrawn := next((event for event in about if event.type == WITHDRAWN), None):
        faults.append(f"it is withdrawn already, by event {withdrawn.sequence}")
    if faults:
        raise LedgerError(f"edition {number} was not withdrawn: {'; '.join(faults)}")
    # What is withdrawn is what was published, whatever may stand in its place now.
    said = {"payload_sha256": about[0].text("payload_sha256"), "reason": reason}
    return _edition(held, [*about, log.write(actor, WITHDRAWN, held.subject, said)])


def editions(connection: sa.Connection, as_of: AsOf) -> tuple[Edition, ...]:
    """Every edition as of a moment, the first one first, withdrawn ones included.

    LedgerError for one that was published and is not stored, or cannot be read: whoever asks what has been said in
    public must never be told of less.
    """
    held = {each.subject: each for each in all_held(connection)}
    about = events_about(queries.events(connection), as_of)
    if missing := next((subject for subject in about if subject not in held), None):
        raise LedgerError(f"{missing} is in the log and not stored: the ledger was changed behind the program's back")
    found = [_edition(held[subject], events) for subject, events in about.items()]
    public = as_of.published_on
    return tuple(edition for edition in found if public is None or _public_from(edition) <= public)


def edition_file(connection: sa.Connection, number: int, name: str) -> bytes:
    """A file of an edition, byte for byte. LedgerError if there is none, or it is no longer the one published."""
    edition = _edition(*_held_with_events(connection, number))
    file = next((file for file in edition.files if file.name == name), None)
    if file is None:
        names = ", ".join(file.name for file in edition.files) or "none"
        raise LedgerError(f"edition {number} has no file {name!r}; its files are {names}")
    content = queries.bytes_named(connection, file.sha256)
    if edition.state == queries.VOID or content is None:
        raise LedgerError(
            f"the file {name} of edition {number} is no longer what was published; verify the ledger, and put back "
            "the last good copy"
        )
    return content


def all_held(connection: sa.Connection) -> tuple[HeldEdition, ...]:
    """Every edition as stored, in order of number."""
    stored = tables.edition.c
    query = sa.select(stored.number, stored.sequence, stored.nonce, stored.payload).order_by(stored.number)
    return tuple(HeldEdition(*row) for row in connection.execute(query))


def events_about(log: Sequence[Event], as_of: AsOf = NOW) -> Mapping[str, Sequence[Event]]:
    """For each edition's subject what had happened to it by a moment of the ledger's own clock."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in log:
        if event.concerns_edition and (as_of.sequence is None or event.sequence <= as_of.sequence):
            found[event.subject].append(event)
    return found


def content_of(draft: EditionDraft) -> EditionContent:
    """A draft with the hashes of its files in the place of their bytes."""
    files = tuple(StoredFile(file.name, sha256(file.content).hexdigest(), len(file.content)) for file in draft.files)
    return EditionContent(**{**vars(draft), "files": files})


def _held_with_events(connection: sa.Connection, number: int) -> tuple[HeldEdition, Sequence[Event]]:
    held = {each.number: each for each in all_held(connection)}
    about = queries.events_about(connection, edition_subject(number))
    if number not in held or not about:
        raise LedgerError(f"there is no edition {number} in this ledger; it has {len(held) or 'none'}")
    return held[number], about


def _edition(held: HeldEdition, about: Sequence[Event]) -> Edition:
    published, last, content = about[0], about[-1], held.content
    void = published.type != PUBLISHED or not published.is_about(held.content_hash)
    withdrawn = last if last.type == WITHDRAWN else None
    return Edition(
        **{field.name: getattr(content, field.name) for field in fields(content)},
        number=held.number,
        sequence=published.sequence,
        anchor=published.anchor,
        published_at=published.anchor.at,
        actor=published.actor,
        reason=published.text("reason"),
        state=queries.VOID if void else last.type,
        withdrawn_because=withdrawn.text("reason") if withdrawn else "",
        withdrawn_at=withdrawn.anchor.at if withdrawn else None,
    )


def _public_from(edition: Edition) -> date:
    """The day on which its readers could have it, in Jamaica."""
    return day_in_jamaica(max(edition.published_at, edition.embargo_until or edition.published_at))


def _refuse_to_publish(*faults: str) -> None:
    if faults:
        raise LedgerError("the edition was not published:\n" + "\n".join(f"- {fault}" for fault in faults))
