"""Dated facts and the rungs they move."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.access import Tier
from dashboard.catalogue import Indicator
from dashboard.disclosure import may_read_evidence
from dashboard.figures import Milestone
from dashboard.ledger import Kind
from dashboard.periods import Period, PeriodKind
from dashboard.progress import rungs
from dashboard.release.model import Citation, ReleasedMilestone, StageState


def released(
    indicator: Indicator, milestones: tuple[Milestone, ...], citations: Mapping[str, Citation], tier: Tier
) -> tuple[ReleasedMilestone, ...]:
    """The accepted facts of an indicator, oldest first; an agency's own words only where they may be read."""
    labels = {stage.id: stage.label for stage in indicator.stages}
    return tuple(
        ReleasedMilestone(
            stage=milestone.record.stage or "",
            stage_label=labels.get(milestone.record.stage or "", ""),
            outcome=milestone.record.outcome,
            when=when(milestone.record.period),
            period=milestone.record.period,
            text=_text(milestone, labels, tier),
            citation=citations[milestone.source.code],
            confidence=milestone.record.confidence.value,
            note=milestone.record.note if _is_readable(milestone, tier) else "",
        )
        for milestone in milestones
        if milestone.accepted
    )


def _text(milestone: Milestone, labels: Mapping[str, str], tier: Tier) -> str:
    if _is_readable(milestone, tier):
        return milestone.record.text
    outcome = milestone.record.outcome.replace("_", " ")
    label = labels.get(milestone.record.stage or "", "A step")
    return f"{label}: {outcome}, as returned by {milestone.source.publisher}"


def _is_readable(milestone: Milestone, tier: Tier) -> bool:
    return milestone.kind is Kind.EDITION or may_read_evidence(tier)


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
