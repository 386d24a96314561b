"""Tables are real tables: captioned, headed by column and row, with figures aligned and symbols explained."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markupsafe import Markup

from dashboard.periods import Period
from dashboard.release import Withheld
from dashboard.ui import html
from dashboard.ui.html.table import Phone
from tests.release_builder import (
    context_series,
    empty_series,
    indicator_release,
    series,
    stock_series,
    table_by_sex,
    with_values,
)


def test_a_table_has_a_caption_and_headed_columns_and_rows() -> None:
    made = html.table("Counts", ["Year", "Number"], [["2021/22", 6]], numbers=(1,))
    assert made == (
        '<table class="cpc-table cpc-as-is" role="table"><caption>Counts</caption>'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Year</th>'
        '<th scope="col" role="columnheader" class="cpc-number">Number</th></tr></thead>'
        '<tbody role="rowgroup"><tr role="row"><th scope="row" role="rowheader">2021/22</th>'
        '<td role="cell" data-head="Number" class="cpc-number">6</td></tr></tbody></table>'
    )


def test_a_phone_finds_the_head_of_a_column_beside_each_of_its_cells() -> None:
    heads = ["Year", Markup('<a href="x">Objective 1</a>'), "A & B"]
    made = html.table("Counts", heads, [["2021/22", 6, 7]], phone=Phone.YEARS)
    assert 'class="cpc-table cpc-years"' in made
    assert 'data-head="Objective 1">6<' in made
    assert 'data-head="A &amp; B">7<' in made


def test_a_row_of_another_length_is_refused_by_its_number() -> None:
    with pytest.raises(ValueError, match=r"row 2 of 'Counts' has 1 cells; the head has 2"):
        html.table("Counts", ["Year", "Number"], [["2021/22", 6], ["2022/23"]])


def test_a_wide_table_scrolls_in_a_frame_that_the_keyboard_reaches() -> None:
    wide = html.table("Wide", ["a", "b", "c", "d", "e"], [["1", "2", "3", "4", "5"]])
    assert wide.startswith('<div class="cpc-scroll" role="region" aria-label="Wide" tabindex="0"><table')
    assert "tabindex" not in html.table("Narrow", ["a", "b"], [["1", "2"]])


def test_the_table_of_a_chart_holds_the_same_figures() -> None:
    made = html.series_table(context_series(), "Investigations")
    for words in ("2017/18 (baseline)", "20 to 43", ">61<", "47 to 78", "TIP Report 2018", "Investigations", "high"):
        assert words in made


def test_a_column_of_intervals_stands_only_where_there_are_some() -> None:
    assert "95\N{NO-BREAK SPACE}% interval" in html.series_table(context_series(), "Investigations")
    assert "interval" not in html.series_table(stock_series(), "Spaces")


def test_a_missing_year_is_a_symbol_and_the_symbol_is_explained() -> None:
    made = html.series_table(with_values(series(), {"2019/20": Withheld()}), "Children")
    assert made.count(spoken("[x]", "not available")) == 3
    assert made.count(spoken("[c]", "not shown, to protect children")) == 1
    assert "[x] not available · [c] withheld to protect children" in made


def spoken(symbol: str, words: str) -> str:
    """What the eye reads and what a screen reader says."""
    return f'class="cpc-number"><span aria-hidden="true">{symbol}</span><span class="cpc-unseen">{words}</span></td>'


def test_a_breakdown_has_a_row_a_category_a_column_a_year_and_sentences_beneath() -> None:
    said = "2021/22: withheld, because the national total is too small to be broken down."
    hidden = {"female": Withheld(), "male": Withheld()}
    made = html.breakdown(
        table_by_sex({"2020/21": {"female": 6, "male": 2, "other": 0}, "2021/22": hidden}, notes=(said,))
    )
    assert re.findall(r"<th scope=.col.[^>]*>([^<]*)</th>", made) == ["Category", "2020/21"]
    cell = '<td role="cell" data-head="2020/21" '
    assert f">Female</th>{cell}{spoken('[c]', 'not shown, to protect children')}</tr>" in made
    assert f'>Other</th>{cell}class="cpc-number">0</td></tr>' in made
    assert made.endswith(
        f'<div class="cpc-note">[c] withheld to protect children</div><div class="cpc-note">{said}</div>'
    )


def test_a_breakdown_without_symbols_has_no_legend() -> None:
    assert "cpc-note" not in html.breakdown(table_by_sex({"2020/21": {"female": 6, "male": 0}}))


def test_a_breakdown_of_which_nothing_is_shown_is_a_sentence() -> None:
    made = html.breakdown(table_by_sex({}, withheld="Withheld to protect children."))
    assert made == '<div class="cpc-note">Child victims identified, by sex: withheld to protect children.</div>'


def test_a_symbol_that_is_not_there_is_not_explained() -> None:
    assert "[c]" not in html.series_table(series(), "Children")


def test_a_restated_figure_stands_under_the_one_in_force() -> None:
    made = html.series_table(indicator_release().components[0], "Children")
    assert '6<span class="cpc-variant">7 in ' in made


def test_a_count_without_figures_has_symbols_for_baseline_and_latest() -> None:
    made = html.components_table([empty_series(), stock_series()], "Components")
    assert made.count(spoken("[x]", "not available")) == 2
    assert '10 <span class="cpc-variant">2023/24</span>' in made


def test_a_count_that_is_withheld_is_not_called_missing() -> None:
    hidden = with_values(series((None,) * 7), {"2017/18": Withheld(), "2021/22": Withheld()})
    made = html.components_table([hidden], "Components")
    assert made.count(spoken("[c]", "not shown, to protect children")) == 2
    assert "[x]" not in made


def test_a_symbol_is_explained_for_each_value_that_is_not_shown() -> None:
    values = [point.value for point in replace(series()).points]
    assert "[x] not available" in html.shorthand(values)
    assert html.shorthand([point.value for point in stock_series().points]) == ""


def test_a_cohort_is_named_by_the_year_it_began_and_by_the_one_it_was_seen_in() -> None:
    points = (replace(point, seen=Period.financial_year(point.period.start.year + 1)) for point in series().points)
    followed = replace(series(), points=tuple(points))
    made = html.series_table(followed, "Cases")
    assert "Cases begun in" in made
    assert '2018/19<span class="cpc-variant">seen in 2019/20</span>' in made
    assert "seen in" in html.components_table([followed], "Components")
    assert "seen in" not in html.series_table(series(), "Cases")
