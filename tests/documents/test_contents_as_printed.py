"""The contents as a reader sees them: the PDF's own text, not the fields behind it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard.access import Tier
from dashboard.documents import draft_annual_report
from dashboard.periods import Period
from dashboard.release import make_release
from tests import record


@pytest.mark.office
def test_every_line_of_the_contents_ends_with_a_page_number(soffice_path: Path) -> None:
    del soffice_path  # what lays the report out
    year = Period.parse("2021/22")
    draft = draft_annual_report(
        make_release(record.catalogue(), record.ledger(), Tier.PUBLIC, through=year), year, year
    )
    assert draft.pdf is not None
    lines = [line for page in PdfReader(io.BytesIO(draft.pdf)).pages[:8] for line in page.extract_text().splitlines()]
    leaders = [line for line in lines if re.search(r"\.{6,}", line)]
    assert len(leaders) > 80
    assert [line for line in leaders if not re.search(r"\d\s*$", line)] == []
