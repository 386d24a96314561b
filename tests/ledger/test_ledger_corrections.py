"""A correction counts only while it finds the number that it expects."""

from __future__ import annotations

import pytest

from dashboard.ledger import Correction, Ledger, LedgerError, State, Submission
from tests.ledger.builder import (
    FOCAL_PERSON,
    HALF,
    RAPPORTEUR,
    SECRETARIAT,
    accept,
    adjusting,
    cell,
    correcting,
    correction,
    draft,
    observation,
    returned,
    submit_return,
    workbook,
)

WITHOUT = "not_available"


def corrected(ledger: Ledger, expect: str, becomes: str, **changes: str) -> Submission:
    """A correction of the usual cell, filed and accepted."""
    made = ledger.submit(correcting(correction(expect, becomes, **changes)), RAPPORTEUR)
    accept(ledger, made)
    return made


def refusal(ledger: Ledger, *lines: Correction, code: str = "correction-2021-H1") -> str:
    with pytest.raises(LedgerError) as refused:
        ledger.submit(correcting(*lines, code=code), RAPPORTEUR)
    return str(refused.value)


def test_a_correction_finds_what_the_return_says(office: Ledger) -> None:
    submit_return(office)
    assert "it is 3 now, not 2; look again" in refusal(office, correction("2", "4"))
    assert "it is 9 now, not 8" in refusal(office, correction("8", "7", part="denominator"))
    both = (correction("3.0", "4"), correction("9", "10", part="denominator"))
    assert office.submit(correcting(*both), RAPPORTEUR).state == "submitted"


def test_a_correction_finds_what_the_one_before_made_it(office: Ledger) -> None:
    """Only an accepted one has made it anything; the other part and the other cells are not concerned."""
    submit_return(office)
    office.submit(correcting(correction("3", "4")), RAPPORTEUR)
    assert "it is 3 now, not 4" in refusal(office, correction("4", "5"), code="second")
    corrected(office, "3", "4", reason="one more file")
    assert "it is 4 now, not 3" in refusal(office, correction("3", "5"))
    assert "it is 1 now, not 4" in refusal(office, correction("4", "5", locator="Protection!C13"))
    corrected(office, "4", "5")
    assert office.verify() == ()


def test_a_number_can_be_taken_away_and_put_back(office: Ledger) -> None:
    """A state is said of the pair, so it takes the denominator with it."""
    submit_return(office)
    corrected(office, "3", WITHOUT)
    assert "it is not_available now, not 3" in refusal(office, correction("3", "4"))
    assert "it is not_available now, not 9" in refusal(office, correction("9", "8", part="denominator"))
    both = correcting(correction(WITHOUT, "2"), correction(WITHOUT, "8", part="denominator"), code="both")
    accept(office, office.submit(both, RAPPORTEUR))
    assert "it is 8 now, not not_available" in refusal(office, correction(WITHOUT, "9", part="denominator"))


def test_corrections_of_two_parts_of_a_number_wait_for_each_other_only_where_they_must(office: Ledger) -> None:
    submit_return(office)
    first = office.submit(correcting(correction("3", "4"), code="first"), RAPPORTEUR)
    second = office.submit(correcting(correction("9", "8", part="denominator"), code="second"), RAPPORTEUR)
    accept(office, second)
    accept(office, first)
    office.record(second.id, "withdrawn", SECRETARIAT, "nine after all")
    gone = office.submit(correcting(correction("4", WITHOUT), code="gone"), RAPPORTEUR)
    accept(office, office.submit(correcting(correction("9", "7", part="denominator"), code="seven"), RAPPORTEUR))
    with pytest.raises(LedgerError, match=r"seven\.1 has put it right since"):
        accept(office, gone)


def test_a_cell_without_a_number_has_its_state(office: Ledger) -> None:
    unknown = cell(state=State.NOT_APPLICABLE, numerator=None, denominator=None)
    count = cell("Protection!C14", denominator=None)
    submit_return(office, observations=(unknown, count))
    assert "it is not_applicable now, not not_available" in refusal(office, correction(WITHOUT, "1"))
    corrected(office, "not_applicable", "1")
    corrected(office, "not_applicable", "2", part="denominator")
    no_such_part = correction("3", "4", locator="Protection!C14", part="denominator")
    assert "denominator: it is without one now, not 3" in refusal(office, no_such_part)


