"""Gates: why nothing may be said yet. They come before every test, in order, and each names who must act.

`GATES` is the rule as a table: an evidence model has its own list, because a missing baseline stops a comparison but
not a milestone, a coverage or a yearly duty. Reasons carry no count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.catalogue import Component, EvidenceModel
from dashboard.ledger import State
from dashboard.progress.evidence import OUT_OF_A_WHOLE, TESTED_SHARES, Evidence, is_mature, is_over, judged_period
from dashboard.progress.model import Gate, Verdict, VerdictLabel
from dashboard.progress.words import listed, period_words

AgencyName = Callable[[str], str]

SECRETARIAT = "tip_secretariat"
"""Accepts returns."""
STEWARDS = ("natfatip", "onrtip")
"""Settle definitions, scales and baselines' standing."""

_COMPARED = (
    Gate.NOT_SUBMITTED,
    Gate.NOT_ACCEPTED,
    Gate.NO_BASELINE,
    Gate.POOR_BASELINE,
    Gate.DEFINITION_CHANGED,
    Gate.PERIOD_NOT_OVER,
)

GATES: Mapping[EvidenceModel, tuple[Gate, ...]] = {
    EvidenceModel.EVENTS: (*_COMPARED, Gate.TOO_IMMATURE, Gate.AGENCIES_MISSING),
    EvidenceModel.SHARE_OF_CASES: (*_COMPARED, Gate.TOO_IMMATURE, Gate.AGENCIES_MISSING, Gate.DENOMINATOR_ZERO),
    EvidenceModel.SURVEY: (*_COMPARED, Gate.AGENCIES_MISSING, Gate.DENOMINATOR_ZERO),
    EvidenceModel.STOCK: (*_COMPARED, Gate.AGENCIES_MISSING),
    EvidenceModel.RESOURCE: (*_COMPARED, Gate.AGENCIES_MISSING),
    EvidenceModel.RUBRIC: (Gate.NO_RUBRIC, *_COMPARED, Gate.AGENCIES_MISSING),
    EvidenceModel.COVERAGE: (
        Gate.NOT_SUBMITTED,
        Gate.NOT_ACCEPTED,
        Gate.PERIOD_NOT_OVER,
        Gate.AGENCIES_MISSING,
        Gate.DENOMINATOR_ZERO,
    ),
    EvidenceModel.MILESTONE: (Gate.NOT_SUBMITTED, Gate.NOT_ACCEPTED),
    EvidenceModel.RECURRING: (Gate.NOT_SUBMITTED, Gate.NOT_ACCEPTED),
}


@dataclass(frozen=True)
class Stop:
    """One gate that holds: its code, the reason as full sentences, and the agencies that can open it."""

    gate: Gate
    reason: str
    who_must_act: tuple[str, ...]


def first_stop(evidence: Evidence, agency_name: AgencyName) -> Stop | None:
    """The first gate of the component's evidence model that holds, or None if the way is free."""
    for gate in GATES[evidence.indicator.evidence_model]:
        if stop := _CHECKS[gate](evidence, agency_name):
            return stop
    return None


def cannot_be_assessed(stops: Mapping[Component, Stop]) -> Verdict:
    """The verdict where every headline component is stopped: the first gate in order, and every reason.

    Raises ValueError for no stop at all.
    """
    if not stops:
        raise ValueError("an indicator that nothing stops can be assessed")
    reasons = list(dict.fromkeys(stop.reason for stop in stops.values()))
    apart = [f"{component.label}: {stop.reason}" for component, stop in stops.items()]
    return stopped(
        Stop(
            min((stop.gate for stop in stops.values()), key=list(Gate).index),
            reasons[0] if len(reasons) == 1 else " ".join(apart),
            _unique(tuple(code for stop in stops.values() for code in stop.who_must_act)),
        ),
        not_covered=without_figure(stops),
    )


def stopped(stop: Stop, not_covered: tuple[str, ...] = ()) -> Verdict:
    """The verdict of one stop."""
    return Verdict(
        label=VerdictLabel.CANNOT_BE_ASSESSED,
        gate=stop.gate,
        reason=stop.reason,
        commitment_met=None,
        strength=None,
        comparisons=(),
        who_must_act=stop.who_must_act,
        not_covered=not_covered,
        period=None,
    )


