from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import RollUp
from dashboard.figures import Figure, FigureBook, Vintage, build_book
from dashboard.figures.rolling_up import yearly
from dashboard.figures.selecting import figure_of
from dashboard.ledger import Confidence, Role, State, Submission
from dashboard.periods import Period
from tests.figures.observations import observation, source, submission
from tests.release_builder import catalogue, entry


def book(*submissions: Submission) -> FigureBook:
    return build_book(submissions, catalogue([entry("2.2a"), entry("1.2b")]))


def figure(value: int | None, period: str, **overrides: object) -> Figure:
    return figure_of([Vintage(observation(value, period, **overrides), source(), "s", True)])


def numbers(figures: tuple[Figure, ...]) -> dict[str, Decimal | None]:
    return {item.period.code: item.value for item in figures}


def test_the_latest_edition_of_a_source_leads_and_the_earlier_number_is_kept_as_restated() -> None:
    found = (
        book(
            submission(observation(14, "2015/16"), code="tip_2016"),
            submission(observation(10, "2015/16", confidence=Confidence.MEDIUM), code="tip_2017"),
        )
        .indicators["2.2a"]
        .values["identified"][0]
    )
    assert found.value == 10
    assert [vintage.observation.numerator for vintage in found.restated_from] == [14]
    assert found.conflicts == ()


def test_sources_that_differ_stand_side_by_side_and_are_never_averaged() -> None:
    press = source("star_2021", publisher="The Star")
    found = (
        book(
            submission(observation(7), code="tip_2021"),
            submission(observation(8, confidence=Confidence.LOW), source=press, code="star_2021"),
        )
        .indicators["2.2a"]
        .values["identified"][0]
    )
    assert found.value == 7
    assert [vintage.observation.numerator for vintage in found.conflicts] == [8]


def test_press_never_leads_over_the_edition_itself_even_when_it_is_newer() -> None:
    press = source("star_2023", publisher="The Star")
    found = (
        book(
            submission(observation(7), code="tip_2021"),
            submission(observation(9, confidence=Confidence.LOW), source=press, code="star_2023"),
        )
        .indicators["2.2a"]
        .values["identified"][0]
    )
    assert found.value == 7


def test_an_unchanged_restatement_is_no_restatement() -> None:
    found = (
        book(submission(observation(6), code="tip_2021"), submission(observation(6), code="tip_2022"))
        .indicators["2.2a"]
        .values["identified"][0]
    )
    assert (found.restated_from, found.conflicts, len(found.vintages)) == ((), (), 2)


def test_two_numbers_in_one_edition_are_a_conflict_not_a_restatement() -> None:
    found = (
        book(submission(observation(10, locator="F025"), observation(13, locator="F027"), code="tip_2017"))
        .indicators["2.2a"]
        .values["identified"][0]
    )
    assert found.value == 10
    assert [vintage.observation.numerator for vintage in found.conflicts] == [13]
    assert found.restated_from == ()


@pytest.mark.parametrize("state", ["sent_back", "superseded", "withdrawn"])
def test_a_submission_that_no_longer_stands_gives_no_figure(state: str) -> None:
    assert book(submission(observation(), state=state)).indicators["2.2a"].values == {}


def test_a_submission_not_yet_accepted_is_marked_so() -> None:
    found = book(submission(observation(), state="submitted")).indicators["2.2a"].values["identified"][0]
    assert found.lead.accepted is False


def test_context_and_parts_never_become_values() -> None:
    found = book(
        submission(
            observation(10, role=Role.CONTEXT, component="victims_all_ages"),
            observation(3, role=Role.PART, dimensions=(("sex", "male"),)),
        )
    ).indicators["2.2a"]
    assert found.values == {}
    assert numbers(found.context["victims_all_ages"]) == {"2021/22": Decimal(10)}
    assert len(found.claims) == 1


def test_an_indicator_without_a_word_has_an_empty_entry() -> None:
    assert book().indicators["1.2b"].values == {}


def test_the_horizon_is_the_newest_publication_and_no_day_of_access() -> None:
    undated = source("undated_2026", published_on_is_access_date=True)
    found = book(submission(observation(), code="tip_2022"), submission(observation(), source=undated, code="x"))
    assert found.horizon == source("tip_2022").published_on


def test_two_halves_of_a_flow_make_a_year() -> None:
    assert numbers(yearly((figure(2, "2021-H1"), figure(4, "2021-H2")), RollUp.SUM))["2021/22"] == 6


def test_one_half_is_never_a_year() -> None:
    assert "2021/22" not in numbers(yearly((figure(4, "2021-H2"),), RollUp.SUM))


def test_a_half_that_is_not_available_makes_the_year_not_available() -> None:
    years = yearly((figure(2, "2021-H1"), figure(None, "2021-H2")), RollUp.SUM)
    year = next(item for item in years if item.period.code == "2021/22")
    assert (year.state, year.value) == (State.NOT_AVAILABLE, None)


def test_a_year_as_reported_is_not_replaced_by_the_sum_of_its_halves() -> None:
    years = yearly((figure(2, "2021-H1"), figure(4, "2021-H2"), figure(7, "2021/22")), RollUp.SUM)
    assert numbers(years)["2021/22"] == 7


def test_the_stock_on_31_march_is_the_stock_of_the_year_that_ends() -> None:
    years = yearly((figure(4, "2023-03-31"), figure(6, "2023-11-15")), RollUp.LAST)
    assert numbers(years) == {"2022/23": Decimal(4), "2023-11-15": Decimal(6)}


def test_stocks_are_never_added_the_second_half_is_the_years() -> None:
    years = yearly((figure(2, "2021-H1"), figure(4, "2021-H2")), RollUp.LAST)
    assert numbers(years) == {"2021-H1": Decimal(2), "2021/22": Decimal(4)}


def test_a_count_of_the_day_goes_before_the_half_year_that_ends_on_it() -> None:
    years = yearly((figure(4, "2021-H2"), figure(5, "2022-03-31")), RollUp.LAST)
    assert numbers(years) == {"2021/22": Decimal(5)}


def test_a_half_that_does_not_apply_adds_nothing() -> None:
    years = yearly((figure(None, "2021-H1", state=State.NOT_APPLICABLE), figure(4, "2021-H2")), RollUp.SUM)
    assert numbers(years)["2021/22"] == 4


def test_two_halves_of_one_year_of_beginnings_are_that_year() -> None:
    halves = (
        figure(2, "2021-H1", cohort=Period.parse("2020-H1")),
        figure(4, "2021-H2", cohort=Period.parse("2020-H2")),
    )
    year = next(item for item in yearly(halves, RollUp.SUM) if item.period.is_financial_year)
    assert (year.cohort, year.value) == (Period.parse("2020/21"), Decimal(6))


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_share_keeps_numerator_and_denominator_when_halves_are_added(numerator: int, more: int) -> None:
    halves = tuple(
        figure(numerator, period, denominator=Decimal(numerator + more)) for period in ("2021-H1", "2021-H2")
    )
    year = next(item for item in yearly(halves, RollUp.SUM) if item.period == Period.parse("2021/22"))
    assert year.value == Decimal(2 * numerator)
    assert year.denominator == Decimal(2 * (numerator + more))


def test_a_figure_needs_a_vintage() -> None:
    with pytest.raises(ValueError, match="at least one vintage"):
        figure_of([])


def test_the_order_of_submissions_changes_nothing() -> None:
    one, two = submission(observation(14), code="tip_2016"), submission(observation(10), code="tip_2017")
    assert book(one, two).indicators == book(two, replace(one)).indicators
