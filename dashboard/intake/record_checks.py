"""What the rows of the public record must hold together: ids, one role for each figure and indicator, and its limits.

The rules are those of `docs/public-record.md`. Only a `value` is ever judged, so a value must be a number of children
(or of something that is not victims), for a whole period, and neither suspected nor cumulative. A value and a context
are national totals, so a count of one group can be neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from dashboard.catalogue import Catalogue, Indicator, RollUp
from dashboard.intake.findings import Finding
from dashboard.intake.record_rows import (
    DerivedRow,
    FigureRow,
    MappingRole,
    MappingRow,
    MilestoneRow,
    Outcome,
    Scope,
    SourceRow,
)
from dashboard.intake.record_tables import Line
from dashboard.periods import Period, PeriodKind

NEVER_JUDGED = ("suspected", "potential", "cumulative", "hotline", "screened", "trained")
"""Words of a measure that can only be context: reports, sums over years and activities, not the thing itself."""

EVERYBODY = "all"
"""What the columns of figures.csv say of a count that is not narrowed to a group."""

_FLOW_PERIODS = (PeriodKind.FINANCIAL_YEAR, PeriodKind.HALF_YEAR)
_STOCK_PERIODS = (PeriodKind.DAY, PeriodKind.FINANCIAL_YEAR, PeriodKind.HALF_YEAR)

Fact: TypeAlias = "Line[FigureRow] | Line[MilestoneRow]"


@dataclass(frozen=True)
class PublicRecord:
    """The five tables as read."""

    sources: tuple[Line[SourceRow], ...]
    figures: tuple[Line[FigureRow], ...]
    milestones: tuple[Line[MilestoneRow], ...]
    mapping: tuple[Line[MappingRow], ...]
    derived: tuple[Line[DerivedRow], ...]

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every figure and milestone by its id."""
        facts: tuple[Fact, ...] = (*self.figures, *self.milestones)
        return {fact.row.id: fact for fact in facts}

    @cached_property
    def statements(self) -> tuple[Fact | Line[DerivedRow], ...]:
        """Everything that has an id and stands in a source."""
        return (*self.figures, *self.milestones, *self.derived)

    @cached_property
    def roles(self) -> Mapping[tuple[str, str], Line[MappingRow]]:
        """The mapping by figure and indicator."""
        return {(line.row.figure, line.row.indicator): line for line in self.mapping}


def findings_of(record: PublicRecord, catalogue: Catalogue) -> Iterator[Finding]:
    """Every fault of the mapping, the sources and the ids. Derived figures are checked in `record_derived.py`."""
    yield from _repeated(record)
    yield from _sources(record)
    yield from _unmapped(record)
    for line in record.mapping:
        fact = record.facts.get(line.row.figure)
        if fact is None:
            yield line.finding("figure", "an id of figures.csv or milestones.csv", "correct the id")
        elif line.row.indicator not in (fact.row.indicators or ("",)):
            yield line.finding(
                "indicator", f"one of those {fact.row.FILE} lists for {fact.row.id}", "correct one of the two files"
            )
        else:
            yield from _mapping(line, fact, catalogue)


def _repeated(record: PublicRecord) -> Iterator[Finding]:
    ids = [
        (line.row.id, line.finding("id", "an id used once", "give the row its own id")) for line in record.statements
    ]
    codes = [(line.row.code, line.finding("code", "a code used once", "join the two rows")) for line in record.sources]
    pairs = [
        (
            (line.row.figure, line.row.indicator),
            line.finding("figure", "each figure once for each indicator", "keep one row and one role"),
        )
        for line in record.mapping
    ]
    for named in (ids, codes, pairs):
        seen: set[object] = set()
        for key, finding in named:
            if key in seen:
                yield finding
            seen.add(key)


def _sources(record: PublicRecord) -> Iterator[Finding]:
    known = {line.row.code for line in record.sources}
    used = {line.row.source for line in record.statements}
    for line in record.statements:
        if line.row.source not in known:
            yield line.finding("source", "a code of sources.csv", "add the source there or correct the code")
    for source in record.sources:
        if source.row.code not in used:
            yield source.finding("code", "a source of at least one figure or milestone", "remove the row")


