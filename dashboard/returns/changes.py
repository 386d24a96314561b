"""A return beside the one before it: what a reviewer has to look at, the biggest movements first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.catalogue import Catalogue
from dashboard.ledger import Decision, Dimensions, Observation, Submission, SubmissionDraft
from dashboard.periods import Period
from dashboard.returns.model import Change
from dashboard.returns.standing import find, returns_of
from dashboard.returns.words import label_of, outcome_of, status_of, value_of

NOTHING = "nothing said"
"""A cell left blank: never a zero."""

_Key = tuple[str, str, Dimensions]
"""Indicator, component, dimensions: the period is what differs between the two returns."""


def compared_with(
    submission: Submission, submissions: Sequence[Submission], decisions: Iterable[Decision] = ()
) -> Submission | None:
    """The return to lay beside this one: the revision accepted before it, else the agency's accepted last half-year.

    `decisions` let a revision be known as once accepted although this one has replaced it since. None where there is
    neither.
    """
    period = submission.draft.period
    if period is None:
        return None
    known = tuple(decisions)
    return _accepted_before(submission, period, submissions, known) or _accepted_before(
        submission, period.previous, submissions, known
    )


def _accepted_before(
    submission: Submission, period: Period, submissions: Sequence[Submission], decisions: Iterable[Decision]
) -> Submission | None:
    """The agency's return for a half-year that counts, or counted until another replaced it; filed before this one."""
    once = {one.submission_id for one in decisions if one.type == "accepted"}
    earlier = [
        one
        for one in returns_of(submissions, submission.draft.agency, period)
        if one.id != submission.id
        and (period != submission.draft.period or one.sequence < submission.sequence)
        and (one.state in ("accepted", "adopted") or (one.state == "superseded" and one.id in once))
    ]
    return earlier[-1] if earlier else None


def waiting_after(submissions: Sequence[Submission], submission_id: str) -> tuple[Submission, ...]:
    """Later revisions of the same return that nobody has decided on: what they say otherwise is not accepted yet."""
    this = find(submissions, submission_id)
    period = this.draft.period
    later = returns_of(submissions, this.draft.agency, period) if period is not None else ()
    return tuple(one for one in later if one.sequence > this.sequence and one.state == "submitted")


def changes(
    submission: Submission,
    submissions: Sequence[Submission],
    catalogue: Catalogue,
    decisions: Iterable[Decision] = (),
) -> tuple[Change, ...]:
    """Every number of a return and of the one it is compared with; biggest movement first, then what became or ceased
    to be a number, then what stayed.
    """
    now, before = _by_key(submission), _before(submission, submissions, tuple(decisions))
    reasons: dict[str, list[str]] = {}
    for remark in submission.draft.remarks:
        reasons.setdefault(remark.locator, []).append(remark.reason)
    found = [_change(key, before.get(key), now.get(key), catalogue, reasons) for key in dict.fromkeys([*now, *before])]
    return tuple(sorted(found, key=_importance))


def changes_since_acceptance(
    submission: Submission,
    submissions: Sequence[Submission],
    catalogue: Catalogue,
    decisions: Iterable[Decision] = (),
) -> tuple[Change, ...]:
    """Only what an amendment changes of the accepted revision of the same half-year; empty where there is none."""
    known = tuple(decisions)
    other = compared_with(submission, submissions, known)
    if other is None or other.draft.period != submission.draft.period:
        return ()
    return tuple(one for one in changes(submission, submissions, catalogue, known) if one.before != one.now)


def sent_back_before(
    submission: Submission, submissions: Sequence[Submission], decisions: Iterable[Decision]
) -> tuple[Submission, str] | None:
    """The revision that this one mends, and why it was sent back; None where the last one before it was not."""
    period = submission.draft.period
    revisions = returns_of(submissions, submission.draft.agency, period) if period is not None else ()
    earlier = [one for one in revisions if one.sequence < submission.sequence]
    if not earlier:
        return None
    said = [one for one in decisions if one.submission_id == earlier[-1].id and one.sequence < submission.sequence]
    return (earlier[-1], said[-1].reason) if said and said[-1].type == "sent_back" else None


def differences(draft: SubmissionDraft, other: SubmissionDraft, catalogue: Catalogue) -> tuple[str, ...]:
    """What one return says otherwise than another of the same half-year: each place, what it said and what it says.

    The day of signing is no difference: every revision is signed anew.
    """
    now, before = _says(draft, catalogue), _says(other, catalogue)
    places = list(dict.fromkeys([*now, *before]))
    found = [(key, before.get(key, NOTHING), now.get(key, NOTHING)) for key in places]
    told = [f"{key}: {old} → {new}" for key, old, new in found if old != new]
    if draft.signed_by != other.signed_by:
        told.append(f"signed by: {other.signed_by} → {draft.signed_by}")
    return tuple(told)


def _says(draft: SubmissionDraft, catalogue: Catalogue) -> Mapping[str, str]:
    """Each number, milestone, commitment and text of a return, by what it is about."""
    labels = {one.id: one.label for activity in catalogue.activities for one in activity.commitments}
    numbers = {
        f"{one.indicator} {label_of(catalogue, one.indicator, one.component, one.dimensions)}": value_of(one)
        for one in draft.observations
    }
    rungs = {f"{one.indicator} {one.measure}": outcome_of(one) for one in draft.milestones}
    commitments = {
        f"commitment {labels.get(one.commitment, one.commitment)}": status_of(one) for one in draft.commitments
    }
    texts = {f"text on {one.indicator or 'the half-year'}": one.text for one in draft.narratives}
    return {**numbers, **rungs, **commitments, **texts}


def _before(
    submission: Submission, submissions: Sequence[Submission], decisions: Iterable[Decision]
) -> Mapping[_Key, Observation]:
    """The numbers to lay beside; what is asked once a year was last asked a year ago, not in the last half-year."""
    other, period = compared_with(submission, submissions, decisions), submission.draft.period
    found = dict(_by_key(other)) if other else {}
    if period is not None and (other is None or other.draft.period != period):
        year_ago = _accepted_before(submission, period.previous.previous, submissions, decisions)
        yearly = _by_key(year_ago) if year_ago else {}
        found = {key: one for key, one in found.items() if not one.period.is_financial_year}
        found |= {key: one for key, one in yearly.items() if one.period.is_financial_year}
    return found


def _by_key(submission: Submission) -> Mapping[_Key, Observation]:
    return {(one.indicator, one.component, one.dimensions): one for one in submission.draft.observations}


def _change(
    key: _Key,
    before: Observation | None,
    now: Observation | None,
    catalogue: Catalogue,
    reasons: Mapping[str, Sequence[str]],
) -> Change:
    here = now or before
    cell = here.locator if here else ""
    moved = None
    if before and now and before.numerator is not None and now.numerator is not None:
        moved = int(now.numerator - before.numerator)
    return Change(
        cell=cell,
        indicator=key[0],
        label=label_of(catalogue, *key),
        before=value_of(before) if before else NOTHING,
        now=value_of(now) if now else NOTHING,
        moved=moved,
        remark=" ".join(reasons.get(cell, ())),
    )


def _importance(change: Change) -> tuple[int, int]:
    """Movements by size, then changes between number, state and nothing, then what stayed."""
    if change.moved:
        return 0, -abs(change.moved)
    return (1, 0) if change.before != change.now else (2, 0)
