"""Milestones and yearly duties: what was reached, what is overdue, and where nobody has said anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.catalogue import CountingUnit, Indicator, Stage
from dashboard.figures import IndicatorFigures, Milestone
from dashboard.periods import (
    Period,
    PeriodKind,
    day_in_words,
    financial_year_of,
    financial_years,
    latest_complete_financial_year,
)
from dashboard.progress.gates import SECRETARIAT, STEWARDS, AgencyName, Stop, no_figure, stopped
from dashboard.progress.model import Gate, Verdict, VerdictLabel
from dashboard.progress.words import listed, number, period_words

_DEEDS = frozenset({CountingUnit.DOCUMENT, CountingUnit.ACTIVITY})
"""Units of which one is a beginning. None of them is a person, so a reason may print the number."""

REACHED = "reached"
NOT_REACHED = "not_reached"
PASSED = "passed"
UNKNOWN = "unknown"


def last_word(facts: Iterable[Milestone]) -> Milestone | None:
    """The fact that decides a stage: the latest that says reached or not; on one day, the one that says reached.

    So a later source may say that a stage is not (or no longer) reached, an older or equally old one may not. A fact
    without a date decides only where no dated one does.
    """
    decisive = [fact for fact in facts if fact.record.outcome in (REACHED, NOT_REACHED)]
    return max(decisive, key=_weight, default=None)


def _weight(fact: Milestone) -> tuple[bool, date, bool]:
    return fact.record.period is not None, said_on(fact), fact.record.outcome == REACHED


@dataclass(frozen=True)
class Rung:
    """Where one stage stands: `reached`, `not_reached`, `passed` or `unknown`, and the fact that says so.

    `passed` is a stage of which nobody speaks, below one that was reached: a final report implies its fieldwork.
    """

    stage: Stage
    state: str
    fact: Milestone | None


def rungs(indicator: Indicator, facts: Iterable[Milestone]) -> tuple[Rung, ...]:
    """The indicator's stages in order, by the accepted facts."""
    accepted = [fact for fact in facts if fact.accepted]
    last = [last_word(fact for fact in accepted if fact.record.stage == stage.id) for stage in indicator.stages]
    highest = max((at for at, fact in enumerate(last) if fact and fact.record.outcome == REACHED), default=-1)
    return tuple(
        Rung(stage, fact.record.outcome if fact else PASSED if at < highest else UNKNOWN, fact)
        for at, (stage, fact) in enumerate(zip(indicator.stages, last, strict=True))
    )


def said_on(fact: Milestone) -> date:
    """The last day the fact speaks of, or the day its source was published."""
    return fact.record.period.end if fact.record.period else fact.source.published_on


def milestone_verdict(indicator: Indicator, figures: IndicatorFigures, on: date, agency_name: AgencyName) -> Verdict:
    """The ladder: Done if every stage is reached; Overdue if one that is not was due before `on`; else Under way.

    A stage that was only passed over is no proof: Done waits for a word on it. Nothing reached but a source that says
    so is Not started, unless a count beside the ladder shows that something was done: two words that do not agree are
    both printed. Facts that move no stage are background.
    """
    facts = figures.milestones
    ladder = rungs(indicator, facts)
    if not any(rung.fact for rung in ladder):
        return stopped(_no_word(indicator, facts, agency_name))
    begun = _begun(indicator, figures, on)
    reached = [rung for rung in ladder if rung.state == REACHED]
    waiting = [rung for rung in ladder if rung.state in (NOT_REACHED, UNKNOWN)]
    late = next((rung for rung in waiting if rung.stage.due is not None and rung.stage.due < on), None)
    passed = [rung for rung in ladder if rung.state == PASSED]
    if not waiting and not passed:
        label = VerdictLabel.DONE
    elif late is not None:
        label = VerdictLabel.OVERDUE
    else:
        label = VerdictLabel.UNDER_WAY if reached or begun else VerdictLabel.NOT_STARTED
    sentences = [_reached(reached)]
    if late is not None:
        sentences.append(_late(late))
    elif waiting:
        sentences.append(f"Next: {waiting[0].stage.label}; {_not_so_far(waiting[0])}.")
    elif passed:
        unsaid = listed([rung.stage.label for rung in passed], "or")
        sentences.append(f"No source on record speaks of {unsaid}, which would come before.")
    if begun and not reached:
        says = "The count beside it says" if len(begun) == 1 else "The counts beside it say"
        sentences.append(f"{says} otherwise: {listed(begun)}.")
    return Verdict(
        label=label,
        gate=None,
        reason=" ".join(sentences),
        commitment_met=None if passed and not waiting else label is VerdictLabel.DONE,
        strength=None,
        comparisons=(),
        who_must_act=(indicator.owner,) if label is VerdictLabel.OVERDUE else (),
        not_covered=(),
        period=_latest_period(rung.fact for rung in reached if rung.fact),
    )


def _no_word(indicator: Indicator, facts: tuple[Milestone, ...], agency_name: AgencyName) -> Stop:
    stages = {stage.id for stage in indicator.stages}
    if not stages:
        return Stop(Gate.NOT_SUBMITTED, "The catalogue names no stages.", STEWARDS)
    if any(f.record.stage in stages and f.record.outcome in (REACHED, NOT_REACHED) for f in facts):
        return Stop(Gate.NOT_ACCEPTED, "Reported, not yet accepted by the Secretariat.", (SECRETARIAT,))
    if not facts:
        return no_figure(indicator.owner, agency_name)
    reason = f"No source on record says whether any stage was reached. Owner: {agency_name(indicator.owner)}."
    return Stop(Gate.NOT_SUBMITTED, reason, (indicator.owner,))


