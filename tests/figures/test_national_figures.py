"""What three agencies return becomes one national number, or none and the names of those who are missing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures import FigureBook
from dashboard.ledger import Kind, State, Submission
from tests.figures.returned import (
    AGENCIES,
    Said,
    adjusted,
    book,
    catalogue,
    corrected,
    figure,
    indicator,
    returned,
    said,
    workbook_of,
)

BOY = (("sex", "male"),)


def test_the_numbers_of_all_agencies_are_added() -> None:
    found = figure(book(returned("jcf", 3), returned("cpfsa", 2), returned("odpp", 1)))
    assert (found.value, found.state, found.missing) == (Decimal(6), State.REPORTED, ())
    assert found.lead.observation.is_total


def test_an_agency_that_has_not_answered_leaves_no_number_and_is_named() -> None:
    found = figure(book(returned("jcf", 3), returned("cpfsa", 2)))
    assert (found.value, found.missing, found.waiting) == (None, ("odpp",), ())
    assert not found.lead.observation.is_total


def test_a_return_that_leaves_the_cell_blank_has_not_answered_it() -> None:
    elsewhere = said(4, component="suspected")
    found = figure(book(returned("jcf", 3), returned("cpfsa", 2), returned("odpp", elsewhere)))
    assert (found.value, found.missing) == (None, ("odpp",))


def test_a_return_that_nobody_has_accepted_does_not_count_and_is_known_to_wait() -> None:
    found = figure(book(returned("jcf", 3), returned("cpfsa", 2), returned("odpp", 1, state="submitted")))
    assert (found.value, found.missing, found.waiting) == (None, (), ("odpp",))


@pytest.mark.parametrize("state", ["sent_back", "withdrawn", "superseded"])
def test_a_return_that_no_longer_stands_is_no_answer(state: str) -> None:
    found = figure(book(returned("jcf", 3), returned("cpfsa", 2), returned("odpp", 1, state=state)))
    assert (found.value, found.missing) == (None, ("odpp",))


@pytest.mark.parametrize(
    ("answers", "state", "value"),
    [
        ((0, 0, 0), State.ZERO_CONFIRMED, 0),
        ((0, 0, 4), State.REPORTED, 4),
        ((3, "not_applicable", 2), State.REPORTED, 5),
        (("not_applicable", "not_applicable", "not_applicable"), State.NOT_APPLICABLE, None),
        ((3, "not_available", 2), State.NOT_AVAILABLE, None),
        (("not_applicable", 0, 0), State.ZERO_CONFIRMED, 0),
    ],
)
def test_states_combine(answers: tuple[Said, Said, Said], state: State, value: int | None) -> None:
    found = figure(book(*(returned(agency, one) for agency, one in zip(AGENCIES, answers, strict=True))))
    assert (found.state, found.value) == (state, value)


def test_shares_are_added_above_and_below_the_line() -> None:
    found = figure(book(returned("jcf", (1, 4)), returned("cpfsa", (3, 5)), returned("odpp", "not_applicable")))
    assert (found.value, found.denominator) == (Decimal(4), Decimal(9))


def test_a_child_whom_two_agencies_counted_is_taken_off_and_no_agency_s_number_changes() -> None:
    found = figure(book(returned("jcf", 3), returned("cpfsa", 2), returned("odpp", 0), adjusted(-1)))
    assert found.value == 4
    assert [part.numerator for part in found.parts] == [3, 2, 0, -1]
    assert found.parts[-1].kind is Kind.ADJUSTMENT
    assert found.is_derived


def test_an_adjustment_that_nobody_accepted_takes_nothing_off() -> None:
    submissions = (returned("jcf", 3), returned("cpfsa", 2), returned("odpp", 0), adjusted(-1, state="submitted"))
    assert figure(book(*submissions)).value == 5


def test_an_adjustment_never_takes_off_more_than_there_is_and_is_listed() -> None:
    found = book(returned("jcf", 1), returned("cpfsa", 0), returned("odpp", 0), adjusted(-2))
    assert figure(found).value == 1
    assert [(lost.kind, lost.reason) for lost in found.unapplied] == [
        (Kind.ADJUSTMENT, "it would take off more than the agencies it names can both have counted")
    ]


def test_an_adjustment_of_a_cell_that_nobody_answered_is_listed() -> None:
    found = book(returned("jcf", 1), returned("cpfsa", 0), returned("odpp", 0), adjusted(-1, dimensions=BOY))
    assert [lost.reason for lost in found.unapplied] == ["no return has a number in its cell"]


def test_a_correction_replaces_the_agency_s_number_while_it_finds_what_it_expects() -> None:
    returns = (returned("jcf", 3), returned("cpfsa", 2), returned("odpp", 0))
    found = book(*returns, corrected("return-jcf-2021-H1.1", "3.0", "4"))
    assert figure(found).value == 6
    assert figure(found).parts[0].corrections == ("correction.1",)
    assert found.unapplied == ()


def test_a_stale_correction_changes_nothing_and_is_listed_without_a_number() -> None:
    returns = (returned("jcf", 3), returned("cpfsa", 2), returned("odpp", 0))
    found = book(*returns, corrected("return-jcf-2021-H1.1", "7", "8"))
    assert figure(found).value == 5
    (stale,) = found.unapplied
    assert (stale.kind, stale.component) == (Kind.CORRECTION, "identified")
    assert "7" not in stale.reason
    assert "8" not in stale.reason


def test_a_correction_of_a_return_that_was_amended_since_is_listed() -> None:
    returns = (
        returned("jcf", 3, state="superseded"),
        returned("jcf", 5, revision=2),
        returned("cpfsa", 2),
        returned("odpp", 0),
    )
    found = book(*returns, corrected("return-jcf-2021-H1.1", "3", "4"))
    assert figure(found).value == 7
    assert "replaced" in found.unapplied[0].reason


@pytest.mark.parametrize(
    ("becomes", "state", "value"),
    [("0", State.ZERO_CONFIRMED, 0), ("not_available", State.NOT_AVAILABLE, None), ("2", State.REPORTED, 2)],
)
def test_a_correction_may_put_a_number_where_a_state_stood_and_the_reverse(
    becomes: str, state: State, value: int | None
) -> None:
    returns = (returned("jcf", "not_applicable"), returned("cpfsa", 0), returned("odpp", 0))
    found = figure(book(*returns, corrected("return-jcf-2021-H1.1", "not_applicable", becomes)))
    assert (found.state, found.value) == (state, value)


def test_a_correction_may_be_of_the_number_it_is_out_of() -> None:
    returns = (returned("jcf", (1, 4)), returned("cpfsa", (3, 5)), returned("odpp", "not_applicable"))
    found = figure(book(*returns, corrected("return-jcf-2021-H1.1", "4", "6", part="denominator")))
    assert (found.value, found.denominator) == (Decimal(4), Decimal(11))


def test_an_amended_return_replaces_the_one_before() -> None:
    returns = (
        returned("jcf", 3, state="superseded"),
        returned("jcf", 2, revision=2),
        returned("cpfsa", 2),
        returned("odpp", 0),
    )
    assert figure(book(*returns)).value == 4


# --- Years --------------------------------------------------------------------------------------


def half(period: str, *numbers: Said) -> list[Submission]:
    return [returned(agency, one, period=period) for agency, one in zip(AGENCIES, numbers, strict=False)]


def test_a_year_worked_out_by_hand() -> None:
    """H1: 3 + 2 + 0, one child in two returns, JCF's 3 put right to 4. H2: 1 + 1 (amended from 5) + 0."""
    found = book(
        *half("2021-H1", 3, 2, 0),
        adjusted(-1),
        corrected("return-jcf-2021-H1.1", "3", "4"),
        returned("jcf", 1, period="2021-H2"),
        returned("cpfsa", 5, period="2021-H2", state="superseded"),
        returned("cpfsa", 1, period="2021-H2", revision=2),
        returned("odpp", 0, period="2021-H2"),
    )
    assert [figure(found, period).value for period in ("2021-H1", "2021-H2", "2021/22")] == [5, 2, 7]


