"""All tables that agree with the rows, and the furthest any goes along a line: HiGHS, held to whole numbers.

What the solver says is never taken as it stands. A table it finds is rounded and held against every row in whole-number
arithmetic. A bound it proves is only ever used to call a cell *less* safe, or (`proof`) recomputed with whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import highspy
import numpy as np

from dashboard.disclosure.equations import NO_END, Bounds, Equations, Floats
from dashboard.disclosure.junction import Counts

# HiGHS keeps rows to 1e-7; a whole-number optimum is read with this much room.
ROOM = 1e-6
# Four of the primal simplex's name in HiGHS's options: it starts well from the last table when only the goal changes.
PRIMAL_SIMPLEX = 4
# It starts well when an unknown was fixed.
DUAL_SIMPLEX = 1
# One at a time takes twice the steps, four strand more often (measured on 408 cells).
FIXED_AT_ONCE = 2
# Dives that end well took eight steps on average; one much longer has lost its way.
LONGEST_DIVE = 40
# Of random goals; what it is matters little.
HIGHEST_WEIGHT = 10
# A whole number objective is proven once the gap is under 1.
WHOLE_GAP = 0.9


class Space:
    """One persistent model of the rows; only goals and bounds change between questions.

    `gave_up`: some whole-number question was answered neither by a table nor by "there is none".
    """

    def __init__(self, equations: Equations, seconds_each: float = 20.0) -> None:
        self._equations = equations
        self._columns = equations.compressed.size
        self._every = np.arange(self._columns, dtype=np.int32)
        self._linear = self._model()
        self._whole: highspy.Highs | None = None
        self._seconds = seconds_each
        self.gave_up = False
        self._set: Bounds | None = None
        self._set_whole: Bounds | None = None

    def relaxed(self, line: int, up: bool, bounds: Bounds) -> tuple[float | None, Counts | None]:
        """The linear bound, rounded inwards to a whole number, and its table if that is whole."""
        self._set = self._put(self._linear, bounds, self._set)
        self._linear.changeColsCost(self._columns, self._every, self._goal(line, up))
        self._linear.run()
        status = self._linear.getModelStatus()
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return (NO_END if up else -NO_END), None  # the true table is feasible, so it is not the latter
        if status != highspy.HighsModelStatus.kOptimal:
            self._linear.clearSolver()
            return None, None
        value = self._linear.getInfo().objective_function_value
        bound = math.floor(-value + ROOM) if up else math.ceil(value - ROOM)
        table = self._checked(np.asarray(self._linear.getSolution().col_value), bounds)
        if table is not None and self.value(line, table) != bound:
            table = None
        return float(bound), table

    def whole(self, line: int, up: bool, bounds: Bounds) -> tuple[float | None, Counts | None]:
        """The whole-number bound, None where it was not proven, and the furthest table found."""
        value, table = self._solve_whole(self._goal(line, up), bounds)
        if table is None or value is None:
            return None, table
        bound = math.floor(-value + ROOM) if up else math.ceil(value - ROOM)
        return (float(bound) if bound == self.value(line, table) else None), table

    def duals(self) -> Floats:
        """The row duals of the last `relaxed` answer; minimising, so a goal upwards has its sign changed."""
        return np.asarray(self._linear.getSolution().row_dual, dtype=np.float64)

    def reaching(
        self, line: int, count: int, bounds: Bounds, up: bool, ends: Iterable[tuple[int, bool]] = ()
    ) -> Counts | None:
        """A whole table in which the line counts at least (or at most) so many; None where none was found.

        `ends`: other lines, each known to have an end in that direction, that the table may as well carry towards it.

        First a dive, which is quick: a corner of the linear relaxation under a random goal, its broken unknowns fixed
        to a near whole number, two at a time. Where it strands, the whole-number program.
        """
        lo, hi = bounds.lo.copy(), bounds.hi.copy()
        if up:
            lo[line] = max(lo[line], count)
        else:
            hi[line] = min(hi[line], count)
        narrowed = Bounds(lo, hi, bounds.zero)
        random = np.random.default_rng(line)
        goal = random.integers(0, HIGHEST_WEIGHT, size=self._columns).astype(np.float64)
        for other, upwards in ends:
            goal += random.integers(0, HIGHEST_WEIGHT) * self._goal(other, upwards)
        found = self._dive(narrowed, goal)
        return self._solve_whole(np.zeros(self._columns), narrowed)[1] if found is None else found

    def broken(self) -> Floats | None:
        """The corner of the last `relaxed` answer, as far as it goes; None where there is no end and so no corner."""
        if self._linear.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.asarray(self._linear.getSolution().col_value, dtype=np.float64)

    def _dive(self, bounds: Bounds, goal: Floats) -> Counts | None:
        model = self._linear
        self._set = self._put(model, bounds, self._set)
        model.changeColsCost(self._columns, self._every, goal)
        fixed: list[int] = []
        found = None
        for _ in range(LONGEST_DIVE):
            model.run()
            if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            corner = np.asarray(model.getSolution().col_value)
            broken = np.flatnonzero(np.abs(corner - np.rint(corner)) > ROOM)
            if not len(broken):
                found = self._checked(corner, bounds)
                break
            model.setOptionValue("simplex_strategy", DUAL_SIMPLEX)
            for column in broken[np.argsort(-corner[broken], kind="stable")][:FIXED_AT_ONCE].tolist():
                near = float(np.rint(corner[column]))
                model.changeColBounds(column, near, near)
                fixed.append(column)
        model.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        for column in fixed:
            model.changeColBounds(column, 0.0, 0.0 if bounds.zero[column] else NO_END)
        return found

    def value(self, line: int, table: Counts) -> int:
        row = self._equations.matrix
        return int(table[row.indices[row.indptr[line] : row.indptr[line + 1]]].sum())

    def _solve_whole(self, goal: Floats, bounds: Bounds) -> tuple[float | None, Counts | None]:
        if self._whole is None:
            self._whole = self._model()
            kinds = np.full(self._columns, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._whole.changeColsIntegrality(self._columns, self._every, kinds)
            self._whole.setOptionValue("presolve", "on")
            for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", WHOLE_GAP), ("time_limit", self._seconds)):
                self._whole.setOptionValue(option, value)
        model = self._whole
        model.clearSolver()
        self._set_whole = self._put(model, bounds, self._set_whole)
        model.changeColsCost(self._columns, self._every, goal)
        model.run()
        status = model.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            self.gave_up |= status != highspy.HighsModelStatus.kInfeasible
            return None, None
        table = self._checked(np.asarray(model.getSolution().col_value), bounds)
        self.gave_up |= table is None
        return model.getInfo().mip_dual_bound, table

    def _checked(self, found: Floats, bounds: Bounds) -> Counts | None:
        """The table in whole numbers, if it is one and agrees with every row exactly."""
        rounded = np.rint(found)
        if np.abs(found - rounded).max(initial=0.0) > ROOM:
            return None
        table = rounded.astype(np.int64)
        return table if self._equations.keeps(table, bounds) else None

    def _goal(self, line: int, up: bool) -> Floats:
        matrix = self._equations.matrix
        goal = np.zeros(self._columns)
        goal[matrix.indices[matrix.indptr[line] : matrix.indptr[line + 1]]] = -1.0 if up else 1.0
        return goal

    def _put(self, model: highspy.Highs, bounds: Bounds, now: Bounds | None) -> Bounds:
        if now is not bounds:
            rows = np.arange(len(bounds.lo))
            for row in (rows if now is None else rows[(now.lo != bounds.lo) | (now.hi != bounds.hi)]).tolist():
                model.changeRowBounds(row, bounds.lo[row], bounds.hi[row])
            highest = np.where(bounds.zero, 0.0, NO_END)
            model.changeColsBounds(self._columns, self._every, np.zeros(self._columns), highest)
        return bounds

    def _model(self) -> highspy.Highs:
        model = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("presolve", "off"),
            ("simplex_strategy", PRIMAL_SIMPLEX),
        ):
            model.setOptionValue(option, value)
        none = np.empty(0, dtype=np.int32)
        model.addCols(
            self._columns, np.zeros(self._columns), np.zeros(self._columns), np.full(self._columns, NO_END),
            0, none, none, np.empty(0),
        )  # fmt: skip
        matrix = self._equations.matrix
        rows = matrix.shape[0]
        model.addRows(
            rows, np.full(rows, -NO_END), np.full(rows, NO_END), matrix.nnz,
            matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32), matrix.data.astype(np.float64),
        )  # fmt: skip
        return model
