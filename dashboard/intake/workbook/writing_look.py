"""How the workbook looks: letters, colours, borders, and the height that each row needs for its text.

Calibri 11 is Excel's own measure of a column: a width of 1 is one digit of it. LibreOffice draws it with Carlito, whose
letters are as wide. Neither program makes room for wrapped text in a locked sheet, so every height is worked out here.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from dashboard.intake.workbook.layout import Entry, Input, Look, Sheet

LINE = 15.0
"""Points of one line of Calibri 11."""

GAP = 6.0
"""Points of the row under the title while it has nothing to say."""

HIGHEST = 409.0
"""Points of the highest row that Excel draws."""

_PADDING = 3.0
_RUNNING = (Look.NOTE, Look.TERM, Look.WORDING)
"""Lines of one text stand close together."""

_TEXT_LINES = {"sign_off": 1, "narrative": 4}
_EVIDENCE_LINES = 2
"""Room for an answer in words, by block; as many as a few sentences take."""

_INK, _BRAND, _GREY, _RED = "1A1F1D", "00573F", "59635F", "8E1B1B"
"""The colours of the dashboard (`dashboard/charts/style.py`)."""

_FRAME = Side(style="thin", color="8A928E")
_RULE = Side(style="hair", color="B9C0C8")


@dataclass(frozen=True)
class Style:
    """Of a locked cell. `size` in points; `fill` without one is white."""

    size: float = 11
    bold: bool = False
    italic: bool = False
    colour: str = _INK
    fill: str = ""
    ruled: bool = False


STYLES: Mapping[Look, Style] = {
    Look.TITLE: Style(size=16, bold=True, colour=_BRAND),
    Look.HEADING: Style(size=13, bold=True, colour=_BRAND, fill="E6F2EC"),
    Look.WORDING: Style(italic=True),
    Look.COLUMN: Style(bold=True, fill="ECEEED", ruled=True),
    Look.ROW: Style(ruled=True),
    Look.NOTE: Style(),
    Look.TERM: Style(bold=True),
    Look.LAST: Style(colour=_GREY, fill="F3F4F2", ruled=True),
    Look.SUM: Style(bold=True, colour=_GREY, fill="F3F4F2", ruled=True),
}
BLANK = Font(color=STYLES[Look.SUM].fill)
"""Of a sum of nothing but blanks, on its own ground: a blank is not zero, and must not look so."""

DIFFERS = PatternFill("solid", bgColor="F6CFC9")
"""Of a sum that is not the total."""


def draw(cell: Cell, look: Look, *, wraps: bool, numbers: bool = False) -> None:
    """A locked cell; text over several columns does not wrap, or it would stay within the first.

    `numbers` says that the column holds numbers: they and their head stand in its middle.
    """
    style = STYLES[look]
    cell.font = Font(name="Calibri", size=style.size, bold=style.bold, italic=style.italic, color=style.colour)
    if style.fill:
        cell.fill = PatternFill("solid", fgColor=style.fill)
    in_table = wraps and look is Look.WORDING
    if style.ruled or in_table:
        cell.border = Border(bottom=_RULE)
    running = look in _RUNNING and not in_table
    cell.alignment = Alignment(
        horizontal="center" if numbers else "left", vertical="top" if running else "center", wrap_text=wraps
    )


def draw_notice(cell: Cell) -> None:
    """The line that says training or amendment."""
    cell.font = Font(name="Calibri", size=11, bold=True, color=_RED)


def draw_footer(cell: Cell) -> None:
    """The template's line."""
    cell.font = Font(name="Calibri", size=9, color=_GREY)


def draw_input(cell: Cell, entry: Entry, *, decimals: bool) -> None:
    """An open cell: yellow, framed, and a text cell as text, so that `- none` is not taken for a formula."""
    cell.font = Font(name="Calibri", size=11, color=_INK)
    cell.fill = PatternFill("solid", fgColor="FFF6C9")
    cell.border = Border(left=_FRAME, right=_FRAME, top=_FRAME, bottom=_FRAME)
    cell.protection = Protection(locked=False)
    words = entry is Entry.TEXT
    cell.alignment = Alignment(
        horizontal="left" if words else "center", vertical="top" if words else "center", wrap_text=words
    )
    cell.number_format = {
        Entry.NUMBER: "#,##0.00" if decimals else "#,##0",
        Entry.DATE: "d mmm yyyy",
        Entry.TEXT: "@",
        Entry.CHOICE: "General",
    }[entry]


def heights_of(sheet: Sheet, written: Mapping[str, str]) -> dict[int, float]:
    """Points of every row that holds anything; `written` is what stands in the input cells, by address."""
    heights: dict[int, float] = {}

    def room(cell: str, lines: int, size: float = 11, padding: float = _PADDING) -> None:
        row = int(cell[1:])
        needed = min(lines * LINE * size / 11 + padding, HIGHEST)
        heights[row] = max(heights.get(row, 0), needed)

    for label in sheet.labels:
        style = STYLES[label.look]
        lines = (
            1 if label.span > 1 or label.look is Look.SUM else lines_of(label.text, _width(sheet, label.cell), style)
        )
        room(label.cell, lines, style.size, 0 if label.look in _RUNNING else _PADDING)
    for cell in (cell for block in sheet.blocks for cell in block.inputs):
        room(cell.cell, _lines_of_input(sheet, cell, written.get(cell.cell, "")))
    return heights


def lines_of(text: str, width: int, style: Style) -> int:
    """How many lines the text takes in a column; bold letters are wider."""
    letters = int(width * (1.0 if style.bold else 1.15))
    return sum(max(1, len(textwrap.wrap(part, letters))) for part in text.split("\n"))


def _lines_of_input(sheet: Sheet, cell: Input, text: str) -> int:
    if cell.entry is not Entry.TEXT:
        return 1
    room = _TEXT_LINES.get(cell.block, _EVIDENCE_LINES)
    return max(room, lines_of(text, _width(sheet, cell.cell), Style()))


def _width(sheet: Sheet, cell: str) -> int:
    return sheet.widths[ord(cell[0]) - ord("A")]
