"""The checklist: what is unapproved, untrue or unproven blocks; what a person may judge informs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.access import Identity, Role, Tier
from dashboard.ledger import DataSet, Ledger, Submission
from dashboard.periods import Period
from dashboard.release import AuditStatement, Release, sign_off, take_back
from dashboard.release.auditing import Finding, ReleaseAudit
from dashboard.release.checklist import checklist, let_stand
from dashboard.release.edition_model import ChecklistItem, EditionRequest, Prepared, Weight
from dashboard.release.editions import prepare_edition, publish_edition, withdraw_edition
from dashboard.release.policy import default_policy
from tests.figures.returned import AGENCIES, adjusted, catalogue, returned
from tests.release.office import TODAY, ledger_of

YEAR = Period.financial_year(2021)
RAPPORTEUR = Identity(Role.RAPPORTEUR)
REQUEST = EditionRequest(Tier.PUBLIC, "Annual report", YEAR)
NOTHING_FOUND = ReleaseAudit(0, 0, (), "{}")


def year(number: int = 7, state: str = "adopted") -> list[Submission]:
    """Every agency's returns of the year."""
    return [
        returned(agency, number, period=half, state=state) for half in ("2021-H1", "2021-H2") for agency in AGENCIES
    ]


def prepared(ledger: Ledger, request: EditionRequest = REQUEST, who: Identity = RAPPORTEUR) -> Prepared:
    return prepare_edition(ledger, catalogue(), request, who, today=TODAY)


def of(submissions: Iterable[Submission], request: EditionRequest = REQUEST) -> dict[str, list[ChecklistItem]]:
    """The items by code."""
    with ledger_of(submissions) as ledger:
        return by_code(prepared(ledger, request).checklist)


def by_code(items: Iterable[ChecklistItem]) -> dict[str, list[ChecklistItem]]:
    found: dict[str, list[ChecklistItem]] = {}
    for item in items:
        found.setdefault(item.code, []).append(item)
    return found


def test_a_sound_year_of_checked_persons_has_an_empty_checklist() -> None:
    with ledger_of(year()) as ledger:
        assert prepared(ledger, who=Identity(Role.RAPPORTEUR, verified=True)).checklist == ()


def test_who_was_not_checked_is_said() -> None:
    (item,) = of(year())["identity"]
    assert item.weight is Weight.WARNING
    assert "nobody has checked who is publishing" in item.found
    assert "cannot be proved" in item.found


def test_a_return_that_is_accepted_and_not_adopted_blocks_and_is_named() -> None:
    found = of([*year()[:-1], returned(AGENCIES[-1], 7, period="2021-H2")])["not_adopted"]
    assert [(item.where, item.blocks) for item in found] == [(f"return-{AGENCIES[-1]}-2021-H2.1", True)]


def test_what_waits_for_a_decision_blocks_unless_it_is_let_stand_with_a_reason() -> None:
    waiting = [*year(), adjusted(-1, state="submitted")]
    (item,) = of(waiting)["waiting"]
    assert item.blocks
    assert item.where.startswith("adjustment")
    stands = replace(REQUEST, let_stand=frozenset({"waiting"}), reason="It will be in the next edition")
    (item,) = of(waiting, stands)["waiting"]
    assert not item.blocks
    assert item.sentence.endswith("Let stand: It will be in the next edition")


def test_what_is_of_a_later_year_stands_in_nobodys_way() -> None:
    later = returned("jcf", 7, period="2022-H1")
    assert "not_adopted" not in of([*year(), later])
    assert "not_adopted" in of([*year(), later], replace(REQUEST, year=None))


def test_a_year_of_which_nothing_can_be_printed_is_empty() -> None:
    (item,) = of(year(), replace(REQUEST, year=Period.financial_year(2022)))["empty"]
    assert (item.where, item.blocks) == ("2022/23", True)
    (item,) = of([], replace(REQUEST, year=None))["empty"]
    assert item.found == "it prints no number at all"


def test_a_small_total_that_waits_for_its_sign_off_is_a_warning_in_public_alone() -> None:
    small = [
        returned(agency, number, period=half, state="adopted")
        for half, numbers in (("2021-H1", (1, 0, 0)), ("2021-H2", (1, 0, 0)))
        for agency, number in zip(AGENCIES, numbers, strict=True)
    ]
    key = "2.2a/identified/2021/22"
    with ledger_of(small) as ledger:
        found = by_code(prepared(ledger).checklist)
        assert key in found["small_total"][0].found
        assert {item.code for item in prepared(ledger).blocking} == {"empty"}
        assert "small_total" not in by_code(prepared(ledger, replace(REQUEST, tier=Tier.NATFATIP)).checklist)
        sign_off(ledger, catalogue(), RAPPORTEUR, key, "It is in the report of the court")
        assert "small_total" not in by_code(prepared(ledger).checklist)
        take_back(ledger, catalogue(), RAPPORTEUR, key, "Asked for by the agency")
        assert "small_total" in by_code(prepared(ledger).checklist)


# ---- an embargo of another edition -----------------------------------------------------------------------------------

UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)


