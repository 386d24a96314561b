"""The check of the whole record: the chain, the content against its hashes, every stored row against the content, and
the tables themselves. The sentences say where the record breaks, never what a number was or is: they are shown to more
people than the numbers are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from dashboard.ledger import queries, tables
from dashboard.ledger.audit_of_editions import breaks_of_editions, contents_of, published_files
from dashboard.ledger.audit_of_rows import breaks_of_rows, drafts_of, workbooks
from dashboard.ledger.audit_of_schema import breaks_of_schema
from dashboard.ledger.chain import SUBMITTED, Event, broken_links
from dashboard.ledger.comparing import stored_rows
from dashboard.ledger.editions import all_held
from dashboard.ledger.model import Anchor, Break, LedgerError
from dashboard.ledger.queries import Held


def breaks_in(connection: sa.Connection, anchors: Sequence[Anchor]) -> tuple[Break, ...]:
    """Every break, in the order of the events they concern."""
    log = queries.events(connection)
    head = log[-1].sequence if log else 0
    held = {each.id: each for each in queries.all_held(connection)}
    drafts, unreadable = drafts_of(held)
    published = {each.number: each for each in all_held(connection)}
    contents, unreadable_editions = contents_of(published)
    owned = [*workbooks(held, drafts), *published_files(published, contents)]
    found = [
        *broken_links(log, anchors),
        *_breaks_of_filing(log, held),
        *_breaks_of_content(log, held),
        *unreadable,
        *breaks_of_rows(connection, held, drafts, head=head),
        *unreadable_editions,
        *breaks_of_editions(connection, log, published, contents, head=head),
        *_breaks_of_files(connection, owned, head),
        *breaks_of_schema(connection, head=head),
    ]
    return tuple(sorted(found, key=lambda broken: broken.sequence))


def refuse_broken(connection: sa.Connection) -> None:
    """LedgerError if the event log does not hold by itself: nothing is written after a past that was changed.

    The events alone: about 20 ms for 1,000 of them, where `breaks_in` takes a second.
    """
    if breaks := broken_links(queries.events(connection)):
        raise LedgerError(
            f"nothing was written, since the ledger was changed behind the program's back: {breaks[0].found}. "
            "Put back the last good backup"
        )


def _breaks_of_filing(log: Sequence[Event], held: Mapping[str, Held]) -> Iterator[Break]:
    """Each submission has the event that filed it, and each such event its submission."""
    filed = {event.subject: event.sequence for event in log if event.type == SUBMITTED}
    for submission_id, each in held.items():
        if filed.get(submission_id) != each.sequence:
            found = f"submission {submission_id} is stored, but event {each.sequence} did not file it"
            yield Break(each.sequence, found)
    for submission_id, sequence in filed.items():
        if submission_id not in held:
            yield Break(sequence, f"submission {submission_id}, filed by event {sequence}, is missing")


def _breaks_of_content(log: Sequence[Event], held: Mapping[str, Held]) -> Iterator[Break]:
    """Filing, acceptance and adoption each name the hash of the content they concern."""
    hashes = {each.id: each.content_hash for each in held.values()}
    for event in log:
        if event.concerns_submission and event.subject in hashes and not event.is_about(hashes[event.subject]):
            concerned = f"event {event.sequence} ({event.type})"
            yield Break(event.sequence, f"the content of submission {event.subject} is not what {concerned} was about")


def _breaks_of_files(connection: sa.Connection, owned: Iterable[tuple[str, str, int]], head: int) -> Iterator[Break]:
    """A file is what its name says, every workbook and every file of an edition is there, and there is none beside."""
    owners: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for digest, words, sequence in owned:
        owners[digest].append((words, sequence))
    seen = set()
    for stored in stored_rows(connection, tables.file):
        digest, content = stored["sha256"], stored["content"]
        seen.add(digest)
        if not owners[digest]:
            yield Break(head, f"a file {digest[:8]} is stored that no return and no edition names")
        elif not queries.is_named(content, digest) or len(content) != stored["size"]:
            named = " and ".join(words for words, _ in owners[digest])
            yield Break(min(at for _, at in owners[digest]), f"{named} was changed after it was filed")
    for digest in owners.keys() - seen:
        yield from (Break(at, f"{words} is missing") for words, at in owners[digest])
