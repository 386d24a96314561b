"""Whatever is taken from the tables, changed in them or put beside them is found though no row was changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.ledger import DataSet, Ledger, move, tables
from dashboard.ledger.audit import breaks_in
from dashboard.ledger.audit_of_schema import WHAT
from dashboard.ledger.engine import create_engine, reading
from dashboard.ledger.structure import AS_MADE, Part, structure_as_made, structure_of, text_of
from tests.ledger.builder import clock, counter, submit_return
from tests.ledger.places import schema_on
from tests.ledger.write_structure import structure_at

TABLES = tuple(tables.metadata.tables)

SWALLOW_SQLITE = "CREATE TRIGGER spy BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END"
SWALLOW = "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
SPY = "CREATE TRIGGER spy BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION swallow()"


@pytest.fixture(scope="module")
def whole(shared_url: str) -> str:
    """A ledger with a return, that holds."""
    with Ledger.open(shared_url, DataSet.OFFICE, clock=clock(), nonce=counter()) as office:
        submit_return(office)
        assert office.verify() == ()
    return shared_url


@contextmanager
def owned(url: str, *statements: str) -> Iterator[sa.Connection]:
    """A connection that sees the ledger as its owner would leave it; undone afterwards."""
    engine = create_engine(url)
    with engine.connect() as connection, connection.begin() as transaction:
        for statement in statements:
            connection.exec_driver_sql(statement)
        yield connection
        transaction.rollback()
    engine.dispose()


def found_at(url: str, *statements: str) -> list[str]:
    """What the check says of it, without what each kind of part does and how to mend it."""
    with owned(url, *statements) as connection:
        breaks = breaks_in(connection, ())
    assert {place.sequence for place in breaks} <= {2}
    assert all(place.found.count(": ") >= 1 and place.found.rstrip(".").count(". ") == 1 for place in breaks)
    return [place.found.partition(":")[0] for place in breaks]


# ---- the written form ------------------------------------------------------------------------------------------------


def test_what_is_written_down_is_what_the_migrations_make(ledger_url: str) -> None:
    """After a migration: python -m tests.ledger.write_structure."""
    dialect = sa.make_url(ledger_url).get_backend_name()
    assert structure_at(ledger_url) == structure_as_made(dialect)


def test_the_written_form_is_in_its_own_order() -> None:
    both = {dialect: structure_as_made(dialect) for dialect in ("sqlite", "postgresql")}
    assert AS_MADE.read_text("utf-8") == text_of(both)
    assert {part.kind for parts in both.values() for part in parts} <= WHAT.keys()
    assert {part.name for part in both["sqlite"] if part.kind == "table"} == {*TABLES, tables.VERSION_TABLE}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_every_table_refuses_two_kinds_of_change(dialect: str) -> None:
    guards = [part.table for part in structure_as_made(dialect) if part.kind == "trigger"]
    assert sorted(guards) == sorted([*TABLES, *TABLES])


def test_what_is_stored_changes_nothing_of_what_it_is_stored_in(whole: str) -> None:
    engine = create_engine(whole)
    with reading(engine) as connection:
        assert structure_of(connection) == structure_as_made(engine.dialect.name)
    engine.dispose()


# ---- taken away, changed, added --------------------------------------------------------------------------------------


def removals(dialect: str) -> dict[Part, str]:
    """For each part that can go by itself, how it is taken away."""
    postgres = dialect == "postgresql"
    ways = {
        "trigger": "DROP TRIGGER {part.name}" + (" ON {part.table}" if postgres else ""),
        "index": "DROP INDEX {part.name}",
        "constraint": "ALTER TABLE {part.table} DROP CONSTRAINT {part.name} CASCADE",
    }
    return {part: ways[part.kind].format(part=part) for part in structure_as_made(dialect) if part.kind in ways}


def test_each_part_taken_away_is_found(whole: str) -> None:
    for part, statement in removals(sa.make_url(whole).get_backend_name()).items():
        said = found_at(whole, statement)
        assert f"the {part.kind} {part.name} of the table {part.table} is missing" in said
        assert len(said) == 1 or part.kind == "constraint"  # a key takes those with it that point to it


SQLITE_CHANGES = (
    (("DROP TRIGGER event_no_update",
      "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END"),
     "the trigger event_no_update of the table event is not as the ledger made it, or is switched off"),
    (("DROP TRIGGER event_no_update",
      "CREATE TRIGGER event_no_update BEFORE UPDATE OF actor ON event "
      "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: nothing in it is changed or deleted'); END"),
     "the trigger event_no_update of the table event is not as the ledger made it, or is switched off"),
    (("DROP INDEX observation_key", "CREATE INDEX observation_key ON observation (submission_id)"),
     "the index observation_key of the table observation is not as the ledger made it, or is switched off"),
    (("PRAGMA writable_schema = ON",
      "UPDATE sqlite_master SET sql = replace(sql, 'UNIQUE (hash)', 'CHECK (1)') WHERE name = 'event'",
      "PRAGMA writable_schema = OFF"),
     "the table event is not as the ledger made it, or is switched off"),
)  # fmt: skip
SQLITE_ADDITIONS = (
    ((SWALLOW_SQLITE,), "a trigger spy of the table event is stored that the ledger does not have"),
    (("CREATE TRIGGER spy AFTER INSERT ON claim BEGIN SELECT 1; END",),
     "a trigger spy of the table claim is stored that the ledger does not have"),
    (("CREATE VIEW counts AS SELECT numerator FROM observation",),
     "a view counts is stored that the ledger does not have"),
    (("CREATE UNIQUE INDEX once ON event (type)",),
     "an index once of the table event is stored that the ledger does not have"),
    (("CREATE INDEX beside ON event (lower(actor))",),
     "an index beside of the table event is stored that the ledger does not have"),
    (("CREATE INDEX beside ON event (actor) WHERE sequence > 9",),
     "an index beside of the table event is stored that the ledger does not have"),
    (("CREATE INDEX beside ON event (actor COLLATE NOCASE)",),
     "an index beside of the table event is stored that the ledger does not have"),
    (("CREATE TABLE another (name TEXT UNIQUE)", "CREATE INDEX beside ON another (name)"),
     "a table another is stored that the ledger does not have"),
)  # fmt: skip


@pytest.mark.parametrize(("statements", "words"), [*SQLITE_CHANGES, *SQLITE_ADDITIONS])
@pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True)
def test_each_change_of_a_file_is_found(whole: str, statements: tuple[str, ...], words: str) -> None:
    assert found_at(whole, *statements) == [words]


POSTGRES_CHANGES = (
    (("ALTER TABLE file DISABLE TRIGGER file_no_truncate",),
     "the trigger file_no_truncate of the table file is not as the ledger made it, or is switched off"),
    (("CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",),
     "the function ledger_refuses() is not as the ledger made it, or is switched off"),
    (("ALTER FUNCTION ledger_refuses() SECURITY DEFINER",),
     "the function ledger_refuses() is not as the ledger made it, or is switched off"),
    (("DROP TRIGGER event_no_change ON event",
      "CREATE TRIGGER event_no_change BEFORE DELETE OR UPDATE ON event FOR EACH ROW WHEN (OLD.sequence > 9) "
      "EXECUTE FUNCTION ledger_refuses()"),
     "the trigger event_no_change of the table event is not as the ledger made it, or is switched off"),
    (("ALTER TABLE event ENABLE ROW LEVEL SECURITY",),
     "the table event is not as the ledger made it, or is switched off"),
    (("ALTER TABLE remark SET UNLOGGED",), "the table remark is not as the ledger made it, or is switched off"),
    (("ALTER TABLE remark ALTER COLUMN reason DROP NOT NULL",),
     "the column reason of the table remark is not as the ledger made it, or is switched off"),
    (("ALTER TABLE remark ALTER COLUMN reason SET DEFAULT 'none'",),
     "the column reason of the table remark is not as the ledger made it, or is switched off"),
    (("ALTER TABLE remark ALTER COLUMN reason TYPE varchar(2000)",),
     "the column reason of the table remark is not as the ledger made it, or is switched off"),
    (("ALTER TABLE remark DISABLE TRIGGER ALL", "ALTER TABLE remark ENABLE TRIGGER USER"),
     "the constraint remark_submission_id_fkey of the table remark is not as the ledger made it, or is switched off"),
    (("SET LOCAL session_replication_role = replica",), "the setting session_replication_role is not origin"),
    (("DROP INDEX event_subject", "CREATE INDEX event_subject ON event (subject) WHERE sequence > 9"),
     "the index event_subject of the table event is not as the ledger made it, or is switched off"),
)  # fmt: skip
POSTGRES_ADDITIONS = (
    ((SWALLOW, SPY), "a trigger spy of the table event is stored that the ledger does not have"),
    (("CREATE RULE quiet AS ON INSERT TO event DO INSTEAD NOTHING",),
     "a rule quiet of the table event is stored that the ledger does not have"),
    (("CREATE VIEW counts AS SELECT numerator FROM observation",),
     "a view counts is stored that the ledger does not have"),
    (("CREATE MATERIALIZED VIEW counts AS SELECT numerator FROM observation",),
     "a view counts is stored that the ledger does not have"),
    (("CREATE UNIQUE INDEX once ON remark (code)",),
     "an index once of the table remark is stored that the ledger does not have"),
    (("CREATE INDEX beside ON event (lower(actor))",),
     "an index beside of the table event is stored that the ledger does not have"),
    (("CREATE INDEX beside ON event (actor) WHERE sequence > 9",),
     "an index beside of the table event is stored that the ledger does not have"),
    (('CREATE INDEX beside ON event (actor COLLATE "C")',),
     "an index beside of the table event is stored that the ledger does not have"),
    (("CREATE INDEX beside ON event (actor text_pattern_ops)",),
     "an index beside of the table event is stored that the ledger does not have"),
    (("CREATE INDEX beside ON event USING hash (actor)",),
     "an index beside of the table event is stored that the ledger does not have"),
    (("CREATE POLICY mine ON event USING (sequence < 9)",),
     "a policy mine of the table event is stored that the ledger does not have"),
    (("ALTER TABLE remark ADD CONSTRAINT short CHECK (length(reason) < 999)",),
     "a constraint short of the table remark is stored that the ledger does not have"),
    (("CREATE TABLE more () INHERITS (remark)",),
     "a table more that inherits of the table remark is stored that the ledger does not have"),
    (("CREATE TABLE above (reason text NOT NULL)", "ALTER TABLE remark INHERIT above"),
     "the table remark is not as the ledger made it, or is switched off"),
)  # fmt: skip


@pytest.mark.parametrize(("statements", "words"), [*POSTGRES_CHANGES, *POSTGRES_ADDITIONS])
@pytest.mark.parametrize("shared_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_each_change_of_a_schema_is_found(whole: str, statements: tuple[str, ...], words: str) -> None:
    said = found_at(whole, *statements)
    assert words in said
    assert len(said) == 1 + (SWALLOW in statements)  # there the function is told beside its trigger


@pytest.mark.parametrize("table", [*TABLES, tables.VERSION_TABLE])
def test_a_column_added_is_found(whole: str, table: str) -> None:
    added = f"a column extra of the table {table} is stored that the ledger does not have"
    assert found_at(whole, f"ALTER TABLE {table} ADD COLUMN extra TEXT") == [added]


def test_what_others_keep_beside_a_schema_is_nobodys_business(whole: str) -> None:
    """A PostgreSQL database may be shared; a file is the ledger's alone."""
    beside = ("CREATE TABLE another (name TEXT)", "CREATE VIEW others AS SELECT name FROM another")
    alone = not whole.startswith("postgres")
    assert (
        found_at(whole, *beside)
        == [
            "a table another is stored that the ledger does not have",
            "a view others is stored that the ledger does not have",
        ][: 2 * alone]
    )


