"""Contents, captions and references to them (D05, D09, D10, D16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.documents.checks.field_walker import Field, fields_of
from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.opened import Docx, Para, text_of
from dashboard.documents.checks.xml_names import Element, w

_LEVELS = re.compile(r'\\o\s+"?(\d)-(\d)"?')
_SEQUENCE = re.compile(r'\\c\s+"?(\w+)"?')
_NUMBER = re.compile(r"^\d+(\.\d+)*\s+")
LABELS = ("Table", "Figure")


@dataclass(frozen=True)
class Caption:
    """A caption: its label and printed number, and the names of the bookmarks in it."""

    para: Para
    label: str
    number: str
    bookmarks: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.label} {self.number}"


def captions(docx: Docx) -> tuple[Caption, ...]:
    """The paragraphs that count with a SEQ field of tables or figures, in order."""
    found = []
    for para in docx.paragraphs:
        for field in fields_of(para.element):
            if field.kind == "SEQ" and field.argument in LABELS:
                marks = frozenset(mark.get(w("name"), "") for mark in para.element.iter(w("bookmarkStart")))
                found.append(Caption(para, field.argument, field.result.strip(), marks))
                break
    return tuple(found)


def lists_of_contents(docx: Docx) -> Iterator[Finding]:
    """D05: contents and lists of tables and figures are there, and say what the document says."""
    tables = [field for field in fields_of(docx.document) if field.kind == "TOC"]
    headings = [field for field in tables if _LEVELS.search(field.instruction)]
    if any(para.heading_level for para in docx.paragraphs):
        if not headings:
            yield Finding("D05", "document", "has headings but no table of contents")
        for field in headings:
            yield from _differences("contents", _entries(field), _headings(docx, field))
    for label in LABELS:
        wanted = [" ".join(c.para.text.split()) for c in captions(docx) if c.label == label]
        lists = [field for field in tables if _sequence(field) == label]
        if wanted and not lists:
            yield Finding("D05", "document", f"has {label.lower()}s but no list of {label.lower()}s")
        for field in lists:
            yield from _differences(f"list of {label.lower()}s", _entries(field), wanted)


def _sequence(field: Field) -> str:
    found = _SEQUENCE.search(field.instruction)
    return found.group(1) if found else ""


def _entries(field: Field) -> list[str]:
    """The lines of a contents without their page numbers, which nested PAGEREF fields give."""
    lines: dict[Element | None, list[str]] = {}
    for paragraph, words in field.own:
        lines.setdefault(paragraph, []).append(words)
    return [text for words in lines.values() if (text := " ".join("".join(words).split()))]


def _headings(docx: Docx, field: Field) -> list[str]:
    levels = _LEVELS.search(field.instruction)
    first, last = (int(levels.group(1)), int(levels.group(2))) if levels else (1, 9)
    return [
        " ".join(para.text.split())
        for para in docx.paragraphs
        if para.heading_level is not None and first <= para.heading_level <= last and para.text.strip()
    ]


def _differences(name: str, entries: list[str], wanted: list[str]) -> Iterator[Finding]:
    """Entry by entry; a number before the entry is the heading's own and is not part of its text."""
    if len(entries) != len(wanted):
        yield Finding("D05", name, f"has {len(entries)} entries for {len(wanted)} in the document; build it anew")
    for entry, text in zip(entries, wanted, strict=False):
        if text not in (entry, _NUMBER.sub("", entry)):
            yield Finding("D05", name, f"says “{entry}” where the document says “{text}”; build it anew")


def caption_places(docx: Docx) -> Iterator[Finding]:
    """D09: caption above each table and below each figure, a source line after each."""
    by_element = {caption.para.element: caption for caption in captions(docx)}
    blocks = docx.blocks
    for position, block in enumerate(blocks):
        if block.tag == w("tbl"):
            place = f"table {docx.tables.index(block) + 1}"
            above = by_element.get(blocks[position - 1]) if position else None
            if above is None or above.label != "Table":
                yield Finding("D09", place, "has no caption just above it")
            if not _is_source(blocks, position + 1):
                yield Finding("D09", place, "has no line “Source: …” just below it")
        elif _holds_picture(block) and block not in by_element:
            place = docx.para(block).place
            below = by_element.get(blocks[position + 1]) if position + 1 < len(blocks) else None
            if below is None or below.label != "Figure":
                yield Finding("D09", place, "is a picture without a caption just below it")
            elif not _is_source(blocks, position + 2):
                yield Finding("D09", below.para.place, "has no line “Source: …” just below it")


def _is_source(blocks: tuple[Element, ...], position: int) -> bool:
    following = blocks[position] if position < len(blocks) else None
    return following is not None and text_of(following).strip().startswith("Source")


def _holds_picture(block: Element) -> bool:
    return block.tag == w("p") and next(block.iter(w("drawing"), w("pict")), None) is not None


def caption_numbers(docx: Docx) -> Iterator[Finding]:
    """D10: tables and figures count 1, 2, 3, and print what they count."""
    for label in LABELS:
        for expected, caption in enumerate((c for c in captions(docx) if c.label == label), start=1):
            if caption.number != str(expected):
                yield Finding("D10", caption.para.place, f"is number {expected} but says {caption.number or 'nothing'}")
            if not caption.para.text.strip().startswith(caption.name):
                yield Finding("D10", caption.para.place, f"does not begin with “{caption.name}”")


def references_to_captions(docx: Docx) -> Iterator[Finding]:
    """D16: the text refers to each table and figure; its line in a list of tables does not count."""
    fields = fields_of(docx.document)
    listed = {link for field in fields if field.kind == "TOC" for link in _links(field)}
    used = {field.argument for field in fields if field.kind == "REF"}
    used |= {link.get(w("anchor"), "") for link in docx.document.iter(w("hyperlink")) if link not in listed}
    for caption in captions(docx):
        if not caption.bookmarks & used:
            yield Finding("D16", caption.para.place, "no sentence refers to it")


def _links(field: Field) -> Iterator[Element]:
    for paragraph, _ in field.own:
        if paragraph is not None:
            yield from paragraph.iter(w("hyperlink"))
