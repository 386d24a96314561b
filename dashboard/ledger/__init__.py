"""The append-only record of who said what, when: submissions with all they say, and a hash-chained log of events.

In: a `SubmissionDraft` (an edition, a return with its workbook, adjustments, corrections) and decisions on it. Out:
submissions as of any moment, the register of decisions, a check of every stored row. Nothing is ever updated; a state
is the last event, and void once the content is no longer what it was about. Knows neither Excel nor the catalogue's
rules. The rule is written in `docs/ledger.md`.
"""

from dashboard.ledger.anchors import Printed, Register, give_up, parse_anchor, remember, remembered
from dashboard.ledger.keeping import Backup, Moved, Restored, backup, move, restore
from dashboard.ledger.model import (
    NOW,
    SYNTHETIC,
    Adjustment,
    Anchor,
    AsOf,
    Bound,
    Break,
    CommitmentRecord,
    Confidence,
    Correction,
    DataSet,
    Decision,
    Dimensions,
    Kind,
    LedgerError,
    MilestoneRecord,
    Narrative,
    Observation,
    Remark,
    Role,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.ledger.store import Ledger, data_set_at

__all__ = [
    "NOW",
    "SYNTHETIC",
    "Adjustment",
    "Anchor",
    "AsOf",
    "Backup",
    "Bound",
    "Break",
    "CommitmentRecord",
    "Confidence",
    "Correction",
    "DataSet",
    "Decision",
    "Dimensions",
    "Kind",
    "Ledger",
    "LedgerError",
    "MilestoneRecord",
    "Moved",
    "Narrative",
    "Observation",
    "Printed",
    "Register",
    "Remark",
    "Restored",
    "Role",
    "Source",
    "State",
    "Submission",
    "SubmissionDraft",
    "backup",
    "data_set_at",
    "give_up",
    "move",
    "parse_anchor",
    "remember",
    "remembered",
    "restore",
]
