"""Which printed cells give a count away, proven with whole numbers.

The linear program's row duals weigh the printed facts so that their sum bounds the hidden count. The weights are read
as fractions with a small denominator and the bound is added up anew in whole numbers, so that a cut taken from it holds
whatever the solver's rounding did: any pattern that prints all cells of the cut lets the count be narrowed too far.
"""

from __future__ import annotations

import numpy as np

from dashboard.disclosure.equations import Equations, Floats, Mask
from dashboard.disclosure.junction import Counts

# Duals of such tables are fractions with small denominators; others are not read, and the proof is not used.
DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 12, 60, 120, 840)
ROOM = 1e-6


def needed_cells(
    equations: Equations, hidden: Mask, may_hide: Mask, duals: Floats, line: int, up: bool, target: int
) -> frozenset[int] | None:
    """Printed lines of which a safe pattern hides at least one, as long as `line` must be able to reach `target`.

    Empty: it can never reach it. None: the duals prove nothing.
    """
    weights = _whole_weights(duals)
    if weights is None:
        return None
    scale, weight = weights
    bounds = equations.bounds(hidden)
    if not np.isfinite(np.where(weight > 0, bounds.lo, np.where(weight < 0, bounds.hi, 0.0))).all():
        return None
    bound = sum(
        int(weight[row]) * int((bounds.lo if weight[row] > 0 else bounds.hi)[row]) for row in np.flatnonzero(weight)
    )
    matrix = equations.matrix
    left_over = -(equations.transposed @ weight)
    own = matrix.indices[matrix.indptr[line] : matrix.indptr[line + 1]]
    left_over[own] += -scale if up else scale
    over = np.flatnonzero(left_over < 0)
    if not bounds.zero[over].all():
        return None
    # Minimising: the count downwards, or minus the count upwards, is at least bound / scale.
    spare = bound - ((-target if up else target) * scale + 1)
    if spare < 0:
        return None
    used = np.flatnonzero(weight[: equations.count])
    cut = {int(row) for row in used if may_hide[row] and not hidden[row]}
    for row, loss in sorted(_losses(equations, weight, cut).items(), key=lambda item: (item[1], item[0])):
        if loss <= spare:
            spare -= loss
            cut.discard(row)
    return frozenset(cut | _empty_lines(equations, hidden, may_hide, over, cut))


def _whole_weights(duals: Floats) -> tuple[int, Counts] | None:
    for scale in DENOMINATORS:
        weight = np.rint(duals * scale)
        if np.abs(duals * scale - weight).max(initial=0.0) < ROOM:
            return scale, weight.astype(np.int64)
    return None


def _losses(equations: Equations, weight: Counts, cut: set[int]) -> dict[int, int]:
    """What the proof loses if a printed cell of it were hidden and only what the policy tells of it were known."""
    losses = {}
    for row in cut:
        told = (equations.told_lo if weight[row] > 0 else equations.told_hi)[row]
        if np.isfinite(told):
            losses[row] = abs(int(weight[row])) * abs(int(equations.values[row]) - int(told))
    return losses


def _empty_lines(equations: Equations, hidden: Mask, may_hide: Mask, over: Counts, cut: set[int]) -> set[int]:
    """Printed zeros that keep these unknowns at 0; those in the cut, or that can never be hidden, cost nothing."""
    waiting = set(over.tolist())
    matrix = equations.matrix
    empty = [row for row in range(equations.count) if equations.values[row] == 0 and (not hidden[row])]
    empty += [row for row in range(equations.count) if hidden[row] and equations.told_hi[row] == 0]
    covers = {row: set(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tolist()) for row in empty}
    for row in empty:
        if row in cut or hidden[row] or not may_hide[row]:
            waiting -= covers[row]
    chosen: set[int] = set()
    while waiting:
        best = max(empty, key=lambda row: (len(covers[row] & waiting), -row))
        chosen.add(best)
        waiting -= covers[best]
    return chosen
