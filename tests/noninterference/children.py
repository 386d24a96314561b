"""The children behind the returns: one row a person, from which every cell that an agency types is counted.

A ledger of returns is a list of these. Whoever changes a row changes every total and breakdown alike, so that two lists
can be made that say the same of everything published and differ in all that is hidden.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.catalogue import Catalogue
from dashboard.disclosure import counts_people
from dashboard.intake.workbook import NumberKey, Part
from dashboard.intake.workbook.asked import agencies_asked, owed_by
from dashboard.periods import Period, financial_year_of

Year = int
"""The calendar year in which a financial year begins."""

WEIGHTS: Mapping[str, list[tuple[str, int]]] = {
    "sex": [("female", 4), ("male", 1)],
    "exploitation_type": [("sexual", 3), ("labour", 1)],
}
"""How often the categories of a dimension occur; of any other dimension the first four occur evenly."""


@dataclass
class Child:
    """One person or case of one series. `counted` is False for one who is only among those a share is of."""

    series: str
    period: Period
    agency: str
    counted: bool
    categories: dict[str, str] = field(default_factory=dict)

    @property
    def year(self) -> Year:
        return financial_year_of(self.period.start).start.year


@dataclass(frozen=True)
class Asked:
    """What the agencies are asked of one series in one half-year: who, for which period, which categories."""

    series: str
    period: Period
    agencies: tuple[str, ...]
    categories: Mapping[str, tuple[str, ...]]
    is_share: bool


def asked_of_people(catalogue: Catalogue, half: Period) -> list[Asked]:
    """Every series of people in the workbooks of a half-year."""
    agencies: dict[str, dict[str, None]] = {}
    categories: dict[str, dict[str, dict[str, None]]] = {}
    periods: dict[str, Period] = {}
    shares: set[str] = set()
    for agency in agencies_asked(catalogue, half):
        for key in owed_by(catalogue, agency, half).numbers:
            if not is_of_people(catalogue, key):
                continue
            series = f"{key.indicator}/{key.component}"
            agencies.setdefault(series, {})[agency] = None
            periods[series] = key.period
            for dimension, code in key.dimensions:
                categories.setdefault(series, {}).setdefault(dimension, {})[code] = None
            if key.part is Part.DENOMINATOR:
                shares.add(series)
    return [
        Asked(
            series,
            periods[series],
            tuple(named),
            {dimension: tuple(codes) for dimension, codes in categories.get(series, {}).items()},
            series in shares,
        )
        for series, named in agencies.items()
    ]


def is_of_people(catalogue: Catalogue, key: NumberKey) -> bool:
    indicator = catalogue.indicator(key.indicator)
    return counts_people(indicator.disclosure_class, indicator.component(key.component).unit)


def counted_children(
    catalogue: Catalogue,
    halves: list[Period],
    totals: Mapping[Year, int],
    seed: int,
    own: Mapping[str, Mapping[Year, int]],
) -> list[Child]:
    """Children of every series: `totals` in each financial year, or what `own` says of a series.

    A share is of half as many again. What stands on a day is counted anew in each half.
    """
    rng = random.Random(seed)
    found: list[Child] = []
    for half in halves:
        for asked in asked_of_people(catalogue, half):
            year = financial_year_of(half.start)
            total = own.get(asked.series, {}).get(year.start.year, totals[year.start.year])
            component = catalogue.indicator(asked.series.split("/")[0]).component(asked.series.split("/")[1])
            adds_up = component.roll_up.value == "sum" and not asked.period.is_financial_year
            here = total if not adds_up else total // 2 if half == year.halves[0] else total - total // 2
            others = (here + 1) // 2 if asked.is_share else 0
            for place in range(here + others):
                categories = {name: _drawn(name, codes, rng) for name, codes in asked.categories.items()}
                agency = asked.agencies[rng.randrange(min(2, len(asked.agencies)))]
                found.append(Child(asked.series, asked.period, agency, place < here, categories))
    return found


def _drawn(dimension: str, codes: tuple[str, ...], rng: random.Random) -> str:
    weights = dict(WEIGHTS.get(dimension, [(code, 1) for code in codes[:4]]))
    return rng.choices(codes, [weights.get(code, 0) for code in codes])[0]
