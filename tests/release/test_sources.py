"""The sources of the record, as a reader looks one up: by year, by a word, by an indicator."""

from __future__ import annotations

from dashboard.release import sources_page
from dashboard.release.sources import UNDATED
from tests import record


def test_every_source_stands_in_one_year_the_newest_first_and_those_without_a_date_last() -> None:
    page = sources_page(record.release())
    labels = [group.label for group in page.groups]
    assert labels == [*sorted(labels[:-1], reverse=True), UNDATED]
    assert len(set(labels)) == len(labels)
    assert {one for group in page.groups for one in group.sources} == set(page.sources)
    assert sum(len(group.sources) for group in page.groups) == len(page.sources)
    assert {one.citation for one in page.sources} == set(record.release().sources)


def test_a_source_is_found_by_its_words_and_by_the_indicator_that_it_speaks_of() -> None:
    page = sources_page(record.release())
    gleaner = page.matching("gleaner")
    assert gleaner
    assert all("Gleaner" in f"{one.citation.publisher} {one.citation.title}" for one in gleaner)
    both = page.matching("Gleaner 1.3a")
    assert set(both) == {one for one in gleaner if "1.3a" in one.indicators}
    assert page.matching("  ") == page.sources
    assert page.matching("nobody wrote this") == ()


def test_the_lead_says_how_many_are_without_a_date() -> None:
    page = sources_page(record.release())
    undated = sum(one.citation.published_on_is_access_date for one in page.sources)
    assert f"{undated} of the sources carry no date of publication" in page.lead
