"""From two numbers to a comparison: the test its evidence model allows, the strength, and the label by direction."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal

from dashboard.catalogue import Direction
from dashboard.periods import Period
from dashboard.progress.clustering import Clustering
from dashboard.progress.evidence import Observed
from dashboard.progress.model import Comparison, Strength, VerdictLabel
from dashboard.progress.statistics import (
    ALPHA,
    VERY_CLEAR_ALPHA,
    newcombe,
    smallest_possible_p,
    two_counts,
)

_CLEAR = frozenset({Strength.CLEAR, Strength.VERY_CLEAR, Strength.COUNTED})


def compare_counts(
    component: str, before: Observed, after: Observed, clustering: Clustering, direction: Direction
) -> Comparison:
    """Two counts of events by the central conditional exact test, thinned for clustering.

    Both values must be whole and not negative. Exposures are the lengths of the periods, so a three-year baseline
    is pooled and not averaged away.
    """
    first, last = clustering.thin(before.value), clustering.thin(after.value)
    years_before, years_after = exposure(before.period), exposure(after.period)
    tested = two_counts(first, last, years_before, years_after)
    share = years_after / (years_before + years_after)
    if smallest_possible_p(first + last, share) >= clustering.clear_alpha:
        strength = Strength.TOO_FEW
    elif tested.p_value >= clustering.clear_alpha:
        strength = Strength.USUAL_VARIATION
    elif tested.p_value < VERY_CLEAR_ALPHA < clustering.clear_alpha:
        strength = Strength.VERY_CLEAR
    else:
        strength = Strength.CLEAR
    moved = _sign(float(before.value) / years_before, float(after.value) / years_after)
    return Comparison(
        component=component,
        before_period=before.period,
        after_period=after.period,
        before=before.value,
        after=after.value,
        before_denominator=None,
        after_denominator=None,
        p_value=tested.p_value,
        ratio=tested.ratio,
        difference=None,
        strength=strength,
        label=label_of(moved, strength, direction),
    )


def compare_shares(component: str, before: Observed, after: Observed, direction: Direction) -> Comparison:
    """Two shares by Newcombe's interval of their difference: clear where it excludes 0.

    Both denominators must be at least 1. Too few where even none of the first and all of the second (or the reverse)
    would not be clear.
    """
    if before.denominator is None or after.denominator is None:
        raise ValueError(f"{component}: a share cannot be compared without its denominators")
    first, n_first = int(before.value), int(before.denominator)
    last, n_last = int(after.value), int(after.denominator)
    if newcombe(0, n_first, n_last, n_last).low <= 0:
        strength = Strength.TOO_FEW
    elif not _excludes_zero(first, n_first, last, n_last, ALPHA):
        strength = Strength.USUAL_VARIATION
    elif _excludes_zero(first, n_first, last, n_last, VERY_CLEAR_ALPHA):
        strength = Strength.VERY_CLEAR
    else:
        strength = Strength.CLEAR
    return Comparison(
        component=component,
        before_period=before.period,
        after_period=after.period,
        before=before.value,
        after=after.value,
        before_denominator=before.denominator,
        after_denominator=after.denominator,
        p_value=None,
        ratio=None,
        difference=newcombe(first, n_first, last, n_last),
        strength=strength,
        label=label_of(_sign(first * n_last, last * n_first), strength, direction),
    )


def compare_stocks(component: str, before: Observed, after: Observed, direction: Direction) -> Comparison:
    """Two counts of things that exist on a day, or two amounts: no test, higher or lower is a counted fact."""
    return Comparison(
        component=component,
        before_period=before.period,
        after_period=after.period,
        before=before.value,
        after=after.value,
        before_denominator=None,
        after_denominator=None,
        p_value=None,
        ratio=None,
        difference=None,
        strength=Strength.COUNTED,
        label=label_of(_sign(before.value, after.value), Strength.COUNTED, direction),
    )


def label_of(moved: int, strength: Strength, direction: Direction) -> VerdictLabel:
    """The word for a movement of sign `moved`. Direction `none` is stated and never called good or bad."""
    if strength is Strength.TOO_FEW:
        return VerdictLabel.TOO_FEW
    if moved == 0:
        return VerdictLabel.NO_DIFFERENCE
    if strength not in _CLEAR:
        return VerdictLabel.HIGHER if moved > 0 else VerdictLabel.LOWER
    if direction is Direction.NONE:
        return VerdictLabel.CLEAR_INCREASE if moved > 0 else VerdictLabel.CLEAR_DECREASE
    wanted = -1 if direction is Direction.DECREASE else 1
    return VerdictLabel.CLEAR_IMPROVEMENT if moved == wanted else VerdictLabel.CLEAR_DECLINE


def movement(comparison: Comparison) -> int:
    """1 if the later rate, share or stock is the higher, -1 if the lower, 0 if they are equal."""
    if comparison.before_denominator is not None and comparison.after_denominator is not None:
        return _sign(
            comparison.before * comparison.after_denominator,
            comparison.after * comparison.before_denominator,
        )
    if comparison.strength is Strength.COUNTED:
        return _sign(comparison.before, comparison.after)
    return _sign(
        float(comparison.before) / exposure(comparison.before_period),
        float(comparison.after) / exposure(comparison.after_period),
    )


def exposure(period: Period) -> float:
    """Length in years; whole months count as twelfths, so three financial years are exactly 3."""
    ends_a_month = period.end.day == monthrange(period.end.year, period.end.month)[1]
    if period.start.day != 1 or not ends_a_month:
        return period.years
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    return months / 12


def _excludes_zero(first: int, n_first: int, last: int, n_last: int, alpha: float) -> bool:
    interval = newcombe(first, n_first, last, n_last, alpha)
    return interval.low > 0 or interval.high < 0


def _sign(before: Decimal | float, after: Decimal | float) -> int:
    return (after > before) - (after < before)
