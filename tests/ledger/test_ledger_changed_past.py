"""Nothing is written after a past that was changed while the ledger was open."""

from __future__ import annotations

import pytest

from dashboard.ledger import Ledger, LedgerError
from tests.ledger.builder import SECRETARIAT, accept, behind_its_back, draft, submit_return

FORGED = "UPDATE event SET body = replace(body, 'complete', '4711') WHERE sequence = 2"


@pytest.fixture
def changed(office: Ledger, ledger_url: str) -> Ledger:
    """1 opened, 2 an edition filed, 3 a return; event 2 says something else now, the head is as it was."""
    office.submit(draft(), SECRETARIAT, "complete")
    submit_return(office)
    behind_its_back(ledger_url, FORGED)
    return office


def test_nothing_is_decided_on_a_changed_past(changed: Ledger) -> None:
    head = changed.head()
    with pytest.raises(LedgerError, match=r"nothing was written.* event 2 \(submitted\) was changed") as refused:
        accept(changed, changed.submissions()[1])
    assert "4711" not in str(refused.value)
    assert changed.head() == head


def test_nothing_is_filed_on_a_changed_past(changed: Ledger) -> None:
    head = changed.head()
    with pytest.raises(LedgerError, match=r"nothing was written.* event 2 \(submitted\) was changed"):
        submit_return(changed, "cpfsa")
    assert changed.head() == head


def test_an_event_taken_out_of_the_middle_stops_every_write(office: Ledger, ledger_url: str) -> None:
    first = submit_return(office)
    office.record(first.id, "sent_back", SECRETARIAT, "mend it")
    accept(office, first)
    behind_its_back(ledger_url, "DELETE FROM event WHERE sequence = 3")
    with pytest.raises(LedgerError, match="event 3 is missing"):
        office.record(first.id, "withdrawn", SECRETARIAT, "no")
