"""Named analysts: a post until a day, named by the Rapporteur; every look is in the log before a figure is out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.access import Identity, Role, Tier
from dashboard.downloads import figures_csv
from dashboard.ledger import AsOf, DataSet, Ledger
from dashboard.release import (
    ActError,
    admit,
    analysts,
    end_analyst,
    make_release,
    name_analyst,
    still_admitted,
    viewings,
)
from tests.figures.observations import observation, submission
from tests.figures.returned import AGENCIES, catalogue, returned
from tests.release.office import TODAY, ledger_of

RAPPORTEUR, ANALYST = Identity(Role.RAPPORTEUR), Identity(Role.ANALYST)
POST, WHY, PURPOSE = "Data analyst of the Office", "Report of the year", "Check of chapter three"
WHAT = "the page of 2.2a"
UNTIL = TODAY + timedelta(30)
CATALOGUE = catalogue()


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    halves = ("2021-H1", "2021-H2")
    with ledger_of([returned(agency, 1, period=half) for agency in AGENCIES for half in halves]) as made:
        yield made


def name(ledger: Ledger, **otherwise: Any) -> None:
    asked: dict[str, Any] = {"who": RAPPORTEUR, "post": POST, "until": UNTIL, "reason": WHY, "today": TODAY} | otherwise
    name_analyst(ledger, CATALOGUE, **asked)


def look(ledger: Ledger, who: Identity = ANALYST, post: str = POST, purpose: str = PURPOSE, on: date = TODAY) -> str:
    return admit(ledger, CATALOGUE, who, post, purpose, WHAT, on).reader


def test_a_named_post_may_read_until_its_day_and_not_after(ledger: Ledger) -> None:
    name(ledger)
    assert look(ledger, on=UNTIL).startswith(POST)
    with pytest.raises(ActError, match="time was over on 15 December 2024"):
        look(ledger, on=UNTIL + timedelta(1))


def test_a_look_is_in_the_log_with_post_matter_and_purpose(ledger: Ledger) -> None:
    name(ledger)
    access = admit(ledger, CATALOGUE, ANALYST, " data ANALYST of the  office", PURPOSE, WHAT, TODAY)
    (note,) = viewings(ledger)
    assert (note.subject, dict(note.content)) == (POST, {"what": WHAT, "purpose": PURPOSE})
    assert note.actor == "Named analyst (local, unverified)"
    assert access.anchor == ledger.head()


@pytest.mark.parametrize(
    ("otherwise", "refusal"),
    [
        ({"post": "Director"}, "no analyst is named 'Director'"),
        ({"post": ""}, "no analyst is named ''"),
        ({"post": "National Rapporteur"}, "no analyst is named"),
        ({"purpose": "  "}, "no purpose was given"),
        ({"purpose": "Ask 876 555 0199"}, "telephone number"),
        ({"who": Identity(Role.SECRETARIAT)}, "may not see restricted figures"),
        ({"who": Identity(Role.ADMINISTRATOR)}, "may not see restricted figures"),
        ({"who": RAPPORTEUR}, "the Rapporteur reads as National Rapporteur"),
    ],
)
def test_who_may_not_look_is_told_why_and_the_log_has_no_look(
    ledger: Ledger, otherwise: dict[str, Any], refusal: str
) -> None:
    name(ledger)
    with pytest.raises(ActError, match=refusal):
        look(ledger, **otherwise)
    assert viewings(ledger) == ()


def test_a_refusal_names_no_other_post(ledger: Ledger) -> None:
    name(ledger)
    with pytest.raises(ActError) as refused:
        look(ledger, post="Director")
    assert POST not in str(refused.value)


def test_the_rapporteur_reads_by_her_own_right_and_is_logged_too(ledger: Ledger) -> None:
    assert look(ledger, RAPPORTEUR, "").startswith("National Rapporteur · ")
    assert viewings(ledger)[0].subject == "National Rapporteur"


def test_ended_it_reads_no_more_and_named_again_it_does(ledger: Ledger) -> None:
    name(ledger)
    access = admit(ledger, CATALOGUE, ANALYST, POST, PURPOSE, WHAT, TODAY)
    assert still_admitted(ledger, ANALYST, access, TODAY)
    end_analyst(ledger, CATALOGUE, RAPPORTEUR, POST, "The report is done", TODAY)
    assert not still_admitted(ledger, ANALYST, access, TODAY)
    with pytest.raises(ActError, match="ended on"):
        look(ledger)
    name(ledger)
    assert look(ledger)
    assert [one.ended_on for one in analysts(ledger)] == [None]


def test_what_was_let_in_leaves_the_page_with_the_day_and_with_the_role(ledger: Ledger) -> None:
    name(ledger)
    access = admit(ledger, CATALOGUE, ANALYST, POST, PURPOSE, WHAT, TODAY)
    assert not still_admitted(ledger, ANALYST, access, TODAY + timedelta(1))
    for role in Role:
        assert still_admitted(ledger, Identity(role), access, TODAY) is (role is Role.ANALYST)


@pytest.mark.parametrize(
    ("otherwise", "refusal"),
    [
        ({"who": Identity(Role.SECRETARIAT)}, "who may: National Rapporteur"),
        ({"who": ANALYST}, "who may: National Rapporteur"),
        ({"post": ""}, "no post was given"),
        ({"post": "John Brown"}, "person's name"),
        ({"post": "National rapporteur"}, "by her own right"),
        ({"post": f"Data analyst {'of the office ' * 6}"}, "it stands on every page"),
        ({"until": TODAY - timedelta(1)}, "is over already"),
        ({"reason": ""}, "no reason was given"),
    ],
)
def test_a_naming_that_may_not_be_is_refused(ledger: Ledger, otherwise: dict[str, Any], refusal: str) -> None:
    with pytest.raises(ActError, match=refusal):
        name(ledger, **otherwise)
    assert analysts(ledger) == ()


def test_what_is_not_named_cannot_be_ended(ledger: Ledger) -> None:
    with pytest.raises(ActError, match="nobody is named now"):
        end_analyst(ledger, CATALOGUE, RAPPORTEUR, POST, WHY, TODAY)


def test_the_public_record_restricts_nothing() -> None:
    record = [submission(observation(2, "2021/22"))]
    with ledger_of(record, DataSet.PUBLIC_RECORD) as ledger, pytest.raises(ActError, match="holds the public record"):
        name(ledger)


def test_a_restricted_release_says_who_reads_wherever_a_figure_goes(ledger: Ledger) -> None:
    name(ledger)
    access = admit(ledger, CATALOGUE, ANALYST, POST, PURPOSE, WHAT, TODAY)
    as_of = AsOf(sequence=access.anchor.sequence)
    release = make_release(CATALOGUE, ledger, Tier.RESTRICTED, as_of, today=TODAY, reader=access.reader)
    mark = "RESTRICTED · Data analyst of the Office · 15 November 2024"
    assert release.watermark == mark
    assert {series.marking for item in release.indicators for series in item.components} == {mark}
    _, *lines = figures_csv(release).decode("utf-8-sig").splitlines()
    assert lines
    assert all(mark in line and ",restricted," in line for line in lines)
    assert release.anchor.short in lines[0]


@pytest.mark.parametrize("tier", [Tier.PUBLIC, Tier.NATFATIP])
def test_no_other_tier_carries_a_reader(ledger: Ledger, tier: Tier) -> None:
    assert make_release(CATALOGUE, ledger, tier, today=TODAY, reader="Somebody").watermark == ""


def test_no_restricted_release_is_unmarked(ledger: Ledger) -> None:
    assert make_release(CATALOGUE, ledger, Tier.RESTRICTED, today=TODAY).watermark == "RESTRICTED"
