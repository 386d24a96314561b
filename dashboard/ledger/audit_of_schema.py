"""Whether the tables are those of the schema, and still refuse every change.

Nothing that is missed here changes what was filed; it shows that somebody with the owner's rights has been at work. A
shared PostgreSQL database may hold other tables, and they are nobody's business; a SQLite file is the ledger's alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from dashboard.ledger import tables
from dashboard.ledger.model import Break

REFUSAL = "the ledger is append-only: nothing in it is changed or deleted"
"""What the triggers of `migrations/` say; a trigger of the same name that does less is none."""

COLUMNS = {
    tables.VERSION_TABLE: frozenset({"version_num"}),
    **{name: frozenset(table.c.keys()) for name, table in tables.metadata.tables.items()},
}


def breaks_of_schema(connection: sa.Connection, *, head: int) -> Iterator[Break]:
    """Every break, reported at `head`: it belongs to no event."""
    is_sqlite = connection.dialect.name == "sqlite"
    guards = _guards_of_sqlite if is_sqlite else _guards_of_postgresql
    inspector = sa.inspect(connection)
    stored = set(inspector.get_table_names())
    if is_sqlite:
        for name in sorted(stored - COLUMNS.keys()):
            yield Break(head, f"a table {name} is stored that the ledger does not have")
    for name in sorted(stored & COLUMNS.keys()):
        for column in sorted({found["name"] for found in inspector.get_columns(name)} - COLUMNS[name]):
            yield Break(head, f"the table {name} has a column {column} that the ledger does not have")
    present = guards(connection)
    for name in sorted(tables.metadata.tables):
        for change, guard in _expected(name, is_sqlite=is_sqlite):
            if guard not in present:
                found = f"the table {name} is no longer protected: its trigger against {change} is not in force"
                yield Break(head, found)


def _expected(table: str, *, is_sqlite: bool) -> Iterator[tuple[str, str]]:
    """The triggers of a table as its database tells them, each with what it refuses."""
    if is_sqlite:
        for change in ("UPDATE", "DELETE"):
            yield (
                change,
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
            )
        return
    for name, change, each in (("change", "DELETE OR UPDATE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        yield (
            change,
            f"CREATE TRIGGER {table}_no_{name} BEFORE {change} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION ledger_refuses()",
        )


def _guards_of_sqlite(connection: sa.Connection) -> frozenset[str]:
    return frozenset(connection.scalars(sa.text("SELECT sql FROM sqlite_master WHERE type = 'trigger'")))


def _guards_of_postgresql(connection: sa.Connection) -> frozenset[str]:
    """Those that are switched on ("O"rigin or "A"lways) and whose function still refuses."""
    in_force = sa.text(
        "SELECT pg_get_triggerdef(t.oid, true) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_proc p ON p.oid = t.tgfoid WHERE c.relnamespace = current_schema()::regnamespace "
        "AND t.tgenabled IN ('O', 'A') AND btrim(p.prosrc) = :body"
    )
    return frozenset(connection.scalars(in_force, {"body": f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END"}))
