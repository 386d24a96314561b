"""What breaks nothing and should be known: what somebody added to the tables that can change nothing, and rights that
let the program's own role do more than read and add.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import sqlalchemy as sa

from dashboard.ledger import tables
from dashboard.ledger.structure import Part, Structure, structure_as_made, structure_of

_PLAIN_INDEX = re.compile(
    r"""CREATE INDEX (?:"[^"]*"|\S+) ON \S+? ?(?:USING btree )?\((?P<columns>[^()]*)\)(?: not in force)?""",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"""(?P<name>"?\w+"?)(?: ASC| DESC)?(?: NULLS (?:FIRST|LAST))?""", re.IGNORECASE)


def cautions(connection: sa.Connection) -> tuple[str, ...]:
    """A sentence each; empty where there is nothing to know."""
    made, found = structure_as_made(connection.dialect.name), structure_of(connection)
    helpers = sorted(part for part in found.keys() - made.keys() if only_helps(part, found[part], made))
    said = tuple(
        f"An index {part.name} of the table {part.table} is stored that the ledger does not have. It only helps to "
        "find rows, and changes nothing that is read or written."
        for part in helpers
    )
    return said if connection.dialect.name == "sqlite" else (*said, *_rights(connection))


def only_helps(part: Part, definition: str, made: Structure) -> bool:
    """Whether an added part is a plain index: of columns as they are, of every row, refusing none.

    An index of an expression, of a part of the rows or of another kind runs what somebody wrote: it is a break.
    """
    match = _PLAIN_INDEX.fullmatch(definition) if part.kind == "index" else None
    if match is None:
        return False
    columns = {each.name for each in made if (each.table, each.kind) == (part.table, "column")}
    named = (_COLUMN.fullmatch(text.strip()) for text in match["columns"].split(","))
    return all(column is not None and column["name"].strip('"').lower() in columns for column in named)


def _rights(connection: sa.Connection) -> Iterator[str]:
    """What the role of this connection may do to the tables beyond reading them and adding to them."""
    own = [tables.VERSION_TABLE, *tables.metadata.tables]
    role, is_superuser, owned = connection.execute(sa.text(_ROLE), {"tables": own}).one()
    beyond = connection.execute(sa.text(_BEYOND), {"tables": own}).all()
    if is_superuser:
        found = f"The role {role}, by which the program connects, is a superuser: no trigger and no right stops it"
    elif owned:
        found = f"The role {role}, by which the program connects, owns the tables: it can switch their triggers off"
    elif beyond:
        rights = ", ".join(f"{right} on {table}" for table, right in beyond)
        found = f"The role {role}, by which the program connects, may do more than read and add: {rights}"
    else:
        return
    yield f"{found}. Let the program connect by a role that can only read and add: docs/ledger.md, Roles of PostgreSQL."


_ROLE = """
SELECT current_user::text, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user), EXISTS (
    SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(:tables)
    AND pg_has_role(current_user, relowner, 'MEMBER'))
"""
_BEYOND = """
SELECT relname::text, its FROM pg_class, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS its
WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(:tables)
AND CASE its
    WHEN 'UPDATE' THEN has_any_column_privilege(current_user, pg_class.oid, its)  -- or of the whole table
    ELSE has_table_privilege(current_user, pg_class.oid, its) END
ORDER BY 1, 2
"""
