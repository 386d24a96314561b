"""How it looks (D18, D37): contrast that everybody can read, pages turned as they say."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.opened import Docx, Para
from dashboard.documents.checks.style_sheet import BLACK, WHITE, shade
from dashboard.documents.checks.xml_names import NS, Element, value, w, whole_number

CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of any size: large text is not excused."""


def contrast_ratio(one: str, other: str) -> float:
    """WCAG 2.2 contrast of two colours given as six hex digits: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrasts(docx: Docx) -> Iterator[Finding]:
    """D18: text stands out at least 4.5 to 1 from what it is printed on, in styles, table heads and single runs."""
    seen: set[tuple[str, str]] = set()
    for para in docx.paragraphs:
        background = _background(docx, para)
        for colour in _colours(docx, para):
            if (colour, background) in seen or not _is_colour(colour) or not _is_colour(background):
                continue
            seen.add((colour, background))
            found = contrast_ratio(colour, background)
            if found < CONTRAST:
                message = f"{colour} on {background} has a contrast of {found:.1f}; at least {CONTRAST} is needed"
                yield Finding("D18", f"{para.place} (style {para.style})", message)


def _colours(docx: Docx, para: Para) -> Iterator[str]:
    """Colours of the runs that say something; the style's where a run does not choose."""
    style = docx.styles.paragraph_style(para.element)
    for run in para.element.iter(w("r")):
        if not any((text.text or "").strip() for text in run.iter(w("t"))):
            continue
        character = value(run, "w:rPr/w:rStyle")
        own = value(run, "w:rPr/w:color") or (docx.styles.own_colour(character) if character else "")
        colour = own or docx.styles.colour(style)
        yield BLACK if colour == "auto" else colour.upper()


def _background(docx: Docx, para: Para) -> str:
    """The nearest fill behind a paragraph: its own, its style's, its cell's, its table's header row, else white."""
    own = shade(para.element.find("w:pPr/w:shd", NS)) or docx.styles.fill(docx.styles.paragraph_style(para.element))
    if own:
        return own
    cell = next(para.element.iterancestors(w("tc")), None)
    return (_cell_fill(docx, cell) if cell is not None else "") or WHITE


def _cell_fill(docx: Docx, cell: Element) -> str:
    if own := shade(cell.find("w:tcPr/w:shd", NS)):
        return own
    row = next(cell.iterancestors(w("tr")))
    table = next(row.iterancestors(w("tbl")))
    if table.find("w:tr", NS) is not row:
        return ""
    return docx.styles.first_row_fill(value(table, "w:tblPr/w:tblStyle"))


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(character in "0123456789ABCDEF" for character in text)


def orientations(docx: Docx) -> Iterator[Finding]:
    """D37: a section marked as landscape is wider than high, and the reverse."""
    for number, section in enumerate(docx.sections, start=1):
        size = section.find("w:pgSz", NS)
        if size is None:
            yield Finding("D37", f"section {number}", "has no page size")
            continue
        wide, high = whole_number(size.get(w("w"))), whole_number(size.get(w("h")))
        turned = size.get(w("orient")) == "landscape"
        if turned != (wide > high):
            says = "landscape" if turned else "portrait"
            yield Finding("D37", f"section {number}", f"says {says}, but its page is {wide} by {high} (dxa)")
