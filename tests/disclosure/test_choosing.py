"""The parts of the choice: the smallest hit of all sets, mixtures of tables, the time limit; what loads the solver."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.disclosure import Verdict, audited
from dashboard.disclosure.equations import Equations
from dashboard.disclosure.hitting import HittingSet
from dashboard.disclosure.linear import Linear
from dashboard.disclosure.pool import Pool
from dashboard.disclosure.suppressing import choose
from tests.disclosure.packages import package

ONE_YEAR = package(3, years=1)
MEMBERS = (7, 3, 5, 0, 2, 4)


def _hitting(sets: list[frozenset[int]]) -> HittingSet:
    hitting = HittingSet(MEMBERS)
    for one in sets:
        hitting.add(one)
    return hitting


def _fewest(sets: list[frozenset[int]]) -> int:
    every = [chosen for size in range(len(MEMBERS) + 1) for chosen in combinations(MEMBERS, size)]
    return min(len(chosen) for chosen in every if all(one & set(chosen) for one in sets))


some_sets = st.lists(st.frozensets(st.sampled_from(MEMBERS), min_size=1), max_size=8)
few = settings(deadline=None, derandomize=True, max_examples=60)


@few
@given(some_sets, st.frozensets(st.sampled_from(MEMBERS)))
def test_a_choice_has_one_of_every_set_and_no_bound_is_above_the_fewest(
    sets: list[frozenset[int]], near: frozenset[int]
) -> None:
    hitting = _hitting(sets)
    chosen = hitting.choice(near, deadline=math.inf)
    assert all(one & set(chosen) for one in sets)
    assert hitting.least() <= _fewest(sets) <= len(chosen)
    hidden = np.isin(np.arange(10), chosen)
    assert hitting.is_hit(hidden)
    hidden[chosen[:1]] = False
    assert hitting.is_hit(hidden) == all(hidden[list(one)].any() for one in sets)


@few
@given(some_sets)
def test_that_none_is_smaller_is_said_of_the_fewest_alone(sets: list[frozenset[int]]) -> None:
    hitting, fewest = _hitting(sets), _fewest(sets)
    for size in range(len(MEMBERS) + 1, fewest, -1):
        smaller = hitting.smaller(size, seconds=600)
        assert smaller is not None
        assert len(smaller) < size
        assert all(one & set(smaller) for one in sets)
    assert hitting.smaller(fewest, seconds=600) is None
    assert hitting.least() == fewest


def test_what_the_linear_relaxation_does_not_tell_is_proven_by_whole_numbers() -> None:
    # Of each triangle two are needed, and half of each of the three is enough for the relaxation.
    triangles = ((7, 3, 5), (0, 2, 4))
    hitting = _hitting([frozenset(pair) for triangle in triangles for pair in combinations(triangle, 2)])
    assert hitting.least() == 3
    smaller = hitting.smaller(5, seconds=600)
    assert smaller is not None
    assert len(smaller) == 4
    assert hitting.smaller(4, seconds=600) is None
    assert hitting.least() == 4


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
