"""What the ledger holds of an agency before a half-year: what is shown beside the cells, and what is usual.

Numbers as the agency gave them; corrections and adjustments change national figures, not what the agency said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.asked import owed_by
from dashboard.intake.workbook.layout import NumberKey, Part
from dashboard.intake.workbook.model import History
from dashboard.ledger import Dimensions, Kind, Observation, State, Submission
from dashboard.periods import Period, PeriodKind

_APPROVED = ("accepted", "adopted")
_STANDING = ("submitted", *_APPROVED)

Place = tuple[str, str, Dimensions]
"""Indicator, component and dimensions: what stays the same from one period to the next."""


def history_of(submissions: Iterable[Submission], catalogue: Catalogue, agency: str, period: Period) -> History:
    """`last` from the newest standing return of the period before; `series` from approved returns only.

    Total: an agency that owes nothing, or a half-year nobody reported before, has no history.
    """
    returns = [one for one in submissions if one.draft.kind is Kind.RETURN and one.state in _STANDING]
    own = sorted((one for one in returns if one.draft.agency == agency), key=lambda one: one.sequence)
    before = [one for one in own if one.draft.period is not None and one.draft.period < period]
    standing = _by_place(before)
    approved = _by_place(one for one in before if one.state in _APPROVED)
    numbers = owed_by(catalogue, agency, period).numbers
    return History(
        last={key: text for key in numbers if (text := _text(standing.get(_place(key), {}), key))},
        series={key: series for key in numbers if (series := _series(approved.get(_place(key), {}), key))},
        elsewhere=_elsewhere(returns, agency, period),
        definition_versions=_versions(before),
    )


def number_text(observation: Observation, part: Part) -> str:
    """As typed: `6`, `not available`; "" where there is no such part."""
    number = observation.numerator if part is Part.NUMERATOR else observation.denominator
    if number is not None:
        return f"{number:f}"
    return "" if observation.state in (State.REPORTED, State.ZERO_CONFIRMED) else observation.state.replace("_", " ")


def _by_place(returns: Iterable[Submission]) -> Mapping[Place, Mapping[Period, Observation]]:
    """By what is counted, then by the observation's period; a later revision goes over an earlier one."""
    found: dict[Place, dict[Period, Observation]] = defaultdict(dict)
    for submission in returns:
        for one in submission.draft.observations:
            found[one.indicator, one.component, one.dimensions][one.period] = one
    return found


def _place(key: NumberKey) -> Place:
    return key.indicator, key.component, key.dimensions


def _text(by_period: Mapping[Period, Observation], key: NumberKey) -> str:
    before = by_period.get(key.period.previous)
    return number_text(before, key.part) if before else ""


def _series(by_period: Mapping[Period, Observation], key: NumberKey) -> tuple[tuple[Period, Decimal], ...]:
    """Numbers of the same half, or of whole years, before the key's period; oldest first."""
    found = []
    for period, one in sorted(by_period.items()):
        number = one.numerator if key.part is Part.NUMERATOR else one.denominator
        both_years = period.kind is PeriodKind.FINANCIAL_YEAR and key.period.kind is PeriodKind.FINANCIAL_YEAR
        if number is not None and period < key.period and (both_years or period.same_half(key.period)):
            found.append((period, number))
    return tuple(found)


def _elsewhere(returns: Iterable[Submission], agency: str, period: Period) -> Mapping[NumberKey, Mapping[str, Decimal]]:
    """What others say for the same period, by the numerator's key; the newest standing revision of each."""
    found: dict[NumberKey, dict[str, Decimal]] = defaultdict(dict)
    newest: dict[str, Submission] = {}
    for submission in sorted(returns, key=lambda one: one.sequence):
        if submission.draft.period == period and submission.draft.agency != agency:
            newest[submission.draft.agency] = submission
    for code, submission in newest.items():
        for one in submission.draft.observations:
            if one.numerator is not None:
                key = NumberKey(one.indicator, one.component, one.dimensions, Part.NUMERATOR, one.period, one.cohort)
                found[key][code] = one.numerator
    return found


def _versions(before: Iterable[Submission]) -> Mapping[str, int]:
    """The version of the definition in the return for the latest half-year that answered, by indicator."""
    found: dict[str, int] = {}
    for submission in sorted(
        before, key=lambda one: (one.draft.period or Period.day(one.recorded_at.date()), one.sequence)
    ):
        for one in submission.draft.observations:
            found[one.indicator] = one.definition_version
    return found
