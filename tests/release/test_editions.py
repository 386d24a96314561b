"""Editions: published by the Rapporteur alone after the checklist, verified by making them again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest

from dashboard.access import Identity, Role, Tier
from dashboard.ledger import AsOf, DataSet, Edition, EditionDraft, FrozenFile, Ledger, LedgerError
from dashboard.periods import Period
from dashboard.release import ActError, Release
from dashboard.release import verifying as verifying_module
from dashboard.release.claims import earlier_editions
from dashboard.release.edition_model import ChecklistError, EditionRequest
from dashboard.release.editions import prepare_edition, publish_edition, withdraw_edition
from dashboard.release.policy import policy_hash, policy_text
from dashboard.release.verifying import verify_chain, verify_edition
from tests.figures.returned import AGENCIES, catalogue, returned, workbook_of
from tests.ledger.builder import behind_its_back
from tests.release.office import TODAY, ledger_of

YEAR = Period.financial_year(2021)
RAPPORTEUR, SECRETARIAT = Identity(Role.RAPPORTEUR), Identity(Role.SECRETARIAT)
REQUEST = EditionRequest(Tier.PUBLIC, "Annual report", YEAR)
TOTAL = "2.2a/identified/2021/22"
NO_FILES: Mapping[str, bytes] = {}


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """A year of which every agency's return is adopted: 4 and 3 in each half, 21 and 18 in all."""
    halves = [
        returned(agency, number, period=half, state="adopted")
        for half, number in (("2021-H1", 7), ("2021-H2", 6))
        for agency in AGENCIES
    ]
    with ledger_of(halves) as opened:
        yield opened


def rendered(release: Release) -> Mapping[str, bytes]:
    """Stands for the files: what is printed of the one series."""
    points = release.indicator("2.2a").components[0].points
    return {"figures.csv": "\n".join(f"{point.figure_id},{point.value.text}" for point in points).encode()}


def publish(ledger: Ledger, request: EditionRequest = REQUEST, who: Identity = RAPPORTEUR, **more: Any) -> Edition:
    return publish_edition(ledger, catalogue(), request, who, rendered, today=TODAY, **more)


def printed(edition: Edition, cell: str = TOTAL) -> str:
    return next(claim.text for claim in edition.claims if claim.cell == cell)


def revise(ledger: Ledger, number: int) -> None:
    """The JCF says otherwise of its first half; the office accepts and the Rapporteur adopts it."""
    draft = replace(returned("jcf", number, revision=2).draft, file_sha256=_sha(f"{number}"))
    filed = ledger.submit(draft, "Focal person", file=workbook_of(f"{number}"))
    ledger.record(filed.id, "accepted", "TIP Secretariat")
    ledger.record(filed.id, "adopted", "National Rapporteur")


def _sha(name: str) -> str:
    return sha256(workbook_of(name)).hexdigest()


def test_an_edition_freezes_all_that_is_needed_to_make_it_again(ledger: Ledger) -> None:
    head = ledger.head()
    made = publish(ledger, replace(REQUEST, narrative="Identified were [[2.2a/identified/2021/22]]."))
    assert (made.number, made.as_of, made.sequence) == (1, head.sequence, head.sequence + 1)
    assert printed(made) == "39"
    assert {file.name for file in made.files} == {
        *("figures.csv", "catalogue.json", "disclosure.yaml", "edition.json"),
        *("checklist.txt", "audit.json", "narrative.md"),
    }
    assert ledger.edition_file(1, "narrative.md") == b"Identified were 39."
    assert ledger.edition_file(1, "disclosure.yaml").decode() == policy_text()


def test_a_second_edition_after_a_revision_leaves_the_first_as_it_was(ledger: Ledger) -> None:
    first = publish(ledger)
    revise(ledger, 11)
    second = publish(ledger, replace(REQUEST, title="Annual report, revised"))
    assert (printed(first), printed(second)) == ("39", "43")
    assert verify_chain(ledger).holds
    for edition in ledger.editions():
        found = verify_edition(ledger, edition, rendered)
        assert found.holds, found.checks


