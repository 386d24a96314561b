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
from dashboard.release.policy import default_policy

POLICY = default_policy()
CHILDREN = Cell(
    series="2.2a/identified",
    disclosure_class=DisclosureClass.VICTIM_PERSON,
    unit=CountingUnit.VICTIM,
    period=Period.parse("2021/22"),
    value=Decimal(6),
    printed_elsewhere=False,
)
NUMBERS = st.integers(min_value=0, max_value=60).map(Decimal)
OUTSIDE = [Tier.NATFATIP, Tier.PUBLIC]
CELLS = st.builds(
    Cell,
    series=st.sampled_from(["2.2a/identified", "1.6/investigations"]),
    disclosure_class=st.sampled_from(DisclosureClass),
    unit=st.sampled_from(CountingUnit),
    period=st.sampled_from(
        [Period.parse(text) for text in ("2021/22", "2021-H1", "2022-03-31", "2021-01-01..2021-07-22")]
    ),
    value=st.none() | NUMBERS,
    printed_elsewhere=st.booleans(),
    denominator=st.none() | NUMBERS,
    beside=st.lists(NUMBERS, max_size=2).map(tuple),
    signed_off=st.booleans(),
)


def is_shown(cell: Cell, tier: Tier = Tier.PUBLIC) -> bool:
    return decide(cell, tier, POLICY).shown


# --- Stretches of time --------------------------------------------------------------------------


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_national_annual_total_of_children_is_shown(tier: Tier) -> None:
    assert is_shown(CHILDREN, tier)


def test_a_half_year_of_children_is_for_natfatip_and_not_for_the_public() -> None:
    half = replace(CHILDREN, period=Period.parse("2021-H1"))
    assert is_shown(half, Tier.NATFATIP)
    assert not is_shown(half)
    assert not is_shown(replace(half, printed_elsewhere=True))


@pytest.mark.parametrize("tier", OUTSIDE)
@pytest.mark.parametrize(
    "period", ["2021-01-01..2021-07-22", "2020-03-31", "2020-01-01..2020-12-31", "2010-01-01..2018-12-31"]
)
def test_windows_of_children_that_overlap_with_years_are_withheld(tier: Tier, period: str) -> None:
    assert not is_shown(replace(CHILDREN, period=Period.parse(period)), tier)


@pytest.mark.parametrize("tier", OUTSIDE)
@pytest.mark.parametrize("period", ["2018-07-24", "2021-01-01..2021-07-22"])
def test_convictions_to_a_day_are_public_record_where_a_source_has_printed_them(tier: Tier, period: str) -> None:
    convictions = replace(
        CHILDREN,
        disclosure_class=DisclosureClass.ACCUSED_PERSON,
        unit=CountingUnit.DEFENDANT,
        period=Period.parse(period),
    )
    assert is_shown(replace(convictions, printed_elsewhere=True), tier)
    assert not is_shown(convictions, tier)


def test_spaces_agencies_and_money_are_shown() -> None:
    for unit in (CountingUnit.SPACE, CountingUnit.AGENCY, CountingUnit.MONEY_JMD, CountingUnit.REPORT):
        assert is_shown(replace(CHILDREN, unit=unit, value=Decimal(1), period=Period.parse("2021-H1")))


# --- Small totals -------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "shown"), [(0, True), (1, False), (2, False), (3, True)])
def test_one_or_two_children_wait_for_a_source_or_the_rapporteur(value: int, shown: bool) -> None:
    cell = replace(CHILDREN, value=Decimal(value))
    assert is_shown(cell) is shown
    assert decide(cell, Tier.PUBLIC, POLICY).needs_sign_off is not shown
    assert is_shown(replace(cell, printed_elsewhere=True))
    assert is_shown(replace(cell, signed_off=True))
    assert is_shown(cell, Tier.NATFATIP)


@pytest.mark.parametrize(("value", "shown"), [(1, False), (4, False), (5, True)])
def test_of_officials_investigated_up_to_four_wait(value: int, shown: bool) -> None:
    officials = replace(CHILDREN, series="1.6/investigations", value=Decimal(value))
    assert is_shown(officials) is shown


@pytest.mark.parametrize(
    ("value", "denominator", "shown"),
    [(0, 2, False), (11, 12, False), (10, 12, False), (2, 9, False), (0, 9, True), (5, 5, True), (6, 9, True)],
)
def test_so_many_of_so_many_is_withheld_from_the_public_where_it_tells_one_or_two(
    value: int, denominator: int, shown: bool
) -> None:
    share = replace(CHILDREN, value=Decimal(value), denominator=Decimal(denominator))
    assert is_shown(share) is shown
    assert is_shown(replace(share, printed_elsewhere=True))
    assert is_shown(share, Tier.NATFATIP)


@pytest.mark.parametrize(("value", "shown"), [(9, False), (8, False), (7, True), (10, True), (12, False), (13, True)])
def test_a_component_one_or_two_away_from_a_headline_number_is_withheld_from_the_public(
    value: int, shown: bool
) -> None:
    referred = replace(CHILDREN, value=Decimal(value), beside=(Decimal(10),))
    assert is_shown(referred) is shown
    assert is_shown(replace(referred, printed_elsewhere=True))
    assert is_shown(referred, Tier.NATFATIP)


# --- Every cell ---------------------------------------------------------------------------------


@given(CELLS)
def test_the_restricted_tier_sees_everything(cell: Cell) -> None:
    assert is_shown(cell, Tier.RESTRICTED)


@given(CELLS)
def test_the_public_sees_nothing_that_natfatip_does_not(cell: Cell) -> None:
    assert is_shown(cell, Tier.NATFATIP) or not is_shown(cell)


@given(CELLS, NUMBERS)
def test_what_natfatip_sees_of_a_total_does_not_depend_on_its_number(cell: Cell, other: Decimal) -> None:
    assert decide(cell, Tier.NATFATIP, POLICY) == decide(replace(cell, value=other), Tier.NATFATIP, POLICY)


@given(CELLS)
def test_a_sign_off_shows_what_was_said_to_wait_for_it_and_nothing_else(cell: Cell) -> None:
    before, after = (decide(replace(cell, signed_off=signed), Tier.PUBLIC, POLICY) for signed in (False, True))
    assert after.shown == (before.shown or before.needs_sign_off)


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_reservation_that_tells_a_count_is_for_the_restricted_tier(tier: Tier) -> None:
    assert not may_print("The girl of the west was counted twice", tier)
    assert may_print("The girl of the west was counted twice", Tier.RESTRICTED)
    assert may_print("Referral forms were not seen", tier)


@given(NUMBERS, st.none() | NUMBERS)
def test_a_component_tells_nothing_of_which_small_number_its_hidden_headline_is(
    value: Decimal, denominator: Decimal | None
) -> None:
    component = replace(CHILDREN, series="2.2b/referred_care", value=value, denominator=denominator)
    shown = {is_shown(replace(component, beside=(Decimal(hidden),))) for hidden in (1, 2)}
    assert len(shown) == 1
