"""A form that cannot be used is refused with all its faults, each with its place and how to mend it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from dashboard.disclosure import Policy, SystemFormError, read_system

GOOD: dict[str, Any] = {"policy": {}, "true_atoms": {"a": 1, "b": 9}, "cells": {"a": ["a"], "all": ["a", "b"]}}


def test_the_smallest_form_is_read_with_the_policy_s_defaults() -> None:
    question = read_system(GOOD)
    assert question.system.policy == Policy()
    assert question.suppressed is None


def test_a_bound_is_read_as_the_fraction_it_is() -> None:
    claim = {"lo": "69/2", "hi": 36, "coef": {"a": "0.1"}}
    (read,) = read_system(GOOD | {"extra_claims": [claim]}).system.claims
    assert (read.lo, read.hi, read.coefficients["a"]) == (Fraction(69, 2), Fraction(36), Fraction(1, 10))


def test_no_cell_suppressed_is_a_pattern_too() -> None:
    assert read_system(GOOD | {"suppressed": []}).suppressed == frozenset()


def test_null_is_the_same_as_left_out() -> None:
    nothing = dict.fromkeys(("extra_claims", "watch", "insider_knows", "suppressed"))
    policy = dict.fromkeys(("threshold", "zeros", "symbols", "forced", "protection"))
    assert read_system(GOOD | nothing | {"policy": policy}) == read_system(GOOD)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"true_atoms": {"a": -1, "b": 9}}, "true_atoms.a: found -1"),
        ({"true_atoms": {"a": True, "b": 9}}, "true_atoms.a: found true"),
        ({"true_atoms": {"a": 1.5, "b": 9}}, "true_atoms.a: found 1.5"),
        ({"true_atoms": {}}, "true_atoms: found no atom"),
        ({"cells": {"a": ["z"]}}, "cells.a: found 'z'"),
        ({"cells": {"a": ["a", "a"]}}, "cells.a: found 'a' more than once"),
        ({"cells": {"a": "a"}}, "cells.a: found 'a'; allowed: a list"),
        ({"policy": {"threshold": 0}}, "policy.threshold: found 0"),
        ({"policy": {"zeros": "shown"}}, "policy.zeros: found 'shown'; allowed: 'suppressible' or 'published'"),
        ({"policy": {"forced": ["z"]}}, "policy.forced: found 'z'"),
        ({"policy": {"k": 5}}, "policy: found the key 'k'"),
        ({"extra_claims": [{"lo": 0.5, "coef": {"a": "1"}}]}, "extra_claims[0].lo: found 0.5"),
        ({"extra_claims": [{"lo": "1/0", "coef": {"a": "1"}}]}, "extra_claims[0].lo: found '1/0'"),
        ({"extra_claims": [{"lo": "2", "hi": "1", "coef": {"a": "1"}}]}, "extra_claims[0]: found lo 2 above hi 1"),
        ({"extra_claims": [{"coef": {"z": "1"}}]}, "extra_claims[0].coef: found 'z'"),
        ({"extra_claims": [{"lo": "1"}]}, "extra_claims[0]: found no 'coef'"),
        ({"extra_claims": [{"coef": {"a": None}}]}, "extra_claims[0].coef.a: found null"),
        ({"extra_claims": [{"lo": "1e999999999", "coef": {"a": 1}}]}, "extra_claims[0].lo: found '1e999999999'"),
        ({"extra_claims": [{"lo": "9" * 31, "coef": {"a": 1}}]}, "extra_claims[0].lo: found '999"),
        ({"extra_claims": [{"hi": 10**16, "coef": {"a": 1}}]}, "extra_claims[0].hi: found 10000000000000000 in whole"),
        (
            {"extra_claims": [{"coef": {"a": "1/1000003", "b": 1}}]},
            "extra_claims[0].coef: found whole factors up to 10",
        ),
        ({"watch": {"all": ["a"]}}, "watch.all: found the name of a cell"),
        ({"insider_knows": {"z": 1}}, "insider_knows: found 'z'"),
        ({"suppressed": ["z"]}, "suppressed: found 'z'"),
        ({"policy": {"forced": ["a"]}, "suppressed": ["a"]}, "suppressed: found 'a', which policy.forced prints"),
        ({"cells": []}, "cells: found a list […]; allowed: an object"),
        ({"policy": None}, "the file: found no 'policy'"),
        ({"atoms": {}}, "the file: found the key 'atoms'"),
    ],
)
def test_each_fault_is_said_at_its_place(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(SystemFormError) as refused:
        read_system(GOOD | wrong)
    assert any(fault.startswith(said) for fault in refused.value.faults), refused.value.faults


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(SystemFormError) as refused:
        read_system({"policy": {"threshold": "5"}, "true_atoms": {"a": -1}, "suppressed": ["x"]})
    assert len(refused.value.faults) == 4


@pytest.mark.parametrize("form", [None, [], "text", 5])
def test_what_is_no_object_is_refused(form: object) -> None:
    with pytest.raises(SystemFormError, match=r"the file: found .*; allowed: an object"):
        read_system(form)
