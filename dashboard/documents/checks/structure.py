"""Headings, lists, styles (D01 to D04): a document that can be navigated, not one that looks as if."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.opened import Docx, Para
from dashboard.documents.checks.xml_names import NS, Element, is_on, w

# A whole paragraph in bold that is shorter than this reads as a heading.
FAKE_HEADING = 90
_PLAIN_STYLES = frozenset({"normal", "body text", "list paragraph", "letter", "default paragraph style"})
_TYPED_MARK = re.compile(r"\s*([•·▪◦‣–—*-]\s|\(?\d{1,2}[.)]\s|\(?[a-z][.)]\s)")
_SPACES = re.compile(r"\S {3,}\S|^ {3,}\S")


def headings(docx: Docx) -> Iterator[Finding]:
    """D01: real, not empty, from level 1, no level skipped."""
    last = 0
    for para in docx.paragraphs:
        level = para.heading_level
        if level is None:
            continue
        if not para.text.strip():
            yield Finding("D01", para.place, f"an empty heading of level {level}; give it words or delete it")
            continue
        if level > last + 1:
            before = f"after level {last}" if last else "at the start"
            yield Finding("D01", para.place, f"a heading of level {level} {before}; the next may be {last + 1}")
        last = level


def fake_headings(docx: Docx) -> Iterator[Finding]:
    """D02: no bold line that only looks like a heading."""
    for para in docx.paragraphs:
        text = para.text.strip()
        is_plain = para.style in _PLAIN_STYLES and not para.in_table
        if is_plain and text and len(text) < FAKE_HEADING and _all_bold(para.element):
            yield Finding("D02", para.place, "looks like a heading but is not; use a heading style")


def _all_bold(paragraph: Element) -> bool:
    runs = [run for run in paragraph.iter(w("r")) if "".join(t.text or "" for t in run.iter(w("t"))).strip()]
    return bool(runs) and all(is_on(run.find("w:rPr", NS), "b") for run in runs)


def typed_layout(docx: Docx) -> Iterator[Finding]:
    """D03: no list marks typed by hand, no layout by spaces or empty paragraphs."""
    for para in docx.paragraphs:
        is_plain = para.style in _PLAIN_STYLES and not para.in_table and not _is_listed(para.element)
        if is_plain and (found := _TYPED_MARK.match(para.text)):
            mark = found.group().strip()
            yield Finding("D03", para.place, f"a list mark typed by hand ({mark!r}); use a list style")
        if _SPACES.search(para.text):
            yield Finding("D03", para.place, "laid out with spaces; use a tab stop, an indent or a table")
    for first, count in _empty_rows(docx):
        yield Finding("D03", first.place, f"{count} empty paragraphs in a row; use spacing of the style")


def _is_listed(paragraph: Element) -> bool:
    return paragraph.find("w:pPr/w:numPr", NS) is not None


def _empty_rows(docx: Docx) -> Iterator[tuple[Para, int]]:
    body = [para for para in docx.paragraphs if not para.in_table]
    for empty, rows in groupby(body, key=_is_empty):
        found = list(rows)
        if empty and len(found) > 1:
            yield found[0], len(found)


def _is_empty(para: Para) -> bool:
    carries = ("w:drawing", "w:pict", "w:object", "w:fldChar", "w:br")
    held = any(next(para.element.iter(w(name.partition(":")[2])), None) is not None for name in carries)
    return not para.text.strip() and not held and para.element.find("w:pPr/w:sectPr", NS) is None


def style_use(docx: Docx, house_styles: frozenset[str] | None) -> Iterator[Finding]:
    """D04: every style used is defined; and, where the house style is given, is one of its own."""
    used: dict[str, str] = {}
    for name in docx.story_names():
        root = docx.xml(name)
        for node in () if root is None else root.iter(w("pStyle"), w("rStyle"), w("tblStyle")):
            used.setdefault(node.get(w("val"), ""), name)
    for style, part in used.items():
        if style not in docx.styles.ids:
            yield Finding("D04", part, f"uses the style {style!r}, which is not defined in word/styles.xml")
        elif house_styles is not None and docx.styles.name(style) not in house_styles:
            yield Finding("D04", part, f"uses {docx.styles.name(style)!r}, which is no style of the house")
    for style, other in docx.styles.references():
        if other not in docx.styles.ids:
            yield Finding("D04", "word/styles.xml", f"the style {style!r} refers to {other!r}, which is not defined")
