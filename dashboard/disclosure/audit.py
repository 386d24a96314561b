"""The audit: what can anyone who adds and subtracts everything published learn of each hidden count?

For each hidden cell and each slice the lowest and the highest feasible whole number is found, over all published facts
at once. It knows nothing of how the pattern was chosen. An end of an interval is given only where a whole table reaches
it; where the solver proves nothing, the interval stays as narrow as what was found, which can only make the verdict
stricter.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.equations import NO_END, Bounds, Equations, Mask
from dashboard.disclosure.junction import Counts
from dashboard.disclosure.model import Interval, Protection, System, Table, Witnesses, told_of_hidden
from dashboard.disclosure.space import End, Space
from dashboard.disclosure.witnesses import Checker

# Each takes the work of ten questions; more than these reach little that is new (measured on 408 cells).
SWEEPS = 6


@dataclass(frozen=True)
class AuditReport:
    """Intervals and witnesses of every cell that is suppressed or small and of every slice, by name.

    `contradictions`: what is said of the tables and is not true of them; then nothing else was looked at.
    """

    contradictions: tuple[str, ...]
    intervals: Mapping[str, Interval]
    witnesses: Mapping[str, Witnesses]


def contradictions(system: System, suppressed: frozenset[str]) -> tuple[str, ...]:
    """What the attacker is told, by claims, by an insider or by the policy's symbols, and is not so."""
    found = [
        f"extra_claims[{place}]: it says {_words(claim.lo, claim.hi)}, the true tables give {claim.value(system.atoms)}"
        for place, claim in enumerate(system.claims)
        if not claim.holds(system.atoms)
    ]
    for name, count in sorted(system.knows.items()):
        if count != system.value(name):
            found.append(f"insider_knows: {name} is said to be {count}, the true tables give {system.value(name)}")
    for name in sorted(system.hidden(suppressed)):
        lo, hi = told_of_hidden(system.policy, name in system.primary)
        if system.value(name) < lo or (hi is not None and system.value(name) > hi):
            found.append(
                f"suppressed: hiding {name} tells by zeros {system.policy.zeros} and symbols {system.policy.symbols} "
                f"that it is {_words(lo, hi)}, the true tables give {system.value(name)}"
            )
    return tuple(found)


def audit(equations: Equations, suppressed: frozenset[str], intervals: bool = True) -> AuditReport:
    """Attack one pattern of suppressed cells.

    Without `intervals` only what decides a release is looked at: the small cells and the slices, each until it is as
    open as the policy asks. What is then found of them is true and need not be all.
    """
    system = equations.system
    untrue = contradictions(system, suppressed)
    if untrue:
        return AuditReport(untrue, {}, {})
    wanted: dict[int, list[str]] = {}
    for place, line in enumerate(equations.lines):
        asked = line.cells if line.is_primary else [name for name in line.cells if intervals and name in suppressed]
        names = [*asked, *line.slices]
        if names:
            wanted[place] = names
    attack = _Attack(equations, equations.hidden(suppressed), None if intervals else _enough(equations, wanted))
    attack.go_to_all_ends(list(wanted))
    found: dict[str, Interval] = {}
    witnesses: dict[str, Witnesses] = {}
    for place, names in wanted.items():
        interval, pair = attack.interval(place)
        found |= dict.fromkeys(names, interval)
        witnesses |= dict.fromkeys(names, pair)
    return AuditReport((), found, witnesses)


def _enough(equations: Equations, lines: Iterable[int]) -> dict[End, float]:
    """How far towards each end is far enough: something else than the truth, and as open as the policy asks."""
    policy = equations.system.policy
    highest = {Protection.NOT_EXACT: 0, Protection.RANGE: policy.threshold - 1, Protection.RULE: policy.threshold}
    ends: dict[End, float] = {}
    for place in lines:
        line = equations.lines[place]
        asked = highest[policy.protection] if line.is_primary else 0
        ends[place, False] = float(min(1, line.value - 1) if asked else line.value - 1)
        ends[place, True] = float(max(asked, line.value + 1))
    return ends


def borne_out(system: System, suppressed: frozenset[str], report: AuditReport) -> dict[str, Interval]:
    """The audit's intervals, each cut down to the counts that its witnesses show when they are added up anew."""
    shown = Checker(system, suppressed).shows(report.witnesses)
    intervals = {}
    for name, interval in report.intervals.items():
        value = system.value(name)
        lo, hi = shown.get(name, (value, value))
        endless = interval.hi is None and hi >= max(system.policy.threshold, value + 1)
        same = (interval.lo, interval.hi) == (lo, None if endless else hi)
        intervals[name] = Interval(lo, None if endless else hi, interval.proven and same)
    return intervals


