"""The process that marks a workbook: a plan and the file on standard input, the marked file on standard output.

Run by path like `child.py`, whose limits and exit codes it shares; never imported for its work. The plan is JSON after
eight bytes that say how long it is. Nothing is written to disk: openpyxl's writer, which would use a temporary file for
each sheet, is given memory instead.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {"A": 26, "B": 22, "C": 44, "D": 40, "E": 50, "F": 50}
ERROR, WARNING, OPEN = "F8CBAD", "FFE699", "FFF9DB"
"""Fills: a cell to mend, a cell to explain, a cell for a reason. The words say the same, for whoever sees no colour."""

ALWAYS = '"return check"="return check"'
"""The condition of our colours, true for ever: the cell keeps its own fill, and the next copy knows ours again."""

NOTE_WIDTH, NOTE_HEIGHT = 420, 160  # pixels; room for two findings
FIRST_ROW = 5


def marked(data: bytes, plan: dict[str, Any]) -> bytes:
    """The file with the plan drawn into it."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    _unmark(book, plan)
    for note in plan["notes"]:
        if note["sheet"] in book.sheetnames:
            _mark(book[note["sheet"]], note, plan)
    _list(book, plan)
    return _saved(book)


def _unmark(book: Workbook, plan: dict[str, Any]) -> None:
    """Takes out what an earlier marked copy put in; what the sender wrote stays."""
    from openpyxl.comments import Comment
    from openpyxl.formatting.formatting import ConditionalFormattingList

    if plan["sheet"] in book.sheetnames:
        book.remove(book[plan["sheet"]])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment and cell.comment.text.lstrip().startswith(plan["mark"]):
                    theirs = cell.comment.text.partition(plan["theirs"])[2]
                    cell.comment = Comment(theirs, cell.comment.author) if theirs else None
        kept = ConditionalFormattingList()
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.formula != [ALWAYS]:
                    kept.add(str(area.sqref), rule)
        sheet.conditional_formatting = kept


def _mark(sheet: Worksheet, note: dict[str, Any], plan: dict[str, Any]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles.differential import DifferentialStyle

    cell = sheet[note["cell"]]
    theirs = plan["theirs"] + cell.comment.text if cell.comment else ""
    cell.comment = Comment(note["text"] + theirs, "Secretariat", height=NOTE_HEIGHT, width=NOTE_WIDTH)
    look = DifferentialStyle(fill=_fill(ERROR if note["error"] else WARNING))
    rule = Rule(type="expression", dxf=look, formula=[ALWAYS])
    sheet.conditional_formatting.add(note["cell"], rule)


def _list(book: Workbook, plan: dict[str, Any]) -> None:
    """The sheet in front: a line a finding, the place as a link, and room for a reason beside a warning."""
    from openpyxl.styles import Alignment, Font, Protection
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = book.create_sheet(plan["sheet"], 0)
    _write(sheet, "A1", "What to mend or to explain").font = Font(bold=True, size=14)
    for number, text in enumerate(plan["instructions"], start=2):
        _write(sheet, f"A{number}", text)
    for column, title in zip(WIDTHS, plan["titles"], strict=True):
        _write(sheet, f"{column}{FIRST_ROW - 1}", title).font = Font(bold=True)
        sheet.column_dimensions[column].width = WIDTHS[column]
    for row, line in enumerate(plan["rows"], start=FIRST_ROW):
        for column, text in zip(WIDTHS, (*line["texts"], line["reason"]), strict=True):
            cell = _write(sheet, f"{column}{row}", text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        first, last = sheet[f"A{row}"], sheet[f"F{row}"]
        first.fill = _fill(WARNING if line["warning"] else ERROR)
        if line["sheet"] in book.sheetnames:
            name = line["sheet"].replace("'", "''")
            first.hyperlink = Hyperlink(ref=f"A{row}", location=f"'{name}'!{line['cell'] or 'A1'}")
            first.font = Font(underline="single", color="0563C1")
        if line["warning"]:
            last.protection = Protection(locked=False)
            last.fill = _fill(OPEN)
    sheet.protection.sheet = True
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False


def _write(sheet: Worksheet, place: str, text: str) -> Any:
    """A text as a text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet[place]
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
    return cell


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour, end_color=colour)


def _saved(book: Workbook) -> bytes:
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    class InMemory(ExcelWriter):
        def write_worksheet(self: Any, ws: Any) -> None:
            from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing

            ws._drawing = SpreadsheetDrawing()
            ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
            out = BytesIO()
            writer: Any = WorksheetWriter(ws, out)
            writer.write()
            ws._rels = writer._rels
            self._archive.writestr(ws.path[1:], out.getvalue())
            self.manifest.append(ws)

    saved = BytesIO()
    InMemory(book, ZipFile(saved, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return saved.getvalue()


def _beside(name: str) -> ModuleType:
    """A module of this folder, loaded by its path: the child runs without the application."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Read, mark, answer, end by exit code."""
    child = _beside("child")
    child.limit(int(sys.argv[1]), int(sys.argv[2]))
    os.environ["OPENPYXL_LXML"] = "False"
    for name in child.UNNEEDED:
        vars(sys)["modules"][name] = None  # which is how an import is refused
    import defusedxml  # noqa: F401 - absent, it must stop us here and not pass unnoticed
    import openpyxl  # noqa: F401 - a fault of the installation is no fault of the file

    given = sys.stdin.buffer.read()
    end = 8 + int.from_bytes(given[:8], "big")
    try:
        sys.stdout.buffer.write(marked(given[end:], json.loads(given[8:end])))
        sys.stdout.buffer.flush()
    except MemoryError:
        os._exit(child.TOO_HEAVY)
    except Exception as error:
        # Whatever openpyxl meets on a sick file, and it meets many kinds. expat says in words that memory ran out.
        os._exit(child.TOO_HEAVY if "out of memory" in str(error) else child.DAMAGED)


if __name__ == "__main__":
    main()
