"""Reading the ledger as of a past moment, by its own clock and by the world's."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.ledger import AsOf, Ledger, LedgerError
from tests.ledger.builder import draft, source


@pytest.fixture
def history(ledger: Ledger) -> Ledger:
    """Two editions filed against the order of their publication.

    Events: 1 opened, 2 tip-2022 submitted, 3 accepted, 4 tip-2021 submitted, 5 tip-2022 superseded.
    """
    later = ledger.submit(draft("tip-2022", source=source("tip-2022", published_on=date(2022, 7, 19))), "Secretariat")
    ledger.record(later.id, "accepted", "Secretariat")
    ledger.submit(draft("tip-2021", source=source("tip-2021", published_on=date(2021, 7, 1))), "Secretariat")
    ledger.record(later.id, "superseded", "Secretariat")
    return ledger


def states(ledger: Ledger, as_of: AsOf) -> dict[str, str]:
    return {submission.id: submission.state for submission in ledger.submissions(as_of)}


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        (1, {}),
        (2, {"tip-2022.1": "submitted"}),
        (3, {"tip-2022.1": "accepted"}),
        (4, {"tip-2022.1": "accepted", "tip-2021.1": "submitted"}),
        (5, {"tip-2022.1": "superseded", "tip-2021.1": "submitted"}),
    ],
)
def test_by_the_ledgers_clock_later_events_have_not_happened(
    history: Ledger, sequence: int, expected: dict[str, str]
) -> None:
    assert states(history, AsOf(sequence=sequence)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 6, 30), {}),
        (date(2021, 7, 1), {"tip-2021.1": "submitted"}),
        (date(2022, 7, 18), {"tip-2021.1": "submitted"}),
        (date(2022, 7, 19), {"tip-2022.1": "superseded", "tip-2021.1": "submitted"}),
    ],
)
def test_by_the_worlds_clock_later_publications_are_unknown(
    history: Ledger, day: date, expected: dict[str, str]
) -> None:
    assert states(history, AsOf(published_on=day)) == expected


def test_both_clocks_together_ask_what_we_had_of_what_was_public(history: Ledger) -> None:
    assert states(history, AsOf(sequence=3, published_on=date(2022, 12, 31))) == {"tip-2022.1": "accepted"}
    assert states(history, AsOf(sequence=3, published_on=date(2021, 12, 31))) == {}


def test_what_was_read_at_a_sequence_is_read_the_same_ever_after(history: Ledger) -> None:
    before = history.submissions(AsOf(sequence=4))
    history.submit(draft("tip-2023"), "Secretariat")
    history.record("tip-2021.1", "accepted", "Secretariat")
    assert history.submissions(AsOf(sequence=4)) == before


def test_submissions_come_in_the_order_they_were_filed_with_all_they_say(history: Ledger) -> None:
    assert [submission.id for submission in history.submissions()] == ["tip-2022.1", "tip-2021.1"]
    assert [submission.sequence for submission in history.submissions()] == [2, 4]
    assert all(submission.draft.observations == draft().observations for submission in history.submissions())


@pytest.mark.parametrize("sequence", [-1, 0, 6])
def test_a_moment_the_log_does_not_have_is_refused(history: Ledger, sequence: int) -> None:
    with pytest.raises(LedgerError, match=f"has no event {sequence}; it has events 1 to 5"):
        history.submissions(AsOf(sequence=sequence))
    with pytest.raises(LedgerError, match=f"has no event {sequence}"):
        history.anchor(sequence)
