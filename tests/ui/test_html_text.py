"""Whatever a value holds, it is printed and never obeyed: by the browser or by Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markupsafe import Markup

from dashboard.ui import html
from tests.release_builder import citation, entry, indicator_release, milestone, series

NASTY = "A & B <script>alert(\"1\")</script>\n\n# not a heading 'x' $5 and $6 [c] *y*"
PRINTED = "A &amp; B &lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt; # not a heading &#39;x&#39; $5 and $6 [c] *y*"


class Tags(HTMLParser):
    """The tags of a text, and whether each that opens is closed in order."""

    SINGLE = frozenset({"path", "circle", "polyline", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.SINGLE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def nasty_row() -> Markup:
    item = indicator_release(
        entry=entry(short=NASTY[:80]), known=NASTY, known_detail=NASTY, owner=NASTY, components=(series(label=NASTY),)
    )
    return html.indicator_rows([item], name=NASTY)


def nasty_table() -> Markup:
    return html.table(NASTY, [NASTY, "Number"], [[NASTY, NASTY]], numbers=(1,))


PARTS: dict[str, Callable[[], Markup]] = {
    "eyebrow": lambda: html.eyebrow(NASTY, html.inside(f"x?{NASTY}", NASTY)),
    "lead": lambda: html.lead(NASTY),
    "note": lambda: html.note(NASTY),
    "quote": lambda: html.quote(NASTY, NASTY),
    "empty": lambda: html.empty(NASTY),
    "watermark": lambda: html.watermark(NASTY),
    "sparkline": lambda: html.sparkline(series(label=NASTY)),
    "rows": nasty_row,
    "table": nasty_table,
    "series table": lambda: html.series_table(series(label=NASTY, unit_words=NASTY), NASTY),
    "components table": lambda: html.components_table([series(label=NASTY)], NASTY),
    "citation": lambda: html.citation(citation(edition=NASTY, url=f"https://example.org/?{NASTY}")),
    "facts": lambda: html.facts_table([milestone(text=NASTY, when=NASTY, note=NASTY)], NASTY),
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_value_is_printed_and_never_obeyed(part: Callable[[], Markup]) -> None:
    made = part()
    assert "<script" not in made
    assert "&lt;script&gt;" in made
    assert Tags(made).open == []


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_part_stands_on_one_line(part: Callable[[], Markup]) -> None:
    """A blank line would end the HTML block and hand the rest to Markdown."""
    assert "\n" not in part()


def test_a_text_is_escaped_once() -> None:
    assert html.text(NASTY) == PRINTED
    assert html.text(html.text(NASTY)) == PRINTED


def test_an_address_names_the_page_and_its_choice() -> None:
    assert html.link_to("indicator", indicator="2.2a") == "indicator?indicator=2.2a"
    assert html.link_to("sources") == "sources"
    assert html.link_to("indicator", indicator="a&b=c") == "indicator?indicator=a%26b%3Dc"
    assert html.link_to("") == "./"


def test_a_link_inside_keeps_the_window_and_a_source_opens_another_and_says_so() -> None:
    assert 'target="_self"' in html.inside("sources", "Sources")
    source = html.outside("https://example.org/a?b=1&c=2", "TIP Report 2022")
    assert 'href="https://example.org/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer"' in source
    assert "(opens in a new window)" in source


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "page 12"])
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert html.outside(url, "The words") == "The words"


def test_each_source_is_named_once_by_its_number() -> None:
    said = html.source_line([citation(3), citation(1), citation(3)], html.inside("figures.csv", "CSV"))
    assert [int(number) for number in re.findall(r"\[(\d)\]", said)] == [1, 3]
    assert said.startswith('<div class="cpc-note">Sources: ')
    assert 'href="figures.csv"' in said
    assert html.source_line([citation(1)]).startswith('<div class="cpc-note">Source: ')


def test_parts_without_words_are_left_out() -> None:
    assert (
        html.eyebrow("Objective 1", "", "Indicator 1.3a")
        == '<div class="cpc-eyebrow">Objective 1 · Indicator 1.3a</div>'
    )
    assert html.watermark("") == ""


def test_an_empty_place_says_whose_figure_is_missing() -> None:
    assert "No public figure. Owner: CPFSA." in html.empty("No public figure. Owner: CPFSA.")


def test_the_commitment_is_quoted_word_for_word() -> None:
    wording = indicator_release().entry.wording
    assert f"“{wording}”" in html.quote(wording)


def test_a_row_of_an_indicator_holds_its_parts() -> None:
    item = replace(indicator_release(), known="6 children", known_detail="2021/22")
    made = html.indicator_rows([item], name="What is known")
    tags = Tags(made)
    assert tags.seen[0] == ("ul", {"class": "cpc-rows", "aria-label": "What is known"})
    assert ("a", {"href": "indicator?indicator=2.2a", "target": "_self"}) in tags.seen
    for words in (
        "2.2a",
        "Child victims identified by relevant authorities",
        "JCF A-TIP unit",
        "6 children",
        "2021/22",
    ):
        assert words in made
    assert "Too few to say" in made


def test_a_row_without_a_figure_says_so_and_draws_nothing() -> None:
    item = replace(
        indicator_release(), known="", known_detail="", empty="No public figure. Owner: CPFSA.", components=()
    )
    made = html.indicator_rows([item], name="x")
    assert "No public figure. Owner: CPFSA." in made
    assert "cpc-spark" not in made


def test_returns_of_several_half_years_say_once_what_they_are() -> None:
    halves = [
        replace(citation(number), url="", edition=f"Returns of the agencies, {half}")
        for number, half in ((3, "April–September 2021"), (4, "October 2021–March 2022"))
    ]
    assert html.cite(halves) == "Returns of the agencies: April–September 2021, October 2021–March 2022"
    line = html.source_line(halves)
    assert "Returns of the agencies: [3] April–September 2021, [4] October 2021–March 2022" in line
    assert html.cite(halves[:1]) == "Returns of the agencies, April–September 2021"


def test_sources_with_an_address_keep_their_whole_names() -> None:
    papers = [replace(citation(n), edition=f"Jamaica Observer, {n} May 2021") for n in (5, 6)]
    assert html.cite(papers).count("Jamaica Observer, ") == 2


def test_sources_of_one_short_name_are_told_apart_by_their_numbers() -> None:
    relayed = [replace(citation(n), edition="TIP Report 2024, as relayed by press") for n in (40, 41)]
    said = html.cite(relayed)
    assert said.count("TIP Report 2024") == 1
    assert said.count("href=") == 2
    assert said.index("[40]") < said.index("[41]")


def test_no_end_of_a_line_parts_a_number_from_its_percent_sign() -> None:
    assert html.text("6 of 27 (22 %)") == "6 of 27 (22\N{NO-BREAK SPACE}%)"
    assert html.text("half of % signs") == "half of % signs"
