"""What no figures whatever may break: a verdict always comes, and never says more than its numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalogue import EvidenceModel, Indicator
from dashboard.figures import Figure, IndicatorFigures, Milestone
from dashboard.ledger import Bound
from dashboard.periods import Period
from dashboard.progress import Strength, Verdict, VerdictLabel, judge, p_text
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
    yearly,
)

PERIODS = [
    "2016/17",
    "2017/18",
    "2018/19",
    "2021/22",
    "2023/24",
    "2024/25",
    "2017-H1",
    "2017-H2",
    "2021-H1",
    "2018-03-31",
    "2024-02-20",
    "2021-01-01..2021-12-31",
]
GOOD_OR_BAD = {VerdictLabel.CLEAR_IMPROVEMENT, VerdictLabel.CLEAR_DECLINE}
CLEAR = GOOD_OR_BAD | {VerdictLabel.CLEAR_INCREASE, VerdictLabel.CLEAR_DECREASE, VerdictLabel.MIXED}
values = st.one_of(st.none(), st.integers(0, 60), st.decimals(-5, 60, places=1))


@st.composite
def any_figure(draw: st.DrawFn) -> Figure:
    value, denominator = draw(values), draw(values)
    return figure(
        draw(st.sampled_from(PERIODS)),
        None,
        denominator,
        component=draw(st.sampled_from(["cases", "others"])),
        accepted=draw(st.sampled_from([True, True, False])),
        cohort=draw(st.sampled_from([None, None, Period.parse("2017/18"), Period.parse("2023/24")])),
        numerator=None if value is None else Decimal(value),
        bound=draw(st.sampled_from([Bound.EXACT, Bound.EXACT, Bound.ABOUT])),
        definition_version=draw(st.sampled_from([1, 1, 1, 2])),
        is_total=draw(st.sampled_from([True, True, False])),
        dimensions=draw(st.sampled_from([(), (), (), (("agency", "jcf"),)])),
    )


@st.composite
def any_fact(draw: st.DrawFn) -> Milestone:
    return fact(
        draw(st.sampled_from(["drafted", "adopted", "unheard_of", None])),
        draw(st.sampled_from(["reached", "not_reached", "noted"])),
        draw(st.sampled_from([None, *PERIODS])),
        accepted=draw(st.booleans()),
    )


@st.composite
def any_record(draw: st.DrawFn) -> IndicatorFigures | None:
    found = draw(st.lists(any_figure(), max_size=8))
    totals = [item for item in found if not item.dimensions]
    cells = tuple(item for item in found if item.dimensions)
    facts = tuple(draw(st.lists(any_fact(), max_size=4)))
    return draw(st.sampled_from([None, figures(*totals, breakdowns=cells, milestones=facts)]))


@st.composite
def any_indicator(draw: st.DrawFn) -> Indicator:
    unit = draw(st.sampled_from(["case", "victim", "investigation", "money_jmd", "space"]))
    stated: dict[str, Any] = draw(st.sampled_from([baseline(), baseline("4"), baseline("0"), baseline("2.5", "poor")]))
    parts = [component(unit=unit, baseline=stated), component("others", unit=unit)]
    return indicator(
        draw(st.sampled_from([model.value for model in EvidenceModel])),
        direction=draw(st.sampled_from(["increase", "decrease", "achieve", "none"])),
        components=parts[: draw(st.integers(0, 2))],
        dispersion={"phi": draw(st.sampled_from([1.0, 2.5, "unknown"])), "source": None},
        stages=draw(st.sampled_from([[], [stage("drafted"), stage("adopted", date(2020, 3, 31))]])),
    )


@settings(max_examples=200)
@given(any_indicator(), any_record(), st.dates(date(2017, 1, 1), date(2026, 1, 1)))
def test_a_verdict_always_comes_with_its_reason(entry: Indicator, record: IndicatorFigures | None, on: date) -> None:
    verdict = judge(entry, record, on, agency_name)
    assert verdict.reason.strip().endswith(".")
    assert (verdict.label is VerdictLabel.CANNOT_BE_ASSESSED) == (verdict.gate is not None)
    assert verdict.label is not VerdictLabel.WITHHELD
    assert_no_more_is_said(verdict, entry)


def assert_no_more_is_said(verdict: Verdict, entry: Indicator) -> None:
    for comparison in verdict.comparisons:
        assert (comparison.strength is Strength.TOO_FEW) == (comparison.label is VerdictLabel.TOO_FEW)
        assert comparison.p_value is None or 0 <= comparison.p_value <= 1
        assert comparison.label not in CLEAR or comparison.strength in (
            Strength.CLEAR,
            Strength.VERY_CLEAR,
            Strength.COUNTED,
        )
    if entry.direction.value == "none":
        assert verdict.label not in GOOD_OR_BAD
    for forbidden in ("no change", "more trafficking", "less trafficking", "growth"):
        assert forbidden not in verdict.reason.lower()


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["case", "victim"]))
def test_swapping_the_years_mirrors_the_verdict(before: int, after: int, unit: str) -> None:
    entry = indicator(components=[component(unit=unit)])
    mirror = {
        VerdictLabel.CLEAR_IMPROVEMENT: VerdictLabel.CLEAR_DECLINE,
        VerdictLabel.CLEAR_DECLINE: VerdictLabel.CLEAR_IMPROVEMENT,
        VerdictLabel.HIGHER: VerdictLabel.LOWER,
        VerdictLabel.LOWER: VerdictLabel.HIGHER,
    }
    forwards = judge(entry, yearly({"2017/18": before, "2021/22": after}), TODAY, agency_name)
    backwards = judge(entry, yearly({"2017/18": after, "2021/22": before}), TODAY, agency_name)
    assert backwards.label is mirror.get(forwards.label, forwards.label)
    assert backwards.strength is forwards.strength


@given(st.integers(0, 40))
def test_a_larger_rise_is_never_less_clear(before: int) -> None:
    order = [Strength.TOO_FEW, Strength.USUAL_VARIATION, Strength.CLEAR, Strength.VERY_CLEAR]
    strengths = [
        judge(indicator(), yearly({"2017/18": before, "2021/22": after}), TODAY, agency_name).strength
        for after in range(before, before + 20)
    ]
    ranks = [order.index(strength) for strength in strengths if strength is not None]
    assert all(first <= second for first, second in pairwise(ranks))


@given(st.floats(1e-6, 1))
def test_a_printed_p_stands_on_the_side_of_the_threshold_it_is_on(p_value: float) -> None:
    printed = p_text(p_value)
    if printed == "p < 0.001":
        assert p_value < 0.001
        return
    shown = float(printed.removeprefix("p = "))
    if min(abs(p_value - 0.05), abs(p_value - 0.002)) > 1e-6:
        assert (shown < 0.05) == (p_value < 0.05)
        assert (shown < 0.002) == (p_value < 0.002)


@pytest.mark.parametrize(
    ("p_value", "printed"),
    [
        (1.0, "p = 1.00"),
        (0.5386, "p = 0.54"),
        (0.0152, "p = 0.015"),
        (0.0501, "p = 0.050"),
        (0.0496, "p = 0.0496"),
        (0.00152, "p = 0.0015"),
        (0.0004, "p < 0.001"),
    ],
)
def test_a_p_value_is_printed_with_what_it_needs(p_value: float, printed: str) -> None:
    assert p_text(p_value) == printed


def test_every_label_has_a_shape_beside_its_word() -> None:
    assert all(label.shape for label in VerdictLabel)
    printed = {
        VerdictLabel.CLEAR_IMPROVEMENT: "▲",
        VerdictLabel.HIGHER: "△",
        VerdictLabel.NO_DIFFERENCE: "=",
        VerdictLabel.LOWER: "▽",
        VerdictLabel.CLEAR_DECLINE: "▼",
        VerdictLabel.TOO_FEW: "○",
        VerdictLabel.DONE: "✓",
        VerdictLabel.UNDER_WAY: "◔",
        VerdictLabel.OVERDUE: "!",
        VerdictLabel.CANNOT_BE_ASSESSED: "–",
    }
    assert {label: label.shape for label in printed} == printed
