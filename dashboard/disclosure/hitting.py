"""The smallest choice that has one of every set: a minimum hitting set.

A local search proposes a choice, quickly; the linear relaxation tells it what size to begin with. That nothing smaller
will do is left to HiGHS's whole-number program, which is asked only once a choice is worth the proof.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

# Of the local search, for each set and size; where there is a choice, it is nearly always found within three.
STEPS = 4
# Sizes are whole: the best is proven once the gap is under 1.
GAP = 0.99
# HiGHS keeps rows to 1e-7; a bound is rounded up with this much room.
ROOM = 1e-6

_Floats = NDArray[np.float32]
_NONE = np.empty(0, dtype=np.int32)


class HittingSet:
    """Sets of members, of which none holds another, to be hit with as few members as possible."""

    def __init__(self, members: Sequence[int]) -> None:
        """Among equal choices one with earlier members is rather proposed."""
        self._members = np.array(members, dtype=np.int64)
        self._column = {member: column for column, member in enumerate(members)}
        self._holds = np.zeros((0, len(members)), dtype=np.float32)
        self._proven = 0

    def add(self, one: Collection[int]) -> None:
        row = np.zeros(len(self._members), dtype=np.float32)
        row[[self._column[member] for member in one]] = 1
        # Who hits the smaller set hits those that hold it too.
        self._holds = np.vstack([self._holds[self._holds @ row < row.sum()], row])

    def is_hit(self, chosen: NDArray[np.bool_]) -> bool:
        """`chosen`: of each number that a member can be, whether it is chosen."""
        return bool((self._holds @ chosen[self._members]).all())

    def commonest(self, among: Collection[int]) -> int:
        """The member that most sets have, of equals the earliest."""
        columns = np.array(sorted(self._column[member] for member in among))
        return int(self._members[columns[self._holds[:, columns].sum(axis=0).argmax()]])

    def least(self) -> int:
        """No choice is smaller, by what was proven or by the linear relaxation."""
        if len(self._holds):
            model = self._model(self._used())
            model.run()
            if model.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                self._proven = max(self._proven, math.ceil(model.getInfo().objective_function_value - ROOM))
        return self._proven

    def choice(self, near: Collection[int], deadline: float) -> list[int]:
        """A small choice, sought near another and of its size, and where none is found, of more. It proves nothing.

        Past the deadline (of `time.monotonic`) it may miss some set.
        """
        used, size = self._used(), max(1, self.least(), len(near))
        start = np.isin(self._members[used], list(near))
        chosen = _searched(self._holds[:, used], start, size, deadline)
        return [int(member) for member in self._members[used[chosen]]]

    def smaller(self, size: int, seconds: float) -> list[int] | None:
        """A choice of fewer than `size`; None where none was found in time, or there is none: `least` tells which."""
        if self.least() >= size:
            return None
        if not len(self._holds):
            return []
        used = self._used()
        model = self._model(used)
        every = np.arange(len(used), dtype=np.int32)
        model.changeColsIntegrality(
            len(used), every, np.full(len(used), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        )
        model.addRow(-math.inf, size - 1.0, len(used), every, np.ones(len(used)))
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", GAP), ("time_limit", max(0.0, seconds))):
            model.setOptionValue(option, value)
        model.run()
        if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            self._proven = size
            return None
        bound = model.getInfo().mip_dual_bound
        if math.isfinite(bound):
            self._proven = max(self._proven, min(size, math.ceil(bound - (1 - GAP))))
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return [int(member) for member in self._members[used[np.asarray(model.getSolution().col_value) > 0.5]]]

    def _used(self) -> NDArray[np.int64]:
        """The columns of members that are in any set."""
        return np.flatnonzero(self._holds.any(axis=0))

    def _model(self, used: NDArray[np.int64]) -> highspy.Highs:
        model = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            model.setOptionValue(option, value)
        rows, size = len(self._holds), len(used)
        model.addCols(size, np.ones(size), np.zeros(size), np.ones(size), 0, _NONE, _NONE, np.empty(0))
        down, across = np.nonzero(self._holds[:, used])
        starts = np.searchsorted(down, np.arange(rows)).astype(np.int32)
        ones = np.ones(len(across))
        model.addRows(rows, np.ones(rows), np.full(rows, math.inf), len(ones), starts, across.astype(np.int32), ones)
        return model


def _searched(holds: _Floats, start: NDArray[np.bool_], size: int, deadline: float) -> NDArray[np.bool_]:
    """A choice that hits every row, by swapping members in and out, of `size` or, where that does not do, of more.

    Sets that stay unhit gain in price, so that the search does not come back to where it was (row weighting local
    search, Gao, Weise, Li 2014, "An efficient local search heuristic with row weighting for the unicost set covering
    problem").
    """
    random = np.random.default_rng(0)
    chosen = start.copy()
    price = np.ones(len(holds), dtype=np.float32)
    moved = np.zeros(holds.shape[1], dtype=np.int64)
    hits = holds @ chosen
    step = 0
    while (hits == 0).any() and time.monotonic() < deadline:
        step += 1
        size += step % (STEPS * len(holds)) == 0
        while chosen.sum() >= size:
            loss = ((hits == 1) * price) @ holds
            free = np.flatnonzero(chosen & (moved < step - 1))
            free = free if len(free) else np.flatnonzero(chosen)
            out = free[np.lexsort((moved[free], loss[free]))[0]]
            chosen[out], moved[out] = False, step
            hits -= holds[:, out]
        missed = np.flatnonzero(hits == 0)
        gain = ((hits == 0) * price) @ holds
        able = np.flatnonzero(holds[missed[random.integers(len(missed))]])
        free = able[moved[able] < step] if (moved[able] < step).any() else able
        into = free[np.lexsort((moved[free], -gain[free]))[0]]
        chosen[into], moved[into] = True, step
        hits += holds[:, into]
        price[hits == 0] += 1
    return chosen
