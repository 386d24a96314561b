"""Several processes at one ledger: nothing is lost, nothing is doubled, no number is left out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import repeat
from multiprocessing import get_context

import pytest

from dashboard.ledger import DataSet, HeadMovedError, Ledger
from tests.ledger.builder import (
    RAPPORTEUR,
    accept,
    accept_at_once,
    adjusting,
    decide_at_once,
    draft,
    publish_at_once,
    publish_the_last,
    submit_at_once,
    submit_return,
)

WORKERS, EACH = 4, 5


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Started once for both databases: starting Python costs more than the race."""
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        yield pool


def test_four_processes_file_at_once(ledger_url: str, processes: ProcessPoolExecutor) -> None:
    """They also race to make the ledger, and all file one shared draft."""
    filed = list(processes.map(submit_at_once, repeat(ledger_url), range(WORKERS), repeat(EACH)))
    with Ledger.open(ledger_url, DataSet.TRAINING) as ledger:
        held = ledger.submissions()
        assert ledger.verify() == ()
        assert ledger.head().sequence == 1 + len(held)
    assert len(held) == WORKERS * EACH + 1
    assert {submission.id for submission in held} == {submission.id for each in filed for submission in each}
    assert [submission.sequence for submission in held] == list(range(2, len(held) + 2))


def test_of_four_who_accept_at_once_one_does(ledger_url: str, processes: ProcessPoolExecutor) -> None:
    """The others are told that it is done; nothing is decided twice and the earlier revision makes way once."""
    with Ledger.open(ledger_url, DataSet.OFFICE) as ledger:
        submit_return(ledger)
        made = submit_return(ledger, words="amended")
        told = list(processes.map(accept_at_once, repeat(ledger_url), repeat(made.id), range(WORKERS)))
        assert sorted(told)[0] == ""
        assert [words for words in told if "is accepted and cannot become accepted" in words] == sorted(told)[1:]
        assert [decision.type for decision in ledger.decisions()][2:] == ["superseded", "accepted"]
        assert ledger.verify() == ()


def test_editions_published_at_once_have_numbers_of_their_own(ledger_url: str, processes: ProcessPoolExecutor) -> None:
    with Ledger.open(ledger_url, DataSet.OFFICE) as ledger:
        numbers = list(processes.map(publish_at_once, repeat(ledger_url), range(WORKERS)))
        held = ledger.editions()
        assert sorted(numbers) == [edition.number for edition in held] == [1, 2, 3, 4]
        assert {edition.title for edition in held} == {f"of worker {worker}" for worker in range(WORKERS)}
        assert [edition.sequence for edition in held] == [2, 3, 4, 5]
        assert ledger.verify() == ()


@pytest.mark.parametrize(
    "decisions",
    [
        ("accepted", "sent_back", "accepted", "sent_back"),
        ("withdrawn", "accepted", "withdrawn", "sent_back"),
        ("adopted", "adopted", "sent_back", "withdrawn"),
    ],
)
def test_of_four_who_decide_on_what_they_saw_one_does(
    ledger_url: str, processes: ProcessPoolExecutor, decisions: tuple[str, ...]
) -> None:
    """Each decision may follow the other's, and nobody meant it to."""
    with Ledger.open(ledger_url, DataSet.OFFICE) as ledger:
        made = submit_return(ledger)
        if "adopted" in decisions:
            ledger.record(made.id, "accepted", "the Secretariat")
        before = ledger.head().sequence
        told = list(
            processes.map(
                decide_at_once, repeat(ledger_url), repeat(made.id), decisions, repeat(before), range(WORKERS)
            )
        )
        (winner,) = (decision for decision, words in zip(decisions, told, strict=True) if not words)
        words = f"has changed since you looked at it: event {before + 1} made it {winner.replace('_', ' ')}"
        assert sum(words in each for each in told) == WORKERS - 1
        assert (ledger.submissions()[0].state, ledger.head().sequence) == (winner, before + 1)
        assert ledger.verify() == ()


def test_of_four_editions_of_the_last_event_one_is_published(ledger_url: str, processes: ProcessPoolExecutor) -> None:
    with Ledger.open(ledger_url, DataSet.OFFICE) as ledger:
        told = list(processes.map(publish_the_last, repeat(ledger_url), repeat(1), range(WORKERS)))
        assert sorted(told)[0] == ""
        assert sum("the last event is 2 now" in words for words in told) == WORKERS - 1
        assert [edition.number for edition in ledger.editions()] == [1]
        assert ledger.verify() == ()


