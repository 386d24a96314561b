"""The text of a form is read whole or refused: nothing written in it is dropped, and no text stops the program."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.disclosure import SystemFormError, parse_form, read_system

FORM = '{"policy": {}, "true_atoms": {"a": 1, "b": 9}, "cells": {"a": ["a"], "all": ["a", "b"]}}'


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse_form(b"\xef\xbb\xbf" + FORM.encode()) == json.loads(FORM)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "line 1, column 1: found no JSON"),
        (b"{'policy': {}}", "line 1, column 2: found no JSON"),
        (FORM.encode("utf-16"), "the file: found bytes that are no UTF-8, at byte 0"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "the file: found the key 'c' twice"),
        (rb'{"\ud800": 1}', r"the file: found half a character, '\ud800'"),
        (b"[" * 100_000, "the file: found brackets within brackets"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_place(text: bytes, said: str) -> None:
    with pytest.raises(SystemFormError) as refused:
        parse_form(text)
    assert refused.value.faults[0].startswith(said)


def test_a_number_of_thousands_of_digits_is_refused_where_it_stands() -> None:
    with pytest.raises(SystemFormError) as refused:
        read_system(parse_form(FORM.replace("9", "9" * 5000).encode()))
    (fault,) = refused.value.faults
    assert fault.startswith("true_atoms.b: found '999")
    assert len(fault) < 200


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["a", "b", "1/2", "1e9", "rule", ""])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
)
KEYS = ("policy", "true_atoms", "cells", "extra_claims", "watch", "insider_knows", "suppressed")


@given(st.dictionaries(st.sampled_from(KEYS), VALUES), st.sampled_from(("policy", "extra_claims")), VALUES)
def test_any_form_is_read_or_refused_in_sentences(wrong: dict[str, object], within: str, value: object) -> None:
    nested = {"policy": {"forced": value}, "extra_claims": [{"lo": value, "coef": {"a": value}}]}[within]
    for form in (json.loads(FORM) | wrong, json.loads(FORM) | {within: nested}):
        assert all("; allowed: " in fault for fault in _faults(json.dumps(form).encode()))


def _faults(text: bytes) -> tuple[str, ...]:
    try:
        read_system(parse_form(text))
    except SystemFormError as refused:
        return refused.faults
    return ()
