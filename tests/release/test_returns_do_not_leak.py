"""Nothing that the audit withholds leaves the restricted tier by way of a return.

The ledger below holds a different number in every cell, so that a number found in what is printed tells which cell it
comes from: halves, sexes, agencies' parts, an amended return's first number, an adjustment. Of the sexes one is small
in the year, so that the audit hides it and another with it.
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
from dashboard.catalogue import Catalogue
from dashboard.downloads import figures_csv
from dashboard.ledger import Dimensions, Submission
from dashboard.release import NotAvailable, Release, Shown, Value, Withheld, overview, quality_page, sources_page
from dashboard.release.claims import printed_values
from tests.figures.returned import AGENCIES, adjusted, catalogue, indicator, returned, said
from tests.release.office import release_of

OUTSIDE = [Tier.PUBLIC, Tier.NATFATIP]
HALVES = {"2021-H1": (2001, 307, 153), "2021-H2": (4003, 607, 189)}
BOYS = {"2021-H1": (101, 0, 0), "2021-H2": (0, 107, 0)}
OTHERS = {"2021-H1": (1, 0, 0), "2021-H2": (0, 2, 0)}
SUPERSEDED, TAKEN_OFF = 7919, 17
YEAR = "2.2a/identified/2021/22"
TOTAL = 2001 + 307 + 153 - TAKEN_OFF + 4003 + 607 + 189
ALL_BOYS, ALL_OTHERS = 101 + 107, 3
ALL_GIRLS = TOTAL - ALL_BOYS - ALL_OTHERS


def three_sexes() -> Catalogue:
    """One indicator by a list of three codes."""
    made = catalogue(indicator()).model_dump()
    sexes = made["code_lists"][0]
    sexes["codes"] = (*sexes["codes"], sexes["codes"][0] | {"code": "other", "label": "Other"})
    return Catalogue.model_validate(made)


def filed() -> list[Submission]:
    """Two halves of three agencies by sex; the JCF's first return was amended, seventeen girls were counted twice."""
    found = [
        returned(
            agency,
            number,
            said(number - boys - others, period, dimensions=sex("female"), locator=f"'2. Children'!D{place}"),
            said(boys, period, dimensions=sex("male"), locator=f"'2. Children'!E{place}"),
            said(others, period, dimensions=sex("other"), locator=f"'2. Children'!F{place}"),
            period=period,
            revision=2 if agency == "jcf" else 1,
            state="adopted",
        )
        for period, numbers in HALVES.items()
        for place, (agency, number, boys, others) in enumerate(
            zip(AGENCIES, numbers, BOYS[period], OTHERS[period], strict=True), start=20
        )
    ]
    first = returned("jcf", SUPERSEDED, state="accepted")
    return [first, *found, counted_twice()]


def sex(code: str) -> Dimensions:
    return (("sex", code),)


def counted_twice() -> Submission:
    """The girls taken off the total and off the girls."""
    whole, girls = (adjusted(-TAKEN_OFF, dimensions=of, state="adopted") for of in ((), sex("female")))
    lines = (*whole.draft.adjustments, *girls.draft.adjustments)
    return dataclasses.replace(whole, draft=dataclasses.replace(whole.draft, adjustments=lines))


@lru_cache(maxsize=3)
def release(tier: Tier) -> Release:
    return release_of(
        *filed(), of=three_sexes(), tier=tier, reservation=f"The {SUPERSEDED} were 2001, and 53 of them boys"
    )


def everything(tier: Tier) -> str:
    """All that any renderer can print, and the tidy file."""
    found = release(tier)
    pages = [quality_page(found), sources_page(found), overview(found)]
    return json.dumps(plain([found, *pages]), default=str) + figures_csv(found).decode("utf-8-sig")


def numbers_in(text: str) -> set[int]:
    return {int(found) for found in re.findall(r"\d+", text.replace(",", ""))}


