"""What breaks nothing and is named all the same: an index that a keeper of the database added, and rights too wide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from dashboard.ledger import DataSet, Ledger, LedgerError, backup
from dashboard.ledger.cautions import only_helps
from dashboard.ledger.engine import create_engine
from dashboard.ledger.structure import Part, structure_as_made
from tests.ledger.builder import RAPPORTEUR, accept, adjusting, publishing, submit_return
from tests.ledger.places import schema_on

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "ledger.md"
SUPERUSER = "The role cpc, by which the program connects, is a superuser: no trigger and no right stops it. "
HOW = "Let the program connect by a role that can only read and add: docs/ledger.md, Roles of PostgreSQL."


def as_somebody(url: str, statement: str) -> None:
    """Whatever the role of this address is let do."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def about_indexes(ledger: Ledger) -> list[str]:
    return [caution for caution in ledger.cautions() if caution.startswith("An index")]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE INDEX by_actor ON event (actor)",
        "create index by_actor on event(actor desc, type)",
        'CREATE INDEX by_actor ON event ("actor", "at" ASC)',
    ],
)
def test_a_plain_index_is_named_and_stops_nothing(office: Ledger, ledger_url: str, statement: str) -> None:
    as_somebody(ledger_url, statement)
    assert office.verify() == ()
    assert about_indexes(office) == [
        "An index by_actor of the table event is stored that the ledger does not have. It only helps to find rows, and "
        "changes nothing that is read or written."
    ]
    accept(office, submit_return(office))
    assert office.verify() == ()


@pytest.mark.parametrize(
    "definition",
    [
        "CREATE UNIQUE INDEX once ON event (actor)",
        "CREATE INDEX once ON event (lower(actor))",
        'CREATE INDEX once ON event ("nothing")',
        "CREATE INDEX once ON event (actor) WHERE sequence > 9",
        "CREATE INDEX once ON event USING gin (actor)",
        "CREATE INDEX once ON event USING btree (actor text_pattern_ops)",
        "CREATE INDEX once ON event ()",
        "",
    ],
)
@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_only_an_index_of_columns_as_they_are_is_plain(dialect: str, definition: str) -> None:
    made = structure_as_made(dialect)
    assert not only_helps(Part("event", "index", "once"), definition, made)
    assert only_helps(Part("event", "index", "once"), "CREATE INDEX once ON event (actor)", made)
    assert not only_helps(Part("event", "trigger", "once"), "CREATE INDEX once ON event (actor)", made)


def test_of_a_ledger_as_it_is_made_only_the_role_is_to_be_known(office: Ledger, ledger_url: str) -> None:
    """The tests connect as the superuser of their server."""
    assert office.cautions() == ((SUPERUSER + HOW,) if ledger_url.startswith("postgres") else ())


# ---- the roles that docs/ledger.md recommends ------------------------------------------------------------------------


@contextmanager
def roles(server: str) -> Iterator[tuple[str, str, sa.Engine]]:
    """URLs of a ledger's place for its owner and for the program, set up by the document's own statements."""
    mark = uuid4().hex[:8]
    with schema_on(server) as url:
        schema = str(sa.make_url(url).query["options"]).partition("=")[2]
        names = {"cpc_owner": f"owner_{mark}", "cpc_program": f"program_{mark}", "SCHEMA cpc": f"SCHEMA {schema}"}
        text = DOCUMENT.read_text("utf-8").partition("```sql\n")[2].partition("```")[0]
        for name, own in names.items():
            text = text.replace(name, own)
        admin = sa.create_engine(url)
        with admin.begin() as connection:
            for statement in filter(str.strip, text.split(";")):
                if "CREATE SCHEMA" in statement:  # it is there: the test's own
                    statement = f"ALTER SCHEMA {schema} OWNER TO owner_{mark}"
                connection.exec_driver_sql(statement)
        owner, program = (
            sa.make_url(url).set(username=f"{who}_{mark}").render_as_string(hide_password=False)
            for who in ("owner", "program")
        )
        yield owner, program, admin
        with admin.begin() as connection:
            for who in ("program", "owner"):
                connection.exec_driver_sql(f"DROP OWNED BY {who}_{mark} CASCADE")
                connection.exec_driver_sql(f"DROP ROLE {who}_{mark}")
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        admin.dispose()


@pytest.mark.postgres
def test_by_the_recommended_role_the_program_does_all_it_must_and_can_change_nothing(
    postgres_url: str, tmp_path: Path
) -> None:
    with roles(postgres_url) as (owner, program, _):
        with Ledger.open(owner, DataSet.OFFICE) as ledger:
            (caution,) = ledger.cautions()
            assert "owns the tables: it can switch their triggers off" in caution
        with Ledger.open(program, None) as ledger:
            assert ledger.cautions() == ()
            held = submit_return(ledger)
            accept(ledger, held)
            ledger.record(held.id, "adopted", RAPPORTEUR)
            ledger.submit(adjusting(), "Secretariat")
            ledger.publish(publishing(), RAPPORTEUR)
            ledger.withdraw_edition(1, RAPPORTEUR, "Wrong.")
            ledger.note("viewed", "the restricted view", RAPPORTEUR)
            assert ledger.verify() == ()
        assert backup(program, tmp_path).manifest.contents.head.sequence == 8
        for statement in (
            "UPDATE event SET actor = 'x'",
            "DELETE FROM remark",
            "TRUNCATE remark",
            "ALTER TABLE event DISABLE TRIGGER ALL",
            "DROP TABLE remark",
            "CREATE TABLE beside (name text)",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner"):
                as_somebody(program, statement)


@pytest.mark.postgres
def test_a_right_too_many_is_named(postgres_url: str) -> None:
    with roles(postgres_url) as (owner, program, _):
        Ledger.open(owner, DataSet.OFFICE).close()
        as_somebody(owner, f"GRANT UPDATE (actor), TRIGGER ON event TO {sa.make_url(program).username}")
        with Ledger.open(program, None) as ledger:
            (caution,) = ledger.cautions()
        assert f"may do more than read and add: TRIGGER on event, UPDATE on event. {HOW}" in caution


@pytest.mark.postgres
def test_the_program_s_role_makes_no_ledger_and_says_so(postgres_url: str) -> None:
    with roles(postgres_url) as (_, program, _), pytest.raises(LedgerError, match="permission denied for schema"):
        Ledger.open(program, DataSet.OFFICE)
