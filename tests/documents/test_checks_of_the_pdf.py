"""What is checked of the PDF: page numbers, outline, completeness, tags."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from dashboard.documents.checks import check
from dashboard.documents.checks.opened import Docx
from dashboard.documents.pages import lay_out
from tests.documents.seeded_documents import ALT, SECTION, changed, codes, entry, good, para, run

HEADINGS = ["1 Identification", "2.2a Children identified"]
BOOKMARKS = ["_Toc1", "_Toc2", "_TocTable1", "_TocFigure1"]
FIGURE = {"/S": NameObject("/Figure")}
SAID = FIGURE | {"/Alt": TextStringObject(ALT)}


def pdf(
    texts: list[str] | None = None,
    *,
    headings: list[str] = HEADINGS,
    language: str | None = "en-JM",
    title: str = "Annual Report",
    tagged: bool = True,
    figure: dict[str, Any] = SAID,
) -> bytes:
    """A PDF of the good document, drawn by hand: one page a text, everything else on the first."""
    writer = PdfWriter()
    for text in texts if texts is not None else [text_of_the_good_document()]:
        _write(writer, text)
    for name in BOOKMARKS:
        writer.add_named_destination(title=name, page_number=0)
    for heading in headings:
        writer.add_outline_item(title=heading, page_number=0)
    if title:
        writer.add_metadata({"/Title": title})
    root = writer.root_object
    if language:
        root[NameObject("/Lang")] = TextStringObject(language)
    if tagged:
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    inside = DictionaryObject({NameObject(key): value for key, value in figure.items()})
    tree = DictionaryObject({NameObject("/K"): ArrayObject([writer._add_object(inside)])})
    root[NameObject("/StructTreeRoot")] = writer._add_object(tree)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _write(writer: PdfWriter, text: str) -> None:
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    lines = "".join(f"({line.replace('(', ' ').replace(')', ' ')}) Tj T*\n" for line in text.splitlines())
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 10 Tf 12 TL 50 800 Td\n{lines}ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)


def text_of_the_good_document() -> str:
    return "\n".join(paragraph.text.strip() for paragraph in Docx(good()).paragraphs)


def test_the_pdf_of_a_sound_document_passes() -> None:
    assert check(good(), pdf()) == []


def test_a_page_number_that_is_not_the_pdfs_is_found() -> None:
    stale = changed(
        entry("_Toc2", run("2.2a Children identified"), "1"), entry("_Toc2", run("2.2a Children identified"), "7")
    )
    found = check(stale, pdf())
    assert [str(finding) for finding in found] == ["D06 contents, _Toc2: says page 7, the PDF has it on page 1"]


def test_a_destination_that_is_nowhere_is_found() -> None:
    other = changed("PAGEREF _Toc2 ", "PAGEREF _RefTable1 ")
    assert codes(other, pdf()) == {"D06"}


@pytest.mark.parametrize("headings", [HEADINGS[:1], HEADINGS[::-1], []])
def test_an_outline_that_does_not_follow_the_headings_is_found(headings: list[str]) -> None:
    assert codes(good(), pdf(headings=headings)) == {"D07"}


def test_a_paragraph_that_vanished_from_the_pdf_is_found() -> None:
    longer = changed(SECTION, para("This sentence was eaten by the layout program.") + SECTION)
    found = check(longer, pdf())
    assert [finding.code for finding in found] == ["D40"]
    assert "This sentence was eaten" in found[0].place


def test_a_paragraph_that_runs_over_a_page_is_there() -> None:
    words = [f"word{number}" for number in range(30)]
    long = changed(SECTION, para(" ".join(words)) + SECTION)
    first = f"{text_of_the_good_document()}\n{' '.join(words[:12])}\nPage 1 of 2"
    second = f"Header of the report\n{' '.join(words[12:])}"
    assert codes(long, pdf([first, second])) == set()


@pytest.mark.parametrize(
    "fault",
    [
        {"tagged": False},
        {"language": None},
        {"language": "en-US"},
        {"title": ""},
        {"figure": FIGURE},
    ],
)
def test_a_pdf_that_a_screen_reader_cannot_read_is_found(fault: dict[str, Any]) -> None:
    assert codes(good(), pdf(**fault)) == {"D42"}


def test_a_figure_whose_inner_element_has_the_text_is_described() -> None:
    inner = DictionaryObject({NameObject(key): value for key, value in SAID.items()})
    assert codes(good(), pdf(figure=FIGURE | {"/K": inner})) == set()


def test_a_file_that_is_no_pdf_is_one_finding() -> None:
    assert codes(good(), b"not a pdf") == {"D40"}


@pytest.mark.office
def test_the_layout_of_libreoffice_passes() -> None:
    layout = lay_out(good())
    assert layout is not None, "LibreOffice is not installed"
    assert check(good(), layout.pdf) == []
