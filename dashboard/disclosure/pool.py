"""Tables found so far, kept for other patterns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.equations import Equations, Floats, Mask
from dashboard.disclosure.junction import Counts
from dashboard.disclosure.space import ROOM

# Of each side only the tables that lead furthest are mixed; the others hardly ever help (measured).
MIXED = 40


@dataclass(frozen=True)
class Mixtures:
    """Sums of broken tables that are above a cell's count and below it, and by how much.

    Of one above and one below some mixture has that very count, and keeps all that both keep.
    """

    above: Floats
    over: Floats
    below: Floats
    under: Floats

    def furthest(self, line: int, up: bool) -> Floats | None:
        """Sums of the mixture that goes furthest along a line; None where there is none."""
        if not (len(self.over) and len(self.under)):
            return None
        sign = -1.0 if up else 1.0
        one = np.argsort(sign * self.above[:, line], kind="stable")[:MIXED]
        other = np.argsort(sign * self.below[:, line], kind="stable")[:MIXED]
        over, under = self.over[one][:, None], self.under[other]
        along = (under * self.above[one, line][:, None] + over * self.below[other, line]) / (over + under)
        row, column = divmod(int((sign * along).argmin()), len(other))
        part = self.under[other[column]] / (self.over[one[row]] + self.under[other[column]])
        return np.asarray(part * self.above[one[row]] + (1 - part) * self.below[other[column]], dtype=np.float64)


class Pool:
    """Tables found so far, as sums of the lines. A table stays good for every pattern that hides where it differs."""

    def __init__(self, equations: Equations) -> None:
        self._equations = equations
        self._size = 0
        self._sums = np.empty((0, equations.count))
        self._differs = self._untold = np.empty((0, equations.count), dtype=np.bool_)

    def add(self, table: Floats | Counts) -> Floats:
        """Returns the sums; broken tables (of the linear relaxation) are taken as they are, to 1e-6."""
        return self._add(np.asarray(self._equations.matrix @ table, dtype=np.float64)[: self._equations.count])

    def mixtures(self, hidden: Mask, printed: int) -> Mixtures:
        """Of the tables that agree with a pattern, with one cell printed that it hides."""
        sums = self._sums[: self._size][self._agreeing(hidden)]
        off = sums[:, printed] - self._equations.values[printed]
        return Mixtures(sums[off > ROOM], off[off > ROOM], sums[off < -ROOM], -off[off < -ROOM])

    def keep(self, sums: Floats) -> None:
        """A mixture."""
        self._add(sums)

    def _add(self, sums: Floats) -> Floats:
        equations = self._equations
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
        values = self._equations.values.astype(np.float64)
        sums = np.vstack([self._sums[: self._size][self._agreeing(hidden)], values])
        return sums.min(axis=0), sums.max(axis=0)

    def _agreeing(self, hidden: Mask) -> Mask:
        differs, untold = self._differs[: self._size], self._untold[: self._size]
        return np.asarray(~((differs & ~hidden).any(axis=1) | (untold & hidden).any(axis=1)), dtype=np.bool_)
