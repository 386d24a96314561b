"""The choice of complementary cells: the fewest that protect every small cell and slice over all linked tables.

Hiding more never narrows what is feasible. So where a set of printed cells by itself narrows a small cell too far,
every safe pattern hides one of that set. The sets found so far are hit with few cells, and the pattern so found is
attacked, which gives new sets, until it withstands. Only then is it asked whether fewer cells can hit them all: if not,
it is the best there is (an implicit hitting set); otherwise those are attacked next. Out of time, the pattern is opened
until it is safe and then closed again cell by cell. What comes out is a proposal: the audit, which knows nothing of
this module, has the last word.
"""

from __future__ import annotations

import math
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

import numpy as np

from dashboard.disclosure.equations import Equations, Floats, Mask
from dashboard.disclosure.hitting import HittingSet
from dashboard.disclosure.model import Protection
from dashboard.disclosure.pool import Pool
from dashboard.disclosure.proof import needed_cells
from dashboard.disclosure.shrinking import shrunk
from dashboard.disclosure.space import ROOM, Space

# A pattern opened by no more cells than this is worth closing on the way.
NEAR = 30


@dataclass(frozen=True)
class Chosen:
    """Names to suppress, small cells included; `complementary`: how many are not small. `fewest`: no safe pattern
    has fewer of them, so far as proven.

    `impossible`: the cells and slices that no pattern can protect; then `suppressed` hides all that may be hidden.
    """

    suppressed: frozenset[str]
    complementary: int
    fewest: int
    impossible: tuple[str, ...] = ()

    @property
    def proven_optimal(self) -> bool:
        return not self.impossible and self.complementary <= self.fewest


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


class _OutOfTimeError(Exception):
    """The search has had its time."""


def choose(equations: Equations, seconds: float = 60.0, rounds: int | None = None) -> Chosen:
    """A safe pattern with the fewest complementary cells; among equals it rather prints large counts.

    `seconds` limit the search for the best; `rounds` do too, for a quick pattern that need not be the best (greedy). A
    quick one takes some seconds more.
    """
    return _Chooser(equations).choose(time.monotonic() + seconds, rounds)


