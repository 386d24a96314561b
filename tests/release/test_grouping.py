"""From figures to groups: what stretches of time they are of, what is left out, and what others have published."""

from __future__ import annotations

from dashboard.catalogue import Indicator
from dashboard.disclosure.groups import Bound, Breakdown, Counts, Group, Printed
from dashboard.ledger import Submission
from dashboard.release import default_policy
from dashboard.release.grouping import counts_of, exempt_series, groups_of
from tests.figures.observations import observation, submission
from tests.figures.returned import AGENCIES, Said, book, catalogue, indicator, returned, said

HALVES = ("2021-H1", "2021-H2")
SEX = [(("sex", "female"),), (("sex", "male"),)]


def filed(period: str, total: Said, *by_sex: Said, rest: Said = 0) -> list[Submission]:
    """The JCF says this; the others say `rest` in every cell."""
    return [
        returned(
            agency,
            said(total if agency == "jcf" else rest, period),
            *(
                said(count if agency == "jcf" else rest, period, dimensions=of, locator=f"'2'!{of[0][1]}")
                for of, count in zip(SEX, by_sex, strict=False)
            ),
            period=period,
        )
        for agency in AGENCIES
    ]


def groups(*filed: Submission, of: Indicator | None = None) -> tuple[Group, ...]:
    made = of or indicator()
    return groups_of(book(*filed, of=catalogue(made)), catalogue(made), default_policy())


def by_sex(female: Counts, male: Counts) -> tuple[Breakdown, ...]:
    return (Breakdown("sex", (("female", female), ("male", male))),)


def test_a_year_that_adds_up_its_halves_is_a_group_of_both() -> None:
    (group,) = groups(*filed("2021-H1", 7, 4, 3), *filed("2021-H2", 5, 5, 0))
    assert group.name == "2.2a/identified/2021/22"
    assert [(stock.name, stock.total) for stock in group.stocks] == [("2021-H1", Counts(7)), ("2021-H2", Counts(5))]
    assert group.stocks[0].breakdowns == by_sex(Counts(4), Counts(3))
    assert group.overlapping == default_policy().overlapping


def test_a_year_without_both_halves_is_no_group() -> None:
    assert groups(*filed("2021-H1", 7, 4, 3)) == ()
    assert groups(*filed("2021-H1", 7, 4, 3), *filed("2021-H2", 5, 5, 0)[:-1]) == ()


def test_a_stock_of_31_march_is_one_stretch() -> None:
    march = indicator(part={"roll_up": "last"})
    (group,) = groups(*filed("2021-H1", 7, 4, 3), *filed("2021-H2", 5, 5, 0), of=march)
    assert [(stock.name, stock.total) for stock in group.stocks] == [("2021/22", Counts(5))]


def test_a_share_holds_those_who_are_not_counted_too() -> None:
    share = indicator(evidence_model="share_of_cases")
    one, two = (
        filed("2021-H1", (7, 9), (4, 5), (3, 4), rest=(0, 0)),
        filed("2021-H2", (5, 5), (5, 5), (0, 0), rest=(0, 0)),
    )
    (group,) = groups(*one, *two, of=share)
    assert group.total == Counts(12, 2)
    assert group.stocks[0].breakdowns == by_sex(Counts(4, 1), Counts(3, 1))


def test_a_dimension_of_which_a_cell_is_not_available_is_left_out_and_the_total_stays() -> None:
    (group,) = groups(*filed("2021-H1", 7, 4, "not_available"), *filed("2021-H2", 5, 5, 0))
    assert group.total == Counts(12)
    assert not any(code == "male" for table in group.stocks[0].breakdowns for code, _ in table.cells)


def test_a_published_year_is_a_group_of_its_total() -> None:
    (group,) = groups(submission(observation(8), code="tip_2022"))
    assert [(stock.name, stock.total, stock.breakdowns) for stock in group.stocks] == [("2021/22", Counts(8), ())]


def test_a_calendar_year_that_another_printed_bounds_nothing_that_it_does_not_hold_or_lie_in() -> None:
    beside = submission(observation(3, "2021-01-01..2021-12-31"), code="tip_2022")
    (group,) = groups(*filed("2021-H1", 7, 4, 3), *filed("2021-H2", 5, 5, 0), beside)
    assert group.bounds == ()


def test_part_of_a_year_that_another_printed_is_a_lower_bound_and_several_years_an_upper() -> None:
    part = submission(observation(3, "2021-04-01..2021-07-22"), code="tip_2021")
    years = submission(observation(30, "2019-04-01..2022-03-31"), code="tip_2022")
    (group,) = groups(*filed("2021-H1", 7, 4, 3), *filed("2021-H2", 5, 5, 0), part, years)
    assert group.bounds == (Bound(0, 30), Bound(3, None))


def test_a_cell_that_another_printed_with_the_number_held_is_known_and_with_another_it_is_not() -> None:
    def group(count: int) -> Group:
        printed = submission(observation(count, dimensions=SEX[0], is_total=False), code="tip_2022")
        (made,) = groups(*filed("2021-H1", 7, 4, 3), *filed("2021-H2", 5, 5, 0), printed)
        return made

    assert group(9).elsewhere == (Printed("sex=female", Counts(9)),)
    assert group(8).elsewhere == ()


def test_counts_of_things_are_no_groups() -> None:
    spaces = indicator(
        disclosure_class="facility", counting_unit="space", evidence_model="stock", part={"unit": "space"}
    )
    assert exempt_series(catalogue(spaces)) == {"2.2a/identified"}
    assert exempt_series(catalogue()) == frozenset()


def test_counts_are_whole_numbers() -> None:
    figures = book(*filed("2021-H1", 7), *filed("2021-H2", 5)).indicators["2.2a"].values["identified"]
    assert [counts_of(figure) for figure in figures if figure.period.is_financial_year] == [Counts(12)]
