"""A list of indicators draws what its words say, and a caveat names the number that it is on."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.release import Series
from dashboard.ui import html
from tests.release_builder import context_series, indicator_release, series, stock_series


@given(st.permutations([series(), stock_series(), context_series()]), st.data())
def test_the_line_is_of_the_count_that_the_words_name(found: list[Series], data: st.DataObject) -> None:
    named = data.draw(st.sampled_from(found))
    item = indicator_release(components=tuple(found[:2]), context=tuple(found[2:]), known_of=named.id)
    drawn = html.telling_series(item)
    assert drawn is named


def test_one_number_makes_no_line_and_another_count_does_not_stand_in() -> None:
    one = series((None, None, None, None, 6, None, None))
    item = indicator_release(components=(one, stock_series()), known_of=one.id)
    assert html.telling_series(item) is None
    assert "cpc-spark" not in html.indicator_rows([item], name="List")


def test_a_dated_fact_has_no_line() -> None:
    assert html.telling_series(indicator_release(known="Report final", known_of="")) is None


def noted(of: Series, note: str, *years: str) -> Series:
    points = (replace(p, note=note if p.period.label in years else "") for p in of.points)
    return replace(of, points=tuple(points))


def test_a_caveat_names_its_count_and_years_where_there_are_several_counts() -> None:
    spaces, children = noted(stock_series(), "Press relay.", "2022/23", "2023/24"), series()
    both = html.caveats_list(indicator_release(components=(children, spaces), caveats=("Press relay.",)))
    assert f"<strong>{spaces.label}, 2022/23, 2023/24:</strong> Press relay." in both
    alone = html.caveats_list(indicator_release(components=(spaces,), caveats=("Press relay.",)))
    assert "<strong>2022/23, 2023/24:</strong> Press relay." in alone


def test_a_caveat_on_many_years_lists_the_ends() -> None:
    every = noted(stock_series(), "By hand.", *(point.period.label for point in stock_series().points))
    said = html.caveats_list(indicator_release(components=(every,), caveats=("By hand.",)))
    assert "<strong>2017/18 to 2023/24, 7 figures:</strong>" in said
