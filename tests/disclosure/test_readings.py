"""A second opinion on the systems made of groups: another solver, row by row, finds the same ends."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from dashboard.disclosure import System, audited
from dashboard.disclosure.groups import Breakdown, Counts, Edition, Group, Printed, Stock
from dashboard.disclosure.readings import systems
from dashboard.release import default_policy


def table(*cells: tuple[int, int]) -> Breakdown:
    return Breakdown("sex", tuple((code, Counts(*cell)) for code, cell in zip("abc", cells, strict=True)))


def half(name: str, *cells: tuple[int, int]) -> Stock:
    return Stock(name, Counts(sum(x for x, _ in cells), sum(y for _, y in cells)), (table(*cells),))


NOW = (half("2021-H1", (4, 3), (1, 2), (3, 3)), half("2021-H2", (3, 6), (1, 0), (4, 2)))
THEN = (half("2021-H1", (4, 2), (1, 2), (3, 3)), half("2021-H2", (2, 6), (1, 0), (4, 2)))
EDITION = Edition(1, THEN, (Printed("sex=c", Counts(7, 5)),))
ALONE = Group("a", NOW)
REVISED = Group("a", NOW, editions=(EDITION,))


@pytest.mark.parametrize(
    "system",
    [
        *systems(ALONE, ("sex",), frozenset(), default_policy()),
        *systems(REVISED, ("sex",), frozenset(), default_policy()),
    ],
)
def test_another_solver_finds_the_same_intervals(system: System) -> None:
    suppressed = frozenset(name for name in system.cells if name.startswith(("sex=a", "sex=b")))
    answer = audited(system, suppressed)
    assert answer.intervals
    for name, interval in answer.intervals.items():
        assert (interval.lo, interval.hi) == (_end(system, suppressed, name, 1), -_end(system, suppressed, name, -1))


def _end(system: System, suppressed: frozenset[str], name: str, sign: int) -> int:
    atoms = sorted(system.atoms)
    rows, lo, hi = [], [], []
    for cell, members in system.cells.items():
        if cell not in suppressed:
            rows.append([float(atom in members) for atom in atoms])
            lo.append(float(system.value(cell)))
            hi.append(float(system.value(cell)))
    for claim in system.claims:
        rows.append([float(claim.coefficients.get(atom, 0)) for atom in atoms])
        lo.append(-np.inf if claim.lo is None else float(claim.lo))
        hi.append(np.inf if claim.hi is None else float(claim.hi))
    wanted = np.array([sign * float(atom in system.members(name)) for atom in atoms])
    found = milp(
        wanted, constraints=LinearConstraint(np.array(rows), lo, hi), integrality=np.ones(len(atoms), dtype=np.int64)
    )
    assert found.success
    return round(found.fun)
