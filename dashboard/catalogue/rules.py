"""What must agree inside the Partnership and inside one indicator, once its shape is right.

Each rule is a small generator of `Problem`s: where, what was found, what is allowed, how to mend. An indicator whose
shape is wrong is not judged further; the others are, so that one reading reports everything it can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dashboard.catalogue.faults import Fault
from dashboard.catalogue.models import Activity, Component, Indicator, Partnership
from dashboard.catalogue.reading import Document, Trail
from dashboard.catalogue.shape import AnyModel, shape
from dashboard.catalogue.terms import Direction, EvidenceModel, sort_key

_LADDERS = (EvidenceModel.MILESTONE, EvidenceModel.COVERAGE, EvidenceModel.RECURRING)


class Problem(NamedTuple):
    """A fault whose place is still a trail."""

    trail: Trail
    found: str
    allowed: str
    mend: str


class Setting(NamedTuple):
    """What the rules of one indicator need to know of the rest."""

    signed: date | None
    today: date
    activities: dict[str, Activity]
    indicators: dict[str, Indicator]


def rule_faults(document: Document, today: date) -> list[Fault]:
    """Every fault of content; `today` decides which periods lie in the future."""
    partnership, _ = shape(document, Partnership, ("partnership",))
    activities = _well_shaped(document, "activities", Activity)
    indicators = _well_shaped(document, "indicators", Indicator)
    setting = Setting(
        signed=partnership.signed if partnership else None,
        today=today,
        activities={activity.id: activity for activity in activities.values()},
        indicators={indicator.id: indicator for indicator in indicators.values()},
    )
    problems = [_under(("partnership",), problem) for problem in _partnership(partnership)]
    problems += [_under(trail, problem) for trail, item in activities.items() for problem in _activity_objective(item)]
    for trail, indicator in indicators.items():
        found = [problem for rule in _WITHIN for problem in rule(indicator)]
        found += [problem for rule in _AMONG for problem in rule(indicator, setting)]
        problems += [_under(trail, problem) for problem in found]
    return [
        document.fault(problem.trail, found=problem.found, allowed=problem.allowed, mend=problem.mend)
        for problem in problems
    ]


def _well_shaped(document: Document, part: str, model: type[AnyModel]) -> dict[Trail, AnyModel]:
    found = ((trail, shape(document, model, trail)[0]) for trail, _ in document.each(part, "*"))
    return {trail: item for trail, item in found if item is not None}


def _under(trail: Trail, problem: Problem) -> Problem:
    return problem._replace(trail=(*trail, *problem.trail))


def _partnership(partnership: Partnership | None) -> Iterator[Problem]:
    if partnership is None:
        return
    signed, until, extended = partnership.signed, partnership.effective_until, partnership.extended_until
    if until <= signed:
        yield Problem(("effective_until",), str(until), f"a day after signature on {signed}", "correct the date")
    if extended < until:
        yield Problem(("extended_until",), str(extended), f"{until} or later", "correct the date")
    if partnership.baseline_period.end >= signed:
        found, allowed = partnership.baseline_period.code, f"a period that ends before signature on {signed}"
        yield Problem(("baseline_period",), found, allowed, "correct the period")


def _activity_objective(activity: Activity) -> Iterator[Problem]:
    if not activity.id.startswith(f"{activity.objective}."):
        found, allowed = f"objective {activity.objective!r} for activity {activity.id}", activity.id[0]
        yield Problem(("objective",), found, allowed, f"write '{activity.id[0]}'")


# --- Rules of one indicator ---------------------------------------------------------------------


def _label(indicator: Indicator, setting: Setting) -> Iterator[Problem]:
    """The label, the activity and the objective say the same: 2.10a is of 2.10, which is of 2."""
    activity = indicator.id.rstrip("abcdefghijklmnopqrstuvwxyz")
    if indicator.activity != activity:
        found = f"activity {indicator.activity!r} for indicator {indicator.id}"
        yield Problem(("activity",), found, activity, f"write '{activity}'")
    of_activity = setting.activities.get(indicator.activity)
    objective = of_activity.objective if of_activity else indicator.id[0]
    if indicator.objective != objective:
        found = f"objective {indicator.objective!r} for indicator {indicator.id}"
        yield Problem(("objective",), found, f"{objective}, as its activity", f"write '{objective}'")


def _alias(indicator: Indicator, setting: Setting) -> Iterator[Problem]:
    """One measure under two ids (1.5b and 2.8) is declared, and only where the wording is the same."""
    same = [
        other.id
        for other in setting.indicators.values()
        if other.wording == indicator.wording and sort_key(other.id) < sort_key(indicator.id)
    ]
    if indicator.alias_of is None and same:
        found, allowed = f"no alias, and the wording of {same[0]}", f"'{same[0]}', for one measure under two ids"
        yield Problem(("alias_of",), found, allowed, f"write '{same[0]}'")
    other = setting.indicators.get(indicator.alias_of or "")
    if other is None:
        return
    if other.id == indicator.id or other.alias_of is not None:
        allowed = "another indicator that is itself no alias"
        yield Problem(("alias_of",), f"alias of {other.id}", allowed, "name the indicator that holds the values")
    elif other.wording != indicator.wording:
        found, allowed = f"alias of {other.id}, whose wording differs", "an indicator with the same wording"
        yield Problem(("alias_of",), found, allowed, "correct the id or write null")


def _stages(indicator: Indicator) -> Iterator[Problem]:
    model = indicator.evidence_model
    if indicator.stages and model not in _LADDERS:
        found, allowed = f"stages for {model}", f"[], or one of {', '.join(_LADDERS)} as evidence_model"
        yield Problem(("stages",), found, allowed, "write `stages: []`")
    if model is EvidenceModel.MILESTONE and not indicator.stages:
        yield Problem(("stages",), "no stages", "at least one stage for a milestone", "add the first stage")


def _headline(indicator: Indicator) -> Iterator[Problem]:
    if indicator.evidence_model is not EvidenceModel.MILESTONE and not indicator.headline:
        allowed = "at least one component with `headline: true`"
        yield Problem(("components",), "no headline component", allowed, "say which component is judged")


def _reporters(indicator: Indicator) -> Iterator[Problem]:
    """Whoever is asked for a component is among the agencies that report the indicator."""
    for index, component in enumerate(indicator.components):
        others = [code for code in component.reported_by if code not in indicator.reporting_mdas]
        if others or not component.reported_by:
            found = f"{', '.join(others) or 'nobody'} for {component.id}"
            allowed = f"one or more of the indicator's reporting_mdas: {', '.join(indicator.reporting_mdas)}"
            yield Problem(("components", index, "reported_by"), found, allowed, "correct one of the two lists")


def _denominator(indicator: Indicator) -> Iterator[Problem]:
    if indicator.evidence_model is EvidenceModel.SHARE_OF_CASES and not indicator.denominator:
        found, allowed = "no denominator", "the denominator in words, for a share_of_cases"
        yield Problem(("denominator",), found, allowed, "say of what it is a share")


def _definition(indicator: Indicator) -> Iterator[Problem]:
    definition = indicator.definition
    if definition.status == "approved" and not definition.approver:
        allowed = "approved only with the name of the approver"
        yield Problem(("definition", "status"), "approved by nobody", allowed, "name the approver, or write proposed")


def _baselines(indicator: Indicator, setting: Setting) -> Iterator[Problem]:
    """Before signature, except for a survey, whose first round is its baseline; never in the future."""
    survey = indicator.evidence_model is EvidenceModel.SURVEY
    for index, component in enumerate(indicator.components):
        baseline = component.baseline
        at = ("components", index, "baseline")
        if baseline.period.end > setting.today:
            found, allowed = f"baseline {baseline.period.code} in the future", f"a period over by {setting.today}"
            yield Problem((*at, "period"), found, allowed, "correct the period")
        elif not survey and setting.signed and baseline.period.end >= setting.signed:
            found = f"baseline {baseline.period.code} after signature"
            allowed = f"a period over before {setting.signed}, unless evidence_model is survey"
            yield Problem((*at, "period"), found, allowed, "correct the period, or use reference_period")
        if (baseline.value == "not_available") != (baseline.status == "not_available"):
            found = f"value {baseline.value!r} with status {baseline.status!r}"
            yield Problem((*at, "status"), found, "not_available in both or in none", "correct one of the two")
    reference = indicator.reference_period
    if reference and reference.period.end > setting.today:
        found, allowed = f"period {reference.period.code} in the future", f"a period over by {setting.today}"
        yield Problem(("reference_period", "period"), found, allowed, "correct the period")


def _target(indicator: Indicator) -> Iterator[Problem]:
    """A target lies the way the indicator is asked to move, and is agreed before it falls due."""
    target = indicator.target
    if target is None:
        return
    if indicator.direction is Direction.NONE:
        found, allowed = "a target where direction is none", "target null"
        yield Problem(("target",), found, allowed, "write `target: null`")
    if target.by <= target.agreed_on:
        found, allowed = f"due {target.by}, agreed on {target.agreed_on}", "a day after it was agreed"
        yield Problem(("target", "by"), found, allowed, "correct one of the two")
    for component in indicator.headline:
        if _wrong_way(indicator.direction, component, Decimal(target.value)):
            found = f"target {target.value} with baseline {component.baseline.value} ({component.id})"
            yield Problem(("target", "value"), found, f"a target to {indicator.direction} it", "correct the target")


def _wrong_way(direction: Direction, component: Component, target: Decimal) -> bool:
    if component.baseline.value == "not_available":
        return False
    baseline = Decimal(component.baseline.value)
    wrong = {Direction.INCREASE: target <= baseline, Direction.DECREASE: target >= baseline}
    return wrong.get(direction, False)


_WITHIN: tuple[Callable[[Indicator], Iterator[Problem]], ...] = (
    _stages,
    _headline,
    _reporters,
    _denominator,
    _definition,
    _target,
)
_AMONG: tuple[Callable[[Indicator, Setting], Iterator[Problem]], ...] = (_label, _alias, _baselines)