def test_a_withdrawn_edition_counts_against_the_next_and_can_still_be_verified(ledger: Ledger) -> None:
    publish(ledger)
    with pytest.raises(ActError, match="no reason was given"):
        withdraw_edition(ledger, catalogue(), 1, RAPPORTEUR, " ")
    with pytest.raises(ActError, match="TIP Secretariat may not publish or withdraw an edition"):
        withdraw_edition(ledger, catalogue(), 1, SECRETARIAT, "A table was left out.")
    gone = withdraw_edition(ledger, catalogue(), 1, RAPPORTEUR, "A table was left out.")
    assert (gone.state, gone.withdrawn_because) == ("withdrawn", "A table was left out.")
    with pytest.raises(ActError, match="withdrawn already"):
        withdraw_edition(ledger, catalogue(), 1, RAPPORTEUR, "A table was left out.")
    known = earlier_editions(ledger, catalogue(), AsOf(sequence=ledger.head().sequence))
    assert [(one.number, one.printed[TOTAL].counted) for one in known] == [(1, 39)]
    assert verify_edition(ledger, gone, rendered).holds
    assert publish(ledger).number == 2


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RAPPORTEUR])
def test_only_the_rapporteur_publishes(ledger: Ledger, role: Role) -> None:
    with pytest.raises(ActError, match="who may: National Rapporteur"):
        publish(ledger, who=Identity(role))
    assert ledger.editions() == ()


@pytest.mark.parametrize("role", [Role.READER, Role.FOCAL_PERSON, Role.ANALYST, Role.ADMINISTRATOR])
def test_the_checklist_is_for_the_office_alone(ledger: Ledger, role: Role) -> None:
    """It says of each withheld total why it is withheld."""
    with pytest.raises(ActError, match="who may: TIP Secretariat, National Rapporteur"):
        prepare_edition(ledger, catalogue(), REQUEST, Identity(role), today=TODAY)


STEPS = [
    "Making the figures",
    "Attacking all that would be printed, with all that was printed before",
    "Going through the checklist",
    "Checking the documents",
    "Freezing the edition",
]


def test_each_step_is_told_before_it_is_done(ledger: Ledger) -> None:
    said: list[str] = []

    def render(release: Release) -> Mapping[str, bytes]:
        assert said == STEPS[:3]
        return rendered(release)

    publish_edition(ledger, catalogue(), REQUEST, RAPPORTEUR, render, say=said.append, today=TODAY)
    assert said == STEPS


def test_what_comes_while_it_is_made_is_in_it(ledger: Ledger) -> None:
    """An event between reading and storing makes the edition anew: it stands right after what it was read from."""
    calls: list[int] = []
    said: list[str] = []

    def render(release: Release) -> Mapping[str, bytes]:
        if not calls:
            revise(ledger, 12)
        calls.append(release.anchor.sequence)
        return rendered(release)

    made = publish_edition(ledger, catalogue(), REQUEST, RAPPORTEUR, render, say=said.append, today=TODAY)
    anew = "The ledger has moved on: making the edition anew, so that what came is in it"
    assert said == [*STEPS, anew, *STEPS]
    assert len(calls) == 2
    assert calls[1] == made.as_of == made.sequence - 1
    assert printed(made) == "44"


def test_an_edition_is_given_up_where_others_never_stop_writing(ledger: Ledger) -> None:
    def render(release: Release) -> Mapping[str, bytes]:
        ledger.note("viewed", "edition-1", "Somebody")
        return rendered(release)

    with pytest.raises(ActError, match="others kept writing"):
        publish_edition(ledger, catalogue(), REQUEST, RAPPORTEUR, render, today=TODAY)
    assert ledger.editions() == ()


