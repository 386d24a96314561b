"""Shares, stocks, resources, surveys, coverage, milestones and yearly duties."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.figures import IndicatorFigures
from dashboard.periods import Period
from dashboard.progress import Gate, Strength, VerdictLabel, judge, last_word
from tests.progress.progress_builder import (
    TODAY,
    agency_name,
    baseline,
    component,
    fact,
    figure,
    figures,
    indicator,
    stage,
)


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ((3, 10), (9, 12), VerdictLabel.CLEAR_IMPROVEMENT),
        ((9, 12), (3, 10), VerdictLabel.CLEAR_DECLINE),
        ((4, 6), (5, 7), VerdictLabel.HIGHER),
        ((4, 6), (2, 3), VerdictLabel.NO_DIFFERENCE),
        ((1, 1), (0, 1), VerdictLabel.TOO_FEW),
        # More children in all, and a smaller part of them: the share fell although the count rose.
        ((9, 10), (10, 20), VerdictLabel.CLEAR_DECLINE),
    ],
)
def test_shares_are_compared_by_their_difference(
    before: tuple[int, int], after: tuple[int, int], label: VerdictLabel
) -> None:
    found = figures(figure("2017/18", *before), figure("2021/22", *after))
    verdict = judge(indicator("share_of_cases"), found, TODAY, agency_name)
    assert verdict.label is label
    assert f"{before[0]} of {before[1]} in 2017/18, {after[0]} of {after[1]} in 2021/22" in verdict.reason
    assert "%" not in verdict.reason


def test_a_survey_compares_rounds_that_follow_no_calendar() -> None:
    first, second = Period.parse("2019-05-01..2019-05-31"), Period.parse("2022-05-01..2022-05-31")
    entry = indicator("survey", components=[component(baseline=baseline(period=first))])
    verdict = judge(entry, figures(figure(first, 20, 100), figure(second, 45, 100)), TODAY, agency_name)
    assert (verdict.label, verdict.strength) == (VerdictLabel.CLEAR_IMPROVEMENT, Strength.VERY_CLEAR)


def spaces(*values: tuple[str, int]) -> IndicatorFigures:
    return figures(*(figure(period, value) for period, value in values))


@pytest.mark.parametrize(
    ("direction", "last", "label"),
    [
        ("increase", 10, VerdictLabel.CLEAR_IMPROVEMENT),
        ("increase", 2, VerdictLabel.NO_DIFFERENCE),
        ("increase", 1, VerdictLabel.CLEAR_DECLINE),
        ("decrease", 1, VerdictLabel.CLEAR_IMPROVEMENT),
        ("none", 3, VerdictLabel.CLEAR_INCREASE),
    ],
)
def test_a_stock_is_counted_and_not_tested(direction: str, last: int, label: VerdictLabel) -> None:
    found = spaces(("2018-03-31", 2), ("2024-02-20", last))
    verdict = judge(indicator("stock", direction=direction), found, TODAY, agency_name)
    assert (verdict.label, verdict.strength) == (label, Strength.COUNTED)
    assert verdict.comparisons[0].p_value is None
    assert "counted, not tested" in verdict.reason


def test_from_no_space_to_ten_is_a_counted_improvement() -> None:
    entry = indicator("stock", components=[component("spaces", unit="space", baseline=baseline("0"))])
    found = figures(figure("2022-03-31", 1, component="spaces"), figure("2024-02-20", 10, component="spaces"))
    verdict = judge(entry, found, TODAY, agency_name)
    assert verdict.label is VerdictLabel.CLEAR_IMPROVEMENT
    assert verdict.commitment_met is True
    assert verdict.reason == "Spaces: 0 in 2017/18, 10 on 20 February 2024. Higher: counted, not tested."


def test_a_stock_baseline_is_the_last_count_at_or_before_its_end() -> None:
    within = spaces(("2016-03-31", 9), ("2017-09-30", 2), ("2018-03-31", 3), ("2024-03-31", 4))
    parts = [component(baseline=baseline("5"))]
    assert judge(indicator("stock", components=parts), within, TODAY, agency_name).comparisons[0].before == 3
    before = spaces(("2016-03-31", 9), ("2024-03-31", 4))
    assert judge(indicator("stock", components=parts), before, TODAY, agency_name).comparisons[0].before == 5
    assert judge(indicator("stock"), before, TODAY, agency_name).comparisons[0].before == 9


def test_a_stock_counted_tomorrow_is_not_yet_known() -> None:
    verdict = judge(indicator("stock"), spaces(("2018-03-31", 2), ("2024-11-16", 3)), TODAY, agency_name)
    assert verdict.gate is Gate.PERIOD_NOT_OVER


def test_money_is_said_to_be_of_its_day() -> None:
    entry = indicator("resource", components=[component("budget", unit="money_jmd")])
    found = figures(
        figure("2017/18", 34_800_000, component="budget"), figure("2023/24", 11_000_000, component="budget")
    )
    verdict = judge(entry, found, TODAY, agency_name)
    assert verdict.label is VerdictLabel.CLEAR_DECLINE
    assert "J$34.8 million in 2017/18, J$11 million in 2023/24" in verdict.reason
    assert "not adjusted for inflation" in verdict.reason


def test_a_resource_without_baseline_cannot_be_assessed() -> None:
    found = figures(figure("2023/24", 368_594_000))
    assert judge(indicator("resource"), found, TODAY, agency_name).gate is Gate.NO_BASELINE


# --- Coverage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("k", "label", "met"),
    [
        (0, VerdictLabel.NOT_STARTED, False),
        (1, VerdictLabel.UNDER_WAY, False),
        (13, VerdictLabel.UNDER_WAY, False),
        (14, VerdictLabel.DONE, True),
    ],
)
def test_only_the_whole_list_is_done(k: int, label: VerdictLabel, met: bool) -> None:
    verdict = judge(indicator("coverage"), figures(figure("2023-H2", k, 14)), TODAY, agency_name)
    assert (verdict.label, verdict.commitment_met) == (label, met)
    assert f"{k} of 14 in October 2023–March 2024" in verdict.reason


def test_coverage_says_who_is_missing() -> None:
    cells = tuple(
        figure("2023/24", value, dimensions=(("agency", code),)) for code, value in (("jcf", 0), ("cpfsa", 1))
    )
    verdict = judge(indicator("coverage"), figures(figure("2023/24", 1, 2), breakdowns=cells), TODAY, agency_name)
    assert verdict.reason == "Cases: 1 of 2 in 2023/24. Not yet: JCF."
    assert verdict.who_must_act == ("jcf",)


def test_a_parish_that_is_missing_has_a_name_and_cannot_act() -> None:
    cells = tuple(figure("2023/24", 0, dimensions=(("parish", code),)) for code in ("jm_04", "jm_08"))
    found = figures(figure("2023/24", 12, 14), breakdowns=cells)
    verdict = judge(indicator("coverage"), found, TODAY, {"jm_04": "Portland", "jm_08": "St. James"}.__getitem__)
    assert "Not yet: Portland and St. James." in verdict.reason
    assert verdict.who_must_act == ("cpfsa",)
    unnamed = judge(indicator("coverage"), figures(figure("2023/24", 1, 2)), TODAY, agency_name)
    assert unnamed.reason == "Cases: 1 of 2 in 2023/24. The others are not named on record."
    assert unnamed.who_must_act == ("cpfsa",)


def test_coverage_without_a_list_has_no_figure() -> None:
    verdict = judge(indicator("coverage"), figures(figure("2023/24", 3)), TODAY, agency_name)
    assert verdict.gate is Gate.NOT_SUBMITTED


def test_coverage_of_two_lists_is_done_when_both_are() -> None:
    entry = indicator("coverage", components=[component("parishes"), component("uses")])
    both = figures(figure("2023/24", 14, 14, component="parishes"), figure("2023/24", 2, 3, component="uses"))
    assert judge(entry, both, TODAY, agency_name).label is VerdictLabel.UNDER_WAY
    one = figures(figure("2023/24", 14, 14, component="parishes"))
    verdict = judge(entry, one, TODAY, agency_name)
    assert (verdict.label, verdict.commitment_met) == (VerdictLabel.UNDER_WAY, None)
    assert verdict.not_covered == ("uses",)


# --- Milestones ----------------------------------------------------------------------------------


def ladder(*stages: dict[str, Any]) -> Any:
    return indicator("milestone", stages=list(stages), components=[])


def test_a_milestone_is_done_when_every_stage_is_reached() -> None:
    entry = ladder(stage("drafted"), stage("adopted"))
    found = figures(milestones=(fact("drafted"), fact("adopted", period="2022/23")))
    verdict = judge(entry, found, TODAY, agency_name)
    assert (verdict.label, verdict.commitment_met) == (VerdictLabel.DONE, True)
    assert verdict.reason == "Reached: Drafted (2020/21) and Adopted (2022/23)."
    assert verdict.period == Period.parse("2022/23")


def test_a_milestone_with_stages_to_go_is_under_way() -> None:
    entry = ladder(stage("drafted"), stage("adopted"))
    verdict = judge(entry, figures(milestones=(fact("drafted"),)), TODAY, agency_name)
    assert verdict.label is VerdictLabel.UNDER_WAY
    assert verdict.reason.endswith("Next: Adopted; no source on record says that it was reached.")


@pytest.mark.parametrize(
    ("due", "label"),
    [
        (date(2024, 11, 14), VerdictLabel.OVERDUE),
        (date(2024, 11, 15), VerdictLabel.UNDER_WAY),
        (None, VerdictLabel.UNDER_WAY),
    ],
)
def test_a_stage_is_overdue_the_day_after_it_was_due(due: date | None, label: VerdictLabel) -> None:
    entry = ladder(stage("drafted"), stage("adopted", due))
    verdict = judge(entry, figures(milestones=(fact("drafted"),)), TODAY, agency_name)
    assert verdict.label is label
    assert verdict.who_must_act == (("cpfsa",) if label is VerdictLabel.OVERDUE else ())


def test_a_source_that_says_nothing_was_begun_is_not_silence() -> None:
    entry = ladder(stage("drafted"))
    said = judge(entry, figures(milestones=(fact("drafted", "not_reached"),)), TODAY, agency_name)
    assert said.label is VerdictLabel.NOT_STARTED
    assert "the latest word on it is that it was not reached (2020/21)" in said.reason
    background = judge(entry, figures(milestones=(fact(None, "noted"),)), TODAY, agency_name)
    assert background.gate is Gate.NOT_SUBMITTED
    assert background.reason == "No source on record says whether any stage was reached. Owner: CPFSA."


def test_a_count_beside_the_ladder_that_says_otherwise_is_printed_with_it() -> None:
    parts = [component("uses", unit="document"), component("children", unit="victim")]
    entry = indicator("milestone", stages=[stage("drafted")], components=parts)
    denied = (fact("drafted", "not_reached"),)
    uses = (figure("2021/22", 2, component="uses"), figure("2022-H1", 3, component="uses"))
    children = figure("2021/22", 5, component="children")
    said = judge(entry, figures(*uses, children, milestones=denied), TODAY, agency_name)
    assert said.label is VerdictLabel.UNDER_WAY
    assert said.reason.endswith("The count beside it says otherwise: Uses, 2 in 2021/22.")
    for nothing in (figure("2021/22", 0, component="uses"), figure("2021/22", 2, component="uses", accepted=False)):
        verdict = judge(entry, figures(nothing, children, milestones=denied), TODAY, agency_name)
        assert verdict.label is VerdictLabel.NOT_STARTED
        assert "otherwise" not in verdict.reason


def test_only_a_later_word_on_the_same_stage_undoes_it() -> None:
    reached = fact("adopted", "reached", "2020/21")
    earlier, same, later = (fact("adopted", "not_reached", year) for year in ("2019/20", "2020/21", "2021/22"))
    assert last_word([earlier, reached]) is reached
    assert last_word([reached, same]) is reached
    assert last_word([same, reached]) is reached
    assert last_word([reached, later]) is later
    assert last_word([fact("adopted", "noted")]) is None
    entry = ladder(stage("drafted"), stage("adopted"))
    other = (fact("drafted", "not_reached", "2023/24"), reached)
    verdict = judge(entry, figures(milestones=other), TODAY, agency_name)
    assert verdict.label is VerdictLabel.UNDER_WAY
    assert "Reached: Adopted" in verdict.reason


def test_a_fact_that_nobody_accepted_moves_no_stage() -> None:
    entry = ladder(stage("drafted"))
    verdict = judge(entry, figures(milestones=(fact("drafted", accepted=False),)), TODAY, agency_name)
    assert verdict.gate is Gate.NOT_ACCEPTED


def test_an_undated_fact_is_said_to_be_undated_and_yields_to_a_dated_one() -> None:
    entry = ladder(stage("drafted"))
    undated, dated = fact("drafted", period=None), fact("drafted", period="2020/21")
    assert "Drafted (undated)" in judge(entry, figures(milestones=(undated,)), TODAY, agency_name).reason
    assert last_word([undated, dated]) is dated


def test_a_stage_below_one_that_was_reached_is_passed_unless_a_source_denies_it() -> None:
    entry = ladder(stage("fieldwork"), stage("report"), stage("endorsed"))
    silent = judge(entry, figures(milestones=(fact("report"),)), TODAY, agency_name)
    assert "Next: Endorsed" in silent.reason
    denied = judge(entry, figures(milestones=(fact("fieldwork", "not_reached"), fact("report"))), TODAY, agency_name)
    assert "Next: Fieldwork" in denied.reason


def test_a_last_stage_reached_is_not_done_while_nobody_speaks_of_those_below() -> None:
    entry = ladder(stage("released"), stage("briefed"))
    verdict = judge(entry, figures(milestones=(fact("briefed"),)), TODAY, agency_name)
    assert (verdict.label, verdict.commitment_met) == (VerdictLabel.UNDER_WAY, None)
    assert "No source on record speaks of Released, which would come before." in verdict.reason


# --- Yearly duties -------------------------------------------------------------------------------

REPORTS = {"2016/17": 0, "2017/18": 0, "2018/19": 1, "2020/21": 1}


def reports(values: dict[str, int], **overrides: Any) -> IndicatorFigures:
    return figures(*(figure(year, value, **overrides) for year, value in values.items()))


def test_silence_about_the_latest_years_is_neither_done_nor_overdue() -> None:
    verdict = judge(indicator("recurring"), reports(REPORTS), TODAY, agency_name)
    assert (verdict.label, verdict.gate) == (VerdictLabel.CANNOT_BE_ASSESSED, Gate.NOT_SUBMITTED)
    assert verdict.reason == (
        "Nothing is on record for 2021/22, 2022/23 or 2023/24. On record: delivered in 2018/19 and 2020/21; "
        "said not to have been delivered in 2016/17 and 2017/18; nothing for 2019/20. Owner: CPFSA."
    )
    assert verdict.commitment_met is None


@pytest.mark.parametrize(("value", "label", "met"), [(1, VerdictLabel.DONE, True), (0, VerdictLabel.OVERDUE, False)])
def test_a_duty_is_judged_by_the_latest_complete_year(value: int, label: VerdictLabel, met: bool) -> None:
    verdict = judge(indicator("recurring"), reports(REPORTS | {"2023/24": value}), TODAY, agency_name)
    assert (verdict.label, verdict.commitment_met) == (label, met)
    assert verdict.period == Period.parse("2023/24")


def test_a_report_in_a_year_that_is_not_over_does_not_fill_the_year_before() -> None:
    verdict = judge(indicator("recurring"), reports(REPORTS | {"2024/25": 1}), TODAY, agency_name)
    assert verdict.gate is Gate.NOT_SUBMITTED
    assert "2024/25" not in verdict.reason


def test_a_dated_fact_speaks_for_a_year_without_a_count() -> None:
    entry = indicator("recurring", stages=[stage("tabled")])
    tabled = fact("tabled", period="2023-07-04")
    found = figures(figure("2018/19", 1), milestones=(tabled,))
    assert judge(entry, found, TODAY, agency_name).label is VerdictLabel.DONE
    counted = figures(figure("2023/24", 0), milestones=(tabled,))
    assert judge(entry, counted, TODAY, agency_name).label is VerdictLabel.OVERDUE


def test_a_delivery_that_nobody_accepted_waits() -> None:
    verdict = judge(indicator("recurring"), reports({"2023/24": 1}, accepted=False), TODAY, agency_name)
    assert verdict.gate is Gate.NOT_ACCEPTED
