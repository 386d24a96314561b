"""From checked rows to one submission a source: its observations, its milestones, and the hash of its own rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal

from dashboard.catalogue import Catalogue
from dashboard.intake.record_checks import PublicRecord
from dashboard.intake.record_rows import (
    DateBasis,
    DerivedRow,
    FigureRow,
    MappingRole,
    MappingRow,
    MilestoneRow,
    SourceRow,
)
from dashboard.intake.record_tables import Line
from dashboard.ledger import Confidence, MilestoneRecord, Observation, Role, Source, State, SubmissionDraft
from dashboard.periods import Period

NO_DEFINITION = 0
"""The definition version of a figure that is measured against no definition."""

_WEAKEST_FIRST = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def drafts_of(record: PublicRecord, catalogue: Catalogue) -> tuple[SubmissionDraft, ...]:
    """One draft a source, by day of publication, then code. The rows must have passed every check."""
    sources = sorted(record.sources, key=lambda line: (line.row.published_on, line.row.code))
    return tuple(_draft(line, record, catalogue) for line in sources)


def _draft(line: Line[SourceRow], record: PublicRecord, catalogue: Catalogue) -> SubmissionDraft:
    code = line.row.code
    mapping = [entry for entry in record.mapping if record.facts[entry.row.figure].row.source == code]
    derived = [entry for entry in record.derived if entry.row.source == code]
    observations: list[Observation] = []
    milestones: list[MilestoneRecord] = []
    for entry in mapping:
        fact = record.facts[entry.row.figure].row
        if entry.row.role is MappingRole.MILESTONE:
            milestones.extend(_milestones(fact, entry.row))
        elif isinstance(fact, FigureRow) and entry.row.period is not None:
            observations.extend(_observations(fact, entry.row, entry.row.period))
    observations.extend(_derived(entry.row, line.row, record) for entry in derived)
    return SubmissionDraft(
        source=_source(line.row),
        period=None,
        observations=tuple(sorted(observations, key=_order)),
        milestones=tuple(sorted(milestones, key=lambda item: (item.indicator, item.locator))),
        narratives=(),
        catalogue_hash=catalogue.content_hash,
        file_sha256=_hash(line, record, mapping, derived),
    )


def _source(row: SourceRow) -> Source:
    return Source(
        code=row.code,
        title=row.title,
        publisher=row.publisher,
        edition=row.edition,
        url=row.url,
        published_on=row.published_on,
        published_on_is_access_date=row.date_basis is DateBasis.ACCESS,
    )


def _observations(figure: FigureRow, mapped: MappingRow, period: Period) -> Iterator[Observation]:
    """One for each component: a source that says "none of the three" says it of each."""
    for component in mapped.component or ("",):
        yield Observation(
            indicator=mapped.indicator,
            component=component,
            period=period,
            cohort=None,
            dimensions=mapped.dimensions,
            vintage=figure.source,
            role=Role(mapped.role),
            unit=figure.unit,
            state=_state(figure.value),
            numerator=figure.value,
            denominator=None,
            is_total=not mapped.dimensions,
            bound=figure.bound,
            confidence=figure.confidence,
            definition_version=mapped.definition_version or NO_DEFINITION,
            locator=figure.id,
            derived_from=(),
            measure=figure.measure,
            reason=mapped.reason,
            note=_note(figure),
            url=figure.url,
        )


def _derived(row: DerivedRow, source: SourceRow, record: PublicRecord) -> Observation:
    """As sure as its least sure part."""
    made_of = (*row.parts, *([row.total] if row.total else []))
    found = {record.facts[part].row.confidence for part in made_of}
    return Observation(
        indicator=row.indicator,
        component=row.component,
        period=row.period,
        cohort=None,
        dimensions=(),
        vintage=row.source,
        role=Role(row.role),
        unit=row.unit,
        state=_state(row.value),
        numerator=row.value,
        denominator=None,
        is_total=True,
        bound=row.bound,
        confidence=next(confidence for confidence in _WEAKEST_FIRST if confidence in found),
        definition_version=row.definition_version,
        locator=row.id,
        derived_from=row.parts,
        measure=row.measure,
        reason=row.reason,
        note=row.caveat,
        url=source.url,
    )


def _milestones(fact: FigureRow | MilestoneRow, mapped: MappingRow) -> Iterator[MilestoneRecord]:
    for stage, outcome in mapped.rungs:
        yield MilestoneRecord(
            indicator=mapped.indicator,
            stage=stage or None,
            outcome=outcome,
            period=mapped.period,
            text=fact.text if isinstance(fact, MilestoneRow) else fact.words,
            confidence=fact.confidence,
            locator=fact.id,
            measure=fact.measure,
            reason=mapped.reason,
            note=fact.caveat,
            url=fact.url,
        )


def _state(value: Decimal) -> State:
    """A printed zero is a confirmed one: what a source merely does not report is never mapped as a number."""
    return State.REPORTED if value else State.ZERO_CONFIRMED


def _note(figure: FigureRow) -> str:
    """What the source adds to the number, then the caveat."""
    words = f"{figure.words.removesuffix('.')}." if figure.words else ""
    return " ".join(text for text in (words, figure.caveat) if text)


def _order(observation: Observation) -> tuple[object, ...]:
    return observation.indicator, observation.component, observation.period, observation.dimensions, observation.locator


def _hash(
    line: Line[SourceRow], record: PublicRecord, mapping: list[Line[MappingRow]], derived: list[Line[DerivedRow]]
) -> str:
    """sha256 over the cells of the source's own rows in the files' order; other sources' rows do not count."""
    facts = [fact for fact in record.facts.values() if fact.row.source == line.row.code]
    rows = [dict(entry.cells) for entry in (line, *facts, *mapping, *derived)]
    canonical = json.dumps(rows, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