def hidden(tier: Tier) -> set[int]:
    """What a tier may not see: all that makes up the year, and what the audit hides of it."""
    parts = {number for numbers in HALVES.values() for number in numbers}
    below = {int(one.numerator or 0) for item in filed() for one in item.draft.observations if one.dimensions}
    halves = {sum(numbers) for numbers in HALVES.values()} | {sum(HALVES["2021-H1"]) - TAKEN_OFF}
    values, true = printed(tier), printed(Tier.RESTRICTED)
    year = {int(v.number) for key, v in true.items() if isinstance(v, Shown) and not isinstance(values.get(key), Shown)}
    # Numbers small enough to be a day, a page or a label anywhere are told apart by the test of the values.
    return {number for number in halves | parts | below | year | {SUPERSEDED} if number > 100} - {TOTAL}


def printed(tier: Tier) -> dict[str, Value]:
    return dict(printed_values(release(tier).indicators[0]))


def test_the_year_s_total_is_shown() -> None:
    values = [p.value for s in release(Tier.PUBLIC).indicators[0].components for p in s.points]
    assert [value.number for value in values if isinstance(value, Shown)] == [Decimal(TOTAL)]


@pytest.mark.parametrize("tier", OUTSIDE)
def test_no_hidden_number_stands_anywhere_in_what_can_be_printed(tier: Tier) -> None:
    assert {ALL_BOYS} <= hidden(tier)
    assert numbers_in(everything(tier)) & hidden(tier) == set()


def test_the_restricted_tier_does_hold_them_so_that_the_test_can_fail() -> None:
    assert ALL_BOYS in numbers_in(everything(Tier.RESTRICTED)) & hidden(Tier.PUBLIC)


@pytest.mark.parametrize("tier", OUTSIDE)
def test_only_years_have_a_value_and_of_the_sexes_only_what_tells_no_small_count(tier: Tier) -> None:
    (item,) = release(tier).indicators
    for series in item.components:
        assert all(point.period.is_financial_year for point in series.points)
    found = {key.removeprefix(YEAR): value for key, value in printed(tier).items() if "=" in key}
    assert {key: value.text for key, value in found.items()} == {
        "/sex=female": f"{ALL_GIRLS:,}",
        "/sex=male": "[c]",
        "/sex=other": "[c]",
    }
    assert item.publications == ()


@pytest.mark.parametrize("tier", OUTSIDE)
def test_a_half_year_alone_prints_nothing_but_who_is_missing(tier: Tier) -> None:
    half = release_of(*(returned(agency, 2001) for agency in AGENCIES), of=indicator(), tier=tier)
    values = [point.value for series in half.indicators[0].components for point in series.points]
    assert all(isinstance(value, NotAvailable) for value in values)
    assert not numbers_in(json.dumps(plain(half), default=str)) & {2001, 6003}


def test_a_verdict_that_compares_half_years_is_withheld_from_the_public() -> None:
    halves = [returned(agency, n, period=p) for p, n in (("2017-H1", 2001), ("2021-H1", 4003)) for agency in AGENCIES]
    found = release_of(*halves, of=indicator())
    assert not numbers_in(json.dumps(plain(found), default=str)) & {2001, 4003, 6003, 12009}


def test_natfatip_reads_the_half_years_of_the_nation_and_no_agency_s() -> None:
    halves = [returned(agency, n, period=p) for p, n in (("2017-H1", 2001), ("2021-H1", 4003)) for agency in AGENCIES]
    found = release_of(*halves, of=indicator(), tier=Tier.NATFATIP)
    assert numbers_in(json.dumps(plain(found), default=str)) & {2001, 4003, 6003, 12009} == {6003, 12009}


def test_one_or_two_children_in_a_returned_year_are_withheld_from_the_public_and_exact_for_natfatip() -> None:
    few = [returned(agency, int(agency == "jcf"), period=period) for period in HALVES for agency in AGENCIES]
    found = [dict(printed_values(release_of(*few, of=indicator(), tier=tier).indicators[0]))[YEAR] for tier in OUTSIDE]
    assert [value.text for value in found] == ["[c]", "2"]
    assert isinstance(found[0], Withheld)


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
