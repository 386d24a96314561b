"""A sentence says what the numbers say, in every case a number can be in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.documents.annual.wording import (
    amount,
    compared,
    counted,
    course,
    listed,
    lower_first,
    per_cent,
    sentence,
    sources,
    typeset,
)
from dashboard.documents.blocks import text_of
from dashboard.release import Value, Withheld
from tests.release_builder import citation, point, series, shown

COUNTS = st.integers(min_value=0, max_value=5000)


def said(values: Sequence[Value | int | None], **overrides: Any) -> str:
    found = replace(series(values), label="Children identified", **overrides)
    return course(found, found.known)


@given(COUNTS, COUNTS)
def test_more_fewer_and_the_same_are_said_only_when_they_are_so(before: int, after: int) -> None:
    words = compared(point("2020/21", before), point("2021/22", after))
    assert ("more than" in words) == (after > before)
    assert ("fewer than" in words) == (after < before)
    assert ("the same as" in words) == (after == before)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((5, 7), "Children identified: 7 children in 2018/19, more than the 5 of 2017/18."),
        ((7, 5), "Children identified: 5 children in 2018/19, fewer than the 7 of 2017/18."),
        ((5, 5), "Children identified: 5 children in 2018/19, the same as in 2017/18."),
        ((0, 1), "Children identified: 1 child in 2018/19, more than the 0 of 2017/18."),
        ((5, None), "Children identified: 5 children in 2017/18."),
        ((5, None, 9), "Children identified: 9 children in 2019/20."),
        ((None, None), ""),
    ],
)
def test_a_year_stands_beside_the_year_before_or_alone(values: tuple[int | None, ...], expected: str) -> None:
    assert said(values) == expected


def test_nothing_is_said_of_a_withheld_year() -> None:
    assert said((5, Withheld())) == "Children identified: 5 children in 2017/18."
    with pytest.raises(ValueError, match="one is not shown"):
        compared(point("2020/21", Withheld()), point("2021/22", 6))


def test_an_inexact_number_or_a_share_is_set_beside_and_not_compared() -> None:
    assert said((shown(24, text="about 24"), 30)).endswith("in 2018/19, after about 24 in 2017/18.")
    assert said((shown(3, 5), shown(4, 6))).endswith("4 of 6 children in 2018/19, after 3 of 5 in 2017/18.")


def test_amounts_counts_and_lists_read_as_english() -> None:
    assert amount(series(), point("2021/22", 1)) == "1 child"
    assert amount(series(), point("2021/22", shown(4, 6))) == "4 of 6 children"
    assert amount(series(), point("2021/22", Withheld())) == "[c]"
    assert (counted(1, "indicator"), counted(3, "activity", "activities")) == ("1 indicator", "3 activities")
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a and b", "a, b and c"]
    assert (per_cent(0.427), per_cent(0.004)) == ("43 per cent", "0.4 per cent")
    assert (sentence("it ended"), sentence("Did it?"), sentence(" ")) == ("It ended.", "Did it?", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Child victims", "child victims"), ("MDAs trained", "MDAs trained"), ("Cabinet decided", "Cabinet decided")],
)
def test_a_name_keeps_its_capital_inside_a_sentence(text: str, expected: str) -> None:
    assert lower_first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grades 7-9", "grades 7–9"),
        ("plan of 2018-2021", "plan of 2018–2021"),
        ("ISO 3166-2, read on 2021-07-20", "ISO 3166-2, read on 2021-07-20"),
        ("the victims' 'safe' place; Rapporteur's", "the victims’ ‘safe’ place; Rapporteur’s"),
    ],
)
def test_data_are_set_as_a_printer_would(text: str, expected: str) -> None:
    assert typeset(text) == expected


def test_each_source_is_named_once_with_its_number() -> None:
    found = sources([citation(3), citation(1), citation(3)])
    assert text_of(found) == "TIP Report 2018 [1]; TIP Report 2020 [3]."
