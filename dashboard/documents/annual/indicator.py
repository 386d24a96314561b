"""One indicator as its section needs it: what may be said, what is drawn, what is missing and who owes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dashboard.catalogue import EvidenceModel
from dashboard.documents.annual import series_tables
from dashboard.documents.annual.breakdown_tables import breakdown_tables, breakdowns_in_words
from dashboard.documents.annual.milestones import facts_table, facts_told, ladder_table, silent_stages
from dashboard.documents.annual.report import Report
from dashboard.documents.annual.series_tables import Group, group
from dashboard.documents.annual.wording import listed, lower_first, sentence
from dashboard.documents.blocks import Figure, ListBlock, Paragraph, ParagraphKind, Runs, Table, Text
from dashboard.progress import VerdictLabel
from dashboard.release import IndicatorRelease, Series, Withheld


@dataclass(frozen=True)
class Shown:
    """What stands under one heading of a section: pictures, tables and, for single figures, words."""

    heading: str
    pictures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    told: ListBlock | None
    sentences: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What the section's text refers to."""
        return (*(picture.key for picture in self.pictures), *(table.key for table in self.tables))


@dataclass(frozen=True)
class Section:
    """Everything the section of one indicator prints, worked out from the release."""

    item: IndicatorRelease
    report: Report

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def short(self) -> str:
        return self.item.entry.short

    @property
    def wording(self) -> str:
        return self.item.entry.wording

    @property
    def verdict(self) -> Paragraph:
        """Shape and word, then the reason."""
        label = self.item.verdict.label
        runs = (Text(f"{label.shape} {label.value}.", bold=True), Text(f" {sentence(self.item.verdict.reason)}"))
        return Paragraph(runs, ParagraphKind.VERDICT)

    @property
    def finding(self) -> str:
        """The release's own sentence on figures or stages; "" where it has none, for context tells itself.

        Nor where the status above has said as much: that they are withheld, how they moved, which stages are reached.
        """
        reached = any(stage.state == "reached" for stage in self.item.stages)
        by_stages = reached and self.item.entry.evidence_model is EvidenceModel.MILESTONE
        if self.item.verdict.label is VerdictLabel.WITHHELD or self.item.verdict.comparisons or by_stages:
            return ""
        told = any(series.known for series in self.item.components)
        return sentence(self.item.finding) if told or reached else ""

    @property
    def repeats(self) -> str:
        """The id of the indicator that this one repeats word for word, or ""."""
        return self.item.entry.alias_of or ""

    @cached_property
    def values(self) -> Shown:
        """The indicator's own figures."""
        found = group(self.report, self.id, "", self.item.components)
        # A yes or no a year (a report delivered or not) is told by its table; everything else is also drawn.
        drawn = () if self.item.entry.evidence_model is EvidenceModel.RECURRING else self._drawable(found.yearly)
        told = tuple(series_tables.told(self.report, series) for series in found.single)
        return self._shown(found, f"Indicator {self.id}: {self.short}", drawn, told)

    @cached_property
    def context(self) -> tuple[Shown, ...]:
        """Series that stand beside the indicator and are never its value, one kind after the other."""
        shown = []
        for found in self._context_groups:
            if found.yearly:
                # A picture for the series that are tested; the others are read from the table.
                drawn = self._drawable(series for series in found.yearly if series.sentence)
                name = f"Indicator {self.id}: {lower_first(found.heading)}"
                shown.append(self._shown(found, name, drawn, ()))
        return tuple(shown)

    @cached_property
    def single_context(self) -> ListBlock | None:
        """Context of one or two figures, or of uneven periods, each under its heading in italics."""
        items = tuple(
            (Text(f"{found.heading}. ", italic=True), *series_tables.told(self.report, series))
            for found in self._context_groups
            for series in found.single
        )
        return ListBlock(items) if items else None

    @cached_property
    def _context_groups(self) -> tuple[Group, ...]:
        headings = dict.fromkeys(series.heading for series in self.item.context)
        return tuple(
            group(
                self.report,
                f"{self.id}-context-{number}",
                heading,
                [series for series in self.item.context if series.heading == heading],
            )
            for number, heading in enumerate(headings, start=1)
        )

    def _drawable(self, found: Iterable[Series]) -> tuple[Series, ...]:
        return tuple(series for series in found if len(self.report.known_points(series)) > 1)

    def _shown(self, found: Group, name: str, drawn: tuple[Series, ...], told: tuple[Runs, ...]) -> Shown:
        return Shown(
            heading=found.heading,
            pictures=tuple(series_tables.picture(self.report, series) for series in drawn),
            tables=series_tables.tables(self.report, found, name),
            told=ListBlock(told) if told else None,
            sentences=tuple(series.sentence for series in found.yearly if series.sentence),
        )

    @cached_property
    def ladder(self) -> Table | None:
        return ladder_table(self.report, self.item)

    @cached_property
    def facts(self) -> Table | None:
        return facts_table(self.report, self.item)

    @property
    def silent_stages(self) -> str:
        return silent_stages(self.report, self.item)

    @property
    def facts_told(self) -> ListBlock | None:
        return facts_told(self.item)

    @property
    def fact_keys(self) -> tuple[str, ...]:
        """What the section's text refers to for stages and dated facts."""
        return tuple(table.key for table in (self.ladder, self.facts) if table)

    @cached_property
    def breakdowns(self) -> tuple[Table, ...]:
        return breakdown_tables(self.item)

    @property
    def breakdown_keys(self) -> tuple[str, ...]:
        """What the section's text refers to for breakdowns."""
        return tuple(table.key for table in self.breakdowns)

    @property
    def withheld(self) -> tuple[str, ...]:
        """Series of which every number is kept back, and breakdowns without a table, each with its reason."""
        report = self.report
        hidden = [
            series
            for series in self.item.components
            if not report.known_points(series)
            and any(isinstance(point.value, Withheld) for point in report.answered_points(series))
        ]
        return (
            *(f"{series.label}: withheld to protect children" for series in hidden),
            *breakdowns_in_words(self.item),
        )

    @property
    def missing(self) -> str:
        """Which figures are not on record and who owes them, in one or two sentences."""
        silent = [series.label for series in self.item.components if not self.report.answered_points(series)]
        said = []
        if silent and not self.report.is_silent(self.item):
            said.append(f"No figure is on record for {listed((lower_first(label) for label in silent), 'or')}.")
        elif silent:
            said.append(f"Nothing is on record. Needed: {listed(lower_first(label) for label in silent)}.")
        behind = [(series.label, self.report.years_after(series)) for series in self.item.components]
        said += [f"{label}: nothing for {years}." for label, years in behind if years]
        waiting = self.item.verdict.who_must_act
        if not said and any(stage.state == "unknown" for stage in self.item.stages):
            said.append("Evidence of the stages that are not on record.")
        if not said and not waiting:
            return ""
        owing = waiting or self.item.entry.reporting_mdas or (self.item.entry.owner,)
        said.append(f"Owed by {listed(self.report.agency(code) for code in owing)}.")
        return " ".join(said)
