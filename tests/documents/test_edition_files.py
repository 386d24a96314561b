"""The files of an edition: as text for every audience, in Word for the public; and what their checks find."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import docx
import pytest

from dashboard.access import Tier
from dashboard.documents import annual_report
from dashboard.documents import edition_files as module
from dashboard.documents.annual import Report
from dashboard.documents.annual_report import TEMPLATES, Draft, Progress
from dashboard.documents.edition_files import edition_files, edition_words, items_of_files, text_files
from dashboard.periods import JAMAICA, Period
from dashboard.release import Release
from dashboard.release.edition_model import Weight
from tests.release_builder import release

YEAR = Period.financial_year(2021)
LAST = Period.financial_year(2023)
TEXTS = {"figures.csv", "scorecard.csv", "restatements.csv"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The report itself is tested elsewhere, and takes LibreOffice."""

    def draft(_release: Release, _first: Period, _last: Period, progress: Progress, *, edition: str) -> Draft:
        progress("Laying out the pages", 0.65)
        return Draft(edition.encode(), b"%PDF", ())

    monkeypatch.setattr(module, "draft_annual_report", draft)


def test_a_public_edition_on_a_year_has_the_report_named_on_every_page() -> None:
    files = edition_files(release(), YEAR, "Edition 3")
    assert files.keys() == TEXTS | {"annual-report-2021-22.docx", "annual-report-2021-22.pdf"}
    assert files["annual-report-2021-22.docx"] == b"Edition 3"


def test_each_file_and_each_part_of_the_report_is_told() -> None:
    said: list[str] = []
    edition_files(release(), YEAR, "Edition 3", said.append)
    assert said == ["Writing the files of figures", "annual-report-2021-22.docx: Laying out the pages"]


@pytest.mark.parametrize(("tier", "year"), [(Tier.PUBLIC, None), (Tier.NATFATIP, YEAR)])
def test_others_have_the_text_files_alone(tier: Tier, year: Period | None) -> None:
    assert edition_files(release(tier=tier), year, "Edition 3").keys() == TEXTS


def test_equal_releases_give_equal_text_files() -> None:
    assert text_files(release()) == text_files(release())


def test_the_words_of_the_cover() -> None:
    assert edition_words(3, None) == "Edition 3"
    until = datetime(2026, 12, 1, 10, tzinfo=JAMAICA)
    assert edition_words(3, until) == "Edition 3, under embargo until 1 December 2026, 10:00"


def test_cover_and_pages_say_the_edition_or_that_it_is_a_draft() -> None:
    report = Report(release(), LAST, LAST)
    named, draft = annual_report._fill(report, "Edition 3"), annual_report._fill(report, "")
    assert named["edition"] == "Edition 3"
    assert " · Edition 3 · " in named["header"]
    assert draft["edition"] == "Draft, not yet adopted by the National Rapporteur"
    assert " · Draft · " in draft["header"]


def test_boxes_that_nobody_has_filled_are_said() -> None:
    written = docx.Document(str(TEMPLATES / "reference.docx"))
    for words in ("For the Rapporteur to write", "For the Rapporteur to write"):
        written.add_paragraph(words, style="Drafting Note Title")
    content = BytesIO()
    written.save(content)
    found = {item.code: item for item in items_of_files({"report.docx": content.getvalue(), "figures.csv": b"1"})}
    assert found["unwritten"].found == "2 boxes still say what is for the Rapporteur to write"
    assert not found["unwritten"].blocks


def test_a_file_that_cannot_be_opened_blocks() -> None:
    (item,) = items_of_files({"report.docx": b"no document"})
    assert (item.code, item.weight, item.where) == ("document", Weight.ERROR, "report.docx, file")
