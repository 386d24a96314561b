"""Dated facts and the rungs they move."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.catalogue import Indicator
from dashboard.figures import Milestone
from dashboard.periods import Period, PeriodKind
from dashboard.progress import rungs
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


def ladder(
    indicator: Indicator, milestones: tuple[Milestone, ...], facts: tuple[ReleasedMilestone, ...]
) -> tuple[StageState, ...]:
    """Each rung in order, where it stands and the facts that speak of it."""
    return tuple(
        StageState(
            id=rung.stage.id,
            label=rung.stage.label,
            state=rung.state,
            when=when(rung.fact.record.period) if rung.fact else "",
            due=rung.stage.due,
            evidence=tuple(fact for fact in facts if fact.stage == rung.stage.id),
        )
        for rung in rungs(indicator, milestones)
    )


def when(period: Period | None) -> str:
    """`28 April 2020`, `2020/21`, `July 2022`; an undated fact says so."""
    if period is None:
        return "undated"
    return period.words if period.kind in (PeriodKind.DAY, PeriodKind.OTHER) else period.label
