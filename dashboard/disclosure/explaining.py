"""Which printed cells give a hidden count away: a smallest set of them that does it, none of which could be missing."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dashboard.disclosure.model import Claim, Protection, Symbols, System, Zeros, told_of_hidden
from dashboard.disclosure.shrinking import shrunk

if TYPE_CHECKING:
    from dashboard.disclosure.equations import Equations, Mask

# Of so many printed cells each is tried; of more those that the linear program rests on, which may miss a total.
FEW = 60

_End = tuple[bool, int]
"""Upwards or down, and how far."""


class _OutOfTimeError(Exception):
    """The search has had its time."""


def facts_behind(
    system: System, suppressed: frozenset[str], name: str, *, crossed: bool = True, deadline: float = math.inf
) -> tuple[str, ...] | None:
    """The printed cells that, with what adds up and what is told and claimed besides, leave `name` a single value.

    Where `name` has more than one, but fewer than the policy asks: those that leave it too few. Found by leaving out
    printed cells as long as the rest still does it; empty where the claims alone do. A cell that is printed is its own
    fact. None past the `deadline` (of `time.monotonic`). `crossed`: as of `Equations`.
    """
    from dashboard.disclosure.equations import Equations

    hidden = system.hidden(suppressed)
    # Of a cell's names the shortest of those that were printed: an edition may have printed what is withheld today.
    by_name = sorted(system.cells, key=lambda cell: (cell not in suppressed, -len(cell)))
    printed = {system.cells[cell]: cell for cell in by_name if cell not in hidden}
    if name in system.cells and system.cells[name] in printed:
        return (name if name not in suppressed else printed[system.cells[name]],)
    question = _Question(Equations(_with_symbols_told(system, hidden), crossed=crossed), name, deadline)
    # Sums of many atoms are the last to go: totals explain best.
    order = sorted(printed, key=lambda atoms: (len(atoms), printed[atoms]))
    rows = [question.row_of[atoms] for atoms in order]
    try:
        kept = set(shrunk(question.likely(rows), question.is_closed))
    except _OutOfTimeError:
        return None
    names = {printed[atoms] for atoms, row in zip(order, rows, strict=True) if row in kept}
    return tuple(cell for cell in system.cells if cell in names)


class _Question:
    """Whether some printed rows leave a name too few values."""

    def __init__(self, equations: Equations, name: str, deadline: float) -> None:
        from dashboard.disclosure.space import Space

        self._equations, self._deadline = equations, deadline
        self._space = Space(equations)
        self._line = equations.line_of[name]
        members = equations.system.members
        self.row_of = {members(cell): row for cell, row in equations.line_of.items()}
        self._needs: list[list[_End]] = []

    def likely(self, printed: list[int]) -> list[int]:
        """All printed rows; of many those that the linear program rests on, if they do. Settles what is asked."""
        wide, at_all = self._asked()
        self._needs = [at_all]
        if not self.is_closed(printed):
            self._needs = wide
        if len(printed) <= FEW:
            return printed
        rests: set[int] = set()
        bounds = self._equations.bounds(self._hidden(printed))
        for up, _ in (end for need in self._needs for end in need):
            bound, _ = self._space.relaxed(self._line, up, bounds)
            if bound is not None and math.isfinite(bound):
                rests |= {row for row, weight in enumerate(self._space.duals()[: self._equations.count]) if weight}
        some = [row for row in printed if row in rests or not self._equations.values[row]]
        return some if self.is_closed(some) else printed

    def is_closed(self, printed: list[int]) -> bool:
        """Whether the name is not open to all that is asked where only these rows are printed."""
        if time.monotonic() > self._deadline:
            raise _OutOfTimeError
        hidden = self._hidden(printed)
        return not all(any(self._is_reached(end, hidden) for end in need) for need in self._needs)

    def _is_reached(self, end: _End, hidden: Mask) -> bool:
        up, count = end
        bounds = self._equations.bounds(hidden)
        bound, table = self._space.relaxed(self._line, up, bounds)
        if bound is not None and (bound < count if up else bound > count):
            return False
        if table is not None:
            return True
        return self._space.reaching(self._line, count, bounds, up) is not None

    def _asked(self) -> tuple[list[list[_End]], list[_End]]:
        """The ends that the policy asks, each of them; and those of which one makes more than one value."""
        policy, value = self._equations.system.policy, self._equations.lines[self._line].value
        at_all = [(True, value + 1), *([(False, value - 1)] if value else [])]
        highest = {Protection.RANGE: policy.threshold - 1, Protection.RULE: policy.threshold}.get(policy.protection, 0)
        wide = [[(True, highest)]] if value < highest else []
        if highest and value > 1:
            wide.append([(False, 1)])
        return wide, at_all

    def _hidden(self, printed: list[int]) -> Mask:
        import numpy as np

        hidden = np.ones(self._equations.count, dtype=np.bool_)
        hidden[printed] = False
        return hidden


def _with_symbols_told(system: System, hidden: frozenset[str]) -> System:
    """The same system where hiding a cell tells nothing; what the symbols of the hidden ones tell is told by claims."""
    told = []
    for cell in sorted(hidden):
        lo, hi = told_of_hidden(system.policy, cell in system.primary)
        if lo or hi is not None:
            factors = dict.fromkeys(system.cells[cell], Fraction(1))
            told.append(Claim(factors, Fraction(lo), None if hi is None else Fraction(hi)))
    policy = replace(system.policy, zeros=Zeros.SUPPRESSIBLE, symbols=Symbols.UNIFORM)
    return replace(system, policy=policy, claims=(*system.claims, *told))
