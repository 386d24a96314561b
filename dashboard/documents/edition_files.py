"""The files of an edition: its figures as text, and in public the annual report of its year; and their faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from dashboard.access import Tier
from dashboard.documents.annual_report import draft_annual_report
from dashboard.documents.checks import check
from dashboard.documents.checks.opened import Docx, NotADocumentError
from dashboard.downloads import figures_csv, restatements_csv
from dashboard.downloads.scorecard import scorecard_csv
from dashboard.periods import Period
from dashboard.release import Release
from dashboard.release.edition_model import ChecklistItem, Say, Weight, silent
from dashboard.release.handing_out import moment_in_words

_UNSOUND = frozenset({"D20", "D25", "D31", "D38", "D40"})
"""Findings that keep a file back: a field without its result, what a template left over, hidden text, a broken file,
text that the PDF lacks. The others are of form."""

_BOX_TITLE = "drafting note title"


def text_files(release: Release) -> Mapping[str, bytes]:
    """Every figure, where each indicator stands, what was printed otherwise before; equal for equal releases."""
    return {
        "figures.csv": figures_csv(release),
        "scorecard.csv": scorecard_csv(release),
        "restatements.csv": restatements_csv(release),
    }


def edition_files(release: Release, year: Period | None, edition: str, say: Say = silent) -> Mapping[str, bytes]:
    """The text files and, for the public, the report of `year` in Word, with its PDF where LibreOffice is installed.

    `edition` stands on the cover and every page: see `edition_words`. `say` hears each file and each part of the
    report. Raises as `draft_annual_report`.
    """
    say("Writing the files of figures")
    files = dict(text_files(release))
    if year is not None and release.tier is Tier.PUBLIC:
        name = f"annual-report-{year.label.replace('/', '-')}"
        draft = draft_annual_report(release, year, year, lambda step, _: say(f"{name}.docx: {step}"), edition=edition)
        files[f"{name}.docx"] = draft.docx
        if draft.pdf is not None:
            files[f"{name}.pdf"] = draft.pdf
    return files


def edition_words(number: int, embargo_until: datetime | None) -> str:
    """`Edition 3`, `Edition 3, under embargo until 1 December 2026, 10:00`."""
    until = f", under embargo until {moment_in_words(embargo_until)}" if embargo_until else ""
    return f"Edition {number}{until}"


def items_of_files(files: Mapping[str, bytes]) -> Iterator[ChecklistItem]:
    """What the document checks find in each Word file; a PDF is checked against its Word file."""
    for name, content in files.items():
        if name.endswith(".docx"):
            yield from _unwritten(name, content)
            for finding in check(content, files.get(f"{name.removesuffix('.docx')}.pdf")):
                weight = Weight.ERROR if finding.code in _UNSOUND else Weight.WARNING
                mend = f"Mend the section that it stands in; docs/document-checks.md explains {finding.code}"
                yield ChecklistItem("document", weight, f"{name}, {finding.place}", finding.message.rstrip("."), mend)


def _unwritten(name: str, content: bytes) -> Iterator[ChecklistItem]:
    """Amber boxes that say what is to be written: a reader of the edition would see them."""
    try:
        paragraphs = Docx(content).paragraphs
    except NotADocumentError:  # the checks say so
        return
    boxes = sum(para.style == _BOX_TITLE for para in paragraphs)
    if boxes:
        found = f"{boxes} boxes still say what is for the Rapporteur to write"
        mend = "Write these sections in report_templates/annual before publishing; see docs/annual-report.md"
        yield ChecklistItem("unwritten", Weight.WARNING, name, found, mend)
