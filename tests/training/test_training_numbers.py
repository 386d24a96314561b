"""The made-up numbers add up to what is written, and never contradict each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import HIGHEST_SCORE, Catalogue, CountingUnit, load
from dashboard.periods import Period
from dashboard.training import Scenario, read_scenario
from dashboard.training.chance import generator, shares, spread
from dashboard.training.numbers import Counts


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario()


def test_every_component_that_is_asked_has_numbers(catalogue: Catalogue, scenario: Scenario) -> None:
    asked = {f"{item.id}/{one.id}" for item in catalogue.indicators if not item.alias_of for one in item.components}
    elsewhere = {f"{indicator}/mdas_implementing" for indicator in scenario.self_assessed}
    assert asked == {*scenario.components, *elsewhere, "3.6a/parishes_reporting"}


def test_twelve_half_years_begin_with_the_baseline(scenario: Scenario) -> None:
    assert [half.code for half in scenario.halves][:3] == ["2017-H1", "2017-H2", "2018-H1"]
    assert len(scenario.halves) == 12


def test_halves_and_agencies_add_up_to_the_year_as_written(catalogue: Catalogue, scenario: Scenario) -> None:
    counts = Counts(catalogue, scenario)
    reporters = catalogue.bodies(catalogue.indicator("2.2a").component("identified").reported_by)
    for year in range(2017, 2023):
        halves = Period.financial_year(year).halves
        counted = sum(counts.of("2.2a/identified", agency, half).number for agency in reporters for half in halves)
        assert counted == scenario.components["2.2a/identified"].yearly[year - 2017]


def test_nothing_is_larger_than_what_it_is_out_of(catalogue: Catalogue, scenario: Scenario) -> None:
    counts = Counts(catalogue, scenario)
    for component, numbers in scenario.components.items():
        indicator_id, component_id = component.split("/")
        entry = catalogue.indicator(indicator_id)
        for half in scenario.halves:
            period = half if entry.frequency != "yearly" else Period.financial_year(half.start.year)
            for agency in catalogue.bodies(entry.component(component_id).reported_by):
                count = counts.of(component, agency, period)
                assert count.number >= 0
                each = HIGHEST_SCORE if entry.component(component_id).unit is CountingUnit.SCORE else 1
                assert count.out_of is None or count.number <= count.out_of * each, (component, agency, half.code)
                if numbers.share_of:
                    assert count.number <= counts.of(numbers.share_of, agency, period).number


def test_the_same_seed_gives_the_same_numbers(catalogue: Catalogue, scenario: Scenario) -> None:
    half = scenario.halves[5]
    first, second = Counts(catalogue, scenario), Counts(catalogue, scenario)
    second.of("1.3a/prosecutions", "odpp", half)  # asked in another order
    assert first.of("2.2a/identified", "cpfsa", half) == second.of("2.2a/identified", "cpfsa", half)


@given(st.integers(0, 60), st.lists(st.integers(0, 9), min_size=1, max_size=8), st.integers())
def test_a_split_loses_nothing_unless_caps_say_so(total: int, weights: list[int], seed: int) -> None:
    parts = spread(total, [float(weight) for weight in weights], generator(seed))
    assert sum(parts) == (total if any(weights) else 0)
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(st.integers(0, 500), st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_a_division_loses_nothing(total: int, weights: list[int]) -> None:
    parts = shares(total, [float(weight) for weight in weights])
    assert sum(parts) == total
    assert min(parts) >= 0
