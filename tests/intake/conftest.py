from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue, load
from dashboard.intake import read_public_record
from dashboard.ledger import SubmissionDraft
from tests.intake.record_folder import RECORD, RecordFolder


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="session")
def drafts(catalogue: Catalogue) -> tuple[SubmissionDraft, ...]:
    """The public record as it is."""
    return read_public_record(RECORD, catalogue)


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> RecordFolder:
    """A copy of the public record to put faults into."""
    return RecordFolder.copy_of(RECORD, tmp_path / "public_record", catalogue)
