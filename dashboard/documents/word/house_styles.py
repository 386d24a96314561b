"""The styles of a fresh house-style file: one table of paragraph styles, a few character styles, one table style.

Only used to make a first file; what a document looks like afterwards is decided in Word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.documents.word.xml import NAMESPACES

FONT = "Calibri"  # drawn with Carlito, which has the same measures, where Calibri is not installed
INK, SECOND_INK, GREEN, GOLD, RULE, PANEL, LINK = "1A1F1D", "4A5450", "00573F", "FED100", "C5CBC8", "F3F4F2", "0B4F8A"
AMBER_PANEL, AMBER = "FFF8E1", "7A4A00"

# A4, the paper of the en-JM locale, in twentieths of a point; 2.5 cm at the sides.
PAGE_WIDTH, PAGE_HEIGHT, SIDE, TOP, BOTTOM = 11906, 16838, 1417, 1304, 1247
TEXT_WIDTH = PAGE_WIDTH - 2 * SIDE

DECLARATIONS = f'xmlns:w="{NAMESPACES["w"]}" xmlns:r="{NAMESPACES["r"]}"'


@dataclass(frozen=True)
class ParagraphStyle:
    """One paragraph style: spacing in twentieths of a point, size in half points."""

    name: str
    based_on: str = "Normal"
    following: str = ""
    size: int = 0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    before: int | None = None
    after: int | None = None
    line: int = 0
    keep: str = ""
    left: int | None = None
    hanging: int = 0
    right: int = 0
    borders: str = ""
    fill: str = ""
    tabs: str = ""
    number: tuple[int, int] | None = None
    outline: int | None = None
    contextual: bool = False
    jc: str = ""

    @property
    def id(self) -> str:
        return "".join(word[:1].upper() + word[1:] for word in self.name.split())


def _side(name: str, colour: str, eighths: int, space: int, kind: str = "single") -> str:
    return f'<w:{name} w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def _box(colour: str, kind: str) -> str:
    return "".join(_side(name, colour, 6, 6, kind) for name in ("top", "left", "bottom", "right"))


_KEEP = "<w:keepNext/><w:keepLines/>"
_BAR = _side("left", GREEN, 24, 8)
# The tab ends at the edge of the text; a right indent before it would lose the page number in LibreOffice.
_LEADERS = f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/>'
_NOTE = ParagraphStyle("Note Box", fill=PANEL, borders=_BAR, left=227, right=113, keep="<w:keepLines/>")
_DRAFT = ParagraphStyle("Drafting Note", fill=AMBER_PANEL, borders=_box(AMBER, "dashed"), left=142, right=142)

PARAGRAPHS = (
    ParagraphStyle("Body Text", following="BodyText", after=120),
    ParagraphStyle("heading 1", "Normal", "BodyText", 40, GREEN, True, before=0, after=240, line=240,
                   keep=_KEEP + "<w:pageBreakBefore/>", number=(1, 0), outline=0),
    ParagraphStyle("heading 2", "Normal", "BodyText", 28, GREEN, True, before=320, after=80, line=240,
                   keep=_KEEP, outline=1),
    ParagraphStyle("heading 3", "Normal", "BodyText", 23, INK, True, before=220, after=60, line=240,
                   keep=_KEEP, outline=2),
    ParagraphStyle("TOC Heading", "Normal", "BodyText", 32, GREEN, True, before=240, after=120, line=240, keep=_KEEP),
    ParagraphStyle("toc 1", size=21, bold=True, before=90, after=20, line=240,
                   tabs=f'<w:tab w:val="left" w:pos="454"/>{_LEADERS}'),
    ParagraphStyle("toc 2", size=19, before=0, after=10, line=240, left=454, tabs=_LEADERS),
    ParagraphStyle("table of figures", size=19, before=0, after=30, line=240, tabs=_LEADERS),
    ParagraphStyle("caption", "Normal", "BodyText", 20, INK, True, before=180, after=80, line=240,
                   keep="<w:keepLines/>"),
    ParagraphStyle("Figure", "Normal", "Caption", before=120, after=0, line=240, keep="<w:keepNext/>"),
    ParagraphStyle("Source Line", size=17, colour=SECOND_INK, before=40, after=140, line=240, keep="<w:keepLines/>",
                   contextual=True),
    ParagraphStyle("Table Text", size=18, before=0, after=0, line=240),
    ParagraphStyle("Table Head", "TableText", bold=True),
    ParagraphStyle("List Bullet", following="ListBullet", after=60, number=(2, 0)),
    ParagraphStyle("List Number", following="ListNumber", after=60, number=(3, 0)),
    replace(_NOTE, name="Commitment", following="BodyText", before=60, after=120),
    ParagraphStyle("Verdict", following="BodyText", after=120, keep="<w:keepLines/>"),
    replace(_NOTE, following="NoteBox", before=0, after=80),
    replace(_NOTE, name="Note Box Title", following="NoteBox", bold=True, colour=GREEN, before=120, after=60,
            keep=_KEEP),
    replace(_NOTE, name="Note Box List", following="NoteBoxList", number=(4, 0), after=50),
    replace(_DRAFT, following="DraftingNote", before=0, after=80),
    replace(_DRAFT, name="Drafting Note Title", following="DraftingNote", bold=True, colour=AMBER, before=160, after=60,
            keep=_KEEP),
    replace(_DRAFT, name="Drafting Note List", following="DraftingNoteList", number=(5, 0), after=50),
    ParagraphStyle("header", size=17, colour=SECOND_INK, before=0, after=0, line=240,
                   borders=_side("bottom", RULE, 4, 4)),
    ParagraphStyle("footer", size=17, colour=SECOND_INK, before=0, after=0, line=240,
                   borders=_side("top", RULE, 4, 4)),
    ParagraphStyle("footnote text", size=17, before=0, after=40, line=240),
    ParagraphStyle("annotation text", size=20, after=60, line=240),
    ParagraphStyle("Cover Office", size=26, colour=SECOND_INK, bold=True, before=0, after=0,
                   borders=_side("top", GREEN, 96, 18)),
    ParagraphStyle("Title", following="Subtitle", size=68, colour=GREEN, bold=True, before=3400, after=160, line=216),
    ParagraphStyle("Subtitle", size=34, colour=INK, before=0, after=360, line=240,
                   borders=_side("bottom", GOLD, 36, 18)),
    ParagraphStyle("Cover Text", size=22, colour=INK, before=0, after=80),
    ParagraphStyle("Cover Marking", "CoverText", size=24, bold=True, colour=AMBER, before=240, after=240),
    ParagraphStyle("Cover Record", "CoverText", size=19, colour=SECOND_INK, before=0, after=40),
)  # fmt: skip


def styles_xml() -> str:
    """`word/styles.xml`."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{INK}"/><w:sz w:val="21"/>'
        '<w:szCs w:val="21"/><w:lang w:val="en-JM" w:eastAsia="en-JM" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="120" w:line="269" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    return (
        f"<w:styles {DECLARATIONS}>{defaults}{normal}{_CHARACTERS}{_TABLES}"
        + "".join(_paragraph_style(style) for style in PARAGRAPHS)
        + "</w:styles>"
    )


