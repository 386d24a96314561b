"""Linked tables as an office prints them: the usual rule leaks, ours does not, and the short model says what the long
one says."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.disclosure import Checker, Verdict, audited
from dashboard.disclosure.audit import audit
from dashboard.disclosure.equations import Equations
from dashboard.disclosure.junction import compress
from dashboard.disclosure.suppressing import choose
from tests.disclosure.packages import Package, next_smallest, package

ONE_YEAR = [package(seed, years=1) for seed in range(5)]


def test_the_next_smallest_rule_leaks() -> None:
    answers = [audited(linked.system, next_smallest(linked)) for linked in ONE_YEAR]
    assert sum(answer.verdict is Verdict.LEAK for answer in answers) >= 3


@pytest.mark.parametrize("linked", ONE_YEAR)
def test_ours_does_not_and_proves_that_it_hides_the_fewest(linked: Package) -> None:
    equations = Equations(linked.system)
    best, quick = choose(equations), choose(equations, rounds=2)
    assert best.proven_optimal
    assert best.fewest == best.complementary <= quick.complementary
    for choice in (best, quick):
        answer = audited(linked.system, choice.suppressed)
        assert (answer.verdict, answer.range_protected, answer.exactly_recovered) == (Verdict.SAFE, True, ())


def test_the_junction_tree_is_found_and_keeps_every_sum() -> None:
    # Three dimensions of 6, 5 and 4, printed two by two along a chain: 120 atoms, about 30 + 20 unknowns.
    atoms = [(a, b, c) for a in range(6) for b in range(5) for c in range(4)]
    lines = [[(x, y) == atom[:2] for atom in atoms] for x in range(6) for y in range(5)]
    lines += [[(y, z) == atom[1:] for atom in atoms] for y in range(5) for z in range(4)]
    lines += [[y == atom[1] for atom in atoms] for y in range(5)]
    members = np.array(lines, dtype=np.bool_)
    compressed = compress(members)
    assert compressed.size <= 60
    table = np.random.default_rng(1).integers(0, 4, size=len(atoms))
    unknowns = compressed.project(table)
    lifted = compressed.lift(unknowns)
    assert (lifted >= 0).all()
    assert (members @ lifted == members @ table).all()
    assert [int(unknowns[line].sum()) for line in compressed.lines] == (members @ table).tolist()
    assert all(unknowns[one].sum() == unknowns[other].sum() for one, other in compressed.links)


def test_a_witness_that_was_tampered_with_is_not_accepted() -> None:
    linked = ONE_YEAR[0]
    suppressed = next_smallest(linked)
    report, checker = audit(Equations(linked.system), suppressed), Checker(linked.system, suppressed)
    pair = next(iter(report.witnesses.values()))
    assert checker.agrees(pair.high)
    atom, count = next(iter(pair.high.items()))
    assert not checker.agrees({**pair.high, atom: count + 1})
    assert not checker.agrees({**pair.high, atom: -1})
    assert not checker.agrees({**pair.high, "no such atom": 0})
