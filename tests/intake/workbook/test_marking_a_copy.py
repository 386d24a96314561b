"""The sender's own file comes back with its findings marked, and is taken once they are mended."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from dashboard.intake.workbook import CellFinding, NarrativeKey, RefusedFile, Severity, marked_copy
from dashboard.intake.workbook.layout import TEMPLATE_PROPERTY, TEMPLATE_SHEET
from dashboard.intake.workbook.problems import MARK
from tests.intake.workbook.reading_builder import Form, cell, confirm, layout, read_here

CARE, FEMALE, TOTAL = (
    cell("2.2b", "referred_care"),
    cell("2.2a", "identified", sex="female"),
    cell("2.2a", "identified"),
)


def opened(data: bytes) -> Any:
    return load_workbook(BytesIO(data))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def sent() -> bytes:
    """One error and one warning."""
    return Form().put(CARE, "6?").put(FEMALE, 2).data


@pytest.fixture(scope="module")
def marked(sent: bytes) -> bytes:
    return marked_copy(sent, read_here(sent).findings)


def test_each_finding_has_a_note_at_its_cell_and_a_line_on_the_first_sheet(sent: bytes, marked: bytes) -> None:
    book = opened(marked)
    assert book.sheetnames[0] == "Problems"
    assert book.active is book["Problems"]
    for finding in read_here(sent).findings:
        note = book[finding.sheet][finding.cell].comment
        assert note is not None
        assert note.text.startswith(MARK)
        assert f"Found {finding.found}. Allowed: {finding.allowed}. Mend: {finding.mend}" in note.text
    rows = [[one.value for one in row] for row in book["Problems"].iter_rows(min_row=5)]
    words = {Severity.ERROR: "Must be mended", Severity.WARNING: "Please explain"}
    findings = read_here(sent).findings
    assert [row[:3] for row in rows] == [[one.place, words[one.severity], one.found] for one in findings]
    assert not any(one.code in str(row) for row in rows for one in findings)


def test_the_sheet_says_how_much_and_whose_and_has_room_for_it(marked: bytes) -> None:
    sheet = opened(marked)["Problems"]
    assert sheet["A1"].value.startswith("1 to mend, 1 to explain · Return of ")
    assert "April to September 2021" in sheet["A1"].value
    assert {one.font.name for row in sheet.iter_rows() for one in row if one.value} == {"Calibri"}
    for row in sheet.iter_rows(min_row=5):
        lines = max(
            len(str(one.value or "")) / (1.15 * sheet.column_dimensions[one.column_letter].width) for one in row
        )
        assert sheet.row_dimensions[row[0].row].height >= 15 * lines
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet.print_title_rows == "$1:$4"


def test_the_place_is_a_link_and_only_a_warning_takes_a_reason(sent: bytes, marked: bytes) -> None:
    sheet = opened(marked)["Problems"]
    for row, finding in enumerate(read_here(sent).findings, start=5):
        assert sheet[f"A{row}"].hyperlink.location == f"'{finding.sheet}'!{finding.cell}"
        assert sheet[f"F{row}"].protection.locked == (finding.severity is Severity.ERROR)
    assert sheet.protection.sheet


def test_all_else_is_kept(sent: bytes, marked: bytes) -> None:
    before, after = opened(sent), opened(marked)
    assert after.sheetnames == ["Problems", *before.sheetnames]
    assert after[TEMPLATE_SHEET].sheet_state == "veryHidden"
    assert after.custom_doc_props[TEMPLATE_PROPERTY].value == before.custom_doc_props[TEMPLATE_PROPERTY].value
    for sheet in before:
        other = after[sheet.title]
        assert other.protection.sheet == sheet.protection.sheet
        assert other.freeze_panes == sheet.freeze_panes
        assert len(other.data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
        for row in sheet.iter_rows():
            for one in row:
                same = other[one.coordinate]
                looks = (one.value, one.fill.fgColor.rgb, one.protection.locked)
                assert (same.value, same.fill.fgColor.rgb, same.protection.locked) == looks


def test_an_untouched_copy_gives_the_same_findings(sent: bytes, marked: bytes) -> None:
    assert read_here(marked).findings == read_here(sent).findings


def test_a_mended_copy_with_its_reason_is_taken(marked: bytes) -> None:
    book = opened(marked)
    book[CARE.sheet][CARE.cell].value = 3
    row = next(one.row for one in book["Problems"]["B"] if one.value == "Please explain")
    book["Problems"][f"F{row}"].value = "One child is not yet registered"
    read = read_here(saved(book))
    assert read.draft is not None
    assert [one.reason for one in read.draft.remarks] == ["One child is not yet registered"]


def test_a_reason_answers_the_number_it_was_written_for_and_no_other(marked: bytes) -> None:
    book = opened(marked)
    book[CARE.sheet][CARE.cell].value = 3
    row = next(one.row for one in book["Problems"]["B"] if one.value == "Please explain")
    book["Problems"][f"F{row}"].value = "One child is not yet registered"
    book[FEMALE.sheet][FEMALE.cell].value = 20
    read = read_here(saved(book))
    assert [one.code for one in read.open_findings] == ["breakdown_differs", "reason_unused"]
    assert read.unused_reasons == (f"Problems!F{row}",)


def test_a_person_in_a_reason_is_listed_and_taken_out(marked: bytes) -> None:
    book = opened(marked)
    book[CARE.sheet][CARE.cell].value = 3
    row = next(one.row for one in book["Problems"]["B"] if one.value == "Please explain")
    book["Problems"][f"F{row}"].value = "Ask her mother at 876-555-0142 about it"
    data = saved(book)
    read = read_here(data)
    assert [(one.place, one.code) for one in read.findings if one.severity is Severity.ERROR] == [
        (f"Problems!F{row}", "personal_phone")
    ]
    assert read.draft is None
    again = opened(marked_copy(data, read.findings))["Problems"]
    rows = [[one.value for one in row] for row in again.iter_rows(min_row=5)]
    assert "555" not in str(rows)
    listed = next(number for number, one in enumerate(rows, start=5) if one[1] == "Must be mended")
    asked = next(number for number, one in enumerate(rows, start=5) if one[1] == "Please explain")
    assert again[f"F{asked}"].value == "[taken out]"
    assert again[f"A{listed}"].value == f"Problems!F{asked}"
    assert again[f"A{listed}"].hyperlink.location == f"'Problems'!F{asked}"


def test_a_person_in_a_cell_is_taken_out_of_the_copy() -> None:
    narrative = next(one for one in layout().inputs if isinstance(one.key, NarrativeKey))
    form = Form().put(narrative, "Her mother can be called at 876-555-0142.")
    form.edit(lambda book: setattr(book[CARE.sheet][CARE.cell], "comment", Comment("or at 876-555-0143", "x")))
    data, findings = form.data, form.read().findings
    marked = marked_copy(data, findings)
    with ZipFile(BytesIO(marked)) as archive:
        assert not any(b"555-014" in archive.read(name) for name in archive.namelist())
    book = opened(marked)
    assert book[narrative.sheet][narrative.cell].value == "[taken out]"
    said = "Nothing was filed; your own file still holds it."
    assert said in book[narrative.sheet][narrative.cell].comment.text


def test_marking_again_takes_the_old_marks_off(sent: bytes, marked: bytes) -> None:
    book = opened(marked)
    book[CARE.sheet][CARE.cell].value = 3
    mended = saved(book)
    again = opened(marked_copy(mended, read_here(mended).findings))
    assert again.sheetnames.count("Problems") == 1
    assert again[CARE.sheet][CARE.cell].comment is None
    assert again[TOTAL.sheet][TOTAL.cell].comment is not None
    coloured = [str(area.sqref) for area in again[CARE.sheet].conditional_formatting]
    assert TOTAL.cell in coloured
    assert CARE.cell not in coloured


def test_the_senders_own_comment_stays_below_ours_and_is_asked_about() -> None:
    def write(book: Any) -> None:
        book[CARE.sheet][CARE.cell].comment = Comment("an estimate", "x")

    form = Form().put(CARE, "6?").edit(write)
    marked = marked_copy(form.data, form.read().findings)
    text = opened(marked)[CARE.sheet][CARE.cell].comment.text
    assert text.startswith(MARK)
    assert text.endswith("an estimate")
    asked = [str(one) for one in read_here(marked).findings if one.code == "comment"]
    assert asked == [
        f"{CARE.sheet}!{CARE.cell}: found a comment; allowed: no comments: they are not read. "
        "Mend: write it on the sheet Narrative and delete the comment, or write that it need not be read."
    ]
    unmarked = opened(marked_copy(marked, ()))
    assert unmarked[CARE.sheet][CARE.cell].comment.text == "an estimate"


def test_a_finding_about_a_whole_sheet_is_listed_and_links_to_it() -> None:
    name = TOTAL.sheet
    form = Form().edit(lambda book: book[name].insert_rows(3))
    book = opened(marked_copy(form.data, form.read().findings))
    assert book["Problems"]["A5"].value == name
    assert book["Problems"]["A5"].hyperlink.location == f"'{name}'!A1"


def test_what_stands_in_a_cell_is_never_taken_for_a_formula() -> None:
    finding = CellFinding(CARE.sheet, CARE.cell, "x", Severity.ERROR, "=1+1", "+1", "@SUM(1)")
    book = opened(marked_copy(Form().data, [finding]))
    assert [book["Problems"][f"{column}5"].data_type for column in "CDE"] == ["s", "s", "s"]


def test_a_file_that_is_not_read_is_not_marked() -> None:
    with pytest.raises(RefusedFile):
        marked_copy(b"not a workbook", ())


def test_a_reason_for_two_warnings_at_one_cell_names_the_check() -> None:
    asked = confirm("2.2b")
    assert asked.sheet in {sheet.name for sheet in layout().sheets}
    place = f"{TOTAL.sheet}!{TOTAL.cell}"
    read = Form(reasons={f"{place} breakdown_differs": "still under review"}).put(FEMALE, 2).read()
    assert read.draft is not None
    assert Form(reasons={f"{place} outlier": "still under review"}).put(FEMALE, 2).read().draft is None
