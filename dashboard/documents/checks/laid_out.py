"""The PDF made from the document (D06, D07, D40, D42)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from dashboard.documents.checks.field_walker import fields_of
from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.opened import Docx

_LANGUAGE = "en-JM"
_NUMBER = re.compile(r"^\d+(\.\d+)*\.?\s+")
# A paragraph that runs over a page has the footer in its middle: it is there if most of its five-word pieces are.
_PIECE, _ENOUGH = 5, 0.6


def pdf_findings(docx: Docx, pdf: bytes) -> Iterator[Finding]:
    """All checks of the PDF; one finding if it cannot be read."""
    try:
        reader = PdfReader(BytesIO(pdf))
        pages = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError) as error:
        yield Finding("D40", "PDF", f"cannot be read ({error})")
        return
    yield from page_numbers(docx, reader)
    yield from outline(docx, reader)
    yield from missing_text(docx, pages)
    yield from tags(reader)


def page_numbers(docx: Docx, reader: PdfReader) -> Iterator[Finding]:
    """D06: the page numbers in the contents are those of the PDF."""
    pages: dict[str, int] = {}
    for name, destination in reader.named_destinations.items():
        page = reader.get_destination_page_number(destination)
        if page is not None:
            # LibreOffice writes the `_` of a name as `/5F`.
            pages[name.replace("/5F", "_")] = page + 1
    for field in fields_of(docx.document):
        if field.kind != "PAGEREF":
            continue
        said, found = field.result.strip(), pages.get(field.argument)
        if found is None:
            yield Finding("D06", f"contents, {field.argument}", "is nowhere in the PDF")
        elif said != str(found):
            yield Finding("D06", f"contents, {field.argument}", f"says page {said}, the PDF has it on page {found}")


def outline(docx: Docx, reader: PdfReader) -> Iterator[Finding]:
    """D07: the PDF's outline lists the headings, in order."""
    entries = [_squeezed(_NUMBER.sub("", entry)) for entry in _titles(reader.outline)]
    headings = [para.text for para in docx.paragraphs if para.heading_level and para.text.strip()]
    if len(entries) != len(headings):
        yield Finding("D07", "PDF outline", f"has {len(entries)} entries for {len(headings)} headings")
    for entry, heading in zip(entries, headings, strict=False):
        if entry != _squeezed(_NUMBER.sub("", heading)):
            yield Finding("D07", "PDF outline", f"does not follow the headings from “{heading.strip()[:50]}” on")
            return


def _titles(entries: Iterable[Any]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title)


def missing_text(docx: Docx, pages: list[str]) -> Iterator[Finding]:
    """D40: every paragraph is in the PDF. Contents are left out: their page numbers follow the layout."""
    printed = _squeezed("".join(pages))
    for para in docx.paragraphs:
        whole = _squeezed(para.text)
        if not whole or para.style.startswith("toc") or para.style == "table of figures" or whole in printed:
            continue
        words = para.text.split()
        pieces = [_squeezed("".join(words[at : at + _PIECE])) for at in range(0, len(words), _PIECE)]
        if sum(piece in printed for piece in pieces) < _ENOUGH * len(pieces):
            yield Finding("D40", para.place, "is not in the PDF")


def _squeezed(text: str) -> str:
    """Letters and digits alone: line breaks, hyphens and ligatures of the layout do not count."""
    for ligature, letters in (("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return "".join(character for character in text if character.isalnum())


def tags(reader: PdfReader) -> Iterator[Finding]:
    """D42: tagged, titled, with its language, and every picture with its alternative text."""
    root = reader.root_object
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        yield Finding("D42", "PDF", "is not tagged")
    if root.get("/Lang") != _LANGUAGE:
        yield Finding("D42", "PDF", f"its language is {root.get('/Lang', 'not set')}, not {_LANGUAGE}")
    if not (reader.metadata and reader.metadata.title):
        yield Finding("D42", "PDF", "has no title")
    silent = sum(not _has_alt(figure) for figure in _figures(root.get("/StructTreeRoot")))
    if silent:
        yield Finding("D42", "PDF", f"{silent} pictures have no alternative text")


def _figures(node: Any) -> Iterator[Any]:
    """The outermost Figure elements of the structure tree: LibreOffice puts a second one inside the first."""
    element = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(element, list):
        for child in element:
            yield from _figures(child)
    elif isinstance(element, dict):
        if element.get("/S") == "/Figure":
            yield element
        else:
            yield from _figures(element.get("/K"))


def _has_alt(figure: Any) -> bool:
    """Whether the element or one inside it says what the picture shows."""
    if figure.get("/Alt"):
        return True
    children = figure.get("/K")
    return any(_has_alt(child) for child in _figures(children))
