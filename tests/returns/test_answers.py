"""What comes back of a workbook: a receipt, or every finding and a marked copy; and what is left behind."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from dashboard import returns
from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue, load
from dashboard.intake.workbook import Input, Layout, NumberKey
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.intake.workbook.model import PROBLEMS
from dashboard.intake.workbook.problems import FIRST_ROW, REASON_COLUMN
from dashboard.ledger import DataSet, Ledger
from dashboard.periods import Period
from dashboard.returns import RefusedFile, ReturnError, Severity
from tests.intake.workbook.reading_builder import every_answer
from tests.returns.filing import SECRETARIAT

HALF = Period.half_year(2021, 1)
PICA = Identity(Role.FOCAL_PERSON, "pica")
WHY = {"Read me": "The register was read again and held more."}


@cache
def layout() -> Layout:
    """PICA's: a small workbook with numbers, commitments and a sign-off."""
    return layout_of(load(), "pica", HALF)


@cache
def prevented() -> Input:
    return next(one for one in layout().inputs if isinstance(one.key, NumberKey) and one.key.indicator == "3.5a")


def complete(ledger: Ledger, catalogue: Catalogue, total: int = 1, *, amend: bool = False) -> bytes:
    _, blank = returns.blank_workbook(ledger, catalogue, "pica", HALF, amend=amend)
    return filled(blank, every_answer(layout(), total))


def test_a_sound_workbook_is_filed_and_gets_a_receipt(ledger: Ledger, catalogue: Catalogue) -> None:
    data = complete(ledger, catalogue)
    answered = returns.answer(ledger, catalogue, data, PICA)
    assert answered.receipt is not None
    assert answered.receipt.submission_id == "return-pica-2021-H1.1"
    assert not answered.receipt.was_known
    assert answered.marked == b""
    numbers = answered.receipt.numbers
    assert numbers is not None
    assert numbers.asked == numbers.answered + len(numbers.unanswered) > 0
    text = returns.receipt_text(answered.receipt)
    assert f"Totals      {numbers.asked} asked: {numbers.answered} answered, 0 left blank" in text
    assert ledger.file("return-pica-2021-H1.1") == data
    assert {line.cell for line in answered.receipt.lines} >= {f"{prevented().sheet}!{prevented().cell}"}


def test_the_same_file_again_is_recognised_and_gets_the_same_receipt(ledger: Ledger, catalogue: Catalogue) -> None:
    data = complete(ledger, catalogue)
    first = returns.answer(ledger, catalogue, data, PICA).receipt
    head = ledger.head()
    again = returns.answer(ledger, catalogue, data, Identity(Role.SECRETARIAT)).receipt
    assert first is not None
    assert again is not None
    assert again.was_known
    assert ledger.head() == head
    assert (again.submission_id, again.anchor, again.actor, again.lines) == (
        first.submission_id,
        first.anchor,
        first.actor,
        first.lines,
    )
    assert "it was not filed twice" in " ".join(returns.receipt_text(again).split())


def test_an_error_keeps_the_return_out_and_marks_a_copy(ledger: Ledger, catalogue: Catalogue) -> None:
    _, blank = returns.blank_workbook(ledger, catalogue, "pica", HALF)
    wrong = every_answer(layout(), 1) | {(prevented().sheet, prevented().cell): "6?"}
    head = ledger.head()
    answered = returns.answer(ledger, catalogue, filled(blank, wrong), PICA)
    assert answered.receipt is None
    places = {one.place for one in answered.findings if one.severity is Severity.ERROR}
    assert f"{prevented().sheet}!{prevented().cell}" in places
    assert answered.marked.startswith(b"PK")
    assert ledger.head() == head
    assert ledger.submissions() == ()


def test_a_warning_is_answered_with_a_reason_that_the_receipt_prints(ledger: Ledger, catalogue: Catalogue) -> None:
    _, blank = returns.blank_workbook(ledger, catalogue, "pica", HALF)
    answers = every_answer(layout(), 1)
    numbers = [one for one in layout().inputs if isinstance(one.key, NumberKey)]
    total = next(one for one in numbers if isinstance(one.key, NumberKey) and one.key.indicator == "2.2a")
    answers[total.sheet, total.cell] = 2  # while its parts say 1
    data = filled(blank, answers)
    asked = returns.answer(ledger, catalogue, data, PICA)
    assert asked.receipt is None
    assert {one.severity for one in asked.findings} == {Severity.WARNING}
    reasons = {one.place: "The register gives no more." for one in asked.findings}
    answered = returns.answer(ledger, catalogue, data, PICA, reasons=reasons)
    assert answered.receipt is not None
    assert {one.reason for one in answered.receipt.explained} == {"The register gives no more."}
    assert "The register gives no more." in returns.receipt_text(answered.receipt)


