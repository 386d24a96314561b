"""Carries all rows of one ledger into an empty place, whichever databases they are, and compares what arrived.

Rows go as they are stored, texts as texts: a row that somebody damaged arrives damaged and is found by the check of the
chain, instead of being mended or lost on the way. The tables are made at the revision that the rows were written by and
brought up to date afterwards, by the very migrations that would do so where they came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from dashboard.ledger import tables
from dashboard.ledger.engine import errors_in_words
from dashboard.ledger.model import LedgerError
from dashboard.ledger.schema import revision_of, upgrade

BATCH = 50
"""Rows held in memory at a time; a row may be a whole workbook."""

Digests = Mapping[str, frozenset[bytes]]
"""For each table the sha256 of each of its rows."""


def refuse_used(connection: sa.Connection) -> None:
    """LedgerError if there is any table where a ledger is to be put."""
    if found := sorted(sa.inspect(connection).get_table_names()):
        name = connection.engine.url.render_as_string(hide_password=True)
        raise LedgerError(
            f"{name} is not empty (it has the tables {', '.join(found)}), and a ledger is only put where nothing is. "
            "Name a new file or an empty database; nothing was changed"
        )


def copy_rows(out: sa.Connection, into: sa.Connection) -> Digests:
    """Copy every row, within the transactions of both connections; returns what was read.

    LedgerError if nothing is there, `into` is not empty, or a newer version of this program has written the rows.
    """
    refuse_used(into)
    revision = revision_of(out)
    if revision is None:
        raise LedgerError(f"there is no ledger at {out.engine.url.render_as_string(hide_password=True)}")
    with errors_in_words(into.engine):
        upgrade(into, revision)
    read: dict[str, frozenset[bytes]] = {}
    for table in _tables_of(out):
        found: set[bytes] = set()
        for rows in _batches(out, table):
            with errors_in_words(into.engine):
                into.execute(table.insert(), [row._asdict() for row in rows])
            found.update(map(_digest, rows))
        read[table.name] = frozenset(found)
    return read


def finish_copy(into: sa.Connection, read: Digests) -> None:
    """Compare every row with what was read, then bring the tables up to date. LedgerError if a row differs."""
    for table in _tables_of(into):
        arrived = frozenset(_digest(row) for rows in _batches(into, table) for row in rows)
        if arrived != read[table.name]:
            raise LedgerError(
                f"{len(read[table.name] - arrived)} of {len(read[table.name])} rows of the table {table.name} did "
                f"not arrive as they left, and {len(arrived - read[table.name])} arrived that had not; nothing was kept"
            )
    if revision_of(into) != tables.REVISION:
        upgrade(into)


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in sorted(tables.metadata.tables.values(), key=lambda table: table.name)
    }


def _tables_of(connection: sa.Connection) -> Iterator[sa.TableClause]:
    """The tables of the revision that a database is at, a table after those it points to, with columns as stored."""
    inspector = sa.inspect(connection)
    for table in tables.metadata.sorted_tables:
        if inspector.has_table(table.name):
            names = {column["name"] for column in inspector.get_columns(table.name)}
            yield sa.table(table.name, *(_as_stored(column) for column in table.c if column.name in names))


def _as_stored(column: sa.Column[Any]) -> sa.ColumnClause[Any]:
    kind = column.type
    return sa.column(column.name, kind.impl_instance if isinstance(kind, sa.types.TypeDecorator) else kind)


def _batches(connection: sa.Connection, table: sa.TableClause) -> Iterator[Sequence[sa.Row[Any]]]:
    """A table's rows, read as they are asked for. LedgerError for a row that holds no value of its column's kind."""
    try:
        with errors_in_words(connection.engine):
            yield from connection.execute(sa.select(table), execution_options={"yield_per": BATCH}).partitions()
    except ValueError as error:
        raise LedgerError(f"a row of the table {table.name} cannot be read: {error}") from error


def _digest(row: sa.Row[Any]) -> bytes:
    """The same on every database: texts, whole numbers, truth values, dates, and the hashes of files."""
    values = [sha256(value).hexdigest() if isinstance(value, bytes) else value for value in row]
    return sha256(repr(values).encode()).digest()
