"""What the office does with a return once it is filed: send back, accept, adopt, withdraw. One function an act.

Each checks the role, the words and, of an adjustment or a correction, whether it can still be; then it writes one
event. With `seen`, the state that the person saw, an act is refused on what has changed since. The ledger itself holds
the rest, in the same transaction: that nobody has decided since these checks, which state may follow which, that a
reason is given, and that two acts which must be two persons' are not one's.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.access import Action, Identity, may
from dashboard.catalogue import Catalogue
from dashboard.ledger import Anchor, DataSet, Kind, Ledger, LedgerError, Submission
from dashboard.returns.checks_of_lines import faults_of_lines
from dashboard.returns.model import ReturnError
from dashboard.returns.standing import find
from dashboard.returns.texts import check_reservation, check_text


def takes_returns(ledger: Ledger) -> None:
    """ReturnError for a ledger of the public record, which no return may enter."""
    if ledger.data_set is DataSet.PUBLIC_RECORD:
        raise ReturnError(
            "this ledger holds the public record, and returns are never mixed into it; open an office's own ledger "
            "first: python3 run.py begin-office"
        )


def accept(
    ledger: Ledger, catalogue: Catalogue, submission_id: str, identity: Identity, reason: str = "", *, seen: str = ""
) -> Anchor:
    """The Secretariat has read a return and takes it; earlier revisions are replaced.

    An adjustment or a correction may be accepted by the Rapporteur too, since the Secretariat writes them.
    """
    read_at, submissions = _read(ledger)
    submission = _decidable(submissions, submission_id, seen)
    _permit(identity, Action.ACCEPT if submission.draft.kind is Kind.RETURN else Action.DECIDE_LINES, submission)
    check_text("reason", reason, catalogue)
    others = [one for one in submissions if one.id != submission_id]
    if faults := list(faults_of_lines(submission, others, catalogue)):
        raise ReturnError(f"{submission_id} was not accepted:\n" + "\n".join(f"- {fault}" for fault in faults))
    return _record(ledger, submission, "accepted", identity, reason, read_at)


def send_back(
    ledger: Ledger, catalogue: Catalogue, submission_id: str, identity: Identity, reason: str, *, seen: str = ""
) -> Anchor:
    """Back to the agency, with what it is asked to mend."""
    read_at, submissions = _read(ledger)
    submission = _decidable(submissions, submission_id, seen)
    _permit(identity, Action.SEND_BACK if submission.draft.kind is Kind.RETURN else Action.DECIDE_LINES, submission)
    _needs(reason, "send back", "what the agency is to mend")
    check_text("reason", reason, catalogue)
    return _record(ledger, submission, "sent_back", identity, reason, read_at)


def adopt(
    ledger: Ledger,
    catalogue: Catalogue,
    submission_id: str,
    identity: Identity,
    reason: str = "",
    *,
    reservation: str = "",
    seen: str = "",
) -> Anchor:
    """The Rapporteur takes what is accepted into her report; `reservation` is printed beside its figures."""
    read_at, submissions = _read(ledger)
    submission = _decidable(submissions, submission_id, seen)
    _permit(identity, Action.ADOPT, submission)
    check_text("reason", reason, catalogue)
    check_reservation(reservation, catalogue)
    return _record(ledger, submission, "adopted", identity, reason, read_at, reservation=reservation.strip())


def withdraw(
    ledger: Ledger, catalogue: Catalogue, submission_id: str, identity: Identity, reason: str, *, seen: str = ""
) -> Anchor:
    """It counts no longer, and stays on record with the reason."""
    read_at, submissions = _read(ledger)
    submission = _decidable(submissions, submission_id, seen)
    _permit(identity, Action.WITHDRAW, submission)
    _needs(reason, "withdraw", "why it counts no longer")
    check_text("reason", reason, catalogue)
    return _record(ledger, submission, "withdrawn", identity, reason, read_at)


def _read(ledger: Ledger) -> tuple[int, Sequence[Submission]]:
    """The submissions, and an event that they are not older than: whatever came after it may be missing in them."""
    return ledger.head().sequence, ledger.submissions()


def _decidable(submissions: Sequence[Submission], submission_id: str, seen: str) -> Submission:
    submission = find(submissions, submission_id)
    if submission.draft.kind is Kind.EDITION:
        raise ReturnError(
            f"{submission_id} is a published source of the public record, not a return; it is changed in "
            "data/public_record and nowhere else"
        )
    if seen and submission.state != seen:
        raise ReturnError(
            f"{submission_id} has changed since you opened it: it was {seen} and is {submission.state} now. Look at it "
            "again before you decide"
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
    ledger: Ledger,
    submission: Submission,
    event: str,
    identity: Identity,
    reason: str,
    read_at: int,
    *,
    reservation: str = "",
) -> Anchor:
    who, why = identity.actor, reason.strip()
    try:
        return ledger.record(submission.id, event, who, why, reservation=reservation, read_at=read_at)
    except LedgerError as error:
        raise ReturnError(str(error)) from error
