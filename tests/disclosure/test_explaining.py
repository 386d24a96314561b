"""The cells named behind a leak do it by themselves, and none of them could be missing."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from dashboard.disclosure import Policy, Protection, Question, Symbols, System, Zeros, answered, audited
from dashboard.disclosure.explaining import facts_behind
from tests.disclosure.exhaustive import patterns


def _line(a: int, b: int, policy: Policy) -> System:
    cells = {"a": frozenset({"a"}), "b": frozenset({"b"}), "all": frozenset({"a", "b"}), "zero": frozenset({"z"})}
    return System(policy, {"a": a, "b": b, "z": 0}, cells)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(patterns())
def test_the_facts_do_it_and_none_is_too_many(pattern: tuple[System, frozenset[str]]) -> None:
    drawn, suppressed = pattern
    plain = replace(drawn.policy, zeros=Zeros.SUPPRESSIBLE, symbols=Symbols.UNIFORM)
    system = replace(drawn, policy=plain)
    answer = audited(system, suppressed)
    for name in set(answer.given_away) - (system.cells.keys() - system.hidden(suppressed)):
        facts = facts_behind(system, suppressed, name)
        assert facts is not None
        assert name in _given_away_by(system, facts)
        for one in facts:
            fewer = _given_away_by(system, tuple(fact for fact in facts if fact != one))
            assert name not in fewer or answer.intervals[name].is_exact > fewer[name]


def _given_away_by(system: System, printed: tuple[str, ...]) -> dict[str, bool]:
    """What is given away where these cells alone are printed, and whether exactly."""
    free = replace(system, policy=replace(system.policy, forced=frozenset()))
    rest = frozenset(
        cell for cell, atoms in system.cells.items() if atoms not in {system.cells[one] for one in printed}
    )
    answer = audited(free, rest)
    return {name: answer.intervals[name].is_exact for name in answer.given_away}


def test_what_a_symbol_tells_is_no_printed_cell() -> None:
    system = _line(1, 1, Policy(zeros=Zeros.PUBLISHED, forced=frozenset({"all"})))
    assert facts_behind(system, frozenset({"a", "b"}), "a") == ("all",)


def test_of_a_count_that_is_narrowed_those_are_named_that_narrow_it() -> None:
    system = _line(2, 1, Policy(forced=frozenset({"all"})))
    assert facts_behind(system, frozenset({"a", "b"}), "a") == ("all",)


def test_an_answer_names_them_in_its_reasons() -> None:
    system = _line(2, 9, Policy(protection=Protection.NOT_EXACT))
    reasons = answered(Question(system, frozenset({"a"}))).reasons
    assert reasons == ("a is suppressed, yet can be worked out exactly, from what is printed of b, all",)


def test_past_its_time_nothing_is_named() -> None:
    system = _line(2, 9, Policy())
    assert facts_behind(system, frozenset({"a"}), "a", deadline=time.monotonic() - 1) is None
    assert answered(Question(system, frozenset({"a"})), seconds=0).reasons == (
        "a is suppressed, yet can be worked out exactly",
    )


def test_a_cell_of_two_names_is_named_by_the_one_that_was_printed() -> None:
    """An edition printed what is withheld today: its name says so, however much longer it is."""
    system = _line(2, 9, Policy(protection=Protection.NOT_EXACT))
    twice = replace(system, cells={**system.cells, "#1 b": system.cells["b"]})
    assert facts_behind(twice, frozenset({"a", "b"}), "a") == ("all", "#1 b")
    assert facts_behind(twice, frozenset({"a"}), "a") == ("b", "all")
