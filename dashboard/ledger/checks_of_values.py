"""What a single number or category must be to be stored."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dashboard.ledger.model import Dimensions

LONGEST_NUMBER = 30
"""Digits: no count of people and no sum in J$ comes near; it keeps `1E+999999` from being written out."""


def fault_of_number(number: object) -> str | None:
    """What is wrong with a number; None for one that can be stored and read back equal."""
    if not isinstance(number, Decimal):
        return "it must be a Decimal, because a float has no exact text to hash"
    if not number.is_finite():
        return "it must be a number"
    if max(number.adjusted() + 1, 0) + max(-int(number.as_tuple().exponent), 0) > LONGEST_NUMBER:
        return f"it may have at most {LONGEST_NUMBER} digits"
    return None


def faults_of_dimensions(dimensions: Dimensions) -> Iterator[str]:
    """What is wrong with the categories of a cell."""
    names = [dimension for dimension, _ in dimensions]
    if names != sorted(set(names)):
        yield f"the dimensions {names} must each stand once, in the order of their codes"
    for pair in dimensions:
        if any(not part or "=" in part or "|" in part for part in pair):
            yield f"the dimension {pair} must be two codes without '=' and '|'"
