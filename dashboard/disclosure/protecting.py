"""What of a group may be printed: choose, attack in every reading, and where that fails show less, saying so.

The ladder: all breakdowns; a coarser one in place of the last; without the last; at its end the national total alone.
Deterministic, and remembered: the same group under the same policy is decided once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from dashboard.disclosure.groups import Breakdown, Group, breakdowns_of
from dashboard.disclosure.linking import adds_up, sides_of, systems
from dashboard.disclosure.model import System
from dashboard.disclosure.policy import ReleasePolicy


class Why(StrEnum):
    """Why a breakdown is kept back as a whole, or shown coarser than it was returned."""

    DOES_NOT_ADD_UP = "does not add up"
    SMALL_TOTAL = "small total"
    COARSER = "coarser"
    UNSAFE = "unsafe"


@dataclass(frozen=True)
class Step:
    """One step down the ladder, for a sentence without counts."""

    why: Why
    dimension: str


@dataclass(frozen=True)
class Ruling:
    """What may be printed of a group beside its totals, and how that was found.

    `shown`: names of cells (`sex=female`). `coarse`: dimensions that are shown by coarser groups alone.
    `one_category`: dimensions that are shown and of which all children fall in one category, which tells of each of
    them; for a person to look at. `small`, `complementary`: how many cells are hidden as small, and how many so that
    those cannot be worked out. `proven_fewest`: no safe pattern of these tables hides fewer.
    """

    shown: frozenset[str] = frozenset()
    coarse: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()
    one_category: tuple[str, ...] = ()
    small: int = 0
    complementary: int = 0
    proven_fewest: bool = True


@lru_cache(maxsize=8192)
def protect(group: Group, dimensions: tuple[str, ...], policy: ReleasePolicy) -> Ruling:
    """The ruling on a group's breakdowns; of `dimensions` the most important comes first."""
    there = [table.dimension for table in breakdowns_of(group.stocks)]
    wanted = [name for name in dimensions if name in there]
    split = tuple(name for name in wanted if adds_up(group.stocks, name, group.overlapping))
    steps = [Step(Why.DOES_NOT_ADD_UP, name) for name in wanted if name not in split]
    sides = group.total.sides
    if any(1 <= side < policy.threshold for side in sides):
        return Ruling(steps=(*steps, *(Step(Why.SMALL_TOTAL, name) for name in split)))
    if not any(sides):
        tables = group.tables(split)
        zeros = frozenset(f"{table.dimension}={code}" for table in tables for code, _ in table.cells)
        return Ruling(shown=zeros, steps=tuple(steps))
    for rung in _ladder(group, split):
        steps += rung.step
        hidden = _safe_pattern(rung, policy)
        if hidden is not None:
            return _ruling(rung, tuple(steps), policy, *hidden)
    return Ruling(steps=tuple(steps))


@dataclass(frozen=True)
class _Rung:
    group: Group
    dimensions: tuple[str, ...]
    coarse: frozenset[str] = frozenset()
    step: tuple[Step, ...] = ()

    @property
    def tables(self) -> tuple[Breakdown, ...]:
        return self.group.tables(self.dimensions, self.coarse)


def _ladder(group: Group, dimensions: tuple[str, ...]) -> Iterator[_Rung]:
    recodes = {recode.dimension for recode in group.recodes}
    coarse: frozenset[str] = frozenset()
    yield _Rung(group, dimensions)
    while dimensions:
        *others, last = dimensions
        if last in recodes:
            coarse |= {last}
            yield _Rung(group, dimensions, coarse, (Step(Why.COARSER, last),))
        dimensions = tuple(others)
        coarse &= {*others}
        yield _Rung(group, dimensions, coarse, (Step(Why.UNSAFE, last),))


def _safe_pattern(rung: _Rung, policy: ReleasePolicy) -> tuple[System, frozenset[str], bool] | None:
    """A pattern that withstands every reading and every insider; None where none was found and proven."""
    # The solver is slow to load, and most pages never need it.
    from dashboard.disclosure.audit import audit
    from dashboard.disclosure.equations import Equations
    from dashboard.disclosure.suppressing import choose
    from dashboard.disclosure.verdict import Verdict, judged

    def withstands(system: System, suppressed: frozenset[str]) -> bool:
        answer = judged(system, suppressed, audit(Equations(system), suppressed))
        return answer.verdict is Verdict.SAFE and answer.range_protected

    def insider_learns(system: System, suppressed: frozenset[str]) -> bool:
        for alone in sorted(name for name in system.primary if system.value(name) == 1):
            told = replace(system, knows=dict.fromkeys(system.same_as([alone]), 1))
            answer = judged(told, suppressed, audit(Equations(told), suppressed))
            if answer.verdict is not Verdict.SAFE:
                return True
        return False

    if not rung.dimensions:
        return None
    first, *others = systems(rung.group, rung.dimensions, rung.coarse, policy)
    chosen = choose(Equations(first), policy.time_limit)
    if chosen.impossible or not withstands(first, chosen.suppressed):
        return None
    suppressed, proven = chosen.suppressed, chosen.proven_optimal
    while policy.insiders and insider_learns(first, suppressed):
        more = _next_to_hide(first, suppressed)
        if more is None:
            return None
        suppressed, proven = suppressed | more, False
    if not all(withstands(system, suppressed & system.cells.keys()) for system in others):
        return None
    return first, suppressed, proven


def _next_to_hide(system: System, suppressed: frozenset[str]) -> frozenset[str] | None:
    """The smallest shown cell, under all its names, of a breakdown that hides some already."""
    forced = system.same_as(system.policy.forced)
    broken = {name.partition("=")[0] for name in suppressed}
    shown = [
        name
        for name in system.cells
        if name not in suppressed and name not in forced and name.partition("=")[0] in broken
    ]
    first = min(shown, key=lambda name: (system.value(name), name), default=None)
    return None if first is None else system.same_as([first])


def _ruling(
    rung: _Rung,
    steps: tuple[Step, ...],
    policy: ReleasePolicy,
    system: System,
    suppressed: frozenset[str],
    proven: bool,
) -> Ruling:
    tables, total = rung.tables, rung.group.total
    shown = frozenset(
        name
        for table in tables
        for code, counts in table.cells
        if suppressed.isdisjoint(sides_of(name := f"{table.dimension}={code}", counts))
        # What another publisher printed is known and cannot be hidden; a small count is not printed again for that.
        and not any(1 <= side < policy.threshold for side in counts.sides)
    )
    hidden = [name for table in tables for code, _ in table.cells if (name := f"{table.dimension}={code}") not in shown]
    small = [name for name in hidden if any(f"{name}|{side}" in system.primary for side in ("counted", "rest", "all"))]
    return Ruling(
        shown=shown,
        coarse=rung.coarse,
        steps=steps,
        one_category=tuple(
            table.dimension
            for table in tables
            if any(counts == total and f"{table.dimension}={code}" in shown for code, counts in table.cells)
        ),
        small=len(small),
        complementary=len(hidden) - len(small),
        proven_fewest=proven,
    )
