"""The append-only record of who said what, when: submissions, their observations and milestones, and a hash-chained log.

In: a `SubmissionDraft`. Out: submissions and observations as of any moment, and a check of the whole chain. Nothing is
ever updated; a state is the last event. Knows neither Excel nor rules. The rule is written in `docs/ledger.md`.
"""

from dashboard.ledger.model import (
    NOW,
    Anchor,
    AsOf,
    Bound,
    Confidence,
    DataSet,
    Dimensions,
    MilestoneRecord,
    Narrative,
    Observation,
    Role,
    Source,
    State,
    Submission,
    SubmissionDraft,
)

__all__ = [
    "NOW",
    "Anchor",
    "AsOf",
    "Bound",
    "Confidence",
    "DataSet",
    "Dimensions",
    "MilestoneRecord",
    "Narrative",
    "Observation",
    "Role",
    "Source",
    "State",
    "Submission",
    "SubmissionDraft",
]