def test_nothing_is_written_while_an_error_stands(ledger: Ledger) -> None:
    ledger.submit(
        replace(returned("jcf", 9, period="2020-H2").draft), "Focal person", file=workbook_of("return-jcf-2020-H2.1")
    )
    before = ledger.head()
    with pytest.raises(ChecklistError, match=r"waiting: return-jcf-2020-H2\.1: it waits for a decision") as refused:
        publish(ledger)
    assert [item.code for item in refused.value.items] == ["waiting"]
    assert ledger.head() == before


def test_a_request_that_no_edition_can_answer_is_refused_with_all_that_is_wrong(ledger: Ledger) -> None:
    wrong = EditionRequest(
        Tier.RESTRICTED,
        " ",
        Period.half_year(2021, 1),
        embargo_until=datetime(2026, 12, 1, 10),  # noqa: DTZ001
        let_stand=frozenset({"audit"}),
    )
    with pytest.raises(ActError) as refused:
        prepare_edition(ledger, catalogue(), wrong, RAPPORTEUR)
    assert [line for line in str(refused.value).splitlines() if line.startswith("- ")] == [
        "- what is restricted is never published; the tier is public or natfatip",
        "- the title is empty; write what the edition is called",
        "- April–September 2021 is no financial year; write it as 2021/22",
        "- audit cannot be let stand; what can: waiting, unapplied, embargo",
        "- an error is let stand only with a reason; say why",
        "- the embargo names no time zone; say which hour is meant",
    ]


@pytest.mark.parametrize(
    "title", ["Seven girls, 2021/22", "40 victims", "The case of one boy", "Report 2022: VⅠ girls"]
)
def test_a_title_that_may_tell_a_count_is_refused(title: str, ledger: Ledger) -> None:
    with pytest.raises(ActError, match=r"the title '.*' may tell a count, and everybody reads a title"):
        prepare_edition(ledger, catalogue(), replace(REQUEST, title=title), RAPPORTEUR)


@pytest.mark.parametrize(
    "title",
    ["Annual report 2021/22", "Annual report 2022", "The 39 indicators, 2021–22", "Half-yearly report 2022"],
)
def test_a_title_may_name_its_years_and_the_indicators(title: str, ledger: Ledger) -> None:
    made = prepare_edition(ledger, catalogue(), replace(REQUEST, title=title), RAPPORTEUR, today=TODAY)
    assert not made.blocking


