"""The training data go through the real intake, and what comes out is what was written down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.access import Tier
from dashboard.catalogue import load
from dashboard.intake.workbook.asked import agencies_asked
from dashboard.ledger import DataSet, Kind, Ledger, LedgerError
from dashboard.periods import Period
from dashboard.release import Release, Shown, make_release
from dashboard.training import build_training, read_scenario

FIRST_YEAR = Period.financial_year(2017)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The first year of the story: some fifty workbooks, written, filled, read and decided on."""
    place = f"sqlite:///{tmp_path_factory.mktemp('training') / 'training.sqlite'}"
    build_training(place, halves=2)
    return place


@pytest.fixture(scope="module")
def ledger(url: str) -> Iterator[Ledger]:
    with Ledger.open(url, DataSet.TRAINING) as opened:
        yield opened


@pytest.fixture(scope="module")
def restricted(ledger: Ledger) -> Release:
    return make_release(load(), ledger, Tier.RESTRICTED)


def test_every_agency_that_is_asked_has_reported_and_the_ledger_holds(ledger: Ledger) -> None:
    adopted = {(one.draft.agency, one.draft.period) for one in ledger.submissions() if one.state == "adopted"}
    assert adopted == {(agency, half) for half in FIRST_YEAR.halves for agency in agencies_asked(load(), half)}
    assert ledger.verify() == ()
    assert {one.draft.kind for one in ledger.submissions()} == {Kind.RETURN}


def test_the_figures_of_a_year_are_the_numbers_that_were_written_down(restricted: Release) -> None:
    written = read_scenario().components
    wrong = {}
    for item in restricted.indicators:
        for series in item.components:
            component = series.id if not item.entry.alias_of else f"{item.entry.alias_of}/{series.id.split('/')[1]}"
            numbers = written.get(component)
            if numbers is None or numbers.share_of or item.entry.frequency == "survey_round":
                continue
            value = next(point.value for point in series.points if (point.seen or point.period) == FIRST_YEAR)
            found = int(value.number) if isinstance(value, Shown) else value
            if found != (expected := (numbers.yearly or numbers.year_end)[0]):
                wrong[series.id] = (found, expected)
    assert wrong == {}


def test_everything_made_from_it_says_that_it_is_synthetic(restricted: Release) -> None:
    assert restricted.watermark == "SYNTHETIC, FOR TRAINING · RESTRICTED"


def test_a_ledger_that_is_there_already_is_not_added_to(url: str) -> None:
    with pytest.raises(LedgerError, match="already"):
        build_training(url, halves=1)


def test_training_data_are_never_built_into_an_office(tmp_path: Path) -> None:
    place = f"sqlite:///{tmp_path / 'office.sqlite'}"
    Ledger.open(place, DataSet.OFFICE).close()
    with pytest.raises(LedgerError):
        build_training(place, halves=1)
