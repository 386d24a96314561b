"""From a group to the attacker's system: atoms, cells, and all that is known from elsewhere.

Breakdowns of the same children are never crossed, so the atoms of each are apart and only their sums are tied: whole
tables that agree on a sum can always be glued (`docs/disclosure-method.md`). What an earlier edition printed is read in
ways a reader may believe, each its own system: that nothing changed where nothing printed changed (`unchanged`), and
that counts only grew, by late registration (`grown`). That the editions have nothing to do with each other is the
system without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dashboard.disclosure.groups import (
    TOTAL,
    Breakdown,
    Counts,
    Edition,
    Group,
    Printed,
    Stock,
    total_of,
)
from dashboard.disclosure.model import Claim, Policy, System
from dashboard.disclosure.policy import ReleasePolicy

COUNTED, REST, ALL = "counted", "rest", "all"
"""The sides of a cell that prints `x of y`: x, y - x and y. A plain count has the first alone."""

TOTAL_PART = f"|{TOTAL}|"
"""Stands in the name of an atom that no breakdown divides."""


@dataclass
class _World:
    """The atoms of one edition's children, or of today's. `prefix` keeps two editions apart."""

    group: Group
    stocks: tuple[Stock, ...]
    dimensions: tuple[str, ...]
    prefix: str = ""
    atoms: dict[str, int] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    _totals: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _cells: dict[tuple[str, str, str], frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sides = (COUNTED,) if total_of(self.stocks).rest is None else (COUNTED, REST)
        for stock in self.stocks:
            tables = [table for table in stock.breakdowns if table.dimension in self.dimensions]
            whole = [table for table in tables if table.dimension not in self.group.overlapping]
            for side in self.sides:
                self._of_stock(stock, side, whole, [table for table in tables if table not in whole])

    def _of_stock(self, stock: Stock, side: str, whole: list[Breakdown], parts: list[Breakdown]) -> None:
        if not whole:
            atom = self._atom((stock.name, TOTAL, side), _on(stock.total, side))
            self._totals[stock.name, side] = frozenset({atom})
        for table in whole:
            atoms = frozenset(self._of_cells(stock, table, side))
            tied = self._totals.setdefault((stock.name, side), atoms)
            if tied is not atoms:
                self._claim(tied, atoms, at_most=0)
        for table in parts:
            for atom in self._of_cells(stock, table, side):
                self._claim(self._totals[stock.name, side], {atom}, at_most=None)

    def _of_cells(self, stock: Stock, table: Breakdown, side: str) -> Iterator[str]:
        for code, counts in table.cells:
            name = f"{table.dimension}={code}"
            atom = self._atom((stock.name, name, side), _on(counts, side))
            self._cells[stock.name, name, side] = frozenset({atom})
            yield atom

    def _atom(self, of: tuple[str, str, str], count: int) -> str:
        name = self.prefix + "|".join(of)
        self.atoms[name] = count
        return name

    def _claim(self, more: Iterable[str], less: Iterable[str], at_most: int | None) -> None:
        """That the difference of two sums is 0 (`at_most` 0) or more (None)."""
        factors = {**dict.fromkeys(more, Fraction(1)), **dict.fromkeys(less, Fraction(-1))}
        self.claims.append(Claim(factors, Fraction(0), None if at_most is None else Fraction(at_most)))

    def of(self, cell: str) -> Mapping[str, frozenset[str]]:
        """The atoms of each side of a cell, fine or coarse, a total, or a stock's total; empty for an unknown one."""
        found: dict[str, frozenset[str]] = {}
        for side in self.sides:
            if cell == TOTAL or any(stock.name == cell for stock in self.stocks):
                stocks = [stock.name for stock in self.stocks if cell in (TOTAL, stock.name)]
                found[side] = frozenset().union(*(self._totals[name, side] for name in stocks))
            else:
                fine = self.group.finer(cell)
                parts = [
                    part
                    for stock in self.stocks
                    for name in fine
                    if (part := self._cells.get((stock.name, name, side))) is not None
                ]
                if not parts:
                    return {}
                found[side] = frozenset().union(*parts)
        if len(found) > 1:
            found[ALL] = found[COUNTED] | found[REST]
        return found

    def slices(self) -> Iterator[tuple[str, frozenset[str], int]]:
        """Every cell of a single stock: its name, atoms and count."""
        for (stock, cell, side), atoms in self._cells.items():
            yield f"{stock}/{cell}|{side}", atoms, sum(self.atoms[atom] for atom in atoms)


