"""What is compared with what: the number before and the number after, chosen from a component's figures.

Events and shares take whole financial years (or a half with the same half), stocks the latest day on record. A cohort
figure stands at its cohort, whatever the day it was looked up. Only exact numbers are compared: "about 24" and
"at least 100" are shown, never tested. Nothing is chosen that was not accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dashboard.catalogue import Component, EvidenceModel, Indicator
from dashboard.figures import Figure
from dashboard.ledger import Bound
from dashboard.periods import Period, PeriodKind, financial_years, latest_complete_financial_year

TESTED_COUNTS = frozenset({EvidenceModel.EVENTS})
TESTED_SHARES = frozenset({EvidenceModel.SHARE_OF_CASES, EvidenceModel.SURVEY})
OUT_OF_A_WHOLE = TESTED_SHARES | {EvidenceModel.COVERAGE}
HELD_ON_A_DAY = frozenset({EvidenceModel.STOCK, EvidenceModel.RESOURCE, EvidenceModel.RUBRIC, EvidenceModel.COVERAGE})

FOLLOW_UP = timedelta(days=365)
"""A cohort is followed for a year before it is judged: 1.3c asks what was concluded "within one year"."""


@dataclass(frozen=True)
class Observed:
    """One number in a comparison. `exact` is False where it may be shown but not compared."""

    period: Period
    value: Decimal
    denominator: Decimal | None
    definition_version: int
    exact: bool


@dataclass(frozen=True)
class Evidence:
    """All that is known of one component on a day, sorted into what the gates ask for.

    `reported` are its figures with a number later than the baseline, `accepted` those of them that were accepted and
    may be compared; `before` and `after` are the two numbers chosen, if any. `incomplete` are the periods after the
    baseline, now over, for which an agency's return is still wanting; they are no figures.
    """

    indicator: Indicator
    component: Component
    baseline: Period
    on: date
    figures: tuple[Figure, ...]
    reported: tuple[Figure, ...]
    accepted: tuple[Figure, ...]
    before: Observed | None
    after: Figure | None
    incomplete: tuple[Figure, ...] = ()

    @property
    def held_up(self) -> Figure | None:
        """The latest period that only waits for agencies; None once there is a number to judge."""
        return self.incomplete[-1] if self.incomplete and self.after is None else None

    @property
    def missing_years(self) -> tuple[Period, ...]:
        """The complete financial years after the last number used, none where it is the latest.

        Of a cohort those years alone whose cases have been followed for as long as they must.
        """
        if self.after is None:
            return ()
        used = judged_period(self.after)
        complete = latest_complete_financial_year(self.on if self.after.cohort is None else self.on - FOLLOW_UP)
        return tuple(year for year in financial_years(self.baseline, complete) if year.start > used.end)


def judged_period(figure: Figure) -> Period:
    """The cohort a figure speaks of, else its period."""
    return figure.cohort or figure.period


def is_over(period: Period, on: date) -> bool:
    """A period is over the day after its last day; a count taken on one day stands at once."""
    return period.end <= on if period.kind is PeriodKind.DAY else period.end < on


def is_mature(figure: Figure, on: date) -> bool:
    """Whether the last case of a cohort has been followed long enough; a figure without a cohort has no follow-up."""
    return figure.cohort is None or figure.cohort.end + FOLLOW_UP <= on


def observed(figure: Figure, model: EvidenceModel) -> Observed | None:
    """The figure as a number in a comparison; None if it carries none."""
    if figure.value is None:
        return None
    return Observed(
        period=judged_period(figure),
        value=figure.value,
        denominator=figure.denominator,
        definition_version=figure.lead.observation.definition_version,
        exact=figure.bound is Bound.EXACT and _fits(figure.value, figure.denominator, model),
    )


def gather(
    indicator: Indicator,
    component: Component,
    figures: tuple[Figure, ...],
    on: date,
    *,
    since: Period | None = None,
) -> Evidence:
    """Sort a component's figures around its baseline, or around another period to be tested instead (`since`).

    With `since` the catalogue's baseline value is not used: it belongs to the baseline alone.
    """
    model = indicator.evidence_model
    baseline = since or component.baseline.period
    whole = sorted((f for f in figures if not f.dimensions), key=lambda f: (judged_period(f).end, f.period.end))
    totals = [f for f in whole if not f.is_incomplete]
    wanting = [f for f in whole if f.is_incomplete and judged_period(f).end > baseline.end and is_over(f.period, on)]
    # A year goes before the half that ends with it.
    incomplete = tuple(sorted(wanting, key=lambda f: (judged_period(f).end, -f.period.start.toordinal())))
    reported = tuple(f for f in totals if f.value is not None and judged_period(f).end > baseline.end)
    exact = (f for f in reported if (number := observed(f, model)) is not None and number.exact)
    accepted = tuple(f for f in exact if f.lead.accepted)
    catalogue_value = None if since else _catalogue_baseline(indicator, component)
    choose = _choose_stock if model in HELD_ON_A_DAY else _choose_period
    before, after = choose(tuple(totals), accepted, baseline, on, model, catalogue_value)
    return Evidence(
        indicator, component, baseline, on, tuple(totals), reported, accepted, before, after, incomplete=incomplete
    )


def _fits(value: Decimal, denominator: Decimal | None, model: EvidenceModel) -> bool:
    """A tested number is a whole count, and a share is a part of its whole."""
    if model in TESTED_COUNTS:
        return _is_count(value)
    if model in OUT_OF_A_WHOLE:
        return denominator is not None and _is_count(value) and _is_count(denominator) and value <= denominator
    return value.is_finite()


def _is_count(number: Decimal) -> bool:
    return number.is_finite() and number >= 0 and number == number.to_integral_value()


def _catalogue_baseline(indicator: Indicator, component: Component) -> Observed | None:
    stated = component.baseline
    if stated.value == "not_available" or stated.status == "not_available":
        return None
    value = Decimal(stated.value)
    fits = _fits(value, None, indicator.evidence_model)
    return Observed(stated.period, value, None, indicator.definition.version, exact=fits)


Chooser = Callable[
    [tuple[Figure, ...], tuple[Figure, ...], Period, date, EvidenceModel, Observed | None],
    tuple[Observed | None, Figure | None],
]


def _choose_period(
    figures: tuple[Figure, ...],
    accepted: tuple[Figure, ...],
    baseline: Period,
    on: date,
    model: EvidenceModel,
    stated: Observed | None,
) -> tuple[Observed | None, Figure | None]:
    """The baseline period and the latest like period that is over; failing that, a half and the same half before."""
    before = _at(figures, baseline, model) or stated
    complete = tuple(figure for figure in accepted if is_over(judged_period(figure), on))
    over = tuple(figure for figure in complete if is_mature(figure, on)) or complete
    after = _last(over, lambda period: _alike(period, baseline, model))
    if after is not None or not baseline.is_financial_year:
        return before, after
    pairs = ((half, _last(over, half.same_half)) for half in baseline.halves if _at(figures, half, model))
    halves = [(half, found) for half, found in pairs if found is not None]
    if not halves:
        return before, None
    half, found = max(halves, key=lambda pair: judged_period(pair[1]).end)
    return _at(figures, half, model), found


def _choose_stock(
    figures: tuple[Figure, ...],
    accepted: tuple[Figure, ...],
    baseline: Period,
    on: date,
    model: EvidenceModel,
    stated: Observed | None,
) -> tuple[Observed | None, Figure | None]:
    """The last count within the baseline period, else the catalogue's, else the last one before; and the latest."""
    known = [f for f in figures if f.lead.accepted and judged_period(f).end <= baseline.end]
    at_or_before = [number for f in known if (number := observed(f, model)) is not None]
    last = at_or_before[-1] if at_or_before else None
    within = last if last is not None and last.period.end >= baseline.start else None
    over = [figure for figure in accepted if is_over(judged_period(figure), on)]
    return within or stated or last, over[-1] if over else None


def _at(figures: tuple[Figure, ...], period: Period, model: EvidenceModel) -> Observed | None:
    at_period = [f for f in figures if f.lead.accepted and judged_period(f) == period]
    numbers = [number for f in at_period if (number := observed(f, model)) is not None]
    return numbers[-1] if numbers else None


def _last(figures: tuple[Figure, ...], wanted: Callable[[Period], bool]) -> Figure | None:
    found = [figure for figure in figures if wanted(judged_period(figure))]
    return found[-1] if found else None


def _alike(period: Period, baseline: Period, model: EvidenceModel) -> bool:
    """Whole years with whole years, a half with the same half; survey rounds follow no calendar."""
    if model is EvidenceModel.SURVEY:
        return True
    if baseline.kind is PeriodKind.HALF_YEAR:
        return period.same_half(baseline)
    if baseline.kind is PeriodKind.CALENDAR_YEAR:
        return period.kind is PeriodKind.CALENDAR_YEAR
    return period.is_financial_year
