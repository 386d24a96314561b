"""A loosened policy is logged the first time that figures of an acting ledger are shown under it."""

from __future__ import annotations

from dashboard.access import UNVERIFIED
from dashboard.disclosure import ReleasePolicy
from dashboard.ledger import Anchor, DataSet, HeadMovedError, Ledger

SUBJECT = "threshold"
ACTOR = f"Disclosure policy {UNVERIFIED}"
"""The policy is a file, and says who approved it; nobody has checked that."""


def log_lowered(ledger: Ledger, policy: ReleasePolicy, policy_hash: str) -> Anchor | None:
    """Note loosenings, approver, day and the hash of the policy, once for each approval; None where there is none.

    Nothing is logged of the public record, in which nobody acts. LedgerError if it cannot be written.
    """
    approval = policy.approval
    if approval is None or not policy.warnings or ledger.data_set is DataSet.PUBLIC_RECORD:
        return None
    said = {
        "threshold": str(policy.threshold),
        "loosened": "; ".join(one.sentence for one in policy.loosenings),
        "approved_by": approval.by,
        "approved_on": approval.on.isoformat(),
    }
    read_at = ledger.head().sequence
    if any(said.items() <= dict(note.content).items() for note in ledger.notes("threshold_approved")):
        return None
    content = {**said, "policy_hash": policy_hash}
    try:
        return ledger.note("threshold_approved", SUBJECT, ACTOR, approval.reason, content, read_at=read_at)
    except HeadMovedError:  # another page was made at the same moment, and has logged it
        return log_lowered(ledger, policy, policy_hash)