def test_an_embargo_that_is_over_and_a_reason_with_a_name_are_refused(ledger: Ledger) -> None:
    past = replace(REQUEST, embargo_until=datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(ActError, match=r"the embargo ended on .*; name a time to come"):
        publish(ledger, past)
    with pytest.raises(ActError, match="the reason holds"):
        publish(ledger, replace(REQUEST, reason="Asked for by anna.brown@example.org"))


def test_the_public_record_is_not_ours_to_publish() -> None:
    with ledger_of([], DataSet.PUBLIC_RECORD) as record, pytest.raises(ActError, match="others are the publishers"):
        publish(record)


def test_a_lowered_threshold_is_logged_once_before_the_edition_that_uses_it(ledger: Ledger) -> None:
    lowered = policy_text().replace("threshold: 5", "threshold: 3")
    lowered = lowered.replace("lowered: null", "lowered: {by: Rapporteur, on: 2026-01-31, reason: Agreed with CPFSA}")
    for _ in range(2):
        made = publish(ledger, policy=lowered)
        assert any(words.startswith("threshold: ") for words in made.checklist)
        assert made.as_of == made.sequence - 1
    (note,) = ledger.notes("threshold_approved")
    assert (note.content["threshold"], note.reason) == ("3", "Agreed with CPFSA")


# ---- verifying -------------------------------------------------------------------------------------------------------


def failing(ledger: Ledger, edition: Edition) -> dict[str, str]:
    found = verify_edition(ledger, edition, rendered)
    return {check.what: check.said for check in found.checks if not check.holds}


def republished(ledger: Ledger, made: Edition, files: Mapping[str, bytes] = NO_FILES, **changed: Any) -> Edition:
    """The same edition once more, with something else in it, as a faulty program would have stored it."""
    same = {field.name: getattr(made, field.name) for field in fields(EditionDraft)}
    kept = {file.name: ledger.edition_file(made.number, file.name) for file in made.files}
    frozen = tuple(FrozenFile(name, content) for name, content in {**kept, **files}.items())
    return ledger.publish(EditionDraft(**{**same, **changed, "files": frozen}), "National Rapporteur")


def test_a_claim_that_the_record_does_not_give_is_found(ledger: Ledger) -> None:
    made = publish(ledger)
    untrue = tuple(replace(claim, value="40", text="40") if claim.cell == TOTAL else claim for claim in made.claims)
    wrong = republished(ledger, made, claims=untrue)
    assert list(failing(ledger, wrong)) == ["figures"]
    (check,) = (one for one in verify_edition(ledger, wrong, rendered).checks if not one.holds)
    assert TOTAL in check.said
    assert "40" not in check.said
    assert [(one.cell, one.printed, one.recomputed) for one in check.differences] == [(TOTAL, "40", "39")]


def test_a_file_that_would_be_written_otherwise_is_found(ledger: Ledger) -> None:
    wrong = republished(ledger, publish(ledger), files={"figures.csv": b"2.2a,40\n"})
    assert failing(ledger, wrong) == {"rendering": "figures.csv would be written otherwise today"}


def test_a_policy_or_catalogue_that_is_not_the_one_named_is_found(ledger: Ledger) -> None:
    wrong = republished(ledger, publish(ledger), policy_hash="0" * 64)
    assert failing(ledger, wrong) == {"frozen": "the frozen policy is not the one that the edition names"}


def test_what_cannot_be_read_any_more_is_said(ledger: Ledger) -> None:
    wrong = republished(ledger, publish(ledger), files={"catalogue.json": b"{}"})
    assert failing(ledger, wrong)["figures"].startswith("what was frozen cannot be read or recomputed by this program")
    older = republished(ledger, wrong, files={"disclosure.yaml": b"threshold: 5"}, program="0.0.9")
    said = failing(ledger, older)["figures"]
    assert "protection: found nothing" in said
    assert "It was made by version 0.0.9" in said


def test_a_policy_frozen_before_a_key_was_added_is_read_as_one_without_it(ledger: Ledger) -> None:
    older = re.sub(r"^included:.*\n(?: +- .*\n)*", "", policy_text(), flags=re.MULTILINE)
    frozen: dict[str, Any] = {"files": {"disclosure.yaml": older.encode()}, "policy_hash": policy_hash(older)}
    assert failing(ledger, republished(ledger, publish(ledger), **frozen)) == {}


def test_under_another_program_the_hashes_alone_are_compared(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made = publish(ledger)
    monkeypatch.setattr(verifying_module, "program_version", lambda: "9.9")
    found = verify_edition(ledger, made, lambda _: {"figures.csv": b"written otherwise"})
    assert found.holds
    said = {check.what: check.said for check in found.checks}["rendering"]
    assert said.startswith("only the hashes of its files were compared")
    assert f"made by version {made.program}, and this is 9.9" in said


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE file SET content = x'00' WHERE sha256 = '{sha256}'", "files"),
        ("UPDATE edition SET payload = replace(payload, 'Annual', 'Annul')", "content"),
    ],
)
def test_what_was_changed_behind_its_back_is_found(ledger: Ledger, statement: str, check: str) -> None:
    made = publish(ledger)
    stored = next(file for file in made.files if file.name == "figures.csv")
    behind_its_back(str(ledger._engine.url), statement.format(sha256=stored.sha256))
    (changed,) = ledger.editions()
    assert check in failing(ledger, changed)
    whole = verify_chain(ledger)
    assert not whole.holds
    assert whole.checks[0].said.startswith("the ledger was changed: event ")


def test_an_edition_of_what_is_not_adopted_never_comes_about(ledger: Ledger) -> None:
    revise(ledger, 11)
    with pytest.raises(LedgerError):
        ledger.record("return-jcf-2021-H1.1", "adopted", "National Rapporteur")
    assert publish(ledger).number == 1
