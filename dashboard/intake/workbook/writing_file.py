"""The same workbook gives the same bytes: no clock, no name of a person or program, one order of parts."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

_CORE = "docProps/core.xml"
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can name."""


def saved(workbook: Workbook, on: date) -> bytes:
    """The file, dated `on` throughout."""
    written = BytesIO()
    workbook.save(written)
    fixed = BytesIO()
    with ZipFile(written) as archive, ZipFile(fixed, "w", ZIP_DEFLATED) as out:
        for name in archive.namelist():
            content = archive.read(name)
            if name == _CORE:
                content = _undated(content, on)
            out.writestr(ZipInfo(name, _OLDEST), content, ZIP_DEFLATED)
    return fixed.getvalue()


def _undated(core: bytes, on: date) -> bytes:
    """openpyxl writes the moment of saving, whatever it is told."""
    moment = f"{on.isoformat()}T00:00:00Z".encode()
    return re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + moment, core)
