"""Builders of workbooks: a sound one by openpyxl, and the same with one thing wrong that only a hand could do.

Everything is built in memory and small; what must look large is declared large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK = "xl/workbook.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Change = bytes | Callable[[bytes], bytes] | None


def workbook(fill: Callable[[Worksheet], None] | None = None) -> bytes:
    """A sound workbook of one sheet, “Identify”, with a label and a number, changed by `fill`."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Identify"
    sheet["A1"], sheet["B1"], sheet["B2"] = "Child victims identified", "female", 6
    book.custom_doc_props.append(StringProperty(name="cpc-return", value="cpc-return cpfsa 2021-H1 3f2a9c41d0e7 -"))  # type: ignore[attr-defined] # the stubs lack it
    if fill:
        fill(sheet)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def repacked(changes: Mapping[str, Change] | None = None, data: bytes | None = None) -> bytes:
    """The sound workbook with parts replaced, added, or taken out (None)."""
    changes = dict(changes or {})
    packed = BytesIO()
    with ZipFile(BytesIO(data or workbook())) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            change = changes.pop(entry.filename, source.read(entry))
            content = change(source.read(entry)) if callable(change) else change
            if content is not None:
                target.writestr(entry.filename, content)
        for name, added in changes.items():
            assert isinstance(added, bytes), f"{name} is not in the workbook"
            target.writestr(name, added)
    return packed.getvalue()


def swapped(old: str, new: str, times: int = 1) -> Callable[[bytes], bytes]:
    """A change of one text in a part, which must be there."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content, f"{old!r} is not in the part"
        return content.replace(old.encode(), new.encode(), times)

    return change


def with_rows(rows: str, after: str = "", dimension: str = "A1:B2") -> bytes:
    """The sheet's rows, and what follows them, as XML written by hand."""
    sheet = (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData>{after}</worksheet>'
    )
    return repacked({SHEET: sheet.encode()})


def with_cell(cell: str, row: int = 2) -> bytes:
    """One cell as XML, in its row."""
    return with_rows(f'<row r="{row}">{cell}</row>')


def with_relation(kind: str, target: str, mode: str = "") -> bytes:
    """A relationship added to the sheet."""
    mode = f' TargetMode="{mode}"' if mode else ""
    relation = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return repacked({SHEET_RELS: f'<Relationships xmlns="{PACKAGE}">{relation}</Relationships>'.encode()})


def with_strings(content: str, rows: str = "") -> bytes:
    """A table of shared strings with one entry, as Excel writes its texts."""
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/{STRINGS}" ContentType="{types}"/></Types>'
    table = f'<sst xmlns="{MAIN}"><si><t xml:space="preserve">{content}</t></si></sst>'
    return repacked({STRINGS: table.encode(), TYPES: swapped("</Types>", override)}, with_rows(rows))


def with_duplicate(part: str) -> bytes:
    """The same part twice, the second time in other letters."""
    return repacked({part.upper(): b"<a/>"})


def with_entry(name: str, flags: int = 0) -> bytes:
    """An entry of any name, with flag bits set in the table of contents."""
    packed = BytesIO(workbook())
    with ZipFile(packed, "a", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo(name), b"<a/>")
    data = bytearray(packed.getvalue())
    data[data.rindex(b"PK\x01\x02") + 8] |= flags  # the general purpose flags of the last entry
    return bytes(data)


def declared(data: bytes, part: str, size: int) -> bytes:
    """The same file, whose table of contents says that a part unpacks to `size` bytes."""
    changed = bytearray(data)
    at = changed.index(b"PK\x01\x02")
    while changed[at + 46 : at + 46 + len(part)] != part.encode():  # the name stands behind 46 bytes of numbers
        at = changed.index(b"PK\x01\x02", at + 1)
    changed[at + 24 : at + 28] = size.to_bytes(4, "little")
    return bytes(changed)


def open_document() -> bytes:
    """The beginning of any .ods file."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<office:document-content/>")
    return packed.getvalue()


def archive_of(**parts: str) -> bytes:
    """A plain zip archive."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def compound(*, locked: bool) -> bytes:
    """The beginning of Microsoft's compound file: an old .xls, or any file with a password."""
    stream = "EncryptedPackage" if locked else "Workbook"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def with_document_type(declaration: str, encoding: str = "utf-8") -> bytes:
    """The sheet with a document type before its root."""
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<worksheet xmlns="{MAIN}"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&amp;</t></is></c></row></sheetData></worksheet>'
    )
    return repacked({SHEET: xml.encode("utf-16" if encoding == "utf-16" else "utf-8")})


def second_sheet(name: str) -> bytes:
    """A second entry in the list of sheets, which Excel would not have let anybody make."""
    return repacked(
        {
            BOOK: swapped("</sheets>", f'<sheet xmlns:r="{OFFICE}" name="{name}" sheetId="2" r:id="rId77"/></sheets>'),
            BOOK_RELS: swapped(
                "</Relationships>",
                f'<Relationship Id="rId77" Type="{OFFICE}/worksheet" Target="/xl/worksheets/s2.xml"/></Relationships>',
            ),
            "xl/worksheets/s2.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode(),
        }
    )
