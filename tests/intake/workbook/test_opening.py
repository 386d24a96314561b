"""A workbook as plain values: nothing lost, nothing guessed, and nothing that a child process does reaches us."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.workbook import child, opening
from dashboard.intake.workbook.gate_limits import MIB
from dashboard.intake.workbook.grid import CellType, Grid, GridCell, GridSheet
from dashboard.intake.workbook.model import RefusedFile
from dashboard.intake.workbook.opening import Limits, grid_of, read_grid
from tests.intake.workbook import hostile
from tests.intake.workbook.hostile import BOOK, SHEET_RELS, repacked, swapped


def in_this_process(data: bytes) -> Grid:
    """The same lines without a child: for many cases in little time."""
    with warnings.catch_warnings(action="ignore"):  # as the child does
        return grid_of(list(child.answer(data)))


def only_sheet(data: bytes) -> GridSheet:
    return in_this_process(data).sheets[0]


def filled(fill: Callable[[Worksheet], None]) -> GridSheet:
    return only_sheet(hostile.workbook(fill))


def test_a_workbook_comes_back_as_plain_values() -> None:
    grid = read_grid(hostile.workbook())
    assert replace(grid, texts=()) == Grid(
        sheets=(
            GridSheet(
                name="Identify",
                hidden=False,
                cells={
                    "A1": GridCell(CellType.TEXT, "Child victims identified"),
                    "B1": GridCell(CellType.TEXT, "female"),
                    "B2": GridCell(CellType.NUMBER, "6"),
                },
                merged=(),
                hidden_rows=(),
                hidden_columns=(),
                filtered=False,
                comments={},
            ),
        ),
        properties={"cpc-return": "cpc-return cpfsa 2021-H1 3f2a9c41d0e7 -"},
        counts_from_1904=False,
    )


# ---- cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "type_", "text"),
    [
        ('<c r="B2"><v>6</v></c>', CellType.NUMBER, "6"),
        ('<c r="B2"><v>6.0</v></c>', CellType.NUMBER, "6.0"),
        ('<c r="B2"><v> 6 </v></c>', CellType.NUMBER, "6"),
        ('<c r="B2"><v>-1</v></c>', CellType.NUMBER, "-1"),
        ('<c r="B2"><v>12.5</v></c>', CellType.NUMBER, "12.5"),
        ('<c r="B2"><v>6.0999999999999996</v></c>', CellType.NUMBER, "6.1"),
        ('<c r="B2"><v>0.1234567890123</v></c>', CellType.NUMBER, "0.1234567890123"),
        ('<c r="B2"><v>12345678901234567890</v></c>', CellType.NUMBER, "12345678901234567890"),
        ('<c r="B2"><v>1E+20</v></c>', CellType.NUMBER, "1E+20"),
        ('<c r="B2"><v>NaN</v></c>', CellType.TEXT, "NaN"),
        ('<c r="B2"><v>INF</v></c>', CellType.TEXT, "INF"),
        ('<c r="B2"><v>1e999</v></c>', CellType.TEXT, "1e999"),
        ('<c r="B2"><v>1_000</v></c>', CellType.TEXT, "1_000"),
        ('<c r="B2"><v>٦</v></c>', CellType.TEXT, "٦"),
        ('<c r="B2" t="b"><v>1</v></c>', CellType.BOOLEAN, "TRUE"),
        ('<c r="B2" t="e"><v>#REF!</v></c>', CellType.ERROR, "#REF!"),
        ('<c r="B2" t="str"><v>6</v></c>', CellType.TEXT, "6"),
        ('<c r="B2" t="d"><v>2021-04-01T00:00:00</v></c>', CellType.DATE, "2021-04-01"),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', CellType.FORMULA, "=1+1"),
        ('<c r="B2"><f t="array" ref="B2:B3">A1:A2</f><v>2</v></c>', CellType.FORMULA, "=A1:A2"),
        ('<c r="B2" t="e"><f>#REF!</f><v>#REF!</v></c>', CellType.FORMULA, "=#REF!"),
    ],
)
def test_a_cell_keeps_its_type_and_its_exact_text(xml: str, type_: CellType, text: str) -> None:
    assert only_sheet(hostile.with_cell(xml)).cells == {"B2": GridCell(type_, text)}


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1876",
        "-1",
        "@import",
        "\tx",
        "1,234",
        "1e5",
        "6?",
        "n/a",
        " 6 ",
        "\ufeff6",
        "6\u200b",
        "\u202e6",
        "fеmale",  # with a Cyrillic е
        "١٢",
    ],
)
@pytest.mark.parametrize("shared", [False, True], ids=["in_the_cell", "shared"])
def test_a_text_comes_through_sign_by_sign_and_is_never_a_formula(text: str, shared: bool) -> None:
    inline = f'<c r="B2" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    data = hostile.with_strings(text, '<row r="2"><c r="B2" t="s"><v>0</v></c></row>')
    sheet = only_sheet(data if shared else hostile.with_cell(inline))
    assert sheet.cells == {"B2": GridCell(CellType.TEXT, text)}


def test_a_blank_cell_is_not_there() -> None:
    cells = '<c r="A2" s="0"/><c r="B2" t="inlineStr"><is><t></t></is></c><c r="C2"><v></v></c>'
    assert only_sheet(hostile.with_cell(cells)).cells == {}


def test_dates_come_as_iso_dates() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C1"], sheet["C2"], sheet["C3"] = date(2021, 4, 1), datetime(2021, 4, 1, 10, 30), time(10, 30)  # noqa: DTZ001 - Excel knows no zones
        sheet["C4"] = 1_000_000_000
        sheet["C4"].number_format = "yyyy-mm-dd"
        sheet["C5"] = "31/02/2021"

    found = filled(fill).cells
    assert [found[f"C{row}"] for row in range(1, 6)] == [
        GridCell(CellType.DATE, "2021-04-01"),
        GridCell(CellType.DATE, "2021-04-01T10:30:00"),
        GridCell(CellType.DATE, "10:30:00"),
        GridCell(CellType.ERROR, "#VALUE!"),
        GridCell(CellType.TEXT, "31/02/2021"),
    ]


def test_a_sheet_of_ten_rows_has_ten_rows_whatever_size_it_declares() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 11))
    assert len(only_sheet(hostile.with_rows(rows, dimension="A1:A3")).cells) == 10
    assert len(only_sheet(hostile.with_rows(rows, dimension="A1:XFD1048576")).cells) == 10


# ---- what hides or shifts --------------------------------------------------------------------------------------------


def test_what_is_merged_hidden_or_filtered_is_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.merge_cells("D1:E2")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions.group("F", "G", hidden=True)
        sheet.auto_filter.ref = "A1:B9"
        sheet.auto_filter.add_filter_column(1, ["6"])

    sheet = filled(fill)
    assert (sheet.merged, sheet.hidden_rows, sheet.hidden_columns) == (("D1:E2",), (3,), ("F", "G"))
    assert sheet.filtered


def test_a_row_or_column_of_no_size_is_hidden() -> None:
    data = hostile.with_rows('<row r="4" ht="0" customHeight="1"><c r="A4"><v>6</v></c></row>')
    assert only_sheet(data).hidden_rows == (4,)
    columns = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>'
    assert only_sheet(repacked({hostile.SHEET: swapped("<sheetData>", columns)})).hidden_columns == ("B",)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_told(state: str) -> None:
    assert only_sheet(repacked({BOOK: swapped('state="visible"', f'state="{state}"')})).hidden


def test_columns_hidden_to_the_end_of_the_sheet_are_told_as_far_as_the_form_reaches() -> None:
    data = repacked(
        {hostile.SHEET: swapped("<sheetData>", '<cols><col min="103" max="16384" hidden="1"/></cols><sheetData>')}
    )
    assert only_sheet(data).hidden_columns == ("CY", "CZ")


def test_a_filter_that_hides_nothing_is_none() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.auto_filter.ref = "A1:B9"

    assert not filled(fill).filtered


def test_notes_and_threaded_comments_are_told_once_at_their_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("[Threaded comment] Which child?", "Focal person")

    thread = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    said = "".join(
        f'<threadedComment ref="{cell}"><text>{text}</text></threadedComment>'
        for cell, text in (("B2", "Which child?"), ("B2", "The one of May"), ("C9", "Ask CPFSA"))
    )
    relation = (
        '<Relationship Id="t1" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="../threadedComments/t1.xml"/></Relationships>'
    )
    data = repacked(
        {
            SHEET_RELS: swapped("</Relationships>", relation),
            "xl/threadedComments/t1.xml": f'<ThreadedComments xmlns="{thread}">{said}</ThreadedComments>'.encode(),
        },
        hostile.workbook(fill),
    )
    assert read_grid(data).sheets[0].comments == {
        "B2": "[Threaded comment] Which child?\nThe one of May",
        "C9": "Ask CPFSA",
    }


def test_a_workbook_that_counts_from_1904_says_so() -> None:
    assert in_this_process(repacked({BOOK: swapped("<workbookPr/>", '<workbookPr date1904="1"/>')})).counts_from_1904


def test_a_workbook_of_someone_else_has_no_template_line() -> None:
    assert in_this_process(repacked({"docProps/custom.xml": None})).properties == {}


@pytest.mark.office
@pytest.mark.parametrize(("suffix", "code"), [("xlsx", ""), ("ods", "open_document"), ("xls", "old_workbook")])
def test_what_libreoffice_saves_is_read_as_it_was_or_refused(
    suffix: str, code: str, soffice_path: Path, tmp_path: Path
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["B4"], sheet["B5"] = 6.1, date(2021, 4, 1), "=SUM(B2:B3)"
        sheet["B2"].comment = Comment("Which child?", "Focal person")
        sheet.merge_cells("D1:E1")
        sheet.column_dimensions.group("CX", "XFD", hidden=True)

    given, out = tmp_path / "return.xlsx", tmp_path / "out"
    given.write_bytes(hostile.workbook(fill))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command: list[str | Path] = [soffice_path, profile, "--headless", "--convert-to", suffix, "--outdir", out, given]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = (out / f"return.{suffix}").read_bytes()
    if code:
        with pytest.raises(RefusedFile) as refused:
            read_grid(saved)
        assert refused.value.code == code
    else:
        assert replace(read_grid(saved), texts=()) == replace(read_grid(given.read_bytes()), texts=())


# ---- the child -------------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    """60 MB of spaces in a cell."""
    return hostile.with_cell(f'<c r="B2" t="inlineStr"><is><t>{" " * 60_000_000}</t></is></c>')


def many_cells() -> bytes:
    """150,000 cells: some seconds of work."""
    return hostile.with_rows("".join(f'<row r="{r}">' + "<c><v>1</v></c>" * 100 + "</row>" for r in range(1, 1_501)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
@pytest.mark.parametrize(
    ("build", "limits"),
    [
        (bomb, Limits(memory=100 * MIB)),
        (many_cells, Limits(processor_seconds=1)),
        (many_cells, Limits(seconds=0.4)),
        (hostile.workbook, Limits(answer=50)),
    ],
    ids=["memory", "processor", "clock", "answer"],
)
def test_what_the_gate_might_miss_is_ended_by_the_limits_of_the_child(
    build: Callable[[], bytes], limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "pass_gate", lambda _: None)
    data = build()
    began = perf_counter()
    with pytest.raises(RefusedFile) as refused:
        read_grid(data, limits)
    assert perf_counter() - began < 20
    assert (refused.value.code, str(refused.value)) == (
        "too_heavy",
        "The file is too heavy: opening it takes more time or memory than any filled return needs. Copy your numbers "
        "into a fresh copy of the workbook that was sent to you and send that one.",
    )


def test_the_child_gets_no_secret_and_stands_in_no_folder_of_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spy = tmp_path / "spy.py"
    told = '["book",{"properties":%s,"counts_from_1904":false}]'
    spy.write_text(
        "import json,os,sys\nsys.stdin.read()\n"
        "seen=json.dumps(dict(os.environ, cwd=os.getcwd(), path=str(sys.path)))\n"
        f"print({told!r} % seen)\nprint('[\"end\"]')\n"
    )
    monkeypatch.setattr(child, "__file__", str(spy))
    monkeypatch.setenv("CPC_DATABASE_URL", "postgresql://office:secret@db/ledger")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    seen = read_grid(hostile.workbook()).properties
    assert "secret" not in str(seen)
    assert "PYTHONPATH" not in seen
    assert str(tmp_path) not in seen["path"]
    assert seen["cwd"] == Path(sys.executable).anchor


@pytest.mark.parametrize(
    "lines",
    [
        [b'["book",{"properties":{},"counts_from_1904":false}]'],
        [b"not json", b'["end"]'],
        [b'["cells",{"A1":["number","6"]}]', b'["end"]'],
        [b'["book",{"properties":{},"counts_from_1904":false}]', b'["sheet",{}]', b'["end"]'],
        [b'["sheet",{"name":"A","hidden":false}]', b'["cells",{"A1":["code","6"]}]', b'["end"]'],
        [b"[" * 100_000, b'["end"]'],
    ],
    ids=["no_end", "no_json", "cells_without_a_sheet", "sheet_without_a_name", "unknown_type", "nested"],
)
def test_an_answer_that_is_not_as_agreed_is_damage_and_never_half_a_workbook(lines: list[bytes]) -> None:
    with pytest.raises(RefusedFile) as refused:
        grid_of(lines)
    assert refused.value.code == "damaged"


def test_a_faulty_installation_is_not_blamed_on_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(child, "__file__", str(tmp_path / "missing.py"))
    with pytest.raises(RuntimeError, match="did not start"):
        read_grid(hostile.workbook())


def test_many_threads_read_at_once_and_leave_no_process_behind() -> None:
    books = [hostile.workbook(lambda sheet, n=n: sheet.__setitem__("B2", n)) for n in range(6)]  # type: ignore[misc] # a default binds n
    with ThreadPoolExecutor(6) as pool:
        grids = list(pool.map(read_grid, books))
    assert [grid.sheets[0].cells["B2"].text for grid in grids] == [str(n) for n in range(6)]
    assert [thread.name for thread in threading.enumerate() if isinstance(thread, threading.Timer)] == []
    if os.name == "posix":
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)


def test_the_child_is_quick_to_start_because_it_loads_little() -> None:
    code = (
        "import runpy, sys; sys.argv = ['child', str(1 << 40), '60']; sys.stdin.close(); "
        f"import os; os._exit = lambda code: None; runpy.run_path({child.__file__!r}, run_name='__main__'); "
        "print(*sorted(name for name in sys.modules if '.' not in name and sys.modules[name]))"
    )
    loaded = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"numpy", "PIL", "lxml", "pandas", "dashboard"} & set(loaded.split())
    assert {"openpyxl", "defusedxml"} <= set(loaded.split())
    assert opening.LIMITS.memory <= 500 * MIB