def _on(counts: Counts, side: str) -> int:
    return counts.counted if side == COUNTED else counts.rest or 0


def adds_up(stocks: tuple[Stock, ...], dimension: str, overlapping: frozenset[str]) -> bool:
    """Whether a dimension splits every stock's total: into parts that add up to it, or at least into parts of it."""
    for stock in stocks:
        table = next((table for table in stock.breakdowns if table.dimension == dimension), None)
        if table is None or len(table.cells) < 2:
            return False
        for side in (COUNTED, REST):
            counts, whole = [_on(counts, side) for _, counts in table.cells], _on(stock.total, side)
            if (max(counts) > whole) if dimension in overlapping else (sum(counts) != whole):
                return False
    return True


def sides_of(cell: str, counts: Counts) -> tuple[str, ...]:
    """The names in a system of what a printed cell tells."""
    return tuple(f"{cell}|{side}" for side in ((COUNTED,) if counts.rest is None else (COUNTED, REST, ALL)))


def systems(
    group: Group, dimensions: tuple[str, ...], coarse: frozenset[str], policy: ReleasePolicy
) -> tuple[System, ...]:
    """One system for each way to read the earlier editions beside today's release; the first is the one to choose on.

    The cells are those of `dimensions`, in groups where they are `coarse`; the totals of the year and of each stock are
    forced, with whatever an edition printed. A reading that the true counts contradict is left out: it misleads its
    reader.
    """
    cells = tuple(f"{table.dimension}={code}" for table in group.tables(dimensions, coarse) for code, _ in table.cells)
    today = _World(group, group.stocks, dimensions)
    alone = _system(today, cells, policy, [])
    if not group.editions:
        return (alone,)
    readings = [_unchanged(today, cells, policy), _grown(today, cells, policy)]
    return (*(reading for reading in readings if reading is not None), alone)


def _unchanged(today: _World, cells: tuple[str, ...], policy: ReleasePolicy) -> System | None:
    """Atoms of cells that were printed alike then and now are one; so are those that no printed change touches."""
    worlds: list[tuple[_World, tuple[Printed, ...], dict[str, str]]] = []
    for edition in today.group.editions:
        world = _world(edition, today)
        changed: set[str] = set()
        kept: set[str] = set()
        for atoms, now in _in_both(world, today, edition.printed):
            same = all(_sum(world.atoms, atoms[side]) == _sum(today.atoms, now[side]) for side in now)
            (kept if same else changed).update(*atoms.values())
        joined = {atom: atom.removeprefix(world.prefix) for atom in world.atoms if atom not in changed or atom in kept}
        joined = {old: new for old, new in joined.items() if new in today.atoms}
        if any(world.atoms[old] != today.atoms[new] for old, new in joined.items()):
            return None
        worlds.append((world, edition.printed, joined))
    return _system(today, cells, policy, worlds)


