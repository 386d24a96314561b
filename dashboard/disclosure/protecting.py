"""What of a group may be printed: choose, attack in every reading, and where that fails show less, saying so.

The ladder, for each breakdown: whole; by its coarser groups; not at all; at its end stands the national total alone.
Deterministic, and remembered: the same group under the same policy is decided once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from dashboard.disclosure.groups import Breakdown, Counts, Group, breakdowns_of
from dashboard.disclosure.linking import adds_up, sides_of
from dashboard.disclosure.model import System
from dashboard.disclosure.policy import ReleasePolicy
from dashboard.disclosure.readings import is_read, systems, watched_today


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

    def __add__(self, other: Ruling) -> Ruling:
        """That on two dimensions of a group."""
        return Ruling(
            shown=self.shown | other.shown,
            coarse=self.coarse | other.coarse,
            steps=self.steps + other.steps,
            one_category=self.one_category + other.one_category,
            small=self.small + other.small,
            complementary=self.complementary + other.complementary,
            proven_fewest=self.proven_fewest and other.proven_fewest,
        )


@lru_cache(maxsize=8192)
def protect(group: Group, dimensions: tuple[str, ...], policy: ReleasePolicy) -> Ruling:
    """The ruling on a group's breakdowns; of `dimensions` the most important comes first."""
    there = [table.dimension for table in breakdowns_of(group.stocks)]
    wanted = [name for name in dimensions if name in there]
    split = tuple(name for name in wanted if adds_up(group.stocks, name, group.overlapping))
    steps = tuple(Step(Why.DOES_NOT_ADD_UP, name) for name in wanted if name not in split)
    sides = group.total.sides
    if any(1 <= side < policy.threshold for side in sides):
        return Ruling(steps=(*steps, *(Step(Why.SMALL_TOTAL, name) for name in split)))
    if not any(sides):
        tables = group.tables(split)
        zeros = frozenset(f"{table.dimension}={code}" for table in tables for code, _ in table.cells)
        return Ruling(shown=zeros, steps=steps)
    return sum((_of_dimension(group, name, policy) for name in split), Ruling(steps=steps))


def _of_dimension(group: Group, dimension: str, policy: ReleasePolicy) -> Ruling:
    """As all totals are known, the dimensions are protected one by one: none tells anything of another."""
    steps: tuple[Step, ...] = ()
    if not is_read(group, dimension):
        return Ruling(steps=(Step(Why.UNSAFE, dimension),))
    recodes = {recode.dimension for recode in group.recodes}
    for why in (None, Why.COARSER) if dimension in recodes else (None,):
        steps += () if why is None else (Step(why, dimension),)
        coarse = frozenset() if why is None else frozenset({dimension})
        readings = systems(group, (dimension,), coarse, policy)
        pattern = _safe_pattern(readings, policy)
        if pattern is not None:
            (table,) = group.tables((dimension,), coarse)
            return _ruling(table, group.total, coarse, steps, policy, readings[0], *pattern)
    return Ruling(steps=(*steps, Step(Why.UNSAFE, dimension)))


def _safe_pattern(readings: tuple[System, ...], policy: ReleasePolicy) -> tuple[frozenset[str], bool] | None:
    """A pattern that withstands every reading and every insider, and whether it is proven the smallest; or None.

    Hiding more never narrows what is possible: what protects one reading protects it still with more hidden.
    """
    # The solver is slow to load, and most pages never need it.
    from dashboard.disclosure.equations import Equations
    from dashboard.disclosure.suppressing import choose

    suppressed, proven = frozenset[str](), True
    for place, system in enumerate(readings):
        if place and _withstands(system, suppressed):
            continue
        chosen = choose(Equations(system, crossed=False), policy.time_limit)
        if chosen.impossible or not _withstands(system, suppressed | chosen.suppressed):
            return None
        suppressed, proven = suppressed | chosen.suppressed, chosen.proven_optimal and not place
    while policy.insiders and any(_insider_learns(system, suppressed) for system in readings):
        more = _next_to_hide(readings[0], suppressed)
        if more is None:
            return None
        suppressed, proven = suppressed | more, False
    return suppressed, proven


def _withstands(system: System, suppressed: frozenset[str]) -> bool:
    from dashboard.disclosure.audit import audit
    from dashboard.disclosure.equations import Equations
    from dashboard.disclosure.verdict import Verdict, judged

    hidden = _hidden(system, suppressed)
    answer = judged(system, hidden, audit(Equations(system, crossed=False), hidden, intervals=False))
    return answer.verdict is Verdict.SAFE and answer.range_protected


def _insider_learns(system: System, suppressed: frozenset[str]) -> bool:
    """Whether a child who is alone in a hidden cell, and so knows its count, learns another of today's."""
    from dashboard.disclosure.audit import audit
    from dashboard.disclosure.equations import Equations
    from dashboard.disclosure.verdict import Verdict, judged

    hidden = _hidden(system, suppressed)
    watch = watched_today(system)
    for alone in sorted(name for name in system.primary if system.value(name) == 1):
        told = replace(system, knows=dict.fromkeys(system.same_as([alone]), 1), watch=watch)
        if (
            judged(told, hidden, audit(Equations(told, crossed=False), hidden, intervals=False)).verdict
            is not Verdict.SAFE
        ):
            return True
    return False


def _hidden(system: System, suppressed: frozenset[str]) -> frozenset[str]:
    """Of a reading: small cells are never printed again, even where another reading holds them for known."""
    return suppressed & system.cells.keys() | system.primary


def _next_to_hide(system: System, suppressed: frozenset[str]) -> frozenset[str] | None:
    """The smallest shown cell, under all its names."""
    forced = system.same_as(system.policy.forced)
    shown = [name for name in system.cells if name not in suppressed and name not in forced]
    first = min(shown, key=lambda name: (system.value(name), name), default=None)
    return None if first is None else system.same_as([first])


def _ruling(
    table: Breakdown,
    total: Counts,
    coarse: frozenset[str],
    steps: tuple[Step, ...],
    policy: ReleasePolicy,
    system: System,
    suppressed: frozenset[str],
    proven: bool,
) -> Ruling:
    counts = {f"{table.dimension}={code}": own for code, own in table.cells}
    shown = frozenset(
        name
        for name, own in counts.items()
        if suppressed.isdisjoint(sides_of(name, own))
        # What another publisher printed is known and cannot be hidden; a small count is not printed again for that.
        and not any(1 <= side < policy.threshold for side in own.sides)
    )
    hidden = counts.keys() - shown
    small = [name for name in hidden if not system.primary.isdisjoint(sides_of(name, counts[name]))]
    return Ruling(
        shown=shown,
        coarse=coarse,
        steps=steps,
        one_category=(table.dimension,) if any(counts[name] == total for name in shown) else (),
        small=len(small),
        complementary=len(hidden) - len(small),
        proven_fewest=proven,
    )