def test_a_file_that_is_refused_leaves_nothing_behind(ledger: Ledger, catalogue: Catalogue) -> None:
    head = ledger.head()
    with pytest.raises(RefusedFile):
        returns.answer(ledger, catalogue, b"agency,number\npica,6\n", PICA)
    assert ledger.head() == head


def test_personal_data_leaves_nothing_behind(ledger: Ledger, catalogue: Catalogue) -> None:
    _, blank = returns.blank_workbook(ledger, catalogue, "pica", HALF)
    narrative = next(one for one in layout().inputs if one.entry == "text" and one.sheet == "Narrative")
    answers = every_answer(layout(), 1) | {
        (narrative.sheet, narrative.cell): "Her TRN is 123-456-789, call 876-555-0123"
    }
    head = ledger.head()
    answered = returns.answer(ledger, catalogue, filled(blank, answers), PICA)
    assert answered.receipt is None
    assert not any("123-456-789" in str(one) or "555-0123" in str(one) for one in answered.findings)
    assert ledger.head() == head


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (Identity(Role.READER), "the role Reader may not submit a return; who may: Focal person, TIP Secretariat"),
        (Identity(Role.RAPPORTEUR), "the role National Rapporteur may not submit a return"),
        (Identity(Role.ADMINISTRATOR), "the role Administrator may not submit a return"),
        (Identity(Role.FOCAL_PERSON, "moh"), "the focal person of moh may not submit a return of pica"),
        (Identity(Role.FOCAL_PERSON, verified=True), "the focal person of no agency may not submit a return of pica"),
    ],
)
def test_only_the_agency_and_the_secretariat_send_its_return_in(
    ledger: Ledger, catalogue: Catalogue, who: Identity, says: str
) -> None:
    data = complete(ledger, catalogue)
    with pytest.raises(ReturnError) as refused:
        returns.answer(ledger, catalogue, data, who)
    assert says in str(refused.value)
    assert ledger.submissions() == ()


def test_an_unverified_focal_person_acts_for_the_agency_of_the_file(ledger: Ledger, catalogue: Catalogue) -> None:
    returns.answer(ledger, catalogue, complete(ledger, catalogue), Identity(Role.FOCAL_PERSON))
    assert ledger.decisions()[0].actor == "Focal person of pica (local, unverified)"


def test_another_agencys_or_half_years_workbook_is_refused(ledger: Ledger, catalogue: Catalogue) -> None:
    data = complete(ledger, catalogue)
    with pytest.raises(RefusedFile):
        returns.answer(ledger, catalogue, data, SECRETARIAT, agency="moh")
    with pytest.raises(RefusedFile):
        returns.answer(ledger, catalogue, data, SECRETARIAT, period=Period.half_year(2021, 2))