def test_threads_who_decide_on_what_they_saw_do_so_once(office: Ledger) -> None:
    """A web server answers each in a thread of its own."""
    made = submit_return(office)
    read_at = office.head().sequence

    def decide(decision: str) -> str:
        try:
            office.record(made.id, decision, "Secretariat", "Looked at.", read_at=read_at)
        except HeadMovedError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(decide, ("accepted", "sent_back")))
    assert told.count("") == 1
    assert len(office.decisions()) == 2


def test_a_line_rests_on_all_that_was_decided_before(office: Ledger) -> None:
    """Two adjustments of one number may each be right, and not both; a note changes nothing."""
    first = office.submit(adjusting(), "Secretariat")
    second = office.submit(adjusting(code="adjustment-again"), "Secretariat")
    read_at = office.head().sequence
    office.note("viewed", first.id, RAPPORTEUR)
    office.record(first.id, "accepted", RAPPORTEUR, read_at=read_at)
    with pytest.raises(
        HeadMovedError, match=r"adjustment-2021-H1\.1 is accepted by event 5, since you looked at .*-again"
    ):
        office.record(second.id, "accepted", RAPPORTEUR, read_at=read_at)
    office.record(second.id, "accepted", RAPPORTEUR, read_at=office.head().sequence)


def test_a_return_rests_on_itself_alone(office: Ledger) -> None:
    made, read_at = submit_return(office), office.head().sequence
    accept(office, submit_return(office, "cpfsa"))
    office.note("viewed", made.id, RAPPORTEUR)
    office.record(made.id, "accepted", "Secretariat", read_at=read_at)
    assert [submission.state for submission in office.submissions()] == ["accepted", "accepted"]


def test_threads_of_one_program_share_a_ledger(ledger: Ledger) -> None:
    """A web server answers each reader in a thread of its own."""
    codes = [f"source-{number}" for number in range(6)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda code: (ledger.submit(draft(code), "Secretariat"), ledger.submissions()), codes))
    assert {submission.draft.source.code for submission in ledger.submissions()} == set(codes)
    assert ledger.verify() == ()


def test_a_line_is_not_filed_beside_one_it_was_not_checked_against(office: Ledger) -> None:
    """The same lines filed at once are one; a filing of no file rests on whatever was filed or decided."""
    submit_return(office)
    read_at = office.head().sequence
    first = office.submit(adjusting(), "Secretariat", read_at=read_at)
    assert office.submit(adjusting(), "Secretariat", read_at=read_at) == first
    with pytest.raises(
        HeadMovedError, match=r"adjustment-2021-H1\.1 is submitted by event 3, since this adjustment was checked"
    ):
        office.submit(adjusting(code="adjustment-again"), "Secretariat", read_at=read_at)
    assert office.submit(adjusting(code="adjustment-again"), "Secretariat", read_at=read_at + 1).sequence == 4


def test_a_return_is_not_filed_over_a_revision_it_was_not_checked_against(office: Ledger) -> None:
    """Another agency's filing is nothing to it, nor is a note."""
    read_at = office.head().sequence
    office.note("viewed", "the restricted view", RAPPORTEUR)
    office.submit(adjusting(), "Secretariat")
    made = submit_return(office, read_at=read_at)
    with pytest.raises(HeadMovedError, match=f"{made.id} is submitted by event 4, since this return was checked"):
        submit_return(office, words="amended", read_at=read_at)
    assert len(office.submissions()) == 2


def test_of_two_who_note_on_one_subject_at_once_one_does(office: Ledger) -> None:
    read_at = office.head().sequence
    office.note("viewed", "2.2a/identified/2021/22", RAPPORTEUR, read_at=read_at)
    office.note("signed_off", "another", RAPPORTEUR, "Agreed.", read_at=read_at)

    def sign(worker: int) -> str:
        try:
            office.note("signed_off", "2.2a/identified/2021/22", RAPPORTEUR, f"Worker {worker}.", read_at=read_at)
        except HeadMovedError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as threads:
        refused, done = sorted(threads.map(sign, range(2)), reverse=True)
    assert (done, len(office.notes("signed_off"))) == ("", 2)
    assert refused == (
        "2.2a/identified/2021/22 has changed since you looked at it: event 4 is signed off. Look at it again before "
        "you act"
    )


def test_a_post_written_large_is_the_same_post(office: Ledger) -> None:
    read_at = office.head().sequence
    office.note("analyst_named", "Data analyst", RAPPORTEUR, "For the report.", {"until": "2027-03-31"})
    with pytest.raises(HeadMovedError, match="event 2 is analyst named"):
        office.note("analyst_ended", "DATA ANALYST", RAPPORTEUR, "Moved on.", read_at=read_at)
