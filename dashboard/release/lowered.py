"""A lowered threshold is logged the first time that figures of an acting ledger are shown under it."""

from __future__ import annotations

from dashboard.access import UNVERIFIED
from dashboard.disclosure import DEFAULT_THRESHOLD, ReleasePolicy
from dashboard.ledger import Anchor, DataSet, Ledger

SUBJECT = "threshold"
ACTOR = f"Disclosure policy {UNVERIFIED}"
"""The policy is a file, and says who approved it; nobody has checked that."""


def log_lowered(ledger: Ledger, policy: ReleasePolicy, policy_hash: str) -> Anchor | None:
    """Note threshold, approver, day and the hash of the policy, once for each approval; None where nothing is to do.

    Nothing is logged of the public record, in which nobody acts. LedgerError if it cannot be written.
    """
    approval = policy.approval
    if approval is None or policy.threshold >= DEFAULT_THRESHOLD or ledger.data_set is DataSet.PUBLIC_RECORD:
        return None
    said = {"threshold": str(policy.threshold), "approved_by": approval.by, "approved_on": approval.on.isoformat()}
    if any(said.items() <= dict(note.content).items() for note in ledger.notes("threshold_approved")):
        return None
    return ledger.note("threshold_approved", SUBJECT, ACTOR, approval.reason, {**said, "policy_hash": policy_hash})
