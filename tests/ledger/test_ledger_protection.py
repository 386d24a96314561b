"""Taking a table's protection away, or adding to the tables, is found though no row was changed."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from dashboard.ledger import Ledger, tables
from dashboard.ledger.engine import create_engine
from tests.ledger.builder import submit_return

TABLES = tuple(tables.metadata.tables)


@pytest.fixture
def office_with_a_return(office: Ledger) -> Ledger:
    submit_return(office)
    assert office.verify() == ()
    return office


def as_owner(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def triggers_of(url: str) -> list[tuple[str, str]]:
    """Every trigger of the ledger: its table and its name."""
    engine = create_engine(url)
    with engine.connect() as connection:
        query = (
            "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
            if connection.dialect.name == "sqlite"
            else "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
        )
        found = [(table, name) for table, name in connection.execute(sa.text(query))]
    engine.dispose()
    return found


def test_every_table_refuses_two_kinds_of_change(office: Ledger, ledger_url: str) -> None:
    assert sorted(table for table, _ in triggers_of(ledger_url)) == sorted([*TABLES, *TABLES])


def test_each_trigger_taken_away_is_found(office_with_a_return: Ledger, ledger_url: str) -> None:
    postgres = ledger_url.startswith("postgres")
    for count, (table, name) in enumerate(triggers_of(ledger_url), start=1):
        as_owner(ledger_url, f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))
        found = office_with_a_return.verify()
        assert len(found) == count
        assert any(f"the table {table} is no longer protected" in place.found for place in found)
        assert {place.sequence for place in found} == {2}


def test_a_trigger_that_refuses_no_more_is_found(office: Ledger, ledger_url: str) -> None:
    if ledger_url.startswith("postgres"):
        as_owner(ledger_url, "ALTER TABLE file DISABLE TRIGGER file_no_truncate")
        assert [place.found for place in office.verify()] == [
            "the table file is no longer protected: its trigger against TRUNCATE is not in force"
        ]
        nothing = "$$ BEGIN RETURN NEW; END $$"
        as_owner(
            ledger_url, f"CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS {nothing}"
        )
        assert len(office.verify()) == 2 * len(TABLES)
    else:
        as_owner(
            ledger_url,
            "DROP TRIGGER event_no_update",
            "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END",
        )
        assert [place.found for place in office.verify()] == [
            "the table event is no longer protected: its trigger against UPDATE is not in force"
        ]


@pytest.mark.parametrize("table", [*TABLES, tables.VERSION_TABLE])
def test_a_column_added_is_found(office: Ledger, ledger_url: str, table: str) -> None:
    as_owner(ledger_url, f"ALTER TABLE {table} ADD COLUMN extra TEXT")
    assert [place.found for place in office.verify()] == [
        f"the table {table} has a column extra that the ledger does not have"
    ]


def test_a_table_beside_is_found_where_the_file_is_the_ledgers_alone(office: Ledger, ledger_url: str) -> None:
    """A PostgreSQL database may be shared."""
    as_owner(ledger_url, "CREATE TABLE another (name TEXT)")
    alone = not ledger_url.startswith("postgres")
    assert [place.found for place in office.verify()] == ["a table another is stored that the ledger does not have"][
        : int(alone)
    ]