def _begun(indicator: Indicator, figures: IndicatorFigures, on: date) -> list[str]:
    """`Documents that cite the research, 2 in 2021/22`: the newest accepted count of each kind of deed, unless zero."""
    found = []
    for component in indicator.components:
        counted = [
            figure
            for figure in figures.values.get(component.id, ())
            if figure.lead.accepted and figure.value is not None and not figure.dimensions and figure.period.end < on
        ]
        # A whole year before the half that ends later: the pages print years.
        newest = max(counted, key=lambda figure: (figure.period.is_financial_year, figure.period.end), default=None)
        if component.unit in _DEEDS and newest is not None and newest.value:
            found.append(f"{component.label}, {number(newest.value, component.unit)} {period_words(newest.period)}")
    return found


def _reached(reached: list[Rung]) -> str:
    if not reached:
        return "No stage is reached yet."
    stages = [f"{rung.stage.label} ({_when(rung.fact)})" for rung in reached if rung.fact]
    return f"Reached: {listed(stages)}."


def _late(rung: Rung) -> str:
    due = day_in_words(rung.stage.due) if rung.stage.due else ""
    return f"{rung.stage.label} was due by {due}, and {_not_so_far(rung)}."


def _not_so_far(rung: Rung) -> str:
    if rung.fact is None:
        return "no source on record says that it was reached"
    return f"the latest word on it is that it was not reached ({_when(rung.fact)})"


def _when(fact: Milestone) -> str:
    period = fact.record.period
    if period is None:
        return "undated"
    return period.words if period.kind is PeriodKind.OTHER else period.label


def _latest_period(facts: Iterable[Milestone]) -> Period | None:
    periods = [fact.record.period for fact in facts if fact.record.period]
    return max(periods, key=lambda period: period.end, default=None)


def recurring_verdict(indicator: Indicator, figures: IndicatorFigures, on: date, agency_name: AgencyName) -> Verdict:
    """A yearly duty, by the latest complete financial year: Done if delivered, Overdue if said not to be.

    Where nobody has said anything of that year the duty cannot be assessed, whatever earlier years show: neither the
    last delivery nor the silence is carried forward. The reason then lists every year there is a word on.
    """
    said = {year: done for year, done in _said(indicator, figures, accepted=True).items() if year.end < on}
    latest = latest_complete_financial_year(on)
    if latest not in said:
        return stopped(_silent(indicator, figures, said, latest, agency_name))
    delivered = said[latest]
    sentence = f"{'Delivered' if delivered else 'Said not to have been delivered'} in {latest.label}."
    return Verdict(
        label=VerdictLabel.DONE if delivered else VerdictLabel.OVERDUE,
        gate=None,
        reason=f"{sentence} {_record(said, latest)}",
        commitment_met=delivered,
        strength=None,
        comparisons=(),
        who_must_act=() if delivered else (indicator.owner,),
        not_covered=(),
        period=latest,
    )


def _said(indicator: Indicator, figures: IndicatorFigures, *, accepted: bool) -> dict[Period, bool]:
    """Year to delivered or not, from the counts of the headline components and, where they are silent, dated facts."""
    said: dict[Period, bool] = {}
    for fact in sorted(figures.milestones, key=said_on):
        period, outcome = fact.record.period, fact.record.outcome
        if fact.record.stage is None or outcome not in (REACHED, NOT_REACHED) or period is None:
            continue
        year = financial_year_of(period.end)
        if year.contains(period) and fact.accepted is accepted:
            said[year] = outcome == REACHED
    counted: dict[Period, bool] = {}
    for component in indicator.headline:
        for figure in figures.values.get(component.id, ()):
            year = figure.period
            if figure.value is None or not year.is_financial_year or figure.lead.accepted is not accepted:
                continue
            counted[year] = counted.get(year, True) and figure.value > 0
    return said | counted


def _silent(
    indicator: Indicator,
    figures: IndicatorFigures,
    said: dict[Period, bool],
    latest: Period,
    agency_name: AgencyName,
) -> Stop:
    owner = indicator.owner
    if latest in _said(indicator, figures, accepted=False):
        reason = f"Reported ({latest.label}), not yet accepted by the Secretariat."
        return Stop(Gate.NOT_ACCEPTED, reason, (SECRETARIAT,))
    if not said:
        return no_figure(owner, agency_name)
    last = max(said)
    silent = [year.label for year in financial_years(last, latest)[1:]]
    reason = f"Nothing is on record for {listed(silent, 'or')}. {_record(said, last)} Owner: {agency_name(owner)}."
    return Stop(Gate.NOT_SUBMITTED, reason, (owner,))


def _record(said: dict[Period, bool], last: Period) -> str:
    """Every year from the first word to `last`, sorted into delivered, said not to be, and silent."""
    years = financial_years(min(said), last)
    groups = (
        ("delivered in", [year.label for year in years if said.get(year) is True]),
        ("said not to have been delivered in", [year.label for year in years if said.get(year) is False]),
        ("nothing for", [year.label for year in years if year not in said]),
    )
    return f"On record: {'; '.join(f'{words} {listed(found)}' for words, found in groups if found)}."
