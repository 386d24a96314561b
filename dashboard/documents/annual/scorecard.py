"""Where all indicators stand: the strip of status counts, the list at the head of a chapter, the whole scorecard."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.documents.annual.report import Report
from dashboard.documents.annual.wording import amount, counted
from dashboard.documents.blocks import Align, Column, CrossReference, Runs, Table, Text, plain
from dashboard.progress import VerdictLabel
from dashboard.release import NOT_AVAILABLE_SYMBOL, IndicatorRelease, Series, Withheld

_OWN = "worked out by this system from the figures in this report."


def status(item: IndicatorRelease) -> str:
    """Shape and word, never a colour."""
    return f"{item.verdict.label.shape} {item.verdict.label.value}"


def strip(report: Report) -> Table:
    """How many indicators have each status, by objective. Statuses that no indicator has are left out."""
    release = report.release
    present = [label for label in VerdictLabel if label in release.counts()]
    # Statuses as rows: there are up to nine, and as heads of columns their words would break.
    objectives = release.catalogue.objectives
    counted_in = (*(release.counts(item.id) for item in objectives), release.counts())
    return Table(
        key="t-strip",
        caption=f"Indicators by status, {report.years_label}",
        columns=(
            Column("Status", 3.2),
            *(Column(f"Objective {item.id}", 1.5, Align.RIGHT) for item in objectives),
            Column("All", 1, Align.RIGHT),
        ),
        rows=tuple(
            (plain(f"{label.shape} {label.value}"), *(plain(str(counts.get(label, 0))) for counts in counted_in))
            for label in present
        ),
        source=plain(_OWN),
        description="One row for each status that an indicator has; one column for each objective and one for all.",
        notes=tuple(plain(f"Objective {item.id}: {item.short}.") for item in objectives),
    )


def chapter_list(report: Report, number: int) -> Table:
    """The indicators of a chapter with status and latest figure."""
    items = report.chapter(number)
    newest = {item.id: latest(report, item) for item in items}
    without = f"{NOT_AVAILABLE_SYMBOL} No figure on record for the indicator itself."
    return Table(
        key=f"t-chapter-{number}",
        caption=f"Indicators of chapter {number}, {report.years_label}",
        columns=(
            Column("Indicator", 1),
            Column("What it counts", 4),
            Column("Status", 2.4),
            Column("Latest figure", 2.6),
        ),
        rows=tuple(
            (reference(item), plain(item.entry.short), plain(status(item)), plain(newest[item.id])) for item in items
        ),
        source=plain(_OWN),
        description=f"One row for each of {counted(len(items), 'indicator')}: label, subject, status, latest figure.",
        notes=(plain(without),) if any(NOT_AVAILABLE_SYMBOL in words for words in newest.values()) else (),
    )


def whole(report: Report) -> Table:
    """All indicators in the Plan's order."""
    items = report.release.indicators
    return Table(
        key="t-scorecard",
        caption=f"The {counted(len(items), 'indicator')} of the Partnership, {report.years_label}",
        columns=(
            Column("No.", 0.75),
            Column("Wording of the Plan", 6.3),
            Column("Baseline", 1.15),
            Column("Target", 1.1),
            Column("Latest figure", 2.6),
            Column("Status", 2.1),
            Column("On record", 1.45),
        ),
        rows=tuple(
            (
                reference(item),
                plain(item.entry.wording),
                plain(baseline(item)),
                plain(target(item)),
                plain(latest(report, item)),
                plain(status(item)),
                plain(on_record(report, item)),
            )
            for item in items
        ),
        source=(Text("figures and sources in the section of each indicator; "), Text(_OWN)),
        description="One row for each indicator: label, wording, baseline, target, latest figure, status.",
        notes=(
            plain(
                f"{NOT_AVAILABLE_SYMBOL} No figure on record. Context is left out: it is not the value of an indicator."
            ),
        ),
    )


def reference(item: IndicatorRelease) -> Runs:
    """The label, leading to the indicator's section."""
    return (CrossReference(f"i-{item.id}", item.id),)


def headline(item: IndicatorRelease) -> tuple[Series, ...]:
    """The series of the components that are judged."""
    names = {f"{item.id}/{component.id}" for component in item.entry.headline}
    return tuple(series for series in item.components if series.id in names)


def baseline(item: IndicatorRelease) -> str:
    """The baseline of every headline component that has one, else the symbol for no figure."""
    told = [(series, amount(series, series.baseline)) for series in headline(item) if series.baseline]
    return _side_by_side(told) or ("–" if not item.components else NOT_AVAILABLE_SYMBOL)


def latest(report: Report, item: IndicatorRelease) -> str:
    """The newest figure since the baseline of each headline component, or the last stage reached; never context."""
    told = []
    for series in headline(item):
        since = [point for point in report.answered_points(series.to_date) if point.period.end > report.baseline.end]
        if since:
            begun = "begun in " if since[-1].seen else ""
            told.append((series, f"{amount(series, since[-1])} ({begun}{since[-1].period.label})"))
    if told:
        return _side_by_side(told)
    reached = [stage for stage in item.stages if stage.state == "reached"]
    return f"{reached[-1].label} ({reached[-1].when})" if reached else NOT_AVAILABLE_SYMBOL


def _side_by_side(told: Sequence[tuple[Series, str]]) -> str:
    """What components have in common once, else each; those that share a unit are told apart by name."""
    if len({text for _, text in told}) < 2:
        return told[0][1] if told else ""
    shared = len({series.unit_words for series, _ in told}) < len(told)
    return "; ".join(f"{series.label}: {text}" if shared else text for series, text in told)


def target(item: IndicatorRelease) -> str:
    """The agreed target, or that there is none."""
    agreed = item.entry.target
    return f"{agreed.value} by {agreed.by.year}" if agreed else "None set"


def on_record(report: Report, item: IndicatorRelease) -> str:
    """What kind of word the record holds on the indicator."""
    if any(report.answered_points(series) for series in item.components):
        return "Figures"
    if item.milestones:
        return "Dated facts"
    if any(report.answered_points(series) for series in item.context):
        return "Context only"
    if any(isinstance(printed.value, Withheld) for printed in item.publications):
        return "Withheld"
    return "Unused figures" if item.publications else "Nothing"
