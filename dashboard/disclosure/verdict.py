"""The question and its answer: audit a pattern or choose one, then have every witness added up.

What the audit finds counts only as far as its witnesses bear it out under the small checker. The solver takes a second
or two to load, so it is loaded with the first question and not with the room.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from dashboard.disclosure.explaining import facts_behind
from dashboard.disclosure.model import Interval, System, is_wide_enough
from dashboard.disclosure.reading import Question

if TYPE_CHECKING:
    from dashboard.disclosure.audit import AuditReport


class Verdict(StrEnum):
    SAFE = "safe"
    LEAK = "leak"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True)
class Answer:
    """`reasons`: why not safe, in sentences; the last of them are of the names in `given_away`, one each.

    The other fields are those of the JSON form.
    """

    verdict: Verdict
    exactly_recovered: tuple[str, ...]
    range_protected: bool
    intervals: dict[str, Interval]
    primary: tuple[str, ...]
    complementary: tuple[str, ...]
    proven_optimal: bool
    reasons: tuple[str, ...]
    given_away: tuple[str, ...] = ()

    def form(self) -> dict[str, Any]:
        return {
            "verdict": str(self.verdict),
            "exactly_recovered": list(self.exactly_recovered),
            "range_protected": self.range_protected,
            "intervals": {name: [interval.lo, interval.hi] for name, interval in sorted(self.intervals.items())},
            "primary": list(self.primary),
            "complementary": list(self.complementary),
            "proven_optimal": self.proven_optimal,
        }


def audited(system: System, suppressed: frozenset[str], intervals: bool = True) -> Answer:
    """What a pattern gives away; without `intervals` only what decides: the small cells and the slices, and sooner."""
    from dashboard.disclosure.audit import audit
    from dashboard.disclosure.equations import Equations

    return judged(system, suppressed, audit(Equations(system), suppressed, intervals))


def judged(system: System, suppressed: frozenset[str], report: AuditReport, proven_optimal: bool = False) -> Answer:
    """The audit's findings, as far as the small checker bears them out."""
    from dashboard.disclosure.audit import borne_out

    primary = tuple(sorted(system.primary))
    complementary = tuple(sorted(suppressed - system.primary))
    if report.contradictions:
        return Answer(Verdict.INFEASIBLE, (), False, {}, primary, complementary, False, report.contradictions)
    intervals = borne_out(system, suppressed, report)
    exact = {name for name, interval in intervals.items() if interval.is_exact}
    given = system.known
    recovered = tuple(sorted(name for name in exact - given if name in suppressed or name in system.watch))
    leaks = sorted(name for name in exact - given if name in system.primary or name in system.watch)
    narrow = [
        name
        for name in primary
        if name not in given
        and name not in leaks
        and not is_wide_enough(intervals[name].lo, intervals[name].hi, system.policy)
    ]
    reasons = tuple(_reason(system, suppressed, name) for name in leaks) + tuple(
        f"{name} can only be {_span(intervals[name])}, narrower than protection {system.policy.protection} asks"
        for name in narrow
    )
    verdict = Verdict.LEAK if leaks else Verdict.SAFE
    protected = not narrow and not any(name in system.primary for name in leaks)
    given_away = (*leaks, *narrow)
    return Answer(verdict, recovered, protected, intervals, primary, complementary, proven_optimal, reasons, given_away)


def _reason(system: System, suppressed: frozenset[str], name: str) -> str:
    if name in system.watch:
        return f"the watched slice {name} can be worked out exactly"
    if name not in suppressed:
        return f"{name} is small and printed"
    printed = sorted(system.same_as([name]) - suppressed)
    if printed:
        return f"{name} is suppressed, yet printed as {', '.join(printed)}"
    return f"{name} is suppressed, yet can be worked out exactly"


def _span(interval: Interval) -> str:
    return f"{interval.lo} or more" if interval.hi is None else f"{interval.lo} to {interval.hi}"


def chosen(system: System, seconds: float = 60.0) -> Answer:
    """The pattern with the fewest complementary cells that can be found in the time, audited.

    Infeasible where no pattern can give the protection asked; the intervals are then those with all hidden that may be.
    """
    from dashboard.disclosure.audit import AuditReport, audit, contradictions
    from dashboard.disclosure.equations import Equations
    from dashboard.disclosure.suppressing import choose

    untrue = contradictions(system, frozenset())
    if untrue:
        return judged(system, frozenset(), AuditReport(untrue, {}, {}))
    equations = Equations(system)
    choice = choose(equations, seconds)
    answer = judged(system, choice.suppressed, audit(equations, choice.suppressed), choice.proven_optimal)
    if not choice.impossible:
        return answer
    reason = f"{', '.join(choice.impossible)} cannot be protected, even with everything hidden that may be"
    return replace(answer, verdict=Verdict.INFEASIBLE, reasons=(reason, *answer.reasons))


def answered(question: Question, seconds: float = 60.0) -> Answer:
    """The answer to what a form asks, its reasons with the printed cells that give a count away.

    No longer than `seconds` are spent on choosing, nor on looking for those cells.
    """
    system = question.system
    if question.suppressed is None:
        answer = chosen(system, seconds)
        return _explained(answer, system, frozenset(answer.primary + answer.complementary), seconds)
    return _explained(audited(system, question.suppressed), system, question.suppressed, seconds)


def _explained(answer: Answer, system: System, suppressed: frozenset[str], seconds: float) -> Answer:
    deadline = time.monotonic() + seconds
    others = len(answer.reasons) - len(answer.given_away)
    reasons = list(answer.reasons[:others])
    for name, reason in zip(answer.given_away, answer.reasons[others:], strict=True):
        is_hidden = name in system.watch or name in system.hidden(suppressed)
        facts = facts_behind(system, suppressed, name, deadline=deadline) if is_hidden else None
        reasons.append(reason if facts is None else f"{reason}, {_because(facts)}")
    return replace(answer, reasons=tuple(reasons))


def _because(facts: tuple[str, ...]) -> str:
    return f"from what is printed of {', '.join(facts)}" if facts else "from what is claimed and told besides alone"
