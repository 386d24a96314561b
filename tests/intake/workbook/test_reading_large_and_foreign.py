"""What other office programs make of our workbook is read; what is made to keep us busy is not allowed to."""

from __future__ import annotations

import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dashboard.intake.workbook import (
    NO_HISTORY,
    SignOffKey,
    marked_copy,
    reading,
)
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.grid import CellType, Grid, GridCell, GridSheet
from dashboard.intake.workbook.personal import Known, traces
from dashboard.intake.workbook.template_checks import template_of
from dashboard.intake.workbook.writing import write_workbook
from dashboard.ledger import Submission
from tests.intake.workbook.reading_builder import (
    SIGNED,
    TODAY,
    Form,
    at,
    blank,
    catalogue,
    cell,
    grid_without_child,
    layout,
    read_here,
)


@pytest.mark.office
def test_what_libreoffice_saves_is_read_as_it_was(soffice_path: Path, tmp_path: Path) -> None:
    """It drops the hidden sheet's second veil, writes its own styles, and keeps two marks of the three."""
    wrong = Form().put(cell("2.2b", "referred_care"), "6?").put(cell("2.2a", "identified", sex="female"), 2)
    files = {
        "full": Form().data,
        "milestones": Form("mot").data,
        "marked": marked_copy(wrong.data, read_here(wrong.data).findings),
    }
    for name, data in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved")]
    paths = [str(tmp_path / f"{name}.xlsx") for name in files]
    subprocess.run([str(soffice_path), profile, *convert, *paths], check=True, capture_output=True, timeout=300)
    for name, data in files.items():
        before, after = read_here(data), read_here((tmp_path / "saved" / f"{name}.xlsx").read_bytes())
        assert after.findings == before.findings, name
        assert after.counts == before.counts
        if before.draft is not None:
            assert after.draft is not None
            assert after.draft.observations == before.draft.observations
            assert after.draft.milestones == before.draft.milestones


def test_an_amendment_opens_with_the_answers_and_is_read_back_the_same() -> None:
    for agency in ("jcf_atip", "mot", "iom"):
        first = Form(agency).read().draft
        assert first is not None
        stored = Submission("s1", 1, datetime(2021, 11, 1, tzinfo=UTC), "accepted", first)
        data = write_workbook(layout(agency), catalogue(), amends=stored)
        post, on = at(SignOffKey("post"), agency), at(SignOffKey("on"), agency)
        read = read_here(filled(data, {(post.sheet, post.cell): "Commissioner", (on.sheet, on.cell): SIGNED}))
        assert [str(one) for one in read.findings] == []
        assert read.template.amends == "s1"
        assert read.draft is not None
        assert (read.draft.observations, read.draft.milestones, read.draft.commitments, read.draft.narratives) == (
            first.observations,
            first.milestones,
            first.commitments,
            first.narratives,
        )


def test_no_text_keeps_the_search_for_personal_data_busy() -> None:
    known = Known.of(catalogue())
    whole_cell = 32_767
    for piece in ("A-", "Mr ", "1 ", "12345678 ", "Aa, ", "a@", "born ", "1/1/1", "(876) ", "child      "):
        began = time.process_time()
        traces((piece * whole_cell)[:whole_cell], known)
        assert time.process_time() - began < 2, f"{piece!r} takes more than linear time"


def test_a_sheet_with_a_hundred_thousand_foreign_cells_ends_in_a_few_findings() -> None:
    grid = grid_without_child(blank())
    many = {
        f"{column}{row}": GridCell(CellType.TEXT, f"876-555-{row:04}") for row in range(1, 20_000) for column in "ABCDE"
    }
    extra = GridSheet("Register", False, many, (), (), (), False, {})
    of_form = grid.sheet(cell("2.2a", "identified").sheet)
    assert of_form is not None
    beside = {f"F{row}": GridCell(CellType.NUMBER, str(row)) for row in range(1, 50_000)}
    crowded = GridSheet(of_form.name, False, {**of_form.cells, **beside}, (), (), (), False, {})
    sheets = tuple(crowded if one.name == of_form.name else one for one in grid.sheets)
    heavy = Grid((*sheets, extra), grid.properties, False)
    began = time.process_time()
    read = reading.read_cells(heavy, template_of(heavy), layout(), catalogue(), NO_HISTORY, {}, TODAY, "0" * 64)
    assert time.process_time() - began < 20
    assert read.holds_personal_data
    assert len(read.findings) < 100
