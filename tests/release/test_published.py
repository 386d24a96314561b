"""The page of editions for everybody: what is out and public, how to cite it, and nothing of the office's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dashboard.access import Tier
from dashboard.ledger import DataSet
from dashboard.periods import Period, day_in_words
from dashboard.release import make_release
from dashboard.release.published import EditionsPage, editions_page, is_out
from tests.figures.returned import AGENCIES, catalogue, returned
from tests.release.editions import RAPPORTEUR, Office
from tests.release.office import TODAY, ledger_of

SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)


def office() -> Office:
    """A year of three agencies: 39 in all."""
    return Office(*(returned(agency, 7, period=half) for half in ("2021-H1", "2021-H2") for agency in AGENCIES))


def page(made: Office, now: datetime | None = None, today: date = TODAY) -> EditionsPage:
    return editions_page(made.ledger, made.release(today=today), now or datetime.now(UTC))


def test_nothing_published_is_said_in_words() -> None:
    empty = page(office())
    assert (empty.title, empty.editions) == ("This office has published no edition for everybody yet", ())
    assert "every page here is a draft of it" in empty.lead


def test_the_public_record_has_no_editions_of_this_office_and_says_whose_it_shows() -> None:
    with ledger_of([], DataSet.PUBLIC_RECORD) as ledger:
        found = editions_page(ledger, make_release(catalogue(), ledger, Tier.PUBLIC), datetime.now(UTC))
    assert found.editions == ()
    assert "These pages show what others have published" in found.lead


def test_an_edition_says_what_it_is_where_it_stands_and_how_to_cite_it() -> None:
    made = office()
    told = made.publish(through=Period.financial_year(2021))
    found = page(made)
    (one,) = found.editions
    assert found.title == "1 edition is published; the newest is edition 1"
    assert (one.name, one.readers, one.withdrawn) == ("Edition 1: Annual report 2021/22", "Everybody", "")
    assert "2021" in one.covers
    assert one.record == made.ledger.anchor(told.as_of).short
    assert one.ledger == told.anchor.short
    assert one.since == "No figure of it is printed otherwise now."
    assert one.citation == (
        "Office of the National Rapporteur on Trafficking in Persons, Jamaica. Annual report 2021/22. "
        f"Edition 1, {one.published}. Ledger {told.anchor.short}."
    )


@pytest.mark.parametrize(
    "of", [{"tier": Tier.NATFATIP}, {"embargo_until": SOON}, {"tier": Tier.NATFATIP, "embargo_until": SOON}]
)
def test_what_is_for_members_or_not_out_yet_is_not_there(of: dict[str, Any]) -> None:
    made = office()
    made.publish(**of)
    assert page(made).editions == ()
    made.publish(title="The second")
    assert [one.number for one in page(made).editions] == [2]


def test_an_embargo_ends_at_its_hour_and_the_edition_is_dated_by_it() -> None:
    made = office()
    made.publish(embargo_until=SOON)
    assert page(made, SOON - timedelta(seconds=1)).editions == ()
    (one,) = page(made, SOON).editions
    assert one.published in {day_in_words(SOON.date()), day_in_words(SOON.date() - timedelta(days=1))}


def test_a_withdrawn_edition_stays_with_its_day_and_without_the_reason() -> None:
    made = office()
    made.publish()
    made.ledger.withdraw_edition(1, RAPPORTEUR, "The table of shelters was wrong")
    found = page(made)
    (one,) = found.editions
    assert found.title == "Every edition for everybody was withdrawn; none stands"
    assert one.withdrawn.startswith("Withdrawn on ")
    assert one.withdrawn in one.citation
    assert "shelters" not in repr(found)


def test_what_was_withdrawn_before_anybody_could_read_it_never_shows() -> None:
    made = office()
    made.publish(embargo_until=SOON)
    made.ledger.withdraw_edition(1, RAPPORTEUR, "A wrong table")
    assert page(made, SOON + timedelta(days=1), SOON.date() + timedelta(days=2)).editions == ()


def test_what_changed_since_is_counted() -> None:
    made = office()
    made.publish()
    made.amend("jcf", 20, reason="Late registration")
    (one,) = page(made).editions
    assert one.restated == 1
    assert one.since == "1 figure of it is printed otherwise now."


def test_no_hash_and_no_reason_is_on_it() -> None:
    made = office()
    told = made.publish()
    said = repr(page(made))
    held = [told.catalogue_hash, told.policy_hash, told.reason, *(file.sha256 for file in told.files)]
    assert not [word for word in held if word in said]


def test_it_is_made_for_everybody_alone() -> None:
    made = office()
    with pytest.raises(ValueError, match="made from a public release, not restricted"):
        editions_page(made.ledger, made.release(Tier.RESTRICTED), datetime.now(UTC))


def test_a_void_edition_is_not_told_of() -> None:
    made = office()
    told = made.publish()
    assert is_out(told, datetime.now(UTC))
    assert not is_out(replace(told, state="void"), datetime.now(UTC))
