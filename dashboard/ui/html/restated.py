"""What one edition printed and what is printed now, with the reason and who decided; the way there from other pages."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.release import Cause, ChangedPage, Restatement, Value
from dashboard.ui.html.table import shorthand, table
from dashboard.ui.html.text import cite, inside, joined, link_to, text


def restatements_table(rows: Sequence[Restatement], caption: str) -> Markup:
    """One row a figure that an edition printed otherwise; what its symbols mean stands below."""
    cells = [
        [
            _figure(row),
            row.before.text,
            _now(row),
            joined(_cause(cause) for cause in row.causes),
        ]
        for row in rows
    ]
    symbols: list[Value] = [value for row in rows for value in (row.before, row.after)]
    framed = table(caption, ["Figure", "Printed", "Now", "Why, and who decided"], cells, numbers=(1, 2))
    return joined([framed, shorthand(symbols)])


def changed_line(page: ChangedPage) -> Markup:
    """`3 figures have changed since they were printed.`, and the way to each with its reason."""
    if not page.editions:
        return Markup('<p class="cpc-text">{}</p>').format(text(page.summary))
    way = inside(link_to("changed"), "Each with its reason")
    return Markup('<p class="cpc-text">{}</p>').format(joined([page.summary, way], " "))


def _figure(row: Restatement) -> Markup:
    """`2.2a Child victims identified`, each indicator it serves linked, and under it the period."""
    period = Markup('<span class="cpc-variant">{}</span>').format(text(row.when))
    links = joined((inside(link_to("indicator", indicator=one), one) for one in row.indicators), ", ")
    return joined([links, f" {row.series}", period])


def _now(row: Restatement) -> Markup:
    """The number in force and, where it is a source's, in which edition it stands."""
    cited = cite(row.after_citations) if row.edition.citation else Markup("")
    inner = Markup('<span class="cpc-variant">{}</span>').format(cited) if cited else ""
    return joined([row.after.text, inner])


def _cause(cause: Cause) -> Markup:
    decided = Markup('<span class="cpc-variant">{}</span>').format(text(cause.decided)) if cause.decided else ""
    return Markup('<div class="cpc-cause">{}</div>').format(joined([cause.words, decided]))
