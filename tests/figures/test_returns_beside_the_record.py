"""In a year with returns the returns make the figure; what was published stands beside it and is never added."""

from __future__ import annotations

from decimal import Decimal

from dashboard.figures import FigureBook
from dashboard.ledger import Role, Submission
from dashboard.periods import Period
from tests.figures.observations import observation, submission
from tests.figures.returned import AGENCIES, book, figure, returned, said


def year(first: str = "2021-H1", second: str = "2021-H2") -> list[Submission]:
    return [returned(agency, 1, period=period) for agency in AGENCIES for period in (first, second)]


def published(value: int = 8, period: str = "2021/22", **overrides: object) -> Submission:
    return submission(observation(value, period, **overrides), code="tip_2022")


def values(found: FigureBook) -> dict[str, object]:
    return {item.period.code: item.value for item in found.indicators["2.2a"].values["identified"]}


def test_a_year_of_returns_is_the_returns_and_the_published_number_a_mark() -> None:
    found = figure(book(published(8), *year()), "2021/22")
    assert found.value == 6
    assert [mark.observation.numerator for mark in found.marks] == [8]
    assert found.conflicts == ()


def test_a_published_number_never_fills_what_an_agency_owes() -> None:
    found = figure(book(published(8), *year()[:-1]), "2021/22")
    assert (found.value, found.missing) == (None, ("odpp",))
    assert [mark.observation.numerator for mark in found.marks] == [8]


def test_a_published_half_is_never_added_to_a_returned_one() -> None:
    first = [returned(agency, 1) for agency in AGENCIES]
    found = book(published(5, "2021-H2"), *first)
    assert values(found) == {"2021-H1": 3, "2021-H2": None, "2021/22": None}
    assert [mark.observation.numerator for mark in figure(found, "2021-H2").marks] == [5]


def test_a_published_part_of_a_returned_year_is_set_apart() -> None:
    found = book(published(5, "2021-12-31"), *year()).indicators["2.2a"]
    assert [(aside.value, aside.period.code) for aside in found.claims] == [(Decimal(5), "2021-12-31")]


def test_a_year_of_which_nobody_returned_anything_keeps_its_published_figure() -> None:
    found = book(published(8, "2018/19"), *year())
    assert figure(found, "2018/19").value == 8
    assert not figure(found, "2018/19").is_returned


def test_a_published_number_without_a_cohort_is_none_of_a_series_of_cohorts() -> None:
    """The cohort of 2020/21 is returned in 2021/22: a published 2020/21 or 2021/22 is neither it nor beside it."""
    cohorts = [
        returned(agency, said((1, 2), half, cohort=Period.parse(half).previous.previous), period=half)
        for agency in AGENCIES
        for half in ("2021-H1", "2021-H2")
    ]
    printed = [observation(8, "2020/21"), observation(9, "2021/22"), observation(7, "2015/16")]
    found = book(submission(*printed, code="tip_2022"), *cohorts).indicators["2.2a"]
    years = [one for one in found.values["identified"] if one.period.is_financial_year]
    assert [(one.period, one.cohort, one.value) for one in years] == [
        (Period.parse("2021/22"), Period.parse("2020/21"), Decimal(6))
    ]
    assert not years[0].marks
    assert sorted(one.value for one in found.claims if one.value) == [7, 8, 9]
    assert all(one.role is Role.EXTERNAL_CLAIM for one in found.claims)


def test_a_return_of_another_number_leaves_this_one_s_published_figure() -> None:
    other = [returned(agency, said(1, component="suspected")) for agency in AGENCIES]
    assert values(book(published(8), *other)) == {"2021/22": 8}


def test_a_return_that_nobody_accepted_takes_no_published_figure_s_place() -> None:
    waiting = [returned(agency, 1, state="submitted") for agency in AGENCIES]
    assert values(book(published(8), *waiting)) == {"2021/22": 8}


def test_published_cells_of_a_year_of_returns_are_set_apart() -> None:
    boys = published(2, dimensions=(("sex", "male"),), is_total=False)
    found = book(boys, *year()).indicators["2.2a"]
    assert found.breakdowns == ()
    assert [item.dimensions for item in found.claims] == [(("sex", "male"),)]


def test_sources_are_the_editions_and_returns_are_listed_apart() -> None:
    found = book(published(), *year())
    assert [source.code for source in found.sources] == ["tip_2022"]
    assert len(found.returns) == 6
    assert {one.period for one in found.returns} == set(Period.parse("2021/22").halves)
