"""A receipt can be kept: it says what was filed, by whom, where each number appears, and what proves it."""

from __future__ import annotations

from datetime import date

from dashboard import returns
from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue
from dashboard.ledger import Ledger, Remark, State
from dashboard.returns import Receipt
from tests.ledger.builder import milestone, returned, workbook
from tests.returns.filing import HALF, SECRETARIAT, file, number


def receipt(ledger: Ledger, catalogue: Catalogue) -> Receipt:
    filed = file(
        ledger,
        observations=(
            number(3),
            number(1, "Identify!C13", dimensions=(("sex", "male"),)),
            number(0, "Identify!C14", dimensions=(("sex", "female"),), state=State.ZERO_CONFIRMED),
        ),
        milestones=(milestone(locator="Milestones!D7", indicator="3.2"),),
        remarks=(Remark("Identify!C12", "outlier", "3, usually 0 to 1", "One house held three children."),),
    )
    return returns.receipt_of(ledger, catalogue, filed.id)


def test_each_number_is_named_with_page_and_chapter(ledger: Ledger, catalogue: Catalogue) -> None:
    lines = receipt(ledger, catalogue).lines
    chapter = catalogue.indicator("2.2a").report_chapter
    assert lines[0].page == "indicator?indicator=2.2a"
    assert {line.report_section for line in lines[:3]} == {f"Chapter {chapter}"}
    assert [(line.cell, line.value) for line in lines] == [
        ("Identify!C12", "3"),
        ("Identify!C13", "1"),
        ("Identify!C14", "0"),
        ("Milestones!D7", "reached, on 1 June 2021. Evidence: The protocol was adopted."),
    ]
    assert lines[1].label == "Child victims identified, Sex or gender as recorded: Male"


