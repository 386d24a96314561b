"""Whether a number can be the count that it says it is; one that cannot makes no figure, and is listed."""

from __future__ import annotations

from decimal import Decimal

UNUSABLE = "says less than nothing, more than what it is out of, or no count at all"


def is_usable(numerator: Decimal | None, denominator: Decimal | None) -> bool:
    """False for what is below zero or no finite number, and for a share that is no whole count out of another."""
    numbers = [number for number in (numerator, denominator) if number is not None]
    if not all(number.is_finite() and number >= 0 for number in numbers):
        return False
    if numerator is None or denominator is None:
        return True
    return numerator <= denominator and all(number == number.to_integral_value() for number in numbers)
