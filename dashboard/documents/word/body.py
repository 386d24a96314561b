"""Blocks to the XML of a document body, in reading order."""

from __future__ import annotations

from dashboard.documents.blocks import (
    AFTER_LABEL,
    Block,
    Box,
    Contents,
    Figure,
    Heading,
    Landscape,
    ListBlock,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Table,
)
from dashboard.documents.word.contents import contents_xml
from dashboard.documents.word.figures import figure_xml
from dashboard.documents.word.styles import Style
from dashboard.documents.word.tables import table_xml
from dashboard.documents.word.writing import Writing
from dashboard.documents.word.xml import KEEP_NEXT, numbered, paragraph, run

# Stand for breaks until the tree is built; `breaks.py` turns them into properties of the paragraphs beside them.
PAGE_BREAK, UPRIGHT_ENDS, SIDEWAYS_ENDS = "<mark:page/>", "<mark:upright/>", "<mark:sideways/>"

_PARAGRAPH_STYLES = {
    ParagraphKind.BODY: Style.BODY,
    ParagraphKind.QUOTE: Style.QUOTE,
    ParagraphKind.VERDICT: Style.VERDICT,
}
_HEADING_STYLES = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}


def body_xml(blocks: tuple[Block, ...], writing: Writing) -> str:
    """All blocks, one after the other."""
    return _Body(writing).write(blocks)


class _Body:
    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.toc = {
            "heading": iter(writing.labels.headings),
            "table": iter(writing.labels.tables),
            "figure": iter(writing.labels.figures),
        }

    def write(self, blocks: tuple[Block, ...]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        writing = self.writing
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block, _PARAGRAPH_STYLES[block.kind])
            case ListBlock():
                return self._list(block, Style.NUMBERS if block.ordered else Style.BULLETS)
            case Table():
                return table_xml(block, next(self.toc["table"]).toc, writing)
            case Figure():
                return figure_xml(block, next(self.toc["figure"]).toc, writing)
            case Box():
                return self._box(block)
            case Contents():
                return contents_xml(block.kind, writing)
            case Landscape():
                return self._landscape(block)
            case PageBreak():
                return PAGE_BREAK

    def _heading(self, heading: Heading) -> str:
        writing = self.writing
        entry = next(self.toc["heading"])
        text = run(heading.text)
        if heading.key and not heading.label:
            text = writing.bookmarks.around(writing.labels.label(heading.key).bookmark, text)
        if heading.label:
            label = run(heading.label)
            if heading.key:
                label = writing.bookmarks.around(writing.labels.label(heading.key).bookmark, label)
            text = label + run(AFTER_LABEL) + text
        silent = heading.level == 1 and not heading.numbered
        return paragraph(
            writing.styles[_HEADING_STYLES[heading.level]],
            writing.bookmarks.around(entry.toc, text),
            marks=numbered(writing.parts.unnumbered()) if silent else "",
        )

    def _paragraph(self, block: Paragraph, style: Style, marks: str = "") -> str:
        writing = self.writing
        content = writing.runs(block.runs)
        if block.key:
            content = writing.bookmarks.around(writing.labels.label(block.key).bookmark, content)
        keep = KEEP_NEXT if block.keep_with_next else ""
        return paragraph(writing.styles[style], content, marks=keep + marks)

    def _list(self, block: ListBlock, style: Style) -> str:
        counted = numbered(self.writing.parts.restarted_list()) if block.ordered else ""
        last = len(block.items) - 1
        return "".join(
            # A list's first line never stands alone at the foot of a page.
            self._paragraph(
                Paragraph(item, keep_with_next=block.keep_with_next or (number == 0 and last > 0)), style, counted
            )
            for number, item in enumerate(block.items)
        )

    def _box(self, box: Box) -> str:
        if box.drafting:
            title, text, items = Style.DRAFTING_TITLE, Style.DRAFTING, Style.DRAFTING_LIST
        else:
            title, text, items = Style.BOX_TITLE, Style.BOX, Style.BOX_LIST
        parts = [paragraph(self.writing.styles[title], run(box.title))] if box.title else []
        for block in box.blocks:
            parts.append(self._list(block, items) if isinstance(block, ListBlock) else self._paragraph(block, text))
        return "".join(parts)

    def _landscape(self, block: Landscape) -> str:
        self.writing.sideways = True
        inside = self.write(block.blocks)
        self.writing.sideways = False
        return UPRIGHT_ENDS + inside + SIDEWAYS_ENDS
