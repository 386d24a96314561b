"""From the ledger's submissions to the book of figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.catalogue import Catalogue, Indicator, RollUp
from dashboard.figures.answers import ACCEPTED, answers_of
from dashboard.figures.beside import beside_the_record
from dashboard.figures.model import Figure, FigureBook, IndicatorFigures, Milestone, Unapplied, Vintage
from dashboard.figures.national import national
from dashboard.figures.rolling_up import yearly
from dashboard.figures.selecting import figure_of
from dashboard.figures.steps import without_repetition
from dashboard.figures.usable import UNUSABLE, is_usable
from dashboard.ledger import Decision, Kind, Observation, Role, State, Submission
from dashboard.periods import BASELINE, PeriodKind

_LIVE = ACCEPTED | {"submitted"}
_SERIES_PERIODS = frozenset({PeriodKind.FINANCIAL_YEAR, PeriodKind.HALF_YEAR})


def build_book(
    submissions: Sequence[Submission], catalogue: Catalogue, decisions: Iterable[Decision] = ()
) -> FigureBook:
    """Every indicator's figures from the submissions that stand (sent back, superseded and withdrawn ones do not).

    Hand in the others too: whether a return came on time is told by the first one. `decisions` tell the order in which
    adjustments were accepted. Indicators without a word get an
    empty entry, so that "nobody has reported" can be said of each.
    """
    live = [submission for submission in submissions if submission.state in _LIVE]
    editions = [submission for submission in live if submission.draft.kind is Kind.EDITION]
    observed: defaultdict[str, list[Vintage]] = defaultdict(list)
    happened: defaultdict[str, list[Milestone]] = defaultdict(list)
    unapplied: list[Unapplied] = []
    for submission in live:
        draft, accepted = submission.draft, submission.state in ACCEPTED
        for record in draft.milestones:
            happened[record.indicator].append(Milestone(record, draft.source, submission.id, accepted, draft.kind))
        for observation in draft.observations if draft.kind is Kind.EDITION else ():
            if not is_usable(observation.numerator, observation.denominator):
                why = f"{observation.locator} {UNUSABLE}"
                unapplied.append(Unapplied(draft.kind, submission.id, "", "", observation.period, why))
                observation = replace(observation, state=State.NOT_AVAILABLE, numerator=None, denominator=None)
            observed[observation.indicator].append(Vintage(observation, draft.source, submission.id, accepted))
    answers = answers_of(submissions, decisions)
    returned: dict[str, tuple[Figure, ...]] = {}
    unapplied += answers.unapplied
    for indicator in catalogue.indicators:
        if indicator.alias_of is None:
            returned[indicator.id], lost = national(indicator, answers, catalogue)
            unapplied += lost
    return FigureBook(
        indicators={
            indicator.id: _of_indicator(
                indicator,
                observed[indicator.id],
                happened[indicator.id],
                _under(indicator, returned[indicator.alias_of or indicator.id]),
            )
            for indicator in catalogue.indicators
        },
        sources=tuple(dict.fromkeys(submission.draft.source for submission in editions)),
        horizon=_horizon(live),
        returns=answers.returns,
        unapplied=tuple(unapplied),
    )


def _under(indicator: Indicator, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The figures under the name of an indicator that repeats another word for word."""
    if indicator.alias_of is None:
        return figures
    return tuple(_renamed(figure, indicator.id) for figure in figures)


def _renamed(figure: Figure, indicator: str) -> Figure:
    lead = replace(figure.lead, observation=replace(figure.lead.observation, indicator=indicator))
    return replace(figure, indicator=indicator, lead=lead, vintages=(lead,))


def _horizon(submissions: Sequence[Submission]) -> date:
    """The last day on which something was published; days of access say nothing of publication.

    A record without any dated source speaks of nothing after the baseline.
    """
    sources = [submission.draft.source for submission in submissions]
    dated = [source.published_on for source in sources if not source.published_on_is_access_date]
    return max(dated, default=BASELINE.end)


def _of_indicator(
    indicator: Indicator, vintages: list[Vintage], milestones: list[Milestone], returned: tuple[Figure, ...]
) -> IndicatorFigures:
    by_role: defaultdict[Role, list[Vintage]] = defaultdict(list)
    for vintage in vintages:
        by_role[vintage.observation.role].append(vintage)
    values = _by_component(_cells(by_role[Role.VALUE]))
    published, days = _totals(values, {component.id: component.roll_up for component in indicator.components})
    below = [figure for figures in values.values() for figure in figures if figure.dimensions]
    found = beside_the_record(published, below, returned)
    return IndicatorFigures(
        indicator=indicator.id,
        values=found.totals,
        breakdowns=found.breakdowns,
        context=_by_component(_cells(by_role[Role.CONTEXT])),
        claims=(*_cells(by_role[Role.PART]), *_cells(by_role[Role.EXTERNAL_CLAIM]), *days, *found.aside),
        milestones=tuple(sorted(without_repetition(milestones), key=_when)),
    )


def _totals(
    values: Mapping[str, tuple[Figure, ...]], rules: Mapping[str, RollUp]
) -> tuple[dict[str, tuple[Figure, ...]], list[Figure]]:
    """Totals in years and halves, and apart from them the totals of other days and dates."""
    totals: dict[str, tuple[Figure, ...]] = {}
    apart: list[Figure] = []
    for component, figures in values.items():
        whole = yearly(tuple(figure for figure in figures if not figure.dimensions), rules.get(component, RollUp.NONE))
        totals[component] = tuple(figure for figure in whole if figure.period.kind in _SERIES_PERIODS)
        apart.extend(figure for figure in whole if figure.period.kind not in _SERIES_PERIODS)
    return totals, apart


def _cells(vintages: Iterable[Vintage]) -> list[Figure]:
    cells: defaultdict[tuple[object, ...], list[Vintage]] = defaultdict(list)
    for vintage in vintages:
        cells[_cell(vintage.observation)].append(vintage)
    return [figure_of(found) for found in cells.values()]


def _cell(observation: Observation) -> tuple[object, ...]:
    return observation.component, observation.period, observation.cohort, observation.dimensions


def _by_component(figures: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    found: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.component].append(figure)
    return {
        component: tuple(sorted(group, key=lambda f: (f.period, f.dimensions))) for component, group in found.items()
    }


def _when(milestone: Milestone) -> tuple[object, ...]:
    period = milestone.record.period
    return period.end if period else milestone.source.published_on, milestone.record.locator
