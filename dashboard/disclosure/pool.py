"""Tables found so far, kept for other patterns."""

from __future__ import annotations

import numpy as np

from dashboard.disclosure.equations import Equations, Floats, Mask
from dashboard.disclosure.junction import Counts
from dashboard.disclosure.space import ROOM


class Pool:
    """Tables found so far, as sums of the lines. A table stays good for every pattern that hides where it differs."""

    def __init__(self, equations: Equations) -> None:
        self._equations = equations
        self._size = 0
        self._sums = np.empty((0, equations.count))
        self._differs = self._untold = np.empty((0, equations.count), dtype=np.bool_)

    def add(self, table: Floats | Counts) -> Floats:
        """Returns the sums; broken tables (of the linear relaxation) are taken as they are, to 1e-6."""
        equations = self._equations
        sums = np.asarray(equations.matrix @ table, dtype=np.float64)[: equations.count]
        if self._size == len(self._sums):
            # Twice the room each time, so that adding stays cheap.
            more = self._size + 64
            self._sums = np.vstack([self._sums, np.zeros((more, equations.count))])
            self._differs = np.vstack([self._differs, np.zeros((more, equations.count), dtype=np.bool_)])
            self._untold = np.vstack([self._untold, np.zeros((more, equations.count), dtype=np.bool_)])
        self._sums[self._size] = sums
        self._differs[self._size] = np.abs(sums - equations.values) > ROOM
        self._untold[self._size] = (sums < equations.told_lo - ROOM) | (sums > equations.told_hi + ROOM)
        self._size += 1
        return sums

    def ends(self, hidden: Mask) -> tuple[Floats, Floats]:
        """For each line the lowest and the highest sum among the tables that agree with a pattern."""
        differs, untold = self._differs[: self._size], self._untold[: self._size]
        agree = ~((differs & ~hidden).any(axis=1) | (untold & hidden).any(axis=1))
        values = self._equations.values.astype(np.float64)
        sums = np.vstack([self._sums[: self._size][agree], values])
        return sums.min(axis=0), sums.max(axis=0)
