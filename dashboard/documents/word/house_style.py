"""Makes a plain house-style file where there is none yet: `python -m dashboard.documents.word.house_style FILE`.

The file then belongs to the office: open it in Word and change fonts, colours, cover, header and footer there. It is
built from nothing, because the template that python-docx starts from carries parts that make Word complain
(`stylesWithEffects.xml`, a thumbnail) and a custom XML part that collides with others.
"""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

from dashboard.documents.word.house_styles import (
    BOTTOM,
    DECLARATIONS,
    FONT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE,
    TOP,
    styles_xml,
)
from dashboard.documents.word.theme import theme_xml

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def house_style() -> bytes:
    """A .docx that holds styles, a cover, a header and a footer, and no other text."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            ("officeDocument", "word/document.xml"), ("extended-properties", "docProps/app.xml")
        ).replace(
            "</Relationships>",
            '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/'
            'core-properties" Target="docProps/core.xml"/></Relationships>',
        ),
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
        "word/_rels/document.xml.rels": _relationships(
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("numbering", "numbering.xml"),
            ("fontTable", "fontTable.xml"), ("footnotes", "footnotes.xml"), ("header", "header1.xml"),
            ("footer", "footer1.xml"), ("theme", "theme/theme1.xml"),
        ),
        "word/document.xml": _document(),
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _FONTS,
        "word/theme/theme1.xml": theme_xml(),
        "word/footnotes.xml": _FOOTNOTES,
        "word/header1.xml": _margin("hdr", "Header", _text("{{ header }}")),
        "word/footer1.xml": _margin("ftr", "Footer", _footer_runs()),
    }  # fmt: skip
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _XML + xml)
    return written.getvalue()


# --- lists --------------------------------------------------------------------------------------


def _numbering() -> str:
    lists = (
        # Chapters only. Sections carry no number: "3.2" is also an indicator of the Plan.
        (1, _level(0, "decimal", "%1", 680, 680, "Heading1", "tab")),
        (2, _level(0, "bullet", "•", 397, 284, "ListBullet", "tab")),
        (3, _level(0, "decimal", "%1.", 397, 340, "ListNumber", "tab")),
        # A box is one frame only while all its paragraphs have the same indents, so its lists hang nowhere.
        (4, _level(0, "bullet", "•", 227, 0, "NoteBoxList", "space")),
        (5, _level(0, "bullet", "•", 142, 0, "DraftingNoteList", "space")),
    )
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>{levels}</w:abstractNum>'
        for number, levels in lists
    )
    used = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, _ in lists)
    return f"<w:numbering {DECLARATIONS}>{abstract}{used}</w:numbering>"


def _level(level: int, form: str, text: str, left: int, hanging: int, style: str, suffix: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


# --- document, header and footer ----------------------------------------------------------------


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _document() -> str:
    cover = "".join(
        _paragraph(style, _text(text))
        for style, text in (
            ("CoverOffice", "{{ office }}"),
            ("Title", "{{ title }}"),
            ("Subtitle", "{{ period }}"),
            ("CoverMarking", "{{ watermark }}"),
            ("CoverText", "{{ edition }}"),
            ("CoverText", "{{ tier }}"),
            ("CoverRecord", "{{ record }}"),
            ("CoverRecord", "{{ anchor }}"),
        )
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId6"/><w:footerReference w:type="default" r:id="rId7"/>'
        f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{SIDE}" w:bottom="{BOTTOM}" w:left="{SIDE}" w:header="624" w:footer="567" '
        'w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return f"<w:document {DECLARATIONS}><w:body>{cover}{section}</w:body></w:document>"


def _margin(kind: str, style: str, runs: str) -> str:
    return f"<w:{kind} {DECLARATIONS}>{_paragraph(style, runs)}</w:{kind}>"


def _footer_runs() -> str:
    def counted(instruction: str) -> str:
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_text("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    return _text("Page ") + counted("PAGE") + _text(" of ") + counted("NUMPAGES")


def _settings() -> str:
    return (
        f'<w:settings {DECLARATIONS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-JM"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


_FONTS = (
    f'<w:fonts {DECLARATIONS}><w:font w:name="{FONT}"><w:altName w:val="Carlito"/><w:family w:val="swiss"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)
_FOOTNOTES = (
    f"<w:footnotes {DECLARATIONS}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


# --- package ------------------------------------------------------------------------------------

_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>House style</dc:title>'
    "<dc:language>en-JM</dc:language></cp:coreProperties>"
)
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application></Properties>"
)


def _content_types() -> str:
    parts = {
        "document": "document.main", "styles": "styles", "settings": "settings", "numbering": "numbering",
        "fontTable": "fontTable", "footnotes": "footnotes", "header1": "header", "footer1": "footer",
    }  # fmt: skip
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in parts.items()
    )
    package = "application/vnd.openxmlformats-package.core-properties+xml"
    office = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{package}"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{office}"/></Types>'
    )


def _relationships(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(house_style())
