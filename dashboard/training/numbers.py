"""What an agency of the training data counts: one number a component, agency and period, from the scenario."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dashboard.catalogue import HIGHEST_SCORE, Catalogue, CountingUnit
from dashboard.periods import Period
from dashboard.training.chance import generator, shares, spread
from dashboard.training.scenario import Numbers, Scenario

MONEY = frozenset({CountingUnit.MONEY_JMD, CountingUnit.MONEY_USD})


@dataclass(frozen=True)
class Count:
    """A number and what it is out of, None where nothing is."""

    number: int
    out_of: int | None


class Counts:
    """Every number of the training data. Asked for by component (`2.2a/identified`), agency and period."""

    def __init__(self, catalogue: Catalogue, scenario: Scenario) -> None:
        self._catalogue = catalogue
        self._scenario = scenario
        self._known: dict[tuple[str, Period], dict[str, Count]] = {}

    def of(self, component: str, agency: str, period: Period) -> Count:
        """KeyError where the agency is not asked for the component."""
        return self._all(component, period)[agency]

    def _all(self, component: str, period: Period) -> dict[str, Count]:
        key = (component, period)
        if key not in self._known:
            self._known[key] = self._made(component, period)
        return self._known[key]

    def _made(self, component: str, period: Period) -> dict[str, Count]:
        indicator_id, component_id = component.split("/")
        if indicator_id in self._scenario.self_assessed:
            since = self._scenario.self_assessed[indicator_id]
            agencies = self._reporters(component)
            return {a: Count(int(a in since and since[a] <= period), 1) for a in agencies}
        if component == "3.6a/parishes_reporting":
            year = self._scenario.year_index(period)
            return {agency: Count(by_year[year], 14) for agency, by_year in self._scenario.parishes.items()}
        numbers = self._scenario.components[component]
        agencies = self._reporters(component)
        if numbers.share_of:
            rng = generator(self._scenario.seed, component, period.code)
            other = self._all(numbers.share_of, period)
            return {
                agency: Count(sum(rng.random() < numbers.share for _ in range(other[agency].number)), None)
                for agency in agencies
            }
        unit = self._catalogue.indicator(indicator_id).component(component_id).unit
        if numbers.year_end or unit in MONEY:
            return self._stock(component, numbers, agencies, period)
        return self._flow(component, numbers, agencies, period)

    def _flow(self, component: str, numbers: Numbers, agencies: tuple[str, ...], period: Period) -> dict[str, Count]:
        """A year's number dropped over its halves and the agencies; of what it is out of, if anything, likewise."""
        year = self._scenario.year_index(period)
        halves = 1 if period.is_financial_year else 2
        rng = generator(self._scenario.seed, component, year)
        places = [(half, agency) for half in range(halves) for agency in agencies]
        weights = [float(self._scenario.agency_weights.get(agency, 1)) for _, agency in places]
        outs = spread(numbers.of[year], weights, rng) if numbers.of else None
        indicator_id, component_id = component.split("/")
        unit = self._catalogue.indicator(indicator_id).component(component_id).unit
        each = HIGHEST_SCORE if unit is CountingUnit.SCORE else 1
        parts = spread(numbers.yearly[year], weights, rng, outs and [out * each for out in outs])
        half = 0 if period.is_financial_year else int(period.start.month == 10)
        first = half * len(agencies)
        return {
            agency: Count(parts[first + place], outs[first + place] if outs else None)
            for place, agency in enumerate(agencies)
        }

    def _stock(self, component: str, numbers: Numbers, agencies: tuple[str, ...], period: Period) -> dict[str, Count]:
        """What stands on the last day: at year's end as written, at the end of September halfway from the year before.

        Money is divided the same way, and given for a year as a whole.
        """
        year = self._scenario.year_index(period)
        weights = [generator(self._scenario.seed, component, agency).uniform(0.5, 1.5) for agency in agencies]

        def on_the_day(by_year: tuple[int, ...]) -> int:
            if period.is_financial_year or period.start.month == 10 or year == 0:
                return by_year[year]
            return (by_year[year - 1] + by_year[year]) // 2

        whole = on_the_day(numbers.year_end or numbers.yearly)
        if not numbers.of:
            return {a: Count(part, None) for a, part in zip(agencies, shares(whole, weights), strict=True)}
        outs = shares(on_the_day(numbers.of), weights)
        parts = spread(whole, [1.0] * len(agencies), generator(self._scenario.seed, component, period.code), outs)
        return {a: Count(part, out) for a, part, out in zip(agencies, parts, outs, strict=True)}

    def _reporters(self, component: str) -> tuple[str, ...]:
        indicator_id, component_id = component.split("/")
        return self._catalogue.bodies(self._catalogue.indicator(indicator_id).component(component_id).reported_by)

    @cached_property
    def parish_order(self) -> dict[str, list[int]]:
        """Which parishes each source of parish data covers first."""
        orders = {}
        for agency in self._scenario.parishes:
            order = list(range(14))
            generator(self._scenario.seed, "parishes", agency).shuffle(order)
            orders[agency] = order
        return orders
