"""Reference periods, all-ages context, the joint false alarm and paths to a target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dashboard.catalogue import Catalogue, Indicator
from dashboard.ledger import Bound
from dashboard.periods import BASELINE, Period
from dashboard.progress import (
    Gate,
    Interval,
    Strength,
    TargetPath,
    TargetStatus,
    VerdictLabel,
    against_target,
    compare_context,
    joint_false_alarm,
    judge,
    reference,
    strength_words,
)
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

CHILDREN = {"2018/19": 5, "2019/20": 2, "2020/21": 7, "2021/22": 6}
SINCE_2018 = {"period": Period.parse("2018/19"), "reason": "No child-only figure for 2017/18"}


def test_five_then_six_children_is_higher_within_usual_variation_and_no_verdict() -> None:
    entry = indicator(components=[component(unit="victim")], reference_period=SINCE_2018)
    assert judge(entry, yearly(CHILDREN), TODAY, agency_name).gate is Gate.NO_BASELINE
    comparison = reference(entry, yearly(CHILDREN), TODAY)
    assert comparison is not None
    assert (comparison.before_period.label, comparison.after_period.label) == ("2018/19", "2021/22")
    assert [comparison.before, comparison.after] == [Decimal(5), Decimal(6)]
    assert comparison.label is VerdictLabel.HIGHER


def test_no_reference_where_none_is_declared_or_a_baseline_exists() -> None:
    assert reference(indicator(), yearly(CHILDREN), TODAY) is None
    declared = indicator(reference_period=SINCE_2018)
    assert reference(declared, None, TODAY) is None
    assert reference(declared, yearly({"2017/18": 4} | CHILDREN), TODAY) is None
    stated = indicator(components=[component(baseline=baseline("4"))], reference_period=SINCE_2018)
    assert reference(stated, yearly(CHILDREN), TODAY) is None


def test_gates_hold_for_a_reference_period_too() -> None:
    entry = indicator(reference_period=SINCE_2018)
    assert reference(entry, yearly({"2018/19": 5}), TODAY) is None
    changed = figures(figure("2018/19", 5), figure("2021/22", 6, definition_version=2))
    assert reference(entry, changed, TODAY) is None


def test_investigations_of_all_ages_doubled_and_that_is_no_improvement() -> None:
    series = [figure(year, value, unit="investigation") for year, value in {"2017/18": 30, "2023/24": 61}.items()]
    comparison = compare_context(series, BASELINE, TODAY)
    assert comparison is not None
    assert comparison.p_value == pytest.approx(0.002, abs=0.0005)
    assert comparison.ratio is not None
    assert (round(comparison.ratio.low, 2), round(comparison.ratio.high, 2)) == (1.29, 3.26)
    assert (comparison.label, comparison.strength) == (VerdictLabel.CLEAR_INCREASE, Strength.VERY_CLEAR)
    assert strength_words(comparison) == "A very clear increase (p = 0.0015; ratio 1.29 to 3.26)."


@pytest.mark.parametrize("after", [6, 8, 10])
@pytest.mark.parametrize("unit", ["victim", "persons", "case"])
def test_no_later_year_of_all_age_victims_is_clear(after: int, unit: str) -> None:
    comparison = compare_context(
        [figure("2017/18", 13, unit=unit), figure("2021/22", after, unit=unit)], BASELINE, TODAY
    )
    assert comparison is not None
    assert comparison.label is VerdictLabel.LOWER


def test_a_context_series_is_clustered_by_its_own_unit() -> None:
    people = [figure("2017/18", 13, unit="persons"), figure("2021/22", 30, unit="persons")]
    cases = [figure("2017/18", 13, unit="case"), figure("2021/22", 30, unit="case")]
    labels = [found.label for series in (people, cases) if (found := compare_context(series, BASELINE, TODAY))]
    assert labels == [VerdictLabel.HIGHER, VerdictLabel.CLEAR_INCREASE]


@pytest.mark.parametrize(
    "series",
    [
        [],
        [figure("2017/18", 30)],
        [figure("2021/22", 30)],
        [figure("2017/18", 30), figure("2024/25", 61)],
        [figure("2017/18", 30), figure(Period(date(2021, 1, 1), date(2021, 12, 31)), 61)],
        [figure("2017/18", 30, bound=Bound.ABOUT), figure("2021/22", 61)],
        [figure("2017/18", 30), figure("2021/22", 61, definition_version=2)],
        [figure("2017/18", 30), figure("2021/22", 61, accepted=False)],
    ],
)
def test_a_context_series_without_two_comparable_years_says_nothing(series: list[Any]) -> None:
    assert compare_context(series, BASELINE, TODAY) is None


def catalogue_of(*indicators: Indicator) -> Catalogue:
    empty: dict[str, Any] = dict.fromkeys(Catalogue.model_fields, ())
    return Catalogue.model_construct(**(empty | {"indicators": indicators}))


def test_the_joint_false_alarm_counts_each_test_once() -> None:
    context = {"id": "all", "label": "All", "unit": "investigation", "unit_words": "", "heading": "All ages, context"}
    entry = indicator(
        components=[component(), component("people", unit="victim"), component("apart", headline=False)],
        context=[context | {"tested": True}, context | {"id": "untested", "tested": False}],
    )
    alias = indicator(id="2.8", activity="2.8", alias_of="2.2a")
    found = joint_false_alarm(catalogue_of(entry, alias, indicator("stock"), indicator("share_of_cases")))
    assert (found.tests, found.strict_tests) == (4, 1)
    assert found.probability == pytest.approx(1 - 0.95**3 * 0.998)
    assert joint_false_alarm(catalogue_of()).probability == 0


PATH = TargetPath(Decimal(10), date(2025, 4, 1), Decimal(20), date(2030, 4, 1))


def test_the_path_to_a_target_is_straight_and_held_at_its_ends() -> None:
    assert PATH.at(date(2020, 1, 1)) == 10
    assert round(PATH.at(date(2027, 10, 1)), 2) == 15
    assert PATH.at(date(2035, 1, 1)) == 20


@pytest.mark.parametrize(
    ("value", "interval", "status"),
    [
        (20, None, TargetStatus.MET),
        (15, None, TargetStatus.ON_COURSE),
        (14, None, TargetStatus.BEHIND),
        (14, Interval(7.65, 23.49), TargetStatus.BEHIND_NOT_CLEAR),
        (5, Interval(1.62, 11.67), TargetStatus.BEHIND),
    ],
)
def test_behind_is_clear_only_where_the_interval_falls_short(
    value: int, interval: Interval | None, status: TargetStatus
) -> None:
    assert against_target(PATH, Decimal(value), date(2027, 9, 30), interval) is status


def test_a_falling_target_is_met_from_above() -> None:
    falling = TargetPath(Decimal(20), date(2025, 4, 1), Decimal(10), date(2030, 4, 1))
    on = date(2027, 10, 1)
    values = (Decimal(10), Decimal(14), Decimal(16))
    assert [against_target(falling, value, on, None) for value in values] == [
        TargetStatus.MET,
        TargetStatus.ON_COURSE,
        TargetStatus.BEHIND,
    ]


def test_a_target_lies_after_and_away_from_its_baseline() -> None:
    with pytest.raises(ValueError, match="must lie after its baseline"):
        TargetPath(Decimal(10), date(2025, 4, 1), Decimal(20), date(2025, 4, 1))
    with pytest.raises(ValueError, match="must differ from its baseline"):
        TargetPath(Decimal(10), date(2025, 4, 1), Decimal(10), date(2030, 4, 1))
