"""The chapter on what has changed since it was printed: one table an edition."""

from __future__ import annotations

from dashboard.documents.annual.report import Report
from dashboard.documents.annual.wording import marks, sources, typeset
from dashboard.documents.blocks import Align, Column, Runs, Table, Text, plain
from dashboard.release import ChangedEdition, Restatement, changed_page


def changed_editions(report: Report) -> tuple[tuple[ChangedEdition, Table], ...]:
    """Each edition with its table, the newest edition first; empty where nothing has changed."""
    editions = changed_page(report.release).editions
    return tuple((group, _table(group, number)) for number, group in enumerate(editions, start=1))


def _table(group: ChangedEdition, number: int) -> Table:
    cited = [one for row in group.rows if row.edition.citation for one in (row.edition.citation, *row.after_citations)]
    return Table(
        key=f"t-restated-{number}",
        caption=f"{typeset(group.edition.name)}: what it printed and what is printed now",
        columns=(
            Column("No.", 0.8),
            Column("Figure", 2.7),
            Column("Period", 1.2),
            Column("Printed", 1.1, Align.RIGHT),
            Column("Now", 1.1, Align.RIGHT),
            Column("Why, and who decided", 4.1),
        ),
        rows=tuple(_row(row) for row in group.rows),
        source=sources(cited) or plain("the office’s own editions and its register of decisions."),
        description="One row for each figure: what was printed, what it is now, every recorded reason and who decided.",
    )


def _row(row: Restatement) -> tuple[Runs, ...]:
    of_a_source = row.edition.citation is not None
    return (
        plain(", ".join(row.indicators)),
        plain(typeset(row.series)),
        plain(row.when),
        plain(row.before.text),
        (Text(f"{row.after.text} "), *marks(row.after_citations)) if of_a_source else plain(row.after.text),
        plain(typeset(" ".join(cause.text for cause in row.causes))),
    )
