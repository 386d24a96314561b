"""The workbook in other programs' eyes: the schema of Office, and LibreOffice itself."""

from __future__ import annotations

import csv
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # ships no type marker
from pypdf import PdfReader

from dashboard.intake.workbook.laying_out import layout_of
from dashboard.intake.workbook.layout import TEMPLATE_CELL, TEMPLATE_SHEET, Entry, Input, Layout
from dashboard.intake.workbook.writing import write_workbook
from dashboard.intake.workbook.writing_cells import number_formula
from dashboard.periods import Period
from tests import record

HALF = Period.parse("2021-H2")
CATALOGUE = record.catalogue()


def converted(soffice: Path, data: bytes, suffix: str, folder: Path) -> Path:
    """What LibreOffice makes of a workbook, in its own profile."""
    source = folder / "return.xlsx"
    source.write_bytes(data)
    target = folder / "converted"
    profile = (folder / "profile").as_uri()
    command = [str(soffice), f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True, timeout=120)
    return target / f"return.{suffix.partition(':')[0]}"


@pytest.mark.parametrize("agency", ["cpfsa", "natfatip", "iom", "mof"])  # every kind of sheet and cell
def test_no_part_breaks_the_schema(agency: str, tmp_path: Path) -> None:
    path = tmp_path / "return.xlsx"
    path.write_bytes(write_workbook(layout_of(CATALOGUE, agency, HALF), CATALOGUE, watermark="T"))
    found = OpenXmlValidator().validate(path).errors
    # openpyxl writes texts into their cells; Excel moves them into a table at its next save and changes nothing else.
    assert [fault for fault in found if fault.id != "Excel_InlineStrCells"] == []


@pytest.mark.office
@pytest.mark.parametrize("agency", ["cpfsa", "natfatip"])
def test_libreoffice_keeps_texts_open_cells_rules_and_the_template(
    agency: str, soffice_path: Path, tmp_path: Path
) -> None:
    layout = layout_of(CATALOGUE, agency, HALF)
    data = write_workbook(layout, CATALOGUE)
    sent = load_workbook(BytesIO(data))
    back = load_workbook(converted(soffice_path, data, "xlsx", tmp_path))
    assert back.sheetnames == sent.sheetnames
    assert back[TEMPLATE_SHEET][TEMPLATE_CELL].value == sent[TEMPLATE_SHEET][TEMPLATE_CELL].value
    for sheet in layout.sheets:
        assert _texts(back[sheet.name]) == _texts(sent[sheet.name])
        assert _unlocked(back[sheet.name]) == _unlocked(sent[sheet.name])
        assert back[sheet.name].protection.sheet
        rules = _rules(sent[sheet.name])
        assert {cell: rule for cell, rule in _rules(back[sheet.name]).items() if cell in rules} == rules


def _texts(sheet: Worksheet) -> dict[str, object]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def _unlocked(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}


def _rules(sheet: Worksheet) -> dict[str, tuple[object, ...]]:
    """Of cells with a rule; those that only show a message are written otherwise by each program."""
    return {
        str(area): (rule.type, rule.formula1, rule.prompt)
        for rule in sheet.data_validations.dataValidation
        if rule.type is not None
        for area in rule.sqref.ranges
    }


@pytest.mark.office
def test_each_sheet_is_printed_one_page_wide_with_all_its_words(soffice_path: Path, tmp_path: Path) -> None:
    layout = layout_of(CATALOGUE, "cpfsa", HALF)
    pdf = PdfReader(converted(soffice_path, write_workbook(layout, CATALOGUE), "pdf", tmp_path))
    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert all(page.mediabox.width > page.mediabox.height for page in pdf.pages)
    assert len(pages) <= 30  # as sent, 25: a sheet that no longer fits across would double them
    text = "".join("".join(pages).split())  # a line may end at a hyphen within a word
    for label in (label for sheet in layout.sheets for label in sheet.labels if label.text[:1] != "="):
        assert "".join(label.text.split()) in text
    for sheet in layout.sheets:
        assert any(f"{sheet.name} Page" in page for page in pages)


def number_cell(layout: Layout, *, maximum: int | None) -> Input:
    return next(
        cell for cell in layout.inputs if cell.entry is Entry.NUMBER and cell.maximum == maximum and not cell.decimals
    )


@pytest.mark.office
def test_the_rule_of_a_number_cell_admits_what_the_reader_admits(soffice_path: Path, tmp_path: Path) -> None:
    """The rule itself, worked out by LibreOffice for what somebody may type."""
    cases: list[tuple[object, bool]] = [
        (0, True),
        (1, True),
        (2, False),
        (-1, False),
        (0.5, False),
        ("not available", True),
        ("Not Applicable", True),
        (" not_available ", True),
        ("N/A", False),
        ("6?", False),
        ("about 5", False),
    ]
    cell = number_cell(layout_of(CATALOGUE, "pica", HALF), maximum=1)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row, (typed, _) in enumerate(cases, start=1):
        sheet.cell(row, 1).value = typed  # type: ignore[assignment]  # a number or a text
        sheet.cell(row, 2).value = "=" + number_formula(cell).replace(cell.cell, f"A{row}")
    data = BytesIO()
    workbook.save(data)
    path = converted(soffice_path, data.getvalue(), "csv", tmp_path)
    with path.open(encoding="utf-8", newline="") as table:
        answers = [row[1] == "TRUE" for row in csv.reader(table)]
    assert answers == [allowed for _, allowed in cases]
