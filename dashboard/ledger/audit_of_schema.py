"""Whether the tables are as the migrations make them, and nothing acts on them that the migrations did not make.

Nothing that is missed here changes what was filed; it shows that somebody with the owner's rights has been at work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import sqlalchemy as sa

from dashboard.ledger.cautions import only_helps
from dashboard.ledger.model import Break
from dashboard.ledger.structure import Part, Structure, structure_as_made, structure_of

WHAT = {
    "column": "a column holds a part of what was filed",
    "constraint": "a constraint refuses rows that do not fit each other",
    "function": "a function is what a trigger does",
    "heir": "the rows of a table that inherits count as the ledger's",
    "index": "an index may refuse rows, or run what somebody wrote, and finds rows fast",
    "policy": "a policy hides rows, or refuses them",
    "rule": "a rule puts another act in the place of the one asked for",
    "setting": "while it is anything but origin, no trigger is in force",
    "table": "a table holds what was filed",
    "trigger": "a trigger can refuse, swallow or change what is written",
    "view": "a view shows what is in the tables to whoever may read it",
}
"""What each kind of part does, for a reader who keeps no database."""

MEND_ADDED = "Find out who put it there and why, then take it away"
MEND_OTHERS = (
    "Find out who did it and why, then carry the ledger to an empty place, where it is made anew: python3 run.py move"
)
MEND_SETTING = "Find out who set it and why, then set it back to origin, for the database and for its users"


def breaks_of_schema(connection: sa.Connection, *, head: int) -> Iterator[Break]:
    """Every part that is missing, changed or added, reported at `head`: it belongs to no event.

    An added index that only helps to find rows is no break (`cautions.py` tells of it).
    """
    made, found = structure_as_made(connection.dialect.name), structure_of(connection)
    differing = {part for part in made.keys() | found.keys() if made.get(part) != found.get(part)}
    differing -= {part for part in found.keys() - made.keys() if only_helps(part, found[part], made)}
    for part in sorted(differing):
        if not _is_told_by_another(part, differing, made, found):
            yield Break(head, _sentence(part, made, found))


def _is_told_by_another(part: Part, differing: Collection[Part], made: Structure, found: Structure) -> bool:
    """One finding a cause: a table tells of all that came or went with it, and its columns tell what changed in it."""
    table = Part(part.table, "table", part.table)
    if part != table:
        return table in differing and (table in made) != (table in found)
    its_columns = any(each.table == part.table and each.kind == "column" for each in differing)
    return part in made and part in found and its_columns


def _sentence(part: Part, made: Structure, found: Structure) -> str:
    """`a trigger spy of the table event is stored that the ledger does not have: what it can do. How to mend it`.

    Never the definition: whoever wrote it may have put a number into it.
    """
    name = f"{part.kind} {part.name}"
    if part.kind == "heir":
        name = f"table {part.name} that inherits"
    if part.kind not in ("table", "view") and part.table:
        name = f"{name} of the table {part.table}"
    if part.kind == "setting":
        said, mend = f"the {name} is not {made[part]}", MEND_SETTING
    elif part not in made:
        said, mend = f"{'an' if name[0] in 'aeiou' else 'a'} {name} is stored that the ledger does not have", MEND_ADDED
    elif part not in found:
        said, mend = f"the {name} is missing", MEND_OTHERS
    else:
        said, mend = f"the {name} is not as the ledger made it, or is switched off", MEND_OTHERS
    return f"{said}: {WHAT[part.kind]}. {mend}"
