"""The names a section may use. Everything a section prints comes from here; what is not here cannot be printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from dashboard.documents.annual import record, scorecard
from dashboard.documents.annual.findings import decisions, findings, leading_decisions, standing_decisions
from dashboard.documents.annual.notes import (
    caveats,
    decisions_table,
    method,
    numbered_sources,
    people_counts,
    waiting_table,
)
from dashboard.documents.annual.report import Report
from dashboard.documents.annual.restated import changed_editions
from dashboard.documents.annual.wording import counted, listed, lower_first, per_cent, sentence
from dashboard.documents.blocks import Block, Contents, ContentsKind, Table
from dashboard.documents.pages import office_program
from dashboard.documents.sections import Placed
from dashboard.periods import day_in_words
from dashboard.release import changed_page, threshold_words

TableMaker = Callable[[Report], Table | None]

# Tables that a section asks for by name. None means that there is nothing to show, which the section says in words.
_TABLES: Mapping[str, TableMaker] = {
    "strip": scorecard.strip,
    "scorecard": scorecard.whole,
    "owners": record.owners,
    "waiting": waiting_table,
    "decisions": decisions_table,
    "code-lists": record.code_lists,
    "conflicts": record.conflicts,
}


def shared_names(report: Report) -> dict[str, object]:
    """What every section of a report sees."""
    catalogue = report.release.catalogue
    return {
        "report": report,
        "release": report.release,
        "catalogue": catalogue,
        "page_numbers": office_program() is not None,
        "findings": findings(report),
        "decisions": leading_decisions(report),
        "all_decisions": (*decisions(report), *standing_decisions(report)),
        "method": method(report),
        "threshold": threshold_words(report.release),
        "people": lambda chapter: people_counts(report, chapter),
        "caveats": caveats(report),
        "changed": changed_editions(report),
        "changed_title": changed_page(report.release).title,
        "ref": ref,
        "refs": refs,
        "refs_to": lambda ids: refs(tuple(f"i-{item}" for item in ids)),
        "refs_to_definitions": refs(
            tuple(f"t-definitions-{item.id}" for item in catalogue.objectives if report.release.of_objective(item.id))
        ),
        "listed": listed,
        "counted": counted,
        "sentence": sentence,
        "lower_first": lower_first,
        "per_cent": per_cent,
        "day": day_in_words,
    }


def placing_names(report: Report, placed: Placed) -> dict[str, object]:
    """The names that put a block into the section being rendered."""
    here = _Here(report, placed)
    return {
        "table": here.table,
        "figure_table": here.figure_table,
        "definitions": here.definitions,
        "chapter_list": here.chapter_list,
        "sources_list": here.sources_list,
        "contents": here.contents,
        "place": here.place,
    }


def ref(key: str) -> Markup:
    """A reference to the heading, table or figure of this name: `Table 3`."""
    return Markup(f"[](<#{key}>)")


def refs(keys: tuple[str, ...]) -> Markup:
    """`Table 3, Figure 1 and Table 4`."""
    return Markup(listed(str(ref(key)) for key in keys))


class _Here:
    """Puts blocks into the section being rendered."""

    def __init__(self, report: Report, placed: Placed) -> None:
        self._report = report
        self._placed = placed

    def place(self, block: Block) -> Markup:
        return self._placed.put(block)

    def table(self, name: str) -> Markup:
        """The table of this name, or nothing where there is nothing to show: `{% set found = table("…") %}`."""
        if name not in _TABLES:
            raise KeyError(f"no table is called {name!r}; there are {', '.join(sorted(_TABLES))}")
        return self._perhaps(_TABLES[name](self._report))

    def figure_table(self, objective: str) -> Markup:
        return self._perhaps(record.figures(self._report, objective))

    def definitions(self, objective: str) -> Markup:
        return self._perhaps(record.definitions(self._report, objective))

    def chapter_list(self, chapter: int) -> Markup:
        return self._perhaps(scorecard.chapter_list(self._report, chapter))

    def sources_list(self) -> Markup:
        return self._placed.put(*numbered_sources(self._report))

    def contents(self, kind: str) -> Markup:
        return self._placed.put(Contents(ContentsKind(kind)))

    def _perhaps(self, table: Table | None) -> Markup:
        return Markup("") if table is None else self._placed.put(table)
