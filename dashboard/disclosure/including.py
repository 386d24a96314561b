"""Where one series is part of another (1.2a of 1.3a), each printed cell of the one bounds the same cell of the other,
and two printed cells tell a third count: those in the larger alone.

For each dimension of a year that both have, the first of these that is safe:

* both are printed, where those in the larger alone can be protected as the rest of "x of y" without hiding more of it;
* only the larger is printed, where its cells do not narrow the smaller's too far;
* neither is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from dashboard.disclosure.groups import Breakdown, Counts, Group, Stock
from dashboard.disclosure.linking import COUNTED, adds_up
from dashboard.disclosure.model import Claim, System, is_wide_enough
from dashboard.disclosure.policy import ReleasePolicy
from dashboard.disclosure.protecting import Ruling, Step, Why, protect
from dashboard.disclosure.readings import systems


def with_inclusions(
    groups: Mapping[str, Group], rulings: Mapping[str, Ruling], policy: ReleasePolicy
) -> dict[str, Ruling]:
    """The rulings on all groups, so that no pair of `policy.included` tells more together than each alone."""
    found = dict(rulings)
    for smaller, larger in policy.included:
        for name in rulings:
            series, year = _series_and_year(name)
            other = f"{larger}/{year}"
            if series == smaller and other in found:
                found[name], found[other] = _together(groups[name], groups[other], found[name], found[other], policy)
    return found


def _series_and_year(group: str) -> tuple[str, str]:
    indicator, component, year = group.split("/", 2)
    return f"{indicator}/{component}", year


def _together(
    smaller: Group, larger: Group, of_smaller: Ruling, of_larger: Ruling, policy: ReleasePolicy
) -> tuple[Ruling, Ruling]:
    both = pair_of(smaller, larger)
    # What the counts contradict is no inclusion, and misleads whoever believes it.
    if both is None:
        return of_smaller, of_larger
    joint = protect(both, policy.natfatip.breakdowns, policy)
    for dimension in sorted({cell.partition("=")[0] for cell in (*of_smaller.shown, *of_larger.shown)}):
        if not larger.tables((dimension,)) or not smaller.tables((dimension,)):
            continue
        shown = _of(of_larger, dimension)
        if dimension not in of_smaller.coarse | of_larger.coarse and shown <= _of(joint, dimension):
            of_smaller = replace(of_smaller, shown=of_smaller.shown - (_of(of_smaller, dimension) - shown))
            continue
        of_smaller = _without(of_smaller, dimension)
        if _narrows(smaller, larger, dimension, shown, policy):
            of_larger = _without(of_larger, dimension)
    return of_smaller, of_larger


def _of(ruling: Ruling, dimension: str) -> frozenset[str]:
    return frozenset(cell for cell in ruling.shown if cell.partition("=")[0] == dimension)


def _without(ruling: Ruling, dimension: str) -> Ruling:
    steps = tuple(step for step in ruling.steps if step.dimension != dimension)
    return replace(
        ruling,
        shown=ruling.shown - _of(ruling, dimension),
        coarse=ruling.coarse - {dimension},
        steps=(*steps, Step(Why.UNSAFE, dimension)),
        one_category=tuple(name for name in ruling.one_category if name != dimension),
    )


def pair_of(smaller: Group, larger: Group) -> Group | None:
    """The larger's children as "x of y": those in the smaller, and the rest. None where the counts do not allow it."""
    if smaller.total.rest is not None or larger.total.rest is not None:
        return None
    if [stock.name for stock in smaller.stocks] != [stock.name for stock in larger.stocks]:
        return None
    stocks = [_pair(one, other) for one, other in zip(smaller.stocks, larger.stocks, strict=True)]
    whole = tuple(stock for stock in stocks if stock is not None)
    return replace(larger, stocks=whole, editions=(), elsewhere=(), bounds=()) if len(whole) == len(stocks) else None


def _pair(smaller: Stock, larger: Stock) -> Stock | None:
    total = _part(smaller.total, larger.total)
    own = {table.dimension: dict(table.cells) for table in smaller.breakdowns}
    tables = []
    for table in larger.breakdowns:
        cells = own.get(table.dimension, {})
        if cells.keys() != dict(table.cells).keys():
            continue
        parts = [(code, _part(cells[code], counts)) for code, counts in table.cells]
        if any(part is None for _, part in parts):
            return None
        tables.append(Breakdown(table.dimension, tuple((code, part) for code, part in parts if part is not None)))
    return None if total is None else Stock(larger.name, total, tuple(tables))


def _part(smaller: Counts, larger: Counts) -> Counts | None:
    rest = larger.counted - smaller.counted
    return None if rest < 0 else Counts(smaller.counted, rest)


@lru_cache(maxsize=1024)
def _narrows(smaller: Group, larger: Group, dimension: str, shown: frozenset[str], policy: ReleasePolicy) -> bool:
    """Whether the printed cells of the larger give away or narrow too far a small cell of the smaller, all hidden."""
    from dashboard.disclosure.audit import audit, borne_out
    from dashboard.disclosure.equations import Equations

    if not adds_up(smaller.stocks, dimension, smaller.overlapping):
        return False
    (table,) = larger.tables((dimension,))
    ceilings = {f"{dimension}={code}": counts.counted for code, counts in table.cells}
    small = any(1 <= side < policy.threshold for side in smaller.total.sides)
    for system in systems(smaller, (dimension,), frozenset(), policy):
        told = replace(
            system,
            claims=(*system.claims, *_ceilings(system, ceilings, shown)),
            watch={**system.watch, **_rests(system, ceilings, shown, policy)},
        )
        hidden = frozenset(name for name in told.cells if name.startswith(f"{dimension}="))
        report = audit(Equations(told, crossed=False), hidden, intervals=False)
        if report.contradictions:
            return True
        intervals = borne_out(told, hidden, report)
        for name in (*(hidden & told.primary), *told.watch):
            interval = intervals[name]
            wide = small or name in told.watch or is_wide_enough(interval.lo, interval.hi, told.policy)
            if interval.is_exact or not wide:
                return True
    return False


def _rests(
    system: System, ceilings: Mapping[str, int], shown: frozenset[str], policy: ReleasePolicy
) -> dict[str, frozenset[str]]:
    """Cells of the smaller that, once known, tell how few are in the larger alone."""
    return {
        f"rest of {cell}": system.cells[name]
        for cell, count in ceilings.items()
        if cell in shown and (name := f"{cell}|{COUNTED}") in system.cells
        if 1 <= count - system.value(name) < policy.threshold
    }


def _ceilings(system: System, ceilings: Mapping[str, int], shown: frozenset[str]) -> tuple[Claim, ...]:
    return tuple(
        Claim(dict.fromkeys(system.cells[name], Fraction(1)), None, Fraction(count))
        for cell, count in ceilings.items()
        if cell in shown and (name := f"{cell}|{COUNTED}") in system.cells
    )
