"""Several processes at one ledger: nothing is lost, nothing is doubled, no number is left out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import repeat
from multiprocessing import get_context

import pytest

from dashboard.ledger import DataSet, Ledger
from tests.ledger.builder import accept_at_once, draft, publish_at_once, submit_at_once, submit_return

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


def test_threads_of_one_program_share_a_ledger(ledger: Ledger) -> None:
    """A web server answers each reader in a thread of its own."""
    codes = [f"source-{number}" for number in range(6)]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda code: (ledger.submit(draft(code), "Secretariat"), ledger.submissions()), codes))
    assert {submission.draft.source.code for submission in ledger.submissions()} == set(codes)
    assert ledger.verify() == ()
