"""WordprocessingML as text: runs, paragraphs and properties, in the order the schema wants them.

The body of a document is written as one string and parsed once: filling it through an object model is hundreds of times
slower for tables.
"""

from __future__ import annotations

from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr as _quoteattr

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "mark": "urn:cpc:mark",  # never written: `breaks.py` turns these marks into properties of their neighbours
}

DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

TAB = "<w:r><w:tab/></w:r>"


def w(name: str) -> str:
    """`w("p")` in the form lxml uses: `{http://…}p`."""
    return f"{{{NAMESPACES['w']}}}{name}"


def mark(name: str) -> str:
    """A mark's name in the form lxml uses."""
    return f"{{{NAMESPACES['mark']}}}{name}"


def attribute(value: str) -> str:
    """A quoted attribute value."""
    return _quoteattr(value)


def run(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """One run of characters; `style` is the id of a character style."""
    marks = f'<w:rStyle w:val="{style}"/>' if style else ""
    marks += "<w:b/>" if bold else ""
    marks += "<w:i/>" if italic else ""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{_escape(text)}</w:t></w:r>'


def paragraph(style: str, content: str, *, marks: str = "", alignment: str = "") -> str:
    """A paragraph in the style with this id.

    `marks` holds properties that the schema puts right after the style (`keepNext`, `numPr`); `alignment`
    those at the end (`jc`).
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{marks}{alignment}</w:pPr>{content}</w:p>'


KEEP_NEXT = "<w:keepNext/>"


def numbered(number_id: int) -> str:
    """The list a paragraph counts in."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number_id}"/></w:numPr>'
