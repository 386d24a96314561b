"""A number that no count can be makes no figure and no error; an adjustment takes only what can be double."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import FigureBook, build_book
from dashboard.figures.adjusting import named_together
from dashboard.ledger import Decision, Kind, State, Submission
from tests.figures.observations import observation, submission
from tests.figures.returned import AGENCIES, adjusted, book, catalogue, corrected, figure, returned


def shares(*corrections: Submission) -> FigureBook:
    """3 of 5, 2 of 4 and 0 of 3, and what puts them right."""
    filed = [returned(agency, value) for agency, value in zip(AGENCIES, ((3, 5), (2, 4), (0, 3)), strict=True)]
    return book(*filed, *corrections)


@pytest.mark.parametrize(("part", "expect", "becomes"), [("numerator", "3", "6"), ("denominator", "5", "2")])
def test_a_correction_to_more_than_the_whole_makes_the_figure_unusable_and_is_listed_without_numbers(
    part: str, expect: str, becomes: str
) -> None:
    found = shares(corrected("return-jcf-2021-H1.1", expect, becomes, part=part))
    assert (figure(found).state, figure(found).value) == (State.NOT_AVAILABLE, None)
    (lost,) = found.unapplied
    assert (lost.kind, lost.submission_id) == (Kind.CORRECTION, "correction.1")
    assert lost.reason.endswith("says less than nothing, more than what it is out of, or no count at all")


def test_a_returned_number_below_zero_makes_no_figure() -> None:
    found = book(returned("jcf", -4), returned("cpfsa", 2), returned("odpp", 0))
    assert figure(found).value is None
    assert [lost.kind for lost in found.unapplied] == [Kind.RETURN]


def test_a_published_share_of_more_than_the_whole_makes_no_figure() -> None:
    printed = replace(observation(7), denominator=Decimal(5))
    found = book(submission(printed, code="tip_2022"))
    assert figure(found, "2021/22").value is None
    assert [lost.kind for lost in found.unapplied] == [Kind.EDITION]


def test_an_adjustment_that_leaves_more_than_the_whole_is_left_out() -> None:
    filed = [returned(agency, value) for agency, value in zip(AGENCIES, ((5, 5), (4, 4), (3, 3)), strict=True)]
    found = book(*filed, adjusted(-1, denominator=-2))
    assert figure(found).value == figure(found).denominator == Decimal(12)
    assert [lost.reason for lost in found.unapplied] == ["it would leave a number greater than what it is out of"]


def test_an_adjustment_takes_nothing_from_another_agency_after_an_amendment_to_none() -> None:
    filed = [returned("cpfsa", 3), returned("odpp", 4), adjusted(-3)]
    assert figure(book(returned("jcf", 3), *filed)).value == 7
    amended = book(returned("jcf", 0, revision=2), *filed)
    assert figure(amended).value == 7
    assert [lost.reason for lost in amended.unapplied] == [
        "it would take off more than the agencies it names can both have counted"
    ]


def test_an_adjustment_is_held_to_the_corrected_numbers() -> None:
    filed = [returned("jcf", 3), returned("cpfsa", 3), returned("odpp", 0), adjusted(-3)]
    found = book(*filed, corrected("return-jcf-2021-H1.1", "3", "1"))
    assert figure(found).value == 4


def test_denominators_are_bounded_too() -> None:
    filed = [returned(agency, value) for agency, value in zip(AGENCIES, ((1, 9), (1, 2), (0, 9)), strict=True)]
    found = book(*filed, adjusted(0, denominator=-3))
    assert figure(found).denominator == 20


def second(numerator: int, agencies: tuple[str, ...]) -> Submission:
    one = adjusted(numerator)
    line = replace(one.draft.adjustments[0], agencies=agencies)
    draft = replace(one.draft, adjustments=(line,))
    return replace(one, id="adjustment.2", sequence=one.sequence + 1, draft=draft)


def test_standing_adjustments_are_bounded_together() -> None:
    filed = [returned("jcf", 3), returned("cpfsa", 3), returned("odpp", 4)]
    found = book(*filed, adjusted(-2), second(-2, ("jcf", "cpfsa")))
    assert figure(found).value == 8
    assert [lost.submission_id for lost in found.unapplied] == ["adjustment.2"]


def test_of_three_agencies_all_but_the_largest_number_can_be_double() -> None:
    filed = [returned("jcf", 3), returned("cpfsa", 3), returned("odpp", 3)]
    assert figure(book(*filed, second(-6, ("jcf", "cpfsa", "odpp")))).value == 3
    assert figure(book(*filed, second(-7, ("jcf", "cpfsa", "odpp")))).value == 9
    assert figure(book(*filed, adjusted(-3), second(-3, ("cpfsa", "odpp")))).value == 3


GROUPS = st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1, max_size=3), max_size=5)


@given(GROUPS)
def test_what_lines_name_together_is_every_union_of_lines_that_hang_together(groups: list[frozenset[str]]) -> None:
    def hang_together(some: tuple[frozenset[str], ...]) -> bool:
        first, rest = some[0], list(some[1:])
        while near := [one for one in rest if one & first]:
            first, rest = first.union(*near), [one for one in rest if one not in near]
        return not rest

    every = (some for size in range(1, len(groups) + 1) for some in combinations(groups, size))
    assert set(named_together(groups)) == {frozenset().union(*some) for some in every if hang_together(some)}


def test_adjustments_are_taken_in_the_order_accepted_not_filed() -> None:
    filed = [returned("jcf", 3), returned("cpfsa", 3), returned("odpp", 4)]
    lines = [adjusted(-2), second(-3, ("jcf", "cpfsa"))]
    on = datetime(2021, 11, 2, tzinfo=UTC)
    decisions = [
        Decision(sequence, on, "National Rapporteur", "accepted", about, "", "", holds=True)
        for sequence, about in ((10**7, "adjustment.2"), (10**7 + 1, "adjustment.1"))
    ]
    assert figure(build_book([*filed, *lines], catalogue())).value == 8
    assert figure(build_book([*filed, *lines], catalogue(), decisions)).value == 7
