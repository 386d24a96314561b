"""The lightest choice that has one of every set: a minimum-weight hitting set.

A local search looks for a choice of a weight that is already proven to be the least; it proves nothing and is quick.
Where it finds none, HiGHS decides.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Mapping, Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

# Of the local search, for each set. Where there is a choice, it is nearly always found within three (measured).
STEPS = 10
# Whole weights: the best is proven once the gap is under 1.
GAP = 0.99

_Floats = NDArray[np.float32]


def hit(
    sets: Sequence[frozenset[int]], weights: Mapping[int, int], enough: int, start: Collection[int], seconds: float
) -> tuple[list[int], int | None]:
    """Members chosen, and the weight that no choice goes below; None where that was not looked for or not found.

    `weights`: of every member, 1 or more. A choice that weighs no more than `enough` will do, and is sought first near
    `start`. The order in which sets are given changes nothing; that of the weights may decide between equals. Where
    time ran out the choice may miss some set.
    """
    deadline = time.monotonic() + seconds
    least = _minimal(sets)
    if not least:
        return [], 0
    members = [member for member in weights if any(member in one for one in least)]
    place = {member: column for column, member in enumerate(members)}
    holds = np.zeros((len(least), len(members)), dtype=np.float32)
    for row, one in enumerate(least):
        holds[row, [place[member] for member in one]] = 1
    weight = np.array([weights[member] for member in members], dtype=np.float32)
    chosen = np.array([member in start for member in members], dtype=np.bool_)
    bound = None
    if not (enough and _searched(holds, weight, enough, chosen, deadline)):
        chosen, bound = _proven(holds, weight, enough, max(0.0, deadline - time.monotonic()))
    return [member for member, taken in zip(members, chosen.tolist(), strict=True) if taken], bound


def _minimal(sets: Sequence[frozenset[int]]) -> list[frozenset[int]]:
    """Without those that hold another: who hits the smaller hits them too."""
    least: list[frozenset[int]] = []
    for one in sorted(set(sets), key=lambda one: (len(one), sorted(one))):
        if not any(other <= one for other in least):
            least.append(one)
    return least


def _searched(holds: _Floats, weight: _Floats, enough: int, chosen: NDArray[np.bool_], deadline: float) -> bool:
    """Whether swapping members in and out has made `chosen` a choice of at most that weight, in time.

    Sets that stay unhit gain in price, so that the search does not come back to where it was (row weighting local
    search, Gao, Weise, Li 2014, "An efficient local search heuristic with row weighting for the unicost set covering
    problem").
    """
    random = np.random.default_rng(0)
    price = np.ones(len(holds), dtype=np.float32)
    moved = np.zeros(len(weight), dtype=np.int64)
    hits = holds @ chosen
    for step in range(1, STEPS * len(holds) + 1):
        if time.monotonic() > deadline:
            return False
        while chosen.any() and (weight[chosen].sum() > enough - bool((hits == 0).any())):
            loss = ((hits == 1) * price) @ holds / weight
            free = np.flatnonzero(chosen & (moved < step - 1))
            free = free if len(free) else np.flatnonzero(chosen)
            out = free[np.lexsort((moved[free], loss[free]))[0]]
            chosen[out], moved[out] = False, step
            hits -= holds[:, out]
        missed = np.flatnonzero(hits == 0)
        if not len(missed):
            return True
        gain = ((hits == 0) * price) @ holds / weight
        able = np.flatnonzero(holds[missed[random.integers(len(missed))]])
        free = able[moved[able] < step] if (moved[able] < step).any() else able
        into = free[np.lexsort((moved[free], -gain[free]))[0]]
        chosen[into], moved[into] = True, step
        hits += holds[:, into]
        price[hits == 0] += 1
    return False


def _proven(holds: _Floats, weight: _Floats, enough: int, seconds: float) -> tuple[NDArray[np.bool_], int | None]:
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "mip_rel_gap": 0.0, "mip_abs_gap": GAP}
    for option, value in {**options, "objective_target": enough + (1 - GAP), "time_limit": seconds}.items():
        model.setOptionValue(option, value)
    rows, size = holds.shape
    none = np.empty(0, dtype=np.int32)
    model.addCols(size, weight.astype(np.float64), np.zeros(size), np.ones(size), 0, none, none, np.empty(0))
    kinds = np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    model.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)
    across = np.nonzero(holds)[1].astype(np.int32)
    starts = np.concatenate([[0], np.cumsum(holds.sum(axis=1))[:-1]]).astype(np.int32)
    model.addRows(rows, np.ones(rows), np.full(rows, math.inf), len(across), starts, across, np.ones(len(across)))
    model.run()
    found = np.asarray(model.getSolution().col_value)
    if len(found) != size:
        return np.ones(size, dtype=np.bool_), None
    proven = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return found > 0.5, math.ceil(model.getInfo().mip_dual_bound - (1 - GAP)) if proven else None
