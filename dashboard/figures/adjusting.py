"""What adjustments take off a national sum: in the order accepted, and never more than can have been counted twice.

A return may be amended or corrected after an adjustment was accepted. The line then takes off only what the agencies it
names can still both have counted; a line that would take more is left out and listed, never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.figures.answers import Line
from dashboard.figures.model import Part
from dashboard.figures.returned import Number

TOO_MUCH = "it would take off more than the agencies it names can both have counted"
OUT_OF_MORE = "it would leave a number greater than what it is out of"


@dataclass(frozen=True)
class Adjusted:
    """The number after the lines `taken`; `left_out` are the others, each with the reason, which holds no number."""

    number: Number
    taken: tuple[Line, ...]
    left_out: tuple[tuple[Line, str], ...]


def adjust(number: Number, lines: Iterable[Line], parts: Mapping[str, Part]) -> Adjusted:
    """Take the lines off the sum of `parts` (by agency, as corrected), one after the other."""
    numerators = {agency: part.numerator or Decimal(0) for agency, part in parts.items()}
    denominators = {agency: part.denominator or Decimal(0) for agency, part in parts.items()}
    taken: list[Line] = []
    left_out: list[tuple[Line, str]] = []
    for line in lines:
        standing = [*taken, line]
        less = _less(number, line)
        above = [(one.adjustment.agencies, -one.adjustment.numerator) for one in standing]
        below = [(one.adjustment.agencies, -one.adjustment.denominator) for one in standing]
        if not (_can_be_double(above, numerators) and _can_be_double(below, denominators)):
            left_out.append((line, TOO_MUCH))
        elif less.denominator is not None and less.numerator is not None and less.numerator > less.denominator:
            left_out.append((line, OUT_OF_MORE))
        else:
            number, taken = less, standing
    return Adjusted(number, tuple(taken), tuple(left_out))


def named_together(named: Iterable[Iterable[str]]) -> tuple[frozenset[str], ...]:
    """Each set of agencies that a line names, and each that lines name together which have an agency in common.

    Lines on A and B, B and C, A and C may each be right, and not all three. Those on D and E have no part in it: with
    them the same three would be hidden in a larger sum.
    """
    found: dict[frozenset[str], None] = {}
    for agencies in map(frozenset, named):
        waiting = [agencies]
        while waiting:
            each = waiting.pop()
            if each not in found:
                waiting += [each | one for one in found if each & one]
                found[each] = None
    return tuple(found)


def _can_be_double(taken: Sequence[tuple[tuple[str, ...], Decimal]], counted: Mapping[str, Decimal]) -> bool:
    """Whether so many can have been counted twice by each set of agencies that lines name."""
    for agencies in named_together(agencies for agencies, _ in taken):
        within = sum((amount for who, amount in taken if agencies.issuperset(who)), Decimal(0))
        numbers = [counted.get(agency, Decimal(0)) for agency in agencies]
        # All of them can at most be the children whom the agency with the most has counted.
        if within > sum(numbers, Decimal(0)) - max(numbers, default=Decimal(0)):
            return False
    return True


def _less(number: Number, line: Line) -> Number:
    return replace(
        number,
        numerator=None if number.numerator is None else number.numerator + line.adjustment.numerator,
        denominator=None if number.denominator is None else number.denominator + line.adjustment.denominator,
    )
