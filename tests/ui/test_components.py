"""On the page: parts in one safe block, headings that print what they are given, charts with their words."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui import as_text


def parts() -> None:
    """What AppTest runs: it sees nothing outside."""
    from dashboard import ui
    from dashboard.ui import html
    from tests.release_builder import context_series, series

    ui.page("Test")
    ui.h1("Of J$5 and J$6, [c] is withheld")
    ui.show(html.lead("Words"), html.watermark(""))
    ui.show(html.watermark(""))
    ui.series(context_series())
    ui.series(series((None, 5, 2)))


@pytest.fixture(scope="module")
def test_page() -> AppTest:
    test = AppTest.from_function(parts, default_timeout=30).run()
    assert not test.exception
    return test


def test_parts_stand_in_one_html_block(test_page: AppTest) -> None:
    first = test_page.markdown[0]
    assert first.value == '<div class="cpc"><div class="cpc-lead">Words</div></div>'
    assert first.proto.allow_html


def test_nothing_is_shown_for_empty_parts(test_page: AppTest) -> None:
    assert '<div class="cpc"></div>' not in [part.value for part in test_page.markdown]


def test_a_chart_has_its_words_and_its_figures_stand_below_as_a_table(test_page: AppTest) -> None:
    (chart,) = test_page.get("vega_lite_chart")
    assert json.loads(chart.proto.spec)["layer"]
    assert chart.proto.alt.startswith("Line chart: New trafficking investigations a year (All ages, context)")
    tables = [part.value for part in test_page.markdown if "<table" in part.value]
    assert len(tables) == 2
    assert "20 to 43" in tables[0]


def test_two_points_are_a_table_and_no_line(test_page: AppTest) -> None:
    assert len(test_page.get("vega_lite_chart")) == 1
    assert len([part for part in test_page.markdown if "shaded: 95\N{NO-BREAK SPACE}% interval" in part.value]) == 1


def test_a_heading_of_context_says_so(test_page: AppTest) -> None:
    assert test_page.header[0].value == "New trafficking investigations a year (all ages, context)"


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("Investigations doubled, from 30 to 61", "Investigations doubled, from 30 to 61"),
        ("[c] withheld", r"\[c\] withheld"),
        ("J$5 and J$6", r"J\$5 and J\$6"),
        ("a_b *c* `d` <e> ~f~ &g;", r"a\_b \*c\* \`d\` \<e\> \~f\~ \&g;"),
        (":red[x] at 10:30", r"\:red\[x\] at 10:30"),
        ("two\n\nlines", "two lines"),
    ],
)
def test_a_heading_prints_what_it_is_given(words: str, markdown: str) -> None:
    assert as_text(words) == markdown
