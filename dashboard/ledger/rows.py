"""Records to rows, field by field: a new field of a dataclass needs one new column and nothing here.

The same functions make the rows that are stored and those that `Ledger.verify` expects to find.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import tables
from dashboard.ledger.canonical import source_id
from dashboard.ledger.editions_model import EditionContent
from dashboard.ledger.model import Source, SubmissionDraft

Row = dict[str, Any]

PLACE = ("submission_id", "position")
"""The columns that say where a record stands; a record's own field of that name is stored as `its_…`."""


def row_of(table: sa.Table, record: Any) -> Row:
    """A dataclass as column values; a period fills its two columns."""
    row: Row = {}
    for name, columns in _columns(table, record.__class__):
        value = getattr(record, name)
        if len(columns) == 1:
            row[columns[0]] = value
        else:
            row[columns[0]], row[columns[1]] = value and value.start, value and value.end
    return row


def rows_of_records(submission_id: str, draft: SubmissionDraft, name: str) -> list[Row]:
    """The rows of one kind of record (`observations`), in their places."""
    return [
        {"submission_id": submission_id, "position": position, **row_of(tables.RECORDS[name], record)}
        for position, record in enumerate(getattr(draft, name))
    ]


def row_of_source(source: Source) -> Row:
    """A source's row, named by its own words."""
    return {"id": source_id(source), **row_of(tables.source, source)}


def row_of_submission(draft: SubmissionDraft, revision: int) -> Row:
    """What a submission's row repeats of its payload, for a source's first, second, third … submission."""
    return {
        "id": f"{draft.source.code}.{revision}",
        "source_id": source_id(draft.source),
        "source_code": draft.source.code,
        "revision": revision,
        "period_start": draft.period and draft.period.start,
        "period_end": draft.period and draft.period.end,
        **{name: getattr(draft, name) for name in _HEAD},
    }


def row_of_file(content: bytes) -> Row:
    """A file's row, named by its own bytes."""
    return {"sha256": sha256(content).hexdigest(), "size": len(content), "content": content}


def row_of_edition(number: int, content: EditionContent) -> Row:
    """What an edition's row repeats of its payload."""
    row = {"number": number, **row_of(tables.edition, content)}
    return {name: value for name, value in row.items() if name in tables.edition.c}


def rows_of_printed(number: int, content: EditionContent, name: str) -> list[Row]:
    """The rows of an edition's `claims` or `files`, in their places."""
    return [
        {"edition": number, "position": position, **row_of(tables.PRINTED[name], record)}
        for position, record in enumerate(getattr(content, name))
    ]


_HEAD = ("catalogue_hash", "file_sha256", "kind", "agency", "signed_by", "signed_on")


@cache
def _columns(table: sa.Table, kind: Any) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each field of a dataclass with its column, or the two of a period."""
    periods = {column.name.removesuffix("_start") for column in table.c if column.name.endswith("_start")}
    return tuple(
        (name, (f"{name}_start", f"{name}_end") if name in periods else (f"its_{name}" if name in PLACE else name,))
        for name in (field.name for field in fields(kind))
    )
