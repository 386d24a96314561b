"""An agency's workbook from its bytes to a receipt, and a form of 50,000 rows, each beside its floor in one run.

`python -m benchmarks.workbooks`. The floors read the same bytes and check nothing: openpyxl alone for the agency's
workbook, `pandas.read_excel` for the large form.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook

from dashboard.access import Identity, Role
from dashboard.catalogue import load
from dashboard.intake.workbook import (
    NO_HISTORY,
    Block,
    Entry,
    Input,
    Label,
    Layout,
    Look,
    NumberKey,
    Part,
    Sheet,
    SignOffKey,
    Template,
)
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.intake.workbook.opening import read_grid
from dashboard.intake.workbook.reading import read_cells
from dashboard.intake.workbook.writing import write_workbook
from dashboard.ledger import DataSet, Ledger
from dashboard.periods import Period
from dashboard.returns import answer
from dashboard.training import read_scenario
from dashboard.training.answers import answers_to
from dashboard.training.numbers import Counts

HALF = Period.half_year(2021, 1)
SIGNED = date(2021, 10, 5)
ROWS = 50_000

Measured = tuple[str, float, str, float]
"""What, our seconds, the floor's name, the floor's seconds."""


def measure(folder: Path, rows: int = ROWS) -> Iterator[Measured]:
    """Both measurements beside their floors, in one run."""
    yield _agency(folder)
    yield _large(rows)


def _agency(folder: Path) -> Measured:
    """The largest agency's workbook (CPFSA), five times with another narrative, so that none is recognised."""
    catalogue, scenario = load(), read_scenario()
    layout = layout_of(catalogue, "cpfsa", HALF)
    answers = answers_to(layout, Counts(catalogue, scenario), scenario, SIGNED)
    blank = write_workbook(layout, catalogue)
    words = next(cell for cell in layout.inputs if cell.block == "narrative")
    files = [filled(blank, {**answers, (words.sheet, words.cell): f"Made up, number {n}."}) for n in range(5)]
    blank_narrative = filled(blank, answers)
    focal_person = Identity(Role.FOCAL_PERSON, "cpfsa")
    with Ledger.open(f"sqlite:///{folder / 'workbooks.sqlite'}", DataSet.TRAINING) as ledger:
        asked = answer(ledger, catalogue, blank_narrative, focal_person)
        reasons = {finding.place: "Made up." for finding in asked.findings}

        def send(data: bytes) -> None:
            said = answer(ledger, catalogue, data, focal_person, reasons=reasons)
            if said.receipt is None:
                raise RuntimeError("\n".join(map(str, said.findings)))

        ours = statistics.median(_seconds(lambda data=data: send(data)) for data in files)  # type: ignore[misc] # bound
    floor = statistics.median(_seconds(lambda data=data: load_workbook(BytesIO(data))) for data in files)  # type: ignore[misc] # bound
    return "workbook to receipt", ours, "the same bytes opened by openpyxl", floor


def _large(rows: int) -> Measured:
    """A form of that many rows, each a label and a number: gate, child process and every check."""
    catalogue = load()
    layout, data = _form(rows), _filled_form(rows)
    template = Template("cpfsa", HALF, layout.version, "")
    digest = sha256(data).hexdigest()

    def read() -> None:
        said = read_cells(read_grid(data), template, layout, catalogue, NO_HISTORY, {}, SIGNED, digest)
        if said.draft is None or len(said.draft.observations) != rows:
            raise RuntimeError("\n".join(map(str, said.findings[:5])))

    ours = _seconds(read)
    return f"{rows:,} rows read and checked", ours, "pandas.read_excel, unchecked", _seconds(lambda: _unchecked(data))


def _unchecked(data: bytes) -> pd.DataFrame:
    return pd.read_excel(BytesIO(data), header=None)


def _form(rows: int) -> Layout:
    labels = tuple(Label("Form", f"A{row}", f"Row {row}", Look.ROW) for row in range(1, rows + 1))
    inputs = tuple(_input(row) for row in range(1, rows + 1))
    block = Block("form", "Form", "A large form", "2.2a", inputs, None, None)
    signed = (
        Input("Form", "C1", SignOffKey("post"), Entry.TEXT, "sign_off", "Post", ""),
        Input("Form", "C2", SignOffKey("on"), Entry.DATE, "sign_off", "Day", ""),
    )
    sign_off = Block("sign_off", "Form", "Sign-off", "", signed, None, None)
    sheet = Sheet("Form", labels, (block, sign_off), (30, 12, 12), "A1", rows, 3)
    return Layout("cpfsa", HALF, "", (sheet,), "benchmark")


def _input(row: int) -> Input:
    key = NumberKey("2.2a", "identified", (("row", str(row)),), Part.NUMERATOR, HALF, None)
    return Input("Form", f"B{row}", key, Entry.NUMBER, "form", f"Row {row}", "")


def _filled_form(rows: int) -> bytes:
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Form")
    for row in range(1, rows + 1):
        beside: dict[int, list[object]] = {1: ["Head of the agency"], 2: [SIGNED]}
        sheet.append([f"Row {row}", row % 12, *beside.get(row, [])])
    saved = BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def _seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> int:
    """Print each line as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        for what, ours, floor_name, floor in measure(Path(folder)):
            print(f"{what:<32} {ours:9.3f} s   {ours / floor:7.2f} x   {floor_name} ({floor:.3f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
