"""Every printed number that is another one now is listed with its recorded reasons, and with nothing that is hidden."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.access import Tier
from dashboard.catalogue import Catalogue
from dashboard.downloads import restatements_csv
from dashboard.ledger import AsOf, FrozenFile, Submission
from dashboard.periods import Period, day_in_jamaica
from dashboard.release import Release, Restatement, changed_page, policy_text
from dashboard.release.claims import printed_values
from dashboard.release.edition_model import POLICY_FILE
from tests.figures.observations import observation, submission
from tests.figures.returned import AGENCIES, catalogue, indicator, returned, said
from tests.release.editions import RAPPORTEUR, SECRETARIAT, Office, changes, moment
from tests.release.office import TODAY

KEY = "2.2a/identified/2021/22"
GIRLS, BOYS = (("sex", "female"),), (("sex", "male"),)


def year(first: tuple[int, ...] = (30, 20, 10), second: tuple[int, ...] = (10, 20, 10)) -> list[Submission]:
    """A hundred children in 2021/22, as three agencies returned them."""
    return [
        returned(agency, number, period=period)
        for period, numbers in (("2021-H1", first), ("2021-H2", second))
        for agency, number in zip(AGENCIES, numbers, strict=True)
    ]


def by_sex(girls: int, boys: int, *, period: str = "2021-H1") -> tuple[Any, ...]:
    """A total with its two sexes."""
    return (
        girls + boys,
        said(girls, period, dimensions=GIRLS, locator="'2. Children'!D12"),
        said(boys, period, dimensions=BOYS, locator="'2. Children'!E12"),
    )


def of_one_agency() -> Catalogue:
    part = {"reported_by": ["jcf"]}
    return catalogue(indicator(reporting_mdas=["jcf"], components=[_component(**part)]))


def _component(**fields: Any) -> dict[str, Any]:
    return indicator().components[0].model_dump() | fields


def reasons(release: Release) -> list[str]:
    (one,) = release.restatements
    return [cause.words for cause in one.causes]


def only(release: Release) -> Restatement:
    (one,) = release.restatements
    return one


# --- What is listed --------------------------------------------------------------------------------


def test_nothing_is_listed_while_nothing_changes() -> None:
    office = Office(*year())
    office.publish()
    assert office.release().restatements == ()
    page = changed_page(office.release())
    assert (page.title, page.editions) == ("Nothing that was printed has changed since", ())


def test_an_amended_return_is_told_with_its_reason_and_who_decided() -> None:
    office = Office(*year())
    edition = office.publish()
    office.amend("jcf", 32, reason="The station diaries were recounted")
    found = only(office.release())
    assert changes(office.release()) == [(KEY, "100", "102")]
    assert (found.edition.number, found.edition.title) == (1, "Annual report 2021/22")
    assert found.edition.on == day_in_jamaica(edition.published_at)
    (cause,) = found.causes
    assert cause.words == "An agency amended its return: The station diaries were recounted."
    assert cause.by == SECRETARIAT
    assert cause.on == day_in_jamaica(office.ledger.head().at)


def test_every_cause_is_listed_in_the_order_of_the_ledger() -> None:
    office = Office(*year())
    office.publish()
    office.correct("return-cpfsa-2021-H2.1", "20", "25", "A slip of the pen")
    office.amend("jcf", 32, reason="The station diaries were recounted")
    office.adjust(-3, "Referral forms agree")
    assert changes(office.release()) == [(KEY, "100", "104")]
    assert reasons(office.release()) == [
        "A number of a return was corrected: A slip of the pen.",
        "An agency amended its return: The station diaries were recounted.",
        "What agencies had counted twice was taken off: Referral forms agree.",
    ]


def test_a_change_of_another_cell_is_no_cause() -> None:
    office = Office(*year())
    office.publish()
    office.amend("jcf", 32, reason="Recounted")
    office.amend("cpfsa", 20, period="2021-H2", reason="Signed anew")
    assert reasons(office.release()) == ["An agency amended its return: Recounted."]


def test_what_came_before_the_edition_is_no_cause() -> None:
    office = Office(*year())
    office.amend("jcf", 32, reason="Before")
    office.publish()
    office.amend("cpfsa", 22, reason="After")
    assert reasons(office.release()) == ["An agency amended its return: After."]


def test_a_correction_that_is_taken_back_is_a_cause_again() -> None:
    office = Office(*year())
    line = office.correct("return-jcf-2021-H1.1", "30", "33", "A slip of the pen")
    office.publish()
    office.ledger.record(line, "withdrawn", SECRETARIAT, "The first reading was right")
    assert changes(office.release()) == [(KEY, "103", "100")]
    assert reasons(office.release()) == ["A correction was taken back: The first reading was right."]


def test_a_number_that_waits_again_says_which_decision_took_it_away() -> None:
    office = Office(*year())
    office.publish()
    office.ledger.record("return-odpp-2021-H2.1", "sent_back", SECRETARIAT, "Suspected children are counted in")
    assert changes(office.release()) == [(KEY, "100", "not yet reported")]
    assert reasons(office.release()) == ["A return was sent back: Suspected children are counted in."]


def test_returns_that_arrive_are_the_cause_where_a_source_s_number_stood() -> None:
    office = Office(submission(observation(8, "2021/22"), code="tip_2022"))
    office.publish()
    for one in year():
        office.file(one)
    assert changes(office.release()) == [(KEY, "8", "100")]
    assert reasons(office.release()) == ["A return that had been missing was accepted."]


def test_a_figure_that_was_not_there_is_news_and_no_restatement() -> None:
    office = Office(*year()[:-1])
    office.publish()
    office.file(year()[-1])
    assert office.release().restatements == ()


def test_a_changed_definition_is_named_with_its_approver() -> None:
    office = Office(*year())
    office.publish()
    entry = indicator()
    later = entry.definition.model_copy(
        update={"version": 2, "status": "approved", "approver": "ONRTIP", "date": TODAY + timedelta(days=10_000)}
    )
    office.catalogue = catalogue(entry.model_copy(update={"definition": later}))
    office.amend("jcf", 32, reason="Recounted")
    assert reasons(office.release())[-1] == "The definition was changed (version 2, approved)."


def test_where_no_decision_is_recorded_the_reader_is_told_to_verify() -> None:
    office = Office(*year())
    claims = office.publish().claims
    told = tuple(replace(one, value="99", text="99") if one.cell == KEY else one for one in claims)
    office.publish(claims=told, title="Second")
    assert reasons(office.release()) == ["No decision is recorded: verify the ledger."]


def test_editions_come_newest_first_and_each_is_held_against_now() -> None:
    office = Office(*year())
    office.publish()
    office.amend("jcf", 32, reason="Recounted")
    office.publish(title="Second")
    office.amend("cpfsa", 21, reason="Recounted too")
    page = changed_page(office.release())
    assert page.title == "1 figure has changed since it was printed"
    assert [(group.title, group.rows[0].before.text, group.rows[0].after.text) for group in page.editions] == [
        ("Edition 2 printed 1 figure that is printed otherwise now", "102", "103"),
        ("Edition 1 printed 1 figure that is printed otherwise now", "100", "103"),
    ]


def test_an_edition_under_embargo_is_not_spoken_of() -> None:
    office = Office(*year())
    office.publish(embargo_until=moment(TODAY + timedelta(days=10_000)))
    office.amend("jcf", 32, reason="Recounted")
    assert office.release().restatements == ()
    assert len(office.release(today=TODAY + timedelta(days=10_001)).restatements) == 1


def test_a_report_on_past_years_leaves_out_later_ones() -> None:
    office = Office(
        *year(), *(returned(agency, 7, period=half) for half in ("2022-H1", "2022-H2") for agency in AGENCIES)
    )
    office.publish()
    office.amend("jcf", 32, reason="Recounted")
    office.amend("jcf", 9, period="2022-H2", reason="Recounted")
    assert [key for key, _, _ in changes(office.release())] == [KEY, "2.2a/identified/2022/23"]
    assert [key for key, _, _ in changes(office.release(through=Period.parse("2021/22")))] == [KEY]


def test_as_of_an_earlier_event_later_changes_are_unknown() -> None:
    office = Office(*year())
    office.publish()
    before = office.ledger.head().sequence
    office.amend("jcf", 32, reason="Recounted")
    assert office.release(as_of=AsOf(sequence=before)).restatements == ()


# --- What is not told ------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["One child was counted twice", "Only 2 boys were seen"])
def test_a_reason_that_tells_a_count_keeps_its_words_for_the_restricted_tier(reason: str) -> None:
    office = Office(*year())
    office.publish()
    office.adjust(-3, reason)
    public, restricted = (reasons(office.release(tier)) for tier in (Tier.PUBLIC, Tier.RESTRICTED))
    assert public == ["What agencies had counted twice was taken off; the reason is in the register of decisions."]
    assert reason in restricted[0]


def test_neither_agency_nor_half_year_leaves_the_restricted_tier() -> None:
    office = Office(*year())
    office.publish()
    office.amend("cpfsa", 22, reason="Recounted")
    outside = [cause.text for tier in (Tier.PUBLIC, Tier.NATFATIP) for cause in only(office.release(tier)).causes]
    assert not any(word in text for text in outside for word in ("CPFSA", "cpfsa", "2021", "September"))
    restricted = [one for one in office.release(Tier.RESTRICTED).restatements if one.figure_id == KEY]
    assert restricted[0].causes[0].words.startswith("The return of CPFSA for April–September 2021 was amended")


def test_who_decided_is_a_role_outside_the_restricted_tier() -> None:
    office = Office(*year())
    office.publish()
    filed = office.file(returned("jcf", 32, revision=2), accepted=False)
    office.ledger.record(filed, "accepted", "TIP Secretariat (local, unverified)")
    assert only(office.release()).causes[0].by == "TIP Secretariat"
    restricted = [one for one in office.release(Tier.RESTRICTED).restatements if one.figure_id == KEY]
    assert restricted[0].causes[0].by == "TIP Secretariat (local, unverified)"


def test_the_numbers_of_an_edition_for_members_never_reach_the_public() -> None:
    office = Office(*year())
    office.publish(Tier.NATFATIP)
    office.amend("jcf", 32, reason="Recounted")
    assert office.release().restatements == ()
    assert (KEY, "100", "102") in changes(office.release(Tier.NATFATIP))


def test_a_public_edition_is_restated_for_members_and_analysts_too() -> None:
    office = Office(*year())
    office.publish()
    office.amend("jcf", 32, reason="Recounted")
    for tier in Tier:
        assert (KEY, "100", "102") in changes(office.release(tier))


def test_what_the_public_did_not_see_is_no_change_to_those_who_always_saw_it() -> None:
    office = Office(returned("jcf", *by_sex(1, 0)), returned("jcf", *by_sex(0, 0, period="2021-H2"), period="2021-H2"),
                    of=of_one_agency())  # fmt: skip
    office.publish()
    assert office.release(Tier.NATFATIP).restatements == ()
    assert office.release(Tier.RESTRICTED).restatements == ()


def test_a_number_that_is_withheld_now_tells_neither_the_number_nor_which_change_moved_it() -> None:
    office = Office(*year())
    office.publish()
    for period in ("2021-H1", "2021-H2"):
        for agency in AGENCIES:
            number = 2 if (agency, period) == ("jcf", "2021-H1") else 0
            office.amend(agency, number, period=period, reason="Recounted")
    found = only(office.release())
    assert (found.before.text, found.after.text) == ("100", "[c]")
    assert [cause.words for cause in found.causes] == [
        "Withheld since, to protect children.",
        "An agency amended its return.",
    ]


def test_a_number_that_was_withheld_and_is_signed_off_says_by_whom() -> None:
    office = Office(*year((2, 0, 0), (0, 0, 0)))
    office.publish()
    office.ledger.note("signed_off", KEY, RAPPORTEUR, "Known from the court", {"value": "2", "out_of": ""})
    assert changes(office.release()) == [(KEY, "[c]", "2")]
    (cause,) = only(office.release()).causes
    assert (cause.words, cause.by) == ("The number was signed off for print: Known from the court.", RAPPORTEUR)


def test_a_sign_off_taken_back_withholds_the_number_again() -> None:
    office = Office(*year((2, 0, 0), (0, 0, 0)))
    office.ledger.note("signed_off", KEY, RAPPORTEUR, "Known from the court", {"value": "2", "out_of": ""})
    office.publish()
    office.ledger.note("sign_off_taken_back", KEY, RAPPORTEUR, "It was not known")
    assert changes(office.release()) == [(KEY, "2", "[c]")]
    assert "The sign-off was taken back: It was not known." in reasons(office.release())


def test_a_changed_program_is_a_cause_where_nothing_else_is() -> None:
    office = Office(*year())
    claims = office.publish().claims
    told = tuple(replace(one, value="99", text="99") if one.cell == KEY else one for one in claims)
    office.publish(claims=told, title="Second", program="1.0")
    assert reasons(office.release()) == ["The program that protects and makes the releases was changed."]


def test_a_changed_policy_is_a_cause_of_what_is_withheld() -> None:
    office = Office(*year((2, 0, 0), (0, 0, 0)))
    looser = policy_text().replace("small_total: ", "small_total: 0 # ")
    looser = looser.replace("lowered: null", "lowered: {by: Rapporteur, on: 2026-01-31, reason: Agreed with CPFSA}")
    claims = tuple(
        replace(one, value="2", text="2") if one.cell == KEY else one for one in office.publish(title="First").claims
    )
    office.publish(claims=claims, files=(FrozenFile(POLICY_FILE, looser.encode()),), title="Second")
    (found,) = [one for one in office.release().restatements if one.edition.number == 2]
    assert "The disclosure policy was changed." in [cause.words for cause in found.causes]


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    before=st.tuples(*[st.integers(0, 9)] * 4),
    after=st.tuples(*[st.integers(0, 9)] * 4),
    tier=st.sampled_from(list(Tier)),
    published=st.sampled_from([Tier.PUBLIC, Tier.NATFATIP]),
)
def test_a_restatement_prints_only_what_is_printed_now_or_was_printed_then(
    before: tuple[int, ...], after: tuple[int, ...], tier: Tier, published: Tier
) -> None:
    office = Office(
        returned("jcf", *by_sex(before[0], before[1])),
        returned("jcf", *by_sex(before[2], before[3], period="2021-H2"), period="2021-H2"),
        of=of_one_agency(),
    )
    then = {claim.cell: claim.text for claim in office.publish(published).claims}
    office.amend("jcf", *by_sex(after[0], after[1]), reason="Recounted")
    office.amend("jcf", *by_sex(after[2], after[3], period="2021-H2"), period="2021-H2", reason="Recounted")
    release = office.release(tier)
    now = {key: value.text for item in release.indicators for key, value in printed_values(item)}
    for found in release.restatements:
        assert found.before.text == then[found.figure_id] != found.after.text
        assert found.after.text == now.get(found.figure_id, found.after.text)
        assert found.after.text in {*now.values(), "[c]", "no longer printed"}
        assert found.causes
    if tier is Tier.PUBLIC and published is Tier.NATFATIP:
        assert release.restatements == ()
    missed = {
        key
        for key, text in then.items()
        if text.isdigit() and now.get(key, text) != text and (tier is not Tier.PUBLIC or published is Tier.PUBLIC)
    }
    assert missed <= {found.figure_id for found in release.restatements}


# --- The public record, and the file ---------------------------------------------------------------


def test_an_earlier_edition_of_a_source_is_restated_with_the_note_of_the_later() -> None:
    earlier = submission(observation(14), code="tip_2022")
    later = submission(observation(10, note="Revision: the count was of cases."), code="tip_2023")
    found = only(Office(earlier, later).release())
    assert (found.before.text, found.after.text, found.edition.name) == ("14", "10", "TIP Report 2022")
    (cause,) = found.causes
    assert cause.text == "Revision: the count was of cases. Decided by U.S. Department of State, 1 July 2023."


def test_the_file_has_the_rows_of_the_page() -> None:
    office = Office(*year())
    office.publish()
    office.amend("jcf", 32, reason="Recounted")
    release = office.release()
    rows = list(csv.DictReader(io.StringIO(restatements_csv(release).decode("utf-8-sig"))))
    assert [(row["figure_id"], row["printed"], row["now"]) for row in rows] == changes(release)
    (found,) = [row for group in changed_page(release).editions for row in group.rows]
    assert rows[0]["why"] == found.causes[0].text
    assert rows[0]["edition"] == "Edition 1: Annual report 2021/22"
