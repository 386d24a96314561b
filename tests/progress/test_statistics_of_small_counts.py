"""Reference values of the rule, to the precision they are printed with, and what must hold for every count."""

from __future__ import annotations

from decimal import Decimal
from math import inf, isinf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import CountingUnit, Dispersion
from dashboard.progress import newcombe, poisson_interval, smallest_possible_p, trend, two_counts, wilson
from dashboard.progress.clustering import INDEPENDENT, UNKNOWN, clustering_of

counts = st.integers(0, 80)


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0, 3.69), (1, 0.03, 5.57), (3, 0.62, 8.77), (10, 4.80, 18.39)])
def test_the_interval_of_a_count_is_the_exact_one(count: int, low: float, high: float) -> None:
    found = poisson_interval(count)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(0, 5, 0, 0.434), (1, 4, 0.046, 0.699), (3, 4, 0.301, 0.954), (18, 20, 0.699, 0.972)],
)
def test_the_interval_of_a_share_is_wilsons(k: int, n: int, low: float, high: float) -> None:
    found = wilson(k, n)
    assert (round(found.low, 3), round(found.high, 3)) == (low, high)


def test_the_difference_of_two_shares_is_newcombes() -> None:
    found = newcombe(3, 10, 9, 12)
    assert (round(found.low, 3), round(found.high, 3)) == (0.036, 0.701)


@pytest.mark.parametrize(("before", "after", "p"), [(4, 7, 0.5488), (0, 6, 0.0312), (10, 22, 0.0501), (20, 31, 0.1608)])
def test_two_counts_are_compared_exactly(before: int, after: int, p: float) -> None:
    # 0.03125 is printed .0312 in the rule: a tie rounded to even.
    assert round(two_counts(before, after).p_value, 4) == pytest.approx(p, abs=1e-9)


@pytest.mark.parametrize(("after", "p", "decimals"), [(36, 0.54, 2), (53, 0.015, 3), (61, 0.002, 3)])
def test_the_published_investigations_since_thirty(after: int, p: float, decimals: int) -> None:
    assert round(two_counts(30, after).p_value, decimals) == p


def test_the_ratio_of_thirty_to_sixty_one_investigations() -> None:
    ratio = two_counts(30, 61).ratio
    assert (round(ratio.low, 2), round(ratio.high, 2)) == (1.29, 3.26)


@pytest.mark.parametrize("after", [6, 10, 8])
def test_no_published_year_of_all_age_victims_differs_clearly_from_thirteen(after: int) -> None:
    assert two_counts(13, after).p_value >= 0.05


def test_a_pooled_baseline_needs_fewer_events_to_be_clear() -> None:
    assert two_counts(5, 14).p_value >= 0.05 > two_counts(5, 15).p_value
    assert two_counts(15, 11, 3, 1).p_value >= 0.05 > two_counts(15, 12, 3, 1).p_value


@pytest.mark.parametrize(("n", "possible"), [(0, 1.0), (1, 1.0), (5, 0.0625), (6, 0.03125), (10, 2 / 1024)])
def test_how_lopsided_a_split_can_be(n: int, possible: float) -> None:
    assert smallest_possible_p(n, 0.5) == pytest.approx(possible)


def test_a_trend_needs_five_years_and_a_slope() -> None:
    rising = trend([30, 36, 43, 43, 53, 60, 61])
    assert rising.p_value < 0.002
    assert trend([5, 5, 5, 5, 5]).p_value == 1
    assert trend([0, 0, 0, 0, 0]).p_value == 1
    # Scores -2..2: slope 10 over 10 steps of squared score, mean 3: 10 ** 2 / (3 * 10).
    assert trend([1, 2, 3, 4, 5]).statistic == pytest.approx(10 / 3)
    with pytest.raises(ValueError, match="at least 5 yearly counts, got 4"):
        trend([1, 2, 3, 4])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: poisson_interval(-1),
        lambda: two_counts(-1, 3),
        lambda: two_counts(3, -1),
        lambda: smallest_possible_p(-1, 0.5),
        lambda: trend([1, 2, 3, 4, -5]),
    ],
)
def test_a_negative_count_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match="cannot be negative"):
        wrong()


@pytest.mark.parametrize(("k", "n"), [(1, 0), (0, 0), (5, 4), (-1, 4)])
def test_a_share_of_nothing_or_more_than_all_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match=f"got {k} of {n}"):
        wilson(k, n)


def test_an_exposure_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="exposures must be positive"):
        two_counts(1, 2, 0, 1)


@given(counts, counts)
def test_a_p_value_is_a_probability_and_does_not_know_which_came_first(before: int, after: int) -> None:
    forwards, backwards = two_counts(before, after), two_counts(after, before)
    assert 0 <= forwards.p_value <= 1
    assert forwards.p_value == pytest.approx(backwards.p_value)
    mirrored = 1 / backwards.ratio.high if backwards.ratio.high else inf
    assert forwards.ratio.low == pytest.approx(0 if isinf(backwards.ratio.high) else mirrored)


@given(counts, counts, st.integers(1, 5))
def test_the_interval_contains_the_ratio_and_agrees_with_the_test(before: int, after: int, years: int) -> None:
    tested = two_counts(before, after, years, 1)
    if before:
        assert tested.ratio.low <= after / before * years <= tested.ratio.high
    else:
        assert isinf(tested.ratio.high)
    assert (tested.p_value < 0.05) == (tested.ratio.low > 1 or tested.ratio.high < 1)


@given(counts, counts)
def test_no_split_is_less_likely_than_the_most_lopsided_one(before: int, after: int) -> None:
    assert two_counts(before, after).p_value >= smallest_possible_p(before + after, 0.5) * (1 - 1e-9)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_the_interval_of_a_difference_contains_it_and_mirrors(n_before: int, n_after: int, data: st.DataObject) -> None:
    before, after = data.draw(st.integers(0, n_before)), data.draw(st.integers(0, n_after))
    found, mirror = newcombe(before, n_before, after, n_after), newcombe(after, n_after, before, n_before)
    difference = after / n_after - before / n_before
    assert -1 <= found.low <= difference + 1e-12
    assert difference - 1e-12 <= found.high <= 1
    assert found.low == pytest.approx(-mirror.high)


@given(st.integers(0, 500), st.floats(1, 10))
def test_thinning_never_adds_events(count: int, phi: float) -> None:
    clustering = clustering_of(CountingUnit.VICTIM, Dispersion(phi=phi, source="A study"))
    assert 0 <= clustering.thin(Decimal(count)) <= count


def test_victims_and_defendants_come_in_clusters_and_cases_do_not() -> None:
    unknown = Dispersion(phi="unknown", source=None)
    assert clustering_of(CountingUnit.VICTIM, unknown) == UNKNOWN
    assert clustering_of(CountingUnit.DEFENDANT, unknown) == UNKNOWN
    assert clustering_of(CountingUnit.PERSON, unknown) == UNKNOWN
    assert clustering_of(CountingUnit.INVESTIGATION, unknown) == INDEPENDENT
    assert clustering_of(CountingUnit.VICTIM, Dispersion(phi=2.5, source="A study")).thin(Decimal(9)) == 3
