"""Whether every stored row still says what the submissions say: each is held, value by value, against the row that the
program would store. A row that no submission accounts for is a break too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

import sqlalchemy as sa

from dashboard.ledger import rows, tables
from dashboard.ledger.model import Break, Kind, LedgerError, SubmissionDraft
from dashboard.ledger.queries import Held
from dashboard.ledger.rows import Row

Drafts = Mapping[str, SubmissionDraft]


def breaks_of_rows(connection: sa.Connection, held: Mapping[str, Held], *, head: int) -> Iterator[Break]:
    """Every break in the rows beside the log; `head` is where a row is reported that belongs to no submission."""
    drafts: dict[str, SubmissionDraft] = {}
    for each in held.values():
        try:
            drafts[each.id] = each.draft
        except LedgerError as error:
            yield Break(each.sequence, str(error))
    yield from _breaks_of_submissions(connection, held, drafts)
    yield from _breaks_of_sources(connection, held, drafts, head)
    yield from _breaks_of_files(connection, held, drafts, head)
    for name, table in tables.RECORDS.items():
        yield from _breaks_of_records(connection, held, drafts, name, table, head)


def _breaks_of_submissions(connection: sa.Connection, held: Mapping[str, Held], drafts: Drafts) -> Iterator[Break]:
    store = _storing(connection, tables.submission)
    for stored in _stored(connection, tables.submission):
        if (draft := drafts.get(stored["id"])) is not None:
            expected = store(rows.row_of_submission(draft, stored["revision"]))
            if difference := _difference(expected, stored):
                yield _differs(held[stored["id"]], difference)


def _breaks_of_sources(
    connection: sa.Connection, held: Mapping[str, Held], drafts: Drafts, head: int
) -> Iterator[Break]:
    store = _storing(connection, tables.source)
    stored = {row["id"]: row for row in _stored(connection, tables.source)}
    named = set()
    for submission_id, draft in drafts.items():
        expected = store(rows.row_of_source(draft.source))
        named.add(expected["id"])
        if expected["id"] not in stored:
            yield Break(held[submission_id].sequence, f"the source of submission {submission_id} is not stored")
        elif difference := _difference(expected, stored[expected["id"]]):
            yield _differs(held[submission_id], f"source.{difference}")
    for unnamed in stored.keys() - named:
        yield Break(head, f"a source {stored[unnamed]['code']} is stored that no submission names")


def _breaks_of_files(connection: sa.Connection, held: Mapping[str, Held], drafts: Drafts, head: int) -> Iterator[Break]:
    """A workbook is what its name says, each return has its own, and there is none beside."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for submission_id, draft in drafts.items():
        if draft.kind is Kind.RETURN:
            owners[draft.file_sha256].append(submission_id)
    seen = set()
    for stored in _stored(connection, tables.file):
        name, content = stored["sha256"], stored["content"]
        seen.add(name)
        place = min((held[owner].sequence for owner in owners[name]), default=head)
        if not owners[name]:
            yield Break(place, f"a workbook {name[:8]} is stored that no return names")
        elif sha256(content).hexdigest() != name or len(content) != stored["size"]:
            yield Break(place, f"the workbook of {' and '.join(owners[name])} was changed after it was filed")
    for name in owners.keys() - seen:
        yield from (Break(held[owner].sequence, f"the workbook of {owner} is missing") for owner in owners[name])


def _breaks_of_records(
    connection: sa.Connection, held: Mapping[str, Held], drafts: Drafts, name: str, table: sa.Table, head: int
) -> Iterator[Break]:
    """Records stand at places 0, 1, 2 ... of a submission that is there, and say what it says."""
    stored: defaultdict[str, dict[int, Row]] = defaultdict(dict)
    for row in _stored(connection, table):
        stored[row["submission_id"]][row["position"]] = row
    for owner in stored.keys() - held.keys():
        yield Break(head, f"{name} are stored for submission {owner}, which is not there")
    store = _storing(connection, table)
    for submission_id, draft in drafts.items():
        filed, its = rows.rows_of_records(submission_id, draft, name), stored.get(submission_id, {})
        if len(filed) != len(its):
            few = "fewer" if len(its) < len(filed) else "more"
            yield _differs(held[submission_id], f"{few} {name} are stored than were filed")
        elif any(place not in its for place in range(len(filed))):
            yield Break(
                held[submission_id].sequence, f"the {name} of submission {submission_id} are not in their places"
            )
        elif difference := _first((f"{name}[{place}].", store(row), its[place]) for place, row in enumerate(filed)):
            yield _differs(held[submission_id], difference)


def _stored(connection: sa.Connection, table: sa.Table) -> Iterator[Row]:
    """A table's rows as the database gives them: no type of ours makes two stored values one."""
    found = connection.execute(sa.select(sa.text("*")).select_from(table))
    names = tuple(found.keys())
    for row in found:
        yield dict(zip(names, row, strict=True))


def _storing(connection: sa.Connection, table: sa.Table) -> Callable[[Row], Row]:
    """What a row of ours looks like once it is stored in this database."""
    dialect = connection.dialect
    encoders = [(column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in table.c]
    needed = [(name, encode) for name, encode in encoders if encode is not None]

    def store(row: Row) -> Row:
        return row | {name: encode(row[name]) for name, encode in needed if name in row}

    return store


def _first(pairs: Iterable[tuple[str, Row, Row]]) -> str | None:
    return next((path + found for path, filed, stored in pairs if (found := _difference(filed, stored))), None)


def _difference(filed: Row, stored: Row) -> str | None:
    """Where a row first differs: `numerator is not stored as it was filed`."""
    changed = (name for name, value in filed.items() if stored[name] != value)
    return next((f"{name} is not stored as it was filed" for name in changed), None)


def _differs(each: Held, difference: str) -> Break:
    return Break(each.sequence, f"the stored rows of submission {each.id} differ: {difference}")
