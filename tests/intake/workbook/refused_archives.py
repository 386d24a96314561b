"""Files that are no sound Excel workbook, each with its code and the sentence its sender gets, word for word."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.intake.workbook import hostile
from tests.intake.workbook.hostile import BOOK, MAIN, SHEET, TYPES, repacked, swapped

FRESH = "Copy your numbers into a fresh copy of the workbook that was sent to you and send that one."
DAMAGED = (
    "The file is damaged: it looks like a workbook but its contents cannot be read. Open it in Excel, let Excel repair "
    "it, save it as an Excel workbook (.xlsx) and send it again. If it does not open: copy your numbers into a fresh "
    "copy of the workbook that was sent to you and send that one."
)


class Refused(NamedTuple):
    name: str
    build: Callable[[], bytes]
    code: str
    sentence: str


def flipped_byte() -> bytes:
    data = bytearray(hostile.workbook())
    data[data.index(b"PK\x03\x04", 10) + 60] ^= 0xFF  # a byte within a packed part
    return bytes(data)


def typed(old: str, new: str) -> bytes:
    """The workbook under another content type."""
    return repacked({TYPES: swapped(f"vnd.openxmlformats-officedocument.{old}", new)})


ARCHIVES = (
    Refused(
        "1_gib_declared",
        lambda: hostile.declared(hostile.workbook(), SHEET, 1 << 30),
        "unpacks_too_large",
        "The file unpacks to more than 200 MB; a filled return unpacks to less than 5 MB. " + FRESH,
    ),
    Refused(
        "spaces_packed_a_thousand_times",
        lambda: repacked({SHEET: b" " * (3 << 20)}),
        "packed_too_tightly",
        "A part of the file unpacks to more than 200 times its size, as only files made to exhaust a computer"
        " do. " + FRESH,
    ),
    Refused("a_size_declared_too_small", lambda: hostile.declared(hostile.workbook(), SHEET, 100), "damaged", DAMAGED),
    Refused(
        "the_same_part_twice",
        lambda: hostile.with_duplicate(SHEET),
        "duplicate_part",
        "The file holds the part “XL/WORKSHEETS/SHEET1.XML” twice, so that it says two different things; "
        "Excel never writes such a file. " + FRESH,
    ),
    Refused(
        "part_outside_the_archive",
        lambda: hostile.with_entry("../../evil.txt"),
        "bad_path",
        "The file holds a part named “../../evil.txt”, which points outside of the workbook; Excel never "
        "writes such a name. " + FRESH,
    ),
    Refused(
        "part_with_a_windows_path",
        lambda: hostile.with_entry("xl\\evil.xml"),
        "bad_path",
        "The file holds a part named “xl\\evil.xml”, which points outside of the workbook; Excel never writes "
        "such a name. " + FRESH,
    ),
    Refused(
        "password",
        lambda: hostile.compound(locked=True),
        "password",
        "The file is protected by a password to open it; only a workbook without one can be read. In Excel "
        "choose File, Info, Protect Workbook, Encrypt with Password, clear the password, save it and send it "
        "again.",
    ),
    Refused(
        "old_xls",
        lambda: hostile.compound(locked=False),
        "old_workbook",
        "The file is an old Excel workbook (.xls), or is protected by a password; only an Excel workbook "
        "(.xlsx) without a password can be read. Open it in Excel, save it as an Excel workbook (.xlsx) "
        "without a password and send it again.",
    ),
    Refused(
        "truncated",
        lambda: hostile.workbook()[:-200],
        "truncated",
        "The file is cut off or damaged: its end is missing, as when an upload or a copy breaks off. Send the"
        " file from your own disk again.",
    ),
    Refused(
        "csv",
        lambda: b"indicator,value\r\n2.2a,6\r\n",
        "text_file",
        "The file is plain text, such as CSV, under the name of a workbook; only the Excel workbook (.xlsx) "
        "that was sent to you can be read. Fill that workbook and send it.",
    ),
    Refused(
        "csv_in_utf_16",
        lambda: "indicator;value\r\n".encode("utf-16"),
        "text_file",
        "The file is plain text, such as CSV, under the name of a workbook; only the Excel workbook (.xlsx) "
        "that was sent to you can be read. Fill that workbook and send it.",
    ),
    Refused(
        "html",
        lambda: b"\xef\xbb\xbf<html><table><tr><td>6</td></tr></table></html>",
        "web_page",
        "The file is a web page or an XML text under the name of a workbook; only an Excel workbook (.xlsx) "
        "can be read. Open it in Excel, save it as an Excel workbook (.xlsx) and send it again.",
    ),
    Refused(
        "empty",
        lambda: b"",
        "empty_file",
        "The file is empty. Open your workbook in Excel, save it, close Excel and send it again.",
    ),
    Refused(
        "1501_sheets",
        lambda: repacked({f"xl/worksheets/s{n}.xml": b"" for n in range(1500)}),
        "too_many_parts",
        "The file has more than 400 sheets, pictures and other parts inside; a filled return has about 40. " + FRESH,
    ),
    Refused(
        "200_mb",
        lambda: bytes(200 << 20),
        "too_large",
        "The file has 200 MB; a return may have at most 20 MB. Remove pictures and whatever else was added to"
        " the workbook, save it and send it again.",
    ),
    Refused(
        "ods",
        hostile.open_document,
        "open_document",
        "The file is an OpenDocument file (.ods), perhaps under another name; only an Excel workbook (.xlsx) "
        "can be read. In LibreOffice choose File, Save As, Excel 2007-365 (.xlsx), and send that file.",
    ),
    Refused(
        "pdf",
        lambda: b"%PDF-1.7\n%\xe2\xe3\x00",
        "not_a_workbook",
        "The file is not an Excel workbook but a PDF document. Fill the Excel workbook (.xlsx) that was sent "
        "to you and send that file.",
    ),
    Refused(
        "picture",
        lambda: b"\x89PNG\r\n\x1a\n\x00\x00",
        "not_a_workbook",
        "The file is not an Excel workbook but a file of an unknown kind. Fill the Excel workbook (.xlsx) "
        "that was sent to you and send that file.",
    ),
    Refused(
        "empty_zip",
        lambda: b"PK\x05\x06" + bytes(18),
        "not_a_workbook",
        "The file is not an Excel workbook but an empty zip archive. Fill the Excel workbook (.xlsx) that was"
        " sent to you and send that file.",
    ),
    Refused(
        "zip_of_other_files",
        lambda: hostile.archive_of(readme="hello"),
        "not_a_workbook",
        "The file is not an Excel workbook but a zip archive of other files. Fill the Excel workbook (.xlsx) "
        "that was sent to you and send that file.",
    ),
    Refused(
        "word_document",
        lambda: typed("spreadsheetml.sheet.main+xml", "wordprocessingml.document.main+xml"),
        "not_a_workbook",
        "The file is not an Excel workbook but another Office document. Fill the Excel workbook (.xlsx) that "
        "was sent to you and send that file.",
    ),
    Refused(
        "xlsb",
        lambda: typed("spreadsheetml.sheet.main+xml", "ms-excel.sheet.binary.macroEnabled.main"),
        "binary_workbook",
        "The workbook is an Excel binary workbook (.xlsb), which cannot be read; a return holds typed entries"
        " only. Open it in Excel, save it as an Excel workbook (.xlsx) and send it again.",
    ),
    Refused(
        "strict_workbook",
        lambda: repacked({BOOK: swapped(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")}),
        "strict_workbook",
        "The file is a “Strict Open XML Spreadsheet”, which cannot be read. In Excel choose File, Save As, "
        "Excel Workbook (.xlsx), and send that file.",
    ),
    Refused(
        "encrypted_part",
        lambda: hostile.with_entry("locked.xml", flags=1),
        "encrypted_part",
        "Parts of the file are locked with a password; only a workbook without one can be read. Remove the "
        "password, save it as an Excel workbook (.xlsx) and send it again.",
    ),
    Refused("flipped_byte", flipped_byte, "damaged", DAMAGED),
)
