"""Nothing below a national annual total of people leaves the restricted tier by way of a return.

The ledger below holds a different number in every cell, so that a number found in what is printed tells which cell it
comes from: halves, sexes, agencies' parts, an amended return's first number, an adjustment.
"""

from __future__ import annotations

import dataclasses
import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest

from dashboard.access import Tier
from dashboard.downloads import figures_csv
from dashboard.ledger import Submission
from dashboard.release import NotAvailable, Release, Shown, Withheld, overview, quality_page, sources_page
from tests.figures.returned import AGENCIES, adjusted, indicator, returned, said
from tests.release.office import release_of

OUTSIDE = [Tier.PUBLIC, Tier.NATFATIP]
GIRLS, BOYS = (("sex", "female"),), (("sex", "male"),)
HALVES = {"2021-H1": (2001, 307, 53), "2021-H2": (4003, 607, 89)}
SUPERSEDED, TAKEN_OFF = 7919, 17
TOTAL = 2001 + 307 + 53 - TAKEN_OFF + 4003 + 607 + 89


def filed() -> list[Submission]:
    """Two halves of three agencies by sex; the JCF's first return was amended, one child was counted twice."""
    found = [
        returned(
            agency,
            number,
            said(number - 5 - place, period, dimensions=GIRLS, locator=f"'2. Children'!D{place}"),
            said(5 + place, period, dimensions=BOYS, locator=f"'2. Children'!E{place}"),
            period=period,
            revision=2 if agency == "jcf" else 1,
            state="adopted",
        )
        for period, numbers in HALVES.items()
        for place, (agency, number) in enumerate(zip(AGENCIES, numbers, strict=True), start=20)
    ]
    first = returned("jcf", SUPERSEDED, state="accepted")
    return [first, *found, adjusted(-TAKEN_OFF, state="adopted")]


@lru_cache(maxsize=3)
def release(tier: Tier) -> Release:
    return release_of(
        *filed(), of=indicator(), tier=tier, reservation=f"The {SUPERSEDED} were 2001, and 53 of them boys"
    )


def everything(tier: Tier) -> str:
    """All that any renderer can print, and the tidy file."""
    found = release(tier)
    pages = [quality_page(found), sources_page(found), overview(found)]
    return json.dumps(plain([found, *pages]), default=str) + figures_csv(found).decode("utf-8-sig")


def numbers_in(text: str) -> set[int]:
    return {int(found) for found in re.findall(r"\d+", text.replace(",", ""))}


def hidden() -> set[int]:
    halves = {sum(numbers) for numbers in HALVES.values()}
    parts = {number for numbers in HALVES.values() for number in numbers}
    below = {int(one.numerator or 0) for item in filed() for one in item.draft.observations if one.dimensions}
    sums = {sum(HALVES["2021-H1"]) - TAKEN_OFF}
    # Numbers small enough to be a day, a page or a label anywhere are told apart by the test of the values.
    return {number for number in halves | parts | below | sums | {SUPERSEDED} if number > 100} - {TOTAL}


def test_the_year_s_total_is_shown() -> None:
    values = [p.value for s in release(Tier.PUBLIC).indicators[0].components for p in s.points]
    assert [value.number for value in values if isinstance(value, Shown)] == [Decimal(TOTAL)]


@pytest.mark.parametrize("tier", OUTSIDE)
def test_no_hidden_number_stands_anywhere_in_what_can_be_printed(tier: Tier) -> None:
    assert numbers_in(everything(tier)) & hidden() == set()


def test_the_restricted_tier_does_hold_them_so_that_the_test_can_fail() -> None:
    assert numbers_in(everything(Tier.RESTRICTED)) & hidden()


@pytest.mark.parametrize("tier", OUTSIDE)
def test_only_years_and_no_breakdown_have_a_value(tier: Tier) -> None:
    (item,) = release(tier).indicators
    for series in item.components:
        assert all(point.period.is_financial_year for point in series.points)
    assert all(table.cells == () and table.withheld for table in item.breakdowns)
    assert item.publications == ()


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_half_year_alone_prints_nothing_but_who_is_missing(tier: Tier) -> None:
    half = release_of(*(returned(agency, 2001) for agency in AGENCIES), of=indicator(), tier=tier)
    values = [point.value for series in half.indicators[0].components for point in series.points]
    assert all(isinstance(value, NotAvailable) for value in values)
    assert not numbers_in(json.dumps(plain(half), default=str)) & {2001, 6003}


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_verdict_that_compares_half_years_is_withheld(tier: Tier) -> None:
    halves = [returned(agency, n, period=p) for p, n in (("2017-H1", 2001), ("2021-H1", 4003)) for agency in AGENCIES]
    found = release_of(*halves, of=indicator(), tier=tier)
    assert not numbers_in(json.dumps(plain(found), default=str)) & {2001, 4003, 6003, 12009}


@pytest.mark.parametrize("tier", OUTSIDE)
def test_one_or_two_children_in_a_returned_year_are_withheld(tier: Tier) -> None:
    few = [returned(agency, int(agency == "jcf"), period=period) for period in HALVES for agency in AGENCIES]
    (item,) = release_of(*few, of=indicator(), tier=tier).indicators
    values = {point.period.code: point.value for series in item.components for point in series.points}
    assert isinstance(values["2021/22"], Withheld)


def plain(value: Any) -> Any:
    """Dataclasses and their contents; the catalogue is public, and places of the log are hashes."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: plain(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if f.name not in ("catalogue", "entry", "anchor")
        }
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
