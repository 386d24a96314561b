"""Page and section breaks as properties of real paragraphs, so that no empty paragraph is needed to carry them."""

from __future__ import annotations

from copy import deepcopy

from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from dashboard.documents.word.xml import mark, w

Element = etree._Element

# Properties of a paragraph that the schema puts before `pageBreakBefore`.
_BEFORE_PAGE_BREAK = {w("pStyle"), w("keepNext"), w("keepLines")}
# Properties of a paragraph that the schema puts after `sectPr`.
_AFTER_SECTION = {w("pPrChange")}


def settle(children: list[Element], last_section: BaseOxmlElement) -> list[Element]:
    """The children of a body without their marks; what each mark asks for is now said by a neighbour.

    `last_section` is the section the document ends with: earlier ones copy its page, header and footer, and only the
    first keeps its different first page (the cover).
    """
    settled: list[Element] = []
    page_wanted = False
    for child in children:
        if child.tag == mark("page"):
            page_wanted = True
        elif child.tag in (mark("upright"), mark("sideways")):
            _end_section(settled, last_section, turned=child.tag == mark("sideways"))
        else:
            if page_wanted:
                _start_page(child)
                page_wanted = False
            settled.append(child)
    return settled


def _start_page(block: Element) -> None:
    first = block if block.tag == w("p") else next(block.iter(w("p")))
    properties = first.find(w("pPr"))
    if properties is None:
        raise ValueError("every paragraph has a style, so every paragraph has properties")
    place = sum(1 for item in properties if item.tag in _BEFORE_PAGE_BREAK)
    properties.insert(place, etree.SubElement(properties, w("pageBreakBefore")))


def _end_section(settled: list[Element], last_section: BaseOxmlElement, *, turned: bool) -> None:
    if not settled or settled[-1].tag != w("p"):
        raise ValueError("a section must end with a paragraph, such as the source line of a table")
    section = deepcopy(last_section)
    if any(item.find(f"{w('pPr')}/{w('sectPr')}") is not None for item in settled):
        _drop(section, w("titlePg"))
    if turned:
        _turn(section)
    properties = settled[-1].find(w("pPr"))
    if properties is None:
        raise ValueError("every paragraph has a style, so every paragraph has properties")
    properties.append(section)


def later_section(section: BaseOxmlElement) -> None:
    """Make the last section one that follows others: no cover of its own."""
    _drop(section, w("titlePg"))


def _drop(section: BaseOxmlElement, tag: str) -> None:
    for found in section.findall(tag):
        section.remove(found)


def _turn(section: BaseOxmlElement) -> None:
    size = section.find(w("pgSz"))
    width, height = (None, None) if size is None else (size.get(w("w")), size.get(w("h")))
    if size is None or width is None or height is None:
        raise ValueError("the house-style file's section has no page size; set one in Word, Layout, Size")
    size.set(w("w"), height)
    size.set(w("h"), width)
    size.set(w("orient"), "landscape")