def _unmapped(record: PublicRecord) -> Iterator[Finding]:
    for fact in record.facts.values():
        for indicator in fact.row.indicators or ("",):
            if (fact.row.id, indicator) not in record.roles:
                yield fact.finding(
                    "indicators",
                    "one row of mapping.csv for each indicator, or one with a blank indicator",
                    f"map {fact.row.id} for {indicator or 'no indicator'}",
                )


def _mapping(line: Line[MappingRow], fact: Fact, catalogue: Catalogue) -> Iterator[Finding]:
    row = line.row
    indicator = next((entry for entry in catalogue.indicators if entry.id == row.indicator), None)
    if row.indicator and indicator is None:
        yield line.finding("indicator", "an id of indicators.yaml, or blank", "correct the id")
        return
    yield from _dimensions(line, catalogue)
    if row.role is MappingRole.MILESTONE:
        yield from _milestone(line, fact, indicator)
        return
    if isinstance(fact.row, MilestoneRow):
        if row.role is not MappingRole.UNUSED:
            yield line.finding(
                "role", "milestone or unused, because the row has no number", "map it as a milestone, noted at least"
            )
        yield from _must_be_blank(line, ("component", "dimensions", "stage", "outcome", "definition_version"))
        return
    if row.period is None:
        yield line.finding("period", "the true period of the number", "give it; docs/public-record.md says how")
    yield from _must_be_blank(line, ("stage", "outcome"))
    if indicator is None or row.role is MappingRole.UNUSED:
        yield from _must_be_blank(line, ("component", "definition_version"))
    else:
        yield from _observed(line, indicator)
    if row.role in (MappingRole.VALUE, MappingRole.CONTEXT) and row.dimensions:
        yield line.finding(
            "dimensions", f"blank for a {row.role}, which is a national total", "use part or external_claim"
        )
    yield from _cells_below_a_total(line, fact.row)
    if row.role is MappingRole.VALUE and indicator is not None:
        yield from _value(line, fact.row, indicator)
    elif row.role not in (MappingRole.CONTEXT, MappingRole.UNUSED) and indicator is None:
        yield line.finding("role", "context, milestone or unused where there is no indicator", "name the indicator")


def _milestone(line: Line[MappingRow], fact: Fact, indicator: Indicator | None) -> Iterator[Finding]:
    row = line.row
    yield from _must_be_blank(line, ("component", "dimensions", "definition_version"))
    if isinstance(fact.row, FigureRow) and not fact.row.words:
        yield fact.finding("words", "the fact in words, because it is mapped as a milestone", "write it")
    stages, outcomes = row.stage.split("|"), row.outcome
    if len(stages) != len(outcomes):
        yield line.finding("outcome", "one outcome for each stage", "give as many outcomes as stages, separated by |")
        return
    known = {stage.id for stage in indicator.stages} if indicator else set()
    for stage, outcome in zip(stages, outcomes, strict=True):
        if outcome not in set(Outcome):
            yield line.finding("outcome", ", ".join(Outcome), "correct the outcome")
        elif stage not in known and (stage or outcome != Outcome.NOTED):
            yield line.finding(
                "stage", f"{', '.join(sorted(known)) or 'no stage here'}; blank only if noted", "correct the stage"
            )


def _observed(line: Line[MappingRow], indicator: Indicator) -> Iterator[Finding]:
    row = line.row
    components = {component.id for component in indicator.components}
    series = {entry.id for entry in indicator.context}
    allowed = {MappingRole.VALUE: components, MappingRole.CONTEXT: series}.get(row.role, components | series)
    if not row.component or not set(row.component) <= allowed:
        words = ", ".join(sorted(allowed)) or "nothing: the indicator has none"
        yield line.finding("component", f"for a {row.role} of {indicator.id}: {words}", "correct it or the catalogue")
    yield from version_findings(line, row.definition_version, indicator)


