"""Dated facts and the rungs they move."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.catalogue import Indicator, Stage
from dashboard.figures import Milestone
from dashboard.periods import Period, PeriodKind
from dashboard.release.model import Citation, ReleasedMilestone, StageState


def released(
    indicator: Indicator, milestones: tuple[Milestone, ...], citations: Mapping[str, Citation]
) -> tuple[ReleasedMilestone, ...]:
    """The accepted facts of an indicator, oldest first."""
    labels = {stage.id: stage.label for stage in indicator.stages}
    return tuple(
        ReleasedMilestone(
            stage=milestone.record.stage or "",
            stage_label=labels.get(milestone.record.stage or "", ""),
            outcome=milestone.record.outcome,
            when=when(milestone.record.period),
            period=milestone.record.period,
            text=milestone.record.text,
            citation=citations[milestone.source.code],
            confidence=milestone.record.confidence.value,
            note=milestone.record.note,
        )
        for milestone in milestones
        if milestone.accepted
    )


def ladder(indicator: Indicator, facts: tuple[ReleasedMilestone, ...]) -> tuple[StageState, ...]:
    """Each rung in order with the last word on it."""
    return tuple(_rung(stage, tuple(fact for fact in facts if fact.stage == stage.id)) for stage in indicator.stages)


def when(period: Period | None) -> str:
    """`28 April 2020`, `2020/21`, `July 2022`; an undated fact says so."""
    if period is None:
        return "undated"
    return period.words if period.kind in (PeriodKind.DAY, PeriodKind.OTHER) else period.label


def _rung(stage: Stage, facts: tuple[ReleasedMilestone, ...]) -> StageState:
    decisive = [fact for fact in facts if fact.outcome in ("reached", "not_reached")]
    last = decisive[-1] if decisive else None
    first_of_kind = next((fact for fact in decisive if last and fact.outcome == last.outcome), None)
    return StageState(
        id=stage.id,
        label=stage.label,
        state=last.outcome if last else "unknown",
        when=first_of_kind.when if first_of_kind else "",
        due=stage.due,
        evidence=facts,
    )
