"""The chapter on what has changed since it was printed: one table an edition, and words where nothing has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.documents.annual import Report
from dashboard.documents.annual.restated import changed_editions
from dashboard.documents.annual_report import report_blocks
from dashboard.documents.blocks import Heading, text_of, walk
from dashboard.documents.text import plain_text
from dashboard.downloads import restatements_csv
from dashboard.periods import Period
from dashboard.release import Cause, PrintedEdition, Release, changed_page
from tests.release_builder import release, restatement, shown

YEAR = Period.parse("2023/24")
OURS = replace(
    restatement(),
    edition=PrintedEdition(2, "Annual report 2021/22", date(2026, 11, 21), "Withdrawn since: the table was wrong."),
    after=shown(8),
    after_citations=(),
    causes=(Cause("An agency amended its return: recounted.", "TIP Secretariat", date(2026, 11, 22)),),
)


def chapter(found: Release) -> str:
    blocks = walk(report_blocks(Report(found, YEAR, YEAR)))
    start = next(i for i, one in enumerate(blocks) if isinstance(one, Heading) and one.key == "chapter-13")
    end = next(i for i, one in enumerate(blocks) if i > start and isinstance(one, Heading) and one.level == 1)
    return plain_text(blocks[start:end])


def test_each_edition_has_a_sentence_as_title_and_a_table() -> None:
    found = chapter(release(restatements=(OURS, restatement())))
    assert "Edition 2 printed 1 figure that is printed otherwise now" in found
    assert "Withdrawn since: the table was wrong." in found
    assert "printed 1 figure that a later edition prints otherwise" in found
    assert "An agency amended its return: recounted. Decided by TIP Secretariat, 22 November 2026." in found


def test_where_nothing_has_changed_the_chapter_says_so() -> None:
    assert (
        "No edition of this office that can be read today, and no earlier edition of a source, printed another number"
        in chapter(release(restatements=()))
    )


def test_page_chapter_and_file_say_the_same() -> None:
    found = release(restatements=(OURS, restatement()))
    tables = [table for _, table in changed_editions(Report(found, YEAR, YEAR))]
    in_word = [tuple(text_of(cell).strip() for cell in row) for table in tables for row in table.rows]
    file = restatements_csv(found).decode("utf-8-sig")
    on_screen = [row for group in changed_page(found).editions for row in group.rows]
    for row, cells in zip(on_screen, in_word, strict=True):
        assert cells[:1] + cells[2:4] == (row.indicator, row.period.label, row.before.text)
        assert cells[4].startswith(row.after.text)
        for cause in row.causes:
            assert cause.text in cells[5]
            assert cause.text in file