def _grown(today: _World, shown: tuple[str, ...], policy: ReleasePolicy) -> System | None:
    """Each edition's counts are the one's before and something more. What a cell grew by is a small count itself."""
    base = _system(today, shown, policy, [])
    atoms, cells, claims = dict(base.atoms), dict(base.cells), list(base.claims)
    forced, watch = set(base.policy.forced), dict(base.watch)
    ahead = {atom: atom for atom in today.atoms}
    for edition in reversed(today.group.editions):
        world = _world(edition, today)
        atoms |= world.atoms
        claims += world.claims
        for old, count in world.atoms.items():
            new = old.removeprefix(world.prefix)
            if new not in ahead:
                continue
            growth = atoms[ahead[new]] - count
            if growth < 0:
                return None
            more = f"+{old}"
            atoms[more] = growth
            claims.append(_equal(ahead[new], old, more))
            ahead[new] = old
            if TOTAL_PART not in old and 1 <= growth < policy.threshold:
                watch[more] = frozenset({more})
        for printed in edition.printed:
            for side, own in world.of(printed.cell).items():
                name = f"{world.prefix}{printed.cell}|{side}"
                cells[name] = own
                forced.add(name)
    return System(_policy(policy, forced), atoms, cells, tuple(claims), watch)


def _equal(whole: str, *parts: str) -> Claim:
    return Claim({whole: Fraction(1), **dict.fromkeys(parts, Fraction(-1))}, Fraction(0), Fraction(0))


def _world(edition: Edition, today: _World) -> _World:
    named = sorted({each.cell.partition("=")[0] for each in edition.printed if "=" in each.cell})
    dimensions = tuple(dict.fromkeys((*today.dimensions, *named)))
    return _World(today.group, edition.stocks, dimensions, f"#{edition.number} ")


def _in_both(
    world: _World, today: _World, printed: tuple[Printed, ...]
) -> Iterator[tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]]:
    for each in printed:
        then, now = world.of(each.cell), today.of(each.cell)
        if then and now and then.keys() == now.keys():
            yield then, now


def _sum(atoms: Mapping[str, int], of: Iterable[str]) -> int:
    return sum(atoms[atom] for atom in of)


def _system(
    today: _World,
    shown: tuple[str, ...],
    policy: ReleasePolicy,
    editions: list[tuple[_World, tuple[Printed, ...], dict[str, str]]],
) -> System:
    atoms, claims, group = dict(today.atoms), list(today.claims), today.group
    totals = (TOTAL, *(stock.name for stock in group.stocks))
    cells = {f"{name}|{side}": own for name in (*totals, *shown) for side, own in today.of(name).items()}
    forced = {name for name in cells if name.startswith(tuple(f"{total}|" for total in totals))}
    for world, printed, joined in editions:
        own = {atom: count for atom, count in world.atoms.items() if atom not in joined}
        atoms |= own
        claims += [_renamed(claim, joined) for claim in world.claims]
        for each in printed:
            for side, members in world.of(each.cell).items():
                name = f"{world.prefix}{each.cell}|{side}"
                cells[name] = frozenset(joined.get(atom, atom) for atom in members)
                forced.add(name)
    whole = today.of(TOTAL)[COUNTED]
    counted = _sum(today.atoms, whole)
    for bound in group.bounds:
        hi = None if bound.at_most is None else Fraction(bound.at_most)
        if counted < bound.at_least or (hi is not None and counted > hi):
            continue  # It counts something else, or counts otherwise: no fact about these children.
        claims.append(Claim(dict.fromkeys(whole, Fraction(1)), Fraction(bound.at_least), hi))
    watch = (
        {name: own for name, own, count in today.slices() if 1 <= count < policy.threshold}
        if len(group.stocks) > 1
        else {}
    )
    return System(_policy(policy, forced), atoms, cells, tuple(claims), watch)


def _renamed(claim: Claim, joined: Mapping[str, str]) -> Claim:
    return Claim({joined.get(atom, atom): factor for atom, factor in claim.coefficients.items()}, claim.lo, claim.hi)


def _policy(policy: ReleasePolicy, forced: Iterable[str]) -> Policy:
    return Policy(
        threshold=policy.threshold, zeros=policy.zeros, protection=policy.protection, forced=frozenset(forced)
    )
