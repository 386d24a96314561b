"""What stands behind the figures: how many tests, which caveats, which sources, who must act."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.documents.annual.findings import decisions, standing_decisions
from dashboard.documents.annual.report import Report
from dashboard.documents.annual.scorecard import headline
from dashboard.documents.annual.wording import course, listed, per_cent, sentence, source_key, typeset
from dashboard.documents.blocks import Align, Column, Inline, Link, Paragraph, Table, Text, plain
from dashboard.periods import day_in_words
from dashboard.progress import Gate, joint_false_alarm
from dashboard.release import Citation, IndicatorRelease, Series, Withheld, caveats_of

_REASONS = {
    Gate.NOT_SUBMITTED: "No figure that can be judged",
    Gate.NOT_ACCEPTED: "Returned, not yet accepted",
    Gate.NO_BASELINE: "No baseline",
    Gate.POOR_BASELINE: "Baseline of poor quality",
    Gate.DEFINITION_CHANGED: "Definition or source changed since the baseline",
    Gate.PERIOD_NOT_OVER: "Period not over",
    Gate.TOO_IMMATURE: "Cases too recent",
    Gate.AGENCIES_MISSING: "Agencies missing from the figure",
    Gate.DENOMINATOR_ZERO: "No case in which it could have happened",
    Gate.NO_RUBRIC: "No published scale",
}


@dataclass(frozen=True)
class Method:
    """How many tests one edition makes and how likely one of them cries wolf, in words."""

    tests: int
    strict_tests: int
    joint: str


def method(report: Report) -> Method:
    """For the method note, over the whole catalogue."""
    alarms = joint_false_alarm(report.release.catalogue)
    return Method(alarms.tests, alarms.strict_tests, per_cent(alarms.probability))


@dataclass(frozen=True)
class Caveats:
    """The caveats of one indicator's numbers."""

    id: str
    notes: tuple[str, ...]


def caveats(report: Report) -> tuple[Caveats, ...]:
    """Indicators whose printed numbers need one, in the Plan's order; an alias repeats nothing."""
    return tuple(
        Caveats(item.id, _caveats(item))
        for item in report.release.indicators
        if item.caveats and not item.entry.alias_of
    )


def _caveats(item: IndicatorRelease) -> tuple[str, ...]:
    """`Child victims identified, 2020/21: …`: a caveat is no use without the number it is on."""
    return tuple(
        f"{'; '.join(f'{series.label}, {listed(periods)}' for series, periods in one.about)}: "
        f"{sentence(typeset(one.note))}"
        for one in caveats_of(item)
        if one.about
    )


@dataclass(frozen=True)
class PeopleCount:
    """One sentence on a count of children and the indicator it belongs to."""

    id: str
    text: str


def people_counts(report: Report, chapter: int) -> tuple[PeopleCount, ...]:
    """What is known of the children counted by a chapter's indicators, one entry a component that is judged."""
    return tuple(
        PeopleCount(item.id, f"{said}{_since(report, series)}")
        for item in report.chapter(chapter)
        if item.entry.counting_unit == "victim" and item.entry.evidence_model == "events"
        for series in headline(item)
        if (said := course(series, report.known_points(series)))
    )


def _since(report: Report, series: Series) -> str:
    """What must follow a count that is not of the last year reported: that there is none, or that it is withheld."""
    if report.known_points(series)[-1].period.end == report.last.end:
        return ""
    if isinstance(report.answered_points(series)[-1].value, Withheld):
        return " What is on record of later years is withheld to protect children."
    missing = report.years_after(series)
    return f" No figure for {missing} is on record." if missing else ""


def waiting_table(report: Report) -> Table | None:
    """Why indicators cannot be assessed: how many for each reason, and which; None where all can be."""
    groups = report.release.cannot_be_assessed()
    if not groups:
        return None
    return Table(
        key="t-waiting",
        caption=f"Why indicators cannot be assessed, {report.years_label}",
        columns=(
            Column("Reason", 3),
            Column("Indicators", 1.2, Align.RIGHT),
            Column("Which", 6),
        ),
        rows=tuple(
            (plain(_REASONS[gate]), plain(str(len(items))), plain(listed(item.id for item in items)))
            for gate, items in groups.items()
        ),
        source=plain("worked out by this system from the figures in this report."),
        description="One row for each reason: how many indicators wait for it and which.",
    )


def decisions_table(report: Report) -> Table | None:
    """Every decision the figures ask for; None where they ask for none."""
    asked = (*decisions(report), *standing_decisions(report))
    if not asked:
        return None
    return Table(
        key="t-decisions",
        caption="Decisions that the figures ask for",
        columns=(Column("Addressed to", 2.2), Column("Decision", 6.6), Column("Indicators", 1.2, Align.RIGHT)),
        rows=tuple((plain(item.addressed), plain(item.text), plain(str(len(item.indicators)))) for item in asked),
        source=plain("worked out by this system from the figures in this report."),
        description="One row for each decision: who is asked, what for, and how many indicators wait for it.",
    )


def numbered_sources(report: Report) -> tuple[Paragraph, ...]:
    """Every source of the release with its number, so that `[12]` in the text leads here."""
    return tuple(_source(citation) for citation in report.release.sources)


def _source(citation: Citation) -> Paragraph:
    """`[12] The Gleaner, title. Edition, 24 July 2018.`; what the edition already says is not said again."""
    day, edition = day_in_words(citation.published_on), citation.edition
    said = [edition] if edition and edition != citation.publisher and edition not in citation.title else []
    if citation.published_on_is_access_date:
        said.append(f"read on {day}" if "undated" in edition else f"undated, read on {day}")
    elif day not in edition:
        said.append(day)
    title: Inline = Link(citation.title, citation.url) if citation.url else Text(citation.title)
    runs = (Text(f"[{citation.number}] {citation.publisher}, "), title, Text(f". {sentence(', '.join(said))}"))
    return Paragraph(runs, key=source_key(citation))