def test_a_year_needs_both_halves_and_names_those_who_owe_the_other() -> None:
    found = figure(book(*half("2021-H1", 3, 2, 0)), "2021/22")
    assert (found.value, found.missing) == (None, ("jcf", "cpfsa", "odpp"))


def test_an_agency_missing_in_one_half_is_missing_in_the_year() -> None:
    found = figure(book(*half("2021-H1", 3, 2), *half("2021-H2", 3, 2, 1)), "2021/22")
    assert (found.value, found.missing) == (None, ("odpp",))
    assert found.asked == ("jcf", "cpfsa", "odpp")


def test_the_second_half_s_stock_is_the_year_s() -> None:
    of = catalogue(indicator(part={"roll_up": "last"}))
    found = book(*half("2021-H1", 3, 2, 0), *half("2021-H2", 4, 2, 1), of=of)
    assert (figure(found).value, figure(found, "2021/22").value) == (Decimal(5), Decimal(7))
    assert figure(book(*half("2021-H1", 3, 2, 0), of=of), "2021/22").missing == ("jcf", "cpfsa", "odpp")


def test_what_is_asked_once_a_year_comes_with_the_second_half() -> None:
    of = catalogue(indicator(frequency="yearly", part={"roll_up": "none"}))
    yearly = [
        returned(agency, said(number, "2021/22"), period="2021-H2")
        for agency, number in zip(AGENCIES, (5, 0), strict=False)
    ]
    found = figure(book(*yearly, of=of), "2021/22")
    assert (found.value, found.missing) == (None, ("odpp",))
    whole = book(*yearly, returned("odpp", said(1, "2021/22"), period="2021-H2"), of=of)
    assert figure(whole, "2021/22").value == 6