def test_what_is_corrected_is_there_and_stands(office: Ledger) -> None:
    made = submit_return(office)
    office.submit(draft(observations=(observation(period=HALF, locator="Protection!C12"),)), SECRETARIAT)
    office.submit(adjusting(), SECRETARIAT)
    for target, words in (
        ("return-jcf-2021-H1.2", "there is no such submission"),
        ("tip-2022.1", "of the kind edition, and only a return is corrected"),
        ("adjustment-2021-H1.1", "of the kind adjustment, and only a return is corrected"),
    ):
        assert words in refusal(office, correction(submission_id=target))
    assert "0 numbers of that return stand there" in refusal(office, correction(locator="Protection!Z9"))
    office.record(made.id, "sent_back", SECRETARIAT, "incomplete")
    assert "that return is sent_back; only one that is submitted or accepted or" in refusal(office, correction())


def test_a_place_that_holds_two_numbers_is_not_corrected(office: Ledger) -> None:
    two = (cell(), cell(dimensions=(("sex", "male"),)))
    office.submit(returned(observations=two), FOCAL_PERSON, file=workbook())
    assert "2 numbers of that return stand there" in refusal(office, correction())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "it has no reason"),
        ({"part": "cohort"}, "part is 'cohort'; it is one of numerator, denominator"),
        ({"expect": "many"}, "expect is 'many'; it must be a number or one of not_available, not_applicable"),
        ({"becomes": "reported"}, "becomes is 'reported'; it must be a number or one of"),
        ({"becomes": "-1"}, "becomes is '-1'; it cannot be negative"),
        ({"becomes": "NaN"}, "becomes is 'NaN'; it must be a number"),
        ({"becomes": "1E+99"}, "it may have at most 30 digits"),
        ({"becomes": "3"}, "it changes nothing"),
    ],
)
def test_a_faulty_correction_is_refused(office: Ledger, changes: dict[str, str], words: str) -> None:
    submit_return(office)
    assert words in refusal(office, correction(**changes))


def test_a_cell_is_corrected_once_in_a_submission(office: Ledger) -> None:
    submit_return(office)
    assert "corrected 2 times in one submission" in refusal(office, correction("3", "4"), correction("4", "5"))


def test_every_correction_that_finds_another_number_is_named(office: Ledger) -> None:
    submit_return(office)
    told = refusal(office, correction("2", "4"), correction("8", "7", part="denominator"))
    assert told.count("look again, and file what it is") == 2


def test_of_two_corrections_of_one_number_the_second_cannot_be_accepted(office: Ledger) -> None:
    submit_return(office)
    one = office.submit(correcting(correction("3", "4"), code="one"), RAPPORTEUR)
    other = office.submit(correcting(correction("3", "5"), code="other"), RAPPORTEUR)
    accept(office, one)
    head = office.head()
    with pytest.raises(LedgerError, match="it is 4 now, not 3"):
        accept(office, other)
    assert office.head() == head


def test_corrections_of_one_number_are_accepted_in_the_order_filed(office: Ledger) -> None:
    """So whoever applies them in that order finds at each what it expects."""
    submit_return(office)
    early = office.submit(correcting(correction("3", "6"), code="early"), RAPPORTEUR)
    corrected(office, "3", "4")
    corrected(office, "4", "3")
    with pytest.raises(
        LedgerError, match=r"correction-2021-H1\.1 has put it right since .* withdraw this one and file it anew"
    ):
        accept(office, early)


def test_a_correction_is_not_taken_back_from_under_another(office: Ledger) -> None:
    submit_return(office)
    first = corrected(office, "3", "4")
    second = corrected(office, "4", "5")
    for decision in ("withdrawn", "sent_back", "superseded"):
        with pytest.raises(LedgerError, match=rf"{second.id} has corrected the same number again; take that one back"):
            office.record(first.id, decision, SECRETARIAT, "a mistake")
    office.record(second.id, "withdrawn", SECRETARIAT, "a mistake")
    office.record(first.id, "withdrawn", SECRETARIAT, "a mistake")
    corrected(office, "3", "7")


def test_a_correction_is_not_accepted_of_a_return_that_has_made_way(office: Ledger) -> None:
    submit_return(office)
    waiting = office.submit(correcting(correction("3", "4")), RAPPORTEUR)
    accept(office, submit_return(office, words="amended"))
    with pytest.raises(LedgerError, match="that return is superseded"):
        accept(office, waiting)
    office.record(waiting.id, "withdrawn", SECRETARIAT, "the agency amended its return")


def test_an_accepted_correction_is_adopted_whatever_came_after(office: Ledger) -> None:
    submit_return(office)
    first = office.submit(correcting(correction("3", "4"), code="one"), FOCAL_PERSON)
    accept(office, first)
    accept(office, office.submit(correcting(correction("4", "5"), code="two"), FOCAL_PERSON))
    office.record(first.id, "adopted", RAPPORTEUR)
