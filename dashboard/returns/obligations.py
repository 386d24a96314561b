"""Who owes which return, since when, and what has come: the list that the Secretariat works from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.asked import agencies_asked, owed_by
from dashboard.ledger import Decision, Submission
from dashboard.periods import Period, day_in_jamaica, return_due
from dashboard.returns.model import Obligation, Standing
from dashboard.returns.standing import REPORTED, returns_of, standing_of, that_stands


def due_on(period: Period) -> date:
    """The last day on time: 30 October for April-September, 30 April for October-March."""
    return return_due(period)


def obligations(
    submissions: Sequence[Submission],
    decisions: Sequence[Decision],
    catalogue: Catalogue,
    periods: Iterable[Period],
    today: date,
) -> tuple[Obligation, ...]:
    """Each agency and half-year that owes something, in the order of the periods, then of the catalogue's agencies.

    Lateness goes by the day in Jamaica on which the first revision came: a return sent back and sent again is not
    late for it.
    """
    return tuple(
        _obligation(submissions, decisions, catalogue, agency, period, today)
        for period in periods
        for agency in agencies_asked(catalogue, period)
    )


def not_reported(obliged: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Those whose half-year is over and who have no return that is filed, accepted or adopted; overdue ones first."""
    missing = [one for one in obliged if one.standing not in (*REPORTED, Standing.NOT_DUE)]
    return tuple(sorted(missing, key=lambda one: (one.due, one.standing is not Standing.OVERDUE)))


def _obligation(
    submissions: Sequence[Submission],
    decisions: Sequence[Decision],
    catalogue: Catalogue,
    agency: str,
    period: Period,
    today: date,
) -> Obligation:
    owed, due = owed_by(catalogue, agency, period), due_on(period)
    revisions = returns_of(submissions, agency, period)
    stands = that_stands(revisions)
    received_on = day_in_jamaica(revisions[0].recorded_at) if revisions else None
    body = catalogue.agency(agency)
    return Obligation(
        agency=agency,
        agency_name=body.name,
        agency_short=body.short,
        period=period,
        due=due,
        numbers=len(owed.numbers),
        milestones=len(owed.stages),
        commitments=len(owed.commitments),
        standing=_while_nothing_came(period, due, today) if stands is None else standing_of(stands),
        submission_id=stands.id if stands else "",
        revisions=len(revisions),
        received_on=received_on,
        on_time=None if received_on is None else received_on <= due,
        warnings=len(stands.draft.remarks) if stands else 0,
        reservation=reservation_on(stands.id, decisions) if stands else "",
    )


def reservation_on(submission_id: str, decisions: Iterable[Decision]) -> str:
    """What the Rapporteur prints beside the figures of a return, "" where she adopted without reservation or not."""
    adopted = [one for one in decisions if one.submission_id == submission_id and one.type == "adopted"]
    return adopted[-1].reservation if adopted else ""


def _while_nothing_came(period: Period, due: date, today: date) -> Standing:
    if today <= period.end:
        return Standing.NOT_DUE
    return Standing.OWED if today <= due else Standing.OVERDUE
