"""Why nothing may be said: each gate, its order, its words and who must act."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.catalogue import EvidenceModel
from dashboard.figures import Figure, IndicatorFigures
from dashboard.ledger import Bound, State
from dashboard.periods import Period
from dashboard.progress import GATES, Gate, Verdict, VerdictLabel, judge
from dashboard.progress.gates import SECRETARIAT, STEWARDS
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


def stopped(found: IndicatorFigures | None, model: str = "events", on: date = TODAY, **overrides: Any) -> Verdict:
    verdict = judge(indicator(model, **overrides), found, on, agency_name)
    assert verdict.label is VerdictLabel.CANNOT_BE_ASSESSED
    assert verdict.commitment_met is None
    assert verdict.comparisons == ()
    return verdict


def test_every_evidence_model_has_its_own_list_of_gates() -> None:
    assert set(GATES) == set(EvidenceModel)
    order = list(Gate)
    for model, gates in GATES.items():
        ranks = [order.index(gate) for gate in gates if gate is not Gate.NO_RUBRIC]
        assert ranks == sorted(ranks), model


@pytest.mark.parametrize("model", [EvidenceModel.MILESTONE, EvidenceModel.COVERAGE, EvidenceModel.RECURRING])
def test_a_missing_baseline_stops_comparisons_only(model: EvidenceModel) -> None:
    assert Gate.NO_BASELINE not in GATES[model]
    assert Gate.NO_BASELINE in GATES[EvidenceModel.EVENTS]


@pytest.mark.parametrize("model", [model.value for model in EvidenceModel if model is not EvidenceModel.RUBRIC])
@pytest.mark.parametrize("found", [None, figures()])
def test_silence_is_no_public_figure_with_its_owner(model: str, found: IndicatorFigures | None) -> None:
    stages = [{"id": "drafted", "label": "Drafted", "due": None, "due_source": None}]
    verdict = stopped(found, model, stages=stages if model == "milestone" else [])
    assert verdict.gate is Gate.NOT_SUBMITTED
    assert verdict.reason == "No public figure. Owner: CPFSA."
    assert verdict.who_must_act == ("cpfsa",)


def test_a_figure_that_has_not_followed_is_not_yet_reported() -> None:
    verdict = stopped(yearly({"2017/18": 4}))
    assert verdict.gate is Gate.NOT_SUBMITTED
    assert verdict.reason == "Not yet reported for any period after 2017/18. Owner: CPFSA."


def test_not_available_is_an_answer_and_not_silence() -> None:
    verdict = stopped(figures(figure("2017/18", 4), figure("2021/22", None)))
    assert verdict.reason == "Said to be not available in 2021/22. Owner: CPFSA."
    elsewhere = stopped(figures(figure("2017/18", 4), figure("2021/22", None, state=State.NOT_APPLICABLE)))
    assert elsewhere.reason == "Said not to apply in 2021/22. Owner: CPFSA."


def test_a_figure_that_nobody_accepted_waits_for_the_secretariat() -> None:
    verdict = stopped(figures(figure("2017/18", 4), figure("2021/22", 7, accepted=False)))
    assert verdict.gate is Gate.NOT_ACCEPTED
    assert verdict.reason == "Reported (2021/22), not yet accepted by the Secretariat."
    assert verdict.who_must_act == (SECRETARIAT,)


def test_an_accepted_year_is_judged_although_a_later_one_waits() -> None:
    found = figures(figure("2017/18", 4), figure("2021/22", 7), figure("2022/23", 30, accepted=False))
    verdict = judge(indicator(), found, TODAY, agency_name)
    assert verdict.period == Period.parse("2021/22")
    assert "No accepted figure is on record for 2022/23 or 2023/24." in verdict.reason


def test_no_baseline_asks_the_owner_and_the_reporting_mdas() -> None:
    verdict = stopped(yearly({"2021/22": 7}))
    assert verdict.gate is Gate.NO_BASELINE
    assert verdict.reason == "No baseline: no figure for 2017/18 is on record."
    assert verdict.who_must_act == ("cpfsa", "jcf")


def test_a_baseline_figure_that_nobody_accepted_is_no_baseline() -> None:
    assert stopped(figures(figure("2017/18", 4, accepted=False), figure("2021/22", 7))).gate is Gate.NO_BASELINE


@pytest.mark.parametrize(("status", "words"), [("poor", "is of poor quality"), ("partial", "covers only a part")])
def test_a_weak_baseline_carries_no_comparison(status: str, words: str) -> None:
    verdict = stopped(yearly({"2021/22": 7}), components=[component(baseline=baseline("4", status))])
    assert verdict.gate is Gate.POOR_BASELINE
    assert words in verdict.reason


def test_an_inexact_number_is_reported_and_first_of_all_lacks_a_baseline() -> None:
    about = figures(figure("2021/22", 7, bound=Bound.ABOUT))
    assert stopped(about).gate is Gate.NO_BASELINE
    with_baseline = stopped(about, components=[component(baseline=baseline("4"))])
    assert with_baseline.gate is Gate.NOT_SUBMITTED
    assert with_baseline.reason.startswith("Only an inexact number is on record (2021/22)")


def test_numbers_under_two_definitions_are_not_compared() -> None:
    verdict = stopped(figures(figure("2017/18", 4), figure("2021/22", 7, definition_version=2)))
    assert verdict.gate is Gate.DEFINITION_CHANGED
    assert "version 1 for 2017/18, version 2 for 2021/22" in verdict.reason
    assert verdict.who_must_act == STEWARDS


def test_the_catalogues_baseline_stands_under_the_catalogues_definition() -> None:
    parts = [component(baseline=baseline("4"))]
    assert stopped(figures(figure("2021/22", 7, definition_version=2)), components=parts).gate is (
        Gate.DEFINITION_CHANGED
    )
    assert judge(indicator(components=parts), yearly({"2021/22": 7}), TODAY, agency_name).gate is None


def test_a_year_that_is_not_over_is_not_judged() -> None:
    verdict = stopped(yearly({"2017/18": 4, "2024/25": 7}))
    assert verdict.gate is Gate.PERIOD_NOT_OVER
    assert verdict.reason == "The period on record (2024/25) is not over."
    assert verdict.who_must_act == ()


def test_a_calendar_year_is_not_compared_with_a_financial_year() -> None:
    calendar = Period(date(2021, 1, 1), date(2021, 12, 31))
    verdict = stopped(figures(figure("2017/18", 4), figure(calendar, 7)))
    assert verdict.gate is Gate.PERIOD_NOT_OVER
    assert "No period on record (2021) may be compared with the baseline (2017/18)" in verdict.reason


def test_an_earlier_gate_goes_before_a_later_one() -> None:
    found = figures(figure("2024/25", 7, accepted=False, definition_version=2))
    assert stopped(found).gate is Gate.NOT_ACCEPTED
    assert stopped(figures(figure("2024/25", 7, definition_version=2))).gate is Gate.NO_BASELINE


def cohort(year: str, value: int, denominator: int) -> Figure:
    opened = Period.parse(year)
    return figure(Period.day(date(2024, 9, 30)), value, denominator, cohort=opened)


def test_a_cohort_is_judged_once_it_has_been_followed_for_a_year() -> None:
    parts = [component(unit="investigation")]
    found = figures(cohort("2017/18", 3, 10), cohort("2022/23", 9, 12), cohort("2023/24", 0, 8))
    verdict = judge(indicator("share_of_cases", components=parts), found, TODAY, agency_name)
    assert verdict.period == Period.parse("2022/23")
    assert "3 of 10 begun in 2017/18, 9 of 12 begun in 2022/23." in verdict.reason
    assert "No accepted figure" not in verdict.reason  # the cases of 2023/24 have not been followed for a year
    young = stopped(figures(cohort("2017/18", 3, 10), cohort("2023/24", 0, 8)), "share_of_cases", components=parts)
    assert young.gate is Gate.TOO_IMMATURE
    assert young.reason == "The cases begun in 2023/24 have not been followed for a year."


def test_investigations_and_prosecutions_of_the_same_year_are_not_divided() -> None:
    found = figures(figure("2017/18", 3, 10), figure("2021/22", 9, 12))
    verdict = stopped(found, "share_of_cases", components=[component(unit="investigation")])
    assert verdict.gate is Gate.TOO_IMMATURE
    assert "counts of the same year are not divided" in verdict.reason


def test_a_figure_that_is_not_a_total_is_not_judged() -> None:
    verdict = stopped(figures(figure("2017/18", 4), figure("2021/22", 7, is_total=False)))
    assert verdict.gate is Gate.AGENCIES_MISSING
    assert verdict.reason == "The figure in 2021/22 is not a total."


def incomplete(period: str, missing: tuple[str, ...], waiting: tuple[str, ...] = ()) -> Figure:
    return replace(figure(period, None, is_total=False), missing=missing, waiting=waiting)


@pytest.mark.parametrize("model", [EvidenceModel.EVENTS, EvidenceModel.STOCK, EvidenceModel.RESOURCE])
def test_a_figure_that_waits_for_agencies_names_them(model: EvidenceModel) -> None:
    verdict = stopped(figures(figure("2017/18", 4), incomplete("2021/22", ("jcf", "cpfsa"))), model.value)
    assert verdict.gate is Gate.AGENCIES_MISSING
    assert verdict.reason == "0 of 2 agencies have reported in 2021/22. Missing: JCF and CPFSA."
    assert verdict.who_must_act == ("jcf", "cpfsa")


def test_a_list_that_waits_for_agencies_names_them() -> None:
    verdict = stopped(figures(incomplete("2021/22", ("jcf",), ("cpfsa",))), "coverage")
    assert verdict.gate is Gate.AGENCIES_MISSING
    assert verdict.reason.endswith("Missing: JCF. Not yet accepted: CPFSA.")
    assert verdict.who_must_act == ("jcf", SECRETARIAT)


def test_a_figure_whose_last_answer_was_not_accepted_waits_for_the_secretariat() -> None:
    verdict = stopped(figures(figure("2017/18", 4), incomplete("2021/22", (), ("jcf",))))
    assert verdict.gate is Gate.NOT_ACCEPTED
    assert verdict.reason == "Reported (2021/22), not yet accepted by the Secretariat."


def test_a_whole_year_is_judged_although_a_later_one_waits_for_agencies() -> None:
    found = figures(figure("2017/18", 4), figure("2021/22", 7), incomplete("2022/23", ("jcf",)))
    assert judge(indicator(), found, TODAY, agency_name).period == Period.parse("2021/22")


def test_a_year_that_is_not_over_is_not_yet_missed() -> None:
    found = figures(figure("2017/18", 4), incomplete("2024/25", ("jcf",)))
    assert stopped(found).gate is Gate.NOT_SUBMITTED


@pytest.mark.parametrize("pair", [((0, 0), (4, 6)), ((4, 6), (0, 0))])
def test_a_share_of_nothing_cannot_be_assessed(pair: tuple[tuple[int, int], tuple[int, int]]) -> None:
    found = figures(figure("2017/18", *pair[0]), figure("2021/22", *pair[1]))
    verdict = stopped(found, "share_of_cases")
    assert verdict.gate is Gate.DENOMINATOR_ZERO


def test_a_number_without_what_it_is_out_of_is_no_share() -> None:
    verdict = stopped(figures(figure("2017/18", 4, 6), figure("2021/22", 5)), "share_of_cases")
    assert verdict.gate is Gate.NOT_SUBMITTED
    assert "the number it is out of is not yet reported" in verdict.reason
    without = stopped(figures(figure("2017/18", 4), figure("2021/22", 5, 6)), "share_of_cases")
    assert without.gate is Gate.NO_BASELINE
    survey = stopped(figures(figure("2017/18", 4, 6), figure("2021/22", 5)), "survey")
    assert "the sample size is not yet reported" in survey.reason


def test_a_score_needs_a_published_scale() -> None:
    verdict = stopped(yearly({"2017/18": 1, "2021/22": 2}), "rubric")
    assert (verdict.gate, verdict.reason) == (Gate.NO_RUBRIC, "No published scale to score against.")
    approved = indicator("rubric").definition.model_copy(update={"status": "approved", "approver": "NATFATIP"})
    entry = indicator("rubric", definition=approved)
    judged = judge(entry, yearly({"2017/18": 1, "2021/22": 2}), TODAY, agency_name)
    assert judged.label is VerdictLabel.CLEAR_IMPROVEMENT


def test_a_composite_is_stopped_by_the_first_gate_in_order_and_gives_every_reason() -> None:
    parts = [component("investigations"), component("convictions")]
    verdict = stopped(figures(figure("2021/22", 7, component="investigations")), components=parts)
    assert verdict.gate is Gate.NOT_SUBMITTED
    assert "Investigations: No baseline" in verdict.reason
    assert "Convictions: No public figure" in verdict.reason
    assert verdict.not_covered == ("convictions",)
    assert verdict.who_must_act == ("cpfsa", "jcf")


def test_a_reason_never_prints_a_count() -> None:
    for found in (
        figures(figure("2021/22", 777)),
        figures(figure("2017/18", 777), figure("2021/22", 778, accepted=False)),
        figures(figure("2017/18", 777), figure("2024/25", 778)),
        figures(figure("2017/18", 777), figure("2021/22", 778, is_total=False)),
    ):
        assert "77" not in stopped(found).reason


def test_those_who_must_act_are_in_the_list_of_agencies() -> None:
    listed = Path(__file__).parents[2] / "data" / "reference" / "agencies.csv"
    with listed.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert {SECRETARIAT, *STEWARDS} <= codes
