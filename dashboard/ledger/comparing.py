"""Rows as they are stored, held value by value against the rows that the program would store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dashboard.ledger.model import Break
from dashboard.ledger.rows import Row


@dataclass(frozen=True)
class Owner:
    """What rows belong to (`submission tip-2022.1`, `edition 3`), the event that stored it, and its rows in order."""

    name: str
    sequence: int
    rows: list[Row]

    def differs(self, difference: str) -> Break:
        return differs(self.name, self.sequence, difference)


def stored_rows(connection: sa.Connection, table: sa.Table) -> Iterator[Row]:
    """A table's rows as the database gives them: no type of ours makes two stored values one."""
    found = connection.execute(sa.select(sa.text("*")).select_from(table))
    names = tuple(found.keys())
    for row in found:
        yield dict(zip(names, row, strict=True))


def storing(connection: sa.Connection, table: sa.Table) -> Callable[[Row], Row]:
    """What a row of ours looks like once it is stored in this database."""
    dialect = connection.dialect
    encoders = [(column.name, column.type.dialect_impl(dialect).bind_processor(dialect)) for column in table.c]
    needed = [(name, encode) for name, encode in encoders if encode is not None]

    def store(row: Row) -> Row:
        return row | {name: encode(row[name]) for name, encode in needed if name in row}

    return store


def difference(filed: Row, stored: Row) -> str | None:
    """Where a row first differs: `numerator is not stored as it was filed`."""
    changed = (name for name, value in filed.items() if stored[name] != value)
    return next((f"{name} is not stored as it was filed" for name in changed), None)


def differs(owner: str, sequence: int, difference: str) -> Break:
    """A break in the stored rows of an owner."""
    return Break(sequence, f"the stored rows of {owner} differ: {difference}")


def breaks_of_places(
    connection: sa.Connection,
    table: sa.Table,
    name: str,
    owners: Mapping[Any, Owner],
    known: Collection[Any],
    *,
    head: int,
) -> Iterator[Break]:
    """Whether a table's rows stand at places 0, 1, 2 … of an owner that is there, and say what it says.

    The first column names the owner. `known` are all that are there, also those that cannot be read and so are not
    among the `owners`; `head` is where a row is reported that belongs to none.
    """
    column = next(iter(table.c)).name
    stored: defaultdict[Any, dict[int, Row]] = defaultdict(dict)
    for row in stored_rows(connection, table):
        stored[row[column]][row["position"]] = row
    for stranger in stored.keys() - known:
        kind = column.removesuffix("_id")
        yield Break(head, f"{name} are stored for {kind} {stranger}, which is not there")
    store = storing(connection, table)
    for key, owner in owners.items():
        its = stored.get(key, {})
        if len(owner.rows) != len(its):
            few = "fewer" if len(its) < len(owner.rows) else "more"
            yield owner.differs(f"{few} {name} are stored than were filed")
        elif any(place not in its for place in range(len(its))):
            yield Break(owner.sequence, f"the {name} of {owner.name} are not in their places")
        elif found := _first((f"{name}[{place}].", store(row), its[place]) for place, row in enumerate(owner.rows)):
            yield owner.differs(found)


def _first(pairs: Iterable[tuple[str, Row, Row]]) -> str | None:
    return next((path + found for path, filed, stored in pairs if (found := difference(filed, stored))), None)
