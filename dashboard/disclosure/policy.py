"""The disclosure policy as data: what each audience sees, and how well a small count must be protected.

Read from `data/reference/disclosure.yaml` by the room `release`; the rule in words is `docs/disclosure.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.access import Tier
from dashboard.disclosure.model import Protection, Zeros

DEFAULT_THRESHOLD = 5
"""Counts of 1 to 4 are small. A lower threshold needs a named approver."""


class Stretch(StrEnum):
    """For how long a national total of people may be shown."""

    FINANCIAL_YEAR = "financial_year"
    HALF_YEAR = "half_year"


@dataclass(frozen=True)
class Audience:
    """What leaves the restricted tier for one audience.

    `breakdowns` are dimensions, the most important first: where not all can be protected the last goes first.
    """

    totals: frozenset[Stretch]
    breakdowns: tuple[str, ...]


@dataclass(frozen=True)
class Approval:
    """Who approved a threshold below the default, when and why."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True)
class ReleasePolicy:
    """The whole policy. Hashable, so that what was once decided under it need not be decided again.

    `small_total`: a national total of 1 up to this that no source has printed needs the Rapporteur's sign-off in
    public. `small_totals` names components with another limit. `overlapping` are dimensions whose categories may count
    one child more than once, `included` pairs of series of which the first is part of the second.
    `minimum_denominator`: no percentage below it. `time_limit` in seconds, for one breakdown of a group.
    """

    threshold: int
    protection: Protection
    zeros: Zeros
    natfatip: Audience
    public: Audience
    small_total: int
    small_totals: tuple[tuple[str, int], ...]
    overlapping: frozenset[str]
    included: tuple[tuple[str, str], ...]
    insiders: bool
    minimum_denominator: int
    time_limit: float
    approval: Approval | None = None

    def audience(self, tier: Tier) -> Audience:
        """KeyError for the restricted tier: it sees everything."""
        return {Tier.NATFATIP: self.natfatip, Tier.PUBLIC: self.public}[tier]

    def needs_sign_off_to(self, series: str) -> int:
        """The highest national total of a series ("2.2a/identified") that is not shown in public by itself."""
        return dict(self.small_totals).get(series, self.small_total)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What whoever releases must know: that the threshold was lowered, and by whom."""
        if self.approval is None or self.threshold >= DEFAULT_THRESHOLD:
            return ()
        shown = "any count" if self.threshold == 1 else f"counts of {self.threshold} or more"
        return (
            f"the threshold is lowered to {self.threshold}: {shown} are shown in breakdowns. Approved by "
            f"{self.approval.by} on {self.approval.on.isoformat()}: {self.approval.reason}",
        )
