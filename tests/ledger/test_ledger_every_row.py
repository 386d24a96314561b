"""No stored value of any table can be changed, no row taken away or added, without the check finding it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.ledger import DataSet, Ledger, tables
from dashboard.ledger.audit import breaks_in
from dashboard.ledger.engine import create_engine
from tests.ledger.builder import (
    RAPPORTEUR,
    SECRETARIAT,
    accept,
    adjusting,
    clock,
    correcting,
    correction,
    counter,
    draft,
    guards_off,
    publishing,
    submit_return,
)

TABLES = tuple(tables.metadata.tables.values())
COLUMNS = tuple(column for table in TABLES for column in table.c)


@pytest.fixture(scope="module")
def full(shared_url: str) -> str:
    """A ledger with rows in every table."""
    with Ledger.open(shared_url, DataSet.OFFICE, clock=clock(), nonce=counter()) as ledger:
        ledger.record(ledger.submit(draft(), SECRETARIAT).id, "accepted", SECRETARIAT)
        first = submit_return(ledger)
        accept(ledger, first)
        ledger.record(first.id, "adopted", RAPPORTEUR, reservation="Two files were not seen.")
        accept(ledger, ledger.submit(adjusting(), RAPPORTEUR))
        accept(ledger, ledger.submit(correcting(correction()), RAPPORTEUR))
        ledger.publish(publishing(), RAPPORTEUR)
        ledger.withdraw_edition(1, RAPPORTEUR, "One number was counted twice.")
        ledger.note("viewed", "edition-1", SECRETARIAT, content={"page": "restatements"})
        assert ledger.verify() == ()
    return shared_url


@contextmanager
def owner_of(url: str) -> Iterator[sa.Connection]:
    """A connection with the owner's rights; whatever it does is undone afterwards."""
    engine = create_engine(url)
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()
    engine.dispose()


def other_than(column: sa.Column[Any], dialect: str) -> str:
    """An SQL expression for a value of the column's kind that is not the one stored."""
    kind = column.type.impl_instance if isinstance(column.type, sa.types.TypeDecorator) else column.type
    match kind:
        case sa.Boolean():
            return f"NOT {column.name}"
        case sa.Integer():
            return f"{column.name} + 100"
        case sa.Date():
            return "'1999-01-01'"
        case sa.LargeBinary():
            return r"'\x00'::bytea" if dialect == "postgresql" else "X'00'"
        case _:
            return f"coalesce({column.name}, '') || 'x'"


def first_row(table: sa.Table) -> str:
    """Names one row of a table by its key."""
    keys = ", ".join(column.name for column in table.primary_key)
    return f"({keys}) = (SELECT {keys} FROM {table.name} ORDER BY {keys} LIMIT 1)"


def test_the_ledger_has_rows_in_every_table(full: str) -> None:
    with owner_of(full) as connection:
        assert all(connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in TABLES)
        assert breaks_in(connection, ()) == ()


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_changed_value_is_found(full: str, column: sa.Column[Any]) -> None:
    table = column.table
    with owner_of(full) as connection:
        value = other_than(column, connection.dialect.name)
        change = f"UPDATE {table.name} SET {column.name} = {value} WHERE {first_row(table)}"
        with guards_off(connection):
            assert connection.exec_driver_sql(change).rowcount == 1
        assert breaks_in(connection, ())


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_row_taken_away_is_found(full: str, table: sa.Table) -> None:
    with owner_of(full) as connection:
        with guards_off(connection):
            assert connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {first_row(table)}").rowcount == 1
        assert breaks_in(connection, ())


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_row_added_is_found(full: str, table: sa.Table) -> None:
    """A copy of a row under another key, and under other texts where the table wants them unique."""
    with owner_of(full) as connection:
        unique = {"hash", "prev_hash", "locator", "revision", "sequence", "cell", "name"} | {
            key.name for key in table.primary_key
        }
        values = [other_than(c, connection.dialect.name) if c.name in unique else c.name for c in table.c]
        if "position" in table.c:
            values[0] = next(iter(table.c)).name
        names = ", ".join(table.c.keys())
        added = f"INSERT INTO {table.name} ({names}) SELECT {', '.join(values)} FROM {table.name}"
        with guards_off(connection):
            assert connection.exec_driver_sql(f"{added} WHERE {first_row(table)}").rowcount == 1
        assert breaks_in(connection, ())