def beside(first: Tier, second: EditionRequest, until: datetime | None = UNTIL) -> list[ChecklistItem]:
    """What is said of embargoes after a first edition of the same year."""
    with ledger_of(year()) as ledger:
        request = replace(REQUEST, tier=first, embargo_until=until)
        publish_edition(ledger, catalogue(), request, RAPPORTEUR, lambda _: {}, today=TODAY)
        return by_code(prepared(ledger, second).checklist).get("embargo", [])


def test_the_numbers_of_an_edition_under_embargo_are_not_printed_before_it_ends() -> None:
    (item,) = beside(Tier.PUBLIC, REQUEST)
    assert (item.where, item.blocks) == ("edition 1", True)
    assert "edition 1 is under embargo until" in item.found
    assert "this edition prints the same numbers before that" in item.found
    assert item.mend.startswith("Give it the same embargo (--embargo 2")
    stands = replace(REQUEST, let_stand=frozenset({"embargo"}), reason="Parliament asked for it")
    (item,) = beside(Tier.PUBLIC, stands)
    assert not item.blocks


@pytest.mark.parametrize(
    ("first", "second", "blocks"),
    [
        (Tier.PUBLIC, Tier.PUBLIC, True),
        (Tier.PUBLIC, Tier.NATFATIP, True),
        (Tier.NATFATIP, Tier.NATFATIP, True),
        (Tier.NATFATIP, Tier.PUBLIC, False),
    ],
)
def test_an_embargo_binds_what_its_own_readers_read_and_all_that_is_public(
    first: Tier, second: Tier, blocks: bool
) -> None:
    assert bool(beside(first, replace(REQUEST, tier=second))) is blocks


def test_an_embargo_that_ends_no_sooner_stands_in_nobodys_way() -> None:
    assert beside(Tier.PUBLIC, replace(REQUEST, embargo_until=UNTIL)) == []
    assert beside(Tier.PUBLIC, replace(REQUEST, embargo_until=UNTIL - timedelta(seconds=1))) != []
    assert beside(Tier.PUBLIC, REQUEST, None) == []


def test_an_edition_that_is_withdrawn_or_prints_other_cells_holds_nothing_back() -> None:
    with ledger_of(year()) as ledger:
        request = replace(REQUEST, embargo_until=UNTIL)
        publish_edition(ledger, catalogue(), request, RAPPORTEUR, lambda _: {}, today=TODAY)
        other = replace(REQUEST, year=Period.financial_year(2020))
        assert "embargo" not in by_code(prepared(ledger, other).checklist)
        withdraw_edition(ledger, catalogue(), 1, RAPPORTEUR, "A table was left out")
        assert "embargo" not in by_code(prepared(ledger).checklist)


# ---- what a release says of itself -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made() -> Release:
    with ledger_of(year()) as ledger:
        return prepared(ledger).release


def items(release: Release, audit: ReleaseAudit = NOTHING_FOUND) -> dict[str, list[ChecklistItem]]:
    with ledger_of([], DataSet.OFFICE) as ledger:
        return by_code(checklist(release, ledger, REQUEST, default_policy(), audit, RAPPORTEUR))


def test_a_count_that_the_audit_gives_away_blocks(made: Release) -> None:
    audit = ReleaseAudit(1, 1, (Finding("2.2a/identified/2021/22/sex=male", "it can be worked out"),), "{}")
    (item,) = items(made, audit)["audit"]
    assert (item.where, item.found, item.blocks) == ("2.2a/identified/2021/22/sex=male", "it can be worked out", True)


def test_what_could_not_be_applied_blocks_and_may_stand(made: Release) -> None:
    (item,) = items(replace(made, unapplied=("1 accepted correction could not be applied.",)))["unapplied"]
    assert item.blocks
    (stands,) = let_stand([item], replace(REQUEST, let_stand=frozenset({"unapplied"}), reason="Known"))
    assert not stands.blocks


def test_a_number_without_a_source_blocks(made: Release) -> None:
    item = made.indicators[0]
    series = item.components[0]
    bare = replace(series, points=tuple(replace(point, citations=()) for point in series.points))
    found = items(replace(made, indicators=(replace(item, components=(bare,)),)))["source"]
    assert [one.where for one in found] == ["2.2a/identified/2021/22"]


def test_what_the_audit_leaves_to_a_person_is_a_warning(made: Release) -> None:
    said = AuditStatement(0, "", ("the threshold is lowered to 3.",), ("2.2a/identified/2021/22: all fall in one",))
    found = items(replace(made, audit=said))
    assert [(one.where, one.found) for one in found["threshold"]] == [
        ("the disclosure policy", "the threshold is lowered to 3")
    ]
    assert [(one.where, one.found) for one in found["one_category"]] == [("2.2a/identified/2021/22", "all fall in one")]
    assert not any(one.blocks for one in (*found["threshold"], *found["one_category"]))


def test_nothing_but_what_leaves_something_out_can_be_let_stand() -> None:
    untrue = ChecklistItem("narrative", Weight.ERROR, "the title", "9 is no figure", "Correct it")
    request = replace(REQUEST, let_stand=frozenset({"narrative", "audit"}), reason="In a hurry")
    assert let_stand([untrue], request) == (untrue,)
