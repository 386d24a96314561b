"""Whether every stored row still says what the submissions say: each is held, value by value, against the row that the
program would store. A row that no submission accounts for is a break too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from dashboard.ledger import rows, tables
from dashboard.ledger.comparing import Owner, breaks_of_places, difference, differs, stored_rows, storing
from dashboard.ledger.model import Break, Kind, LedgerError, SubmissionDraft
from dashboard.ledger.queries import Held

Drafts = Mapping[str, SubmissionDraft]


def drafts_of(held: Mapping[str, Held]) -> tuple[Drafts, tuple[Break, ...]]:
    """What the submissions say, and a break for each that cannot be read."""
    drafts: dict[str, SubmissionDraft] = {}
    unreadable = []
    for each in held.values():
        try:
            drafts[each.id] = each.draft
        except LedgerError as error:
            unreadable.append(Break(each.sequence, str(error)))
    return drafts, tuple(unreadable)


def breaks_of_rows(
    connection: sa.Connection, held: Mapping[str, Held], drafts: Drafts, *, head: int
) -> Iterator[Break]:
    """Every break in the rows of submissions; `head` is where a row is reported that belongs to none."""
    yield from _breaks_of_submissions(connection, held, drafts)
    yield from _breaks_of_sources(connection, held, drafts, head)
    for name, table in tables.RECORDS.items():
        owners = {
            key: Owner(_name(key), held[key].sequence, rows.rows_of_records(key, draft, name))
            for key, draft in drafts.items()
        }
        yield from breaks_of_places(connection, table, name, owners, held.keys(), head=head)


def workbooks(held: Mapping[str, Held], drafts: Drafts) -> Iterator[tuple[str, str, int]]:
    """Each return's workbook: its sha256, what it is in words, and the event that filed it."""
    for submission_id, draft in drafts.items():
        if draft.kind is Kind.RETURN:
            yield draft.file_sha256, f"the workbook of {submission_id}", held[submission_id].sequence


def _breaks_of_submissions(connection: sa.Connection, held: Mapping[str, Held], drafts: Drafts) -> Iterator[Break]:
    store = storing(connection, tables.submission)
    for stored in stored_rows(connection, tables.submission):
        if (draft := drafts.get(stored["id"])) is not None:
            expected = store(rows.row_of_submission(draft, stored["revision"]))
            if found := difference(expected, stored):
                yield _differs(held[stored["id"]], found)


def _breaks_of_sources(
    connection: sa.Connection, held: Mapping[str, Held], drafts: Drafts, head: int
) -> Iterator[Break]:
    store = storing(connection, tables.source)
    stored = {row["id"]: row for row in stored_rows(connection, tables.source)}
    named = set()
    for submission_id, draft in drafts.items():
        expected = store(rows.row_of_source(draft.source))
        named.add(expected["id"])
        if expected["id"] not in stored:
            yield Break(held[submission_id].sequence, f"the source of submission {submission_id} is not stored")
        elif found := difference(expected, stored[expected["id"]]):
            yield _differs(held[submission_id], f"source.{found}")
    for unnamed in stored.keys() - named:
        yield Break(head, f"a source {stored[unnamed]['code']} is stored that no submission names")


def _differs(each: Held, found: str) -> Break:
    return differs(_name(each.id), each.sequence, found)


def _name(submission_id: str) -> str:
    return f"submission {submission_id}"
