"""The ledger's submissions without what speaks of a later period: for a report on past years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dashboard.ledger import Submission


def until(submissions: Iterable[Submission], last_day: date) -> tuple[Submission, ...]:
    """What is left of each submission that still says something. A correction goes with the return that it mends."""
    cut = [_until(submission, last_day) for submission in submissions]
    told = {one.id for one in cut if one.draft.observations or one.draft.milestones or one.draft.adjustments}
    left = (_mending(one, told) for one in cut)
    return tuple(one for one in left if one.id in told or one.draft.corrections)


def _until(submission: Submission, last_day: date) -> Submission:
    """Without later periods, and without the undated: it may have happened later."""
    draft = submission.draft
    kept = replace(
        draft,
        observations=tuple(item for item in draft.observations if item.period.end <= last_day),
        milestones=tuple(item for item in draft.milestones if item.period and item.period.end <= last_day),
        adjustments=tuple(item for item in draft.adjustments if item.period.end <= last_day),
    )
    return replace(submission, draft=kept)


def _mending(submission: Submission, told: set[str]) -> Submission:
    draft = submission.draft
    kept = tuple(item for item in draft.corrections if item.submission_id in told)
    return replace(submission, draft=replace(draft, corrections=kept))
