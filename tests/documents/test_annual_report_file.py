"""The drafted file itself: validators, our own checks, LibreOffice, equal bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from ooxml_integrity import check as integrity
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # ships no type marker
from pypdf import PdfReader

from dashboard.access import Tier
from dashboard.documents import Draft, draft_annual_report, pages
from dashboard.documents.annual import names, read_plan
from dashboard.documents.annual_report import TEMPLATES
from dashboard.documents.checks import check
from dashboard.periods import Period
from dashboard.release import make_release
from tests import record
from tests.release_builder import release

YEAR = Period.parse("2021/22")
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def draft(soffice_path: Path) -> Draft:
    """The report on one year of the public record, laid out."""
    del soffice_path  # found on the path by `pages`
    return draft_annual_report(make_release(record.catalogue(), record.ledger(), Tier.PUBLIC, through=YEAR), YEAR, YEAR)


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "office_program", lambda: None)
    monkeypatch.setattr(names, "office_program", lambda: None)


@pytest.mark.office
def test_both_validators_find_nothing(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(draft.docx)
    assert OpenXmlValidator().validate(path).errors == []
    assert integrity(path) == []


@pytest.mark.office
def test_every_check_of_the_house_passes(draft: Draft) -> None:
    assert draft.notes == ()
    assert list(check(draft.docx, draft.pdf)) == []


@pytest.mark.office
def test_the_contents_name_the_pages_of_the_pdf(draft: Draft) -> None:
    assert draft.pdf is not None
    found = pages.read_layout(draft.pdf).pages
    printed = _printed_pages(draft.docx)
    assert len(printed) > 100
    assert printed == {bookmark: found[bookmark] for bookmark in printed}


def _printed_pages(file: bytes) -> dict[str, int]:
    printed: dict[str, int] = {}
    for link in docx.Document(BytesIO(file)).element.body.iter(qn("w:hyperlink")):
        instructions = "".join(node.text or "" for node in link.iter(qn("w:instrText")))
        if "PAGEREF" in instructions:
            printed[str(link.get(qn("w:anchor")))] = int([node.text or "" for node in link.iter(qn("w:t"))][-1])
    return printed


@pytest.mark.office
def test_word_and_the_contents_number_the_chapters_alike(draft: Draft) -> None:
    assert draft.pdf is not None
    text = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(draft.pdf)).pages]
    for part in read_plan(TEMPLATES).parts:
        if part.chapter is not None:
            headed = f"{part.chapter} {part.heading}"
            assert any(headed in page for page in text[8:]), headed


@pytest.mark.office
def test_a_document_that_takes_too_long_is_given_up(soffice_path: Path) -> None:
    del soffice_path
    with pytest.raises(pages.LayoutError, match="did not finish within 0 seconds"):
        pages.lay_out((TEMPLATES / "reference.docx").read_bytes(), time_limit=0)


@pytest.mark.usefixtures("no_office")
def test_without_libreoffice_the_draft_is_made_and_says_what_it_lacks() -> None:
    last = Period.parse("2023/24")
    heard: list[tuple[str, float]] = []
    found = draft_annual_report(release(), last, last, lambda step, share: heard.append((step, share)))
    assert found.pdf is None
    assert "LibreOffice is not installed" in found.notes[0]
    text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(found.docx)).paragraphs)
    assert "Page numbers appear when the contents are updated in Word" in text
    assert [share for _, share in heard] == sorted(share for _, share in heard)


@pytest.mark.usefixtures("no_office")
def test_a_watermark_stands_on_the_cover_and_on_every_page() -> None:
    last = Period.parse("2023/24")
    found = docx.Document(BytesIO(draft_annual_report(release(watermark="SYNTHETIC, FOR TRAINING"), last, last).docx))
    assert "SYNTHETIC, FOR TRAINING" in [paragraph.text for paragraph in found.paragraphs[:8]]
    header = found.sections[0].header.paragraphs[0].text
    assert header.startswith("SYNTHETIC, FOR TRAINING")
    assert "Record #118 · 3f2a9c41" in header


_BUILD = """
import hashlib
from dashboard.documents import pages
pages.office_program = lambda: None
from dashboard.documents import draft_annual_report
from dashboard.periods import Period
from tests.release_builder import release
year = Period.parse("2023/24")
print(hashlib.sha256(draft_annual_report(release(), year, year).docx).hexdigest())
"""


def test_two_processes_write_the_same_bytes() -> None:
    started = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT)}
        command = [sys.executable, "-c", _BUILD]
        started.append(
            subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, encoding="ascii")
        )
    hashes = {process.communicate()[0].strip() for process in started}
    assert [process.returncode for process in started] == [0, 0]
    assert len(hashes) == 1
