"""Each fault of structure, tables, fields and file is found, and a sound document passes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from ooxml_integrity import check as integrity
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # ships no type marker

from dashboard.documents.checks import CHECKS, check
from tests.documents.seeded_documents import (
    ALT,
    CONTENTS,
    EXTENT,
    FIGURE,
    FIGURES,
    HEADINGS,
    PROSE,
    SECTION,
    TABLE,
    TABLES,
    begin,
    bookmark,
    changed,
    codes,
    field,
    good,
    good_parts,
    para,
    png,
    row,
    run,
    zipped,
)

DOCUMENT, STYLES, SETTINGS, FOOTNOTES, FOOTER, CORE = (
    "word/document.xml",
    "word/styles.xml",
    "word/settings.xml",
    "word/footnotes.xml",
    "word/footer1.xml",
    "docProps/core.xml",
)
SOURCE = para("Source: an edition.", "SourceLine")
MERGED = '<w:tcPr><w:tcW w:w="4000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>'
HEADER_ROW = row("Year", "Children", head=True)
LONG_NAME = "_" + "x" * 40


def added(text: str) -> bytes:
    """The good document with something before its end."""
    return changed(SECTION, text + SECTION)


def in_table(old: str, new: str) -> bytes:
    assert old in TABLE
    return changed(TABLE, TABLE.replace(old, new))


FAULTS = {
    "D01 starts at level 2": changed('w:val="Heading1"/>', 'w:val="Heading2"/>'),
    "D01 a level skipped": changed('w:val="heading 2"', 'w:val="heading 3"', STYLES),
    "D01 an empty heading": added(para("", "Heading2")),
    "D02 a bold line": added(para(run("Looks like a heading", "<w:b/>"))),
    "D03 a typed bullet": added(para("• typed bullet")),
    "D03 a typed number": added(para("1. typed number")),
    "D03 laid out by spaces": added(para("a    b")),
    "D03 two empty paragraphs": added(para(" ") * 2),
    "D04 a style not defined": added(para("x", "Unheard")),
    "D04 a base not defined": changed('basedOn w:val="Heading1"', 'basedOn w:val="Gone"', STYLES),
    "D05 no contents": changed(CONTENTS, ""),
    "D05 no list of tables": changed(TABLES, ""),
    "D05 no list of figures": changed(FIGURES, ""),
    "D05 a heading not listed": added(para("Added later", "Heading2")),
    "D05 a heading renamed": changed(HEADINGS, HEADINGS.replace("Identification", "Renamed")),
    "D05 a caption renamed": in_table("Children identified", "Children found"),
    "D09 no source line": changed(FIGURE, FIGURE.replace(SOURCE, "")),
    "D09 no source under the table": changed(TABLE, TABLE.replace(SOURCE, "")),
    "D09 words between caption and table": in_table("<w:tbl>", para("between") + "<w:tbl>"),
    "D09 a picture without caption": changed(
        FIGURE,
        FIGURE.replace('w:val="Caption"/></w:pPr>', 'w:val="Caption"/></w:pPr>' + run("x")).replace(
            "SEQ Figure", "SEQ Other"
        ),
    ),
    "D10 a wrong number": in_table(field("SEQ Table \\* ARABIC", "1"), field("SEQ Table \\* ARABIC", "3")),
    "D10 another number printed": in_table(run("Table "), run("Chart ")),
    "D11 no header row": in_table("<w:tblHeader/>", ""),
    "D11 a row that splits": in_table("<w:trPr><w:cantSplit/></w:trPr>", ""),
    "D11 merged cells": in_table('<w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>', MERGED),
    "D11 a ragged row": in_table(row("2021/22", "6"), row("2021/22")),
    "D11 a nested table": in_table(
        run("6"), run("6") + "</w:p>" + TABLE.partition("</w:p>")[2].rpartition("<w:p>")[0] + "<w:p>"
    ),
    "D11 an empty heading": in_table(run("Children"), run("")),
    "D12 no title": in_table('<w:tblCaption w:val="Children identified"/>', ""),
    "D12 no description": in_table('<w:tblDescription w:val="One row a year."/>', ""),
    "D13 no alternative text": changed(ALT, ""),
    "D13 a short one": changed(ALT, "Chart"),
    "D13 a file name": changed(ALT, "children_identified.png"),
    "D13 a long one": changed(ALT, "word " * 90),
    "D15 floats": changed("wp:inline", "wp:anchor"),
    "D15 the same id": added(FIGURE),
    "D16 a table nobody refers to": changed(field("REF _RefTable1 \\h", "Table 1"), run("the table")),
    "D16 a figure nobody refers to": changed(field("REF _RefFigure1 \\h", "Figure 1"), run("the figure")),
    "D17 columns that do not add up": in_table('<w:tblW w:w="8000"', '<w:tblW w:w="7000"'),
    "D17 a table too wide": in_table('<w:gridCol w:w="4000"/>', '<w:gridCol w:w="6000"/>'),
    "D17 a picture too wide": changed(EXTENT, 'cx="9000000" cy="4500000"'),
    "D17 a coarse picture": zipped(good_parts() | {"word/media/image1.png": png(300, 150)}),
    "D17 a heavy picture": zipped(good_parts() | {"word/media/image1.png": png(1200, 600)}),
    "D18 a pale style": changed("1D5B3A", "999999", STYLES),
    "D18 a pale run": added(para(run("pale", '<w:color w:val="AAAAAA"/>'))),
    "D18 a dark table head": changed('w:fill="EEF4F0"', 'w:fill="333333"', STYLES),
    "D20 an empty result": changed(field("REF _RefTable1 \\h", "Table 1"), field("REF _RefTable1 \\h", "")),
    "D20 an error": changed(field("REF _RefTable1 \\h", "Table 1"), field("REF _RefTable1 \\h", "Error! No source")),
    "D20 a target that is gone": changed("REF _RefTable1", "REF _Gone"),
    "D20 a link to nowhere": added(para('<w:hyperlink w:anchor="_Gone">' + run("there") + "</w:hyperlink>")),
    "D20 a field left open": added(para(begin("DATE") + run("today"))),
    "D21 no end": changed('<w:bookmarkEnd w:id="1"/>', ""),
    "D21 no beginning": added(para('<w:bookmarkEnd w:id="99"/>' + run("x"))),
    "D21 a name twice": added(para(bookmark(99, "_Toc1", run("x")))),
    "D21 a long name": added(para(bookmark(99, LONG_NAME, run("x")))),
    "D21 a name that begins with a figure": added(para(bookmark(99, "1x", run("x")))),
    "D22 a note without mark": changed('<w:footnoteReference w:id="1"/>', ""),
    "D22 a mark without note": changed('<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="2"/>'),
    "D22 an empty note": changed("Seven in the edition before.", "", FOOTNOTES),
    "D22 no separator": changed('w:id="-1"', 'w:id="7"', FOOTNOTES),
    "D22 no notes at all": zipped({name: part for name, part in good_parts().items() if name != FOOTNOTES}),
    "D23 updates on opening": changed("<w:zoom", "<w:updateFields/><w:zoom", SETTINGS),
    "D23 a dirty field": changed(
        '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="begin" w:dirty="true"/>'
    ),
    "D24 no page of pages": changed("NUMPAGES", "SECTIONPAGES", FOOTER),
    "D24 no footer": changed('<w:footerReference w:type="default" r:id="rId5"/>', ""),
    "D36 no title": changed("Annual Report 2021/22", "", CORE),
    "D36 a template's title": changed("Annual Report 2021/22", "House style", CORE),
    "D36 another language": changed("en-JM", "en-US", CORE),
    "D37 landscape in name only": changed('w:h="16838"/>', 'w:h="16838" w:orient="landscape"/>'),
    "D37 turned without saying so": changed('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"'),
    "D38 a part that is missing": zipped({n: part for n, part in good_parts().items() if "image" not in n}),
    "D38 a relationship that is missing": changed('r:embed="rId9"', 'r:embed="rId99"'),
    "D38 a part without type": zipped(good_parts() | {"word/media/image2.bmp": b"BM"}),
    "D38 a broken part": changed("</w:settings>", "", SETTINGS),
    "D38 a cell without paragraph": in_table(para("6", "TableText"), ""),
    "D43 no title": changed('<w:alias w:val="Contents"/>', ""),
    "D43 an id twice": changed('<w:id w:val="2"/>', '<w:id w:val="1"/>'),
    "D43 no id": changed('<w:id w:val="2"/>', ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    assert fault[:3] in codes(FAULTS[fault])


def test_a_sound_document_passes_every_check() -> None:
    assert check(good()) == []


def test_the_sound_document_is_sound_to_other_validators_too(tmp_path: Path) -> None:
    file = tmp_path / "good.docx"
    file.write_bytes(good())
    assert OpenXmlValidator().validate(str(file)).errors == []
    assert list(integrity(file)) == []


def test_every_check_of_the_file_has_a_fault_that_it_finds() -> None:
    words_are_tested_apart = {"D25", "D29", "D31", "D35"}
    assert set(CHECKS) - words_are_tested_apart <= {fault[:3] for fault in FAULTS}


def test_a_part_that_stands_twice_is_found() -> None:
    written = BytesIO(good())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(written, "a") as package:
        package.writestr(SETTINGS, good_parts()[SETTINGS])
    assert "D38" in codes(written.getvalue())


@pytest.mark.parametrize("broken", [b"", b"not a zip", zipped({"a.txt": b"a"})])
def test_a_file_that_is_no_document_is_one_finding(broken: bytes) -> None:
    found = check(broken)
    assert [finding.code for finding in found] == ["D38"]


def test_only_styles_of_the_house_are_used_where_the_house_style_is_given() -> None:
    other = good_parts()
    other[STYLES] = other[STYLES].replace(
        b"</w:styles>",
        b'<w:style w:type="paragraph" w:styleId="Fancy"><w:name w:val="Fancy Quote"/></w:style></w:styles>',
    )
    other[DOCUMENT] = other[DOCUMENT].replace(PROSE.encode(), (PROSE + para("x", "Fancy")).encode())
    assert check(zipped(other)) == []
    assert [finding.code for finding in check(zipped(other), house_style=good())] == ["D04"]


def test_a_finding_says_where_and_what() -> None:
    found = check(in_table("<w:tblHeader/>", ""))
    assert [str(finding) for finding in found] == ["D11 table 1: its first row is not marked to repeat as a header"]


def test_a_section_takes_its_footer_from_the_one_before() -> None:
    turned = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    first = para(run("end of section"), properties=SECTION)
    assert check(changed(SECTION, first + para("in the second") + turned)) == []
