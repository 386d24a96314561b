"""The persistent model, with rows left out, put in and carried along, says what another solver says of all rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from dashboard.disclosure.equations import Bounds, Equations, Floats
from dashboard.disclosure.linear import Linear
from tests.disclosure.packages import package

EQUATIONS = Equations(package(4, years=1).system)
LINEAR = Linear(EQUATIONS)
CELLS = sorted(EQUATIONS.line_of.keys() - EQUATIONS.system.policy.forced)
few = settings(max_examples=25, deadline=None, derandomize=True)


def _second_opinion(bounds: Bounds, goal: Floats) -> float:
    rows = EQUATIONS.matrix.toarray()
    ends = [(0, 0) if zero else (0, None) for zero in bounds.zero]
    above, below = np.isfinite(bounds.hi), np.isfinite(bounds.lo)
    most = np.concatenate([bounds.hi[above], -bounds.lo[below]])
    found = linprog(goal, np.vstack([rows[above], -rows[below]]), most, bounds=ends).fun
    assert found is not None
    return float(found)


@few
@given(st.sets(st.sampled_from(CELLS)), st.sampled_from(CELLS), st.booleans(), st.booleans())
def test_the_furthest_corner_is_as_far_as_another_solver_finds_it(
    suppressed: set[str], name: str, up: bool, narrow: bool
) -> None:
    bounds = EQUATIONS.bounds(EQUATIONS.hidden(frozenset(suppressed)))
    line = EQUATIONS.line_of[name]
    if narrow:
        bounds = bounds.narrowed(line, not up, int(EQUATIONS.values[line]))
    goal = np.zeros(EQUATIONS.compressed.size)
    goal[EQUATIONS.compressed.lines[line]] = -1.0 if up else 1.0
    LINEAR.put(bounds)
    LINEAR.aim(goal)
    assert LINEAR.solve()
    assert abs(LINEAR.value - _second_opinion(bounds, goal)) < 1e-6


@few
@given(st.sets(st.sampled_from(CELLS), min_size=5), st.integers(0, 2**16))
def test_unknowns_that_were_fixed_are_free_again(suppressed: set[str], seed: int) -> None:
    bounds = EQUATIONS.bounds(EQUATIONS.hidden(frozenset(suppressed)))
    goal = np.random.default_rng(seed).integers(-9, 10, size=EQUATIONS.compressed.size).astype(np.float64)
    LINEAR.put(bounds)
    LINEAR.aim(goal)
    assert LINEAR.solve()
    before = LINEAR.value
    LINEAR.fix(int(np.argmax(LINEAR.corner)), 0.0)
    LINEAR.solve()
    LINEAR.release()
    assert LINEAR.solve()
    assert abs(LINEAR.value - before) < 1e-6
