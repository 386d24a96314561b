"""What a ledger's tables are made of, as its database tells it: each column, index, trigger and whatever else acts on
them, with its definition. Nothing is read of what the tables hold.

A SQLite file is the ledger's alone, and all in it is told. A PostgreSQL database may be shared: there it is the
ledger's own tables, all that hangs on them, and what in their schema reads them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from dashboard.ledger import tables

AS_MADE = Path(__file__).with_name("structure.json")
"""What the migrations make in an empty place, on each database; `tests/ledger/write_structure.py` writes it."""


@dataclass(frozen=True, order=True)
class Part:
    """One thing that a ledger is made of. `table` is the one it belongs to: for a table itself, its own name."""

    table: str
    kind: str
    name: str


Structure = Mapping[Part, str]
"""Each part with its definition, as one line."""


@cache
def structure_as_made(dialect: str) -> Structure:
    """What the migrations make in an empty place of `sqlite` or `postgresql`."""
    return {Part(*part): definition for *part, definition in json.loads(AS_MADE.read_text("utf-8"))[dialect]}


def text_of(structures: Mapping[str, Structure]) -> str:
    """The text of `AS_MADE`: for each database a line a part."""
    lines = {
        dialect: ",\n".join(json.dumps([*_fields(part), parts[part]], ensure_ascii=False) for part in sorted(parts))
        for dialect, parts in sorted(structures.items())
    }
    return "{\n" + ",\n".join(f'"{dialect}": [\n{said}\n]' for dialect, said in lines.items()) + "\n}\n"


def structure_of(connection: sa.Connection) -> Structure:
    """What is there now."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(sa.text(_SQLITE))
    else:
        # A server's or a user's own settings change how a definition reads, as a date in it. Only for this transaction.
        connection.execute(
            sa.text("SELECT set_config('DateStyle', 'ISO', true), set_config('quote_all_identifiers', 'off', true)")
        )
        own = [tables.VERSION_TABLE, *tables.metadata.tables]
        found = connection.execute(sa.text(_POSTGRESQL), {"tables": own})
    return {Part(table, kind, name): " ".join(definition.split()) for table, kind, name, definition in found}


def _fields(part: Part) -> tuple[str, str, str]:
    return part.table, part.kind, part.name


# Left out are the indexes that a table's own text makes, and what ANALYZE counts, which only helps to find rows fast.
_SQLITE = """
SELECT tbl_name, type, name, coalesce(sql, '') FROM sqlite_master
WHERE NOT (type = 'index' AND sql IS NULL) AND NOT (type = 'table' AND name IN ('sqlite_stat1', 'sqlite_stat4'))
UNION ALL
SELECT made.name, 'column', its.name,
    its.type || CASE its."notnull" WHEN 1 THEN ' NOT NULL' ELSE '' END || coalesce(' DEFAULT ' || its.dflt_value, '')
FROM sqlite_master AS made JOIN pragma_table_xinfo(made.name) AS its
WHERE made.type = 'table' AND made.name NOT IN ('sqlite_stat1', 'sqlite_stat4')
"""

# A trigger counts with whether it is switched on, a foreign key with whether the triggers behind it are, a function
# once, not with each of the triggers that call it. Texts are asked for as they read from within the ledger's schema.
_POSTGRESQL = """
WITH own AS (
    SELECT oid, relname, relkind, relpersistence, relrowsecurity, relforcerowsecurity FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(:tables)
)
SELECT relname::text, 'table', relname::text, concat_ws(' ', 'kind', relkind, 'persistence', relpersistence,
    CASE WHEN relrowsecurity THEN 'row security' END, CASE WHEN relforcerowsecurity THEN 'forced' END,
    (SELECT 'inherits' FROM pg_inherits WHERE inhrelid = own.oid LIMIT 1))
FROM own
UNION ALL
SELECT relname::text, 'heir', inhrelid::regclass::text, 'rows of it count as the table''s'
FROM own JOIN pg_inherits ON inhparent = own.oid
UNION ALL
SELECT relname::text, 'column', attname::text, concat_ws(' ', format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN 'NOT NULL' END, 'DEFAULT ' || pg_get_expr(adbin, adrelid, true),
    nullif('identity ' || attidentity::text, 'identity '), nullif('generated ' || attgenerated::text, 'generated '),
    (SELECT 'COLLATE ' || collname FROM pg_collation, pg_type
        WHERE pg_collation.oid = attcollation AND pg_type.oid = atttypid AND attcollation <> typcollation))
FROM own JOIN pg_attribute ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
UNION ALL
SELECT relname::text, 'constraint', conname::text, concat_ws(' ', pg_get_constraintdef(it.oid, true),
    CASE WHEN NOT convalidated THEN 'not validated' END,
    (SELECT 'switched off' FROM pg_trigger WHERE tgconstraint = it.oid AND tgenabled NOT IN ('O', 'A') LIMIT 1))
FROM own JOIN pg_constraint AS it ON conrelid = own.oid AND contype IN ('p', 'u', 'f', 'c', 'x')
UNION ALL
SELECT own.relname::text, 'index', i.relname::text,
    concat_ws(' ', pg_get_indexdef(indexrelid, 0, true), CASE WHEN NOT indisvalid THEN 'not in force' END)
FROM own JOIN pg_index ON indrelid = own.oid JOIN pg_class AS i ON i.oid = indexrelid
WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
UNION ALL
SELECT relname::text, 'trigger', tgname::text,
    concat_ws(' ', pg_get_triggerdef(it.oid, true), CASE WHEN tgenabled NOT IN ('O', 'A') THEN 'switched off' END)
FROM own JOIN pg_trigger AS it ON tgrelid = own.oid AND NOT tgisinternal
UNION ALL
SELECT DISTINCT '', 'function', it.oid::regprocedure::text,
    concat_ws(' ', lanname, prosrc, CASE WHEN prosecdef THEN 'as its owner' END, proconfig::text)
FROM own JOIN pg_trigger ON tgrelid = own.oid AND NOT tgisinternal
    JOIN pg_proc AS it ON it.oid = tgfoid JOIN pg_language ON pg_language.oid = prolang
UNION ALL
SELECT relname::text, 'rule', rulename::text,
    concat_ws(' ', pg_get_ruledef(it.oid, true), CASE WHEN ev_enabled NOT IN ('O', 'A') THEN 'switched off' END)
FROM own JOIN pg_rewrite AS it ON ev_class = own.oid
UNION ALL
SELECT DISTINCT v.relname::text, 'view', v.relname::text, pg_get_viewdef(v.oid, true)
FROM own JOIN pg_depend AS d ON refclassid = 'pg_class'::regclass AND refobjid = own.oid
    AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_rewrite AS it ON it.oid = d.objid JOIN pg_class AS v ON v.oid = ev_class AND v.relkind IN ('v', 'm')
WHERE v.relnamespace = current_schema()::regnamespace AND v.oid NOT IN (SELECT oid FROM own)
UNION ALL
SELECT relname::text, 'policy', polname::text, concat_ws(' ', polcmd, polpermissive, polroles::text,
    pg_get_expr(polqual, polrelid, true), pg_get_expr(polwithcheck, polrelid, true))
FROM own JOIN pg_policy ON polrelid = own.oid
UNION ALL
SELECT '', 'setting', 'session_replication_role', current_setting('session_replication_role')
"""
