"""Small groups at random, for the attack on rulings.

One or two stocks, plain counts or `x of y`, dimensions that split or overlap, coarser groups, what others printed, and
editions that printed what was then let pass, or anything.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from dashboard.disclosure import ReleasePolicy
from dashboard.disclosure.groups import Bound, Breakdown, Counts, Edition, Group, Printed, Recode, Stock, breakdowns_of
from dashboard.disclosure.protecting import protect

OVERLAPPING = "service"
DIMENSIONS = ("sex", "region", OVERLAPPING)
CODES = ("a", "b", "c", "d")
HALVES = ("2021-H1", "2021-H2")


COUNTS = (0, 0, 1, 1, 2, 3, 5, 6, 7)
"""Small and large ones, so that tables have something to hide and something to show."""


@st.composite
def _stock(draw: st.DrawFn, name: str, dimensions: dict[str, int], most: int, *, has_rest: bool) -> Stock:
    totals = [draw(st.integers(most // 2, most)) for _ in range(2 if has_rest else 1)]
    tables = []
    for dimension, size in dimensions.items():
        columns = [_counts(draw, total, size, overlaps=dimension == OVERLAPPING) for total in totals]
        cells = [Counts(*(column[place] for column in columns)) for place in range(size)]
        tables.append(Breakdown(dimension, tuple(zip(CODES, cells, strict=False))))
    return Stock(name, Counts(*totals), tuple(tables))


def _counts(draw: st.DrawFn, total: int, size: int, *, overlaps: bool) -> list[int]:
    if overlaps:
        return [draw(st.integers(0, total)) for _ in range(size)]
    counts: list[int] = []
    for _ in range(size - 1):
        counts.append(min(draw(st.sampled_from(COUNTS)), total - sum(counts)))
    return [*counts, total - sum(counts)]


@st.composite
def revised(draw: st.DrawFn, stocks: tuple[Stock, ...], overlapping: frozenset[str]) -> tuple[Stock, ...]:
    """As it was before: one or two children added since, or in another category, or nothing changed."""
    made = list(stocks)
    for _ in range(draw(st.sampled_from([0, 1, 1, 2]))):
        place = draw(st.integers(0, len(made) - 1))
        stock = made[place]
        by = draw(st.sampled_from([-6, -2, -1, -1, 1, 1]))
        recoded = draw(st.booleans())
        if not recoded and stock.total.counted + by < 0:
            continue
        tables = []
        for table in stock.breakdowns:
            cells = dict(table.cells)
            into = draw(st.sampled_from(sorted(cells)))
            if recoded:
                out = draw(st.sampled_from(sorted(cells)))
                if table.dimension not in overlapping and cells[out].counted and draw(st.booleans()):
                    cells[out] = replace(cells[out], counted=cells[out].counted - 1)
                    cells[into] = replace(cells[into], counted=cells[into].counted + 1)
            elif table.dimension in overlapping:
                cells = {c: replace(n, counted=min(n.counted, stock.total.counted + by)) for c, n in cells.items()}
            else:
                if cells[into].counted + by < 0:
                    into = max(sorted(cells), key=lambda code: cells[code].counted)
                if cells[into].counted + by < 0:
                    break
                cells[into] = replace(cells[into], counted=cells[into].counted + by)
            tables.append(Breakdown(table.dimension, tuple(cells.items())))
        else:
            total = stock.total if recoded else replace(stock.total, counted=stock.total.counted + by)
            made[place] = Stock(stock.name, total, tuple(tables))
    return tuple(made)


@st.composite
def groups(draw: st.DrawFn, policy: ReleasePolicy, editions: int = 2) -> Group:
    halves = draw(st.integers(0, 2)) == 2
    has_rest = draw(st.integers(0, 3)) == 3
    names = draw(st.lists(st.sampled_from(DIMENSIONS), min_size=1, max_size=2, unique=True))
    dimensions = {name: draw(st.integers(2, 3 if halves else 4)) for name in names}
    most = 7 if halves else 13
    stocks = tuple(
        draw(_stock(name, dimensions, most, has_rest=has_rest)) for name in (HALVES if halves else ("2021/22",))
    )
    recodes = tuple(
        Recode(name, tuple(zip(CODES[:size], draw(st.sampled_from(_GROUPINGS)), strict=False)))
        for name, size in dimensions.items()
        if name != OVERLAPPING and size > 2 and draw(st.booleans())
    )
    group = Group("2.2a/identified/2021/22", stocks, frozenset({OVERLAPPING}), recodes)
    if draw(st.integers(0, 4)) == 0:
        group = replace(group, elsewhere=(draw(_printed(group, group.stocks)),))
    if draw(st.booleans()):
        group = replace(group, bounds=(Bound(draw(st.integers(0, 9)), draw(st.none() | st.integers(9, 20))),))
    told: tuple[Edition, ...] = ()
    for number in range(draw(st.integers(0, editions))):
        told += (draw(_edition(group, number + 1, told, policy)),)
    return replace(group, editions=told)


_GROUPINGS = (("x", "x", "y", "y"), ("a", "a", "c", "c"), ("b", "a", "b", "b"), ("x", "y", "y", "y"))


@st.composite
def _printed(draw: st.DrawFn, group: Group, stocks: tuple[Stock, ...]) -> Printed:
    table = draw(st.sampled_from(breakdowns_of(stocks)))
    code, counts = draw(st.sampled_from(table.cells))
    return Printed(f"{table.dimension}={code}", counts)


@st.composite
def _edition(draw: st.DrawFn, group: Group, number: int, told: tuple[Edition, ...], policy: ReleasePolicy) -> Edition:
    stocks = draw(revised(group.stocks, group.overlapping))
    if draw(st.integers(0, 3)) == 0:
        cells = draw(st.lists(_printed(group, stocks), max_size=2))
        return Edition(number, stocks, tuple(dict.fromkeys(cells)))
    then = replace(group, stocks=stocks, editions=told, elsewhere=())
    ruling = protect(then, DIMENSIONS, policy)
    tables = then.tables(DIMENSIONS, ruling.coarse)
    shown = [
        Printed(name, counts)
        for table in tables
        for code, counts in table.cells
        if (name := f"{table.dimension}={code}") in ruling.shown
    ]
    return Edition(number, stocks, tuple(shown))
