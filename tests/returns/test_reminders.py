"""Draft e-mails: what is owed, since when, how to send it; offices only, and never sent."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard import returns
from dashboard.catalogue import Catalogue
from dashboard.ledger import Ledger
from dashboard.returns import Obligation, ReturnError, Standing
from tests.returns.filing import HALF, file


@pytest.fixture
def owed(catalogue: Catalogue) -> Obligation:
    found = returns.obligations((), (), catalogue, [HALF], date(2021, 11, 8))
    return next(one for one in found if one.agency == "cpfsa")


def flat(text: str) -> str:
    return " ".join(text.split())


def test_an_overdue_return_is_asked_for_with_the_days(owed: Obligation) -> None:
    text = returns.reminder(owed, date(2021, 11, 8))
    assert text.startswith("Subject: Return on child trafficking, April–September 2021: CPFSA, 9 days late\n\n")
    assert "It was due on 30 October 2021 and is 9 days late." in flat(text)
    assert f"It asks for {owed.numbers} numbers" in flat(text)
    assert "Send the file back as it is, as .xlsx." in flat(text)


def test_before_the_due_day_nobody_is_late(owed: Obligation) -> None:
    text = returns.reminder(replace(owed, standing=Standing.OWED), date(2021, 10, 30))
    assert "CPFSA, due 30 October 2021" in text
    assert "late" not in text
    assert "1 day late" in returns.reminder(owed, date(2021, 10, 31))


def test_a_return_that_was_sent_back_is_asked_for_with_the_reason(owed: Obligation) -> None:
    text = returns.reminder(
        replace(owed, standing=Standing.SENT_BACK), date(2021, 11, 8), sent_back_because="Count the whole half-year."
    )
    assert "was sent back to be mended. The reason: Count the whole half-year." in flat(text)


@pytest.mark.parametrize("standing", [Standing.SUBMITTED, Standing.ACCEPTED, Standing.ADOPTED, Standing.NOT_DUE])
def test_who_owes_nothing_is_not_reminded(owed: Obligation, standing: Standing) -> None:
    with pytest.raises(ReturnError, match=f"CPFSA is owed no reminder for 2021-H1: its return is {standing}"):
        returns.reminder(replace(owed, standing=standing), date(2021, 11, 8))


def test_a_reminder_is_signed_by_an_office_and_names_no_contact(owed: Obligation) -> None:
    text = returns.reminder(owed, date(2021, 11, 8))
    assert text.rstrip().endswith("TIP Secretariat")
    assert not re.search(r"@|\bM(r|s|rs|iss)\b|\d{3}-\d{4}", text)
    assert max(len(line) for line in text.split("\n\n", 1)[1].splitlines()) <= 72


def test_an_agency_is_written_to_when_its_return_is_sent_back(ledger: Ledger) -> None:
    text = returns.sent_back_letter(file(ledger), "Count the whole half-year.")
    assert text.startswith("Subject: Return on child trafficking, April–September 2021: sent back to be mended\n\n")
    assert "filed on 5 January 2026 as return-cpfsa-2021-H1.1, was sent back to be mended." in flat(text)
    assert "The reason: Count the whole half-year." in flat(text)
    assert "amendment workbook" in flat(text)
    assert max(len(line) for line in text.split("\n\n", 1)[1].splitlines()) <= 72


def test_a_page_that_breaks_lines_itself_gets_each_paragraph_on_one(owed: Obligation, ledger: Ledger) -> None:
    wrapped, on_a_page = (returns.reminder(owed, date(2021, 11, 8), width=width) for width in (72, None))
    assert flat(wrapped) == flat(on_a_page)
    assert all(paragraph.count("\n") == 0 for paragraph in on_a_page.strip().split("\n\n"))
    letter = returns.sent_back_letter(file(ledger), "Count the whole half-year.", width=None)
    assert all(paragraph.count("\n") == 0 for paragraph in letter.strip().split("\n\n"))


def test_an_agency_is_addressed_without_an_article_that_its_name_may_need(owed: Obligation) -> None:
    text = flat(returns.reminder(owed, date(2021, 11, 8)))
    assert "Child Protection and Family Services Agency: to the head of the agency and the focal post" in text
    assert "Your return for April to September 2021 has not reached us." in text