def test_a_year_of_which_nobody_has_returned_anything_has_no_figure() -> None:
    totals = book(*half("2021-H1", 3)).indicators["2.2a"].values["identified"]
    assert {item.period.code for item in totals} == {"2021-H1", "2021-H2", "2021/22"}


# --- Cells below the total ----------------------------------------------------------------------


def test_a_breakdown_is_added_cell_by_cell() -> None:
    boys = [
        returned(agency, 3, said(number, dimensions=BOY)) for agency, number in zip(AGENCIES, (1, 2, 0), strict=True)
    ]
    assert figure(book(*boys), dimensions=BOY).value == 3


def test_a_blank_cell_below_a_total_is_not_zero() -> None:
    found = book(returned("jcf", 3, said(1, dimensions=BOY)), returned("cpfsa", 2), returned("odpp", 0))
    assert figure(found, dimensions=BOY).missing == ("cpfsa",)


def test_no_case_at_all_is_no_case_of_any_kind() -> None:
    found = book(returned("jcf", 3, said(1, dimensions=BOY)), returned("cpfsa", 0), returned("odpp", "not_applicable"))
    assert figure(found, dimensions=BOY).value == 1


def test_members_of_a_group_answer_for_themselves_and_each_is_a_cell() -> None:
    part = {"unit": "agency", "unit_words": "agencies", "roll_up": "last"}
    asked = indicator(
        "1.1a",
        breakdowns=[{"dimension": "mda", "mandatory": True}],
        components=[{**indicator(part=part).components[0].model_dump(), "reported_by": ["group"]}],
    )
    made = catalogue(asked)
    group = made.agencies[0].model_copy(update={"code": "group", "members": tuple(AGENCIES)})
    of = made.model_copy(update={"agencies": (*made.agencies, group)})
    answers = [
        returned(agency, said(one, indicator="1.1a"))
        for agency, one in zip(AGENCIES, ((1, 1), (0, 1), (1, 1)), strict=True)
    ]
    found = book(*answers, of=of)
    total = figure(found, indicator="1.1a")
    assert (total.value, total.denominator) == (Decimal(2), Decimal(3))
    assert figure(found, dimensions=(("mda", "cpfsa"),), indicator="1.1a").value == 0


# --- What all must say --------------------------------------------------------------------------


def parishes_of(agency: str, *numbers: int, late: bool = False, skip: int | None = None) -> Submission:
    cells = [
        said(number, indicator="3.6a", dimensions=(("parish", f"jm_{place:02d}"),), locator=f"'8. Parishes'!C{place}")
        for place, number in enumerate(numbers, start=1)
        if place != skip
    ]
    return returned(agency, *cells, late=late)


