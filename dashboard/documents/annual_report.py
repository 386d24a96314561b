"""The annual report to Parliament: from a release to a Word draft.

Sections and house style lie in `report_templates/annual/`; this module renders them in the order of `report.yaml`,
writes the document and fills in the page numbers that LibreOffice finds. Nothing here words or counts anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.documents.annual import Part, Report, read_plan
from dashboard.documents.annual.acronyms import acronyms_table, glossary, used
from dashboard.documents.annual.indicator import Section
from dashboard.documents.annual.marking import marked
from dashboard.documents.annual.names import placing_names, shared_names
from dashboard.documents.annual.report import OFFICE
from dashboard.documents.blocks import Block, Heading, Landscape
from dashboard.documents.pages import LayoutError, lay_out
from dashboard.documents.sections import Placed, Sections, on_one_page
from dashboard.documents.word import Properties, write
from dashboard.periods import Period
from dashboard.release import Release

TEMPLATES = Path(__file__).resolve().parents[2] / "report_templates" / "annual"
_ACRONYMS = "04-abbreviations.md.j2"

# A second layout should confirm the page numbers of the first; more than three would mean that they never settle.
_LAYOUTS = 3

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Draft:
    """A working draft. `pdf` is None where LibreOffice is not installed; `notes` say what could not be done."""

    docx: bytes
    pdf: bytes | None
    notes: tuple[str, ...]


def draft_annual_report(
    release: Release, first: Period, last: Period, progress: Progress | None = None, *, edition: str = ""
) -> Draft:
    """Draft the report on the financial years `first` to `last`.

    `edition` names, on the cover and every page, the edition that it is a file of; without it they say "Draft".
    `release` must hold nothing later than `last` (make it with `through`). `progress` hears each step and the share
    done, 0 to 1. Equal releases give equal bytes. Raises ValueError for wrong years or a later figure, SectionError
    naming the section that cannot be rendered.
    """
    say = progress or _silent
    report = Report(release, first, last)
    blocks = report_blocks(report, say)
    say("Writing the document", 0.62)
    return _laid_out(blocks, report, say, edition)


def report_blocks(report: Report, say: Progress | None = None) -> tuple[Block, ...]:
    """The whole report as blocks, in reading order."""
    tell = say or _silent
    plan, writer = read_plan(TEMPLATES), _SectionWriter(report)
    rendered: dict[str, tuple[Block, ...]] = {}
    for number, part in enumerate(plan.parts):
        tell(part.heading or "Contents", 0.6 * number / len(plan.parts))
        if part.file != _ACRONYMS:
            rendered[part.file] = writer.part(part)
    # The abbreviations come early in the report but are known only when all else is written.
    found = used((block for blocks in rendered.values() for block in blocks), glossary(report, TEMPLATES))
    acronyms = next(part for part in plan.parts if part.file == _ACRONYMS)
    rendered[_ACRONYMS] = writer.part(acronyms, {"acronyms": acronyms_table(found)})
    return marked(tuple(block for part in plan.parts for block in rendered[part.file]), report.release)


class _SectionWriter:
    """Renders the sections of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._sections = Sections(TEMPLATES)
        self._shared = shared_names(report)

    def part(self, part: Part, more: Mapping[str, object] | None = None) -> tuple[Block, ...]:
        """Heading, section and, in a chapter, the section of each indicator at home there."""
        at_home = self._report.chapter(part.chapter) if part.chapter else ()
        blocks = self._render(part.file, {"chapter": part.chapter, "at_home": at_home, **(more or {})})
        for item in at_home:
            blocks += on_one_page(self._render("_indicator.md.j2", {"section": Section(item, self._report)}))
        if part.heading:
            heading = Heading(1, part.heading, part.key, numbered=part.chapter is not None, label=part.label)
            blocks = (heading, *blocks)
        return (Landscape(blocks),) if part.sideways else blocks

    def _render(self, file: str, more: Mapping[str, object]) -> tuple[Block, ...]:
        placed = Placed()
        return self._sections.render(file, {**self._shared, **placing_names(self._report, placed), **more}, placed)


def _laid_out(blocks: tuple[Block, ...], report: Report, say: Progress, edition: str) -> Draft:
    """Write, lay out, and write again with the page numbers found, until a layout confirms them."""
    house_style = (TEMPLATES / "reference.docx").read_bytes()
    fill, properties = _fill(report, edition), _properties(report)
    written = write(blocks, house_style, fill, properties, {})
    pages: Mapping[str, int] = {}
    for attempt in range(_LAYOUTS):
        say("Laying out the pages", 0.65 + 0.3 * attempt / _LAYOUTS)
        try:
            layout = lay_out(written.docx)
        except LayoutError as error:
            return Draft(written.docx, None, (f"There is no PDF, and page numbers may be missing: {error}",))
        if layout is None:
            return Draft(written.docx, None, (_WITHOUT_OFFICE,))
        if dict(pages) == dict(layout.pages):
            say("Done", 1.0)
            return Draft(written.docx, layout.pdf, ())
        pages = layout.pages
        written = write(blocks, house_style, fill, properties, pages)
    return Draft(written.docx, None, ("The page numbers did not settle, so there is no PDF. Update them in Word.",))


_WITHOUT_OFFICE = (
    "LibreOffice is not installed, so there is no PDF and the contents carry no page numbers. "
    "In Word, press Ctrl+A and F9 to fill them in."
)


def _fill(report: Report, edition: str) -> dict[str, str]:
    """The words of cover, header and footer."""
    release = report.release
    marking = f"{release.watermark} · " if release.watermark else ""
    readers, standing = release.tier.words.split(":")[0], edition or "Draft"
    return {
        "office": OFFICE,
        "title": report.title,
        "period": report.period_words,
        "watermark": release.watermark,
        "edition": edition or "Draft, not yet adopted by the National Rapporteur",
        "tier": f"Readers: {release.tier.words}",
        "record": f"{report.record_words}. Newest dated source: {report.horizon_words}.",
        "anchor": f"Record {release.anchor.short}",
        "header": f"{marking}ONRTIP, {report.title}, {report.years_label} · {standing} · {readers} · "
        f"Record {release.anchor.short}",
    }


def _properties(report: Report) -> Properties:
    return Properties(
        title=f"{report.title}, {report.period_words}",
        subject="Indicators of the Child Protection Compact Partnership",
        author=OFFICE,
        language="en-JM",
        on=max(report.release.horizon, report.last.end),
    )


def _silent(_step: str, _share: float) -> None:
    """Nobody listens."""
