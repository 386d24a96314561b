"""A small document that passes every check, and copies of it with one fault each.

Written as plain XML here, so that the checks are tested against something that does not come from our own writer.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from dashboard.documents.checks import check
from dashboard.documents.word.theme import theme_xml

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, properties: str = "") -> str:
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(content: str, style: str = "BodyText", properties: str = "") -> str:
    runs = content if content.startswith("<") else run(content)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def begin(instruction: str) -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate")


def field(instruction: str, result: str) -> str:
    return begin(instruction) + run(result) + mark("end")


def bookmark(number: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def entry(target: str, words: str, page: str) -> str:
    tab = "<w:r><w:tab/></w:r>"
    inside = words + tab + field(f"PAGEREF {target} \\h", page)
    return f'<w:hyperlink w:anchor="{target}" w:history="1">{inside}</w:hyperlink>'


def listing(number: int, title: str, instruction: str, style: str, entries: list[str]) -> str:
    entries[0] = begin(instruction) + entries[0]
    entries[-1] += mark("end")
    lines = "".join(para(line, style) for line in entries)
    control = f'<w:alias w:val="{title}"/><w:tag w:val="list_{number}"/><w:id w:val="{number}"/>'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return (
        f"<w:sdt><w:sdtPr>{control}{gallery}</w:sdtPr>"
        f"<w:sdtContent>{para(title, 'TOCHeading')}{lines}</w:sdtContent></w:sdt>"
    )


def caption(label: str, first_id: int, words: str) -> str:
    name = bookmark(first_id, f"_Ref{label}1", run(f"{label} ") + field(f"SEQ {label} \\* ARABIC", "1"))
    return para(bookmark(first_id + 1, f"_Toc{label}1", name + run(f". {words}")), "Caption")


CONTENTS = listing(
    1,
    "Contents",
    'TOC \\o "1-2" \\h \\z \\u',
    "TOC1",
    [
        entry("_Toc1", run("1") + "<w:r><w:tab/></w:r>" + run("Identification"), "1"),
        entry("_Toc2", run("2.2a Children identified"), "1"),
    ],
)
TABLES = listing(
    2, "Tables", 'TOC \\h \\z \\c "Table"', "TOC1", [entry("_TocTable1", run("Table 1. Children identified"), "1")]
)
FIGURES = listing(
    3, "Figures", 'TOC \\h \\z \\c "Figure"', "TOC1", [entry("_TocFigure1", run("Figure 1. The same, drawn"), "1")]
)
HEADINGS = para(bookmark(1, "_Toc1", run("Identification")), "Heading1") + para(
    bookmark(2, "_Toc2", run("2.2a Children identified")), "Heading2"
)
PROSE = para(
    run("Authorities identified 6 children in 2021/22 (")
    + field("REF _RefTable1 \\h", "Table 1")
    + run(", ")
    + field("REF _RefFigure1 \\h", "Figure 1")
    + run("), 25 per cent of 1,234 calls.")
    + '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
)


def row(*cells: str, head: bool = False) -> str:
    style = "TableHead" if head else "TableText"
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{para(cell, style)}</w:tc>' for cell in cells
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{inside}</w:tr>"


TABLE = (
    caption("Table", 3, "Children identified")
    + '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="8000" w:type="dxa"/>'
    '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>'
    '<w:tblCaption w:val="Children identified"/><w:tblDescription w:val="One row a year."/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
    + row("Year", "Children", head=True)
    + row("2020/21", "7")
    + row("2021/22", "6")
    + "</w:tbl>"
    + para("Source: an edition.", "SourceLine")
)
ALT = "Line chart of children identified from 2018/19 to 2021/22: 5, 2, 7 and 6."
# 600 pixels on 3 inches are 200 pixels an inch.
EXTENT = 'cx="2743200" cy="1371600"'
_PICTURE = (
    f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {EXTENT}/>'
    f'<wp:docPr id="1" name="Figure 1" descr="{ALT}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    f'<pic:nvPicPr><pic:cNvPr id="1" name="Figure 1" descr="{ALT}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rId9"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {EXTENT}/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
FIGURE = (
    para(_PICTURE, "BodyText", "<w:keepNext/>")
    + caption("Figure", 5, "The same, drawn")
    + para("Source: an edition.", "SourceLine")
)
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="1417" w:bottom="1247" w:left="1417" w:header="624" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
DOCUMENT = (
    f"{_XML}<w:document {_W}><w:body>{CONTENTS}{TABLES}{FIGURES}{HEADINGS}{PROSE}{TABLE}{FIGURE}{SECTION}"
    "</w:body></w:document>"
)


def _style(style_id: str, name: str, rest: str = "", based_on: str = "Normal") -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{based}{rest}</w:style>'


STYLES = (
    f'{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-JM"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + _style("BodyText", "Body Text")
    + _style(
        "Heading1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:color w:val="1D5B3A"/></w:rPr>'
    )
    + _style("Heading2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', "Heading1")
    + _style("TOCHeading", "TOC Heading")
    + _style("TOC1", "toc 1")
    + _style("Caption", "caption")
    + _style("SourceLine", "Source Line")
    + _style("TableText", "Table Text")
    + _style("TableHead", "Table Head")
    + _style("Footer", "footer")
    + _style("FootnoteText", "footnote text")
    + '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EEF4F0"/></w:tcPr>'
    "</w:tblStylePr></w:style></w:styles>"
)
FOOTNOTES = (
    f"{_XML}<w:footnotes {_W}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="1">{para("Seven in the edition before.", "FootnoteText")}</w:footnote></w:footnotes>'
)
FOOTER = (
    f"{_XML}<w:ftr {_W}>"
    + para(run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1"), "Footer")
    + "</w:ftr>"
)
SETTINGS = f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/></w:settings>'
CORE = (
    f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Annual Report 2021/22</dc:title>'
    "<dc:creator>ONRTIP</dc:creator><dc:subject>Child trafficking</dc:subject><dc:language>en-JM</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2024-06-01T00:00:00Z</dcterms:created></cp:coreProperties>'
)


def _relations(*items: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in items)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _content_types() -> str:
    overrides = {
        "word/document.xml": f"{_TYPES}.document.main+xml",
        "word/styles.xml": f"{_TYPES}.styles+xml",
        "word/settings.xml": f"{_TYPES}.settings+xml",
        "word/footnotes.xml": f"{_TYPES}.footnotes+xml",
        "word/footer1.xml": f"{_TYPES}.footer+xml",
        "word/fontTable.xml": f"{_TYPES}.fontTable+xml",
        "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
    }
    inside = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in defaults.items())
    inside += "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{inside}</Types>'


def png(wide: int = 600, high: int = 300) -> bytes:
    """A grey picture of this many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\x00" + b"\x80" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def good_parts() -> dict[str, bytes]:
    """The parts of the document that passes."""
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_RELATIONS}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{_RELATIONS}/styles", "styles.xml"),
            ("rId3", f"{_RELATIONS}/settings", "settings.xml"),
            ("rId4", f"{_RELATIONS}/footnotes", "footnotes.xml"),
            ("rId5", f"{_RELATIONS}/footer", "footer1.xml"),
            ("rId6", f"{_RELATIONS}/fontTable", "fontTable.xml"),
            ("rId7", f"{_RELATIONS}/theme", "theme/theme1.xml"),
            ("rId9", f"{_RELATIONS}/image", "media/image1.png"),
        ),
        "docProps/core.xml": CORE,
        "word/document.xml": DOCUMENT,
        "word/styles.xml": STYLES,
        "word/settings.xml": SETTINGS,
        "word/footnotes.xml": FOOTNOTES,
        "word/footer1.xml": FOOTER,
        "word/fontTable.xml": f"{_XML}<w:fonts {_W}/>",
        "word/theme/theme1.xml": theme_xml(),
    }
    return {name: text.encode() for name, text in texts.items()} | {"word/media/image1.png": png()}


def zipped(parts: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return written.getvalue()


def good() -> bytes:
    return zipped(good_parts())


def changed(old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The good document with one text replaced, everywhere it stands in one part. Fails if it stands nowhere."""
    parts = good_parts()
    text = parts[part].decode()
    assert old in text, f"{part} does not hold {old!r}"
    return zipped(parts | {part: text.replace(old, new).encode()})


def codes(document: bytes, pdf: bytes | None = None) -> set[str]:
    """The codes of all findings."""
    return {finding.code for finding in check(document, pdf)}
