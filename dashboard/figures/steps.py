"""What returns say of a milestone's steps, each agency once: every half-year it says the same thing again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dashboard.figures.model import Milestone
from dashboard.ledger import Kind


def without_repetition(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Published facts as they are; of each agency's word on a step the newest, cited where it was first said."""
    kept: list[Milestone] = []
    said: defaultdict[tuple[object, ...], list[Milestone]] = defaultdict(list)
    for milestone in milestones:
        if milestone.kind is Kind.RETURN:
            said[milestone.record.stage, milestone.source.publisher, milestone.accepted].append(milestone)
        else:
            kept.append(milestone)
    for words in said.values():
        words.sort(key=lambda one: (one.source.published_on, one.submission_id))
        newest = words[-1]
        first = len(words) - 1
        while first and _same(words[first - 1], newest):
            first -= 1
        kept.append(words[first])
    return tuple(kept)


def _same(one: Milestone, other: Milestone) -> bool:
    return (one.record.outcome, one.record.period) == (other.record.outcome, other.record.period)
