"""Derived figures: numbers no source prints, recomputed here from printed ones before they may stand.

children_of_total   One edition prints a total of all ages (`total`, mapped as context) and categories (`parts`) for the
                    same period. Only if the categories add up to the total is the sum of those of children known.
sum_of_openings     A stock on a day is the sum of the openings to that day; the latest opening's source says so.
none_before_first   A source counts the first one ever on a later day, so there was none on this one.
sum_of_categories   A source prints categories without a total: their sum is a lower bound, and context only.

Out of scope: adding numbers of different editions, averaging, differencing cumulative series. No rule does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from dashboard.catalogue import Catalogue
from dashboard.intake.findings import Finding
from dashboard.intake.record_checks import PublicRecord, cohort_findings, version_findings, whole
from dashboard.intake.record_rows import DerivedRow, FigureRow, MappingRole, Rule, Scope
from dashboard.intake.record_tables import Line
from dashboard.ledger import Bound

Parts = tuple[FigureRow, ...]


def derived_findings(record: PublicRecord, catalogue: Catalogue) -> Iterator[Finding]:
    """Every derived figure that does not follow from its parts, and every part that nothing is made of."""
    figures = {line.row.id: line.row for line in record.figures}
    for line in record.derived:
        unknown = [part for part in line.row.parts if part not in figures]
        if unknown:
            yield line.finding("parts", "ids of figures.csv", f"correct {', '.join(unknown)}")
            continue
        parts = tuple(figures[part] for part in line.row.parts)
        yield from _place(line, catalogue)
        yield from _mapped_as_parts(line, record)
        yield from _RULES[line.row.rule](line, parts, record)
    yield from _useless_parts(record)


def _place(line: Line[DerivedRow], catalogue: Catalogue) -> Iterator[Finding]:
    row = line.row
    indicator = next((entry for entry in catalogue.indicators if entry.id == row.indicator), None)
    if indicator is None:
        yield line.finding("indicator", "an id of indicators.yaml", "correct the id")
        return
    components = {component.id: component.roll_up for component in indicator.components}
    allowed = {
        MappingRole.VALUE: set(components),
        MappingRole.CONTEXT: {entry.id for entry in indicator.context},
    }.get(row.role)
    if allowed is None:
        yield line.finding("role", "value or context", "correct the role")
    elif row.component not in allowed:
        yield line.finding("component", f"for a {row.role}: {', '.join(sorted(allowed))}", "correct the component")
    elif row.role is MappingRole.VALUE and not whole(row.period, components[row.component]):
        yield line.finding("period", "a whole year or half-year, or a day for a stock", "correct the period")
    elif row.role is MappingRole.VALUE:
        yield from cohort_findings(line, (row.component,), indicator)
    yield from version_findings(line, row.definition_version, indicator)


def _mapped_as_parts(line: Line[DerivedRow], record: PublicRecord) -> Iterator[Finding]:
    for part in line.row.parts:
        mapped = record.roles.get((part, line.row.indicator))
        if mapped is not None and mapped.row.role is not MappingRole.PART:
            yield mapped.finding("role", f"part, because {line.row.id} is made of it", "map it as a part")


def _children_of_total(line: Line[DerivedRow], parts: Parts, record: PublicRecord) -> Iterator[Finding]:
    row = line.row
    total = next((figure.row for figure in record.figures if figure.row.id == row.total), None)
    role = record.roles.get((row.total, row.indicator))
    if (
        total is None
        or total.scope is not Scope.ALL_VICTIMS
        or role is None
        or role.row.role is not MappingRole.CONTEXT
    ):
        yield line.finding("total", "a figure of all ages mapped as context of the same indicator", "name the total")
        return
    for figure in (total, *parts):
        if figure.source != row.source or figure.period != row.period:
            yield line.finding("parts", "categories of one source and period", f"{figure.id} belongs to another")
    if (found := _sum(parts)) != total.value:
        yield line.finding(
            "parts",
            f"categories that add up to the {total.value} of {total.id}",
            f"they add up to {found}: the children cannot be derived, so map them as external_claim",
        )
    if not all(part.scope in (Scope.CHILDREN_ONLY, Scope.ADULTS_ONLY) for part in parts):
        yield line.finding("parts", "categories of children only or adults only", "leave the others out")
    children = tuple(part for part in parts if part.scope is Scope.CHILDREN_ONLY)
    yield from _value_is(line, _sum(children))
    yield from _is_exact(line, (total, *parts))


def _sum_of_openings(line: Line[DerivedRow], parts: Parts, record: PublicRecord) -> Iterator[Finding]:
    del record
    ends = [part.period.end for part in parts if part.period is not None]
    if len(ends) != len(parts) or max(ends) > line.row.period.start:
        yield line.finding("parts", "openings that all lie before the day", "leave the later ones out")
    elif line.row.source not in {part.source for part in parts if part.period and part.period.end == max(ends)}:
        yield line.finding("source", "the source of the latest opening", "name it")
    yield from _value_is(line, _sum(parts))
    yield from _is_exact(line, parts)


def _none_before_first(line: Line[DerivedRow], parts: Parts, record: PublicRecord) -> Iterator[Finding]:
    del record
    first = parts[0]
    if len(parts) > 1 or first.value != 1 or first.source != line.row.source:
        yield line.finding("parts", "one figure of the same source that counts the first one", "name that figure")
    elif first.period is None or first.period.start <= line.row.period.end:
        yield line.finding("period", "a day before the first one", "correct the day")
    yield from _value_is(line, Decimal(0))


def _sum_of_categories(line: Line[DerivedRow], parts: Parts, record: PublicRecord) -> Iterator[Finding]:
    del record
    row = line.row
    if any(part.source != row.source or part.period != row.period for part in parts):
        yield line.finding("parts", "categories of one source and period", "leave the others out")
    if row.role is not MappingRole.CONTEXT:
        yield line.finding("role", "context, because no total is printed", "use context")
    if row.bound is not Bound.AT_LEAST:
        yield line.finding("bound", Bound.AT_LEAST, "say at_least: other categories may exist")
    yield from _value_is(line, _sum(parts))


_RULES: Mapping[Rule, Callable[[Line[DerivedRow], Parts, PublicRecord], Iterator[Finding]]] = {
    Rule.CHILDREN_OF_TOTAL: _children_of_total,
    Rule.SUM_OF_OPENINGS: _sum_of_openings,
    Rule.NONE_BEFORE_FIRST: _none_before_first,
    Rule.SUM_OF_CATEGORIES: _sum_of_categories,
}


def _value_is(line: Line[DerivedRow], computed: Decimal) -> Iterator[Finding]:
    if line.row.value != computed:
        yield line.finding("value", f"{computed}, which the parts give", "correct the value or the parts")


def _is_exact(line: Line[DerivedRow], parts: Parts) -> Iterator[Finding]:
    if line.row.bound is not Bound.EXACT or any(part.bound is not Bound.EXACT for part in parts):
        yield line.finding("bound", "exact, from exact parts", "an approximate part cannot exhaust a total")


def _sum(parts: Parts) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _useless_parts(record: PublicRecord) -> Iterator[Finding]:
    used = {(part, line.row.indicator) for line in record.derived for part in line.row.parts}
    for line in record.mapping:
        if line.row.role is MappingRole.PART and (line.row.figure, line.row.indicator) not in used:
            yield line.finding("role", "part only if a row of derived.csv is made of it", "use external_claim")
