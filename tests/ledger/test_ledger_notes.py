"""Notes: what is logged beside submissions and editions, and never moves one."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.ledger import NOTE_TYPES, Ledger, LedgerError, Note
from tests.ledger.builder import RAPPORTEUR, SECRETARIAT, accept, behind_its_back, publishing, submit_return


def test_a_note_is_read_back_equal(office: Ledger) -> None:
    content = {"cell": "2.2a/identified/2021/22", "file": "annual-report – draft.docx"}
    anchor = office.note("signed_off", "2.2a/identified/2021/22", RAPPORTEUR, "Printed in Hansard.", content)
    assert anchor == office.head()
    assert office.notes() == (
        Note(2, anchor.at, RAPPORTEUR, "signed_off", "2.2a/identified/2021/22", "Printed in Hansard.", content),
    )
    assert office.verify() == ()


def test_notes_are_told_in_order_and_by_type(office: Ledger) -> None:
    for kind in (*NOTE_TYPES, "viewed"):
        office.note(kind, "the restricted view", SECRETARIAT, "" if kind == "viewed" else "Because.")
    assert [note.type for note in office.notes()] == [*NOTE_TYPES, "viewed"]
    assert [note.sequence for note in office.notes(type="viewed")] == [6, 8]
    with pytest.raises(LedgerError, match="'seen' is not a type of note; it is one of signed_off, "):
        office.notes("seen")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"type": "accepted"}, "'accepted' is not a note; it is one of signed_off, sign_off_taken_back"),
        ({"type": "published"}, "'published' is not a note"),
        ({"subject": " "}, "the note has no subject"),
        ({"actor": ""}, "needs its author"),
        ({"content": {"a": "\x00"}}, "cannot be stored"),
        ({"content": {"a": 1}}, "a note holds texts"),
        *(({"type": kind, "reason": " "}, f"{kind} needs a reason") for kind in NOTE_TYPES if kind != "viewed"),
    ],
)
def test_what_is_no_note_is_refused_in_words(office: Ledger, changes: dict[str, Any], words: str) -> None:
    given = {"type": "signed_off", "subject": "a cell", "actor": RAPPORTEUR, "reason": "Because.", "content": {}}
    with pytest.raises(LedgerError, match="the note was not written:\n- ") as refusal:
        office.note(**{**given, **changes})
    assert words in str(refusal.value)
    assert office.head().sequence == 1


@pytest.mark.parametrize("kind", NOTE_TYPES)
def test_a_note_on_a_submission_or_an_edition_moves_neither(office: Ledger, kind: str) -> None:
    """It has the subject of one, and is no event of its history."""
    held = submit_return(office)
    accept(office, held)
    office.publish(publishing(), RAPPORTEUR)
    before = (office.submissions(), office.decisions(), office.editions())
    for subject in (held.id, "edition-1", "edition-2", "ledger"):
        office.note(kind, subject, SECRETARIAT, "Because.")
    assert (office.submissions(), office.decisions(), office.editions()) == before
    assert office.verify() == ()
    office.record(held.id, "adopted", RAPPORTEUR)
    assert office.withdraw_edition(1, RAPPORTEUR, "Wrong.").state == "withdrawn"
    assert office.publish(publishing(), RAPPORTEUR).number == 2
    assert office.verify() == ()


def test_a_changed_note_is_found(office: Ledger, ledger_url: str) -> None:
    office.note("threshold_approved", "policy", RAPPORTEUR, "Agreed.", {"threshold": "3"})
    behind_its_back(ledger_url, "UPDATE event SET body = replace(body, '\"3\"', '\"5\"') WHERE sequence = 2")
    assert [place.sequence for place in office.verify()] == [2]
    behind_its_back(ledger_url, "UPDATE event SET body = '{}' WHERE sequence = 2")
    with pytest.raises(LedgerError, match="the note of event 2 was changed"):
        office.notes()


def test_two_notes_of_one_content_have_two_bodies(office: Ledger) -> None:
    """A count in a note is not found by trying every small number against a printed hash."""
    for _ in range(2):
        office.note("signed_off", "a cell", RAPPORTEUR, "Printed elsewhere.", {"value": "2"})
    with office._engine.connect() as connection:
        assert len(set(connection.scalars(sa.text("SELECT body FROM event WHERE sequence > 1")))) == 2
