"""Workbooks that hold what no filled form holds, each with its code and the sentence its sender gets, word for word."""

from __future__ import annotations

from tests.intake.workbook import hostile
from tests.intake.workbook.hostile import BOOK, BOOK_RELS, OFFICE, SHEET, STYLES, repacked, swapped
from tests.intake.workbook.refused_archives import DAMAGED, FRESH, Refused, typed


def deep(depth: int) -> bytes:
    opened, closed = ("".join(f"<{end}e{n % 97}>" for n in range(depth)) for end in ("", "/"))
    return hostile.with_rows("", after=opened + closed)


def laughs() -> str:
    grown = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{grown}]>'


def quadratic() -> bytes:
    return hostile.with_document_type('<!DOCTYPE w [<!ENTITY a "' + "a" * 50_000 + '">]>')


def long_runs() -> bytes:
    """A cell whose pieces are short enough, and whose whole is not."""
    runs = ("<r><t>" + "x" * 20_000 + "</t></r>") * 2
    return hostile.with_cell(f'<c r="B2" t="inlineStr"><is>{runs}</is></c>')


def many_styles(count: int) -> bytes:
    formats = "".join(
        f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyFont="{n % 2}" x="{n * n}"/>' for n in range(count)
    )
    return repacked({STYLES: swapped("</cellXfs>", f"{formats}</cellXfs>")})


def long_text() -> str:
    return "".join(f"{n} children, " for n in range(400_000))


def merged(area: str) -> bytes:
    return hostile.with_rows("", after=f'<mergeCells><mergeCell ref="{area}"/></mergeCells>')


