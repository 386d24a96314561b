"""What may be said about a movement: gates, exact tests and verdicts.

In: the catalogue's indicator and its figures. Out: one `Verdict` with its reason. Knows no files, storage or screens.
The rule is written in `docs/progress.md`.
"""

from dashboard.progress.model import (
    Comparison,
    Gate,
    Interval,
    Strength,
    Verdict,
    VerdictLabel,
)

__all__ = [
    "Comparison",
    "Gate",
    "Interval",
    "Strength",
    "Verdict",
    "VerdictLabel",
]
