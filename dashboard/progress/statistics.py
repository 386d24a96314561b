"""Exact tests and intervals for small counts. Pure functions on numbers; SciPy has every distribution used.

Each imports from SciPy what it needs when it is first asked, because a command that judges nothing need not wait for
it; and not from scipy.stats, whose import takes seconds, but the functions it stands on.

All intervals are two-sided 95 %. Growth rates, Wald intervals and normal approximations of counts are left out on
purpose: with counts of 0 to 60 a year they call most year pairs a movement although nothing has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, inf

from dashboard.progress.model import Interval

ALPHA = 0.05
"""`clear` is p < .05, and every interval covers 95 %."""

VERY_CLEAR_ALPHA = 0.002
"""`very clear`: outside 99.8 % limits, the alarm line of control charts (about three standard deviations)."""

TREND_YEARS = 5
"""The fewest yearly counts that are tested for a trend: in a shorter series one year makes the slope."""


@dataclass(frozen=True)
class TwoCounts:
    """Result of the exact test of two counts: two-sided p in [0, 1] and the interval of the rate ratio after/before."""

    p_value: float
    ratio: Interval


@dataclass(frozen=True)
class Trend:
    """Result of the trend test: `statistic` has a chi-squared distribution with 1 degree of freedom."""

    statistic: float
    p_value: float


def poisson_interval(count: int) -> Interval:
    """Exact (Garwood) interval of the mean behind one count of events: 0 gives 0 to 3.69.

    lo = chi2.ppf(a/2, 2k)/2 (0 if k = 0), hi = chi2.ppf(1 - a/2, 2k + 2)/2, and chi2.ppf(q, 2k)/2 is the inverse of the
    incomplete gamma function of k. Source: Garwood 1936; Fingertips technical
    guidance. Raises ValueError for a negative count.
    """
    from scipy.special import gammaincinv

    _refuse_negative(count=count)
    low = gammaincinv(count, ALPHA / 2) if count else 0.0
    return Interval(float(low), float(gammaincinv(count + 1, 1 - ALPHA / 2)))


def two_counts(before: int, after: int, years_before: float = 1.0, years_after: float = 1.0) -> TwoCounts:
    """Central conditional exact test of two counts with exposures in years, and the interval of their rate ratio.

    Given n = B + C, C is binomial with p0 = e1/(e0 + e1) if nothing changed: p = min(1, 2 min(P(X <= C), P(X >= C))).
    The interval is Clopper-Pearson's for C of n, taken from share to ratio; it is unbounded where B = 0.
    Source: Przyborowski and Wilenski 1940; Fay 2010 ("central" p value, which agrees with the interval).
    Raises ValueError for a negative count or an exposure that is not positive.
    """
    from scipy.special import bdtr, bdtrc, betaincinv

    _refuse_negative(before=before, after=after)
    if years_before <= 0 or years_after <= 0:
        raise ValueError(f"exposures must be positive, got {years_before} and {years_after} years")
    n = before + after
    expected = years_after / (years_before + years_after)
    tail = min(bdtr(after, n, expected), bdtrc(after - 1, n, expected))
    low = float(betaincinv(after, n - after + 1, ALPHA / 2)) if after else 0.0
    high = float(betaincinv(after + 1, n - after, 1 - ALPHA / 2)) if before else 1.0
    scale = years_before / years_after
    return TwoCounts(min(1.0, 2 * float(tail)), Interval(_odds(low) * scale, _odds(high) * scale))


def smallest_possible_p(n: int, expected: float) -> float:
    """The p of the most lopsided split of n events, where `expected` is the later period's share of the exposure.

    min(2 p0^n, 2 (1 - p0)^n, 1). If even this is not below the threshold, n events are too few to say anything.
    Raises ValueError for a negative n or a share outside (0, 1).
    """
    _refuse_negative(n=n)
    if not 0 < expected < 1:
        raise ValueError(f"the later period's share of the exposure lies between 0 and 1, got {expected}")
    return float(min(2 * expected**n, 2 * (1 - expected) ** n, 1.0))


def wilson(successes: int, n: int, alpha: float = ALPHA) -> Interval:
    """Wilson score interval of a share, between 0 and 1: 18 of 20 gives .699 to .972.

    Source: Wilson 1927; recommended for small n by Brown, Cai and DasGupta 2001.
    Raises ValueError for a denominator below 1 or a numerator outside 0 to n.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError(
            f"a share needs a numerator from 0 to its denominator, and that at least 1: got {successes} of {n}"
        )
    from scipy.stats import binomtest  # slow, and no count needs it

    found = binomtest(successes, n).proportion_ci(confidence_level=1 - alpha, method="wilson")
    return Interval(float(found.low), float(found.high))


def newcombe(before: int, n_before: int, after: int, n_after: int, alpha: float = ALPHA) -> Interval:
    """Newcombe's hybrid score interval of the difference of two shares (after minus before), between -1 and 1.

    d - sqrt((p1 - l1)^2 + (u0 - p0)^2) .. d + sqrt((u1 - p1)^2 + (p0 - l0)^2), l and u from Wilson. 3/10 against 9/12
    gives .036 to .701. Source: Newcombe 1998, method 10. Raises ValueError as `wilson` does.
    """
    first, last = wilson(before, n_before, alpha), wilson(after, n_after, alpha)
    p_first, p_last = before / n_before, after / n_after
    difference = p_last - p_first
    low = difference - hypot(p_last - last.low, first.high - p_first)
    high = difference + hypot(last.high - p_last, p_first - first.low)
    return Interval(max(low, -1.0), min(high, 1.0))


def trend(counts: Sequence[int]) -> Trend:
    """Test of a linear trend in at least five equal yearly counts, oldest first.

    X2 = (sum s_i k_i)^2 / (mean(k) sum s_i^2) with s_i = i - mean(i), 1 degree of freedom. Source: Fingertips technical
    guidance (trend markers). Five zeros show no trend: p = 1.
    Raises ValueError for fewer than five counts or a negative one.
    """
    if len(counts) < TREND_YEARS:
        raise ValueError(f"a trend needs at least {TREND_YEARS} yearly counts, got {len(counts)}")
    for position, count in enumerate(counts):
        _refuse_negative(**{f"count {position + 1}": count})
    mean = sum(counts) / len(counts)
    if mean == 0:
        return Trend(0.0, 1.0)
    scores = [index - (len(counts) - 1) / 2 for index in range(len(counts))]
    slope = sum(score * count for score, count in zip(scores, counts, strict=True))
    statistic = slope**2 / (mean * sum(score**2 for score in scores))
    from scipy.special import chdtrc

    return Trend(statistic, float(chdtrc(1, statistic)))


def _odds(share: float) -> float:
    return inf if share >= 1 else float(share / (1 - share))


def _refuse_negative(**counts: int) -> None:
    for name, count in counts.items():
        if count < 0:
            raise ValueError(f"{name} is a count and cannot be negative, got {count}")
