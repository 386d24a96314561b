"""The rows as HiGHS holds them: linear, in one persistent model that changes little between questions; or whole.

A row that tells nothing (a hidden cell of which only "0 or more" is known) is left out, and put in when a question
first needs it: half the rows of a usual pattern are of that kind, and without them a question takes half the time.
"""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from dashboard.disclosure.equations import NO_END, Bounds, Equations, Floats

# The primal simplex, in HiGHS's options: it starts well from the last table when only the goal changes.
PRIMAL_SIMPLEX = 4
# The dual: it starts well when an unknown was fixed.
DUAL_SIMPLEX = 1
# Rows that have come to tell nothing are carried along up to so many; building anew costs about ten questions.
IDLE_ROWS = 60
# A whole number goal is proven once the gap is under 1.
WHOLE_GAP = 0.9

_NONE = np.empty(0, dtype=np.int32)


class Linear:
    """`put` bounds, `aim` at a goal (minimised, one factor an unknown), `solve`, and read the answer."""

    def __init__(self, equations: Equations) -> None:
        self._matrix = equations.matrix
        self._columns = self._matrix.shape[1]
        self._every = np.arange(self._columns, dtype=np.int32)
        self._model = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
        self._rows = np.empty(0, dtype=np.int64)
        self._bounds: Bounds | None = None
        self._fixed: list[int] = []

    def put(self, bounds: Bounds) -> None:
        """What is known, for the questions to come."""
        now = self._bounds
        if bounds is now:
            return
        speaking = bounds.speaking
        if now is None or np.isin(self._rows, speaking, invert=True).sum() > IDLE_ROWS:
            self._model, self._rows = _empty_model(bounds), np.empty(0, dtype=np.int64)
            self._model.setOptionValue("presolve", "off")
            self._model.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        else:
            rows = self._rows
            for place in np.flatnonzero((now.lo[rows] != bounds.lo[rows]) | (now.hi[rows] != bounds.hi[rows])).tolist():
                self._model.changeRowBounds(place, bounds.lo[rows[place]], bounds.hi[rows[place]])
            if (now.zero != bounds.zero).any():
                self._model.changeColsBounds(self._columns, self._every, *_ends(bounds))
        added = np.setdiff1d(speaking, self._rows)
        _add_rows(self._model, self._matrix, bounds, added)
        self._rows = np.concatenate([self._rows, added])
        self._bounds = bounds

    def aim(self, goal: Floats) -> None:
        self._model.changeColsCost(self._columns, self._every, goal)

    def solve(self) -> bool | None:
        """Whether there is a furthest corner; None where the solver does not say. False: it goes on without end, or
        there is no table at all."""
        self._model.run()
        status = self._model.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return True
        if status in (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
            highspy.HighsModelStatus.kInfeasible,
        ):
            return False
        self._model.clearSolver()
        return None

    @property
    def value(self) -> float:
        return float(self._model.getInfo().objective_function_value)

    @property
    def corner(self) -> Floats:
        return np.asarray(self._model.getSolution().col_value, dtype=np.float64)

    @property
    def duals(self) -> Floats:
        """One for each row of the equations; minimising."""
        duals = np.zeros(self._matrix.shape[0])
        duals[self._rows] = self._model.getSolution().row_dual
        return duals

    def fix(self, column: int, count: float) -> None:
        """An unknown to a count, until `release`."""
        if not self._fixed:
            self._model.setOptionValue("simplex_strategy", DUAL_SIMPLEX)
        self._model.changeColBounds(column, count, count)
        self._fixed.append(column)

    def release(self) -> None:
        assert self._bounds is not None
        self._model.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        for column in self._fixed:
            self._model.changeColBounds(column, 0.0, 0.0 if self._bounds.zero[column] else NO_END)
        self._fixed = []


def whole_model(equations: Equations, bounds: Bounds, goal: Floats, seconds: float) -> highspy.Highs:
    """All whole tables within the bounds, for one question."""
    model, columns = _empty_model(bounds), len(goal)
    _add_rows(model, equations.matrix, bounds, bounds.speaking)
    every = np.arange(columns, dtype=np.int32)
    model.changeColsIntegrality(columns, every, np.full(columns, int(highspy.HighsVarType.kInteger), dtype=np.uint8))
    model.changeColsCost(columns, every, goal)
    for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", WHOLE_GAP), ("time_limit", seconds)):
        model.setOptionValue(option, value)
    return model


def _empty_model(bounds: Bounds) -> highspy.Highs:
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
    # Without shifted bounds nothing is to be mended after each question (a tenth of the time, measured on 408 cells).
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "primal_simplex_bound_perturbation_multiplier": 0.0,
    }
    for option, value in options.items():
        model.setOptionValue(option, value)
    least, most = _ends(bounds)
    model.addCols(len(least), np.zeros(len(least)), least, most, 0, _NONE, _NONE, np.empty(0))
    return model


def _ends(bounds: Bounds) -> tuple[Floats, Floats]:
    return np.zeros(len(bounds.zero)), np.where(bounds.zero, 0.0, NO_END)


def _add_rows(model: highspy.Highs, matrix: csr_array, bounds: Bounds, rows: NDArray[np.int64]) -> None:
    if len(rows):
        part = csr_array(matrix[rows])
        starts, across = part.indptr[:-1].astype(np.int32), part.indices.astype(np.int32)
        model.addRows(
            len(rows), bounds.lo[rows], bounds.hi[rows], part.nnz, starts, across, part.data.astype(np.float64)
        )