def without_figure(stops: Mapping[Component, Stop]) -> tuple[str, ...]:
    """Ids of the components that nobody has reported."""
    return tuple(component.id for component, stop in stops.items() if stop.gate is Gate.NOT_SUBMITTED)


def no_figure(owner: str, agency_name: AgencyName) -> Stop:
    """Nobody has said anything at all."""
    return Stop(Gate.NOT_SUBMITTED, f"No public figure. Owner: {agency_name(owner)}.", (owner,))


def _not_submitted(evidence: Evidence, agency_name: AgencyName) -> Stop | None:
    owner, model = evidence.indicator.owner, evidence.indicator.evidence_model
    if evidence.held_up:
        return None
    if not evidence.figures:
        return no_figure(owner, agency_name)
    if not evidence.reported:
        return Stop(Gate.NOT_SUBMITTED, f"{_silence(evidence)} Owner: {agency_name(owner)}.", (owner,))
    if model in OUT_OF_A_WHOLE and all(figure.denominator is None for figure in evidence.reported):
        what = "sample size" if model is EvidenceModel.SURVEY else "number it is out of"
        said = f"A number is on record ({_periods(evidence)}), but the {what} is not yet reported."
        return Stop(Gate.NOT_SUBMITTED, f"{said} Owner: {agency_name(owner)}.", (owner,))
    return None


def _silence(evidence: Evidence) -> str:
    """Not yet reported, or said to be not available: two different answers."""
    later = [f for f in evidence.figures if judged_period(f).end > evidence.baseline.end]
    if later and later[-1].state is State.NOT_AVAILABLE:
        return f"Said to be not available {period_words(judged_period(later[-1]))}."
    if later and later[-1].state is State.NOT_APPLICABLE:
        return f"Said not to apply {period_words(judged_period(later[-1]))}."
    return f"Not yet reported for any period after {evidence.baseline.label}."


def _not_accepted(evidence: Evidence, _: AgencyName) -> Stop | None:
    waiting = evidence.held_up
    if waiting is not None and waiting.missing:
        return None
    if waiting is None and any(figure.lead.accepted for figure in evidence.reported):
        return None
    periods = _periods(evidence) if waiting is None else judged_period(waiting).label
    return Stop(Gate.NOT_ACCEPTED, f"Reported ({periods}), not yet accepted by the Secretariat.", (SECRETARIAT,))


def _no_baseline(evidence: Evidence, _: AgencyName) -> Stop | None:
    before, indicator = evidence.before, evidence.indicator
    responsible = _unique((indicator.owner, *indicator.reporting_mdas))
    if before is None:
        return Stop(
            Gate.NO_BASELINE, f"No baseline: no figure for {evidence.baseline.label} is on record.", responsible
        )
    if indicator.evidence_model in TESTED_SHARES and before.denominator is None:
        reason = f"No baseline: the figure for {before.period.label} lacks the number it is out of."
        return Stop(Gate.NO_BASELINE, reason, responsible)
    return None


def _poor_baseline(evidence: Evidence, _: AgencyName) -> Stop | None:
    before, status = evidence.before, evidence.component.baseline.status
    at_baseline = evidence.baseline == evidence.component.baseline.period
    weak = {"poor": "is of poor quality", "partial": "covers only a part"} if at_baseline else {}
    if status in weak:
        fault = weak[status]
    elif before is not None and not before.exact:
        fault = "is not an exact number"
    else:
        return None
    return Stop(
        Gate.POOR_BASELINE,
        f"The baseline ({evidence.baseline.label}) {fault}: it cannot carry a comparison.",
        _unique((evidence.indicator.owner, *STEWARDS)),
    )


def _definition_changed(evidence: Evidence, _: AgencyName) -> Stop | None:
    before, after = evidence.before, evidence.after
    if before is None or after is None:
        return None
    now = after.lead.observation.definition_version
    if now == before.definition_version:
        return None
    reason = (
        f"The definition has changed since the baseline: version {before.definition_version} for "
        f"{before.period.label}, version {now} for {judged_period(after).label}."
    )
    return Stop(Gate.DEFINITION_CHANGED, reason, STEWARDS)


