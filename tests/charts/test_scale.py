"""Round numbers at the left of a chart: from zero, few, and never below the highest mark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.plot import round_steps


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (4.2, (0, 1, 2, 3, 4, 5)),
        (10, (0, 2, 4, 6, 8, 10)),
        (14.4, (0, 5, 10, 15)),
        (78.4, (0, 20, 40, 60, 80)),
        (34_800_000, (0, 10_000_000, 20_000_000, 30_000_000, 40_000_000)),
    ],
)
def test_the_steps_are_round(highest: float, steps: tuple[int, ...]) -> None:
    assert round_steps(highest) == steps


@given(st.floats(0, 1e9))
def test_the_scale_begins_at_zero_holds_the_highest_and_has_at_most_six_steps(highest: float) -> None:
    steps = round_steps(highest)
    assert steps[0] == 0
    assert steps[-1] >= highest
    assert 2 <= len(steps) <= 6