def more_sheets(count: int) -> bytes:
    sheets = "".join(f'<sheet xmlns:r="{OFFICE}" name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(2, count + 2))
    return repacked({BOOK: swapped("</sheets>", f"{sheets}</sheets>")})


def cells_twice() -> bytes:
    return hostile.with_rows('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>')


def beyond(address: str, row: int) -> bytes:
    """A cell outside of the form, which the sheet's declared size denies."""
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return hostile.with_rows(f'{first}<row r="{row}"><c r="{address}"><v>1</v></c></row>', dimension="A1:A3")


def prefixed() -> bytes:
    """Fresh names without end, each of which a parser keeps."""
    return hostile.with_rows("", after="".join(f"<n{n}/>" for n in range(2_100)))


def endless_tag() -> bytes:
    """An attribute of 2 MB, which a parser must hold whole."""
    return hostile.with_rows("", after=f'<extLst uri="{long_text()[:2_000_000]}"/>')


CONTENTS = (
    Refused(
        "row_100001_under_a_wrong_dimension",
        lambda: beyond("A100001", 100_001),
        "outside_area",
        "Sheet “Identify”, cell A100001, is filled, merged, linked or commented on outside of the form; only "
        "columns A to CZ and rows 1 to 100,000 may be. Delete the columns and rows that were added there, "
        "save it and send it again.",
    ),
    Refused(
        "billion_laughs",
        lambda: hostile.with_document_type(laughs()),
        "document_type",
        "The file declares a document type or entities of its own, with which a small file can grow without "
        "end or read other files; Excel never writes such a file. " + FRESH,
    ),
    Refused(
        "quadratic_entity",
        quadratic,
        "document_type",
        "The file declares a document type or entities of its own, with which a small file can grow without "
        "end or read other files; Excel never writes such a file. " + FRESH,
    ),
    Refused(
        "file_entity",
        lambda: hostile.with_document_type('<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "document_type",
        "The file declares a document type or entities of its own, with which a small file can grow without "
        "end or read other files; Excel never writes such a file. " + FRESH,
    ),
    Refused(
        "document_type_in_utf_16",
        lambda: hostile.with_document_type("<!DOCTYPE w>", "utf-16"),
        "document_type",
        "The file declares a document type or entities of its own, with which a small file can grow without "
        "end or read other files; Excel never writes such a file. " + FRESH,
    ),
    Refused(
        "cell_at_the_end_of_excel",
        lambda: beyond("XFD1048576", 1_048_576),
        "outside_area",
        "Sheet “Identify”, cell XFD1048576, is filled, merged, linked or commented on outside of the form; "
        "only columns A to CZ and rows 1 to 100,000 may be. Delete the columns and rows that were added "
        "there, save it and send it again.",
    ),
    Refused(
        "cell_beyond_excel",
        lambda: hostile.with_cell('<c r="ZZZZZ99999999"><v>1</v></c>'),
        "outside_area",
        "Sheet “Identify”, cell ZZZZZ99999999, is filled, merged, linked or commented on outside of the form;"
        " only columns A to CZ and rows 1 to 100,000 may be. Delete the columns and rows that were added "
        "there, save it and send it again.",
    ),
    Refused(
        "dde_formula",
        lambda: hostile.with_cell("<c r=\"B2\"><f>cmd|'/C calc'!A0</f><v>0</v></c>"),
        "program_call",
        "Sheet “Identify”, cell B2, holds a formula that calls another program; a return holds typed entries "
        "only. Delete the formula, enter the number itself, save it and send it again.",
    ),
    Refused(
        "external_link_part",
        lambda: repacked({"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        "external_link",
        "The workbook takes values from another workbook or program; a return holds typed entries only. In "
        "Excel choose Data, Edit Links, Break Link, enter the numbers themselves, save it and send it again.",
    ),
    Refused(
        "xlsm",
        lambda: typed("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml"),
        "macro",
        "The workbook contains macros (programs); a return holds typed entries only. Save it as an Excel "
        "workbook (.xlsx, without macros) and send that file.",
    ),
    Refused(
        "macros_renamed_xlsx",
        lambda: repacked({"xl/vbaProject.bin": b"x"}),
        "macro",
        "The workbook contains macros (programs); a return holds typed entries only. Save it as an Excel "
        "workbook (.xlsx, without macros) and send that file.",
    ),
    Refused(
        "macros_under_another_name",
        lambda: hostile.with_relation("vbaProject", "harmless.bin"),
        "macro",
        "The workbook contains macros (programs); a return holds typed entries only. Save it as an Excel "
        "workbook (.xlsx, without macros) and send that file.",
    ),
    Refused(
        "excel_4_macros",
        lambda: repacked({"xl/macrosheets/sheet1.xml": b"<a/>"}),
        "macro",
        "The workbook contains macros (programs); a return holds typed entries only. Save it as an Excel "
        "workbook (.xlsx, without macros) and send that file.",
    ),
    Refused(
        "two_sheets_of_one_name",
        lambda: hostile.second_sheet("IDENTIFY"),
        "duplicate_sheet",
        "The workbook has two sheets named “IDENTIFY”; each sheet may be there once. Delete the sheet that "
        "was added, save it and send it again.",
    ),
    Refused(
        "101_sheets_in_one_list",
        lambda: more_sheets(100),
        "too_many_sheets",
        "The workbook has more than 100 sheets; a return has about 12. " + FRESH,
    ),
    Refused(
        "65500_styles",
        lambda: many_styles(65_500),
        "too_many_styles",
        "The workbook has more than 65,490 cell formats, which is more than Excel itself can hold. " + FRESH,
    ),
    Refused(
        "text_of_5_mb",
        lambda: hostile.with_strings(long_text()),
        "text_too_long",
        "The workbook (part “xl/sharedStrings.xml”) holds a text longer than 32,767 characters, more than "
        "Excel allows in a cell. " + FRESH,
    ),
    Refused(
        "long_text_in_many_runs",
        long_runs,
        "text_too_long",
        "Sheet “Identify”, cell B2, holds a text longer than 32,767 characters, more than Excel allows in a "
        "cell. " + FRESH,
    ),
    Refused("duplicate_attribute", lambda: hostile.with_cell('<c r="B2" r="B2"><v>1</v></c>'), "damaged", DAMAGED),
    Refused("style_that_is_not_there", lambda: hostile.with_cell('<c r="B2" s="999"><v>1</v></c>'), "damaged", DAMAGED),
    Refused(
        "string_that_is_not_there", lambda: hostile.with_cell('<c r="B2" t="s"><v>999</v></c>'), "damaged", DAMAGED
    ),
    Refused("row_height_in_words", lambda: hostile.with_rows('<row r="2" ht="tall"/>'), "damaged", DAMAGED),
    Refused(
        "sheet_from_the_web",
        lambda: repacked({BOOK_RELS: swapped("/xl/worksheets/sheet1.xml", "http://example.org/s.xml")}),
        "external_link",
        "The workbook takes content from outside of it (“http://example.org/s.xml”); a return holds typed "
        "entries only. Remove the linked picture or content, save it and send it again.",
    ),
    Refused(
        "xml_200000_deep",
        lambda: deep(200_000),
        "too_complex",
        "Sheet “Identify” holds more elements, or more of them inside each other, than any filled return. " + FRESH,
    ),
    Refused(
        "merge_of_the_whole_sheet",
        lambda: merged("A1:XFD1048576"),
        "outside_area",
        "Sheet “Identify”, cell A1:XFD1048576, is filled, merged, linked or commented on outside of the form;"
        " only columns A to CZ and rows 1 to 100,000 may be. Delete the columns and rows that were added "
        "there, save it and send it again.",
    ),
    Refused(
        "merge_of_half_a_million_cells",
        lambda: merged("A1:CZ5000"),
        "too_many_joined_cells",
        "The workbook merges, links or comments on more than 100,000 cells; the form has no merged cells. " + FRESH,
    ),
    Refused(
        "embedded_file",
        lambda: repacked({"xl/embeddings/oleObject1.bin": b"x"}),
        "embedded",
        "The workbook has another file embedded in it; a return holds typed entries only. " + FRESH,
    ),
    Refused(
        "embedded_file_under_another_name",
        lambda: hostile.with_relation("package", "../harmless.bin"),
        "embedded",
        "The workbook has another file embedded in it; a return holds typed entries only. " + FRESH,
    ),
    Refused(
        "ole_objects",
        lambda: hostile.with_rows("", after="<oleObjects/>"),
        "embedded",
        "The workbook has another file embedded in it; a return holds typed entries only. " + FRESH,
    ),
    Refused(
        "activex",
        lambda: hostile.with_relation("control", "../activeX/activeX1.xml"),
        "active_control",
        "The workbook has a button or another control in it; a return holds typed entries only. " + FRESH,
    ),
    Refused(
        "database_connection",
        lambda: repacked({"xl/connections.xml": b"<a/>"}),
        "connection",
        "The workbook is connected to a database, a web page or another source; a return holds typed entries "
        "only. " + FRESH,
    ),
    Refused(
        "query_table",
        lambda: hostile.with_relation("queryTable", "../q1.xml"),
        "connection",
        "The workbook is connected to a database, a web page or another source; a return holds typed entries "
        "only. " + FRESH,
    ),
    Refused(
        "custom_menu",
        lambda: repacked({"customUI/customUI14.xml": b"<a/>"}),
        "custom_menu",
        "The workbook changes the menus of Excel; a return holds typed entries only. " + FRESH,
    ),
    Refused(
        "picture_from_elsewhere",
        lambda: hostile.with_relation("image", "file:///c:/x.png", "External"),
        "external_link",
        "The workbook takes content from outside of it (“file:///c:/x.png”); a return holds typed entries "
        "only. Remove the linked picture or content, save it and send it again.",
    ),
    Refused(
        "picture_from_a_network_drive",
        lambda: hostile.with_relation("image", r"\\server\x.png"),
        "external_link",
        "The workbook takes content from outside of it (“\\\\server\\x.png”); a return holds typed entries only."
        " Remove the linked picture or content, save it and send it again.",
    ),
    Refused(
        "cell_twice",
        cells_twice,
        "cell_twice",
        "Sheet “Identify” holds cell A1 twice or out of order, so that it says two different things; Excel "
        "never writes such a file. " + FRESH,
    ),
    Refused(
        "row_twice",
        lambda: hostile.with_rows('<row r="2"/><row r="2"/>'),
        "cell_twice",
        "Sheet “Identify” holds row 2 twice or out of order, so that it says two different things; Excel "
        "never writes such a file. " + FRESH,
    ),
    Refused("names_without_end", prefixed, "damaged", DAMAGED),
    Refused(
        "a_tag_of_2_mb",
        endless_tag,
        "text_too_long",
        "Sheet “Identify” holds a text longer than 32,767 characters, more than Excel allows in a cell. " + FRESH,
    ),
    Refused("listed_sheet_missing", lambda: repacked({SHEET: None}), "damaged", DAMAGED),
)