def _period_not_over(evidence: Evidence, agency_name: AgencyName) -> Stop | None:
    if evidence.after is not None or evidence.held_up:
        return None
    owner = evidence.indicator.owner
    if not evidence.accepted:
        said = f"Only an inexact number is on record ({_periods(evidence)}): it is shown and not compared."
        return Stop(Gate.NOT_SUBMITTED, f"{said} Owner: {agency_name(owner)}.", (owner,))
    running = [f for f in evidence.accepted if not is_over(judged_period(f), evidence.on)]
    if len(running) == len(evidence.accepted):
        return Stop(Gate.PERIOD_NOT_OVER, f"The period on record ({_periods(evidence)}) is not over.", ())
    reason = (
        f"No period on record ({_periods(evidence)}) may be compared with the baseline ({evidence.baseline.label}): "
        "a whole year is compared with a whole year, a half only with the same half."
    )
    return Stop(Gate.PERIOD_NOT_OVER, reason, (owner,))


def _too_immature(evidence: Evidence, _: AgencyName) -> Stop | None:
    after, indicator = evidence.after, evidence.indicator
    if after is None:
        return None
    if after.cohort is None:
        if not indicator.follows_cohorts(evidence.component):
            return None
        reason = (
            "Investigations lead to prosecutions in later years: they are judged by the year they were opened, and "
            "counts of the same year are not divided."
        )
        return Stop(Gate.TOO_IMMATURE, reason, (indicator.owner,))
    if is_mature(after, evidence.on):
        return None
    return Stop(
        Gate.TOO_IMMATURE,
        f"The cases begun {period_words(after.cohort)} have not been followed for a year.",
        (),
    )


def _agencies_missing(evidence: Evidence, agency_name: AgencyName) -> Stop | None:
    """Where no number can be judged because agencies have not answered: how many have, and who has not."""
    waiting, after = evidence.held_up, evidence.after
    if after is not None and not after.lead.observation.is_total:
        reason = f"The figure {period_words(judged_period(after))} is not a total."
        return Stop(Gate.AGENCIES_MISSING, reason, (evidence.indicator.owner,))
    if waiting is None:
        return None
    asked, missing = waiting.asked, waiting.missing
    reason = (
        f"{len(asked) - len(missing)} of {len(asked)} agencies have reported {period_words(judged_period(waiting))}. "
        f"Missing: {listed([agency_name(code) for code in missing])}."
    )
    if waiting.waiting:
        reason += f" Not yet accepted: {listed([agency_name(code) for code in waiting.waiting])}."
    return Stop(Gate.AGENCIES_MISSING, reason, _unique((*missing, *((SECRETARIAT,) if waiting.waiting else ()))))


def _denominator_zero(evidence: Evidence, _: AgencyName) -> Stop | None:
    before, after = evidence.before, evidence.after
    if after is not None and after.denominator == 0:
        when = judged_period(after)
    elif before is not None and before.denominator == 0:
        when = before.period
    else:
        return None
    return Stop(Gate.DENOMINATOR_ZERO, f"There was nothing to take a share of {period_words(when)}.", ())


def _no_rubric(evidence: Evidence, _: AgencyName) -> Stop | None:
    """A score means nothing until the scale it is given on has been approved and published."""
    if evidence.indicator.definition.status == "approved":
        return None
    return Stop(Gate.NO_RUBRIC, "No published scale to score against.", STEWARDS)


def _periods(evidence: Evidence) -> str:
    return listed(list(dict.fromkeys(judged_period(figure).label for figure in evidence.reported)))


def _unique(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


_CHECKS: Mapping[Gate, Callable[[Evidence, AgencyName], Stop | None]] = {
    Gate.NOT_SUBMITTED: _not_submitted,
    Gate.NOT_ACCEPTED: _not_accepted,
    Gate.NO_BASELINE: _no_baseline,
    Gate.POOR_BASELINE: _poor_baseline,
    Gate.DEFINITION_CHANGED: _definition_changed,
    Gate.PERIOD_NOT_OVER: _period_not_over,
    Gate.TOO_IMMATURE: _too_immature,
    Gate.AGENCIES_MISSING: _agencies_missing,
    Gate.DENOMINATOR_ZERO: _denominator_zero,
    Gate.NO_RUBRIC: _no_rubric,
}
