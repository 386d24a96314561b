"""The public record enters the same ledger as an agency's return, once, and grows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.intake import file_public_record
from dashboard.ledger import AsOf, DataSet, Ledger, SubmissionDraft
from tests.intake.record_folder import RecordFolder

Drafts = tuple[SubmissionDraft, ...]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", DataSet.PUBLIC_RECORD) as opened:
        yield opened


def some(drafts: Drafts) -> Drafts:
    """A few sources are enough to see how they are filed; writing all takes seconds."""
    return tuple(draft for draft in drafts if draft.source.code in ("tip_2016", "tip_2017", "tip_2021"))


def states(ledger: Ledger) -> dict[str, str]:
    return {submission.id: submission.state for submission in ledger.submissions()}


def test_each_source_is_one_accepted_submission(ledger: Ledger, drafts: Drafts) -> None:
    filed = file_public_record(ledger, some(drafts))

    assert len(filed) == 3
    assert states(ledger) == {"tip_2016.1": "accepted", "tip_2017.1": "accepted", "tip_2021.1": "accepted"}


def test_the_whole_record_is_accepted_and_the_chain_holds(ledger: Ledger, drafts: Drafts) -> None:
    file_public_record(ledger, drafts)

    assert set(states(ledger).values()) == {"accepted"}
    assert [submission.draft for submission in ledger.submissions()] == list(drafts)
    assert ledger.verify() == ()


def test_filing_again_writes_nothing(ledger: Ledger, drafts: Drafts) -> None:
    file_public_record(ledger, some(drafts))
    before = ledger.head()

    assert file_public_record(ledger, some(drafts)) == ()
    assert ledger.head() == before


def test_a_newer_source_is_appended(ledger: Ledger, drafts: Drafts) -> None:
    file_public_record(ledger, some(drafts)[:2])

    filed = file_public_record(ledger, some(drafts))

    assert [submission.draft.source.code for submission in filed] == ["tip_2021"]


def test_a_source_read_again_takes_the_place_of_its_first_reading_and_only_that(
    ledger: Ledger, drafts: Drafts, folder: RecordFolder
) -> None:
    file_public_record(ledger, some(drafts))
    folder.change("mapping.csv", ("F104", "2.1"), reason="Read again: the mechanism was adopted in this year.")

    file_public_record(ledger, some(folder.read()))

    assert states(ledger) == {
        "tip_2016.1": "accepted",
        "tip_2017.1": "accepted",
        "tip_2021.1": "superseded",
        "tip_2021.2": "accepted",
    }


def test_an_older_copy_of_the_files_changes_nothing(ledger: Ledger, drafts: Drafts, folder: RecordFolder) -> None:
    file_public_record(ledger, some(drafts))
    folder.change("figures.csv", ("F091",), caveat="Read again.")
    file_public_record(ledger, some(folder.read()))
    before = ledger.head()

    file_public_record(ledger, some(drafts))

    assert ledger.head() == before


def test_filing_goes_on_where_it_was_interrupted(ledger: Ledger, drafts: Drafts) -> None:
    ledger.submit(some(drafts)[0], "public record")

    file_public_record(ledger, some(drafts))

    assert set(states(ledger).values()) == {"accepted"}


def test_a_change_in_one_source_leaves_the_hash_of_the_others(drafts: Drafts, folder: RecordFolder) -> None:
    folder.change("figures.csv", ("F091",), caveat="Read again.")

    before, after = ({d.source.code: d.file_sha256 for d in found} for found in (drafts, folder.read()))

    assert {code for code in before if before[code] != after[code]} == {"tip_2021"}


def test_the_same_files_give_the_same_drafts(drafts: Drafts, folder: RecordFolder) -> None:
    assert folder.read() == drafts


def test_by_the_worlds_clock_only_what_was_published_is_there(ledger: Ledger, drafts: Drafts) -> None:
    file_public_record(ledger, some(drafts))

    known = ledger.submissions(AsOf(published_on=date(2017, 1, 1)))

    assert [submission.draft.source.code for submission in known] == ["tip_2016"]
