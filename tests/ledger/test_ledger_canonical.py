"""One content has one text, and so one hash, whatever machine or database it went through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.ledger.canonical import (
    canonical_json,
    content_hash,
    decimal_text,
    dimensions_of,
    dimensions_text,
    payload_of,
    plain,
    time_text,
)
from dashboard.ledger.decoding import draft_of
from dashboard.ledger.model import LedgerError, State
from dashboard.periods import Period
from tests.ledger.builder import adjusting, cell, correcting, correction, draft, observation, returned

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6)
codes = st.text(st.characters(codec="utf-8", exclude_characters="=|"), min_size=1)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("5", "5"), ("5.0", "5"), ("5.00", "5"), ("5E+0", "5"), ("100", "100"), ("1E+2", "100"), ("0.10", "0.1"),
        ("0", "0"), ("0.00", "0"), ("-0", "0"), ("-0.0", "0"), ("-2.50", "-2.5"), ("1E-7", "0.0000001"),
    ],
)  # fmt: skip
def test_a_number_has_one_text(number: str, text: str) -> None:
    assert decimal_text(Decimal(number)) == text


@given(numbers, st.integers(min_value=0, max_value=9))
def test_equal_numbers_have_equal_texts_however_written(number: Decimal, zeros: int) -> None:
    written = f"{number:f}"
    longer = Decimal(written + ("" if "." in written else ".") + "0" * zeros)
    assert longer == number
    assert decimal_text(longer) == decimal_text(number)
    assert Decimal(decimal_text(number)) == number


@given(numbers, numbers)
def test_different_numbers_have_different_texts(one: Decimal, other: Decimal) -> None:
    assert (decimal_text(one) == decimal_text(other)) == (one == other)


@given(numbers)
def test_a_submission_has_one_hash_however_its_numbers_are_written(number: Decimal) -> None:
    one = draft(observations=(observation(numerator=number),))
    other = draft(observations=(observation(numerator=Decimal(f"{number:f}").normalize()),))
    assert one == other
    assert content_hash("n", payload_of(one)) == content_hash("n", payload_of(other))


@given(st.dictionaries(codes, codes))
def test_dimensions_are_read_back_as_written(chosen: dict[str, str]) -> None:
    dimensions = tuple(sorted(chosen.items()))
    assert dimensions_of(dimensions_text(dimensions)) == dimensions


def test_dimensions_and_periods_are_written_out() -> None:
    year = observation(dimensions=(("age_band", "0_8"), ("sex", "female")), cohort=Period.half_year(2020, 2))
    written = plain(year)
    assert written["dimensions"] == "age_band=0_8|sex=female"
    assert written["period"] == "2021-04-01..2022-03-31"
    assert written["cohort"] == "2020-10-01..2021-03-31"
    assert written["numerator"] == "6"
    assert written["denominator"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"numerator": Decimal(7)},
        {"note": ""},
        {"dimensions": (("sex", "female"),)},
        {"derived_from": ("F002",)},
        {"is_total": False},
        {"cohort": Period.day(date(2020, 1, 1))},
    ],
)
def test_whatever_a_submission_says_is_hashed(change: dict[str, object]) -> None:
    assert payload_of(draft()) != payload_of(draft(observations=(replace(observation(), **change),)))  # type: ignore[arg-type] # the field is a parameter


def test_the_nonce_makes_the_hash_of_a_small_count_unguessable() -> None:
    payload = payload_of(draft())
    assert content_hash("0" * 32, payload) != content_hash("1" * 32, payload)


@pytest.mark.parametrize("value", [5.0, {1, 2}, b"bytes", observation])
def test_a_value_without_one_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="a ledger stores text, whole numbers, decimals, dates and periods"):
        plain(value)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="is not a number that can be stored"):
        decimal_text(Decimal(number))


@given(st.integers(min_value=0, max_value=4 * 10**15), st.integers(-12, 12))
def test_times_are_utc_and_sort_as_text(microseconds: int, hours: int) -> None:
    here = datetime(1970, 1, 1, tzinfo=timezone(timedelta(hours=hours))) + timedelta(microseconds=microseconds)
    later = here + timedelta(microseconds=1)
    assert datetime.fromisoformat(time_text(here)) == here
    assert datetime.fromisoformat(time_text(here)).tzinfo == UTC
    assert time_text(here) < time_text(later)


def test_json_has_one_text() -> None:
    assert canonical_json({"b": [1, None, True], "a": "Ñ–🇯🇲"}) == '{"a":"Ñ–🇯🇲","b":[1,null,true]}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(float("nan"))


@given(st.lists(st.tuples(numbers, st.none() | numbers, st.sampled_from(State), codes, st.text()), max_size=4))
def test_a_payload_is_read_back_as_the_draft_it_was_made_of(
    values: list[tuple[Decimal, Decimal | None, State, str, str]],
) -> None:
    cells = tuple(
        cell(text, numerator=numerator, denominator=denominator, state=state, dimensions=(("sex", code),), note=text)
        for numerator, denominator, state, code, text in values
    )
    for made in (returned(observations=cells), adjusting(), correcting(correction()), draft(observations=cells)):
        assert draft_of("x.1", payload_of(made)) == made


@pytest.mark.parametrize("payload", ["", "[]", "{}", "null", '{"observations":[{}]}', '{"period":"never"}'])
def test_a_payload_that_is_none_is_refused_by_name(payload: str) -> None:
    with pytest.raises(LedgerError, match=r"the content of submission x\.1 cannot be read"):
        draft_of("x.1", payload)
