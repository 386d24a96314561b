"""Small blocks with a happy path, and the doors of an office program that is not there."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from dashboard.documents.blocks import Align, Column, Figure, Table, plain

FILL = {
    "office": "Office of the National Rapporteur on Trafficking in Persons",
    "title": "Annual Report",
    "period": "April 2021 to March 2022",
    "watermark": "",
    "edition": "Draft",
    "tier": "Readers: Public",
    "record": "Published figures",
    "anchor": "Record #118",
    "header": "Annual Report 2021/22",
}


def small_table(**overrides: Any) -> Table:
    fields: dict[str, Any] = {
        "key": "t-small",
        "caption": "Children identified",
        "columns": (Column("Year", 2), Column("Children", 1, Align.RIGHT)),
        "rows": ((plain("2020/21"), plain("7")), (plain("2021/22"), plain("6"))),
        "source": plain("TIP Report 2022."),
        "description": "One row for each year, with the number of children identified.",
        "notes": (plain("[x] No figure on record."),),
    }
    return Table(**(fields | overrides))


def small_figure(**overrides: Any) -> Figure:
    fields: dict[str, Any] = {
        "key": "f-small",
        "caption": "Children identified",
        "png": png(400, 200),
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"/>',
        "alt": "Line chart: children identified, 7 in 2020/21 and 6 in 2021/22.",
        "source": plain("TIP Report 2022."),
        "width_cm": 12.0,
    }
    return Figure(**(fields | overrides))


def png(width: int, height: int) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\x00" + b"\xff" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
