"""The choice of complementary cells: the fewest that protect every small cell and slice over all linked tables.

Hiding more never narrows what is feasible. So where a set of printed cells by itself narrows a small cell too far,
every safe pattern hides one of that set. The sets found so far are hit with the fewest cells (a small whole-number
program); the pattern so found is attacked, which gives new sets, until it withstands: it is then the best there is (an
implicit hitting set). Out of time, the pattern is opened until it is safe and then closed again cell by cell. What comes
out is a proposal: the audit, which knows nothing of this module, has the last word.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np

from dashboard.disclosure.equations import Equations, Mask
from dashboard.disclosure.junction import Counts
from dashboard.disclosure.model import Protection
from dashboard.disclosure.proof import needed_cells
from dashboard.disclosure.space import Space


@dataclass(frozen=True)
class Chosen:
    """Names to suppress, small cells included. `fewest`: no safe pattern weighs less than this, so far as proven.

    `impossible`: the cells and slices that no pattern can protect; then `suppressed` hides all that may be hidden.
    """

    suppressed: frozenset[str]
    weight: int
    fewest: int
    impossible: tuple[str, ...] = ()

    @property
    def proven_optimal(self) -> bool:
        return not self.impossible and self.weight <= self.fewest


@dataclass(frozen=True)
class _Reach:
    """That a line can be as high (or as low) as this."""

    line: int
    up: bool
    count: int


_Need = tuple[_Reach, ...]
"""One of these must be possible."""


class _ImpossibleError(Exception):
    """No pattern lets this need be met."""

    def __init__(self, need: _Need) -> None:
        super().__init__(need[0].line)
        self.line = need[0].line


def choose(
    equations: Equations, seconds: float = 60.0, rounds: int | None = None, weights: Mapping[str, int] | None = None
) -> Chosen:
    """A safe pattern of least weight (each cell weighs 1 unless told), ties to the smaller counts.

    `seconds` limit the search for the best; `rounds` do too, for a quick pattern that need not be the best (greedy).
    """
    return _Chooser(equations, weights or {}).choose(time.monotonic() + seconds, rounds)


@dataclass
class _Pool:
    """Tables found so far, as counts of the lines; a table stays good for every pattern that hides where it differs."""

    equations: Equations
    sums: Counts = field(init=False)
    differs: Mask = field(init=False)
    untold: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.sums = np.empty((0, self.equations.count), dtype=np.int64)
        self.differs = self.untold = np.empty((0, self.equations.count), dtype=np.bool_)

    def add(self, table: Counts) -> None:
        sums = (self.equations.matrix @ table)[: self.equations.count]
        untold = (sums < self.equations.told_lo) | (sums > self.equations.told_hi)
        self.sums = np.vstack([self.sums, sums])
        self.differs = np.vstack([self.differs, sums != self.equations.values])
        self.untold = np.vstack([self.untold, untold])

    def feasible(self, hidden: Mask) -> Counts:
        """The tables that agree with a pattern."""
        return self.sums[~((self.differs & ~hidden).any(axis=1) | (self.untold & hidden).any(axis=1))]


class _Chooser:
    def __init__(self, equations: Equations, weights: Mapping[str, int]) -> None:
        self._equations = equations
        self._space = Space(equations)
        self._pool = _Pool(equations)
        lines, values = equations.lines, equations.values
        self._must = np.array([line.is_primary or not line.cells for line in lines], dtype=np.bool_)
        fits = (values >= equations.told_lo) & (values <= equations.told_hi)
        open_to_choice = [bool(line.cells) and not (line.is_forced or line.is_known) for line in lines]
        self._may = np.array(open_to_choice, dtype=np.bool_) & fits & ~self._must
        self._needs = _needs(equations)
        # Whole costs that put the weight first and the count hidden second.
        self._unit = int(values[self._may].sum()) + 1
        self._weight = np.array([max((weights.get(name, 1) for name in line.cells), default=1) for line in lines])
        self._cuts: dict[frozenset[int], None] = {}

    def choose(self, deadline: float, rounds: int | None) -> Chosen:
        fewest, played = 0, 0
        try:
            while True:
                pattern, fewest = self._master(deadline, fewest)
                opened = self._opened(pattern)
                if (opened == pattern).all():
                    return self._chosen(pattern, fewest)
                played += 1
                if time.monotonic() > deadline or (rounds is not None and played >= rounds):
                    return self._chosen(self._closed(opened), fewest)
        except _ImpossibleError as impossible:
            line = self._equations.lines[impossible.line]
            everything = self._chosen(self._must | self._may, 0)
            return Chosen(everything.suppressed, everything.weight, 0, (*line.cells, *line.slices))

    def _chosen(self, hidden: Mask, fewest: int) -> Chosen:
        lines = self._equations.lines
        names = frozenset(name for place in np.flatnonzero(hidden).tolist() for name in lines[place].cells)
        # A cut that rests on a question the solver gave up on proves nothing.
        proven = 0 if self._space.gave_up else fewest
        return Chosen(names, int(self._weight[hidden & self._may].sum()), proven)

    def _opened(self, pattern: Mask) -> Mask:
        """The pattern with every set hidden that gives something away, until it is safe; the sets are kept as cuts."""
        hidden = pattern.copy()
        for need in self._needs:
            while (cut := self._attack(need, hidden)) is not None:
                if not cut:
                    raise _ImpossibleError(need)
                self._cuts[cut] = None
                hidden[list(cut)] = True
        return hidden

    def _closed(self, hidden: Mask) -> Mask:
        """A safe pattern with cells printed again, the heaviest and largest first, as long as it stays safe."""
        equations = self._equations
        order = sorted(
            np.flatnonzero(hidden & self._may).tolist(),
            key=lambda line: (-self._weight[line], -equations.values[line], line),
        )
        for line in order:
            trial = hidden.copy()
            trial[line] = False
            if not any(self._is_hit_by_none(cut, trial) for cut in self._cuts) and self._is_safe(trial):
                hidden = trial
        return hidden

    def _is_safe(self, hidden: Mask) -> bool:
        for need in self._needs:
            cut = self._attack(need, hidden)
            if cut is not None:
                if cut:
                    self._cuts[cut] = None
                return False
        return True

    @staticmethod
    def _is_hit_by_none(cut: frozenset[int], hidden: Mask) -> bool:
        return not hidden[list(cut)].any()

    def _attack(self, need: _Need, hidden: Mask) -> frozenset[int] | None:
        """None where the need is met; otherwise cells of which one must be hidden, empty if that cannot help."""
        feasible = self._pool.feasible(hidden)
        if any(_is_met(reach, feasible[:, reach.line]) for reach in need):
            return None
        bounds = self._equations.bounds(hidden)
        printed = frozenset(np.flatnonzero(self._may & ~hidden).tolist())
        cut: frozenset[int] = frozenset()
        for reach in need:
            bound, table = self._space.relaxed(reach.line, reach.up, bounds)
            duals = self._space.duals()
            if table is not None:
                self._pool.add(table)
            if bound is not None and (bound < reach.count if reach.up else bound > reach.count):
                own = needed_cells(self._equations, hidden, self._may, duals, reach.line, reach.up, reach.count)
                cut |= printed if own is None else own
                continue
            if table is None:
                table = self._space.reaching(reach.line, reach.count, bounds, reach.up)
                if table is not None:
                    self._pool.add(table)
            if table is not None:
                return None
            cut |= self._whole_cut(reach, hidden, printed)
        return cut

    def _whole_cut(self, reach: _Reach, hidden: Mask, printed: frozenset[int]) -> frozenset[int]:
        """Only whole numbers close this one: the printed cells without which it would stay closed are left out."""
        cut = sorted(printed, key=lambda line: (self._equations.values[line], line))
        step = max(1, len(cut) // 2)
        while True:
            at = 0
            while at < len(cut):
                rest = cut[:at] + cut[at + step :]
                trial = hidden | self._may
                trial[rest] = False
                if self._stays_closed(reach, trial):
                    cut = rest
                else:
                    at += step
            if step == 1:
                return frozenset(cut)
            step //= 2

    def _stays_closed(self, reach: _Reach, hidden: Mask) -> bool:
        table = self._space.reaching(reach.line, reach.count, self._equations.bounds(hidden), reach.up)
        if table is not None:
            self._pool.add(table)
        return table is None

    def _master(self, deadline: float, fewest: int) -> tuple[Mask, int]:
        """The cheapest pattern that hits every cut, and the least weight a safe pattern can have."""
        candidates = np.flatnonzero(self._may)
        pattern = self._must.copy()
        if not self._cuts:
            return pattern, fewest
        place = {int(line): column for column, line in enumerate(candidates)}
        model = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0)):
            model.setOptionValue(option, value)
        model.setOptionValue("mip_abs_gap", 0.9)
        model.setOptionValue("time_limit", max(1.0, deadline - time.monotonic()))
        size = len(candidates)
        none = np.empty(0, dtype=np.int32)
        costs = (self._weight * self._unit + self._equations.values)[candidates].astype(np.float64)
        model.addCols(size, costs, np.zeros(size), np.ones(size), 0, none, none, np.empty(0))
        kinds = np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        model.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)
        cuts = sorted(sorted(place[line] for line in cut) for cut in self._cuts)
        starts = np.cumsum([0] + [len(cut) for cut in cuts])[:-1].astype(np.int32)
        across = np.concatenate([np.array(cut, dtype=np.int32) for cut in cuts])
        model.addRows(
            len(cuts),
            np.ones(len(cuts)),
            np.full(len(cuts), math.inf),
            len(across),
            starts,
            across,
            np.ones(len(across)),
        )
        model.run()
        found = np.asarray(model.getSolution().col_value)
        if model.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            bound = model.getInfo().mip_dual_bound
            # A pattern costs its weight times the unit and less than one unit more.
            fewest = max(fewest, math.ceil((bound - self._unit + 1) / self._unit - 1e-9))
        chosen = found > 0.5 if len(found) == size else np.ones(size, dtype=np.bool_)
        pattern[candidates[chosen]] = True
        return pattern, fewest


def _is_met(reach: _Reach, counts: Counts) -> bool:
    return bool((counts >= reach.count).any() if reach.up else (counts <= reach.count).any())


def _needs(equations: Equations) -> list[_Need]:
    """What must be possible for each small cell and each slice, so that the policy's protection holds."""
    policy = equations.system.policy
    ends = {Protection.NOT_EXACT: None, Protection.RANGE: policy.threshold - 1, Protection.RULE: policy.threshold}
    highest = ends[policy.protection]
    needs: list[_Need] = []
    for place, line in enumerate(equations.lines):
        ranges: list[_Need] = []
        if line.is_primary and not line.is_known and highest is not None:
            if line.value < highest:
                ranges.append((_Reach(place, True, highest),))
            if line.value > 1:
                ranges.append((_Reach(place, False, 1),))
        if not ranges and ((line.is_primary and not line.is_known) or line.slices):
            down = (_Reach(place, False, line.value - 1),) if line.value else ()
            ranges.append((_Reach(place, True, line.value + 1), *down))
        needs += ranges
    return needs
