"""Where a number stands on the way to a target. No target is set yet; the rule waits for the first one.

The path is a straight line from the baseline to the target: y*(t) = b + (T - b)(t - t0)/(tT - t0). A target of all N is
not on a path: it is k of N only (`lists.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dashboard.progress.model import Interval


class TargetStatus(StrEnum):
    """The only words for a target."""

    MET = "met"
    ON_COURSE = "on course"
    BEHIND_NOT_CLEAR = "behind, not clear"
    BEHIND = "behind"


@dataclass(frozen=True)
class TargetPath:
    """From a baseline value on its day to a target value on its day, in the indicator's unit."""

    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date

    def __post_init__(self) -> None:
        if self.target_on <= self.baseline_on:
            raise ValueError(f"a target ({self.target_on}) must lie after its baseline ({self.baseline_on})")
        if self.target == self.baseline:
            raise ValueError(f"a target must differ from its baseline, both are {self.target}")

    @property
    def rises(self) -> bool:
        return self.target > self.baseline

    def at(self, on: date) -> Decimal:
        """The value expected on a day, held at its ends before the baseline and after the target."""
        whole = (self.target_on - self.baseline_on).days
        passed = min(max((on - self.baseline_on).days, 0), whole)
        return self.baseline + (self.target - self.baseline) * passed / whole


def against_target(path: TargetPath, value: Decimal, on: date, interval: Interval | None) -> TargetStatus:
    """Met at or beyond the target; on course at or beyond the path; behind where the whole interval falls short.

    `interval` is that of the value (Poisson or Wilson, in its unit), None for a stock, which is simply counted.
    """
    expected = path.at(on)
    sign = 1 if path.rises else -1
    if sign * (value - path.target) >= 0:
        return TargetStatus.MET
    if sign * (value - expected) >= 0:
        return TargetStatus.ON_COURSE
    if interval is not None and interval.low <= float(expected) <= interval.high:
        return TargetStatus.BEHIND_NOT_CLEAR
    return TargetStatus.BEHIND
