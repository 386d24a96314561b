"""One verdict an indicator: pure, total, one function an evidence model.

`judge` never raises for any figures: what cannot be said becomes a gate with its reason. The rule is in
`docs/progress.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from dashboard.catalogue import Component, Direction, EvidenceModel, Indicator
from dashboard.figures import IndicatorFigures
from dashboard.progress.clustering import clustering_of
from dashboard.progress.comparisons import compare_counts, compare_shares, compare_stocks, movement
from dashboard.progress.evidence import TESTED_COUNTS, TESTED_SHARES, Evidence, gather, observed
from dashboard.progress.gates import AgencyName, Stop, cannot_be_assessed, first_stop, stopped, without_figure
from dashboard.progress.ladders import milestone_verdict, recurring_verdict
from dashboard.progress.lists import coverage_verdict
from dashboard.progress.model import Comparison, Gate, Strength, Verdict, VerdictLabel
from dashboard.progress.words import compared, listed, notes

_STRENGTH_ORDER = [Strength.TOO_FEW, Strength.USUAL_VARIATION, Strength.COUNTED, Strength.CLEAR, Strength.VERY_CLEAR]

_CLEARLY_BETTER = (VerdictLabel.CLEAR_IMPROVEMENT, VerdictLabel.CLEAR_INCREASE)
_CLEARLY_WORSE = (VerdictLabel.CLEAR_DECLINE, VerdictLabel.CLEAR_DECREASE)


def judge(
    indicator: Indicator, figures: IndicatorFigures | None, on: date, agency_name: Callable[[str], str]
) -> Verdict:
    """What may be said of an indicator on a day, from its figures (None: there are none).

    `agency_name` turns the catalogue's codes, of agencies and of all that lists may name, into what reasons print.
    """
    known = figures or IndicatorFigures(indicator.id, {}, (), {}, (), ())
    return _JUDGES[indicator.evidence_model](indicator, known, on, agency_name)


def compare(evidence: Evidence) -> Comparison | None:
    """The comparison that the evidence model allows; None where either number is missing or inexact.

    Meant for evidence that no gate stops; a share of nothing must have been stopped before.
    """
    indicator, before = evidence.indicator, evidence.before
    after = observed(evidence.after, indicator.evidence_model) if evidence.after else None
    if before is None or after is None or not (before.exact and after.exact):
        return None
    name, direction = evidence.component.id, indicator.direction
    if indicator.evidence_model in TESTED_COUNTS:
        clustering = clustering_of(evidence.component.unit, indicator.dispersion)
        return compare_counts(name, before, after, clustering, direction)
    if indicator.evidence_model in TESTED_SHARES:
        return compare_shares(name, before, after, direction)
    return compare_stocks(name, before, after, direction)


def headline_label(labels: Sequence[VerdictLabel]) -> VerdictLabel:
    """One label for several components: clear movements decide, and no average is made.

    Mixed if one is clearly up and one clearly down; improved only if at least one is clear and none clearly down.
    """
    better = [label for label in labels if label in _CLEARLY_BETTER]
    worse = [label for label in labels if label in _CLEARLY_WORSE]
    if better and worse:
        return VerdictLabel.MIXED
    if better or worse:
        return (better or worse)[0]
    if VerdictLabel.HIGHER in labels and VerdictLabel.LOWER in labels:
        return VerdictLabel.HIGHER_AND_LOWER
    in_order = (VerdictLabel.HIGHER, VerdictLabel.LOWER, VerdictLabel.NO_DIFFERENCE)
    return next((label for label in in_order if label in labels), VerdictLabel.TOO_FEW)


def _judge_movement(indicator: Indicator, figures: IndicatorFigures, on: date, agency_name: AgencyName) -> Verdict:
    """Events, shares, surveys, stocks, resources and scores: every headline component against its baseline."""
    stops: dict[Component, Stop] = {}
    judged: list[tuple[Evidence, Comparison]] = []
    for component in indicator.headline:
        evidence = gather(indicator, component, figures.values.get(component.id, ()), on)
        stop = first_stop(evidence, agency_name)
        comparison = None if stop else compare(evidence)
        if comparison is not None:
            judged.append((evidence, comparison))
        elif stop is not None:
            stops[component] = stop
    if judged:
        return _moved(indicator, judged, stops)
    return cannot_be_assessed(stops) if stops else _nothing_to_judge()


def _moved(indicator: Indicator, judged: list[tuple[Evidence, Comparison]], stops: Mapping[Component, Stop]) -> Verdict:
    comparisons = tuple(comparison for _, comparison in judged)
    return Verdict(
        label=headline_label([comparison.label for comparison in comparisons]),
        gate=None,
        reason=_reason(judged, stops),
        commitment_met=_commitment_met(indicator.direction, comparisons, whole=not stops),
        strength=max((comparison.strength for comparison in comparisons), key=_STRENGTH_ORDER.index),
        comparisons=comparisons,
        who_must_act=tuple(dict.fromkeys(code for stop in stops.values() for code in stop.who_must_act)),
        not_covered=without_figure(stops),
        period=max((comparison.after_period for comparison in comparisons), key=lambda period: period.end),
    )


def _reason(judged: list[tuple[Evidence, Comparison]], stops: Mapping[Component, Stop]) -> str:
    sentences = [
        compared(comparison, evidence.component, of_cohorts=bool(evidence.after and evidence.after.cohort))
        for evidence, comparison in judged
    ]
    sentences += notes([evidence.component for evidence, _ in judged])
    missing = min((evidence.missing_years for evidence, _ in judged), key=len)
    if missing:
        sentences.append(f"No accepted figure is on record for {listed([year.label for year in missing], 'or')}.")
    without = [component.label for component, stop in stops.items() if stop.gate is Gate.NOT_SUBMITTED]
    if without:
        sentences.append(f"Not judged, because no figure is on record: {listed(without)}.")
    sentences += [
        f"{component.label}: {stop.reason}" for component, stop in stops.items() if stop.gate is not Gate.NOT_SUBMITTED
    ]
    return " ".join(sentences)


def _commitment_met(direction: Direction, comparisons: tuple[Comparison, ...], *, whole: bool) -> bool | None:
    """The literal reading of "increased": every component moved the way the wording asks.

    None where the wording gives no way, or where a component that it names could not be read.
    """
    if direction not in (Direction.INCREASE, Direction.DECREASE):
        return None
    wanted = 1 if direction is Direction.INCREASE else -1
    if any(movement(comparison) != wanted for comparison in comparisons):
        return False
    return True if whole else None


def _judge_milestone(indicator: Indicator, figures: IndicatorFigures, on: date, agency_name: AgencyName) -> Verdict:
    return milestone_verdict(indicator, figures, on, agency_name)


def _nothing_to_judge() -> Verdict:
    return stopped(Stop(Gate.NOT_SUBMITTED, "The catalogue declares no number to judge.", ("onrtip",)))


_JUDGES: Mapping[EvidenceModel, Callable[[Indicator, IndicatorFigures, date, AgencyName], Verdict]] = {
    EvidenceModel.EVENTS: _judge_movement,
    EvidenceModel.SHARE_OF_CASES: _judge_movement,
    EvidenceModel.SURVEY: _judge_movement,
    EvidenceModel.STOCK: _judge_movement,
    EvidenceModel.RESOURCE: _judge_movement,
    EvidenceModel.RUBRIC: _judge_movement,
    EvidenceModel.COVERAGE: coverage_verdict,
    EvidenceModel.MILESTONE: _judge_milestone,
    EvidenceModel.RECURRING: recurring_verdict,
}
