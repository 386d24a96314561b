"""A witness: other children, of whom everything published is the same.

Rows are changed in every way that might be hidden from an audience: who counted a child, in which half-year, in which
of two hidden categories, whether one child less is in a total that is withheld. A series' year is put back where that
changed a claim, until no claim is changed. What is left is a ledger that the audience must not be able to tell from
the true one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dashboard.catalogue import Catalogue, RollUp
from dashboard.periods import Period, financial_year_of
from dashboard.release import WITHHELD_SYMBOL
from tests.noninterference.children import Asked, Child, asked_of_people

Claims = Mapping[str, str]
"""What is printed under each stable key: "2.2a/identified/2021/22/sex=female" -> "[c]"."""

Place = tuple[str, int]
"""A series and the year in which its financial year begins."""

_ROUNDS = 12


def witness(
    catalogue: Catalogue,
    halves: Sequence[Period],
    children: Sequence[Child],
    claims_of: Callable[[Sequence[Child]], Claims],
) -> tuple[list[Child], list[Place]]:
    """Other children with the same claims, and the series and years in which they differ.

    AssertionError where no way was found to make the claims the same.
    """
    claims = claims_of(children)
    asked = {(one.series, half): one for half in halves for one in asked_of_people(catalogue, half)}
    true, changed = _by_place(children), {}
    for place, found in true.items():
        changed[place] = [_copy(child) for child in found]
        _change(catalogue, changed[place], place, asked, claims)
    for _ in range(_ROUNDS):
        told = claims_of([child for found in changed.values() for child in found])
        different = {key for key in claims.keys() | told.keys() if claims.get(key) != told.get(key)}
        if not different:
            return (
                [child for found in changed.values() for child in found],
                [place for place, found in changed.items() if found != true[place]],
            )
        for key in different:
            indicator, component, year = key.split("/", 2)
            for place in changed:
                # Components of one indicator are withheld for being near each other.
                if place[1] == int(year[:4]) and _original(catalogue, place[0]) in (
                    _original(catalogue, f"{indicator}/{component}"),
                    *((place[0],) if place[0].startswith(f"{indicator}/") else ()),
                ):
                    changed[place] = [_copy(child) for child in true[place]]
    raise AssertionError(f"no witness was found: still different are {sorted(different)[:5]}")


def _original(catalogue: Catalogue, series: str) -> str:
    indicator, component = series.split("/")
    return f"{catalogue.indicator(indicator).alias_of or indicator}/{component}"


def _by_place(children: Iterable[Child]) -> dict[Place, list[Child]]:
    found: defaultdict[Place, list[Child]] = defaultdict(list)
    for child in children:
        found[child.series, child.year].append(child)
    return found


def _copy(child: Child) -> Child:
    return replace(child, categories=dict(child.categories))


def _change(
    catalogue: Catalogue, found: list[Child], place: Place, asked: Mapping[tuple[str, Period], Asked], claims: Claims
) -> None:
    series, year = place
    key = f"{series}/{Period.financial_year(year).code}"
    first = asked.get((series, Period.financial_year(year).halves[0]))
    _move_categories(found, key, claims)
    if claims.get(key) == WITHHELD_SYMBOL:
        _one_more_or_less(found)
    indicator, component = series.split("/")
    flows = catalogue.indicator(indicator).component(component).roll_up is RollUp.SUM
    if first is not None and not first.period.is_financial_year:
        _move_halves(found, first.period, flows=flows)
    for child in found:
        half = child.period if not child.period.is_financial_year else child.period.halves[1]
        agencies = asked[series, half].agencies
        child.agency = agencies[(agencies.index(child.agency) + 1) % len(agencies)]


def _move_categories(found: list[Child], key: str, claims: Claims) -> None:
    """In each dimension one counted child from a hidden category to another hidden one."""
    last = max((child.period for child in found), default=None)
    counted = [child for child in found if child.counted and child.period == last]
    for dimension in sorted({name for child in counted for name in child.categories}):
        hidden = sorted(_hidden(key, dimension, counted, claims))
        movable = [child for child in counted if child.categories[dimension] in hidden]
        if len(hidden) > 1 and movable:
            child = movable[0]
            child.categories[dimension] = next(code for code in hidden if code != child.categories[dimension])


def _hidden(key: str, dimension: str, counted: Sequence[Child], claims: Claims) -> Iterator[str]:
    """Categories that claims withhold; where the whole dimension is not told, those that occur."""
    told = {name.rpartition("=")[2]: text for name, text in claims.items() if name.startswith(f"{key}/{dimension}=")}
    if told:
        yield from (code for code, text in told.items() if text == WITHHELD_SYMBOL)
    else:
        yield from {child.categories[dimension] for child in counted}


def _one_more_or_less(found: list[Child]) -> None:
    """One child becomes two; of more the last is taken away."""
    counted = [child for child in found if child.counted]
    if len(counted) == 1:
        found.append(_copy(counted[0]))
    elif counted:
        found.remove(counted[-1])


def _move_halves(found: list[Child], first: Period, *, flows: bool) -> None:
    """One child moves to the second half; of what stands on a day the first half counts one less."""
    in_first = [child for child in found if child.period == first]
    if in_first and flows:
        in_first[0].period = financial_year_of(first.start).halves[1]
    elif in_first:
        found.remove(in_first[0])