@pytest.mark.parametrize("shared_url", ["sqlite"], indirect=True)
def test_what_sqlite_counts_for_itself_is_no_change(whole: str) -> None:
    assert found_at(whole, "ANALYZE") == []


def test_a_finding_says_what_the_thing_does_and_how_to_mend_it(whole: str) -> None:
    statements = (SWALLOW, SPY) if whole.startswith("postgres") else (SWALLOW_SQLITE,)
    with owned(whole, *statements) as connection:
        said = [place.found for place in breaks_in(connection, ()) if "spy" in place.found]
    assert said == [
        "a trigger spy of the table event is stored that the ledger does not have: a trigger can refuse, swallow or "
        "change what is written. Find out who put it there and why, then take it away"
    ]


def test_a_ledger_carried_to_an_empty_place_is_made_anew(office: Ledger, ledger_url: str, tmp_path: Path) -> None:
    """What a finding advises."""
    submit_return(office)
    as_owner = (SWALLOW, SPY) if ledger_url.startswith("postgres") else (SWALLOW_SQLITE,)
    engine = create_engine(ledger_url)
    with engine.begin() as connection:
        for statement in (*as_owner, "DROP INDEX event_subject"):
            connection.exec_driver_sql(statement)
    engine.dispose()
    assert any("index event_subject of the table event is missing" in place.found for place in office.verify())
    to = f"sqlite:///{tmp_path / 'anew.sqlite'}"
    move(ledger_url, to)
    with Ledger.open(to, None) as anew:
        assert (anew.verify([office.head()]), anew.submissions()) == ((), office.submissions())
        assert anew.note("viewed", "event 2", "Secretariat") == anew.head()


def test_a_definition_is_never_told(whole: str) -> None:
    """Whoever wrote it may have put a count into it."""
    with owned(whole, "CREATE VIEW counts AS SELECT 4711 AS numerator, reason FROM remark") as connection:
        (place,) = breaks_in(connection, ())
    assert "4711" not in place.found


def test_a_server_that_writes_definitions_its_own_way_has_changed_nothing(postgres_url: str) -> None:
    with schema_on(postgres_url) as url:
        Ledger.open(url, DataSet.PUBLIC_RECORD).close()
        assert found_at(url, "SET LOCAL datestyle = 'German'", "SET LOCAL quote_all_identifiers = on") == []
