"""The append-only record of who said what, when: submissions with all they say, and a hash-chained log of events.

In: a `SubmissionDraft`. Out: submissions and observations as of any moment, and a check of the whole chain. Nothing is
ever updated; a state is the last event. Knows neither Excel nor rules. The rule is written in `docs/ledger.md`.
"""

from dashboard.ledger.model import (
    NOW,
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
    "Adjustment",
    "Anchor",
    "AsOf",
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
    "Narrative",
    "Observation",
    "Remark",
    "Role",
    "Source",
    "State",
    "Submission",
    "SubmissionDraft",
    "data_set_at",
]
