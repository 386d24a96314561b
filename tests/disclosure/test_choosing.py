"""The parts of the choice: the cheapest hit of all sets, mixtures of tables, the time limit; what loads the solver."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import Verdict, audited
from dashboard.disclosure.equations import Equations
from dashboard.disclosure.hitting import hit
from dashboard.disclosure.linear import Linear
from dashboard.disclosure.pool import Pool
from dashboard.disclosure.suppressing import choose
from tests.disclosure.packages import package

ONE_YEAR = package(3, years=1)
COSTS = {member: member + 4 for member in range(6)}


def _cheapest(sets: list[frozenset[int]]) -> int:
    every = [chosen for size in range(len(COSTS) + 1) for chosen in combinations(COSTS, size)]
    return min(sum(COSTS[one] for one in chosen) for chosen in every if all(one & set(chosen) for one in sets))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.lists(st.frozensets(st.sampled_from(sorted(COSTS)), min_size=1), max_size=6))
def test_the_cheapest_choice_that_has_one_of_every_set(sets: list[frozenset[int]]) -> None:
    chosen, bound = hit(sets, COSTS, 0, (), seconds=600)
    assert all(one & set(chosen) for one in sets)
    assert sum(COSTS[one] for one in chosen) == bound == _cheapest(sets)


@settings(deadline=None, derandomize=True, max_examples=40)
@given(
    st.lists(st.frozensets(st.sampled_from(sorted(COSTS)), min_size=1), max_size=6),
    st.frozensets(st.sampled_from(sorted(COSTS))),
    st.integers(1, 100),
)
def test_a_choice_that_weighs_no_more_than_enough_will_do(
    sets: list[frozenset[int]], start: frozenset[int], enough: int
) -> None:
    """And where there is none, the least is proven, whatever the search near the start came upon."""
    chosen, bound = hit(sets, COSTS, enough, start, seconds=600)
    assert all(one & set(chosen) for one in sets)
    least, weight = _cheapest(sets), sum(COSTS[one] for one in chosen)
    assert weight <= enough or weight == bound == least
    assert bound is None or bound <= least


def test_out_of_time_a_quick_pattern_is_safe_and_called_no_better_than_proven() -> None:
    equations = Equations(ONE_YEAR.system)
    quick, best = choose(equations, seconds=0.0), choose(equations)
    assert not quick.proven_optimal
    assert best.proven_optimal
    assert quick.fewest <= best.complementary <= quick.complementary
    answer = audited(ONE_YEAR.system, quick.suppressed, intervals=False)
    assert (answer.verdict, answer.range_protected) == (Verdict.SAFE, True)


def test_a_mixture_of_two_tables_has_the_printed_count_and_what_both_have() -> None:
    equations = Equations(ONE_YEAR.system)
    pool, linear = Pool(equations), Linear(equations)
    hidden = equations.hidden(frozenset(equations.line_of) - ONE_YEAR.system.policy.forced)
    linear.put(equations.bounds(hidden))
    random = np.random.default_rng(1)
    for _ in range(12):
        linear.aim(random.integers(-9, 10, size=equations.compressed.size).astype(np.float64))
        assert linear.solve()
        pool.add(linear.corner)
    printed = int(np.argmax(hidden & (equations.values > 5)))
    line = int(np.argmax(hidden & (equations.values > 0) & (np.arange(equations.count) != printed)))
    mixed = pool.mixtures(hidden, printed).furthest(line, up=True)
    assert mixed is not None
    assert mixed[printed] == pytest.approx(equations.values[printed])
    assert mixed[~hidden] == pytest.approx(equations.values[~hidden].astype(np.float64))
    assert mixed.min() > -1e-6


def test_the_room_is_entered_without_loading_the_solver() -> None:
    asked = "import sys, dashboard.disclosure; print(sorted({'highspy', 'numpy', 'scipy'} & sys.modules.keys()))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
