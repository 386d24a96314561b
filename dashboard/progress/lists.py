"""Coverage of a known list: k of N, and who is missing. Only N of N is done."""

from __future__ import annotations

from datetime import date

from dashboard.catalogue import Component, Indicator
from dashboard.figures import Figure, IndicatorFigures
from dashboard.ledger import Dimensions
from dashboard.progress.evidence import gather, judged_period
from dashboard.progress.gates import (
    STEWARDS,
    AgencyName,
    Stop,
    cannot_be_assessed,
    first_stop,
    stopped,
    without_figure,
)
from dashboard.progress.model import Gate, Verdict, VerdictLabel
from dashboard.progress.words import listed, period_words

AGENCY_DIMENSIONS = frozenset({"agency", "mda"})
"""Dimensions whose codes are agencies, who can act for themselves; a parish cannot."""


def coverage_verdict(indicator: Indicator, figures: IndicatorFigures, on: date, name: AgencyName) -> Verdict:
    """Done if every headline list is complete, Not started if nobody on any of them is covered, else Under way.

    `name` knows the agencies and whatever else stands on the lists.
    """
    stops: dict[Component, Stop] = {}
    covered: dict[Component, Figure] = {}
    for component in indicator.headline:
        evidence = gather(indicator, component, figures.values.get(component.id, ()), on)
        if stop := first_stop(evidence, name):
            stops[component] = stop
        elif evidence.after is not None:
            covered[component] = evidence.after
    if not covered:
        nothing = Stop(Gate.NOT_SUBMITTED, "The catalogue declares no list to cover.", STEWARDS)
        return cannot_be_assessed(stops) if stops else stopped(nothing)
    complete = all(figure.value == figure.denominator for figure in covered.values())
    if complete and not stops:
        label = VerdictLabel.DONE
    elif any(figure.value for figure in covered.values()):
        label = VerdictLabel.UNDER_WAY
    else:
        label = VerdictLabel.NOT_STARTED
    missing = {component: _missing(figures, component, figure) for component, figure in covered.items()}
    sentences = [_sentence(c, figure, missing[c], name) for c, figure in covered.items()]
    sentences += [f"{component.label}: {stop.reason}" for component, stop in stops.items()]
    return Verdict(
        label=label,
        gate=None,
        reason=" ".join(sentences),
        commitment_met=None if complete and stops else complete,
        strength=None,
        comparisons=(),
        who_must_act=_who(indicator, label, missing, stops),
        not_covered=without_figure(stops),
        period=max((judged_period(figure) for figure in covered.values()), key=lambda period: period.end),
    )


def _missing(figures: IndicatorFigures, component: Component, total: Figure) -> tuple[Dimensions, ...]:
    """The entries of the list that are reported as not covered, for the total's period."""
    return tuple(
        cell.dimensions
        for cell in figures.breakdowns
        if cell.component == component.id
        and cell.period == total.period
        and len(cell.dimensions) == 1
        and cell.lead.accepted
        and cell.value == 0
    )


def _sentence(component: Component, figure: Figure, missing: tuple[Dimensions, ...], name: AgencyName) -> str:
    said = f"{component.label}: {figure.value:f} of {figure.denominator:f} {period_words(judged_period(figure))}."
    if figure.value == figure.denominator:
        return said
    if not missing:
        return f"{said} The others are not named on record."
    return f"{said} Not yet: {listed([name(code) for cell in missing for _, code in cell])}."


def _who(
    indicator: Indicator,
    label: VerdictLabel,
    missing: dict[Component, tuple[Dimensions, ...]],
    stops: dict[Component, Stop],
) -> tuple[str, ...]:
    """Those on the list who are missing, where they are agencies; else the owner, while the list is not complete."""
    if label is VerdictLabel.DONE:
        return ()
    named = [code for cells in missing.values() for cell in cells for dim, code in cell if dim in AGENCY_DIMENSIONS]
    stopped_by = [code for stop in stops.values() for code in stop.who_must_act]
    return tuple(dict.fromkeys(named + stopped_by)) or (indicator.owner,)
