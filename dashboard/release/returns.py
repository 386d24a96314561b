"""What a release says of agencies' returns beside their numbers: reservations, what was not applied, who is silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dashboard.access import Tier
from dashboard.catalogue import Catalogue
from dashboard.figures import Unapplied
from dashboard.ledger import DataSet, Decision, Kind, Submission
from dashboard.progress import Verdict
from dashboard.release.series import Reservation

_NO_PUBLIC_FIGURE, _NOT_YET_REPORTED = "No public figure", "Not yet reported"


def reservations(submissions: Iterable[Submission], decisions: Iterable[Decision]) -> Mapping[str, Reservation]:
    """The Rapporteur's reservation on each adopted return that has one, by submission."""
    adopted = {
        submission.id: submission.draft
        for submission in submissions
        if submission.state == "adopted" and submission.draft.kind is Kind.RETURN and submission.draft.period
    }
    found: dict[str, Reservation] = {}
    for decision in decisions:
        draft = adopted.get(decision.submission_id)
        if draft and draft.period and decision.type == "adopted" and decision.reservation:
            found[decision.submission_id] = Reservation(draft.agency, draft.period, decision.reservation)
    return found


def unapplied_words(found: tuple[Unapplied, ...], tier: Tier, catalogue: Catalogue) -> tuple[str, ...]:
    """Each correction, adjustment and number that makes no figure; outside the restricted tier only how many."""
    if not found:
        return ()
    if tier is not Tier.RESTRICTED:
        mended = sum(one.kind in (Kind.CORRECTION, Kind.ADJUSTMENT) for one in found)
        return (
            *_counted(mended, "correction or adjustment", "corrections or adjustments", "applied"),
            *_counted(len(found) - mended, "number", "numbers", "used"),
        )
    return tuple(_unapplied(one, catalogue) for one in found)


def _counted(number: int, one: str, several: str, done: str) -> tuple[str, ...]:
    what = one if number == 1 else several
    return (f"{number} accepted {what} could not be {done}. The TIP Secretariat can mend that.",) if number else ()


def _unapplied(one: Unapplied, catalogue: Catalogue) -> str:
    said = f"{one.kind.value.capitalize()} {one.submission_id} was not applied: {one.reason}."
    if not one.indicator:
        return said
    label = catalogue.indicator(one.indicator).component(one.component).label
    period = f", {one.period.label}" if one.period else ""
    return f"{one.indicator} {label}{period}. {said}"


def in_words_of(data_set: DataSet, verdict: Verdict) -> Verdict:
    """The verdict in the words of what is shown: what agencies return is reported, not published."""
    if data_set is DataSet.PUBLIC_RECORD:
        return verdict
    return replace(verdict, reason=verdict.reason.replace(_NO_PUBLIC_FIGURE, _NOT_YET_REPORTED))
