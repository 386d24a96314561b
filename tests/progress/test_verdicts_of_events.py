"""Counts of events: which two years are compared, what is called clear, and in which words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dashboard.ledger import Bound
from dashboard.periods import Period
from dashboard.progress import Gate, Strength, VerdictLabel, judge
from tests.progress.progress_builder import (
    TODAY,
    agency_name,
    baseline,
    component,
    figure,
    figures,
    indicator,
    yearly,
)


@pytest.mark.parametrize(
    ("before", "after", "label", "strength"),
    [
        (4, 7, VerdictLabel.HIGHER, Strength.USUAL_VARIATION),
        (0, 5, VerdictLabel.TOO_FEW, Strength.TOO_FEW),
        (0, 6, VerdictLabel.CLEAR_IMPROVEMENT, Strength.CLEAR),
        (6, 0, VerdictLabel.CLEAR_DECLINE, Strength.CLEAR),
        (10, 22, VerdictLabel.HIGHER, Strength.USUAL_VARIATION),
        (30, 53, VerdictLabel.CLEAR_IMPROVEMENT, Strength.CLEAR),
        (30, 61, VerdictLabel.CLEAR_IMPROVEMENT, Strength.VERY_CLEAR),
        (20, 20, VerdictLabel.NO_DIFFERENCE, Strength.USUAL_VARIATION),
        (0, 0, VerdictLabel.TOO_FEW, Strength.TOO_FEW),
        (2, 3, VerdictLabel.TOO_FEW, Strength.TOO_FEW),
        (3, 3, VerdictLabel.NO_DIFFERENCE, Strength.USUAL_VARIATION),
        (13, 6, VerdictLabel.LOWER, Strength.USUAL_VARIATION),
    ],
)
def test_the_exact_test_decides_the_word(before: int, after: int, label: VerdictLabel, strength: Strength) -> None:
    verdict = judge(indicator(), yearly({"2017/18": before, "2021/22": after}), TODAY, agency_name)
    assert (verdict.label, verdict.strength, verdict.gate) == (label, strength, None)


@pytest.mark.parametrize(
    ("direction", "rise", "fall"),
    [
        ("increase", VerdictLabel.CLEAR_IMPROVEMENT, VerdictLabel.CLEAR_DECLINE),
        ("decrease", VerdictLabel.CLEAR_DECLINE, VerdictLabel.CLEAR_IMPROVEMENT),
        ("none", VerdictLabel.CLEAR_INCREASE, VerdictLabel.CLEAR_DECREASE),
    ],
)
def test_only_a_wording_with_a_direction_makes_a_movement_good_or_bad(
    direction: str, rise: VerdictLabel, fall: VerdictLabel
) -> None:
    entry = indicator(direction=direction)
    assert judge(entry, yearly({"2017/18": 3, "2021/22": 30}), TODAY, agency_name).label is rise
    assert judge(entry, yearly({"2017/18": 30, "2021/22": 3}), TODAY, agency_name).label is fall


def test_the_commitment_wording_is_a_fact_apart_from_the_evidence() -> None:
    rose = judge(indicator(), yearly({"2017/18": 4, "2021/22": 5}), TODAY, agency_name)
    assert (rose.commitment_met, rose.label) == (True, VerdictLabel.HIGHER)
    assert judge(indicator(), yearly({"2017/18": 5, "2021/22": 5}), TODAY, agency_name).commitment_met is False
    none = judge(indicator(direction="none"), yearly({"2017/18": 4, "2021/22": 9}), TODAY, agency_name)
    assert none.commitment_met is None


def test_the_latest_complete_year_with_a_figure_is_compared_and_named() -> None:
    found = yearly({"2017/18": 4, "2019/20": 30, "2021/22": 7})
    verdict = judge(indicator(), found, TODAY, agency_name)
    assert verdict.period == Period.parse("2021/22")
    assert "4 in 2017/18, 7 in 2021/22" in verdict.reason
    assert "No accepted figure is on record for 2022/23 or 2023/24." in verdict.reason


@pytest.mark.parametrize(("on", "year"), [(date(2022, 3, 31), "2020/21"), (date(2022, 4, 1), "2021/22")])
def test_a_year_is_compared_from_the_day_after_its_last(on: date, year: str) -> None:
    found = yearly({"2017/18": 4, "2020/21": 5, "2021/22": 7})
    assert judge(indicator(), found, on, agency_name).period == Period.parse(year)


def test_a_half_year_is_compared_only_with_the_same_half() -> None:
    halves = figures(figure("2017-H1", 4), figure("2017-H2", 9), figure("2021-H1", 7))
    verdict = judge(indicator(), halves, TODAY, agency_name)
    assert "4 in April–September 2017, 7 in April–September 2021" in verdict.reason
    other_half = figures(figure("2017/18", 13), figure("2017-H2", 9), figure("2021-H1", 7))
    stopped = judge(indicator(), other_half, TODAY, agency_name)
    assert stopped.gate is Gate.PERIOD_NOT_OVER
    assert "a half only with the same half" in stopped.reason


def test_a_whole_year_is_preferred_to_a_later_half() -> None:
    found = figures(figure("2017/18", 9), figure("2017-H1", 4), figure("2021/22", 12), figure("2022-H1", 30))
    assert judge(indicator(), found, TODAY, agency_name).period == Period.parse("2021/22")


def test_a_three_year_baseline_is_pooled_and_not_averaged() -> None:
    three_years = Period.parse("2015-04-01..2018-03-31")
    entry = indicator(components=[component(baseline=baseline("15", period=three_years))])
    clear = judge(entry, yearly({"2021/22": 12}), TODAY, agency_name)
    assert (clear.label, clear.strength) == (VerdictLabel.CLEAR_IMPROVEMENT, Strength.CLEAR)
    equal = judge(entry, yearly({"2021/22": 5}), TODAY, agency_name)
    assert equal.label is VerdictLabel.NO_DIFFERENCE


def test_the_catalogues_baseline_is_used_where_no_figure_is_on_record() -> None:
    entry = indicator(components=[component(baseline=baseline("30"))])
    assert judge(entry, yearly({"2021/22": 53}), TODAY, agency_name).comparisons[0].before == 30
    both = judge(entry, yearly({"2017/18": 31, "2021/22": 53}), TODAY, agency_name)
    assert both.comparisons[0].before == 31


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        (5, 6, VerdictLabel.HIGHER),
        (0, 9, VerdictLabel.TOO_FEW),
        (0, 10, VerdictLabel.CLEAR_IMPROVEMENT),
        (5, 15, VerdictLabel.HIGHER),
        (5, 21, VerdictLabel.HIGHER),
        (5, 22, VerdictLabel.CLEAR_IMPROVEMENT),
    ],
)
def test_victims_of_unknown_clustering_are_clear_only_below_two_in_a_thousand(
    before: int, after: int, label: VerdictLabel
) -> None:
    entry = indicator(components=[component(unit="victim")])
    verdict = judge(entry, yearly({"2017/18": before, "2021/22": after}), TODAY, agency_name)
    assert verdict.label is label
    assert verdict.strength is not Strength.VERY_CLEAR


def test_a_p_below_one_in_twenty_that_is_not_called_clear_is_explained() -> None:
    entry = indicator(components=[component(unit="victim")])
    reason = judge(entry, yearly({"2017/18": 5, "2021/22": 21}), TODAY, agency_name).reason
    assert "Higher, within usual variation (p = 0.002; ratio 1.54 to 14.26)" in reason
    assert "only p < 0.002 is called clear" in reason


def test_known_clustering_thins_the_counts_before_the_test() -> None:
    entry = indicator(components=[component(unit="victim")], dispersion={"phi": 3, "source": "A study"})
    assert judge(entry, yearly({"2017/18": 0, "2021/22": 17}), TODAY, agency_name).label is VerdictLabel.TOO_FEW
    clear = judge(entry, yearly({"2017/18": 0, "2021/22": 18}), TODAY, agency_name)
    assert clear.label is VerdictLabel.CLEAR_IMPROVEMENT
    assert [clear.comparisons[0].before, clear.comparisons[0].after] == [Decimal(0), Decimal(18)]


def test_a_rise_in_identification_is_described_as_detection() -> None:
    entry = indicator(components=[component(unit="victim")])
    reason = judge(entry, yearly({"2017/18": 0, "2021/22": 12}), TODAY, agency_name).reason
    assert "detection" in reason
    assert "more trafficking" not in reason


@pytest.mark.parametrize("bound", [Bound.ABOUT, Bound.AT_LEAST])
def test_an_inexact_number_is_never_tested(bound: Bound) -> None:
    later = figures(figure("2017/18", 4), figure("2021/22", 100, bound=bound))
    stopped = judge(indicator(), later, TODAY, agency_name)
    assert stopped.gate is Gate.NOT_SUBMITTED
    assert "inexact" in stopped.reason
    assert "100" not in stopped.reason
    earlier = figures(figure("2017/18", 4, bound=bound), figure("2021/22", 100))
    assert judge(indicator(), earlier, TODAY, agency_name).gate is Gate.POOR_BASELINE


def test_breakdown_cells_are_never_judged() -> None:
    girls = figure("2021/22", 30, dimensions=(("sex", "female"),))
    verdict = judge(indicator(), figures(figure("2017/18", 4), girls), TODAY, agency_name)
    assert verdict.gate is Gate.NOT_SUBMITTED


@pytest.mark.parametrize(
    ("labels_from", "label"),
    [
        ({"a": (3, 30), "b": (30, 3)}, VerdictLabel.MIXED),
        ({"a": (3, 30), "b": (30, 25)}, VerdictLabel.CLEAR_IMPROVEMENT),
        ({"a": (30, 3), "b": (25, 30)}, VerdictLabel.CLEAR_DECLINE),
        ({"a": (20, 25), "b": (25, 20)}, VerdictLabel.HIGHER_AND_LOWER),
        ({"a": (20, 25), "b": (20, 20)}, VerdictLabel.HIGHER),
        ({"a": (25, 20), "b": (1, 1)}, VerdictLabel.LOWER),
        ({"a": (20, 20), "b": (1, 1)}, VerdictLabel.NO_DIFFERENCE),
        ({"a": (0, 1), "b": (1, 0)}, VerdictLabel.TOO_FEW),
    ],
)
def test_several_components_make_one_headline_without_an_average(
    labels_from: dict[str, tuple[int, int]], label: VerdictLabel
) -> None:
    entry = indicator(components=[component(name) for name in labels_from])
    found = figures(
        *(figure("2017/18", pair[0], component=name) for name, pair in labels_from.items()),
        *(figure("2021/22", pair[1], component=name) for name, pair in labels_from.items()),
    )
    verdict = judge(entry, found, TODAY, agency_name)
    assert verdict.label is label
    assert [comparison.component for comparison in verdict.comparisons] == list(labels_from)


def test_a_component_without_figures_is_named_and_leaves_the_commitment_unread() -> None:
    entry = indicator(components=[component("investigations"), component("convictions")])
    found = figures(figure("2017/18", 3, component="investigations"), figure("2021/22", 30, component="investigations"))
    verdict = judge(entry, found, TODAY, agency_name)
    assert verdict.label is VerdictLabel.CLEAR_IMPROVEMENT
    assert verdict.not_covered == ("convictions",)
    assert verdict.commitment_met is None
    assert "Not judged, because no figure is on record: Convictions." in verdict.reason
    assert verdict.who_must_act == ("cpfsa",)


def test_a_component_that_is_not_a_headline_carries_no_status() -> None:
    entry = indicator(components=[component(), component("suspected", headline=False)])
    found = figures(
        figure("2017/18", 20),
        figure("2021/22", 20),
        figure("2017/18", 3, component="suspected"),
        figure("2021/22", 30, component="suspected"),
    )
    verdict = judge(entry, found, TODAY, agency_name)
    assert [comparison.component for comparison in verdict.comparisons] == ["cases"]
    assert verdict.label is VerdictLabel.NO_DIFFERENCE
