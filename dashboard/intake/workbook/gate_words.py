"""The refusals that name a place: `place` is `Sheet “Identify”, cell C12,`, or the sheet alone."""

from __future__ import annotations

from dashboard.intake.workbook.gate_limits import FRESH, MAX_ROW, MAX_TEXT
from dashboard.intake.workbook.model import RefusedFile


def outside_area(place: str) -> RefusedFile:
    """A cell, range or comment beyond column CZ or the last row."""
    return RefusedFile(
        "outside_area",
        f"{place} is filled, merged, linked or commented on outside of the form; only columns A to CZ and "
        f"rows 1 to {MAX_ROW:,} may be. Delete the columns and rows that were added there, save it and send it "
        "again.",
    )


def text_too_long(place: str) -> RefusedFile:
    """More text in a cell, or in one tag, than Excel writes."""
    return RefusedFile(
        "text_too_long",
        f"{place} holds a text longer than {MAX_TEXT:,} characters, more than Excel allows in a cell. {FRESH}.",
    )


def twice(place: str, what: str) -> RefusedFile:
    """`what` is `cell C12` or `row 12`."""
    return RefusedFile(
        "cell_twice",
        f"{place} holds {what} twice or out of order, so that it says two different "
        f"things; Excel never writes such a file. {FRESH}.",
    )


def program_call(place: str) -> RefusedFile:
    """Dynamic data exchange."""
    return RefusedFile(
        "program_call",
        f"{place} holds a formula that calls another program; a return holds typed entries only. Delete "
        "the formula, enter the number itself, save it and send it again.",
    )


def too_complex(place: str) -> RefusedFile:
    """Too many elements, or too deep."""
    return RefusedFile(
        "too_complex",
        f"{place} holds more elements, or more of them inside each other, than any filled return. {FRESH}.",
    )
