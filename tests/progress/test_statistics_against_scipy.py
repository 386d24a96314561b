"""The formulas of the rule, written with SciPy's distributions, give what the faster functions beneath them give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binom, chi2

from dashboard.progress import poisson_interval, trend, two_counts

COUNTS = st.integers(min_value=0, max_value=200)


@given(COUNTS)
def test_the_interval_of_a_count_is_that_of_the_chi_squared_formula(count: int) -> None:
    found = poisson_interval(count)
    assert found.low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2 if count else 0.0)
    assert found.high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2)


@given(COUNTS, COUNTS, st.sampled_from([1.0, 0.5, 3.0]))
def test_two_counts_are_compared_by_the_binomial_and_beta_formulas(before: int, after: int, years: float) -> None:
    found = two_counts(before, after, years)
    n, expected = before + after, 1 / (years + 1)
    tail = min(binom.cdf(after, n, expected), binom.sf(after - 1, n, expected))
    assert found.p_value == pytest.approx(min(1.0, 2 * float(tail)))
    if before and after:
        low = beta.ppf(0.025, after, before + 1)
        assert found.ratio.low == pytest.approx(low / (1 - low) * years)


@given(st.lists(st.integers(min_value=1, max_value=60), min_size=5, max_size=8))
def test_a_trend_is_read_off_the_chi_squared_distribution(counts: list[int]) -> None:
    found = trend(counts)
    assert found.p_value == pytest.approx(chi2.sf(found.statistic, 1))
