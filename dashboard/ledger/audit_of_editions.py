"""Whether the editions are those that were published: each fits the events about it, and every row fits the edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa

from dashboard.ledger import rows, tables
from dashboard.ledger.chain import PUBLISHED, WITHDRAWN, Event
from dashboard.ledger.comparing import Owner, breaks_of_places, difference, differs, stored_rows, storing
from dashboard.ledger.editions import HeldEdition, events_about
from dashboard.ledger.editions_model import EditionContent
from dashboard.ledger.model import Break, LedgerError

Contents = Mapping[int, EditionContent]


def contents_of(held: Mapping[int, HeldEdition]) -> tuple[Contents, tuple[Break, ...]]:
    """What the editions say, and a break for each that cannot be read."""
    contents: dict[int, EditionContent] = {}
    unreadable = []
    for each in held.values():
        try:
            contents[each.number] = each.content
        except LedgerError as error:
            unreadable.append(Break(each.sequence, str(error)))
    return contents, tuple(unreadable)


def breaks_of_editions(
    connection: sa.Connection, log: Sequence[Event], held: Mapping[int, HeldEdition], contents: Contents, *, head: int
) -> Iterator[Break]:
    """Every break of the editions; `head` is where a row is reported that belongs to none."""
    yield from _breaks_of_publishing(log, held)
    store = storing(connection, tables.edition)
    for stored in stored_rows(connection, tables.edition):
        number = stored["number"]
        if number in contents and (found := difference(store(rows.row_of_edition(number, contents[number])), stored)):
            yield differs(_name(number), held[number].sequence, found)
    for name, table in tables.PRINTED.items():
        owners = {
            number: Owner(_name(number), held[number].sequence, rows.rows_of_printed(number, content, name))
            for number, content in contents.items()
        }
        yield from breaks_of_places(connection, table, name, owners, held.keys(), head=head)


def published_files(held: Mapping[int, HeldEdition], contents: Contents) -> Iterator[tuple[str, str, int]]:
    """Each edition's files: the sha256, what it is in words, and the event that published it."""
    for number, content in contents.items():
        for file in content.files:
            yield file.sha256, f"the file {file.name} of edition {number}", held[number].sequence


def _breaks_of_publishing(log: Sequence[Event], held: Mapping[int, HeldEdition]) -> Iterator[Break]:
    """Each edition has the event that published it, each event its edition, and they name one content."""
    about = events_about(log)
    stored = {each.subject: each for each in held.values()}
    for subject, each in stored.items():
        first = about[subject][0] if subject in about else None
        if first is None or (first.sequence, first.type) != (each.sequence, PUBLISHED):
            yield Break(each.sequence, f"{subject} is stored, but event {each.sequence} did not publish it")
    for subject, events in about.items():
        if subject not in stored:
            yield Break(events[0].sequence, f"{subject}, published by event {events[0].sequence}, is missing")
            continue
        for place, event in enumerate(events):
            if event.type != (PUBLISHED, WITHDRAWN)[min(place, 1)] or place > 1:
                yield Break(event.sequence, f"event {event.sequence} ({event.type}) cannot follow for {subject}")
            if not event.is_about(stored[subject].content_hash):
                concerned = f"event {event.sequence} ({event.type})"
                yield Break(event.sequence, f"the content of {subject} is not what {concerned} was about")


def _name(number: int) -> str:
    return f"edition {number}"