def _paragraph_style(style: ParagraphStyle) -> str:
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{following}<w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(style)}</w:pPr><w:rPr>{_run_properties(style)}</w:rPr></w:style>"
    )


def _paragraph_properties(style: ParagraphStyle) -> str:
    spacing = {"before": style.before, "after": style.after, "line": style.line or None}
    given = "".join(f' w:{name}="{value}"' for name, value in spacing.items() if value is not None)
    rule = ' w:lineRule="auto"' if style.line else ""
    number, borders, shade, indent = "", "", "", ""
    if style.number is not None:
        number_id, level = style.number
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
    if style.borders:
        borders = f"<w:pBdr>{style.borders}</w:pBdr>"
    if style.fill:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill}"/>'
    if style.left is not None:
        hanging = f' w:hanging="{style.hanging}"' if style.hanging else ""
        indent = f'<w:ind w:left="{style.left}" w:right="{style.right}"{hanging}/>'
    elif style.right:
        indent = f'<w:ind w:right="{style.right}"/>'
    return (
        style.keep
        + number
        + borders
        + shade
        + (f"<w:tabs>{style.tabs}</w:tabs>" if style.tabs else "")
        + (f"<w:spacing{given}{rule}/>" if given else "")
        + indent
        + ("<w:contextualSpacing/>" if style.contextual else "")
        + (f'<w:jc w:val="{style.jc}"/>' if style.jc else "")
        + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "")
    )


def _run_properties(style: ParagraphStyle) -> str:
    return (
        ("<w:b/>" if style.bold else "")
        + ("<w:i/>" if style.italic else "")
        + (f'<w:color w:val="{style.colour}"/>' if style.colour else "")
        + (f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>' if style.size else "")
    )


def _character(style_id: str, name: str, properties: str, *, default: bool = False) -> str:
    marked = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="character"{marked} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        + (f"<w:rPr>{properties}</w:rPr>" if properties else "")
        + "</w:style>"
    )


_CHARACTERS = (
    _character("DefaultParagraphFont", "Default Paragraph Font", "", default=True)
    + _character("Hyperlink", "Hyperlink", f'<w:color w:val="{LINK}"/><w:u w:val="single"/>')
    + _character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>')
    # Comments come with later drafts; validators report a missing style where these two are not defined.
    + _character("CommentReference", "annotation reference", '<w:sz w:val="16"/><w:szCs w:val="16"/>')
)
_CELL = (
    '<w:tblCellMar><w:top w:w="32" w:type="dxa"/><w:left w:w="115" w:type="dxa"/>'
    '<w:bottom w:w="32" w:type="dxa"/><w:right w:w="115" w:type="dxa"/></w:tblCellMar>'
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_side('top', GREEN, 8, 0)}{_side('bottom', GREEN, 8, 0)}"
    f"{_side('insideH', RULE, 4, 0)}</w:tblBorders>{_CELL}</w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
    f"<w:tcBorders>{_side('top', GREEN, 8, 0)}{_side('bottom', GREEN, 8, 0)}</w:tcBorders>"
    f'<w:shd w:val="clear" w:color="auto" w:fill="{PANEL}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    "</w:style>"
)
