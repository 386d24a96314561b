"""Records to rows and back, field by field: a new field of a dataclass needs one new column and nothing here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa

from dashboard.periods import Period

Record = TypeVar("Record")


def row_of(table: sa.Table, record: Any) -> dict[str, Any]:
    """A dataclass as column values; a period fills its two columns."""
    row: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if field.name in _periods(table):
            row[f"{field.name}_start"] = value and value.start
            row[f"{field.name}_end"] = value and value.end
        else:
            row[field.name] = value
    return row


def record_of(kind: type[Record], table: sa.Table, row: Mapping[Any, Any]) -> Record:
    """The reverse of `row_of`."""
    periods = _periods(table)
    names = (field.name for field in fields(kind))  # type: ignore[arg-type] # no bound says "any dataclass"
    return kind(**{name: period_of(row, name) if name in periods else row[name] for name in names})


def period_of(row: Mapping[Any, Any], name: str) -> Period | None:
    """The period in a row's two columns; None where they are empty."""
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if start is None else Period(start, end)


@cache
def _periods(table: sa.Table) -> frozenset[str]:
    """The fields that are periods, and so have two columns."""
    return frozenset(column.name.removesuffix("_start") for column in table.c if column.name.endswith("_start"))
