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

COLUMNS = "ABCDEF"
INK, BRAND, LINK, GREY, HEAD = "1A1F1D", "00573F", "0563C1", "B9C0C8", "ECEEED"
"""The colours of the other sheets (`writing_look.py`, which cannot be imported here), and a link's."""

MARGIN, HEAD_MARGIN = 0.5, 0.65
"""Inches, as on the other sheets (`writing_page.py`)."""

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
    gone = _reasons_taken_out(book, plan)
    _take_out(book, plan)
    _unmark(book, plan)
    for note in plan["notes"]:
        if note["sheet"] in book.sheetnames:
            _mark(book[note["sheet"]], note, plan)
    _list(book, plan, gone)
    return _saved(book)


def _reasons_taken_out(book: Workbook, plan: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """The questions, by place and words found, whose reason on the sheet of an earlier copy may not stay; by cell."""
    if plan["sheet"] not in book.sheetnames:
        return {}
    old = book[plan["sheet"]]
    cells = [one["cell"] for one in plan["personal"] if one["sheet"] == plan["sheet"] and one["cell"][0] == "F"]
    return {cell: (str(old[f"A{cell[1:]}"].value), str(old[f"C{cell[1:]}"].value)) for cell in cells}


def _take_out(book: Workbook, plan: dict[str, Any]) -> None:
    """Personal data, from the cell and from its comment: which of them holds it is not told apart."""
    from openpyxl.comments import Comment

    for one in plan["personal"]:
        if one["sheet"] != plan["sheet"] and one["sheet"] in book.sheetnames:
            cell = book[one["sheet"]][one["cell"]]
            if cell.comment:
                cell.comment = Comment(plan["taken_out"], "Secretariat")
            if cell.value is not None:
                cell.value, cell.hyperlink = plan["taken_out"], None


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


def _list(book: Workbook, plan: dict[str, Any], gone: dict[str, tuple[str, str]]) -> None:
    """The sheet in front: a line a finding, the place as a link, and room for a reason beside a warning."""
    from openpyxl.styles import Alignment

    sheet = book.create_sheet(plan["sheet"], 0)
    _write(sheet, "A1", " · ".join([plan["counted"], *_whose(book, plan)]), size=16, bold=True, colour=BRAND)
    for number, text in enumerate(plan["instructions"], start=2):
        _write(sheet, f"A{number}", text)
    for column, title, width in zip(COLUMNS, plan["titles"], plan["widths"], strict=True):
        head = _write(sheet, f"{column}{FIRST_ROW - 1}", title, bold=True)
        head.fill, head.border = _fill(HEAD), _rule()
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[column].width = width
    rows = {(one["texts"][0], one["texts"][2]): row for row, one in enumerate(plan["rows"], start=FIRST_ROW)}
    moved = {cell: f"F{rows[question]}" for cell, question in gone.items() if question in rows}
    for row, line in enumerate(plan["rows"], start=FIRST_ROW):
        _line(book, sheet, row, line, moved.get(line["cell"]) if line["sheet"] == plan["sheet"] else None)
    for place in moved.values():
        sheet[place].value = plan["taken_out"]
    _set_page(sheet, FIRST_ROW + len(plan["rows"]) - 1)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False


def _line(book: Workbook, sheet: Worksheet, row: int, line: dict[str, Any], moved: str | None) -> None:
    """`moved` is where the reason that a line speaks of stands on this sheet."""
    from openpyxl.styles import Alignment, Protection
    from openpyxl.worksheet.hyperlink import Hyperlink

    place, *texts = line["texts"]
    linked = line["sheet"] in book.sheetnames
    cells = [_write(sheet, f"A{row}", f"{sheet.title}!{moved}" if moved else place, colour=LINK if linked else INK)]
    for column, text in zip(COLUMNS[1:], (*texts, line["reason"]), strict=True):
        cells.append(_write(sheet, f"{column}{row}", text, bold=column == "B"))
    for cell in cells:
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _rule()
    sheet.row_dimensions[row].height = line["height"]
    cells[1].fill = _fill(WARNING if line["warning"] else ERROR)
    if linked:
        name = line["sheet"].replace("'", "''")
        cells[0].hyperlink = Hyperlink(ref=f"A{row}", location=f"'{name}'!{moved or line['cell'] or 'A1'}")
    if line["warning"]:
        cells[-1].protection = Protection(locked=False)
        cells[-1].fill = _fill(OPEN)


def _whose(book: Workbook, plan: dict[str, Any]) -> list[str]:
    """The first line of the Read me, which names the agency and the half-year."""
    title = book[plan["readme"]]["A1"].value if plan["readme"] in book.sheetnames else None
    return [title] if isinstance(title, str) and title.startswith("Return of ") else []


def _set_page(sheet: Worksheet, last_row: int) -> None:
    """As the other sheets: A4 on its side, one page wide, the head on every page."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # not locked
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = MARGIN
    sheet.page_margins.top = sheet.page_margins.bottom = HEAD_MARGIN
    sheet.page_margins.header = sheet.page_margins.footer = HEAD_MARGIN / 2
    sheet.print_area = f"A1:{COLUMNS[-1]}{last_row}"
    sheet.print_title_rows = f"1:{FIRST_ROW - 1}"
    left, right = _HeaderFooterPart("&A"), _HeaderFooterPart("Page &P of &N")
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=left, right=right)


def _rule() -> Any:
    from openpyxl.styles import Border, Side

    return Border(bottom=Side(style="hair", color=GREY))


def _write(sheet: Worksheet, place: str, text: str, *, size: float = 11, bold: bool = False, colour: str = INK) -> Any:
    """A text as a text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    cell = sheet[place]
    cell.font = Font(
        name="Calibri", size=size, bold=bold, color=colour, underline="single" if colour == LINK else "none"
    )
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
