"""What may be said about a movement: gates, exact tests and verdicts.

In: the catalogue's indicator and its figures. Out: one `Verdict` with its reason, beside it the statements that are no
verdicts (a reference period, an all-ages series), the intervals drawn around counts, and the joint false-alarm
probability. Pure functions; knows no files, storage or screens. The rule is written in `docs/progress.md`.
"""

from dashboard.progress.evidence import HELD_ON_A_DAY
from dashboard.progress.false_alarms import FalseAlarms, joint_false_alarm
from dashboard.progress.gates import GATES
from dashboard.progress.ladders import Rung, last_word, rungs
from dashboard.progress.model import (
    Comparison,
    Gate,
    Interval,
    Strength,
    Verdict,
    VerdictLabel,
)
from dashboard.progress.references import compare_context, reference
from dashboard.progress.statistics import (
    newcombe,
    poisson_interval,
    smallest_possible_p,
    trend,
    two_counts,
    wilson,
)
from dashboard.progress.targets import TargetPath, TargetStatus, against_target
from dashboard.progress.verdicts import judge
from dashboard.progress.words import listed, p_text, strength_words

__all__ = [
    "GATES",
    "HELD_ON_A_DAY",
    "Comparison",
    "FalseAlarms",
    "Gate",
    "Interval",
    "Rung",
    "Strength",
    "TargetPath",
    "TargetStatus",
    "Verdict",
    "VerdictLabel",
    "against_target",
    "compare_context",
    "joint_false_alarm",
    "judge",
    "last_word",
    "listed",
    "newcombe",
    "p_text",
    "poisson_interval",
    "reference",
    "rungs",
    "smallest_possible_p",
    "strength_words",
    "trend",
    "two_counts",
    "wilson",
]
