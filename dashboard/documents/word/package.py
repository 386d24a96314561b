"""A .docx from blocks and a house-style file.

The house-style file gives styles, cover, header, footer, page and language; `{{ name }}` in its text is filled in.
Equal input gives equal bytes: counters start afresh, the zip is written with fixed dates and sorted names, and the
file's own date is the one it is given, never now.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml import etree

from dashboard.documents.blocks import Block
from dashboard.documents.word.body import body_xml
from dashboard.documents.word.breaks import Element, later_section, settle
from dashboard.documents.word.labels import Labels, label_blocks
from dashboard.documents.word.styles import geometry, style_ids
from dashboard.documents.word.writing import Writing
from dashboard.documents.word.xml import DECLARATIONS, w

_PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# Earliest date a zip can hold; what matters is that it never changes.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_SILENT_LIST = (
    f'<w:abstractNum {DECLARATIONS} w:abstractNumId="{{number}}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="none"/><w:suff w:val="nothing"/><w:lvlText w:val=""/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl></w:abstractNum>'
)


@dataclass(frozen=True)
class Properties:
    """What the file says of itself. `on` is the day the data speak of; no person is named."""

    title: str
    subject: str
    author: str
    language: str
    on: date


@dataclass(frozen=True)
class WordFile:
    """The finished file and the names of everything that is counted in it."""

    docx: bytes
    labels: Labels


def write(
    blocks: tuple[Block, ...],
    house_style: bytes,
    fill: Mapping[str, str],
    properties: Properties,
    pages: Mapping[str, int],
) -> WordFile:
    """Blocks after the cover of the house-style file.

    `fill` gives the words for every `{{ name }}` in cover, header and footer; a paragraph that comes out empty is
    dropped. `pages` gives page numbers by bookmark; without it the contents carry none.
    Raises ValueError for a missing style, an unknown placeholder, a reference to nothing or two blocks of one name.
    """
    document = docx.Document(BytesIO(house_style))
    labels = label_blocks(blocks)
    parts = _DocumentParts(document)
    writing = Writing(style_ids(document), geometry(document), labels, pages, parts)
    _fill_all(document, fill)
    _append(document, f"<w:body {DECLARATIONS}>{body_xml(blocks, writing)}</w:body>")
    parts.add_footnotes(writing.footnotes)
    _describe(document, properties)
    saved = BytesIO()
    document.save(saved)
    return WordFile(_same_bytes(saved.getvalue()), labels)


def _append(document: Document, body: str) -> None:
    """Parse the body once and move it block by block: moved whole, libxml2 compares namespaces quadratically."""
    section = document.element.body.sectPr
    blocks = settle(list(parse_xml(body)), section)
    if any(block.find(f"{w('pPr')}/{w('sectPr')}") is not None for block in blocks):
        later_section(section)
    for block in blocks:
        section.addprevious(block)


# --- the house-style file's own text -------------------------------------------------------------


def _fill_all(document: Document, fill: Mapping[str, str]) -> None:
    section = document.sections[-1]
    margins = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    # A header that the file does not define would be made by looking at it.
    own = [margin.part.element for margin in margins if not margin.is_linked_to_previous]
    for part in (document.element.body, *own):
        for paragraph in list(part.iter(w("p"))):
            _fill(paragraph, fill)


def _fill(paragraph: Element, fill: Mapping[str, str]) -> None:
    """Replace `{{ name }}` even where Word has split it over runs: the first text takes all, the others go empty."""
    texts = list(paragraph.iter(w("t")))
    whole = "".join(text.text or "" for text in texts)
    if not _PLACEHOLDER.search(whole):
        return
    filled = _PLACEHOLDER.sub(lambda match: _named(match[1], fill), whole).strip()
    parent = paragraph.getparent()
    if not filled and parent is not None:
        parent.remove(paragraph)
        return
    for number, text in enumerate(texts):
        text.text = filled if number == 0 else ""


def _named(name: str, fill: Mapping[str, str]) -> str:
    if name not in fill:
        raise ValueError(f"the house-style file asks for {{{{ {name} }}}}; it may use {', '.join(sorted(fill))}")
    return fill[name]


# --- parts outside the body ----------------------------------------------------------------------


class _DocumentParts:
    """Pictures, addresses, lists and notes of one python-docx document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._drawings = 0
        self._unnumbered: int | None = None

    def picture(self, png: bytes) -> str:
        return str(self._document.part.get_or_add_image(BytesIO(png))[0])

    def drawing(self, svg: bytes) -> str:
        self._drawings += 1
        name = PackURI(f"/word/media/drawing{self._drawings}.svg")
        package = self._document.part.package
        return self._document.part.relate_to(Part(name, "image/svg+xml", svg, package), RT.IMAGE)

    def address(self, url: str) -> str:
        return self._document.part.relate_to(url, RT.HYPERLINK, is_external=True)

    def restarted_list(self) -> int:
        """A new numbered list that starts at 1, on the definition that the list style uses."""
        style = self._document.styles["List Number"].element
        number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        numbering = self._document.part.numbering_part.element
        if number is None:
            raise ValueError("the style 'List Number' of the house-style file belongs to no numbered list")
        abstract = numbering.num_having_numId(int(number.get(w("val")))).abstractNumId.val
        added = numbering.add_num(abstract)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(added.numId)

    def unnumbered(self) -> int:
        """A list that prints nothing, for headings without a number: `numId 0`, the older way, fails validation."""
        if self._unnumbered is None:
            numbering = self._document.part.numbering_part.element
            used = [int(item.get(w("abstractNumId"))) for item in numbering.findall(w("abstractNum"))]
            numbering.num_lst[0].addprevious(parse_xml(_SILENT_LIST.format(number=max(used) + 1)))
            self._unnumbered = int(numbering.add_num(max(used) + 1).numId)
        return self._unnumbered

    def add_footnotes(self, notes: Iterable[str]) -> None:
        """Put the notes after the separators that the house-style file holds."""
        added = "".join(notes)
        if not added:
            return
        part = self._document.part
        relation = next((item for item in part.rels.values() if item.reltype == RT.FOOTNOTES), None)
        if relation is None:
            raise ValueError("the house-style file has no footnotes part; insert a footnote in Word and save it once")
        old = relation.target_part
        root = etree.fromstring(old.blob)
        for note in etree.fromstring(f"<w:footnotes {DECLARATIONS}>{added}</w:footnotes>"):
            root.append(note)
        etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
        xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        del part.rels[relation.rId]
        part.relate_to(Part(old.partname, old.content_type, xml, part.package), RT.FOOTNOTES)


def _describe(document: Document, properties: Properties) -> None:
    core = document.core_properties
    day = datetime(properties.on.year, properties.on.month, properties.on.day, tzinfo=UTC)
    core.title, core.subject, core.language = properties.title, properties.subject, properties.language
    core.author = core.last_modified_by = properties.author
    core.created = core.modified = day
    core.revision = 1


def _same_bytes(package: bytes) -> bytes:
    """The same parts in a zip that does not depend on the day or on the order of writing."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        # Readers expect the content types first.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return written.getvalue()
