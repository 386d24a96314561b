"""What must be withheld from an audience so that no child can be found in the figures.

In: whose data a count is, what it counts, its period and breakdown, and the tier; or linked tables with all that is
published of them. Out: show or withhold, with a reason for the restricted log; or the fewest cells to hide, and whether
a hidden count can be worked out. Knows no files, storage or screens. The rule is written in `docs/disclosure.md`, the
method in `docs/disclosure-method.md`.
"""

from dashboard.disclosure.form_text import SystemFormError, parse_form
from dashboard.disclosure.model import Claim, Interval, Policy, Protection, Symbols, System, Table, Witnesses, Zeros
from dashboard.disclosure.passing import Audited, audit_groups, audit_nothing
from dashboard.disclosure.policy import DEFAULT_THRESHOLD, Approval, Audience, Loosening, ReleasePolicy, Stretch
from dashboard.disclosure.protecting import Ruling, Step, Why
from dashboard.disclosure.reading import Question, read_system
from dashboard.disclosure.verdict import Answer, Verdict, answered, audited, chosen
from dashboard.disclosure.withholding import Cell, Decision, counts_people, decide, may_print, may_read_evidence
from dashboard.disclosure.witnesses import Checker

__all__ = [
    "DEFAULT_THRESHOLD",
    "Answer",
    "Approval",
    "Audience",
    "Audited",
    "Cell",
    "Checker",
    "Claim",
    "Decision",
    "Interval",
    "Loosening",
    "Policy",
    "Protection",
    "Question",
    "ReleasePolicy",
    "Ruling",
    "Step",
    "Stretch",
    "Symbols",
    "System",
    "SystemFormError",
    "Table",
    "Verdict",
    "Why",
    "Witnesses",
    "Zeros",
    "answered",
    "audit_groups",
    "audit_nothing",
    "audited",
    "chosen",
    "counts_people",
    "decide",
    "may_print",
    "may_read_evidence",
    "parse_form",
    "read_system",
]
