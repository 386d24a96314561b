"""Whatever bytes come in, the end is a Grid or a RefusedFile: no other exception, no hang, no more than 500 MB.

`CPC_FUZZ_EXAMPLES=5000 pytest tests/intake/workbook/test_hostile_files_fuzz.py` runs more than the few that every run
can afford. Most examples are opened in this process, where the child's limits do not hold, so that a bomb would show.
"""

from __future__ import annotations

import os
import sys
import warnings
from contextlib import suppress
from io import BytesIO
from time import perf_counter
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.workbook import child
from dashboard.intake.workbook.gate import pass_gate
from dashboard.intake.workbook.grid import CellType, Grid
from dashboard.intake.workbook.model import RefusedFile
from dashboard.intake.workbook.opening import grid_of, read_grid
from tests.intake.workbook import hostile

EXAMPLES = int(os.environ.get("CPC_FUZZ_EXAMPLES", "60"))
LONGEST = 20  # seconds for one file, on a machine under load; each takes about 0.05
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

fuzzed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=SLOW)
fuzzed_by_child = settings(max_examples=max(EXAMPLES // 10, 1), deadline=None, suppress_health_check=SLOW)


def everything(sheet: Worksheet) -> None:
    """A little of all that a returned workbook may hold."""
    sheet["C1"], sheet["C2"], sheet["C3"] = "=SUM(B2:B2)", True, 6.5
    sheet["D1"].hyperlink = "https://example.org"
    sheet["B2"].comment = Comment("Which child?", "Focal person")
    sheet.merge_cells("E1:F2")
    sheet.auto_filter.ref = "A1:B2"
    sheet.row_dimensions[4].hidden = True
    sheet.freeze_panes = "B2"


SOUND = hostile.workbook(everything)
with ZipFile(BytesIO(SOUND)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}

# A place as a share of the length, how many bytes go there, and what comes instead.
edits = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 12),
        st.one_of(
            st.binary(max_size=8),
            st.sampled_from(
                [b"<", b">", b'"', b"&", b"999999999", b"-1", b"XFD1048576", b"A1:XFD1048576", b"", b"NaN"]
            ),
        ),
    ),
    min_size=1,
    max_size=4,
)


def edited(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for share, length, new in changes:
        at = int(share * len(content))
        content = content[:at] + new + content[at + length :]
    return content


def ends_well(data: bytes) -> None:
    """A Grid or a RefusedFile, in time; every exception of openpyxl is what the child calls damage."""
    began = perf_counter()
    with suppress(RefusedFile):
        pass_gate(data)
        answer: list[bytes] = []
        with warnings.catch_warnings(action="ignore"), suppress(Exception):
            answer = list(child.answer(data))
        assert isinstance(grid_of(answer), Grid)
    assert perf_counter() - began < LONGEST


@fuzzed
@given(edits)
def test_mutilated_files_end_as_values_or_a_refusal(changes: list[tuple[float, int, bytes]]) -> None:
    ends_well(edited(SOUND, changes))


@fuzzed
@given(st.sampled_from(sorted(PARTS)), edits)
def test_mutilated_parts_in_a_sound_archive_end_as_values_or_a_refusal(
    part: str, changes: list[tuple[float, int, bytes]]
) -> None:
    ends_well(hostile.repacked({part: edited(PARTS[part], changes)}, SOUND))


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX tells what a child used")
@fuzzed_by_child
@given(st.sampled_from(sorted(PARTS)), edits)
def test_a_child_that_opens_a_mutilated_part_ends_well_and_stays_small(
    part: str, changes: list[tuple[float, int, bytes]]
) -> None:
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    began = perf_counter()
    with suppress(RefusedFile):
        assert isinstance(read_grid(hostile.repacked({part: edited(PARTS[part], changes)}, SOUND)), Grid)
    assert perf_counter() - began < LONGEST
    kilobytes = 1024 if sys.platform == "darwin" else 1
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / kilobytes <= max(before / kilobytes, 500 * 1024)


# XML can say no control characters, and reads a carriage return as the end of a line.
texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)


@fuzzed
@given(st.lists(texts, min_size=1, max_size=20))
def test_any_text_in_a_cell_comes_back_as_that_text(said: list[str]) -> None:
    def fill(sheet: Worksheet) -> None:
        for row, text in enumerate(said, start=1):
            cell = sheet.cell(row, 5, text)
            cell.data_type = "s"

    grid = grid_of(child.answer(hostile.workbook(fill)))
    cells = grid.sheets[0].cells
    assert [(cells[f"E{row}"].type, cells[f"E{row}"].text) for row in range(1, len(said) + 1)] == [
        (CellType.TEXT, text) for text in said
    ]


@fuzzed
@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15))
def test_any_number_in_a_cell_comes_back_without_losing_a_digit(number: float) -> None:
    cell = grid_of(child.answer(hostile.with_cell(f'<c r="B2"><v>{number!r}</v></c>'))).sheets[0].cells["B2"]
    assert cell.type is CellType.NUMBER
    assert float(cell.text) == number
    assert len(cell.text) <= len(repr(number))