class _Chooser:
    def __init__(self, equations: Equations) -> None:
        self._equations = equations
        self._space = Space(equations)
        self._pools = {True: Pool(equations), False: Pool(equations)}
        lines, values = equations.lines, equations.values
        self._must = np.array([line.is_primary or not line.cells for line in lines], dtype=np.bool_)
        fits = (values >= equations.told_lo) & (values <= equations.told_hi)
        open_to_choice = [bool(line.cells) and not (line.is_forced or line.is_known) for line in lines]
        self._may = np.array(open_to_choice, dtype=np.bool_) & fits & ~self._must
        self._needs = _needs(equations)
        by_count = sorted(np.flatnonzero(self._may).tolist(), key=lambda line: (values[line], line))
        self._sets = HittingSet(by_count)
        self._pattern = self._must
        self._found: Mask | None = None
        self._search_until(math.inf)

    def choose(self, deadline: float, rounds: int | None) -> Chosen:
        try:
            self._search_until(deadline)
            with suppress(_OutOfTimeError):
                self._search(rounds)
            self._search_until(math.inf)
            found = self._good_enough(self._pattern) if self._found is None else self._found
            return self._chosen(found, self._sets.least())
        except _ImpossibleError as impossible:
            line = self._equations.lines[impossible.line]
            everything = self._chosen(self._must | self._may, 0)
            return Chosen(everything.suppressed, everything.complementary, 0, (*line.cells, *line.slices))

    def _search(self, rounds: int | None) -> None:
        """`_found` becomes the best pattern, unless the rounds are played before."""
        size = 0
        for played in count():
            before, chosen = size, self._next()
            if chosen is None:
                return
            size = len(chosen)
            pattern = self._pattern = self._must.copy()
            pattern[chosen] = True
            # The linear relaxation gives most cuts at a tenth of the price; from both ends it gives different ones.
            linear = [self._opened(pattern, needs, whole=False) for needs in (self._needs, self._needs[::-1])]
            nearest = min(linear, key=lambda opened: int(opened.sum()))
            if rounds is not None and played >= rounds:
                return
            # Once the size stands still, a pattern of that size is often near, and rounds are spared.
            if size <= before and nearest.sum() - pattern.sum() <= NEAR:
                closed = self._closed(self._opened(pattern, self._needs, whole=False, sparing=True), whole=False)
                if self._complementary(closed) <= size and self._is_safe(closed, whole=True):
                    self._found = closed
                    continue
            is_linearly_safe = all((opened == pattern).all() for opened in linear)
            if is_linearly_safe and (self._opened(pattern, self._needs, whole=True) == pattern).all():
                self._found = pattern

    def _next(self) -> list[int] | None:
        """The cells to hide next; None where no fewer can do than `_found` hides."""
        chosen = self._sets.choice(np.flatnonzero(self._pattern & self._may).tolist(), self._deadline)
        # A choice cut short may be far from the smallest; the last one is the better start for a quick pattern.
        self._look_at_the_clock()
        if self._found is None or len(chosen) < self._complementary(self._found):
            return chosen
        fewer = self._sets.smaller(self._complementary(self._found), self._deadline - time.monotonic())
        self._look_at_the_clock()
        return fewer

    def _search_until(self, deadline: float) -> None:
        self._deadline = self._space.deadline = deadline

    def _look_at_the_clock(self) -> None:
        """Asked after each question, so that no answer that time cut short is taken for a proof."""
        if time.monotonic() > self._deadline:
            raise _OutOfTimeError

    def _chosen(self, hidden: Mask, fewest: int) -> Chosen:
        lines = self._equations.lines
        names = frozenset(name for place in np.flatnonzero(hidden).tolist() for name in lines[place].cells)
        # A cut that rests on a question the solver gave up on proves nothing.
        proven = 0 if self._space.gave_up else fewest
        return Chosen(names, self._complementary(hidden), proven)

    def _complementary(self, hidden: Mask) -> int:
        return int((hidden & self._may).sum())

    def _opened(self, pattern: Mask, needs: list[_Need], whole: bool, sparing: bool = False) -> Mask:
        """The pattern with every set hidden that gives something away, until it is safe; the sets are kept as cuts.

        `sparing`: of each set one cell only, that which most sets have, which makes a smaller pattern with more work.

        Without `whole` it is safe only from a reader who does not know that children come in whole numbers.
        """
        hidden = pattern.copy()
        low, high = self._pools[whole].ends(hidden)
        for need in needs:
            while not any(_is_met(reach, low, high) for reach in need):
                found = self._attack(need, hidden, whole)
                if isinstance(found, frozenset):
                    if not found:
                        raise _ImpossibleError(need)
                    self._sets.add(found)
                    hidden[self._sets.commonest(found) if sparing else list(found)] = True
                    low, high = self._pools[whole].ends(hidden)
                else:
                    low, high = np.minimum(low, found), np.maximum(high, found)
        return hidden

    def _good_enough(self, pattern: Mask) -> Mask:
        """A safe pattern, small if not the smallest: opened a cell at a time, and closed where that was too much."""
        closed = self._closed(self._opened(pattern, self._needs, whole=False, sparing=True), whole=False)
        return self._closed(self._opened(closed, self._needs, whole=True, sparing=True), whole=True)

    def _closed(self, hidden: Mask, whole: bool) -> Mask:
        """The pattern with cells printed again, the largest first, as long as it stays safe."""
        values = self._equations.values
        cells = np.flatnonzero(hidden & self._may).tolist()
        for line in sorted(cells, key=lambda line: (-values[line], line)):
            trial = hidden.copy()
            trial[line] = False
            if self._sets.is_hit(trial) and self._is_safe(trial, whole, line):
                hidden = trial
        return hidden

    def _is_safe(self, hidden: Mask, whole: bool, printed: int | None = None) -> bool:
        """`printed`: a cell that a safe pattern hid."""
        low, high = self._pools[whole].ends(hidden)
        if printed is not None and not whole:
            low, high = self._mixed(hidden, printed, low, high)
        for need in self._needs:
            if not any(_is_met(reach, low, high) for reach in need):
                found = self._attack(need, hidden, whole, last=True)
                if isinstance(found, frozenset):
                    # The sets that the linear relaxation gives are small, and spare later trials the attack.
                    if not whole:
                        self._sets.add(found)
                    return False
                low, high = np.minimum(low, found), np.maximum(high, found)
        return True

    def _mixed(self, hidden: Mask, printed: int, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """How far mixtures of the tables that agreed while the cell was hidden lead, now that it is printed."""
        before = hidden.copy()
        before[printed] = True
        mixtures = self._pools[False].mixtures(before, printed)
        for need in self._needs:
            for reach in need:
                if not any(_is_met(one, low, high) for one in need):
                    found = mixtures.furthest(reach.line, reach.up)
                    if found is not None and _is_met(reach, found, found):
                        self._pools[False].keep(found)
                        low, high = np.minimum(low, found), np.maximum(high, found)
        return low, high

    def _attack(self, need: _Need, hidden: Mask, whole: bool, last: bool = False) -> frozenset[int] | Floats:
        """Sums of a table that meets the need; otherwise cells of which one must be hidden, empty if none helps.

        `last`: that there are such cells is all that is asked; a set found is not made small.
        """
        bounds = self._equations.bounds(hidden)
        printed = frozenset(np.flatnonzero(self._may & ~hidden).tolist())
        cut: frozenset[int] = frozenset()
        for reach in need:
            bound, table = self._space.relaxed(reach.line, reach.up, bounds)
            self._look_at_the_clock()
            if table is not None:
                sums = self._pools[True].add(table)
                self._pools[False].add(table)
                if _is_met(reach, sums, sums):
                    return sums
            if bound is not None and (bound < reach.count if reach.up else bound > reach.count):
                own = needed_cells(
                    self._equations, hidden, self._may, self._space.duals(), reach.line, reach.up, reach.count
                )
                cut |= printed if own is None else own
                continue
            if not whole:
                corner = self._space.broken()
                if corner is not None:
                    return self._pools[False].add(corner)
            table = self._space.reaching(reach.line, reach.count, bounds, reach.up)
            self._look_at_the_clock()
            if table is not None:
                self._pools[False].add(table)
                return self._pools[True].add(table)
            cut |= printed if last else self._whole_cut(reach, hidden, printed)
        return cut

    def _whole_cut(self, reach: _Reach, hidden: Mask, printed: frozenset[int]) -> frozenset[int]:
        """Only whole numbers close this one: the printed cells without which it would stay closed are left out."""
        by_count = sorted(printed, key=lambda line: (self._equations.values[line], line))

        def is_closed_by(rest: list[int]) -> bool:
            trial = hidden | self._may
            trial[rest] = False
            return self._stays_closed(reach, trial)

        return frozenset(shrunk(by_count, is_closed_by))

    def _stays_closed(self, reach: _Reach, hidden: Mask) -> bool:
        table = self._space.reaching(reach.line, reach.count, self._equations.bounds(hidden), reach.up)
        self._look_at_the_clock()
        if table is not None:
            self._pools[True].add(table)
        return table is None


def _is_met(reach: _Reach, low: Floats, high: Floats) -> bool:
    return bool(high[reach.line] >= reach.count - ROOM if reach.up else low[reach.line] <= reach.count + ROOM)


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
