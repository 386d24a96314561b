"""The files of an edition: its figures as text, and in public the annual report of its year; and their faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from dashboard.access import Tier
from dashboard.documents.annual_report import Progress, draft_annual_report
from dashboard.documents.checks import check
from dashboard.downloads import figures_csv
from dashboard.downloads.scorecard import scorecard_csv
from dashboard.periods import Period
from dashboard.release import Release
from dashboard.release.handing_out import moment_in_words


def text_files(release: Release) -> Mapping[str, bytes]:
    """Every figure, and where each indicator stands; equal for equal releases."""
    return {"figures.csv": figures_csv(release), "scorecard.csv": scorecard_csv(release)}


def edition_files(
    release: Release, year: Period | None, edition: str, progress: Progress | None = None
) -> Mapping[str, bytes]:
    """The text files and, for the public, the report of `year` in Word, with its PDF where LibreOffice is installed.

    `edition` stands on the cover and every page: see `edition_words`. Raises as `draft_annual_report`.
    """
    files = dict(text_files(release))
    if year is not None and release.tier is Tier.PUBLIC:
        name = f"annual-report-{year.label.replace('/', '-')}"
        draft = draft_annual_report(release, year, year, progress, edition=edition)
        files[f"{name}.docx"] = draft.docx
        if draft.pdf is not None:
            files[f"{name}.pdf"] = draft.pdf
    return files


def edition_words(number: int, embargo_until: datetime | None) -> str:
    """`Edition 3`, `Edition 3, under embargo until 1 December 2026, 10:00`."""
    until = f", under embargo until {moment_in_words(embargo_until)}" if embargo_until else ""
    return f"Edition {number}{until}"


def faults_of_files(files: Mapping[str, bytes]) -> Iterator[str]:
    """What the document checks find in each Word file, a sentence each; a PDF is checked against its Word file."""
    for name, content in files.items():
        if name.endswith(".docx"):
            for finding in check(content, files.get(f"{name.removesuffix('.docx')}.pdf")):
                yield f"{name}: {finding}"
