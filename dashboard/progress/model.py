"""Verdicts: what may be said about a movement. Shapes only; the rules are in the modules beside this one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.periods import Period


class VerdictLabel(StrEnum):
    """The only words a status may use. Each has a shape; colour is decoration.

    `HIGHER_AND_LOWER` is the headline of a composite whose components moved both ways, none of them clearly: `MIXED`
    is kept for clear movements. `NOT_STARTED` is a reported nothing (0 of 14 parishes): not silence, not under way.
    """

    CLEAR_IMPROVEMENT = "Clear improvement"
    HIGHER = "Higher, within usual variation"
    NO_DIFFERENCE = "No difference"
    LOWER = "Lower, within usual variation"
    HIGHER_AND_LOWER = "Higher and lower, within usual variation"
    CLEAR_DECLINE = "Clear decline"
    CLEAR_INCREASE = "Clear increase"
    CLEAR_DECREASE = "Clear decrease"
    MIXED = "Mixed"
    TOO_FEW = "Too few to say"
    DONE = "Done"
    UNDER_WAY = "Under way"
    NOT_STARTED = "Not started"
    OVERDUE = "Overdue"
    CANNOT_BE_ASSESSED = "Cannot be assessed"
    WITHHELD = "[c] withheld to protect children"

    @property
    def shape(self) -> str:
        """One character that stands beside the word, so that no status rests on colour alone."""
        return _SHAPES[self]


# A plain equals sign: the full-width one is missing from the fonts of the report.
_SHAPES = {
    VerdictLabel.CLEAR_IMPROVEMENT: "▲",
    VerdictLabel.HIGHER: "△",
    VerdictLabel.NO_DIFFERENCE: "=",
    VerdictLabel.LOWER: "▽",
    VerdictLabel.HIGHER_AND_LOWER: "◇",
    VerdictLabel.CLEAR_DECLINE: "▼",
    VerdictLabel.CLEAR_INCREASE: "▲",
    VerdictLabel.CLEAR_DECREASE: "▼",
    VerdictLabel.MIXED: "◆",
    VerdictLabel.TOO_FEW: "○",
    VerdictLabel.DONE: "✓",
    VerdictLabel.UNDER_WAY: "◔",
    VerdictLabel.NOT_STARTED: "◌",
    VerdictLabel.OVERDUE: "!",
    VerdictLabel.CANNOT_BE_ASSESSED: "–",
    VerdictLabel.WITHHELD: "□",
}


class Gate(StrEnum):
    """Why an indicator cannot be assessed, in the order the gates are tried (`gates.py` says which apply to what)."""

    NOT_SUBMITTED = "not_submitted"
    NOT_ACCEPTED = "not_accepted"
    NO_BASELINE = "no_baseline"
    POOR_BASELINE = "poor_baseline"
    DEFINITION_CHANGED = "definition_changed"
    PERIOD_NOT_OVER = "period_not_over"
    TOO_IMMATURE = "too_immature"
    AGENCIES_MISSING = "agencies_missing"
    DENOMINATOR_ZERO = "denominator_zero"
    NO_RUBRIC = "no_rubric"


class Strength(StrEnum):
    """Strength of the evidence of a movement."""

    VERY_CLEAR = "very clear"
    CLEAR = "clear"
    USUAL_VARIATION = "within usual variation"
    TOO_FEW = "too few to say"
    COUNTED = "counted, not tested"


@dataclass(frozen=True)
class Interval:
    """A 95 % interval, both ends included. `high` of a ratio is infinite where the earlier count is 0."""

    low: float
    high: float


@dataclass(frozen=True)
class Comparison:
    """Two numbers of one component and what a test says of them.

    `p_value` and `ratio` are None where no test applies (stocks). For shares, `before`/`after` are numerators and the
    denominators are given; `difference` is the Newcombe interval of the two shares.
    """

    component: str
    before_period: Period
    after_period: Period
    before: Decimal
    after: Decimal
    before_denominator: Decimal | None
    after_denominator: Decimal | None
    p_value: float | None
    ratio: Interval | None
    difference: Interval | None
    strength: Strength
    label: VerdictLabel


@dataclass(frozen=True)
class Verdict:
    """The one status of an indicator and why.

    `commitment_met` is the literal reading of "increased": True, False, or None where it cannot be read.
    `who_must_act` are agency codes. `not_covered` are headline components without a figure.
    `reason` is a full sentence; it never says more than the comparison behind it.
    """

    label: VerdictLabel
    gate: Gate | None
    reason: str
    commitment_met: bool | None
    strength: Strength | None
    comparisons: tuple[Comparison, ...]
    who_must_act: tuple[str, ...]
    not_covered: tuple[str, ...]
    period: Period | None
