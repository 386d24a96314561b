"""The same workbook gives the same bytes: no clock, no name of a person. And every part as the schema wants it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.xml.constants import ARC_CORE, ARC_STYLE, ARC_WORKBOOK, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring, tostring

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name."""

_OF_A_FONT = tuple(
    f"{{{SHEET_MAIN_NS}}}{name}"
    for name in (
        *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color"),
        *("name", "family", "charset", "scheme"),
    )
)
"""The order that the schema asks for (ECMA-376 part 1, CT_Font, as Office reads it); openpyxl has its own."""


def saved(workbook: Workbook, on: date) -> bytes:
    """The file, dated `on` throughout."""
    written = BytesIO()
    workbook.save(written)
    mended = {ARC_CORE: lambda content: _dated(content, on), ARC_STYLE: _with_ordered_fonts, ARC_WORKBOOK: _private}
    fixed = BytesIO()
    with ZipFile(written) as archive, ZipFile(fixed, "w", ZIP_DEFLATED) as out:
        for name in archive.namelist():
            content = mended.get(name, bytes)(archive.read(name))
            out.writestr(ZipInfo(name, _OLDEST), content, ZIP_DEFLATED)
    return fixed.getvalue()


def _dated(core: bytes, on: date) -> bytes:
    """openpyxl writes the moment of saving, whatever it is told."""
    moment = f"{on.isoformat()}T00:00:00Z".encode()
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + moment, core)


def _private(workbook: bytes) -> bytes:
    """Asks Excel to leave out of the file who saved it (ECMA-376 part 1, CT_WorkbookPr); openpyxl does not know how."""
    return workbook.replace(b"<workbookPr/>", b'<workbookPr filterPrivacy="1"/>', 1)


def _with_ordered_fonts(styles: bytes) -> bytes:
    root = fromstring(styles)
    for font in root.iter(f"{{{SHEET_MAIN_NS}}}font"):
        font[:] = sorted(font, key=lambda part: _OF_A_FONT.index(part.tag))
    return cast(bytes, tostring(root))  # the stubs say str; without an encoding both of its makers give bytes
