"""A line chart shows the points that may be shown, where they belong, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.charts import PAPER, SCREEN, SLIDE, Size, bars, chart, trend, vega_lite
from dashboard.charts.style import BASELINE, CONTEXT, SERIES
from dashboard.periods import Period
from dashboard.release import NotApplicable, Series, Shown, Value, Withheld
from tests.release_builder import context_series, empty_series, point, series, shown, stock_series, with_values

Spec = dict[str, Any]


def drawn_of(series: Series, size: Size = SCREEN, *, titled: bool = False) -> Spec:
    """The chart as the browser gets it."""
    spec: Spec = trend(series, size, titled=titled).to_dict()
    return spec


def layers(drawn: Spec, kind: str) -> list[Spec]:
    return [layer for layer in drawn["layer"] if layer["mark"]["type"] == kind]


def rows(drawn: Spec, layer: Spec) -> list[Spec]:
    found: list[Spec] = drawn["datasets"][layer["data"]["name"]]
    return found


def texts(drawn: Spec) -> list[str]:
    marks = [row for layer in layers(drawn, "text") for row in rows(drawn, layer)]
    return [row.get("text") or row.get("symbol") or row["words"] for row in marks]


def numbers(value: object) -> Iterator[float]:
    """Every number that stands in the data of a chart, in whatever field or words."""
    for dataset in json.loads(json.dumps(value)).values():
        for row in dataset:
            for cell in row.values():
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    yield float(cell)


def test_each_known_year_is_a_point_and_a_direct_label() -> None:
    drawn = drawn_of(series((None, 5, 2, 7, 6, None, None)))
    (dots,) = layers(drawn, "circle")
    assert [(row["at"], row["number"]) for row in rows(drawn, dots)] == [
        ("2018/19", 5),
        ("2019/20", 2),
        ("2020/21", 7),
        ("2021/22", 6),
    ]
    assert {"5", "2", "7", "6"} <= set(texts(drawn))


def test_the_last_value_is_bold_and_no_other_is() -> None:
    drawn = drawn_of(series((None, 5, 2, 7, 6, None, None)))
    bold = [layer for layer in layers(drawn, "text") if layer["mark"].get("fontWeight") == "bold"]
    assert {row["text"] for layer in bold for row in rows(drawn, layer)} == {"6"}


def test_a_missing_year_keeps_its_place_on_the_axis_with_its_symbol() -> None:
    drawn = drawn_of(series((None, 5, 2, None, 6, None, None)))
    (line,) = layers(drawn, "line")
    assert line["encoding"]["x"]["scale"]["domain"] == [
        "2017/18", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24",
    ]  # fmt: skip
    assert texts(drawn).count("[x]") == 4


def test_a_gap_breaks_the_line() -> None:
    drawn = drawn_of(series((4, 5, 2, None, 6, 3, None)))
    (line,) = layers(drawn, "line")
    assert [row["run"] for row in rows(drawn, line)] == [0, 0, 0, 1, 1]
    assert line["encoding"]["detail"]["field"] == "run"


def test_a_point_that_stands_alone_has_its_interval_as_a_bar() -> None:
    drawn = drawn_of(series((4, 5, None, 6, None, 3, 2)))
    (area,) = layers(drawn, "area")
    assert {row["at"] for row in rows(drawn, area)} == {"2017/18", "2018/19", "2022/23", "2023/24"}
    (bar,) = [rule for rule in layers(drawn, "rule") if "detail" in rule["encoding"]]
    assert [row["at"] for row in rows(drawn, bar)] == ["2020/21"]


def test_an_inexact_number_has_no_interval_and_breaks_the_band_but_not_the_line() -> None:
    found = series((36, 40, shown(43, text="at least 43"), 43, 53))
    drawn = drawn_of(found)
    (line,), (area,) = layers(drawn, "line"), layers(drawn, "area")
    assert [row["run"] for row in rows(drawn, line)] == [0] * 5
    assert [(row["at"], row["run"]) for row in rows(drawn, area)] == [
        ("2017/18", 0), ("2018/19", 0), ("2020/21", 1), ("2021/22", 1),
    ]  # fmt: skip
    assert "≥\u202f43" in texts(drawn)


def test_the_band_is_the_exact_interval() -> None:
    found = series((30, 61), first_year=2022)
    drawn = drawn_of(found)
    (area,) = layers(drawn, "area")
    intervals = [item.interval for item in found.points]
    assert [(row["low"], row["high"]) for row in rows(drawn, area)] == [(i.low, i.high) for i in intervals if i]


@pytest.mark.parametrize("hidden", [Withheld(), NotApplicable()], ids=["withheld", "not applicable"])
def test_a_hidden_point_leaves_its_symbol_and_nothing_it_carried(hidden: Value) -> None:
    found = with_values(series((5, 4, 37, 3, 9, 2, None)), {"2019/20": hidden})
    careless = replace(found.points[2], interval=point("2019/20", 37).interval, note="37 children")
    drawn = drawn_of(replace(found, points=(*found.points[:2], careless, *found.points[3:])))
    assert hidden.text in texts(drawn)
    written = [str(cell) for dataset in drawn["datasets"].values() for row in dataset for cell in row.values()]
    assert [cell for cell in written if re.search(r"\b37\b", cell)] == []
    (area,) = layers(drawn, "area")
    assert "2019/20" not in {row["at"] for row in rows(drawn, area)}


@settings(max_examples=25)  # a chart takes 30 ms to check against the schema
@given(
    st.lists(
        st.one_of(st.none(), st.just(Withheld()), st.integers(0, 60)),
        min_size=2,
        max_size=12,
    ).filter(lambda values: any(isinstance(value, int) for value in values))
)
def test_no_number_enters_a_chart_but_those_of_its_shown_points(values: Sequence[Value | int | None]) -> None:
    found = series(values)
    allowed: set[float] = set(range(len(values)))  # the numbers of the unbroken stretches
    for item in (*found.known, *([found.baseline] if found.baseline else [])):
        assert isinstance(item.value, Shown)
        allowed.add(float(item.value.number))
        if item.interval:
            allowed |= {item.interval.low, item.interval.high}
    for drawn in (drawn_of(found), bars(found).to_dict()):
        assert set(numbers(drawn["datasets"])) <= allowed


def test_counts_begin_at_zero_and_the_scale_holds_the_band() -> None:
    (line,) = layers(drawn_of(series((30, 61), first_year=2022)), "line")
    assert line["encoding"]["y"]["scale"]["domain"] == [0, 80]


def test_a_baseline_is_a_dashed_rule_with_its_word_and_number() -> None:
    drawn = drawn_of(context_series())
    (rule,) = layers(drawn, "rule")
    assert rule["mark"]["strokeDash"]
    assert rule["mark"]["color"] == BASELINE
    assert "baseline\n30" in texts(drawn)


@pytest.mark.parametrize("baseline", [None, point("2017/18", Withheld())], ids=["none", "withheld"])
def test_no_baseline_is_drawn_where_none_may_be_shown(baseline: Any) -> None:
    drawn = drawn_of(replace(series((None, 5, 2, 7, 6, None, None)), baseline=baseline))
    assert layers(drawn, "rule") == []
    assert [text for text in texts(drawn) if text.startswith("baseline")] == []


def test_context_is_grey_and_the_indicators_own_figures_are_blue() -> None:
    (own,), (beside,) = layers(drawn_of(series()), "line"), layers(drawn_of(context_series()), "line")
    assert (own["mark"]["color"], beside["mark"]["color"]) == (SERIES, CONTEXT)


def test_one_line_of_one_colour_needs_no_legend() -> None:
    spec = drawn_of(context_series())
    assert not {"color", "legend"} & {channel for layer in spec["layer"] for channel in layer["encoding"]}


@pytest.mark.parametrize("draw", [trend, bars, chart])
def test_nothing_is_drawn_where_nothing_is_known(draw: Any) -> None:
    with pytest.raises(ValueError, match="nothing is drawn where nothing is known"):
        draw(empty_series())
    with pytest.raises(ValueError, match=r"1\.3a/investigations"):
        draw(series((Withheld(),) * 3, id="1.3a/investigations"))


def test_counts_with_an_interval_are_a_line_and_things_counted_are_bars() -> None:
    assert layers(chart(series()).to_dict(), "line")
    assert layers(chart(stock_series()).to_dict(), "bar")


def test_a_picture_that_travels_alone_says_whom_it_counts() -> None:
    title = drawn_of(context_series(), titled=True)["title"]
    assert title["text"] == ["New trafficking investigations a year"]
    assert title["subtitle"] == "All ages, context · April to March · shaded: 95 % interval"
    assert "title" not in drawn_of(context_series())


def test_the_same_series_gives_the_same_chart() -> None:
    assert drawn_of(context_series()) == drawn_of(context_series())


@pytest.mark.parametrize("size", [SCREEN, PAPER, SLIDE], ids=lambda size: size.name)
def test_the_picture_is_as_large_as_its_place(size: Any) -> None:
    spec = drawn_of(series(), size)
    assert (spec["width"], spec["height"], spec["autosize"]) == (
        size.width, size.height, {"type": "fit", "contains": "padding"},
    )  # fmt: skip


def test_shares_of_few_are_marked_none_half_all_and_printed_as_so_many_of_so_many() -> None:
    drawn = drawn_of(series((shown(1, 5), shown(2, 6), shown(4, 6))))
    (line,) = layers(drawn, "line")
    assert line["encoding"]["y"]["axis"]["labelExpr"].startswith("datum.value == 0 ? 'none'")
    assert "%" not in json.dumps(drawn["layer"])
    assert "4 of 6" in texts(drawn)


def test_shares_of_twenty_and_more_have_a_scale_in_per_cent() -> None:
    (line,) = layers(drawn_of(series((shown(10, 20), shown(18, 24)))), "line")
    assert "%" in line["encoding"]["y"]["axis"]["labelExpr"]


def test_long_amounts_are_written_at_the_first_and_last_points_only() -> None:
    amounts = [shown(Decimal(1_000_000 * n), text=f"J${n}.0 million") for n in (31, 33, 35)]
    written = [text for text in texts(drawn_of(series(amounts))) if text.startswith("J$")]
    assert set(written) == {"J$31.0 million", "J$35.0 million"}


def test_periods_that_are_not_years_keep_their_own_names() -> None:
    dated = [point(Period.parse(code), 3) for code in ("2020-01-01..2020-12-31", "2021-H1", "2021-01-01..2021-07-22")]
    (line,) = layers(drawn_of(replace(series(), points=tuple(dated), baseline=None)), "line")
    assert line["encoding"]["x"]["scale"]["domain"] == ["2020", "Apr–Sep 2021", "Jan–Jul 2021"]


def test_the_browser_gets_the_same_chart_and_a_dict_of_its_own() -> None:
    given_once = vega_lite(context_series())
    assert given_once == json.loads(json.dumps(drawn_of(context_series())))
    given_once["layer"].clear()
    assert vega_lite(context_series())["layer"]