def parish_book(*returns: Submission) -> FigureBook:
    part = {"unit": "parish", "roll_up": "last", "combine": "common"}
    asked = indicator("3.6a", breakdowns=[{"dimension": "parish", "mandatory": True}], part=part)
    return book(*returns, of=catalogue(asked, parishes=3))


def test_a_parish_reports_when_every_agency_says_so() -> None:
    found = parish_book(parishes_of("jcf", 1, 1, 0), parishes_of("cpfsa", 1, 0, 0), parishes_of("odpp", 1, 1, 1))
    total = figure(found, indicator="3.6a")
    assert (total.value, total.denominator) == (Decimal(1), Decimal(3))
    assert figure(found, dimensions=(("parish", "jm_01"),), indicator="3.6a").value == 1
    assert figure(found, dimensions=(("parish", "jm_02"),), indicator="3.6a").value == 0


def test_no_parish_reports_in_time_when_a_return_came_late() -> None:
    found = parish_book(
        parishes_of("jcf", 1, 1, 1), parishes_of("cpfsa", 1, 1, 1, late=True), parishes_of("odpp", 1, 1, 1)
    )
    total = figure(found, indicator="3.6a")
    assert (total.value, total.denominator) == (Decimal(0), Decimal(3))


def test_a_return_amended_later_came_when_it_first_came() -> None:
    first, amended = parishes_of("cpfsa", 0, 1, 1), parishes_of("cpfsa", 1, 1, 1, late=True)
    found = parish_book(
        parishes_of("jcf", 1, 1, 1),
        replace(first, state="sent_back"),
        replace(amended, id="return-cpfsa-2021-H1.2"),
        parishes_of("odpp", 1, 1, 1),
    )
    assert figure(found, indicator="3.6a").value == 3


def test_a_parish_left_blank_leaves_the_list_unfinished() -> None:
    found = parish_book(
        parishes_of("jcf", 1, 1, 1), parishes_of("cpfsa", 1, 1, 1, skip=2), parishes_of("odpp", 1, 1, 1)
    )
    total = figure(found, indicator="3.6a")
    assert (total.value, total.missing) == (None, ("cpfsa",))


# --- Provenance, adoption, aliases --------------------------------------------------------------


def test_a_number_is_traced_to_the_cell_and_the_file_of_each_agency() -> None:
    found = figure(book(*half("2021-H1", 3, 2, 0), *half("2021-H2", 1, 1, 1)), "2021/22")
    first = found.parts[0]
    assert (first.submission_id, first.locator) == ("return-jcf-2021-H1.1", "'2. Children'!C12")
    assert first.file_sha256 == sha256(workbook_of("return-jcf-2021-H1.1")).hexdigest()
    assert len(found.parts) == 6


def test_a_figure_is_adopted_when_everything_behind_it_is() -> None:
    adopted = [returned(agency, 1, state="adopted") for agency in AGENCIES]
    assert figure(book(*adopted)).is_adopted
    assert not figure(book(*adopted[:2], returned("odpp", 1))).is_adopted
    assert not figure(book(*adopted, adjusted(-1))).is_adopted


def test_an_indicator_that_repeats_another_takes_its_values() -> None:
    of = catalogue(indicator("1.5b"), indicator("2.8", alias_of="1.5b"))
    found = book(*(returned(agency, said(2, indicator="1.5b")) for agency in AGENCIES), of=of)
    alias = figure(found, indicator="2.8")
    assert (alias.value, alias.indicator, alias.lead.observation.indicator) == (Decimal(6), "2.8", "2.8")
    assert alias.parts == figure(found, indicator="1.5b").parts


@given(st.permutations([0, 1, 2, 3, 4]))
def test_the_order_in_which_returns_come_changes_no_number(order: list[int]) -> None:
    filed = [
        *half("2021-H1", 3, 2, 0),
        adjusted(-1),
        corrected("return-jcf-2021-H1.1", "3", "4"),
    ]
    assert figure(book(*(filed[place] for place in order))).value == Decimal(5)
