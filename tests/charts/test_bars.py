"""A bar chart shows things counted: zeros are bars without height, gaps stay gaps, the baseline has its name."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from dashboard.charts import bars
from dashboard.periods import Period
from dashboard.release import Series, Shown
from tests.release_builder import point, series, stock_series, with_values

Spec = dict[str, Any]


def drawn_of(series: Series) -> Spec:
    """The chart as the browser gets it."""
    spec: Spec = bars(series).to_dict()
    return spec


def layer(drawn: Spec, kind: str) -> Spec:
    found: Spec = next(item for item in drawn["layer"] if item["mark"]["type"] == kind)
    return found


def rows(drawn: Spec, kind: str) -> list[Spec]:
    names = [item["data"]["name"] for item in drawn["layer"] if item["mark"]["type"] == kind]
    return [row for name in names for row in drawn["datasets"][name]]


def test_a_zero_is_a_bar_without_height_and_is_printed_as_zero() -> None:
    drawn = drawn_of(stock_series())
    assert [row["number"] for row in rows(drawn, "bar")] == [0, 0, 0, 0, 1, 4, 10]
    assert [row["text"] for row in rows(drawn, "text")].count("0") == 4


def test_a_year_without_a_figure_is_not_zero() -> None:
    drawn = drawn_of(series((0, None, 2), intervals=False))
    assert [row["at"] for row in rows(drawn, "bar")] == ["2017/18", "2019/20"]
    assert [row["symbol"] for row in rows(drawn, "text") if "symbol" in row] == ["[x]"]


def test_the_baseline_is_named_under_its_own_bar() -> None:
    axis = layer(drawn_of(stock_series()), "bar")["encoding"]["x"]["axis"]
    assert axis["labelExpr"].startswith("datum.value === '2017/18' ? [")
    assert "'baseline'" in axis["labelExpr"]


def test_a_baseline_outside_the_years_drawn_is_a_dashed_rule() -> None:
    later = series((3, 4), first_year=2021, intervals=False)
    drawn = drawn_of(replace(later, baseline=point(Period.parse("2018-03-31"), 2)))
    assert layer(drawn, "rule")["mark"]["strokeDash"]
    assert "baseline\n2" in [row.get("words") for row in rows(drawn, "text")]


def test_only_the_last_value_is_bold() -> None:
    drawn = drawn_of(stock_series())
    weights = {
        row["text"]: item["mark"]["fontWeight"]
        for item in drawn["layer"]
        if item["mark"]["type"] == "text"
        for row in drawn["datasets"][item["data"]["name"]]
    }
    assert weights == {"0": "normal", "1": "normal", "4": "normal", "10": "bold"}


def test_values_too_long_to_stand_side_by_side_leave_a_narrow_chart_to_the_last() -> None:
    def hidden_below(*values: str) -> list[float]:
        """For earlier values, then for the last: the width of the plot under which they are not written."""
        made = series(tuple(range(1, 1 + len(values))), intervals=False)
        worded = {p.period.code: Shown(Decimal(1), None, text) for p, text in zip(made.known, values, strict=True)}
        marks = [item["mark"] for item in drawn_of(with_values(made, worded))["layer"]]
        written = [mark["text"]["expr"] for mark in marks if mark["type"] == "text" and "text" in mark]
        return [float(expression.split("width < ")[1].split(" ")[0]) for expression in written]

    phone, page = 280, 560
    short, last = hidden_below("1", "2", "10", "3", "4", "5")
    assert (short < phone, last) == (True, 0)
    long, last = hidden_below("J$9 million", "J$9.5 million", "J$10 million", "J$11 million", "J$12 million")
    assert (phone < long < page, last) == (True, 0)
