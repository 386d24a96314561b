"""Contents, list of tables and list of figures: real Word fields whose lines and page numbers are already there."""

from __future__ import annotations

from dashboard.documents.blocks import ContentsKind
from dashboard.documents.word.fields import FIELD_END, field, field_start, internal_link
from dashboard.documents.word.labels import Entry
from dashboard.documents.word.styles import Style
from dashboard.documents.word.writing import Writing
from dashboard.documents.word.xml import TAB, paragraph, run

# Headings below this level are not listed: thirty-nine indicators already fill two pages.
DEPTH = 2

_TITLES = {
    ContentsKind.HEADINGS: "Contents",
    ContentsKind.TABLES: "Tables",
    ContentsKind.FIGURES: "Figures",
}
_INSTRUCTIONS = {
    ContentsKind.HEADINGS: f'TOC \\o "1-{DEPTH}" \\h \\z \\u',
    ContentsKind.TABLES: 'TOC \\h \\z \\c "Table"',
    ContentsKind.FIGURES: 'TOC \\h \\z \\c "Figure"',
}
_GALLERIES = {
    ContentsKind.HEADINGS: "Table of Contents",
    ContentsKind.TABLES: "Table of Figures",
    ContentsKind.FIGURES: "Table of Figures",
}


def contents_xml(kind: ContentsKind, writing: Writing) -> str:
    """A titled list inside the control that gives Word its 'Update table' button; nothing where nothing is listed."""
    entries = listed(kind, writing)
    if not entries:
        return ""
    lines = [_line(kind, entry, writing) for entry in entries]
    lines[0] = (lines[0][0], field_start(_INSTRUCTIONS[kind]) + lines[0][1])
    lines[-1] = (lines[-1][0], lines[-1][1] + FIELD_END)
    title = paragraph(writing.styles[Style.CONTENTS_HEADING], run(_TITLES[kind]))
    body = "".join(paragraph(style, content) for style, content in lines)
    # The id only has to differ from those of the other two lists.
    number = 1 + list(ContentsKind).index(kind)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_TITLES[kind]}"/><w:tag w:val="contents_{kind}"/><w:id w:val="{number}"/>'
        f'<w:docPartObj><w:docPartGallery w:val="{_GALLERIES[kind]}"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{title}{body}</w:sdtContent></w:sdt>"
    )


def listed(kind: ContentsKind, writing: Writing) -> tuple[Entry, ...]:
    """The headings, tables or figures that the list names."""
    match kind:
        case ContentsKind.HEADINGS:
            return tuple(entry for entry in writing.labels.headings if entry.level <= DEPTH)
        case ContentsKind.TABLES:
            return writing.labels.tables
        case ContentsKind.FIGURES:
            return writing.labels.figures


def _line(kind: ContentsKind, entry: Entry, writing: Writing) -> tuple[str, str]:
    """Style and content of one line: number, text, and the page where the last layout found it."""
    if kind is ContentsKind.HEADINGS:
        style = Style.CONTENTS_1 if entry.level == 1 else Style.CONTENTS_2
        words = run(entry.number) + TAB + run(entry.text) if entry.number else run(entry.text)
    else:
        style = Style.CONTENTS_TABLES
        words = run(f"{entry.number}. {entry.text}")
    page = writing.pages.get(entry.toc)
    if page is not None:
        words += TAB + field(f"PAGEREF {entry.toc} \\h", run(str(page)))
    return writing.styles[style], internal_link(entry.toc, words)
