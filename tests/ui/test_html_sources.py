"""The sources on screen: folded by year, each with its publisher, and what it gives in words."""

from __future__ import annotations

from dataclasses import replace

from dashboard.release import SourceEntry, sources_page
from dashboard.ui import html
from tests import record
from tests.release_builder import citation


def test_each_year_is_one_line_that_opens_its_sources() -> None:
    page = sources_page(record.release())
    shown = html.sources_by_year(page.groups)
    assert shown.count("<details") == len(page.groups)
    assert shown.count(" open>") == 1
    assert shown.index(" open>") < shown.index("<summary>")
    assert all(f"<summary>{group.label}: {len(group.sources)} source" in shown for group in page.groups)


def test_what_a_source_gives_is_said_in_words_and_nothing_is_said_too() -> None:
    one = SourceEntry(citation(1), figures=1, facts=2, indicators=("1.3a",))
    shown = html.sources_table([one, replace(one, figures=0, facts=0)], "Two sources")
    assert "1 figure, 2 facts" in shown
    assert "nothing used here" in shown
    assert 'href="indicator?indicator=1.3a"' in shown
