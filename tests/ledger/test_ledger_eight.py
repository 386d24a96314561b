"""Eight processes at one ledger at the same moment: none lost, none doubled, and one decision where one may be."""

from __future__ import annotations

from collections import Counter

from dashboard.ledger import DataSet, Ledger
from tests.ledger.victims import Victims, file_return

PROCESSES, EACH = 8, 3


def test_eight_processes_file_at_once(dying: Victims, ledger_url: str) -> None:
    """They race to make the ledger, too, and each also files the one return that all of them were sent."""
    heard = dying.finish_one("crowd", "submit", ledger_url, PROCESSES)
    filed = [submission_id for step, submission_id in heard if step == "submitted"]
    assert Counter(line[0] for line in heard) == {"submitted": PROCESSES * (EACH + 1), "left": PROCESSES}
    assert filed.count("shared.1") == PROCESSES
    with Ledger.open(ledger_url, DataSet.OFFICE) as ledger:
        held = ledger.submissions()
        assert ledger.verify() == ()
        assert ledger.head().sequence == 1 + len(held)
    assert {submission.id for submission in held} == set(filed)
    assert len(held) == PROCESSES * EACH + 1
    assert [submission.sequence for submission in held] == list(range(2, len(held) + 2))


def test_of_eight_who_accept_the_same_return_one_does(dying: Victims, ledger_url: str) -> None:
    with Ledger.open(ledger_url, DataSet.OFFICE) as ledger:
        file_return(ledger, "shared")
        heard = dying.finish_one("crowd", "accept", ledger_url, PROCESSES)
        refusals = {words for step, words in heard if step == "refused"}
        assert Counter(line[0] for line in heard) == {"accepted": 1, "refused": PROCESSES - 1, "left": PROCESSES}
        assert len(refusals) == 1
        assert "submission shared.1 is accepted and cannot become accepted" in refusals.pop()
        assert [decision.type for decision in ledger.decisions()] == ["submitted", "accepted"]
        assert ledger.verify() == ()
