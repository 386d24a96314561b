"""What one audience may see, as of one moment.

In: catalogue, figures, verdicts and the disclosure policy. Out: one immutable `Release`, already worded, that screens,
charts and papers print. Does not know how anything looks. The rule is written in `docs/disclosure.md`.
"""

from dashboard.release.building import make_release
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
from dashboard.release.overview import News, Overview, Waiting, overview

__all__ = [
    "NOT_APPLICABLE_SYMBOL",
    "NOT_AVAILABLE_SYMBOL",
    "WITHHELD_SYMBOL",
    "BreakdownCell",
    "BreakdownTable",
    "Citation",
    "IndicatorRelease",
    "News",
    "NotApplicable",
    "NotAvailable",
    "Overview",
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
    "Waiting",
    "Withheld",
    "make_release",
    "overview",
]
