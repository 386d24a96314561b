"""The sources as a reader looks them up: what each is, when it came out, what it gives, where it is used."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.periods import day_in_words
from dashboard.release import Citation, SourceEntry, SourceGroup, how_many
from dashboard.ui.html.lists import folded
from dashboard.ui.html.table import table
from dashboard.ui.html.text import inside, joined, link_to, outside, text


def sources_table(entries: Sequence[SourceEntry], caption: str, *, heard: bool = False) -> Markup:
    """Number and title, linked, over the publisher; then date, what it gives, and the indicators it speaks of."""
    rows = [
        [
            _named(entry.citation),
            _published(entry.citation),
            _gives(entry),
            joined((inside(link_to("indicator", indicator=one), one) for one in entry.indicators), ", "),
        ]
        for entry in entries
    ]
    return table(caption, ["Source", "Published", "Gives", "Indicators"], rows, heard=heard)


def sources_by_year(groups: Sequence[SourceGroup]) -> Markup:
    """One line a year, which opens its sources: seventy of them at once are not read on a phone. The first is open."""
    return joined(
        folded(
            f"{group.label}: {how_many(len(group.sources), 'source')}",
            sources_table(group.sources, group.label, heard=True),
            is_open=place == 0,
        )
        for place, group in enumerate(groups)
    )


def _named(cited: Citation) -> Markup:
    publisher = Markup('<span class="cpc-variant">{}</span>').format(text(cited.publisher))
    return joined([f"{cited.number}. ", outside(cited.url, cited.title), publisher])


def _gives(entry: SourceEntry) -> str:
    """`12 figures, 7 facts`; a source that was read and gave nothing says so."""
    given = [how_many(number, noun) for number, noun in ((entry.figures, "figure"), (entry.facts, "fact")) if number]
    return ", ".join(given) or "nothing used here"


def _published(cited: Citation) -> str:
    day = day_in_words(cited.published_on)
    return f"undated, read {day}" if cited.published_on_is_access_date else day