def test_no_return_enters_the_public_record(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.sqlite'}"
    with Ledger.open(url, DataSet.PUBLIC_RECORD) as ledger:
        data = complete(ledger, catalogue)
        with pytest.raises(ReturnError, match="returns are never mixed into it"):
            returns.answer(ledger, catalogue, data, PICA)


def test_an_amendment_made_from_an_older_revision_is_refused(ledger: Ledger, catalogue: Catalogue) -> None:
    returns.answer(ledger, catalogue, complete(ledger, catalogue), PICA)
    stale, newer = (complete(ledger, catalogue, total, amend=True) for total in (3, 2))
    second = returns.answer(ledger, catalogue, newer, PICA, reasons=WHY).receipt
    assert second is not None
    assert second.submission_id == "return-pica-2021-H1.2"
    with pytest.raises(ReturnError) as refused:
        returns.answer(ledger, catalogue, stale, PICA, reasons=WHY)
    assert str(refused.value) == (
        "this workbook opened with the values of return-pica-2021-H1.1, and return-pica-2021-H1.2 has been filed "
        "since; filing it would undo what return-pica-2021-H1.2 says. Make a new amendment workbook and put the "
        "changes in there"
    )
    again = returns.answer(ledger, catalogue, newer, PICA).receipt
    assert again is not None
    assert again.was_known


def test_a_return_sent_back_and_mended_is_a_new_revision(ledger: Ledger, catalogue: Catalogue) -> None:
    first = returns.answer(ledger, catalogue, complete(ledger, catalogue), PICA).receipt
    assert first is not None
    returns.send_back(ledger, catalogue, first.submission_id, SECRETARIAT, "Count the whole half-year.")
    mended = returns.answer(ledger, catalogue, complete(ledger, catalogue, 2), PICA).receipt
    assert mended is not None
    assert mended.submission_id == "return-pica-2021-H1.2"
    assert date(2021, 10, 20) == mended.signed_on


def test_a_blank_workbook_over_a_return_that_stands_is_filed_only_with_a_reason(
    ledger: Ledger, catalogue: Catalogue
) -> None:
    returns.answer(ledger, catalogue, complete(ledger, catalogue), PICA)
    head, data = ledger.head(), complete(ledger, catalogue, 2)
    asked = returns.answer(ledger, catalogue, data, PICA)
    assert asked.receipt is None
    (finding,) = asked.findings
    assert (finding.place, finding.code, finding.severity) == ("Read me", "replaces_standing", Severity.WARNING)
    assert "return-pica-2021-H1.1 stands (submitted)" in finding.found
    assert "2.2a Child victims identified: 1 → 2" in finding.found
    assert ledger.head() == head
    filed = returns.answer(ledger, catalogue, data, PICA, reasons=WHY).receipt
    assert filed is not None
    assert filed.follows == "return-pica-2021-H1.1"
    assert [one.reason for one in filed.explained] == list(WHY.values())
    assert returns.find(ledger.submissions(), filed.submission_id).draft.remarks[0].code == returns.REPLACES


def test_the_reason_may_come_on_the_problems_sheet(ledger: Ledger, catalogue: Catalogue) -> None:
    returns.answer(ledger, catalogue, complete(ledger, catalogue), PICA)
    asked = returns.answer(ledger, catalogue, complete(ledger, catalogue, 2), PICA)
    mended = filled(asked.marked, {(PROBLEMS, f"{REASON_COLUMN}{FIRST_ROW}"): WHY["Read me"]})
    filed = returns.answer(ledger, catalogue, mended, PICA)
    assert [str(one) for one in filed.findings if not one.answered] == []
    assert filed.receipt is not None


def test_an_amendment_that_changes_nothing_is_refused(ledger: Ledger, catalogue: Catalogue) -> None:
    returns.answer(ledger, catalogue, complete(ledger, catalogue), PICA)
    with pytest.raises(ReturnError, match=r"changes nothing: every answer is what return-pica-2021-H1\.1 says"):
        returns.answer(ledger, catalogue, complete(ledger, catalogue, amend=True), PICA, reasons=WHY)


def test_reasons_for_what_stayed_the_same_need_not_be_given_again(ledger: Ledger, catalogue: Catalogue) -> None:
    numbers = {one.key.indicator: one for one in reversed(layout().inputs) if isinstance(one.key, NumberKey)}
    total, other = numbers["2.2a"], prevented()
    _, blank = returns.blank_workbook(ledger, catalogue, "pica", HALF)
    answers = every_answer(layout(), 1) | {(total.sheet, total.cell): 2}  # while its parts say 1
    data = filled(blank, answers)
    asked = returns.answer(ledger, catalogue, data, PICA)
    why = {one.place: "The register gives no more." for one in asked.findings}
    assert returns.answer(ledger, catalogue, data, PICA, reasons=why).receipt is not None
    _, opened = returns.blank_workbook(ledger, catalogue, "pica", HALF, amend=True)
    signed = {key: value for key, value in answers.items() if key[0] == "Read me"}
    elsewhere = filled(opened, signed | {(other.sheet, other.cell): 0})
    amended = returns.answer(ledger, catalogue, elsewhere, PICA, reasons=WHY)
    assert [str(one) for one in amended.findings if not one.answered] == []
    assert amended.receipt is not None
    assert {one.reason for one in amended.receipt.explained} == {*why.values(), *WHY.values()}
    _, opened = returns.blank_workbook(ledger, catalogue, "pica", HALF, amend=True)
    otherwise = returns.answer(
        ledger, catalogue, filled(opened, signed | {(total.sheet, total.cell): 3}), PICA, reasons=WHY
    )
    assert {one.code for one in otherwise.findings if not one.answered} == {one.code for one in asked.findings}


def test_no_workbook_is_made_for_a_half_year_that_has_not_begun(ledger: Ledger, catalogue: Catalogue) -> None:
    with pytest.raises(ReturnError, match="has not begun"):
        returns.blank_workbook(ledger, catalogue, "pica", Period.half_year(2999, 1))
