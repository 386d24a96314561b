from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.documents import markdown
from dashboard.documents.blocks import (
    Box,
    CrossReference,
    Footnote,
    Heading,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Text,
    plain,
    text_of,
)


def only(source: str) -> object:
    (block,) = markdown.parse(source)
    return block


def test_a_chapter_is_numbered_and_may_have_a_name() -> None:
    assert only("# Prevention {#chapter-7}") == Heading(1, "Prevention", "chapter-7", numbered=True)


def test_front_matter_is_not_numbered() -> None:
    assert only("# Foreword {-}") == Heading(1, "Foreword", numbered=False)


def test_a_section_carries_the_indicators_label_apart_from_its_words() -> None:
    heading = only("## Children identified {#i-2.2a [2.2a]}")
    assert heading == Heading(2, "Children identified", "i-2.2a", label="2.2a")


def test_a_sentence_keeps_bold_italic_links_references_and_notes() -> None:
    paragraph = only("A **b** *c* [site](https://example.org/a?b=1&c=2) [](#t-x/y) d^[The Act.].")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (
        Text("A "),
        Text("b", bold=True),
        Text(" "),
        Text("c", italic=True),
        Text(" "),
        Link("site", "https://example.org/a?b=1&c=2"),
        Text(" "),
        CrossReference("t-x/y"),
        Text(" d"),
        Footnote(plain("The Act.")),
        Text("."),
    )


def test_lists_quotations_rules_and_boxes() -> None:
    source = "- one\n- two\n\n1. first\n\n> said\n\n---\n\n::: rapporteur To write\nWords.\n\n- point\n:::\n"
    bullets, numbers, quote, rule, box = markdown.parse(source)
    assert bullets == ListBlock((plain("one"), plain("two")))
    assert numbers == ListBlock((plain("first"),), ordered=True)
    assert quote == Paragraph(plain("said"), ParagraphKind.QUOTE)
    assert rule == PageBreak()
    assert box == Box("To write", (Paragraph(plain("Words.")), ListBlock((plain("point"),))), drafting=True)


def test_a_placeholder_becomes_the_blocks_it_stands_for() -> None:
    table = Heading(3, "stands for a table")
    assert markdown.parse(f"Before.\n{markdown.placeholder(0)}\nAfter.", [(table,)])[1] == table


def test_a_table_inside_a_sentence_is_refused() -> None:
    with pytest.raises(markdown.MarkdownError, match="a paragraph of its own"):
        markdown.parse("See " + markdown.placeholder(0).strip() + " here.", [()])


@pytest.mark.parametrize("source", ["```\ncode\n```", "![picture](x.png)", "<b>bold</b>", "    indented code"])
def test_what_word_could_not_show_alike_stays_words_or_is_refused(source: str) -> None:
    blocks = markdown.parse(source)
    assert all(isinstance(block, Paragraph) for block in blocks)


def test_a_list_item_of_two_paragraphs_is_refused_with_its_line() -> None:
    with pytest.raises(markdown.MarkdownError, match=r"line 1: a list item holds one paragraph"):
        markdown.parse("- one\n\n  two\n")


@given(st.text(max_size=60))
def test_data_come_back_as_the_same_words_whatever_they_hold(data: str) -> None:
    words = " ".join(markdown.escape("x" + data).replace("\\", "").split())
    blocks = markdown.parse(markdown.escape("x" + data))
    assert len(blocks) == 1
    assert isinstance(blocks[0], Paragraph)
    assert all(isinstance(run, Text) and not run.bold and not run.italic for run in blocks[0].runs)
    assert text_of(blocks[0].runs).replace("\\", "") == words