def test_a_number_printed_under_two_indicators_is_named_under_both(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = file(ledger, "onrtip", observations=(number(4, indicator="1.5b", component="posts_filled"),), milestones=())
    lines = returns.receipt_of(ledger, catalogue, filed.id).lines
    assert [(line.indicator, line.page) for line in lines] == [
        ("1.5b", "indicator?indicator=1.5b"),
        ("2.8", "indicator?indicator=2.8"),
    ]


def test_the_text_is_a_page_of_eighty_columns_that_says_everything(ledger: Ledger, catalogue: Catalogue) -> None:
    made = receipt(ledger, catalogue)
    text = returns.receipt_text(made)
    assert max(len(line) for line in text.splitlines()) <= 80
    flat = " ".join(text.split())
    for said in (
        "return-cpfsa-2021-H1.1",
        "April to September 2021 (2021-H1)",
        "Commissioner of Police on 20 October 2021",
        "Focal person of cpfsa (local, unverified)",
        "That a second person accepts or adopts this return cannot be proved then.",
        "Filed. It counts once the TIP Secretariat has accepted it.",
        made.anchor.short,
        made.file_sha256,
        "2.2a page: Indicators › 2.2a (indicator?indicator=2.2a); Chapter 3 of the annual report",
        "Identify!C12 Child victims identified: 3",
        "Identify!C12 2.2a Child victims identified: 3 Asked about: 3, usually 0 to 1 Reason: One house held",
    ):
        assert said in flat


def test_the_moment_is_given_in_jamaican_time(ledger: Ledger, catalogue: Catalogue) -> None:
    assert "5 January 2026 at 04:01, time in Jamaica" in returns.receipt_text(receipt(ledger, catalogue))


def test_the_anchor_is_the_event_that_filed_it_whatever_came_since(ledger: Ledger, catalogue: Catalogue) -> None:
    first = receipt(ledger, catalogue)
    assert first.anchor == ledger.head()
    returns.accept(ledger, catalogue, first.submission_id, SECRETARIAT)
    later = returns.receipt_of(ledger, catalogue, first.submission_id)
    assert later.anchor == first.anchor
    assert "Accepted by the TIP Secretariat." in returns.receipt_text(later)


def test_a_return_sent_back_says_so_on_its_receipt(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = receipt(ledger, catalogue).submission_id
    returns.send_back(ledger, catalogue, filed, SECRETARIAT, "Count the whole half-year.")
    text = returns.receipt_text(returns.receipt_of(ledger, catalogue, filed))
    assert "SENT BACK: it does not count. Mend it and send it again." in text


def test_a_verified_person_is_said_to_be_verified(ledger: Ledger, catalogue: Catalogue) -> None:
    who = Identity(Role.FOCAL_PERSON, "jcf", verified=True)
    filed = ledger.submit(returned("jcf"), who.actor, file=workbook("jcf"))
    text = " ".join(returns.receipt_text(returns.receipt_of(ledger, catalogue, filed.id)).split())
    assert "The person was verified when signing in." in text
    assert "unverified" not in text


def test_a_receipt_names_posts_and_no_person(ledger: Ledger, catalogue: Catalogue) -> None:
    made = receipt(ledger, catalogue)
    assert (made.signed_by, made.actor) == ("Commissioner of Police", "Focal person of cpfsa (local, unverified)")


def test_commitments_texts_and_evidence_are_printed(ledger: Ledger, catalogue: Catalogue) -> None:
    """A partner gives no number: its receipt says what it does hold."""
    filed = file(ledger, "un_iom", observations=(), milestones=())
    made = returns.receipt_of(ledger, catalogue, filed.id)
    text = " ".join(returns.receipt_text(made).split())
    assert returns.holds_in_words(made) == "1 commitment and 1 text"
    assert "WHERE EACH NUMBER APPEARS" not in text
    role = next(one for part in catalogue.activities for one in part.commitments if one.id == "role_1_1a")
    assert f"Commitments!D5 {role.label} {' '.join(role.wording.split())[:40]}" in text
    assert "under way. Evidence: Two units trained." in text
    assert "Two homes closed during the half-year." in text


def test_lines_stand_as_in_the_workbook_and_a_breakdown_is_one_table(ledger: Ledger, catalogue: Catalogue) -> None:
    sheet = "Ch 3 Identify and refer"
    filed = file(
        ledger,
        observations=(
            number(1, f"{sheet}!B100", dimensions=(("sex", "male"),)),
            number(2, f"{sheet}!B99", dimensions=(("sex", "female"),)),
            number(3, f"{sheet}!B26"),
        ),
        milestones=(),
    )
    made = returns.receipt_of(ledger, catalogue, filed.id)
    assert [line.cell.rpartition("!")[2] for line in made.lines] == ["B26", "B99", "B100"]
    assert (
        "  Child victims identified, by sex or gender as recorded\n"
        f"    {sheet}!B99  Female: 2\n"
        f"    {sheet}!B100  Male: 1\n"
    ) in returns.receipt_text(made)


def test_a_receipt_says_how_late_and_what_it_replaces(ledger: Ledger, catalogue: Catalogue) -> None:
    file(ledger)
    second = file(ledger, words="once more")
    made = returns.receipt_of(ledger, catalogue, second.id)
    text = " ".join(returns.receipt_text(made).split())
    assert f"late by {(date(2026, 1, 5) - date(2021, 10, 30)).days} days, by its first revision" in text
    assert "Replaces return-cpfsa-2021-H1.1, once the TIP Secretariat has accepted this one" in text


def test_a_receipt_written_again_does_not_say_that_a_file_was_sent_twice(ledger: Ledger, catalogue: Catalogue) -> None:
    assert "filed before" not in returns.receipt_text(receipt(ledger, catalogue))


def test_what_the_agency_does_not_know_reads_so(ledger: Ledger, catalogue: Catalogue) -> None:
    rung = milestone(locator="Milestones!D7", indicator="3.2", outcome="noted", period=HALF, text="")
    filed = file(ledger, observations=(), milestones=(rung,))
    (line,) = returns.receipt_of(ledger, catalogue, filed.id).lines
    assert line.value == "not known"
