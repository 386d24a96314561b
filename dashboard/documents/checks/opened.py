"""A .docx opened for checking: its parts as XML, its paragraphs and tables in reading order. Reads, never writes.

Content controls are looked through: what stands in them counts as text, which python-docx would not see.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from dashboard.documents.checks.style_sheet import StyleSheet
from dashboard.documents.checks.xml_names import NS, Element, r, w

MAIN = "word/document.xml"


class NotADocumentError(Exception):
    """The bytes are no Word document that could be checked; the message says why."""


@dataclass(frozen=True)
class Para:
    """A paragraph: its place in the document from 1, the lower-case name of its style, and its visible text."""

    number: int
    element: Element
    style: str
    text: str
    in_table: bool

    @property
    def place(self) -> str:
        words = " ".join(self.text.split())
        return f"paragraph {self.number}" + (f" “{words[:50]}{'…' if len(words) > 50 else ''}”" if words else "")

    @property
    def heading_level(self) -> int | None:
        """1 to 9 for a heading, else None."""
        word, _, level = self.style.partition(" ")
        return int(level) if word == "heading" and level.isdigit() else None


class Docx:
    """Raises NotADocumentError for bytes that are no zip, or hold no readable main part or styles."""

    def __init__(self, docx: bytes) -> None:
        try:
            with zipfile.ZipFile(BytesIO(docx)) as package:
                self.names = [entry.filename for entry in package.infolist()]
                self.parts = {entry.filename: package.read(entry) for entry in package.infolist()}
        except (zipfile.BadZipFile, zlib.error) as error:
            raise NotADocumentError(f"the file cannot be opened ({error})") from None
        for name in (MAIN, "word/styles.xml"):
            if self.xml(name) is None:
                raise NotADocumentError(f"the part {name} is missing or is not well-formed XML")

    def xml(self, name: str) -> Element | None:
        """A part's root element; None where the part is missing or not well formed."""
        if name not in self._roots:
            self._roots[name] = _parsed(self.parts.get(name))
        return self._roots[name]

    @cached_property
    def _roots(self) -> dict[str, Element | None]:
        return {}

    @cached_property
    def document(self) -> Element:
        root = self.xml(MAIN)
        assert root is not None  # the constructor has looked
        return root

    @cached_property
    def styles(self) -> StyleSheet:
        root = self.xml("word/styles.xml")
        assert root is not None  # the constructor has looked
        return StyleSheet(root)

    @cached_property
    def blocks(self) -> tuple[Element, ...]:
        """Paragraphs and tables of the body, in order; those inside content controls stand in place."""
        body = self.document.find("w:body", NS)
        return () if body is None else tuple(_blocks(body))

    @cached_property
    def paragraphs(self) -> tuple[Para, ...]:
        """Every paragraph of the main part, those in tables included."""
        return tuple(
            Para(
                number,
                element,
                self.styles.name_of_paragraph(element),
                text_of(element),
                in_table=next(element.iterancestors(w("tc")), None) is not None,
            )
            for number, element in enumerate(self.document.iter(w("p")), start=1)
        )

    def para(self, element: Element) -> Para:
        """The paragraph with its number and text."""
        return next(para for para in self.paragraphs if para.element is element)

    @cached_property
    def tables(self) -> tuple[Element, ...]:
        """The tables of the body; nested ones are found by their own check."""
        return tuple(block for block in self.blocks if block.tag == w("tbl"))

    @cached_property
    def sections(self) -> tuple[Element, ...]:
        """The section properties in order; the last is the body's."""
        return tuple(self.document.iter(w("sectPr")))

    def section_of(self, block: Element) -> Element | None:
        """The section that a block of the body stands in: the next one that ends."""
        reached = False
        for candidate in self.blocks:
            reached = reached or candidate is block
            if reached and (ending := candidate.find("w:pPr/w:sectPr", NS)) is not None:
                return ending
        return self.sections[-1] if self.sections else None

    def story_names(self) -> tuple[str, ...]:
        """The parts that hold text a reader may see."""
        wanted = ("word/header", "word/footer", "word/footnotes", "word/endnotes", "word/comments")
        return (MAIN, *sorted(name for name in self.parts if name.startswith(wanted) and name.endswith(".xml")))

    def targets(self, part: str) -> dict[str, tuple[str, bool]]:
        """Relationship id to (part name or address, is external) for a part."""
        folder, _, file = part.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found: dict[str, tuple[str, bool]] = {}
        for relation in root if root is not None else ():
            target, external = relation.get("Target", ""), relation.get("TargetMode") == "External"
            path = target if external else _resolved(part, target)
            found[relation.get("Id", "")] = (path, external)
        return found

    def footnote_part(self) -> Element | None:
        return self.xml("word/footnotes.xml")

    def footer_of(self, relationship: str) -> Element | None:
        return self.xml(self.targets(MAIN).get(relationship, ("", False))[0])

    def external_links(self) -> frozenset[str]:
        """Relationship ids of the main part that lead out of the document."""
        return frozenset(key for key, (_, external) in self.targets(MAIN).items() if external)


def text_of(element: Element, *, skip_external_links: bool = False) -> str:
    """The visible text of an element; tabs and breaks count as white space, deleted text not at all."""
    found: list[str] = []
    for node in element.iter(w("t"), w("tab"), w("br"), w("noBreakHyphen")):
        if node.tag == w("tab") and next(node.iterancestors(w("tabs")), None) is not None:
            continue
        if skip_external_links and any(link.get(r("id")) for link in node.iterancestors(w("hyperlink"))):
            continue
        found.append({w("t"): node.text or "", w("noBreakHyphen"): "-"}.get(str(node.tag), "\t"))
    return "".join(found)


def _blocks(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag == w("sdt"):
            content = child.find("w:sdtContent", NS)
            if content is not None:
                yield from _blocks(content)


def _parsed(part: bytes | None) -> Element | None:
    if part is None:
        return None
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _resolved(part: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
