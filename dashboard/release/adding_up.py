"""Why the categories of a table do not come to its total: adjustments took more off the one than off the other, or
not only that.

For the restricted tier alone, which sees the numbers: amounts, agencies, and the reason as the ledger has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from dashboard.figures import Figure
from dashboard.ledger import Kind
from dashboard.release.grouping import counts_of


def why_not_adding_up(total: Figure, cells: Mapping[str, Figure], agency: Callable[[str], str]) -> str:
    """`the categories come to 12 and the total to 11, because of what was taken off as counted twice: …`.

    "" where they agree, a number is missing, or nothing was taken off. `cells` are the figures of one dimension and
    period by the label of their category; `agency` gives the name of an agency's code.
    """
    taken = [line for what, figure in (("the total", total), *cells.items()) for line in _taken(what, figure, agency)]
    whole, parts = counts_of(total), [counts_of(figure) for figure in cells.values()]
    known = [counts for counts in parts if counts is not None]
    if not taken or whole is None or not known or len(known) < len(parts):
        return ""
    added = known[0]
    for counts in known[1:]:
        added = added + counts
    if added == whole:
        return ""
    come_to = _words(added.counted, None if added.rest is None else added.counted + added.rest)
    in_all = _words(whole.counted, None if whole.rest is None else whole.counted + whole.rest)
    (more, more_of), (fewer, fewer_of) = _off([total]), _off(cells.values())
    explained = added.counted - whole.counted == more - fewer and (
        added.rest is None or whole.rest is None or added.rest - whole.rest == more_of - more - (fewer_of - fewer)
    )
    why = ", because of what was taken off as counted twice" if explained else "; taken off as counted twice was only"
    return f"the categories come to {come_to} and the total to {in_all}{why}: {'; '.join(taken)}"


def _off(figures: Iterable[Figure]) -> tuple[Decimal, Decimal]:
    """How many were taken off of figures, and off of what they are out of."""
    lines = [part for figure in figures for part in figure.parts if part.kind is Kind.ADJUSTMENT]
    counted = sum((-(line.numerator or Decimal(0)) for line in lines), Decimal(0))
    return counted, sum((-(line.denominator or Decimal(0)) for line in lines), Decimal(0))


def _taken(what: str, figure: Figure, agency: Callable[[str], str]) -> Iterator[str]:
    """`1 from the total, counted by JCF and CPFSA in 2021/22 (moved between shelters)`, for each adjustment."""
    for part in figure.parts:
        if part.kind is Kind.ADJUSTMENT:
            amount = _words(-(part.numerator or Decimal(0)), -part.denominator if part.denominator else None)
            both, reason = " and ".join(map(agency, part.agencies)), part.reason.strip().rstrip(".")
            yield f"{amount} from {what}, counted by {both} in {part.period.label} ({reason})"


def _words(counted: Decimal | int, of: Decimal | int | None) -> str:
    return f"{counted:,}" if of is None else f"{counted:,} of {of:,}"
