"""`[c]`, `[z]`, `[x]`, "not yet reported": each at its place, said to who cannot see it, and nothing drawn for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import charts
from dashboard.charts.plot import plot, round_steps
from dashboard.release import NotApplicable, NotAvailable, NotReported, Series, Shown, Value, Withheld
from dashboard.ui import html
from tests.series_builder import series, stock_series, with_values

HIDDEN: list[Value] = [Withheld(), NotApplicable(), NotAvailable(), NotReported(missing=("JCF",))]
VALUES = st.lists(st.one_of(st.integers(0, 40), st.sampled_from(HIDDEN)), min_size=3, max_size=8)
SPOKEN = {
    "[c]": "not shown, to protect children",
    "[x]": "not available",
    "[z]": "not applicable",
    "not yet reported": "not yet reported",
}


def marks(drawn: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """Every row that a kind of mark draws."""
    for layer in drawn["layer"]:
        if layer["mark"]["type"] == kind:
            yield from drawn["datasets"][layer["data"]["name"]]


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda value: value.text)
def test_no_bar_no_stub_and_no_zero_stands_for_what_is_not_shown(hidden: Value) -> None:
    place = stock_series().points[-2].period
    drawn = charts.bars(with_values(stock_series(), {place.code: hidden})).to_dict()
    assert place.label in [row["at"] for row in marks(charts.bars(stock_series()).to_dict(), "bar")]
    assert place.label not in [row["at"] for row in marks(drawn, "bar")]
    assert (place.label, hidden.text) in [(row["at"], row["symbol"]) for row in marks(drawn, "text") if "symbol" in row]


@given(VALUES)
def test_a_line_runs_through_neighbours_that_are_shown_and_breaks_at_what_is_not(values: list[int | Value]) -> None:
    made = series(values)
    if not made.known:
        return
    runs = [run for run in ("".join("x" if isinstance(v, int) else " " for v in values)).split() if run]
    assert [len(run) for run in plot(made).runs] == [len(run) for run in runs]


@given(VALUES)
def test_the_axis_ends_where_the_shown_values_and_their_bands_end(values: list[int | Value]) -> None:
    made = series(values)
    if made.known:
        highest = max(point.interval.high for point in made.known if point.interval)
        assert plot(made).steps == round_steps(highest)


@given(VALUES)
def test_places_keep_the_order_of_time_and_nothing_is_stacked_or_cut_in_shares(values: list[int | Value]) -> None:
    made = series(values)
    if not made.known:
        return
    drawn = charts.chart(made).to_dict()
    assert {layer["mark"]["type"] for layer in drawn["layer"]} <= {"line", "area", "rule", "circle", "bar", "text"}
    for layer in drawn["layer"]:
        place = layer["encoding"].get("x", {})
        assert place.get("sort") is None
        assert "stack" not in layer["encoding"].get("y", {})
        if "scale" in place:
            assert place["scale"]["domain"] == list(plot(made).ticks)


@pytest.mark.parametrize("hidden", HIDDEN, ids=lambda value: value.text)
def test_a_symbol_in_a_table_is_said_in_words_and_explained_below(hidden: Value) -> None:
    made = html.series_table(series((5, hidden, 7)), "Children")
    assert SPOKEN[hidden.text] in made
    assert (f'aria-hidden="true">{hidden.text}<' in made) is hidden.text.startswith("[")
    legend = made.rpartition("</table>")[2]
    assert {symbol for symbol in SPOKEN if symbol.startswith("[") and symbol in legend} == (
        {hidden.text} if hidden.text.startswith("[") else set()
    )


@pytest.mark.parametrize("hidden", HIDDEN[:3], ids=lambda value: value.text)
def test_the_words_of_a_chart_name_each_state_and_no_other(hidden: Value) -> None:
    said = charts.alt_text(series((5, hidden, 7)))
    states = {"[c]": "Withheld to protect children", "[x]": "No figure", "[z]": "Not applicable"}
    assert [symbol for symbol, words in states.items() if words in said] == [hidden.text]


def test_a_value_that_is_not_shown_has_no_number_anywhere() -> None:
    for value in HIDDEN:
        assert not isinstance(value, Shown)
        assert not any(isinstance(held, int | float) for held in vars(value).values())


def test_a_small_line_has_a_gap_and_tells_only_what_is_shown() -> None:
    made: Series = series((5, Withheld(), 7))
    drawn = html.sparkline(made)
    assert "polyline" not in drawn
    assert drawn.count("<circle") == 3  # a dot for each year that stands alone, and the last one's own
    assert "5 in 2017/18, 7 in 2019/20" in drawn
