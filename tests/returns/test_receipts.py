"""A receipt can be kept: it says what was filed, by whom, where each number appears, and what proves it."""

from __future__ import annotations

from dashboard import returns
from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue
from dashboard.ledger import Ledger, Remark, State
from dashboard.returns import Receipt
from tests.ledger.builder import milestone, returned, workbook
from tests.returns.filing import SECRETARIAT, file, number


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
        ("Identify!C14", "confirmed zero"),
        ("Milestones!D7", "reached"),
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
        "2.2a: page indicator?indicator=2.2a; Chapter 3 of the annual report",
        "Identify!C12 Child victims identified: 3",
        "Identify!C12 One house held three children.",
    ):
        assert said in flat


def test_the_moment_is_given_in_jamaican_time(ledger: Ledger, catalogue: Catalogue) -> None:
    assert "5 January 2026 at 04:01, time in Jamaica" in returns.receipt_text(receipt(ledger, catalogue))


def test_the_anchor_is_the_event_that_filed_it_whatever_came_since(ledger: Ledger, catalogue: Catalogue) -> None:
    first = receipt(ledger, catalogue)
    assert first.anchor == ledger.head()
    returns.accept(ledger, first.submission_id, SECRETARIAT)
    later = returns.receipt_of(ledger, catalogue, first.submission_id)
    assert later.anchor == first.anchor
    assert "Accepted by the TIP Secretariat." in returns.receipt_text(later)


def test_a_return_sent_back_says_so_on_its_receipt(ledger: Ledger, catalogue: Catalogue) -> None:
    filed = receipt(ledger, catalogue).submission_id
    returns.send_back(ledger, filed, SECRETARIAT, "Mend C12.")
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
