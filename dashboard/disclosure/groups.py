"""A group: one component in one financial year, with everything of it that could be printed and all that already was.

Groups are protected one by one. Within a group every table shares its atoms: the halves of the year, the breakdowns of
the same children, and what earlier editions and other publishers have printed of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

TOTAL = ""
"""The name of a group's total among its cells; the others are `sex=female`."""


@dataclass(frozen=True)
class Counts:
    """A count, and for `x of y` the rest, `y - x`: whoever is not among the counted is a person too."""

    counted: int
    rest: int | None = None

    def __add__(self, other: Counts) -> Counts:
        rest = None if self.rest is None or other.rest is None else self.rest + other.rest
        return Counts(self.counted + other.counted, rest)

    @property
    def sides(self) -> tuple[int, ...]:
        """Each number that a printed cell tells: the counted, the rest, and all of them."""
        return (self.counted,) if self.rest is None else (self.counted, self.rest, self.counted + self.rest)


@dataclass(frozen=True)
class Breakdown:
    """One dimension of a stretch of time: each category's counts, in the order of the code list."""

    dimension: str
    cells: tuple[tuple[str, Counts], ...]


@dataclass(frozen=True)
class Stock:
    """The children of one stretch of time: a half-year, or the whole year where it is not asked in halves."""

    name: str
    total: Counts
    breakdowns: tuple[Breakdown, ...]


@dataclass(frozen=True)
class Printed:
    """A cell that somebody has printed: `x`, or `x of y`. A name as in a group's cells, or a stock's for its total."""

    cell: str
    counts: Counts


@dataclass(frozen=True)
class Edition:
    """What an earlier edition of ours printed of the group, and what the ledger then held. Withdrawn ones too.

    `recodes`: the coarser groups of its own catalogue, by which its printed cells are read; None: they are today's.
    """

    number: int
    stocks: tuple[Stock, ...]
    printed: tuple[Printed, ...]
    recodes: tuple[Recode, ...] | None = None


@dataclass(frozen=True)
class Bound:
    """What another publisher's figure tells of a group's total: at least, at most, or exactly that many."""

    at_least: int
    at_most: int | None


@dataclass(frozen=True)
class Recode:
    """A coarser grouping of a dimension's categories: code and the group it falls in."""

    dimension: str
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """`name`: "2.2a/identified/2021/22".

    `elsewhere` are cells that another publisher has printed with the very numbers that are held here, and so known
    whatever is hidden; `bounds` are what others have published of the total.
    """

    name: str
    stocks: tuple[Stock, ...]
    overlapping: frozenset[str] = frozenset()
    recodes: tuple[Recode, ...] = ()
    editions: tuple[Edition, ...] = ()
    elsewhere: tuple[Printed, ...] = ()
    bounds: tuple[Bound, ...] = ()

    @property
    def total(self) -> Counts:
        return total_of(self.stocks)

    def tables(self, dimensions: Sequence[str], coarse: frozenset[str] = frozenset()) -> tuple[Breakdown, ...]:
        """The year's breakdowns by `dimensions`, those of `coarse` by their groups."""
        recodes = {recode.dimension: dict(recode.groups) for recode in self.recodes if recode.dimension in coarse}
        return tuple(
            _grouped(table, recodes.get(table.dimension, {}))
            for table in breakdowns_of(self.stocks)
            if table.dimension in dimensions
        )

    def finer(self, cell: str) -> tuple[str, ...]:
        """The cells that a cell of a coarser grouping adds up; a fine cell that falls in no group is itself."""
        dimension, _, code = cell.partition("=")
        groups = dict(next((recode.groups for recode in self.recodes if recode.dimension == dimension), ()))
        own = (cell,) if groups.get(code, code) == code else ()
        return (*own, *(f"{dimension}={fine}" for fine, group in groups.items() if group == code and fine != code))


def total_of(stocks: tuple[Stock, ...]) -> Counts:
    """All stocks together."""
    return _sum(stock.total for stock in stocks)


def breakdowns_of(stocks: tuple[Stock, ...]) -> tuple[Breakdown, ...]:
    """The dimensions that every stock has with the same categories, added up."""
    first, *others = stocks
    return tuple(
        Breakdown(each.dimension, tuple((code, _sum(dict(t.cells)[code] for t in tables)) for code, _ in each.cells))
        for each in first.breakdowns
        if (tables := [each, *_same(each, others)]) and len(tables) == len(stocks)
    )


def _grouped(table: Breakdown, groups: Mapping[str, str]) -> Breakdown:
    sums: dict[str, Counts] = {}
    for code, counts in table.cells:
        into = groups.get(code, code)
        sums[into] = sums[into] + counts if into in sums else counts
    return Breakdown(table.dimension, tuple(sums.items()))


def _same(like: Breakdown, stocks: list[Stock]) -> Iterator[Breakdown]:
    codes = {code for code, _ in like.cells}
    for stock in stocks:
        for table in stock.breakdowns:
            if table.dimension == like.dimension and {code for code, _ in table.cells} == codes:
                yield table


def _sum(counts: Iterator[Counts]) -> Counts:
    found = list(counts)
    made = found[0]
    for one in found[1:]:
        made = made + one
    return made
