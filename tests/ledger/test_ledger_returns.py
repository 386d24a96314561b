"""An agency's return: what it must hold, its workbook, who decides on it, and what replaces what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.ledger import AsOf, CommitmentRecord, DataSet, Kind, Ledger, LedgerError, Remark, data_set_at
from dashboard.periods import Period
from tests.ledger.builder import (
    FOCAL_PERSON,
    HALF,
    RAPPORTEUR,
    SECRETARIAT,
    accept,
    adjusting,
    adjustment,
    cell,
    clock,
    correcting,
    correction,
    draft,
    returned,
    submit_return,
    workbook,
)


def states(ledger: Ledger, as_of: AsOf | None = None) -> dict[str, str]:
    return {submission.id: submission.state for submission in ledger.submissions(as_of or AsOf())}


def test_a_return_is_read_back_equal_with_its_workbook(office: Ledger) -> None:
    submitted = submit_return(office)
    (read,) = office.submissions()
    assert read == submitted
    assert read.draft == returned()
    assert office.file(read.id) == workbook()
    assert office.verify() == ()


def test_adjustments_and_corrections_are_read_back_equal(office: Ledger) -> None:
    submit_return(office)
    adjusted = office.submit(adjusting(adjustment(), adjustment(denominator=Decimal("-0.50"))), SECRETARIAT)
    corrected = office.submit(correcting(correction()), SECRETARIAT)
    assert office.submissions()[1:] == (adjusted, corrected)
    assert office.verify() == ()


def test_a_return_is_kept_with_the_very_file_it_was_read_from(office: Ledger) -> None:
    for file, words in ((None, "hand over the file"), (b"another", r"sha256 [0-9a-f]{64}, but .* was read from")):
        with pytest.raises(LedgerError, match=words):
            office.submit(returned(), FOCAL_PERSON, file=file)
    with pytest.raises(LedgerError, match="only a return is kept with its workbook"):
        office.submit(draft(file_sha256=returned().file_sha256), SECRETARIAT, file=workbook())
    assert office.submissions() == ()


def test_one_file_read_twice_is_kept_once(office: Ledger, ledger_url: str) -> None:
    first = submit_return(office)
    second = submit_return(office, observations=(cell(numerator=Decimal(2)),))
    assert (first.id, second.id) == ("return-jcf-2021-H1.1", "return-jcf-2021-H1.2")
    assert office.file(second.id) == office.file(first.id) == workbook()
    engine = sa.create_engine(ledger_url)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM file")) == 1
    engine.dispose()


def test_a_file_that_is_not_there_is_said_in_words(office: Ledger) -> None:
    edition = office.submit(draft(), SECRETARIAT)
    with pytest.raises(LedgerError, match=r"no workbook is kept with submission tip-2022\.1"):
        office.file(edition.id)
    with pytest.raises(LedgerError, match=r"there is no submission 'return-jcf-2021-H1\.9'"):
        office.file("return-jcf-2021-H1.9")


FAULTY_RETURNS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"agency": " "}, "names no agency"),
    ({"period": None}, "for one half-year, such as 2021-H1; its period is none"),
    ({"period": Period.financial_year(2021)}, "for one half-year, such as 2021-H1; its period is 2021/22"),
    ({"signed_by": ""}, "give the post of the head who signed it"),
    ({"signed_on": None}, "give the day on which the head signed it"),
    ({"file_sha256": ""}, "64 lower-case hexadecimal digits"),
    ({"commitments": (CommitmentRecord("role_1_1a", HALF, "", "", "Commitments!D5"),)}, "where it stands"),
    ({"remarks": (Remark("Protection!C12", "outlier", "3", " "),)}, "a remark is a reason; give it"),
    ({"adjustments": (adjustment(),)}, "kind return and holds adjustments; it may hold observations, "),
    ({"corrections": (correction(),)}, "kind return and holds corrections"),
)


def test_every_fault_of_a_return_is_named(office: Ledger) -> None:
    for changes, words in FAULTY_RETURNS:
        with pytest.raises(LedgerError, match=words):
            office.submit(returned(**changes), FOCAL_PERSON, file=workbook())
    everything = {name: value for changes, _ in FAULTY_RETURNS for name, value in changes.items()}
    with pytest.raises(LedgerError) as refusal:
        office.submit(returned(**everything), FOCAL_PERSON, file=workbook())
    # One period less, since a return has but one; one line more, since the file handed over is not the one named.
    assert str(refusal.value).count("\n- ") == len(FAULTY_RETURNS)
    assert office.submissions() == ()


FAULTY_ADJUSTMENTS = (
    ({"agencies": ("jcf", "jcf")}, "fewer than two agencies"),
    ({"agencies": ("jcf", " ")}, "fewer than two agencies"),
    ({"reason": ""}, "it has no reason"),
    ({"numerator": Decimal(0)}, "it takes off nothing"),
    ({"numerator": Decimal(1)}, "numerator is 1; an adjustment takes off"),
    ({"denominator": Decimal("NaN")}, r"denominator is Decimal\('NaN'\); it must be a number"),
    ({"dimensions": (("sex", "a|b"),)}, "two codes without"),
)


@pytest.mark.parametrize(("changes", "words"), FAULTY_ADJUSTMENTS)
def test_a_faulty_adjustment_is_refused(office: Ledger, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(LedgerError, match=rf"adjustment 1 \(2.2a identified, {HALF.label}\): .*{words}"):
        office.submit(adjusting(adjustment(**changes)), SECRETARIAT)
    assert office.submissions() == ()


def test_an_adjustment_holds_adjustments_and_nothing_else(office: Ledger) -> None:
    with pytest.raises(LedgerError, match="kind adjustment and holds no adjustments"):
        office.submit(replace(adjusting(), adjustments=()), SECRETARIAT)
    with pytest.raises(LedgerError, match="holds observations; it may hold adjustments only"):
        office.submit(replace(adjusting(), observations=(cell(),)), SECRETARIAT)


def test_an_edition_holds_nothing_of_the_offices_own(office: Ledger) -> None:
    with pytest.raises(LedgerError, match="kind edition and holds adjustments"):
        office.submit(draft(adjustments=(adjustment(),)), SECRETARIAT)


def test_a_return_never_goes_to_the_public_record(ledger: Ledger) -> None:
    for drafted, file in ((returned(), workbook()), (adjusting(), None)):
        with pytest.raises(LedgerError, match="never goes into a ledger of the data set public_record"):
            ledger.submit(drafted, FOCAL_PERSON, file=file)


def test_accepting_a_return_supersedes_what_was_there_before(office: Ledger) -> None:
    """One transaction: the accepted, the sent-back and the merely submitted revisions all make way."""
    for number, decision in enumerate(("accepted", "sent_back", None), start=1):
        earlier = submit_return(office, words=f"revision {number}")
        if decision:
            office.record(earlier.id, decision, SECRETARIAT, "incomplete")
    other = submit_return(office, "cpfsa")
    last = submit_return(office, words="revision 4")
    assert states(office)["return-jcf-2021-H1.1"] == "accepted"
    anchor = office.record(last.id, "accepted", SECRETARIAT)
    assert anchor == office.head()
    assert states(office) == {f"return-jcf-2021-H1.{number}": "superseded" for number in (1, 2, 3)} | {
        other.id: "submitted",
        last.id: "accepted",
    }
    *_, made_way, accepted = office.decisions()
    assert (made_way.type, made_way.reason, made_way.actor) == ("superseded", f"replaced by {last.id}", SECRETARIAT)
    assert (accepted.type, accepted.submission_id) == ("accepted", last.id)
    assert office.verify([anchor]) == ()


def test_an_adopted_return_makes_way_too_and_the_past_can_be_read_again(office: Ledger) -> None:
    first = submit_return(office)
    accept(office, first)
    adopted = office.record(first.id, "adopted", RAPPORTEUR)
    accept(office, submit_return(office, words="amended"))
    assert states(office) == {first.id: "superseded", "return-jcf-2021-H1.2": "accepted"}
    assert states(office, AsOf(sequence=adopted.sequence)) == {first.id: "adopted"}


def test_accepting_an_earlier_revision_leaves_a_later_one_open(office: Ledger) -> None:
    first, second = submit_return(office), submit_return(office, words="amended")
    accept(office, first)
    assert states(office) == {first.id: "accepted", second.id: "submitted"}
    accept(office, second)
    assert states(office) == {first.id: "superseded", second.id: "accepted"}


def test_an_edition_supersedes_nothing_by_itself(office: Ledger) -> None:
    for words in ("a" * 64, "b" * 64):
        office.record(office.submit(draft(file_sha256=words), SECRETARIAT).id, "accepted", SECRETARIAT)
    assert set(states(office).values()) == {"accepted"}


@pytest.mark.parametrize("kind", [Kind.ADJUSTMENT, Kind.CORRECTION])
def test_the_second_person_may_accept_and_adopt_a_line_that_another_wrote(office: Ledger, kind: Kind) -> None:
    lines = {
        Kind.ADJUSTMENT: adjusting(),
        Kind.CORRECTION: correcting(correction(submission_id=submit_return(office, words="target").id)),
    }
    made = office.submit(lines[kind], SECRETARIAT)
    with pytest.raises(LedgerError, match=f"{SECRETARIAT} has submitted .* takes two persons"):
        office.record(made.id, "accepted", SECRETARIAT)
    office.record(made.id, "accepted", RAPPORTEUR)
    with pytest.raises(LedgerError, match=f"{SECRETARIAT} has submitted .* takes two persons"):
        office.record(made.id, "adopted", SECRETARIAT)
    office.record(made.id, "adopted", RAPPORTEUR)


def test_it_takes_two_persons_to_accept_and_a_third_to_adopt(office: Ledger) -> None:
    made = office.submit(returned(), FOCAL_PERSON, file=workbook())
    head = office.head()
    with pytest.raises(LedgerError, match=f"{FOCAL_PERSON} has submitted .* takes two persons"):
        office.record(made.id, "accepted", FOCAL_PERSON)
    assert office.head() == head
    office.record(made.id, "accepted", SECRETARIAT)
    for actor, did in ((FOCAL_PERSON, "submitted"), (SECRETARIAT, "accepted")):
        with pytest.raises(LedgerError, match=f"{actor} has {did} .* takes two persons"):
            office.record(made.id, "adopted", actor)
    office.record(made.id, "adopted", RAPPORTEUR)


def test_one_person_may_send_back_and_withdraw_what_she_submitted(office: Ledger) -> None:
    for number, decision in enumerate(("sent_back", "withdrawn", "superseded")):
        made = submit_return(office, words=f"{number}")
        office.record(made.id, decision, FOCAL_PERSON, "the wrong file")
        assert states(office)[made.id] == decision


def test_a_published_edition_needs_no_second_person(office: Ledger) -> None:
    edition = office.submit(draft(), SECRETARIAT)
    office.record(edition.id, "accepted", SECRETARIAT)
    office.record(edition.id, "adopted", SECRETARIAT)


def test_a_reservation_is_kept_with_the_adoption_only(office: Ledger) -> None:
    made = submit_return(office)
    with pytest.raises(LedgerError, match="a reservation is printed beside what is adopted"):
        office.record(made.id, "accepted", SECRETARIAT, reservation="Two files were not seen.")
    accept(office, made)
    with pytest.raises(LedgerError, match="cannot be stored"):
        office.record(made.id, "adopted", RAPPORTEUR, reservation="\x00")
    office.record(made.id, "adopted", RAPPORTEUR, reservation="Two files were not seen.")
    assert [decision.reservation for decision in office.decisions()] == ["", "", "Two files were not seen."]


def test_the_register_tells_who_did_what_when_and_why(office: Ledger) -> None:
    made = submit_return(office)
    office.record(made.id, "sent_back", SECRETARIAT, "C13 is missing")
    register = office.decisions()
    assert [(each.sequence, each.submission_id, each.actor, each.type, each.reason) for each in register] == [
        (2, made.id, FOCAL_PERSON, "submitted", ""),
        (3, made.id, SECRETARIAT, "sent_back", "C13 is missing"),
    ]
    assert [each.at for each in register] == [office.anchor(2).at, office.anchor(3).at]
    assert all(each.holds for each in register)


def test_the_same_return_sent_again_is_recognised_in_its_state(office: Ledger) -> None:
    first = submit_return(office)
    office.record(first.id, "sent_back", SECRETARIAT, "C13 is missing")
    head = office.head()
    again = submit_return(office)
    assert (again.id, again.state, office.head()) == (first.id, "sent_back", head)


def test_an_amendment_taken_back_can_be_filed_again_where_nothing_stands(office: Ledger) -> None:
    """Its acceptance closed the return before it: without this the agency could not report the half-year at all."""
    accept(office, submit_return(office))
    amendment = submit_return(office, words="amended")
    accept(office, amendment)
    office.record(amendment.id, "withdrawn", SECRETARIAT, "withdrawn by mistake")
    again = submit_return(office, words="amended")
    assert (again.id, again.state) == ("return-jcf-2021-H1.3", "submitted")
    assert submit_return(office, words="amended").id == again.id
    accept(office, again)
    assert list(states(office).values()) == ["superseded", "withdrawn", "accepted"]
    assert office.file(again.id) == workbook("amended")
    assert office.verify() == ()


def test_a_superseded_return_can_be_filed_again_where_its_amendment_was_withdrawn(office: Ledger) -> None:
    accept(office, submit_return(office))
    amendment = submit_return(office, words="amended")
    accept(office, amendment)
    office.record(amendment.id, "withdrawn", SECRETARIAT, "it was worse")
    assert submit_return(office).id == "return-jcf-2021-H1.3"


@pytest.mark.parametrize("decisions", [(), ("accepted",), ("accepted", "adopted")])
def test_a_closed_return_is_recognised_while_another_revision_stands(
    office: Ledger, decisions: tuple[str, ...]
) -> None:
    first = submit_return(office)
    office.record(first.id, "withdrawn", SECRETARIAT, "the wrong file")
    standing = submit_return(office, words="the right one")
    for decision in decisions:
        office.record(standing.id, decision, {"accepted": SECRETARIAT, "adopted": RAPPORTEUR}[decision])
    head = office.head()
    again = submit_return(office)
    assert (again.id, again.state, office.head()) == (first.id, "withdrawn", head)


def test_an_adjustment_taken_back_can_be_made_again(office: Ledger) -> None:
    first = office.submit(adjusting(), SECRETARIAT)
    assert office.submit(adjusting(), SECRETARIAT).id == first.id
    office.record(first.id, "withdrawn", SECRETARIAT, "not the same girl")
    assert office.submit(adjusting(), SECRETARIAT).id == "adjustment-2021-H1.2"


def test_a_ledger_is_opened_as_what_it_is(ledger_url: str) -> None:
    assert data_set_at(ledger_url) is None
    with pytest.raises(LedgerError, match=r"there is no ledger at .*make one first"):
        Ledger.open(ledger_url, None)
    assert data_set_at(ledger_url) is None
    Ledger.open(ledger_url, DataSet.TRAINING, clock=clock()).close()
    assert data_set_at(ledger_url) is DataSet.TRAINING
    with Ledger.open(ledger_url, None) as opened:
        assert opened.data_set is DataSet.TRAINING


def test_asking_what_is_there_makes_nothing(tmp_path: Path) -> None:
    assert data_set_at(f"sqlite:///{tmp_path / 'folder' / 'ledger.sqlite'}") is None
    with pytest.raises(LedgerError, match="is not a database URL"):
        data_set_at("ledger.sqlite")
    assert list(tmp_path.iterdir()) == []
