"""From what was answered to a draft for the ledger: every record with the cell it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.layout import CommitmentKey, Input, Key, NarrativeKey, SignOffKey, StageKey, Template
from dashboard.intake.workbook.model import CellFinding
from dashboard.intake.workbook.tallying import Answers, Pair, Tally
from dashboard.ledger import (
    Bound,
    CommitmentRecord,
    Confidence,
    Kind,
    MilestoneRecord,
    Narrative,
    Observation,
    Remark,
    Role,
    Source,
    SubmissionDraft,
)
from dashboard.periods import Period

_OUTCOMES = {"reached": "reached", "not_reached": "not_reached", "not_known": "noted"}
"""An outcome that the agency does not know is kept as a note: it moves no rung."""


def draft_of(
    template: Template,
    answers: Answers,
    tally: Tally,
    catalogue: Catalogue,
    findings: Sequence[CellFinding],
    file_sha256: str,
) -> SubmissionDraft:
    """The draft of a return in which nothing stands in the way any more; it must be signed."""
    signed_on, signed_by = answers.values[SignOffKey("on")], answers.values[SignOffKey("post")]
    assert isinstance(signed_on, date)
    source = source_of(template, catalogue, signed_on)
    cells = {cell.key: cell for cell in answers.layout.inputs}
    pairs = [pair for pair in tally.pairs.values() if pair.state is not None]
    return SubmissionDraft(
        source=source,
        period=template.period,
        observations=tuple(_observation(pair, catalogue, source.edition) for pair in pairs),
        milestones=tuple(_milestones(answers, cells, catalogue, template.period)),
        narratives=tuple(_narratives(answers, cells, template.period)),
        catalogue_hash=catalogue.content_hash,
        file_sha256=file_sha256,
        kind=Kind.RETURN,
        agency=template.agency,
        signed_by=str(signed_by),
        signed_on=signed_on,
        commitments=tuple(_commitments(answers, cells, template.period)),
        remarks=tuple(Remark(one.place, one.code, one.found, one.reason) for one in findings if one.answered),
    )


def source_of(template: Template, catalogue: Catalogue, signed_on: date) -> Source:
    """A return as a source: the agency published it on the day its head signed."""
    name, period = catalogue.agency(template.agency).name, template.period
    return Source(
        code=f"return-{template.agency}-{period.code}",
        title=f"Return of {name} for {period.words}",
        publisher=name,
        edition=f"Return {period.code}",
        url="",
        published_on=signed_on,
        published_on_is_access_date=False,
    )


def _observation(pair: Pair, catalogue: Catalogue, edition: str) -> Observation:
    key, state = pair.key, pair.state
    assert state is not None
    indicator = catalogue.indicator(key.indicator)
    component = indicator.component(key.component)
    return Observation(
        indicator=key.indicator,
        component=key.component,
        period=key.period,
        cohort=key.cohort,
        dimensions=key.dimensions,
        vintage=edition,
        role=Role.VALUE,
        unit=component.unit.value,
        state=state,
        numerator=_plain(pair.number),
        denominator=_plain(pair.out_of),
        is_total=not key.dimensions,
        bound=Bound.EXACT,
        confidence=Confidence.HIGH,
        definition_version=indicator.definition.version,
        locator=_place(pair.cell),
        derived_from=(),
        measure=component.label,
        reason="",
        note="",
        url="",
    )


def _plain(number: Decimal | None) -> Decimal | None:
    """Without an exponent: `Decimal('1.2E+2')` and `Decimal('120')` are one number and must hash alike."""
    return None if number is None else Decimal(f"{number:f}")


def _milestones(
    answers: Answers, cells: Mapping[Key, Input], catalogue: Catalogue, period: Period
) -> Iterator[MilestoneRecord]:
    for key, cell in cells.items():
        if not isinstance(key, StageKey) or key.field != "outcome" or key not in answers.values:
            continue
        on = answers.values.get(StageKey(key.indicator, key.stage, "on"))
        label = next(one.label for one in catalogue.indicator(key.indicator).stages if one.id == key.stage)
        yield MilestoneRecord(
            indicator=key.indicator,
            stage=key.stage,
            outcome=_OUTCOMES[str(answers.values[key])],
            period=Period.day(on) if isinstance(on, date) else period,
            text=str(answers.values.get(StageKey(key.indicator, key.stage, "evidence"), "")),
            confidence=Confidence.HIGH,
            locator=_place(cell),
            measure=label,
            reason="",
            note="",
            url="",
        )


def _narratives(answers: Answers, cells: Mapping[Key, Input], period: Period) -> Iterator[Narrative]:
    for key, cell in cells.items():
        if isinstance(key, NarrativeKey) and key in answers.values:
            yield Narrative(key.indicator, period, str(answers.values[key]), _place(cell))


def _commitments(answers: Answers, cells: Mapping[Key, Input], period: Period) -> Iterator[CommitmentRecord]:
    for key, cell in cells.items():
        if isinstance(key, CommitmentKey) and key.field == "status" and key in answers.values:
            evidence = str(answers.values.get(CommitmentKey(key.commitment, "evidence"), ""))
            yield CommitmentRecord(key.commitment, period, str(answers.values[key]), evidence, _place(cell))


def _place(cell: Input) -> str:
    return f"{cell.sheet}!{cell.cell}"
