"""What the office does with a return once it is filed: send back, accept, adopt, withdraw. One function an act.

Each checks the role, then writes one event. The ledger itself holds the rest, in the same transaction: which state may
follow which, that a reason is given, and that two acts which must be two persons' are not one's.
"""

from __future__ import annotations

from dashboard.access import Action, Identity, may
from dashboard.ledger import Anchor, DataSet, Kind, Ledger, LedgerError, Submission
from dashboard.returns.model import ReturnError
from dashboard.returns.standing import find


def takes_returns(ledger: Ledger) -> None:
    """ReturnError for a ledger of the public record, which no return may enter."""
    if ledger.data_set is DataSet.PUBLIC_RECORD:
        raise ReturnError(
            "this ledger holds the public record, and returns are never mixed into it; open an office's own ledger "
            "first: python3 run.py begin-office"
        )


def accept(ledger: Ledger, submission_id: str, identity: Identity, reason: str = "") -> Anchor:
    """The Secretariat has read a return and takes it; earlier revisions are replaced.

    An adjustment or a correction may be accepted by the Rapporteur too, since the Secretariat writes them.
    """
    submission = _decidable(ledger, submission_id)
    _permit(identity, Action.ACCEPT if submission.draft.kind is Kind.RETURN else Action.DECIDE_LINES, submission)
    return _record(ledger, submission, "accepted", identity, reason)


def send_back(ledger: Ledger, submission_id: str, identity: Identity, reason: str) -> Anchor:
    """Back to the agency, with what it is asked to mend."""
    submission = _decidable(ledger, submission_id)
    _permit(identity, Action.SEND_BACK if submission.draft.kind is Kind.RETURN else Action.DECIDE_LINES, submission)
    _needs(reason, "send back", "what the agency is to mend")
    return _record(ledger, submission, "sent_back", identity, reason)


def adopt(ledger: Ledger, submission_id: str, identity: Identity, reason: str = "", *, reservation: str = "") -> Anchor:
    """The Rapporteur takes what is accepted into her report; `reservation` is printed beside its figures."""
    submission = _decidable(ledger, submission_id)
    _permit(identity, Action.ADOPT, submission)
    return _record(ledger, submission, "adopted", identity, reason, reservation=reservation.strip())


def withdraw(ledger: Ledger, submission_id: str, identity: Identity, reason: str) -> Anchor:
    """It counts no longer, and stays on record with the reason."""
    submission = _decidable(ledger, submission_id)
    _permit(identity, Action.WITHDRAW, submission)
    _needs(reason, "withdraw", "why it counts no longer")
    return _record(ledger, submission, "withdrawn", identity, reason)


def _decidable(ledger: Ledger, submission_id: str) -> Submission:
    submission = find(ledger.submissions(), submission_id)
    if submission.draft.kind is Kind.EDITION:
        raise ReturnError(
            f"{submission_id} is a published source of the public record, not a return; it is changed in "
            "data/public_record and nowhere else"
        )
    return submission


def _permit(identity: Identity, action: Action, submission: Submission) -> None:
    permission = may(identity, action, submission.draft.agency)
    if not permission.allowed:
        raise ReturnError(f"{submission.id}: {permission.reason}")


def _needs(reason: str, what: str, which: str) -> None:
    if not reason.strip():
        raise ReturnError(f"to {what} a return needs a reason: say {which}")


def _record(
    ledger: Ledger, submission: Submission, event: str, identity: Identity, reason: str, *, reservation: str = ""
) -> Anchor:
    try:
        return ledger.record(submission.id, event, identity.actor, reason.strip(), reservation=reservation)
    except LedgerError as error:
        raise ReturnError(str(error)) from error
