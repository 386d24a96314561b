"""What an amendment opens with: the answers of the return it amends, each in the cell that asks for it now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dashboard.intake.workbook.layout import (
    CommitmentKey,
    Input,
    Key,
    Layout,
    NarrativeKey,
    NumberKey,
    Part,
    StageKey,
)
from dashboard.ledger import Observation, State, SubmissionDraft
from dashboard.periods import PeriodKind

Value = Decimal | date | str

_OUTCOMES = {"noted": "not_known"}
"""The outcome of the drop-down for one that the ledger words otherwise."""


def answers_of(layout: Layout, draft: SubmissionDraft) -> dict[tuple[str, str], Value]:
    """By sheet and cell; the sign-off and the confirmations are never carried over: they are given anew."""
    said = _said(draft)
    return {(cell.sheet, cell.cell): _in_words(cell, said[cell.key]) for cell in layout.inputs if cell.key in said}


def _in_words(cell: Input, value: Value) -> Value:
    return dict(cell.choices).get(value, value) if isinstance(value, str) and cell.choices else value


def _said(draft: SubmissionDraft) -> Mapping[Key, Value]:
    said: dict[Key, Value] = {}
    for observation in draft.observations:
        said |= _of_observation(observation)
    for record in draft.milestones:
        said[StageKey(record.indicator, record.stage or "", "outcome")] = _OUTCOMES.get(record.outcome, record.outcome)
        if record.period is not None and record.period.kind is PeriodKind.DAY:
            said[StageKey(record.indicator, record.stage or "", "on")] = record.period.start
        if record.text:
            said[StageKey(record.indicator, record.stage or "", "evidence")] = record.text
    for commitment in draft.commitments:
        said[CommitmentKey(commitment.commitment, "status")] = commitment.status
        if commitment.evidence:
            said[CommitmentKey(commitment.commitment, "evidence")] = commitment.evidence
    for text in draft.narratives:
        said[NarrativeKey(text.indicator)] = text.text
    return said


def _of_observation(observation: Observation) -> Mapping[Key, Value]:
    """A state stands for the pair, so it is written in both cells; a confirmed zero is the 0 it stands for."""

    def key(part: Part) -> NumberKey:
        return NumberKey(
            observation.indicator,
            observation.component,
            observation.dimensions,
            part,
            observation.period,
            observation.cohort,
        )

    if observation.state in (State.NOT_AVAILABLE, State.NOT_APPLICABLE):
        words = observation.state.value.replace("_", " ")
        return {key(Part.NUMERATOR): words, key(Part.DENOMINATOR): words}
    numbers = {Part.NUMERATOR: observation.numerator, Part.DENOMINATOR: observation.denominator}
    return {key(part): number for part, number in numbers.items() if number is not None}
