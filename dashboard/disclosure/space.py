"""All tables that agree with the rows, and the furthest any goes along a line: HiGHS, held to whole numbers.

What the solver says is never taken as it stands. A table it finds is rounded and held against every row in whole-number
arithmetic. A bound it proves is only ever used to call a cell *less* safe, or (`proof`) recomputed with whole numbers.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection

import highspy
import numpy as np

from dashboard.disclosure.equations import NO_END, Bounds, Equations, Floats
from dashboard.disclosure.junction import Counts
from dashboard.disclosure.linear import Linear, whole_model

# HiGHS keeps rows to 1e-7; a whole-number optimum is read with this much room.
ROOM = 1e-6
# One at a time takes twice the steps, four strand more often (measured on 408 cells).
FIXED_AT_ONCE = 2
# Dives that end well took eight steps on average; one much longer has lost its way.
LONGEST_DIVE = 40
# One dive in twenty strands, hardly any ten in a row unless there is no such table; the whole-number program takes the
# work of fifty.
DIVES = 10
# Of random goals; what it is matters little.
HIGHEST_WEIGHT = 10
# How much an end asked for outweighs the noise that spreads the tables: with 10, half as many dives reach all ends.
FAR = 10

End = tuple[int, bool]
"""A line, and whether its highest is meant or its lowest."""


class Space:
    """The tables within bounds that may change from question to question.

    `gave_up`: some whole-number question was answered neither by a table nor by "there is none". Past the deadline
    none is answered, and whoever set it looks at the clock.
    """

    def __init__(self, equations: Equations, seconds_each: float = 20.0, deadline: float = math.inf) -> None:
        """No whole-number question gets more than `seconds_each`, nor runs past `deadline` (of `time.monotonic`)."""
        self._equations = equations
        self._columns = equations.compressed.size
        self._linear = Linear(equations)
        self._seconds = seconds_each
        self.deadline = deadline
        self.gave_up = False
        self._has_corner = False

    def relaxed(self, line: int, up: bool, bounds: Bounds) -> tuple[float | None, Counts | None]:
        """The linear bound, rounded inwards to a whole number, and its table if that is whole."""
        self._linear.put(bounds)
        self._linear.aim(self._goal(line, up))
        furthest = self._linear.solve()
        self._has_corner = furthest is True
        if furthest is None:
            return None, None
        if not furthest:
            return (NO_END if up else -NO_END), None  # the true table is feasible, so there are tables
        value = self._linear.value
        bound = math.floor(-value + ROOM) if up else math.ceil(value - ROOM)
        table = self._checked(self._linear.corner, bounds)
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
        return self._linear.duals

    def reaching(self, line: int, count: int, bounds: Bounds, up: bool, ends: Collection[End] = ()) -> Counts | None:
        """A whole table in which the line counts at least (or at most) so many; None where none was found.

        `ends`: those the table may as well go towards; each must be known to be an end. A few dives, which are quick;
        where all strand, the whole-number program.
        """
        narrowed = bounds.narrowed(line, up, count)
        for turn in range(DIVES):
            found = self.towards(ends, narrowed, seed=line + turn * self._equations.count)
            if found is not None:
                return found
        return self._solve_whole(np.zeros(self._columns), narrowed)[1]

    def towards(self, ends: Collection[End], bounds: Bounds, seed: int) -> Counts | None:
        """A whole table far out towards many ends at once, each weighed at random; None where the way was lost.

        A dive: the corner of the linear relaxation under that goal, its broken unknowns fixed to a near whole number,
        two at a time.
        """
        random = np.random.default_rng(seed)
        goal = random.integers(0, HIGHEST_WEIGHT, size=self._columns).astype(np.float64)
        for line, up in ends:
            goal += FAR * random.integers(0, HIGHEST_WEIGHT) * self._goal(line, up)
        linear = self._linear
        linear.put(bounds)
        linear.aim(goal)
        found = None
        for _ in range(LONGEST_DIVE):
            if not linear.solve():
                break
            corner = linear.corner
            broken = np.flatnonzero(np.abs(corner - np.rint(corner)) > ROOM)
            if not len(broken):
                found = self._checked(corner, bounds)
                break
            for column in broken[np.argsort(-corner[broken], kind="stable")][:FIXED_AT_ONCE].tolist():
                linear.fix(column, float(np.rint(corner[column])))
        linear.release()
        return found

    def broken(self) -> Floats | None:
        """The corner of the last `relaxed` answer, as far as it goes; None where there is no end and so no corner."""
        return self._linear.corner if self._has_corner else None

    def value(self, line: int, table: Counts) -> int:
        row = self._equations.matrix
        return int(table[row.indices[row.indptr[line] : row.indptr[line + 1]]].sum())

    def _solve_whole(self, goal: Floats, bounds: Bounds) -> tuple[float | None, Counts | None]:
        seconds = min(self._seconds, self.deadline - time.monotonic())
        if seconds <= 0:
            return None, None
        model = whole_model(self._equations, bounds, goal, seconds)
        model.run()
        status = model.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            self.gave_up |= status != highspy.HighsModelStatus.kInfeasible and time.monotonic() < self.deadline
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