class _Attack:
    """The tables found so far, and for each line the lowest and the highest among them.

    `enough`: how far is far enough; None where every end is asked.
    """

    def __init__(self, equations: Equations, hidden: Mask, enough: Mapping[End, float] | None) -> None:
        self._equations = equations
        self._enough = enough or {}
        self._bounds: Bounds = equations.bounds(hidden)
        self._space = Space(equations)
        self._tables: list[Counts] = [equations.truth]
        self._lifted: dict[int, Table] = {}
        self._furthest: dict[End, int] = {}
        self._endless: set[int] = set()
        self._low, self._high = equations.values.copy(), equations.values.copy()
        self._lowest = np.zeros(equations.count, dtype=np.int64)
        self._highest = np.zeros(equations.count, dtype=np.int64)

    def go_to_all_ends(self, lines: list[int]) -> None:
        """First tables far down in many lines at once. Then the linear relaxation for every end left: where its corner
        is whole, that is the end. The others are sought by tables that go for many at once."""
        for seed in range(SWEEPS):
            left = [(line, False) for line in lines if self._falls_short(line, False)]
            if left:
                self._keep(self._space.towards(left, self._bounds, seed))
        # One direction after the other: questions that are alike follow each other, and each starts from the last.
        for up in (True, False):
            for line in lines:
                if self._falls_short(line, up):
                    self._relax(line, up)
        for line, up in list(self._furthest):
            if self._falls_short(line, up):
                left = [end for end in self._furthest if self._falls_short(*end)]
                self._keep(self._space.reaching(line, int(self._asked(line, up)), self._bounds, up, left))
                if self._falls_short(line, up):
                    self._settle(line, up)

    def interval(self, line: int) -> tuple[Interval, Witnesses]:
        """Of a line whose ends were gone to."""
        pair = Witnesses(self._lift(int(self._lowest[line])), self._lift(int(self._highest[line])))
        low, high = int(self._low[line]), int(self._high[line])
        is_lowest = low in (self._told(line, False), self._furthest.get((line, False)))
        is_highest = line in self._endless or high in (self._told(line, True), self._furthest.get((line, True)))
        return Interval(low, None if line in self._endless else high, is_lowest and is_highest), pair

    def _relax(self, line: int, up: bool) -> None:
        bound, table = self._space.relaxed(line, up, self._bounds)
        self._keep(table)
        if bound is None:
            self._settle(line, up)
        elif math.isinf(bound):
            self._go_on_without_end(line)
        else:
            self._furthest[line, up] = int(bound)

    def _settle(self, line: int, up: bool) -> None:
        """By the whole-number program, where nothing quicker did."""
        bound, table = self._space.whole(line, up, self._bounds)
        self._keep(table)
        if bound is not None:
            self._furthest[line, up] = int(bound)

    def _go_on_without_end(self, line: int) -> None:
        """A table beyond the truth and beyond the threshold is all that a verdict asks where there is no highest."""
        enough = max(self._equations.system.policy.threshold, int(self._equations.values[line]) + 1)
        if self._high[line] < enough:
            self._keep(self._space.reaching(line, enough, self._bounds, True))
        if self._high[line] >= enough:
            self._endless.add(line)

    def _falls_short(self, line: int, up: bool) -> bool:
        """Whether no table found goes as far as is asked."""
        asked = self._asked(line, up)
        return bool(self._high[line] < asked if up else self._low[line] > asked)

    def _asked(self, line: int, up: bool) -> float:
        """How far to go towards an end: to what is told of the line, to where it is proven to be, or far enough."""
        nearest = min if up else max
        end, beyond = (line, up), NO_END if up else -NO_END
        return nearest(self._told(line, up), self._enough.get(end, beyond), self._furthest.get(end, beyond))

    def _told(self, line: int, up: bool) -> float:
        return float(self._bounds.hi[line] if up else max(0.0, self._bounds.lo[line]))

    def _keep(self, table: Counts | None) -> None:
        if table is None:
            return
        sums = (self._equations.matrix @ table)[: self._equations.count]
        self._lowest[sums < self._low] = self._highest[sums > self._high] = len(self._tables)
        self._low, self._high = np.minimum(self._low, sums), np.maximum(self._high, sums)
        self._tables.append(table)

    def _lift(self, place: int) -> Table:
        if place not in self._lifted:
            self._lifted[place] = self._equations.table(self._tables[place])
        return self._lifted[place]


def _words(lo: object, hi: object) -> str:
    if lo is None:
        return "anything" if hi is None else f"at most {hi}"
    return f"at least {lo}" if hi is None else f"from {lo} to {hi}"
