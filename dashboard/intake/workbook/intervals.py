"""The exact interval in which the next count lies if nothing has changed."""

from __future__ import annotations

from collections.abc import Sequence

ALPHA = 0.01
"""One count in a hundred is asked about for nothing, at most: a workbook has up to a hundred numbers."""

FEWEST_BEFORE = 2
"""Counts of earlier years from which on something can be called usual."""

FAR_TIMES, FAR_MORE = 5, 20
"""A rule of thumb for fewer: a digit too many makes ten times as much, and small counts may well be several
times more."""


def is_unusual(count: int, before: Sequence[int]) -> bool:
    """Whether a count lies outside the exact prediction interval of the counts before it, which have equal exposure.

    If nothing changed, `count` of the sum `count + sum(before)` is binomial with share 1 / (len(before) + 1); the test
    is two-sided and central, as `two_counts` of the progress rules (Przyborowski and Wilenski 1940; for prediction,
    Krishnamoorthy and Peng 2011). False where fewer than `FEWEST_BEFORE` stand before. ValueError for a negative count.
    """
    if count < 0 or any(one < 0 for one in before):
        raise ValueError(f"counts cannot be negative, got {count} after {list(before)}")
    if len(before) < FEWEST_BEFORE:
        return False
    from scipy.special import bdtr, bdtrc  # here, because few commands need it; scipy.stats would take seconds

    total, share = count + sum(before), 1 / (len(before) + 1)
    return bool(2 * min(bdtr(count, total, share), bdtrc(count - 1, total, share)) < ALPHA)


def is_far_above(count: int, before: Sequence[int]) -> bool:
    """Whether a count is so far above the largest before it that it looks mistyped, where no interval can be had.

    False where nothing stands before.
    """
    return bool(before) and count > FAR_TIMES * max(before) and count > FAR_MORE + max(before)


def usual_range(before: Sequence[int]) -> tuple[int, int | None]:
    """The counts that are not unusual: the least, and the greatest or None where there is nothing to judge by."""
    if len(before) < FEWEST_BEFORE:
        return 0, None
    middle = round(sum(before) / len(before))
    low = _edge(middle, 0, before)
    step = 1
    while not is_unusual(middle + step, before):
        step *= 2
    return low, _edge(middle, middle + step, before)


def _edge(usual: int, beyond: int, before: Sequence[int]) -> int:
    """The last usual count on the way from one that is usual to one that may not be, by bisection."""
    if not is_unusual(beyond, before):
        return beyond
    while abs(usual - beyond) > 1:
        middle = (usual + beyond) // 2
        usual, beyond = (usual, middle) if is_unusual(middle, before) else (middle, beyond)
    return usual
