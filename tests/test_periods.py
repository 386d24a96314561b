from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.periods import (
    BASELINE,
    Period,
    PeriodKind,
    financial_year_of,
    financial_years,
    latest_complete_financial_year,
)

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("2021/22", date(2021, 4, 1), date(2022, 3, 31), PeriodKind.FINANCIAL_YEAR),
        ("2021-H1", date(2021, 4, 1), date(2021, 9, 30), PeriodKind.HALF_YEAR),
        ("2021-H2", date(2021, 10, 1), date(2022, 3, 31), PeriodKind.HALF_YEAR),
        ("2021-01-01..2021-12-31", date(2021, 1, 1), date(2021, 12, 31), PeriodKind.CALENDAR_YEAR),
        ("2022-03-31", date(2022, 3, 31), date(2022, 3, 31), PeriodKind.DAY),
        ("2021-01-01..2021-07-22", date(2021, 1, 1), date(2021, 7, 22), PeriodKind.OTHER),
    ],
)
def test_each_written_form_gives_its_days_and_kind(text: str, start: date, end: date, kind: PeriodKind) -> None:
    period = Period.parse(text)
    assert (period.start, period.end, period.kind) == (start, end, kind)


@pytest.mark.parametrize("text", ["2021/23", "2021", "2021-H3", "2021-13-01", "", "2022-03-31..2021-04-01", "2021/22 "])
def test_what_is_not_a_period_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a period|cannot end"):
        Period.parse(text)


def test_the_turn_of_a_century_is_a_financial_year() -> None:
    assert Period.parse("2099/00") == Period.financial_year(2099)


@given(DAYS, DAYS)
def test_the_code_of_any_period_reads_back_as_the_same_period(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    assert Period.parse(period.code) == period


@given(DAYS)
def test_a_day_lies_in_its_financial_year_and_in_one_of_its_halves(day: date) -> None:
    year = financial_year_of(day)
    assert year.contains(Period.day(day))
    assert sum(half.contains(Period.day(day)) for half in year.halves) == 1


@given(DAYS)
def test_the_latest_complete_year_is_over(day: date) -> None:
    assert latest_complete_financial_year(day).end < day


@pytest.mark.parametrize(
    ("day", "year"), [(date(2022, 3, 31), "2020/21"), (date(2022, 4, 1), "2021/22"), (date(2024, 12, 1), "2023/24")]
)
def test_a_year_is_complete_the_day_after_it_ends(day: date, year: str) -> None:
    assert latest_complete_financial_year(day).code == year


def test_only_the_same_half_may_be_compared() -> None:
    first, second = Period.parse("2020-H1"), Period.parse("2021-H1")
    assert first.same_half(second)
    assert not first.same_half(Period.parse("2020-H2"))
    assert not first.same_half(BASELINE)


def test_a_span_of_years_includes_both_ends() -> None:
    span = financial_years(BASELINE, Period.parse("2019/20"))
    assert [year.code for year in span] == ["2017/18", "2018/19", "2019/20"]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("2021/22", "2021/22", "April 2021 to March 2022"),
        ("2021-H1", "April–September 2021", "April to September 2021"),
        ("2021-H2", "October 2021–March 2022", "October 2021 to March 2022"),
        ("2020-01-01..2020-12-31", "2020", "January to December 2020"),
        ("2022-03-31", "31 March 2022", "31 March 2022"),
        ("2021-01-01..2021-07-22", "1 January to 22 July 2021", "1 January to 22 July 2021"),
        ("2018-04-01..2018-12-31", "1 April to 31 December 2018", "April to December 2018"),
        ("2023-05-01..2023-05-31", "1 May to 31 May 2023", "May 2023"),
    ],
)
def test_periods_read_as_people_write_them(text: str, label: str, words: str) -> None:
    period = Period.parse(text)
    assert (period.label, period.words) == (label, words)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2022, 1, 2), date(2022, 1, 1))
