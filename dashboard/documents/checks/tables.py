"""Tables and pictures (D11, D12, D13, D15, D17): readable aloud, whole, and inside the margins."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.opened import MAIN, Docx, text_of
from dashboard.documents.checks.xml_names import NS, Element, is_on, r, value, w, whole_number, wp

ALT_LENGTH = range(15, 401)
# Word downsamples above 220 ppi on saving; below 150 a printed chart looks soft.
RESOLUTION = range(150, 221)
EMU_PER_DXA = 635
EMU_PER_INCH = 914_400
# Rounding of widths to whole dxa, column by column, may add up to this.
SLACK_DXA = 20
_FILE_NAME = re.compile(r"\.(png|jpe?g|gif|svg|emf|wmf|tiff?|bmp)\s*$", re.IGNORECASE)


def table_shapes(docx: Docx) -> Iterator[Finding]:
    """D11: a header row that repeats, rows that stay whole, a plain rectangle of cells."""
    for number, table in enumerate(docx.tables, start=1):
        place = f"table {number}"
        rows = table.findall("w:tr", NS)
        if not rows or not is_on(rows[0].find("w:trPr", NS), "tblHeader"):
            yield Finding("D11", place, "its first row is not marked to repeat as a header")
        split = [str(at) for at, row in enumerate(rows, 1) if not is_on(row.find("w:trPr", NS), "cantSplit")]
        if split:
            yield Finding("D11", place, f"row {', '.join(split[:5])} may break over two pages")
        yield from _irregular(table, rows, place)


def _irregular(table: Element, rows: list[Element], place: str) -> Iterator[Finding]:
    columns = len(table.findall("w:tblGrid/w:gridCol", NS))
    for at, row in enumerate(rows, start=1):
        cells = row.findall("w:tc", NS)
        if len(cells) != columns:
            yield Finding("D11", place, f"row {at} has {len(cells)} cells, the grid has {columns} columns")
        merged = any(cell.find(f"w:tcPr/w:{name}", NS) is not None for cell in cells for name in ("gridSpan", "vMerge"))
        if merged:
            yield Finding("D11", place, f"row {at} has merged cells; repeat the words instead")
    if next(table.iterdescendants(w("tbl")), None) is not None:
        yield Finding("D11", place, "holds another table")
    for at, cell in enumerate(rows[0].findall("w:tc", NS) if rows else (), start=1):
        if not text_of(cell).strip():
            yield Finding("D11", place, f"column {at} has no heading")


def table_descriptions(docx: Docx) -> Iterator[Finding]:
    """D12: a title and a description for those who hear the table."""
    for number, table in enumerate(docx.tables, start=1):
        for name, words in (("tblCaption", "title"), ("tblDescription", "description")):
            if not value(table, f"w:tblPr/w:{name}").strip():
                yield Finding("D12", f"table {number}", f"has no {words} for screen readers")


def alternative_texts(docx: Docx) -> Iterator[Finding]:
    """D13: every picture says in 15 to 400 characters what it shows."""
    for properties in docx.document.iter(wp("docPr")):
        text = properties.get("descr", "").strip()
        place = _picture(properties)
        if _FILE_NAME.search(text):
            yield Finding("D13", place, f"its alternative text is a file name ({text})")
        elif len(text) not in ALT_LENGTH:
            yield Finding("D13", place, f"its alternative text has {len(text)} characters; 15 to 400 are allowed")


def drawings(docx: Docx) -> Iterator[Finding]:
    """D15: pictures stand in line with the text, each with an id of its own."""
    for anchor in docx.document.iter(wp("anchor")):
        properties = anchor.find("wp:docPr", NS)
        place = "a picture" if properties is None else _picture(properties)
        yield Finding("D15", place, "floats; set it in line with the text")
    seen: set[str] = set()
    for properties in docx.document.iter(wp("docPr")):
        number = properties.get("id", "")
        if number in seen:
            yield Finding("D15", _picture(properties), f"shares its id {number} with another picture")
        seen.add(number)


def _picture(properties: Element) -> str:
    return f"picture {properties.get('name') or properties.get('id') or '?'}"


def widths(docx: Docx) -> Iterator[Finding]:
    """D17: nothing wider than the text, columns that add up, pictures of 150 to 220 pixels an inch."""
    for number, table in enumerate(docx.tables, start=1):
        grid = sum(whole_number(column.get(w("w"))) for column in table.findall("w:tblGrid/w:gridCol", NS))
        stated = table.find("w:tblPr/w:tblW", NS)
        room = _text_width(docx.section_of(table))
        if stated is not None and stated.get(w("type")) == "dxa":
            width = whole_number(stated.get(w("w")))
            if abs(width - grid) > SLACK_DXA:
                yield Finding("D17", f"table {number}", f"is {width} wide but its columns add up to {grid} (dxa)")
        if room and grid > room + SLACK_DXA:
            yield Finding("D17", f"table {number}", f"is {grid} wide, the text only {room} (dxa)")
    for block in docx.blocks:
        for inline in block.iter(wp("inline"), wp("anchor")):
            yield from _picture_width(docx, block, inline)


def _picture_width(docx: Docx, block: Element, inline: Element) -> Iterator[Finding]:
    extent, properties = inline.find("wp:extent", NS), inline.find("wp:docPr", NS)
    if extent is None or properties is None:
        return
    place, wide = _picture(properties), whole_number(extent.get("cx"))
    room = _text_width(docx.section_of(block))
    if room and wide > (room + SLACK_DXA) * EMU_PER_DXA:
        yield Finding("D17", place, f"is {wide // EMU_PER_DXA} wide, the text only {room} (dxa)")
    for blip in inline.iter(f"{{{NS['a']}}}blip"):
        name, _ = docx.targets(MAIN).get(blip.get(r("embed"), ""), ("", False))
        pixels = _png_width(docx.parts.get(name, b""))
        if pixels and wide:
            resolution = round(pixels * EMU_PER_INCH / wide)
            if resolution not in RESOLUTION:
                yield Finding("D17", place, f"has {resolution} pixels an inch; 150 to 220 are allowed")


def _png_width(part: bytes) -> int:
    """Pixels across from a PNG's header, 0 for any other kind of picture."""
    return int(struct.unpack(">I", part[16:20])[0]) if part[:8] == b"\x89PNG\r\n\x1a\n" and len(part) > 24 else 0


def _text_width(section: Element | None) -> int:
    """Room between the margins in dxa, 0 where the section does not say."""
    size, margins = (None, None) if section is None else (section.find("w:pgSz", NS), section.find("w:pgMar", NS))
    if size is None or margins is None:
        return 0
    outside = sum(whole_number(margins.get(w(name))) for name in ("left", "right", "gutter"))
    return whole_number(size.get(w("w"))) - outside
