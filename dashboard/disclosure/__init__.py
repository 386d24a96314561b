"""What must be withheld from an audience so that no child can be found in the figures.

In: whose data a count is, what it counts, its period and breakdown, and the tier. Out: show or withhold, with a reason
for the restricted log. Knows no files, storage or screens. The rule is written in `docs/disclosure.md`.
"""

from dashboard.disclosure.withholding import Cell, Decision, decide, may_print, may_read_evidence

__all__ = ["Cell", "Decision", "decide", "may_print", "may_read_evidence"]
