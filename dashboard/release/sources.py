"""The sources in values: each with what it gives, by the year in which it came out; and those that hold given words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from dashboard.release.model import Citation, IndicatorRelease, Point, Release

UNDATED = "Without a date of publication"
FEW_SOURCES = 15
"""So many sources are read at once; more are folded by year."""


@dataclass(frozen=True)
class SourceEntry:
    """A source, how many figures and facts it gives, and the indicators it speaks of."""

    citation: Citation
    figures: int
    facts: int
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class SourceGroup:
    """The sources of one year, `2019`, or those without a date."""

    label: str
    sources: tuple[SourceEntry, ...]


@dataclass(frozen=True)
class SourcesPage:
    """`sources` oldest first, those without a date last."""

    title: str
    lead: str
    sources: tuple[SourceEntry, ...]

    @property
    def groups(self) -> tuple[SourceGroup, ...]:
        """The sources by year of publication, the newest year first and those without a date last."""
        by_year = [SourceGroup(year, tuple(found)) for year, found in groupby(self.sources, key=_year)]
        return tuple(sorted(by_year, key=lambda group: (group.label != UNDATED, group.label), reverse=True))

    def matching(self, words: str) -> tuple[SourceEntry, ...]:
        """The sources that hold every one of the words, in title, publisher or short name, or as an indicator's id."""
        wanted = words.casefold().split()
        return tuple(one for one in self.sources if all(_holds(one, word) for word in wanted))


def sources_page(release: Release) -> SourcesPage:
    """Every source. A figure that serves two indicators is counted once."""
    figures: defaultdict[int, set[str]] = defaultdict(set)
    facts: defaultdict[int, set[str]] = defaultdict(set)
    indicators: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for item in release.indicators:
        for point in _returned(item):
            for citation in point.citations:
                figures[citation.number].add(point.figure_id)
                indicators[citation.number][item.id] = None
        for publication in item.publications:
            figures[publication.citation.number].add(publication.figure_id)
            indicators[publication.citation.number][item.id] = None
        for fact in item.milestones:
            facts[fact.citation.number].add(fact.text)
            indicators[fact.citation.number][item.id] = None
    entries = (
        SourceEntry(one, len(figures[one.number]), len(facts[one.number]), tuple(indicators[one.number]))
        for one in release.sources
    )
    ordered = tuple(sorted(entries, key=lambda one: one.citation.published_on_is_access_date))
    return SourcesPage(
        title=f"{len(ordered)} sources, each with its own date; newest {release.horizon:%B %Y}",
        lead=_lead(release.sources),
        sources=ordered,
    )


def _lead(sources: Iterable[Citation]) -> str:
    every = tuple(sources)
    publishers = len({one.publisher for one in every})
    undated = sum(one.published_on_is_access_date for one in every)
    said = f"They come from {publishers} publisher{'' if publishers == 1 else 's'}."
    if not undated:
        return said
    which = "1 source carries" if undated == 1 else f"{undated} of the sources carry"
    return f"{said} {which} no date of publication: the day of reading stands instead, and says so."


def _returned(item: IndicatorRelease) -> Iterator[Point]:
    """The figures from agencies' returns; no source has published them."""
    return (point for series in item.components for point in series.to_date.points if point.adoption)


def _year(entry: SourceEntry) -> str:
    cited = entry.citation
    return UNDATED if cited.published_on_is_access_date else str(cited.published_on.year)


def _holds(entry: SourceEntry, word: str) -> bool:
    cited = entry.citation
    return word in entry.indicators or word in f"{cited.title} {cited.publisher} {cited.short}".casefold()
