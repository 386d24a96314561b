"""Acceptance and adoption hold for the content they were about; once it is another, they are visibly void."""

from __future__ import annotations

import pytest

from dashboard.ledger import AsOf, Ledger, LedgerError
from tests.ledger.builder import (
    FOCAL_PERSON,
    RAPPORTEUR,
    SECRETARIAT,
    accept,
    behind_its_back,
    returned,
    submit_return,
)

CHANGED = 'UPDATE submission SET payload = replace(payload, \'"numerator":"3"\', \'"numerator":"2"\')'
ID = "return-jcf-2021-H1.1"


@pytest.fixture
def adopted(office: Ledger) -> Ledger:
    """1 opened, 2 submitted, 3 accepted, 4 adopted."""
    made = submit_return(office)
    accept(office, made)
    office.record(made.id, "adopted", RAPPORTEUR)
    return office


def test_what_was_decided_on_and_then_changed_is_void(adopted: Ledger, ledger_url: str) -> None:
    behind_its_back(ledger_url, CHANGED)
    assert [submission.state for submission in adopted.submissions()] == ["void"]
    assert [submission.state for submission in adopted.submissions(AsOf(sequence=3))] == ["void"]
    assert [(each.type, each.holds) for each in adopted.decisions()] == [
        ("submitted", False),
        ("accepted", False),
        ("adopted", False),
    ]
    # The filing, its rows, the acceptance and the adoption each no longer fit.
    assert [found.sequence for found in adopted.verify()] == [2, 2, 3, 4]


def test_a_void_adoption_can_be_taken_back_but_nothing_be_approved(adopted: Ledger, ledger_url: str) -> None:
    behind_its_back(ledger_url, CHANGED)
    adopted.record(ID, "withdrawn", SECRETARIAT, "changed behind our back")
    assert [submission.state for submission in adopted.submissions()] == ["withdrawn"]


def test_nobody_approves_what_is_not_what_was_filed(office: Ledger, ledger_url: str) -> None:
    submit_return(office)
    behind_its_back(ledger_url, CHANGED)
    with pytest.raises(LedgerError, match=r"is no longer what was filed at event 2: .* cannot become accepted"):
        office.record(ID, "accepted", SECRETARIAT)
    office.record(ID, "sent_back", SECRETARIAT, "file it again")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE observation SET numerator = '2'",
        "UPDATE submission SET agency = 'cpfsa', kind = 'edition', source_code = 'tip-2022'",
        "UPDATE source SET publisher = 'nobody'",
        "DELETE FROM narrative",
    ],
)
def test_a_changed_row_beside_the_content_moves_no_figure(adopted: Ledger, ledger_url: str, statement: str) -> None:
    """What is read is what was hashed; the rows beside it are for queries, and the check finds them changed."""
    behind_its_back(ledger_url, statement)
    (read,) = adopted.submissions()
    assert (read.draft, read.state) == (returned(), "adopted")
    assert adopted.verify()


def test_a_workbook_changed_behind_its_back_is_not_handed_out(adopted: Ledger, ledger_url: str) -> None:
    kind = "bytea" if ledger_url.startswith("postgres") else "blob"
    behind_its_back(ledger_url, f"UPDATE file SET content = CAST('another' AS {kind})")
    with pytest.raises(LedgerError, match=f"the workbook kept with submission {ID} was changed"):
        adopted.file(ID)


def test_content_that_cannot_be_read_any_more_is_named(adopted: Ledger, ledger_url: str) -> None:
    behind_its_back(ledger_url, "UPDATE submission SET payload = 'not JSON'")
    with pytest.raises(LedgerError, match=f"the content of submission {ID} cannot be read .* verify the ledger"):
        adopted.submissions()
    with pytest.raises(LedgerError, match=f"the content of submission {ID} cannot be read"):
        submit_return(adopted)
    assert any("cannot be read" in found.found for found in adopted.verify())


def test_an_event_forged_into_the_log_approves_nothing(office: Ledger, ledger_url: str) -> None:
    """Its hash is not that of the content, since whoever forges it must know the nonce and rewrite the chain."""
    submit_return(office)
    behind_its_back(
        ledger_url,
        "INSERT INTO event SELECT 3, at, actor, 'accepted', subject, '{}', hash, 'f' FROM event WHERE sequence = 2",
    )
    assert [submission.state for submission in office.submissions()] == ["void"]
    assert FOCAL_PERSON in office.decisions()[1].actor
    assert not office.decisions()[1].holds
