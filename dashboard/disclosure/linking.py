"""From a group to the attacker's system: atoms, cells, and what each moment's totals and tables tie together.

Breakdowns of the same children are never crossed, so the atoms of each are apart and only their sums are tied: whole
tables that agree on a sum can always be glued (`docs/disclosure-method.md`). As the totals are known, what is hidden in
one dimension tells nothing of another. How earlier editions are read beside today's is in `readings.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dashboard.disclosure.groups import TOTAL, Breakdown, Counts, Group, Printed, Stock, total_of
from dashboard.disclosure.model import Claim

COUNTED, REST, ALL = "counted", "rest", "all"
"""The sides of a cell that prints `x of y`: x, y - x and y. A plain count has the first alone."""

Sides = Mapping[str, frozenset[str]]
"""The atoms of each side of a cell."""


@dataclass
class World:
    """The atoms of one moment's children: today's, or an edition's. `prefix` keeps two moments apart.

    A dimension that does not add up to its stock's total is tied to nothing.
    """

    group: Group
    stocks: tuple[Stock, ...]
    dimensions: tuple[str, ...]
    prefix: str = ""
    atoms: dict[str, int] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    _totals: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _cells: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sides = (COUNTED,) if total_of(self.stocks).rest is None else (COUNTED, REST)
        for stock in self.stocks:
            for side in self.sides:
                self._of_stock(stock, side)

    def _of_stock(self, stock: Stock, side: str) -> None:
        tables = [table for table in stock.breakdowns if table.dimension in self.dimensions]
        overlapping = self.group.overlapping
        tied = [table for table in tables if _fits(table, stock, overlapping)]
        atoms = {table.dimension: frozenset(self._of_cells(stock, table, side)) for table in tables}
        whole = [atoms[table.dimension] for table in tied if table.dimension not in overlapping]
        total = whole[0] if whole else frozenset({self._atom((stock.name, TOTAL, side), _on(stock.total, side))})
        self._totals[stock.name, side] = total
        self.claims += [difference(total, other, Fraction(0)) for other in whole[1:]]
        for table in tied:
            if table.dimension in overlapping:
                self.claims += [difference(total, {atom}, None) for atom in sorted(atoms[table.dimension])]

    def _of_cells(self, stock: Stock, table: Breakdown, side: str) -> Iterator[str]:
        for code, counts in table.cells:
            name = f"{table.dimension}={code}"
            self._cells[stock.name, name, side] = atom = self._atom((stock.name, name, side), _on(counts, side))
            yield atom

    def _atom(self, of: tuple[str, str, str], count: int) -> str:
        name = self.prefix + "|".join(of)
        self.atoms[name] = count
        return name

    @property
    def totals(self) -> tuple[str, ...]:
        """The names of the total and of each stock's."""
        return (TOTAL, *(stock.name for stock in self.stocks))

    @property
    def fine(self) -> tuple[str, ...]:
        """The names of all cells, none of them grouped."""
        return tuple(dict.fromkeys(name for _, name, _ in self._cells))

    def of(self, cell: str) -> Sides:
        """A cell, fine or coarse, a total, or a stock's total; empty for an unknown one."""
        return self.sum_of(self.group.finer(cell))

    def sum_of(self, names: tuple[str, ...]) -> Sides:
        """Those of several cells together that there are, or of one total; empty where there is none."""
        found = {side: frozenset(self._atoms_of(names, side)) for side in self.sides}
        if not all(found.values()):
            return {}
        return found if len(found) == 1 else {**found, ALL: found[COUNTED] | found[REST]}

    def meant_by(self, printed: Printed) -> tuple[tuple[str, ...], ...]:
        """The names that a printed cell sums. A coarse group may bear a category's name: then its count tells."""
        there = [way for way in self._ways(printed) if self.sum_of(way)]
        true = [way for way in there if self._counts(way) == printed.counts.sides]
        return tuple(true or there[:1])

    def holds(self, printed: Printed) -> bool:
        """Whether a printed cell has the count that is held here."""
        return any(self._counts(way) == printed.counts.sides for way in self._ways(printed))

    def _ways(self, printed: Printed) -> Iterable[tuple[str, ...]]:
        return dict.fromkeys((self.group.finer(printed.cell), (printed.cell,)))

    def count(self, atoms: Iterable[str]) -> int:
        return sum(self.atoms[atom] for atom in atoms)

    def parts(self) -> Iterator[tuple[str, str, str, str]]:
        """Every cell of a single stock: stock, cell, side and atom."""
        for (stock, cell, side), atom in self._cells.items():
            yield stock, cell, side, atom

    def _counts(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self.count(own) for own in self.sum_of(names).values())

    def _atoms_of(self, names: tuple[str, ...], side: str) -> Iterator[str]:
        for stock in self.stocks:
            for name in names:
                if name in (TOTAL, stock.name):
                    yield from self._totals[stock.name, side]
                elif (stock.name, name, side) in self._cells:
                    yield self._cells[stock.name, name, side]


def difference(more: Iterable[str], less: Iterable[str], at_most: Fraction | None) -> Claim:
    """That one sum of atoms is another's or more, by `at_most` (None: by any number)."""
    factors = dict.fromkeys(more, Fraction(1))
    for atom in less:
        factors[atom] = factors.get(atom, Fraction(0)) - 1
    return Claim({atom: factor for atom, factor in factors.items() if factor}, Fraction(0), at_most)


def adds_up(stocks: tuple[Stock, ...], dimension: str, overlapping: frozenset[str]) -> bool:
    """Whether a dimension splits every stock's total: into parts that add up to it, or at least into parts of it."""
    for stock in stocks:
        table = next((table for table in stock.breakdowns if table.dimension == dimension), None)
        if table is None or len(table.cells) < 2 or not _fits(table, stock, overlapping):
            return False
    return True


def sides_of(cell: str, counts: Counts) -> tuple[str, ...]:
    """The names in a system of what a printed cell tells."""
    return tuple(f"{cell}|{side}" for side in ((COUNTED,) if counts.rest is None else (COUNTED, REST, ALL)))


def _fits(table: Breakdown, stock: Stock, overlapping: frozenset[str]) -> bool:
    for side in (COUNTED, REST):
        counts, whole = [_on(counts, side) for _, counts in table.cells], _on(stock.total, side)
        if (max(counts) > whole) if table.dimension in overlapping else (sum(counts) != whole):
            return False
    return True


def _on(counts: Counts, side: str) -> int:
    return counts.counted if side == COUNTED else counts.rest or 0
