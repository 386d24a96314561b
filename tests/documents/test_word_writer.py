"""What a Word file must have, read back from its XML."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from dashboard.documents.annual_report import TEMPLATES
from dashboard.documents.blocks import (
    Block,
    Box,
    Contents,
    ContentsKind,
    CrossReference,
    Footnote,
    Heading,
    Landscape,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    Text,
    plain,
)
from dashboard.documents.word import Properties, WordFile, write
from dashboard.documents.word.house_style import house_style
from dashboard.documents.word.styles import style_ids
from dashboard.documents.word.tables import column_widths
from tests.documents.block_builder import FILL, small_figure, small_table

HOUSE_STYLE = (TEMPLATES / "reference.docx").read_bytes()
PROPERTIES = Properties("Annual Report", "Indicators", "The Office", "en-JM", date(2024, 11, 21))

BLOCKS: tuple[Block, ...] = (
    Heading(1, "Letter"),
    Paragraph((Text("See "), CrossReference("t-small"), Text(" and "), CrossReference("f-small"), Text("."))),
    PageBreak(),
    Contents(ContentsKind.HEADINGS),
    Contents(ContentsKind.TABLES),
    Contents(ContentsKind.FIGURES),
    Heading(1, "Mandate", "chapter-1", numbered=True),
    Paragraph((Text("Law"), Footnote(plain("The Act of 2007.")), Link("the Act", "https://example.org/act"))),
    Heading(2, "Children identified", "i-2.2a", label="2.2a"),
    ListBlock((plain("one"), plain("two")), ordered=True),
    ListBlock((plain("again"),), ordered=True),
    small_table(),
    small_figure(),
    Box("To write", (Paragraph(plain("The foreword.")),), drafting=True),
    Landscape((Heading(1, "Scorecard", "chapter-2", numbered=True), small_table(key="t-wide"))),
    Heading(1, "Law", "law", label="Annex A"),
    Paragraph((CrossReference("chapter-2"), Text(" "), CrossReference("i-2.2a"), Text(" "), CrossReference("law"))),
)


def written(blocks: tuple[Block, ...] = BLOCKS, pages: dict[str, int] | None = None) -> WordFile:
    return write(blocks, HOUSE_STYLE, FILL, PROPERTIES, pages or {})


def opened(blocks: tuple[Block, ...] = BLOCKS, pages: dict[str, int] | None = None) -> Document:
    return docx.Document(BytesIO(written(blocks, pages).docx))


def fields(document: Document) -> dict[str, str]:
    """Instruction to cached result, for fields that hold no other."""
    found: dict[str, str] = {}
    instruction, result, reading = "", "", ""
    for node in document.element.body.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        if node.tag == qn("w:fldChar"):
            reading = str(node.get(qn("w:fldCharType")))
            if reading == "begin":
                instruction, result = "", ""
            elif reading == "end":
                found[instruction.strip()] = result
        elif node.tag == qn("w:instrText"):
            instruction += node.text or ""
        elif reading == "separate":
            result += node.text or ""
    return found


def test_equal_blocks_give_equal_bytes() -> None:
    assert written().docx == written().docx


def test_only_chapters_are_counted() -> None:
    labels = written().labels
    assert [(entry.number, entry.text) for entry in labels.headings] == [
        ("", "Letter"),
        ("1", "Mandate"),
        ("", "2.2a\u2002Children identified"),
        ("2", "Scorecard"),
        ("", "Annex A\u2002Law"),
    ]


def test_references_carry_the_names_that_word_would_give() -> None:
    found = fields(opened())
    references = [(code.split()[0], result) for code, result in found.items() if code.startswith("REF")]
    assert references == [("REF", "Table 1"), ("REF", "Figure 1"), ("REF", "2"), ("REF", "2.2a"), ("REF", "Annex A")]
    assert found["SEQ Figure \\* ARABIC"] == "1"


def test_a_reference_to_nothing_stops_the_build() -> None:
    with pytest.raises(KeyError, match="nothing in the document is called 't-none'"):
        written((Paragraph((CrossReference("t-none"),)),))


def test_two_blocks_of_one_name_stop_the_build() -> None:
    with pytest.raises(ValueError, match="two blocks are called 't-small'"):
        written((small_table(), small_table()))


def test_every_entry_of_the_contents_carries_its_page_and_nothing_asks_word_to_update() -> None:
    labels = written().labels
    pages = {entry.toc: number for number, entry in enumerate((*labels.headings, *labels.tables, *labels.figures), 3)}
    file = written(pages=pages).docx
    found = fields(docx.Document(BytesIO(file)))
    assert {code.split()[1]: int(result) for code, result in found.items() if code.startswith("PAGEREF")} == pages
    with zipfile.ZipFile(BytesIO(file)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"updateFields" not in everything
    assert b"w:dirty" not in everything


def test_without_a_layout_the_contents_have_no_page_numbers() -> None:
    assert not [code for code in fields(opened()) if code.startswith("PAGEREF")]


def test_a_table_repeats_its_header_keeps_its_rows_and_tells_what_it_is() -> None:
    table = opened().tables[0]._tbl
    rows = table.findall(qn("w:tr"))
    assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    told = {node.tag: str(node.get(qn("w:val"))) for node in table.tblPr}
    assert told[qn("w:tblCaption")] == "Children identified"
    assert "each year" in told[qn("w:tblDescription")]


def test_a_short_table_stays_on_one_page_and_a_long_one_may_break() -> None:
    long = small_table(key="t-long", rows=tuple((plain(str(row)), plain("1")) for row in range(40)))
    tables = opened((small_table(), long)).tables
    kept = [len(list(table._tbl.iter(qn("w:keepNext")))) for table in tables]
    assert kept == [6, 2 + 3 * 2]  # the header of the long one, and its last rows with the source line


@pytest.mark.parametrize("total", [9072, 9071, 14003])
def test_column_widths_add_up_to_the_text_width(total: int) -> None:
    widths = column_widths(small_table().columns * 3, total)
    assert sum(widths) == total


def test_a_picture_is_in_line_has_words_for_who_cannot_see_it_and_comes_as_svg_too() -> None:
    document = opened()
    (shape,) = document.inline_shapes
    described = shape._inline.docPr
    assert described.get("descr") == small_figure().alt
    assert round(shape.width.cm, 1) == 12.0
    assert round(shape.height.cm, 1) == 6.0
    assert {rel.target_part.content_type for rel in document.part.rels.values() if "image" in rel.reltype} == {
        "image/png",
        "image/svg+xml",
    }


def test_a_picture_that_is_no_png_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a PNG"):
        written((small_figure(png=b"GIF89a"),))


def test_sideways_pages_stand_between_upright_ones_and_only_the_first_has_a_cover() -> None:
    sections = opened().sections
    assert [section.orientation for section in sections] == [0, 1, 0]
    assert [section.different_first_page_header_footer for section in sections] == [True, False, False]
    assert sections[1].page_width == sections[0].page_height


def test_numbered_lists_start_again() -> None:
    numbers = [
        str(node.get(qn("w:val")))
        for paragraph in opened().paragraphs
        if paragraph.style is not None and paragraph.style.name == "List Number"
        for node in paragraph._p.iter(qn("w:numId"))
    ]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_page_break_is_a_property_and_never_an_empty_paragraph() -> None:
    paragraphs = opened().element.body.findall(qn("w:p"))
    empty = [
        p
        for p in paragraphs
        if not "".join(t.text or "" for t in p.iter(qn("w:t"))) and not list(p.iter(qn("w:drawing")))
    ]
    assert empty == []


def test_the_cover_is_filled_in_and_an_empty_line_of_it_dropped() -> None:
    cover = [paragraph.text for paragraph in opened().paragraphs[:7]]
    assert cover == [FILL[name] for name in ("office", "title", "period", "edition", "tier", "record", "anchor")]


def test_a_placeholder_that_nobody_fills_is_named() -> None:
    with pytest.raises(ValueError, match=r"asks for \{\{ anchor \}\}"):
        write((), HOUSE_STYLE, {name: words for name, words in FILL.items() if name != "anchor"}, PROPERTIES, {})


def test_the_file_says_what_it_is_and_names_no_person() -> None:
    core = opened().core_properties
    assert (core.title, core.author, core.last_modified_by, core.language) == (
        "Annual Report",
        "The Office",
        "The Office",
        "en-JM",
    )
    assert core.modified is not None
    assert core.modified.date() == date(2024, 11, 21)


def test_a_note_at_the_foot_of_the_page_is_kept_in_its_part() -> None:
    with zipfile.ZipFile(BytesIO(written().docx)) as package:
        notes = package.read("word/footnotes.xml").decode()
    assert notes.count("<w:footnote ") == 3
    assert "The Act of 2007." in notes


def test_the_committed_house_style_and_a_fresh_one_have_every_style_the_writer_uses() -> None:
    for file in (HOUSE_STYLE, house_style()):
        assert style_ids(docx.Document(BytesIO(file)))


def test_a_house_style_without_a_style_is_refused_with_its_name() -> None:
    document = docx.Document(BytesIO(HOUSE_STYLE))
    document.styles["Drafting Note"].delete()
    with pytest.raises(ValueError, match="no style called Drafting Note"):
        style_ids(document)
