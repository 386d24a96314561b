"""What is said of a chart is what the chart shows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.charts import alt_text, interval_text, subtitle, when
from dashboard.charts.words import description
from dashboard.periods import Period
from dashboard.release import NotApplicable, Withheld
from tests.release_builder import (
    context_series,
    empty_series,
    point,
    poisson_interval,
    series,
    shown,
    stock_series,
    with_values,
)


def test_every_shown_value_is_said_with_its_year_and_unit() -> None:
    assert alt_text(series()) == (
        "Line chart: Child victims identified, 2018/19 to 2021/22. 5 children in 2018/19, 2 in 2019/20, 7 in 2020/21, "
        "6 in 2021/22. No figure: 2017/18, 2022/23, 2023/24."
    )


def test_a_withheld_year_is_said_to_be_withheld_and_its_number_is_not_said() -> None:
    found = with_values(series((5, 4, 37, 3, 9, 2, None)), {"2019/20": Withheld(), "2020/21": NotApplicable()})
    said = alt_text(found)
    assert "Withheld to protect children: 2019/20." in said
    assert "Not applicable: 2020/21." in said
    assert "37" not in said


def test_context_says_so_first_and_a_baseline_is_named() -> None:
    said = alt_text(context_series())
    assert said.startswith("Line chart: New trafficking investigations a year (All ages, context), 2017/18 to 2023/24.")
    assert said.endswith("Baseline: 30 in 2017/18.")


@pytest.mark.parametrize(
    ("code", "heading", "expected"),
    [
        ("2021/22", "", "in 2021/22"),
        ("2021-03-31", "", "on 31 March 2021"),
        ("2020-01-01..2020-12-31", "", "in 2020"),
        ("2021-01-01..2021-07-22", "", "from 1 January to 22 July 2021"),
        ("2018-07-24", "All ages, cumulative, context", "by 24 July 2018"),
        ("2010-01-01..2021-07-20", "All ages, cumulative, context", "from 1 January 2010 to 20 July 2021"),
    ],
)
def test_a_period_is_said_as_a_person_would(code: str, heading: str, expected: str) -> None:
    found = replace(series(), heading=heading)
    assert when(found, point(code, shown(5))) == expected


def test_a_running_total_is_no_count_of_a_day() -> None:
    points = (point("2005-01-01..2018-01-19", shown(4)), point("2018-07-24", shown(5)))
    found = replace(series(), heading="All ages, cumulative, context", points=points, unit_words="persons convicted")
    said = alt_text(found)
    assert ", 1 January 2005 to 24 July 2018. 4 persons convicted from 1 January 2005 to 19 January 2018, " in said
    assert "5 by 24 July 2018." in said
    assert description(points[1], found).startswith("By 24 July 2018: 5 persons convicted")


def test_one_thing_is_named_in_the_singular() -> None:
    found = replace(stock_series(), points=(point("2021/22", shown(1)),), baseline=None)
    assert "1 space in 2021/22." in alt_text(found)
    assert description(found.points[0], found) == "2021/22: 1 space"


def test_bars_are_called_bars() -> None:
    assert alt_text(stock_series()).startswith("Bar chart: Multidisciplinary spaces open at year end")


def test_a_long_series_is_told_by_its_first_lowest_highest_and_last() -> None:
    said = alt_text(series((9, 8, 7, 6, 5, 4, 3, 2, 1, 12, 11), first_year=2010))
    assert "9 children in 2010/11, 1 in 2018/19, 12 in 2019/20, 11 in 2020/21." in said
    assert "8" not in re.sub(r"20\d\d/\d\d", "", said)


def test_a_text_alternative_is_of_a_useful_length() -> None:
    for found in (series(), context_series(), stock_series(), series(range(12), first_year=2010)):
        assert 15 <= len(alt_text(found)) <= 400


def test_nothing_known_has_no_words_either() -> None:
    with pytest.raises(ValueError, match="nothing is drawn where nothing is known"):
        alt_text(empty_series())


def test_the_line_under_a_title_says_years_and_interval_only_where_they_are() -> None:
    assert subtitle(series()) == "April to March · shaded: 95 % interval"
    assert subtitle(stock_series()) == "April to March"
    points = (replace(point, seen=Period.financial_year(point.period.start.year + 1)) for point in series().points)
    followed = subtitle(replace(series(), points=tuple(points)))
    assert followed == "Years in which the cases began, April to March · shaded: 95 % interval"
    day = replace(series(), points=(point("2022-03-31", shown(4)),))
    assert subtitle(day) == ""


@pytest.mark.parametrize(("count", "text"), [(0, "0 to 4"), (3, "1 to 9"), (10, "5 to 18"), (30, "20 to 43")])
def test_the_interval_of_a_count_is_printed_in_whole_numbers(count: int, text: str) -> None:
    assert interval_text(point("2021/22", count)) == text


def test_the_interval_of_a_share_is_printed_as_shares() -> None:
    found = point("2021/22", shown(3, 4), interval=replace(poisson_interval(1), low=0.301, high=0.954))
    assert interval_text(found) == "0.30 to 0.95"


def test_a_withheld_number_has_no_interval_in_words() -> None:
    assert interval_text(point("2021/22", Withheld(), interval=poisson_interval(2))) == ""
