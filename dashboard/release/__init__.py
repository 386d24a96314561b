"""What one audience may see, as of one moment.

In: catalogue, figures, verdicts and the disclosure policy. Out: one immutable `Release`, already worded, that screens,
charts and papers print. Does not know how anything looks. The rule is written in `docs/disclosure.md`.
"""

from dashboard.release.model import (
    NOT_APPLICABLE_SYMBOL,
    NOT_AVAILABLE_SYMBOL,
    WITHHELD_SYMBOL,
    BreakdownCell,
    BreakdownTable,
    Citation,
    IndicatorRelease,
    NotApplicable,
    NotAvailable,
    Point,
    Publication,
    ReferenceStatement,
    Release,
    ReleasedMilestone,
    Restatement,
    Series,
    Shown,
    StageState,
    Value,
    Variant,
    Withheld,
)

__all__ = [
    "NOT_APPLICABLE_SYMBOL",
    "NOT_AVAILABLE_SYMBOL",
    "WITHHELD_SYMBOL",
    "BreakdownCell",
    "BreakdownTable",
    "Citation",
    "IndicatorRelease",
    "NotApplicable",
    "NotAvailable",
    "Point",
    "Publication",
    "ReferenceStatement",
    "Release",
    "ReleasedMilestone",
    "Restatement",
    "Series",
    "Shown",
    "StageState",
    "Value",
    "Variant",
    "Withheld",
]
