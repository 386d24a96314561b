"""The annexes' tables: definitions, every figure, where sources differ, who owes what."""

from __future__ import annotations

from collections import defaultdict

from dashboard import charts
from dashboard.documents.annual.report import Report
from dashboard.documents.annual.scorecard import reference
from dashboard.documents.annual.wording import amount, counted, listed, marks, sources, typeset
from dashboard.documents.blocks import Align, Column, Runs, Table, Text, plain
from dashboard.periods import day_in_words
from dashboard.release import Citation, IndicatorRelease, Point, Series, Shown

_CATALOGUE = plain("the catalogue of indicators.")


def definitions(report: Report, objective: str) -> Table | None:
    """What each indicator of an objective counts, in which version, approved or proposed; None without indicators."""
    items = report.release.of_objective(objective)
    if not items:
        return None
    return Table(
        key=f"t-definitions-{objective}",
        caption=f"Definitions, objective {objective}",
        columns=(Column("No.", 0.85), Column("What is counted", 7.4), Column("Version", 1.7)),
        rows=tuple((reference(item), _definition(item), plain(_version(item))) for item in items),
        source=_CATALOGUE,
        description="One row for each indicator: label, definition with open questions, version and who approved it.",
    )


def _definition(item: IndicatorRelease) -> Runs:
    entry = item.entry
    counting = f" Numerator: {entry.numerator}." + (f" Denominator: {entry.denominator}." if entry.denominator else "")
    asked = f" Open: {' '.join(entry.definition.open_questions)}" if entry.definition.open_questions else ""
    return plain(typeset(" ".join(f"{entry.definition.text}{counting}{asked}".split())))


def _version(item: IndicatorRelease) -> str:
    definition = item.entry.definition
    by = f" by {definition.approver}" if definition.approver else ""
    return f"{definition.version}, {definition.status}{by}, {day_in_words(definition.date)}"


def code_lists(report: Report) -> Table | None:
    """The closed lists that breakdowns use; None where the catalogue has none."""
    lists = report.release.catalogue.code_lists
    if not lists:
        return None
    return Table(
        key="t-code-lists",
        caption="Code lists of the breakdowns",
        columns=(Column("List", 1.9), Column("Codes", 5.6), Column("Where it comes from", 3.3)),
        rows=tuple(
            (plain(item.label), plain("; ".join(code.label for code in item.codes)), plain(typeset(item.source)))
            for item in lists
        ),
        source=plain("the catalogue's code lists (data/reference/)."),
        description="One row for each code list: its name, its codes, where it comes from.",
    )


def figures(report: Report, objective: str) -> Table | None:
    """Every figure of an objective that this tier may see, one row a period; None where there is none."""
    rows = [
        (reference(item), *_figure_row(series, number))
        for item in report.release.of_objective(objective)
        if not item.entry.alias_of
        for series in item.components + item.context
        for number in range(len(series.known))
    ]
    if not rows:
        return None
    return Table(
        key=f"t-figures-{objective}",
        caption=f"Every figure on record, objective {objective}",
        columns=(
            Column("No.", 0.9),
            Column("Series", 4.2),
            Column("Period", 2.2),
            Column("Figure", 2, Align.RIGHT),
            Column("Confidence", 1.7),
            Column("Sources", 1.3),
        ),
        rows=tuple(rows),
        source=plain("as numbered in each row."),
        description="One row for each figure: indicator, series, period, figure, confidence in the reading, sources.",
    )


def _figure_row(series: Series, number: int) -> tuple[Runs, ...]:
    point = series.known[number]
    label = f"{series.label} ({series.heading})" if series.heading else series.label
    derived = ", worked out" if point.derived else ""
    return (
        plain(label),
        plain(_period(series, point)),
        plain(amount(series, point)),
        plain(f"{point.confidence}{derived}"),
        marks(point.citations) or plain("–"),
    )


def _period(series: Series, point: Point) -> str:
    """The label of the period; `by 24 July 2018` where a running total is known for a day and not from which."""
    said = charts.when(series, point)
    return said if said.startswith("by ") else point.period.label


def conflicts(report: Report) -> Table | None:
    """Figures on which two sources differ; neither is averaged away. None where there is none."""
    rows: list[tuple[Runs, ...]] = []
    cited: list[Citation] = []
    for item in report.release.indicators:
        for series in item.components + item.context:
            for point in series.points:
                for variant in point.variants:
                    if variant.kind == "restated" or not (
                        isinstance(variant.value, Shown) and isinstance(point.value, Shown)
                    ):
                        continue
                    cited += [*point.citations, variant.citation]
                    used = (Text(f"{point.value.text} "), *marks(point.citations))
                    other = (Text(f"{variant.value.text} "), *marks([variant.citation]))
                    rows.append((plain(item.id), plain(series.label), plain(point.period.label), used, other))
    if not rows:
        return None
    return Table(
        key="t-conflicts",
        caption="Figures on which sources differ",
        columns=(
            Column("No.", 0.8),
            Column("Series", 3.6),
            Column("Period", 1.4),
            Column("Used here", 1.8, Align.RIGHT),
            Column("Printed elsewhere", 1.8, Align.RIGHT),
        ),
        rows=tuple(rows),
        source=sources(cited),
        description="One row for each figure on which two sources differ: the one used and the other, with sources.",
    )


def owners(report: Report) -> Table:
    """Each owner, its indicators, and on how many of them anything is on record."""
    held: defaultdict[str, list[IndicatorRelease]] = defaultdict(list)
    for item in report.release.indicators:
        held[item.entry.owner].append(item)
    rows = []
    for code, items in sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        own = [item.id for item in items if any(report.answered_points(series) for series in item.components)]
        silent = [item.id for item in items if report.is_silent(item)]
        rows.append(
            (
                plain(report.release.catalogue.agency(code).name),
                plain(str(len(items))),
                plain(listed(own) or "–"),
                plain(listed(silent) or "–"),
            )
        )
    return Table(
        key="t-owners",
        caption=f"Who owns the indicators and what is on record, {report.years_label}",
        columns=(
            Column("Owner", 3.6),
            Column("Indicators", 1.2, Align.RIGHT),
            Column("With a figure of their own", 2.4),
            Column("With nothing on record", 2.6),
        ),
        rows=tuple(rows),
        source=_CATALOGUE,
        description=f"One row for each of {counted(len(rows), 'owner')}: its indicators and what is on record.",
    )
