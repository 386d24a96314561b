from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.access import Tier
from dashboard.catalogue import CountingUnit, DisclosureClass
from dashboard.disclosure import Cell, decide, may_print
from dashboard.periods import Period

CHILDREN = Cell(
    disclosure_class=DisclosureClass.VICTIM_PERSON,
    unit=CountingUnit.VICTIM,
    period=Period.parse("2021/22"),
    is_total=True,
    value=Decimal(6),
    printed_elsewhere=True,
)
OUTSIDE = [Tier.NATFATIP, Tier.PUBLIC]
CELLS = st.builds(
    Cell,
    disclosure_class=st.sampled_from(DisclosureClass),
    unit=st.sampled_from(CountingUnit),
    period=st.sampled_from(
        [Period.parse(text) for text in ("2021/22", "2021-H1", "2022-03-31", "2021-01-01..2021-07-22")]
    ),
    is_total=st.booleans(),
    value=st.none() | st.integers(min_value=0, max_value=60).map(Decimal),
    printed_elsewhere=st.booleans(),
)


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_national_annual_total_of_children_is_shown(tier: Tier) -> None:
    assert decide(CHILDREN, tier).shown


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_breakdown_of_children_is_withheld_however_large(tier: Tier) -> None:
    assert not decide(replace(CHILDREN, is_total=False, value=Decimal(60)), tier).shown


@pytest.mark.parametrize(
    "period",
    ["2021-H1", "2021-01-01..2021-07-22", "2020-03-31", "2020-01-01..2020-12-31", "2010-01-01..2018-12-31"],
)
def test_any_window_but_a_financial_year_of_children_is_withheld(period: str) -> None:
    assert not decide(replace(CHILDREN, period=Period.parse(period)), Tier.PUBLIC).shown


@pytest.mark.parametrize(
    ("value", "printed", "shown"),
    [(1, False, False), (2, False, False), (2, True, True), (3, False, True), (0, False, True)],
)
def test_one_or_two_children_need_a_source_that_printed_them(value: int, printed: bool, shown: bool) -> None:
    cell = replace(CHILDREN, value=Decimal(value), printed_elsewhere=printed)
    assert decide(cell, Tier.PUBLIC).shown is shown


def test_a_zero_below_the_annual_total_is_withheld_like_any_other_cell() -> None:
    assert not decide(replace(CHILDREN, is_total=False, value=Decimal(0)), Tier.PUBLIC).shown


def test_convictions_to_a_day_are_public_record_but_not_their_breakdown() -> None:
    convictions = replace(
        CHILDREN,
        disclosure_class=DisclosureClass.ACCUSED_PERSON,
        unit=CountingUnit.DEFENDANT,
        period=Period.parse("2018-07-24"),
    )
    assert decide(convictions, Tier.PUBLIC).shown
    assert not decide(replace(convictions, is_total=False), Tier.PUBLIC).shown


def test_spaces_agencies_and_money_are_shown() -> None:
    for unit in (CountingUnit.SPACE, CountingUnit.AGENCY, CountingUnit.MONEY_JMD, CountingUnit.REPORT):
        assert decide(replace(CHILDREN, unit=unit, is_total=False), Tier.PUBLIC).shown


@given(CELLS)
def test_the_restricted_tier_sees_everything(cell: Cell) -> None:
    assert decide(cell, Tier.RESTRICTED).shown


@given(CELLS)
def test_the_public_sees_nothing_that_natfatip_does_not(cell: Cell) -> None:
    assert decide(cell, Tier.NATFATIP).shown or not decide(cell, Tier.PUBLIC).shown


@given(CELLS)
def test_whether_a_breakdown_is_hidden_does_not_depend_on_its_number(cell: Cell) -> None:
    below = replace(cell, is_total=False)
    assert decide(below, Tier.PUBLIC) == decide(replace(below, value=Decimal(1)), Tier.PUBLIC)


@pytest.mark.parametrize(
    ("value", "denominator", "shown"),
    [(0, 2, False), (11, 12, False), (10, 12, False), (2, 9, False), (0, 9, True), (5, 5, True), (6, 9, True)],
)
@pytest.mark.parametrize("tier", OUTSIDE)
def test_so_many_of_so_many_is_withheld_where_it_tells_one_or_two(
    tier: Tier, value: int, denominator: int, shown: bool
) -> None:
    share = replace(CHILDREN, value=Decimal(value), denominator=Decimal(denominator), printed_elsewhere=False)
    assert decide(share, tier).shown is shown
    assert decide(replace(share, printed_elsewhere=True), tier).shown


@pytest.mark.parametrize(("value", "shown"), [(9, False), (8, False), (7, True), (10, True), (12, False), (13, True)])
def test_a_component_one_or_two_away_from_a_headline_number_is_withheld(value: int, shown: bool) -> None:
    referred = replace(CHILDREN, value=Decimal(value), beside=(Decimal(10),), printed_elsewhere=False)
    assert decide(referred, Tier.PUBLIC).shown is shown
    assert decide(replace(referred, printed_elsewhere=True), Tier.PUBLIC).shown


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_reservation_that_tells_a_count_is_for_the_restricted_tier(tier: Tier) -> None:
    assert not may_print("The girl of the west was counted twice", tier)
    assert may_print("The girl of the west was counted twice", Tier.RESTRICTED)
    assert may_print("Referral forms were not seen", tier)
