"""Where a return stands, and which of several revisions is the one to look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.ledger import Kind, Submission
from dashboard.periods import Period
from dashboard.returns.model import ReturnError, Standing

_BY_STATE: Mapping[str, Standing] = {
    "submitted": Standing.SUBMITTED,
    "sent_back": Standing.SENT_BACK,
    "accepted": Standing.ACCEPTED,
    "adopted": Standing.ADOPTED,
    "withdrawn": Standing.WITHDRAWN,
    "superseded": Standing.REPLACED,
    "void": Standing.VOID,
}

COUNTS = frozenset({Standing.ACCEPTED, Standing.ADOPTED})
"""What figures are made from."""

REPORTED = frozenset({Standing.SUBMITTED, *COUNTS})
"""What an agency has done its part for."""


def return_code(agency: str, period: Period) -> str:
    """The source code of an agency's return: `return-cpfsa-2021-H1`; its revisions add `.1`, `.2` …"""
    return f"return-{agency}-{period.code}"


def standing_of(submission: Submission) -> Standing:
    """The last event's word; VOID where what was accepted or adopted is no longer what was decided on."""
    return _BY_STATE[submission.state]


def returns_of(submissions: Iterable[Submission], agency: str, period: Period) -> tuple[Submission, ...]:
    """Every revision of one agency's return for a half-year, oldest first."""
    code = return_code(agency, period)
    return tuple(one for one in submissions if one.draft.kind is Kind.RETURN and one.draft.source.code == code)


def that_stands(revisions: Sequence[Submission]) -> Submission | None:
    """The revision to look at: one waiting for a decision, else the one that counts, else the last that came.

    An amendment that waits comes before the accepted return it would replace, because somebody has to act on it; one
    that was sent back or withdrawn leaves the accepted return standing. None where nothing came.
    """
    live = [one for one in revisions if one.state != "superseded"]
    waiting = [one for one in live if one.state == "submitted"]
    counting = [one for one in live if one.state in ("accepted", "adopted", "void")]
    chosen = waiting or counting or live or list(revisions)
    return chosen[-1] if chosen else None


def find(submissions: Iterable[Submission], submission_id: str) -> Submission:
    """ReturnError saying where the ids are found."""
    for submission in submissions:
        if submission.id == submission_id:
            return submission
    raise ReturnError(f"there is no return {submission_id!r} in this ledger; `returns list` shows the ids there are")
