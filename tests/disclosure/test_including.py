"""Where one series is part of another, the two together tell no small count: not of either, nor of those in one alone.

The attacker below writes down every pair of tables that agrees with all that is printed, and knows no system.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.access import Tier
from dashboard.disclosure import Audited, audit_groups
from dashboard.disclosure.groups import Breakdown, Counts, Group, Stock
from dashboard.disclosure.including import pair_of
from dashboard.release import default_policy

POLICY = default_policy()
PART, WHOLE = "1.2a/investigations", "1.3a/investigations"
YEAR = "2021/22"
CODES = ("sexual", "labour", "other")
EXAMPLES = int(os.environ.get("CPC_EXHAUSTIVE", "60"))

Row = tuple[int, ...]


def group(series: str, counts: Row) -> Group:
    cells = tuple(zip(CODES, map(Counts, counts), strict=False))
    return Group(f"{series}/{YEAR}", (Stock(YEAR, Counts(sum(counts)), (Breakdown("exploitation_type", cells),)),))


def audited(part: Row, whole: Row) -> Audited:
    groups = (group(PART, part), group(WHOLE, whole))
    return audit_groups(groups, POLICY, POLICY.audience(Tier.NATFATIP).breakdowns, frozenset())


def shown(found: Audited, series: str, counts: Row) -> dict[int, int]:
    cells = (f"exploitation_type={code}" for code in CODES)
    return {place: counts[place] for place, cell in enumerate(cells) if found.allows(series, YEAR, cell)}


def rows(total: int, printed: Mapping[int, int]) -> Iterator[Row]:
    """Every row that adds up to its total, with what is printed of it."""
    for row in product(*([printed[place]] if place in printed else range(total + 1) for place in range(len(CODES)))):
        if sum(row) == total:
            yield row


def leaks(part: Row, whole: Row) -> set[str]:
    """Every small count that has one possible value, and more than one where only the totals are printed."""
    found = audited(part, whole)
    return told(part, whole, shown(found, PART, part), shown(found, WHOLE, whole)) - told(part, whole, {}, {})


def told(part: Row, whole: Row, of_part: Mapping[int, int], of_whole: Mapping[int, int]) -> set[str]:
    """The small counts that can have one value only."""
    worlds = [
        (one, other)
        for one in rows(sum(part), of_part)
        for other in rows(sum(whole), of_whole)
        if all(x <= y for x, y in zip(one, other, strict=True))
    ]
    exact: set[str] = set()
    for place, code in enumerate(CODES):
        rest = whole[place] - part[place]
        sums = {
            f"part {code}": (part[place], {one[place] for one, _ in worlds}),
            f"whole {code}": (whole[place], {other[place] for _, other in worlds}),
            f"rest {code}": (rest, {other[place] - one[place] for one, other in worlds}),
        }
        small = (name for name, (count, values) in sums.items() if 1 <= count < POLICY.threshold and len(values) == 1)
        exact.update(small)
    return exact


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ((8, 6, 0), (9, 6, 0)),  # each is harmless alone; together they tell of one
        ((9, 1, 0), (9, 6, 0)),  # a zero of the whole is a zero of the part
        ((5, 1, 0), (5, 1, 0)),
        ((7, 0, 0), (7, 5, 9)),
    ],
)
def test_two_tables_of_which_one_is_part_of_the_other(part: Row, whole: Row) -> None:
    assert leaks(part, whole) == set()


def test_what_both_can_show_safely_they_show() -> None:
    found = audited((8, 6, 0), (20, 18, 0))
    assert shown(found, PART, (8, 6, 0)) == {0: 8, 1: 6, 2: 0}
    assert shown(found, WHOLE, (20, 18, 0)) == {0: 20, 1: 18, 2: 0}


def test_where_they_cannot_both_the_whole_is_shown_and_the_part_is_not() -> None:
    found = audited((8, 6, 0), (9, 7, 5))
    assert shown(found, PART, (8, 6, 0)) == {}
    assert shown(found, WHOLE, (9, 7, 5)) == {0: 9, 1: 7, 2: 5}


def test_counts_that_contradict_the_inclusion_are_two_series_like_any_other() -> None:
    assert pair_of(group(PART, (9, 6, 0)), group(WHOLE, (8, 6, 2))) is None


@settings(max_examples=EXAMPLES)
@given(st.tuples(*[st.tuples(st.integers(0, 8), st.integers(0, 8))] * len(CODES)))
def test_no_pair_tells_a_small_count(cells: tuple[tuple[int, int], ...]) -> None:
    part = tuple(count for count, _ in cells)
    whole = tuple(count + more for count, more in cells)
    assert leaks(part, whole) == set()
