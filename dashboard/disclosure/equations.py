"""The attacker's system as whole-number rows: what a linear program needs, and nothing it has to be trusted with."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dashboard.disclosure.junction import Compressed, Counts, compress
from dashboard.disclosure.model import Claim, System, Table, told_of_hidden

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

NO_END = math.inf


@dataclass(frozen=True)
class Line:
    """One sum of atoms, under all its names: a cell, a slice, or both."""

    cells: tuple[str, ...]
    slices: tuple[str, ...]
    value: int
    is_primary: bool
    is_forced: bool
    is_known: bool


@dataclass(frozen=True)
class Bounds:
    """What is known of each row, and the unknowns that must be 0 because a sum they are in is known to be 0.

    `lines`: so many rows, the first, are sums of unknowns, of which "0 or more" tells nothing.
    """

    lo: Floats
    hi: Floats
    zero: Mask
    lines: int

    @property
    def speaking(self) -> NDArray[np.int64]:
        """The rows that tell anything."""
        least = np.where(np.arange(len(self.lo)) < self.lines, 0.0, -NO_END)
        return np.flatnonzero((self.lo > least) | (self.hi < NO_END))

    def narrowed(self, line: int, up: bool, count: int) -> Bounds:
        """The same, and a line counts at least (or at most) so many."""
        lo, hi = self.lo.copy(), self.hi.copy()
        if up:
            lo[line] = max(lo[line], count)
        else:
            hi[line] = min(hi[line], count)
        return Bounds(lo, hi, self.zero, self.lines)


class Equations:
    """Rows over unknowns: first the lines, then the claims, then the links of the junction tree.

    The order of the lines and of the atoms is by name, so the order in which tables are given changes nothing.
    `crossed`: whether the tables cross dimensions, so that a junction tree may have fewer unknowns than atoms.
    """

    def __init__(self, system: System, *, crossed: bool = True) -> None:
        self.system = system
        self.atoms = sorted(system.atoms)
        self.lines = _lines(system)
        self.line_of = {name: place for place, line in enumerate(self.lines) for name in (*line.cells, *line.slices)}
        claims = [_whole(claim) for claim in system.claims]
        self.compressed = self._compress(claims, crossed)
        lines, links = self.compressed.lines, self.compressed.links
        self.count = len(self.lines)
        rows = [dict.fromkeys(line.tolist(), 1) for line in lines[: self.count]]
        extra = iter(lines[self.count :])
        for factors, _, _ in claims:
            row: dict[int, int] = defaultdict(int)
            for factor in sorted(set(factors.values())):
                for column in next(extra).tolist():
                    row[column] += factor
            rows.append(row)
        rows += [{**dict.fromkeys(a.tolist(), 1), **dict.fromkeys(b.tolist(), -1)} for a, b in links]
        self.matrix = _sparse(rows, self.compressed.size)
        self.transposed = csr_array(self.matrix.T)
        self.values = np.array([line.value for line in self.lines], dtype=np.int64)
        self._claim_lo = np.array([lo for _, lo, _ in claims] + [0.0] * len(links), dtype=np.float64)
        self._claim_hi = np.array([hi for _, _, hi in claims] + [0.0] * len(links), dtype=np.float64)
        told = [told_of_hidden(system.policy, line.is_primary) if line.cells else (0, None) for line in self.lines]
        fixed = np.array([line.is_known for line in self.lines], dtype=np.bool_)
        self.told_lo = np.where(fixed, self.values, [lo for lo, _ in told]).astype(np.float64)
        self.told_hi = np.where(fixed, self.values, [NO_END if hi is None else hi for _, hi in told])
        self._last: tuple[bytes, Bounds] | None = None
        self.truth = self.compressed.project(np.array([system.atoms[atom] for atom in self.atoms], dtype=np.int64))

    def hidden(self, suppressed: frozenset[str]) -> Mask:
        """The lines no table prints: slices, and cells suppressed under every name they have."""
        return np.array([suppressed.issuperset(line.cells) for line in self.lines], dtype=np.bool_)

    def bounds(self, hidden: Mask) -> Bounds:
        """What a pattern leaves known. The last is kept, for the many questions about one pattern."""
        key = hidden.tobytes()
        if self._last is None or self._last[0] != key:
            self._last = key, self._bounds(hidden)
        return self._last[1]

    def _bounds(self, hidden: Mask) -> Bounds:
        lo = np.concatenate([np.where(hidden, self.told_lo, self.values), self._claim_lo])
        hi = np.concatenate([np.where(hidden, self.told_hi, self.values), self._claim_hi])
        empty = (hi == 0) & (np.arange(len(hi)) < self.count)
        return Bounds(lo, hi, self.transposed @ empty.astype(np.int64) > 0, self.count)

    def keeps(self, unknowns: Counts, bounds: Bounds) -> bool:
        """Whether these whole numbers agree with every row, in whole-number arithmetic."""
        sums = self.matrix @ unknowns
        return bool((unknowns >= 0).all() and (sums >= bounds.lo).all() and (sums <= bounds.hi).all())

    def table(self, unknowns: Counts) -> Table:
        """The atoms that are not 0 in a whole table with these unknowns."""
        counts = self.compressed.lift(unknowns)
        return {self.atoms[place]: int(counts[place]) for place in np.flatnonzero(counts).tolist()}

    def _compress(self, claims: list[_WholeClaim], crossed: bool) -> Compressed:
        place = {atom: column for column, atom in enumerate(self.atoms)}
        groups = [self.system.members((*line.cells, *line.slices)[0]) for line in self.lines]
        for factors, _, _ in claims:
            for factor in sorted(set(factors.values())):
                groups.append(frozenset(atom for atom, own in factors.items() if own == factor))
        members = np.zeros((len(groups), len(self.atoms)), dtype=np.bool_)
        for row, group in enumerate(groups):
            members[row, [place[atom] for atom in group]] = True
        return compress(members, split=crossed)


_WholeClaim = tuple[dict[str, int], float, float]


def _lines(system: System) -> tuple[Line, ...]:
    cells: dict[frozenset[str], list[str]] = defaultdict(list)
    slices: dict[frozenset[str], list[str]] = defaultdict(list)
    for name, atoms in system.cells.items():
        cells[atoms].append(name)
    for name, atoms in system.watch.items():
        slices[atoms].append(name)
    primary, forced, known = system.primary, system.same_as(system.policy.forced), system.known
    lines = [
        Line(
            cells=tuple(sorted(cells.get(atoms, ()))),
            slices=tuple(sorted(slices.get(atoms, ()))),
            value=sum(system.atoms[atom] for atom in atoms),
            is_primary=not primary.isdisjoint(cells.get(atoms, ())),
            is_forced=not forced.isdisjoint(cells.get(atoms, ())),
            is_known=not known.isdisjoint(cells.get(atoms, ())),
        )
        for atoms in {**cells, **slices}
    ]
    return tuple(sorted(lines, key=lambda line: (line.cells, line.slices)))


def _whole(claim: Claim) -> _WholeClaim:
    whole = claim.in_whole_numbers()
    lo, hi = (beyond if side is None else float(side) for side, beyond in ((whole.lo, -NO_END), (whole.hi, NO_END)))
    return {atom: int(factor) for atom, factor in whole.coefficients.items()}, lo, hi


def _sparse(rows: list[dict[int, int]], columns: int) -> csr_array:
    entries = [(place, column, factor) for place, row in enumerate(rows) for column, factor in sorted(row.items())]
    at, across, factors = (
        (np.array(part, dtype=np.int64) for part in zip(*entries, strict=True))
        if entries
        else (np.empty(0, dtype=np.int64),) * 3
    )
    return csr_array((factors, (at, across)), shape=(len(rows), columns))
