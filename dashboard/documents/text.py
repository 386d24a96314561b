"""Blocks as plain text: for tests, for looking up words, for reading a draft without any Office program."""

from __future__ import annotations

from dashboard.documents.blocks import (
    Block,
    Box,
    Contents,
    Figure,
    Heading,
    Landscape,
    ListBlock,
    PageBreak,
    Paragraph,
    Table,
    text_of,
)


def plain_text(blocks: tuple[Block, ...]) -> str:
    """One line a paragraph or row, cells parted by a bar, headings marked as in Markdown."""
    return "\n".join(line for block in blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(level=level):
            return [f"{'#' * level} {block.words}"]
        case Paragraph(runs=runs):
            return [text_of(runs)]
        case ListBlock(items=items, ordered=ordered):
            return [f"{f'{number}.' if ordered else '-'} {text_of(item)}" for number, item in enumerate(items, start=1)]
        case Table():
            rows = [" | ".join(column.head for column in block.columns)]
            rows += [" | ".join(text_of(cell) for cell in row) for row in block.rows]
            return [block.caption, *rows, f"Source: {text_of(block.source)}", *(text_of(note) for note in block.notes)]
        case Figure():
            notes = [text_of(note) for note in block.notes]
            return [f"[{block.alt}]", block.caption, f"Source: {text_of(block.source)}", *notes]
        case Box(title=title, blocks=inside):
            return [title, *(line for item in inside for line in _lines(item))]
        case Landscape(blocks=inside):
            return [line for item in inside for line in _lines(item)]
        case PageBreak() | Contents():
            return []