def version_findings(
    line: Line[MappingRow] | Line[DerivedRow], version: int | None, indicator: Indicator
) -> Iterator[Finding]:
    """A number is mapped against a version of the definition that exists."""
    newest = indicator.definition.version
    if version is None or version > newest:
        yield line.finding("definition_version", f"1 to {newest}", "give the version of the definition it was read by")


def _value(line: Line[MappingRow], figure: FigureRow, indicator: Indicator) -> Iterator[Finding]:
    if words := [word for word in NEVER_JUDGED if word in figure.measure]:
        yield line.finding("role", f"not value, because the measure is {words[0]}", "use context or unused")
    if figure.scope is Scope.ADULTS_ONLY or (figure.scope is Scope.ALL_VICTIMS and figure.value != 0):
        yield line.finding(
            "role",
            f"not value, because the figure counts {figure.scope} and is not zero",
            "use context or external_claim",
        )
    if line.row.period is not None and line.row.period != figure.period:
        yield line.finding("period", "the printed period, for a value", "use context or external_claim")
    yield from cohort_findings(line, line.row.component, indicator)
    rules = {component.id: component.roll_up for component in indicator.components}
    for component in line.row.component:
        if line.row.period is not None and not whole(line.row.period, rules.get(component, RollUp.NONE)):
            yield line.finding(
                "period", "a whole year or half-year, or a day for a stock", "use context: it is part of one"
            )


def cohort_findings(
    line: Line[MappingRow] | Line[DerivedRow], components: Iterable[str], indicator: Indicator
) -> Iterator[Finding]:
    """A published count of a year does not say when its cases began: it is no number of a component that does."""
    if followed := {part.id for part in indicator.components if indicator.follows_cohorts(part)} & set(components):
        yield line.finding(
            "role",
            f"not value, because {indicator.id} {', '.join(sorted(followed))} is told by the year its cases began in",
            "use external_claim, context or unused",
        )


def whole(period: Period, rule: RollUp) -> bool:
    """Whether a value may stand for the period: flows fill a year or a half, stocks are counted on a day."""
    return period.kind in (_STOCK_PERIODS if rule is RollUp.LAST else _FLOW_PERIODS)


def _dimensions(line: Line[MappingRow], catalogue: Catalogue) -> Iterator[Finding]:
    lists = {entry.code: {code.code for code in entry.codes} for entry in catalogue.code_lists}
    for dimension, code in line.row.dimensions:
        if code not in lists.get(dimension, set()):
            allowed = ", ".join(sorted(lists.get(dimension, lists)))
            yield line.finding("dimensions", f"for {dimension}: {allowed}", "correct the dimension or its code")


def _cells_below_a_total(line: Line[MappingRow], figure: FigureRow) -> Iterator[Finding]:
    """A number of one sex, exploitation or nationality must say so, or it would be released as a national total.

    Children need no dimension, because they are what the indicators count; adults do.
    """
    if line.row.role not in (MappingRole.VALUE, MappingRole.CONTEXT) or figure.scope is Scope.NOT_ABOUT_VICTIMS:
        return
    narrowed = {
        "sex": figure.sex,
        "exploitation_type": figure.exploitation,
        "citizenship_group": figure.nationality,
        "age_group": Scope.ADULTS_ONLY if figure.scope is Scope.ADULTS_ONLY else EVERYBODY,
    }
    given = dict(line.row.dimensions)
    for dimension, group in narrowed.items():
        if group != EVERYBODY and dimension not in given:
            yield line.finding(
                "dimensions",
                f"a code of {dimension}, because {figure.id} counts {group} only",
                "add it and use part or external_claim; if the row is the edition's total, say all in figures.csv",
            )


def _must_be_blank(line: Line[MappingRow], columns: Iterable[str]) -> Iterator[Finding]:
    for column in columns:
        if line.cells[column]:
            yield line.finding(column, f"blank for the role {line.row.role} here", "clear the cell")
