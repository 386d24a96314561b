"""A table as WordprocessingML: caption above, header row that repeats, rows that stay whole, source below."""

from __future__ import annotations

from itertools import pairwise

from dashboard.documents.blocks import Align, Column, Runs, Table, Text, plain, text_of
from dashboard.documents.word.styles import Style
from dashboard.documents.word.writing import Writing
from dashboard.documents.word.xml import KEEP_NEXT, attribute, paragraph

# A table of up to this many lines (a third of a page) stays on one page; a longer one may break between rows and
# repeats its header.
KEPT_TOGETHER = 18
# The last rows of a longer table stay with its source line, so that neither stands alone on a page.
_KEPT_AT_END = 3
# Mean width of a character of table text (9 points of Calibri), in dxa; only used to guess how many lines a cell takes.
_CHARACTER = 88
_CELL_MARGINS = 230


def table_xml(table: Table, toc: str, writing: Writing) -> str:
    """Caption, table, notes and source."""
    widths = column_widths(table.columns, writing.text_width)
    keep = sum(_lines(row, widths) for row in table.rows) <= KEPT_TOGETHER
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = _row(
        tuple(plain(column.head) for column in table.columns), table.columns, widths, writing, keep=True, is_head=True
    )
    end = len(table.rows) - _KEPT_AT_END
    rows = "".join(
        _row(row, table.columns, widths, writing, keep=keep or number >= end) for number, row in enumerate(table.rows)
    )
    body = f"<w:tbl>{_properties(table, sum(widths), writing)}<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
    caption = writing.caption(table.key, table.caption, toc, keep_next=True)
    return caption + body + below(table.notes, table.source, writing)


def below(notes: tuple[Runs, ...], source: Runs, writing: Writing) -> str:
    """The source line and the notes under a table or a figure; the source comes first, as readers look for it."""
    style = writing.styles[Style.SOURCE]
    lines = [(*plain("Source: "), *source), *notes]
    last = len(lines) - 1
    return "".join(
        paragraph(style, writing.runs(line), marks=KEEP_NEXT if number < last else "")
        for number, line in enumerate(lines)
    )


def column_widths(columns: tuple[Column, ...], total: int) -> tuple[int, ...]:
    """Shares of the text width in whole dxa that add up to it exactly."""
    shares = sum(column.width for column in columns)
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + round(total * column.width / shares))
    edges[-1] = total
    return tuple(right - left for left, right in pairwise(edges))


def _lines(row: tuple[Runs, ...], widths: tuple[int, ...]) -> int:
    """About how many lines a row takes."""
    return max(
        1 + len(text_of(cell)) * _CHARACTER // max(width - _CELL_MARGINS, _CHARACTER)
        for cell, width in zip(row, widths, strict=True)
    )


def _properties(table: Table, width: int, writing: Writing) -> str:
    return (
        f'<w:tblPr><w:tblStyle w:val="{writing.styles[Style.TABLE]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        'w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute(table.caption)}/><w:tblDescription w:val={attribute(table.description)}/>"
        "</w:tblPr>"
    )


def _row(
    cells: tuple[Runs, ...],
    columns: tuple[Column, ...],
    widths: tuple[int, ...],
    writing: Writing,
    *,
    keep: bool,
    is_head: bool = False,
) -> str:
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    style = writing.styles[Style.TABLE_HEAD if is_head else Style.TABLE_TEXT]
    content = "".join(
        _cell(cell, column, width, style, writing, keep=keep)
        for cell, column, width in zip(cells, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def _cell(cell: Runs, column: Column, width: int, style: str, writing: Writing, *, keep: bool) -> str:
    jc = {Align.LEFT: "", Align.RIGHT: '<w:jc w:val="right"/>', Align.CENTRE: '<w:jc w:val="center"/>'}[column.align]
    text = paragraph(
        style,
        writing.runs(cell or (Text(""),)),
        marks=KEEP_NEXT if keep else "",
        alignment=jc,
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>'
