"""The audit of a finished release takes it at its printed word, and names what gives a count away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.access import Tier
from dashboard.disclosure import Audited, audit_nothing
from dashboard.ledger import Ledger, Submission
from dashboard.periods import Period
from dashboard.release import BreakdownCell, Release, Shown, audit_release, make_release
from dashboard.release.auditing import _Words
from tests.figures.returned import AGENCIES, catalogue, returned, said
from tests.release.office import TODAY, ledger_of

GIRLS, BOYS = (("sex", "female"),), (("sex", "male"),)


def filed(girls: int, boys: int) -> list[Submission]:
    """One agency counts the children of the second half, all others and the first half none."""
    return [
        returned(
            agency,
            said(girls + boys if counts else 0, period),
            said(girls if counts else 0, period, dimensions=GIRLS, locator="'2. Children'!D12"),
            said(boys if counts else 0, period, dimensions=BOYS, locator="'2. Children'!E12"),
            period=period,
            state="adopted",
        )
        for period in ("2021-H1", "2021-H2")
        for agency in AGENCIES
        if (counts := agency == "jcf" and period == "2021-H2") in (True, False)
    ]


@pytest.fixture(scope="module")
def ledger() -> Iterator[Ledger]:
    with ledger_of(filed(9, 2)) as opened:
        yield opened


def made(ledger: Ledger, tier: Tier = Tier.PUBLIC) -> Release:
    return make_release(catalogue(), ledger, tier, today=TODAY)


def betrayed(release: Release, code: str, number: int) -> Release:
    """The release with one cell printed all the same, as a fault in the program might."""
    (item,) = release.indicators
    (table,) = item.breakdowns
    cell = BreakdownCell(code, code, Period.parse("2021/22"), Shown(Decimal(number), None, str(number)))
    forged = replace(table, cells=(cell,), withheld="", audited=audit_nothing())
    return replace(release, indicators=(replace(item, breakdowns=(forged,)),))


def test_a_table_with_a_number_that_did_not_pass_cannot_be_made(ledger: Ledger) -> None:
    (table,) = made(ledger).indicators[0].breakdowns
    cell = BreakdownCell("female", "Female", Period.parse("2021/22"), Shown(Decimal(9), None, "9"))
    with pytest.raises(ValueError, match=r"2\.2a/identified/2021/22/sex=female has not passed the disclosure audit"):
        replace(table, cells=(cell,))


def test_an_audit_is_made_by_nobody_else() -> None:
    with pytest.raises(TypeError, match="only the audit"):
        Audited(object(), {}, frozenset(), frozenset(), is_restricted=True)


@pytest.mark.parametrize("tier", [Tier.PUBLIC, Tier.NATFATIP])
def test_a_release_of_the_program_has_no_finding(ledger: Ledger, tier: Tier) -> None:
    found = audit_release(made(ledger, tier), ledger)
    assert found.findings == ()
    assert found.groups == 1
    assert found.hidden == 2


def test_the_restricted_tier_has_nothing_to_attack(ledger: Ledger) -> None:
    assert audit_release(made(ledger, Tier.RESTRICTED), ledger).groups == 0


def test_a_printed_cell_that_gives_a_hidden_one_away_is_found_with_the_facts(ledger: Ledger) -> None:
    found = audit_release(betrayed(made(ledger), "female", 9), ledger)
    of = "2.2a Child victims identified"
    year, half = (finding.sentence for finding in found.findings)
    assert year == (
        f"{of}, 2021/22, sex: Male can be worked out, or nearly, from what is printed of {of}, 2021/22; "
        f"{of}, 2021/22, sex: Female"
    )
    assert half.startswith(f"{of}, October 2021 to March 2022, sex: Male can be worked out, or nearly")
    assert found.sentence.endswith("2 of the small ones can be worked out.")


def test_a_small_cell_that_is_printed_is_found(ledger: Ledger) -> None:
    found = audit_release(betrayed(made(ledger), "male", 2), ledger)
    assert found.findings[0].sentence == "2.2a Child victims identified, 2021/22, sex: Male is small and printed"


def test_no_finding_tells_the_count(ledger: Ledger) -> None:
    found = audit_release(betrayed(made(ledger), "female", 9), ledger)
    told = " ".join(finding.sentence for finding in found.findings)
    assert set(re.findall(r"\d+", told.replace("2.2a", ""))) == {"2021", "22", "2022"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("|counted", "2021/22"),
        ("2021-H1|all", "April to September 2021 (out of how many)"),
        ("sex=male|rest", "2021/22, sex: Male (those who are not)"),
        ("#1 sex=male|counted", "2021/22, sex: Male (as edition 1 printed it)"),
        ("#0 sex=male|counted", "2021/22, sex: Male (as another publisher printed it)"),
        ("+#2 2021-H1|sex=male|counted", "April to September 2021, sex: Male (by how much it grew since edition 2)"),
    ],
)
def test_keys_are_said_in_words(name: str, words: str) -> None:
    assert _Words(catalogue()).of("2.2a/identified/2021/22", name) == f"2.2a Child victims identified, {words}"


def test_the_proof_holds_two_tables_for_the_withheld_small_cell(ledger: Ledger) -> None:
    proof = json.loads(audit_release(made(ledger), ledger).record)
    low, high = proof["2.2a/identified/2021/22/sex=male|counted"]["interval"]
    assert low <= 1
    assert high >= 4
