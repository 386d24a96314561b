"""On small systems the attacker can be played by writing down every table; the audit must find what he finds.

`CPC_EXHAUSTIVE=2000` tries that many of each instead of the few that every run tries.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from dashboard.disclosure import Checker, System, Verdict, audited, chosen
from dashboard.disclosure.audit import audit
from dashboard.disclosure.equations import Equations
from dashboard.disclosure.suppressing import choose
from tests.disclosure.exhaustive import TOTAL, exhaust, fewest_complementary, patterns, systems

EXAMPLES = int(os.environ.get("CPC_EXHAUSTIVE", "60"))
thorough = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
dear = settings(thorough, max_examples=max(1, EXAMPLES // 3))


@thorough
@given(patterns())
def test_the_audit_finds_what_exhaustion_finds(pattern: tuple[System, frozenset[str]]) -> None:
    system, suppressed = pattern
    answer, attacked = audited(system, suppressed), exhaust(system, suppressed)
    if not attacked.truth_is_feasible:
        assert answer.verdict is Verdict.INFEASIBLE
        return
    assert list(answer.exactly_recovered) == attacked.recovered(system, suppressed)
    for name in (*suppressed, *system.watch):
        interval, values = answer.intervals[name], attacked.values[name]
        assert (interval.lo, interval.hi, interval.proven) == (min(values), max(values), True)
    assert (answer.verdict is Verdict.LEAK) == attacked.is_leak(system)
    assert answer.range_protected == attacked.is_protected(system.policy)


@dear
@given(systems())
def test_the_pattern_chosen_is_the_smallest_that_is_safe(system: System) -> None:
    answer, fewest = chosen(system), fewest_complementary(system)
    if fewest is None:
        assert answer.verdict is Verdict.INFEASIBLE
        return
    assert answer.verdict is Verdict.SAFE
    assert answer.range_protected
    assert answer.proven_optimal
    assert len({system.cells[name] for name in answer.complementary}) == fewest
    assert not exhaust(system, frozenset(answer.primary + answer.complementary)).is_leak(system)


@dear
@given(systems())
def test_a_quick_pattern_is_safe_too_and_hides_no_fewer(system: System) -> None:
    equations = Equations(system)
    best, quick = choose(equations), choose(equations, rounds=0)
    assert bool(best.impossible) == bool(quick.impossible)
    if not best.impossible:
        assert best.complementary <= quick.complementary
        assert audited(system, quick.suppressed).verdict is Verdict.SAFE
        assert audited(system, quick.suppressed).range_protected


@dear
@given(systems())
def test_the_order_of_tables_and_rows_changes_nothing(system: System) -> None:
    shuffled = random.Random(1)
    cells, atoms = list(system.cells.items()), list(system.atoms.items())
    shuffled.shuffle(cells)
    shuffled.shuffle(atoms)
    assert chosen(replace(system, cells=dict(cells), atoms=dict(atoms))) == chosen(system)


@thorough
@given(patterns())
def test_hiding_one_more_never_narrows_an_interval(pattern: tuple[System, frozenset[str]]) -> None:
    system, suppressed = pattern
    more = next(
        (name for name in sorted(system.cells) if name not in suppressed and system.cells[name] != system.cells[TOTAL]),
        None,
    )
    assume(more is not None)
    assert more is not None
    before, after = audited(system, suppressed), audited(system, suppressed | {more})
    assume(Verdict.INFEASIBLE not in (before.verdict, after.verdict))
    for name, narrow in before.intervals.items():
        wide = after.intervals[name]
        assert wide.lo <= narrow.lo
        assert wide.hi is None or (narrow.hi is not None and wide.hi >= narrow.hi)


@thorough
@given(patterns())
def test_every_witness_is_a_table_that_exhaustion_holds_for_possible(pattern: tuple[System, frozenset[str]]) -> None:
    system, suppressed = pattern
    report, checker = audit(Equations(system), suppressed), Checker(system, suppressed)
    values = exhaust(system, suppressed).values
    for name, pair in report.witnesses.items():
        assert checker.agrees(pair.low)
        assert checker.agrees(pair.high)
        low, high = checker.shows(report.witnesses)[name]
        assert {low, high} <= values[name]


@thorough
@given(patterns())
def test_looking_at_what_decides_alone_gives_the_same_verdict(pattern: tuple[System, frozenset[str]]) -> None:
    system, suppressed = pattern
    full, short = audited(system, suppressed), audited(system, suppressed, intervals=False)
    assert (short.verdict, short.range_protected) == (full.verdict, full.range_protected)
    assert set(short.exactly_recovered) == set(full.exactly_recovered) & (system.primary | set(system.watch))
    for name, interval in short.intervals.items():
        assert full.intervals[name].lo <= interval.lo
        assert full.intervals[name].hi is None or interval.hi <= full.intervals[name].hi  # type: ignore[operator]
