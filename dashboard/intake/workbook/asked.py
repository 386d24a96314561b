"""Who is asked for what in a half-year, from the catalogue alone.

- A component is asked of the bodies in its `reported_by`. A group (`participating_mdas`) stands for its members, and a
  member answers for itself: with its total, never with rows for the others (no breakdown by `mda`).
- Mandatory breakdowns are asked of headline components: they are what is judged, and no more about a child is collected
  than is used. A code that others name as their `public` group is printed by releases and never asked. A first
  identifier whose children count under another indicator is not offered: the check would refuse what the form asks.
- An indicator with a denominator has one for each headline component, so that a share keeps both its numbers.
- Yearly indicators are asked in the second half, for the financial year. Aliases are asked under their own id only.
- Implementing partners answer for the activities they support and give no numbers; civil society counts no victims.
- Bodies abroad, and names that stand for no office (`government`), are never asked: nobody there would fill it in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.catalogue import HIGHEST_SCORE, Agency, Catalogue, Component, CountingUnit, Indicator
from dashboard.intake.workbook.layout import NumberKey, Part
from dashboard.ledger import Dimensions
from dashboard.periods import Period, PeriodKind, financial_year_of

PARTICIPATING = "participating_mdas"
"""The group whose members are the rows of a breakdown by `mda`."""

FIRST_IDENTIFIER = "identified_by"
"""The dimension whose groups name, in brackets, the indicator under which a child counts: `… (2.7a)`."""

_GROUP_OF = re.compile(r"\((\d\.\d{1,2}[a-z]?)\)$")
_NEVER_ASKED = ("foreign", "other")
_BY_BODY = "mda"


@dataclass(frozen=True)
class Owed:
    """What one agency is asked for a half-year; false when that is nothing.

    `numbers` has a key a cell, numerator and denominator apart, totals before their breakdowns, in the Plan's order.
    `stages` are (indicator, stage) pairs; `commitments` are ids.
    """

    agency: str
    period: Period
    numbers: tuple[NumberKey, ...]
    stages: tuple[tuple[str, str], ...]
    commitments: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.numbers or self.stages or self.commitments)


def agencies_asked(catalogue: Catalogue, period: Period) -> tuple[str, ...]:
    """The agencies that get a workbook, in the order of `agencies.csv`."""
    return tuple(agency.code for agency in catalogue.agencies if owed_by(catalogue, agency.code, period))


def owed_by(catalogue: Catalogue, agency: str, period: Period) -> Owed:
    """Everything asked of one agency. ValueError for a period that is no half-year or an agency that is not listed."""
    if period.kind is not PeriodKind.HALF_YEAR:
        raise ValueError(f"returns are for half-years such as 2021-H1, not {period.label}")
    body = next((one for one in catalogue.agencies if one.code == agency), None)
    if body is None:
        raise ValueError(f"no agency {agency!r}; there are {', '.join(one.code for one in catalogue.agencies)}")
    if body.kind in _NEVER_ASKED or body.members:
        return Owed(agency, period, (), (), ())
    due = tuple(one for one in catalogue.indicators if one.alias_of is None and _is_due(one, period))
    return Owed(
        agency=agency,
        period=period,
        numbers=tuple(key for indicator in due for key in _numbers(catalogue, body, indicator, period)),
        stages=tuple((one.id, stage.id) for one in due if one.owner == agency for stage in one.stages),
        commitments=tuple(_commitments(catalogue, body)),
    )


def answers_for_itself(catalogue: Catalogue, agency: str, component: Component) -> bool:
    """Whether the agency is asked as a member of a group, not by its own name."""
    return agency not in component.reported_by and agency in catalogue.bodies(component.reported_by)


def top_of(catalogue: Catalogue, key: NumberKey, agency: str) -> int | None:
    """The greatest number a cell can hold, None where there is no bound."""
    component = catalogue.indicator(key.indicator).component(key.component)
    one_body = answers_for_itself(catalogue, agency, component) and component.unit is CountingUnit.AGENCY
    dimensions = {dimension for dimension, _ in key.dimensions}
    match component.unit:
        case CountingUnit.AGENCY if one_body or _BY_BODY in dimensions:
            return 1  # a body does or does not
        case CountingUnit.PARISH:
            return 1 if "parish" in dimensions else len(catalogue.parishes)
        case CountingUnit.SCORE if _BY_BODY in dimensions:
            return HIGHEST_SCORE
    return None


def _is_due(indicator: Indicator, period: Period) -> bool:
    return indicator.frequency != "yearly" or period.start.month == 10


def _numbers(catalogue: Catalogue, body: Agency, indicator: Indicator, period: Period) -> Iterator[NumberKey]:
    asked = [component for component in indicator.components if _is_asked(catalogue, body, component)]
    covered = financial_year_of(period.start) if indicator.frequency == "yearly" else period
    for component in asked:
        cohort = _a_year_before(covered) if indicator.follows_cohorts(component) else None
        yield NumberKey(indicator.id, component.id, (), Part.NUMERATOR, covered, cohort)
        if indicator.denominator is not None and component.headline:
            yield NumberKey(indicator.id, component.id, (), Part.DENOMINATOR, covered, cohort)
    for breakdown in indicator.breakdowns:
        for component in asked if breakdown.mandatory else ():
            itself = answers_for_itself(catalogue, body.code, component)
            if not component.headline or (breakdown.dimension == _BY_BODY and itself):
                continue
            cohort = _a_year_before(covered) if indicator.follows_cohorts(component) else None
            for category in categories_asked(catalogue, breakdown.dimension, indicator.id):
                cell: Dimensions = ((breakdown.dimension, category),)
                yield NumberKey(indicator.id, component.id, cell, Part.NUMERATOR, covered, cohort)


def categories_asked(catalogue: Catalogue, dimension: str, indicator: str) -> tuple[str, ...]:
    """The codes of a dimension that a return is asked for under an indicator, in the order of their list."""
    if dimension == _BY_BODY:
        return catalogue.bodies((PARTICIPATING,))
    codes = next(one for one in catalogue.code_lists if one.code == dimension).codes
    groups = {code.public for code in codes}
    elsewhere = counted_elsewhere(catalogue, indicator) if dimension == FIRST_IDENTIFIER else {}
    return tuple(code.code for code in codes if code.code not in groups and code.public not in elsewhere)


def counted_elsewhere(catalogue: Catalogue, indicator: str) -> Mapping[str, str]:
    """The groups of first identifiers whose children another indicator counts, with their words.

    `{"civil_society": "Civil society organisations (2.7a)", …}` for 2.2a.
    """
    codes = next((one.codes for one in catalogue.code_lists if one.code == FIRST_IDENTIFIER), ())
    return {
        code.code: code.label
        for code in codes
        if (match := _GROUP_OF.search(code.label)) is not None and match[1] != indicator
    }


def _is_asked(catalogue: Catalogue, body: Agency, component: Component) -> bool:
    if body.kind == "partner" or body.code not in catalogue.bodies(component.reported_by):
        return False
    return not (body.kind == "civil_society" and component.unit is CountingUnit.VICTIM)


def _a_year_before(period: Period) -> Period:
    """The same half-year or financial year, a year earlier; none of them starts or ends on 29 February."""
    start, end = period.start, period.end
    return Period(date(start.year - 1, start.month, start.day), date(end.year - 1, end.month, end.day))


def _commitments(catalogue: Catalogue, body: Agency) -> Iterator[str]:
    for activity in catalogue.activities:
        for commitment in activity.commitments:
            if body.kind == "partner":
                asked = commitment.by == "partner"
            else:
                asked = commitment.by == "government" and body.code in catalogue.bodies(commitment.mdas)
            if asked:
                yield commitment.id
