"""The disclosure policy as data: what each audience sees, and how well a small count must be protected.

Read from `data/reference/disclosure.yaml` by the room `release`; the rule in words is `docs/disclosure.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.access import Tier
from dashboard.disclosure.model import Protection, Zeros

DEFAULT_THRESHOLD = 5
"""Counts of 1 to 4 are small. A lower threshold needs a named approver."""

SMALL_TOTAL = 2
SMALL_TOTALS = {"1.6/investigations": 4}
"""National totals up to these wait for a sign-off in public: of any series, and of officials."""

PUBLIC_BREAKDOWNS = ("sex", "exploitation_type", "citizenship_group", "service", "outcome", "offence")
"""What may be shown to everybody without a named approver. A floor is fixed here, and not in the file it guards."""


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
    """Who approved a policy looser than the floors, when and why."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True)
class Loosening:
    """One key of the policy below its floor: what was found, what is allowed unapproved, and what it does, in words."""

    key: str
    found: str
    allowed: str
    sentence: str


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
        """What whoever releases must know: each loosening, and who approved it; none while the floors hold."""
        approval = self.approval
        whose = "Nobody has approved it"
        if approval is not None:
            whose = f"Approved by {approval.by} on {approval.on.isoformat()}: {approval.reason}"
        return tuple(f"{one.sentence}. {whose}" for one in self.loosenings)

    @property
    def loosenings(self) -> tuple[Loosening, ...]:
        """All that is looser than the floors of this file, whether or not somebody approved it."""
        return (*_of_cells(self), *_of_totals(self), *_of_breakdowns(self))


def _of_cells(policy: ReleasePolicy) -> Iterator[Loosening]:
    if policy.threshold < DEFAULT_THRESHOLD:
        of = policy.threshold
        shown = "every count is" if of == 1 else f"counts of {of} or more are"
        sentence = f"the threshold is lowered to {of}: {shown} shown in breakdowns"
        yield Loosening("threshold", str(of), f"{DEFAULT_THRESHOLD} or more", sentence)
    if policy.protection is Protection.NOT_EXACT:
        sentence = "the protection is lowered to not_exact: a hidden small count need only leave two values open"
        yield Loosening("protection", "'not_exact'", "range or rule", sentence)
    if policy.zeros is Zeros.PUBLISHED:
        sentence = "zeros are always published: a hidden count then tells that at least one child is there"
        yield Loosening("zeros", "'published'", "suppressible", sentence)
    if not policy.insiders:
        sentence = "insiders are left out: a child who is alone in a hidden cell may work out the others"
        yield Loosening("insiders", "'none'", "singletons", sentence)


def _of_totals(policy: ReleasePolicy) -> Iterator[Loosening]:
    if policy.small_total < SMALL_TOTAL:
        yield _of_total("small_total", "small national totals", policy.small_total, SMALL_TOTAL)
    for series in sorted({*dict(policy.small_totals), *SMALL_TOTALS}):
        limit, floor = policy.needs_sign_off_to(series), SMALL_TOTALS.get(series, SMALL_TOTAL)
        if limit < floor:
            yield _of_total(f"small_totals.{series}", series, limit, floor)


def _of_total(key: str, of: str, limit: int, floor: int) -> Loosening:
    shown = f"a total of {floor} is" if limit + 1 == floor else f"totals of {limit + 1} to {floor} are"
    sentence = f"the limit for {of} is lowered to {limit}: {shown} shown in public without a sign-off"
    return Loosening(key, str(limit), f"{floor} or more", sentence)


def _of_breakdowns(policy: ReleasePolicy) -> Iterator[Loosening]:
    for name in policy.public.breakdowns:
        if name not in PUBLIC_BREAKDOWNS:
            sentence = f"a public breakdown is added: counts by {name} are shown to everybody"
            yield Loosening("audiences.public.breakdowns", repr(name), ", ".join(PUBLIC_BREAKDOWNS), sentence)
