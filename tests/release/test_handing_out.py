"""Who gets the files of an edition, when; and that each look at what is not for everybody is logged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.access import Identity, Role
from dashboard.ledger import DataSet, EditionDraft, FrozenFile, Ledger
from dashboard.release import ActError
from dashboard.release.handing_out import (
    find_edition,
    hand_out,
    is_embargoed,
    moment_in_words,
    read_moment,
    why_not_for_everybody,
    why_withdrawn,
)
from tests.release.office import ledger_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
READER, SECRETARIAT = Identity(Role.READER), Identity(Role.SECRETARIAT)
RAPPORTEUR = Identity(Role.RAPPORTEUR)
FILES = ("figures.csv", "checklist.txt", "disclosure.yaml", "audit.json")


def with_edition(tier: str = "public", embargo: datetime | None = None) -> Ledger:
    ledger = ledger_of([], DataSet.OFFICE)
    files = tuple(FrozenFile(name, name.encode()) for name in FILES)
    ledger.publish(EditionDraft(tier, "Report", None, 1, embargo, "0", "0", "1", (), files, ()), "National Rapporteur")
    return ledger


@pytest.mark.parametrize("role", Role)
def test_everybody_has_the_files_of_a_public_edition_and_nobody_is_logged(role: Role) -> None:
    with with_edition() as ledger:
        assert hand_out(ledger, 1, Identity(role), NOW) == {"figures.csv": b"figures.csv"}
        assert ledger.notes("viewed") == ()


@pytest.mark.parametrize(
    ("tier", "embargo", "withdrawn", "why"),
    [
        ("public", NOW + timedelta(days=9), False, "under embargo until 1 December 2026, 07:00"),
        ("natfatip", None, False, "confidential, for NATFATIP members"),
        ("public", None, True, "withdrawn"),
    ],
)
def test_what_is_not_for_everybody_goes_to_the_office_alone_and_each_time_is_logged(
    tier: str, embargo: datetime | None, withdrawn: bool, why: str
) -> None:
    with with_edition(tier, embargo) as ledger:
        if withdrawn:
            ledger.withdraw_edition(1, "National Rapporteur", "A table was left out.")
        for role in (Role.READER, Role.FOCAL_PERSON, Role.ANALYST, Role.ADMINISTRATOR):
            with pytest.raises(ActError, match=f"edition 1 is not handed out: it is {why}"):
                hand_out(ledger, 1, Identity(role), NOW)
        assert ledger.notes("viewed") == ()
        for who in (SECRETARIAT, RAPPORTEUR):
            assert list(hand_out(ledger, 1, who, NOW)) == ["figures.csv"]
        looks = [(note.subject, note.actor, note.content["while"]) for note in ledger.notes("viewed")]
        assert looks == [("edition-1", who.actor, f"it is {why}") for who in (SECRETARIAT, RAPPORTEUR)]


def test_the_checklist_the_policy_and_the_proof_are_for_the_office_and_a_look_at_them_is_logged() -> None:
    with with_edition() as ledger:
        assert list(hand_out(ledger, 1, READER, NOW, restricted=True)) == ["figures.csv"]
        of_the_office = ["figures.csv", "checklist.txt", "disclosure.yaml"]
        assert list(hand_out(ledger, 1, SECRETARIAT, NOW, restricted=True)) == of_the_office
        assert list(hand_out(ledger, 1, RAPPORTEUR, NOW, restricted=True)) == list(FILES)
        assert [note.actor for note in ledger.notes("viewed")] == [SECRETARIAT.actor, RAPPORTEUR.actor]


@given(st.integers(-(10**6), 10**6))
def test_an_embargo_holds_until_its_very_second(seconds: int) -> None:
    with with_edition(embargo=NOW) as ledger:
        edition = find_edition(ledger, 1)
    at = NOW + timedelta(seconds=seconds)
    assert is_embargoed(edition, at) is (seconds < 0)
    assert bool(why_not_for_everybody(edition, at)) is (seconds < 0)


def test_an_unknown_edition_is_refused_with_those_there_are() -> None:
    with with_edition() as ledger, pytest.raises(ActError, match="there is no edition 2 in this ledger; there are 1"):
        hand_out(ledger, 2, RAPPORTEUR, NOW)


def test_times_are_those_of_jamaica() -> None:
    assert moment_in_words(datetime(2026, 12, 1, 3, 30, tzinfo=UTC)) == "30 November 2026, 22:30"


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-12-01 10:00", datetime(2026, 12, 1, 15, tzinfo=UTC)),
        (" 2026-12-01T10:00-05:00", datetime(2026, 12, 1, 15, tzinfo=UTC)),
        ("2026-12-01 10:00+00:00", datetime(2026, 12, 1, 10, tzinfo=UTC)),
        ("2026-12-01 10:00Z", datetime(2026, 12, 1, 10, tzinfo=UTC)),
    ],
)
def test_a_time_is_jamaicas_unless_it_names_its_zone(typed: str, moment: datetime) -> None:
    assert read_moment(typed) == moment


@pytest.mark.parametrize("role", Role)
def test_a_reason_that_may_tell_a_count_is_for_the_office_alone(role: Role) -> None:
    with with_edition() as ledger:
        assert why_withdrawn(find_edition(ledger, 1), Identity(role)) == ""
        telling = ledger.withdraw_edition(1, "National Rapporteur", "It told of three girls")
    with with_edition() as ledger:
        plain = ledger.withdraw_edition(1, "National Rapporteur", "A chapter was left out")
    assert why_withdrawn(plain, Identity(role)) == "A chapter was left out"
    office = role in {Role.RAPPORTEUR, Role.SECRETARIAT}
    said = "It told of three girls" if office else "The reason is in the register of decisions"
    assert why_withdrawn(telling, Identity(role)) == said
