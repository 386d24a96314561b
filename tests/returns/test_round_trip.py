"""Every agency's workbook from blank to figures: written, filled, read, accepted, adopted; on both stores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from dashboard import returns
from dashboard.access import Identity, Role, Tier
from dashboard.catalogue import Catalogue, load
from dashboard.figures import build_book
from dashboard.intake.workbook import Layout, NumberKey, Part, SignOffKey
from dashboard.intake.workbook.asked import agencies_asked
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.ledger import DataSet, Ledger
from dashboard.periods import Period
from dashboard.release import make_release
from dashboard.returns import Receipt
from tests.intake.workbook.reading_builder import every_answer
from tests.ledger.builder import clock, counter
from tests.ledger.conftest import shared_url
from tests.returns.filing import RAPPORTEUR, SECRETARIAT

__all__ = ["shared_url"]

# One worker: the trip takes a minute, and the second store is held against what the first gave.
pytestmark = pytest.mark.xdist_group("postgres")

HALF = Period.half_year(2021, 2)  # the half in which the yearly numbers are asked as well
AGENCIES = agencies_asked(load(), HALF)
TODAY = date(2022, 6, 1)


@dataclass(frozen=True)
class Trip:
    """An office's ledger in which every agency has reported, with the receipts."""

    ledger: Ledger
    receipts: dict[str, Receipt]


@cache
def layout(agency: str) -> Layout:
    return layout_of(load(), agency, HALF)


@cache
def workbook(agency: str, blank: bytes) -> bytes:
    """Nothing is left open: each total is 1, and the first row of each breakdown has it."""
    answers = every_answer(layout(agency), total=1)
    signed = next(cell for cell in layout(agency).inputs if cell.key == SignOffKey("on"))
    return filled(blank, {**answers, (signed.sheet, signed.cell): date(2022, 4, 20)})


@pytest.fixture(scope="module")
def trip(shared_url: str, catalogue: Catalogue) -> Iterator[Trip]:
    with Ledger.open(shared_url, DataSet.OFFICE, clock=clock(), nonce=counter()) as ledger:
        receipts = {}
        for agency in AGENCIES:
            name, blank = returns.blank_workbook(ledger, catalogue, agency, HALF)
            assert name == f"return-{agency}-2021-H2.xlsx"
            who, data = Identity(Role.FOCAL_PERSON, agency), workbook(agency, blank)
            # Each agency is asked whether the others counted the same children.
            reasons = {f"{cell.sheet}!{cell.cell}": "Other children." for cell in layout(agency).inputs}
            answered = returns.answer(ledger, catalogue, data, who, reasons=reasons)
            assert answered.receipt is not None, "\n".join(str(finding) for finding in answered.findings)
            returns.accept(ledger, catalogue, answered.receipt.submission_id, SECRETARIAT)
            returns.adopt(ledger, catalogue, answered.receipt.submission_id, RAPPORTEUR)
            receipts[agency] = answered.receipt
        yield Trip(ledger, receipts)


@pytest.mark.parametrize("agency", AGENCIES)
def test_what_an_agency_typed_is_what_the_ledger_holds(trip: Trip, agency: str) -> None:
    filed = returns.find(trip.ledger.submissions(), trip.receipts[agency].submission_id)
    assert filed.state == "adopted"
    typed = every_answer(layout(agency), total=1)
    held = {(one.indicator, one.component, one.dimensions): one for one in filed.draft.observations}
    for cell in layout(agency).inputs:
        if isinstance(cell.key, NumberKey):
            one = held[cell.key.indicator, cell.key.component, cell.key.dimensions]
            number = one.numerator if cell.key.part is Part.NUMERATOR else one.denominator
            assert (cell.label, number, one.period) == (cell.label, typed[cell.sheet, cell.cell], cell.key.period)
            if cell.key.part is Part.NUMERATOR:
                assert one.locator == f"{cell.sheet}!{cell.cell}"


@pytest.mark.parametrize("agency", AGENCIES)
def test_the_receipt_names_every_number_of_the_return(trip: Trip, agency: str) -> None:
    receipt = trip.receipts[agency]
    named = {line.cell for line in receipt.lines}
    counted = [cell for cell in layout(agency).inputs if isinstance(cell.key, NumberKey)]
    assert {f"{one.sheet}!{one.cell}" for one in counted if one.key.part is Part.NUMERATOR} <= named  # type: ignore[union-attr] # numbers only
    assert receipt.anchor == trip.ledger.anchor(receipt.anchor.sequence)


def test_the_national_figures_are_the_sums_of_what_was_typed(trip: Trip, catalogue: Catalogue) -> None:
    typed: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for agency in AGENCIES:
        answers = every_answer(layout(agency), total=1)
        for cell in layout(agency).inputs:
            if isinstance(cell.key, NumberKey) and not cell.key.dimensions and cell.key.part is Part.NUMERATOR:
                typed[cell.key.indicator, cell.key.component] += Decimal(str(answers[cell.sheet, cell.cell]))
    assert len(typed) > 40
    book = build_book(trip.ledger.submissions(), catalogue)
    found = {
        (indicator, component): figure.value
        for indicator, figures in book.indicators.items()
        for component, series in figures.values.items()
        for figure in series
        if figure.period in (HALF, Period.financial_year(2021)) and figure.value is not None
    }
    sums = {(one.id, part.id) for one in catalogue.indicators for part in one.components if part.combine == "add"}
    assert {key: found.get(key) for key in typed if key in sums} == {key: typed[key] for key in typed if key in sums}


def test_nothing_was_changed_on_the_way(trip: Trip) -> None:
    assert trip.ledger.verify([receipt.anchor for receipt in trip.receipts.values()]) == ()


SEEN: dict[str, object] = {}
"""What one store gave, for the other to be held against."""


def test_both_stores_give_the_same_ledger_and_the_same_release(trip: Trip, catalogue: Catalogue) -> None:
    """The same acts at the same times with the same random numbers: every hash and every figure is equal."""
    release = make_release(catalogue, trip.ledger, Tier.RESTRICTED, today=TODAY)
    seen = {"head": trip.ledger.head(), "release": release, "submissions": trip.ledger.submissions()}
    for name, value in seen.items():
        assert SEEN.setdefault(name, value) == value, name
