"""The attacker's system: what is published, what else is known, and what the policy asks.

An *atom* is a count that is never published by itself: a whole number, 0 or more. A *cell* is a sum of atoms that a
table may print. Two names for the same atoms are one cell: printed under either name, it is printed. A *claim* is any
other published fact, `lo <= sum of coefficients times atoms <= hi`, with exact fractions. A *slice* is a sum that no
table prints and that must not be derivable all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

Table = Mapping[str, int]
"""One whole table: a count for each atom; an atom that is not named counts 0."""


class Zeros(StrEnum):
    """`SUPPRESSIBLE`: a hidden cell may be a 0. `PUBLISHED`: every 0 is printed, so a hidden cell is 1 or more."""

    SUPPRESSIBLE = "suppressible"
    PUBLISHED = "published"


class Symbols(StrEnum):
    """`DISTINCT`: the reader sees which hidden cells are small (1..k-1) and which are not (k or more)."""

    UNIFORM = "uniform"
    DISTINCT = "distinct"


class Protection(StrEnum):
    """How wide a small cell's feasible values must spread; none goes below "more than one value"."""

    NOT_EXACT = "not_exact"
    RANGE = "range"
    RULE = "rule"


@dataclass(frozen=True)
class Policy:
    """`forced` cells are always printed, and are not small cells to protect, whatever their count."""

    threshold: int = 5
    zeros: Zeros = Zeros.SUPPRESSIBLE
    symbols: Symbols = Symbols.UNIFORM
    protection: Protection = Protection.RANGE
    forced: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Claim:
    """`lo <= sum(coefficient * atom) <= hi`; None is no bound on that side."""

    coefficients: Mapping[str, Fraction]
    lo: Fraction | None
    hi: Fraction | None

    def value(self, table: Table) -> Fraction:
        return sum((factor * table.get(atom, 0) for atom, factor in self.coefficients.items()), Fraction(0))

    def holds(self, table: Table) -> bool:
        value = self.value(table)
        return (self.lo is None or self.lo <= value) and (self.hi is None or value <= self.hi)

    def in_whole_numbers(self) -> Claim:
        """The same claim with whole coefficients that have no common factor: its bounds are then whole numbers too.

        One without coefficients tells nothing of the atoms and has no bounds.
        """
        factors = {atom: factor for atom, factor in self.coefficients.items() if factor}
        if not factors:
            return Claim({}, None, None)
        scale = Fraction(math.lcm(*(factor.denominator for factor in factors.values())))
        scale /= math.gcd(*(int(factor * scale) for factor in factors.values()))
        return Claim(
            {atom: factor * scale for atom, factor in factors.items()},
            None if self.lo is None else Fraction(math.ceil(self.lo * scale)),
            None if self.hi is None else Fraction(math.floor(self.hi * scale)),
        )


@dataclass(frozen=True)
class System:
    """All linked tables of a release with their true counts. `knows`: cells whose count an insider knows already."""

    policy: Policy
    atoms: Mapping[str, int]
    cells: Mapping[str, frozenset[str]]
    claims: tuple[Claim, ...] = ()
    watch: Mapping[str, frozenset[str]] = field(default_factory=dict)
    knows: Mapping[str, int] = field(default_factory=dict)

    def value(self, name: str) -> int:
        """The true count of a cell or a slice."""
        return sum(self.atoms[atom] for atom in self.members(name))

    def members(self, name: str) -> frozenset[str]:
        return self.cells[name] if name in self.cells else self.watch[name]

    def same_as(self, names: Iterable[str]) -> frozenset[str]:
        """The cells named, under all their names."""
        wanted = {self.cells[name] for name in names}
        return frozenset(name for name, atoms in self.cells.items() if atoms in wanted)

    @cached_property
    def primary(self) -> frozenset[str]:
        """Cells of 1..k-1 that are not forced."""
        forced = self.same_as(self.policy.forced)
        return frozenset(
            name for name in self.cells if name not in forced and 1 <= self.value(name) < self.policy.threshold
        )

    @cached_property
    def known(self) -> frozenset[str]:
        """Cells an insider knows, under all their names: given to the attacker, not recovered by him."""
        return self.same_as(self.knows)

    def hidden(self, suppressed: Iterable[str]) -> frozenset[str]:
        """The cells no table prints: those suppressed under every name they have."""
        suppressed = frozenset(suppressed)
        shown = {atoms for name, atoms in self.cells.items() if name not in suppressed}
        return frozenset(name for name in suppressed if self.cells[name] not in shown)


def told_of_hidden(policy: Policy, is_primary: bool) -> tuple[int, int | None]:
    """The lowest and the highest count (None: no end) that the policy itself tells of a hidden cell."""
    if policy.symbols is Symbols.DISTINCT:
        return (1, policy.threshold - 1) if is_primary else (policy.threshold, None)
    return (1, None) if policy.zeros is Zeros.PUBLISHED else (0, None)


@dataclass(frozen=True)
class Interval:
    """The feasible values of a hidden count: every end was reached by a table that was checked.

    `hi` None: there is no highest. `proven`: no table goes further; where False the truth may be wider, never narrower.
    """

    lo: int
    hi: int | None
    proven: bool = True

    @property
    def is_exact(self) -> bool:
        return self.lo == self.hi


@dataclass(frozen=True)
class Witnesses:
    """Two whole tables that agree with all that is published: one low, one high in the count they are for."""

    low: Table
    high: Table


def is_wide_enough(lo: int, hi: int | None, policy: Policy) -> bool:
    """Whether a small cell whose feasible values run from `lo` to `hi` is protected as the policy asks."""
    k = policy.threshold
    if hi is not None and lo >= hi:
        return False
    if policy.protection is Protection.NOT_EXACT:
        return True
    return lo <= 1 and (hi is None or hi >= (k - 1 if policy.protection is Protection.RANGE else k))
