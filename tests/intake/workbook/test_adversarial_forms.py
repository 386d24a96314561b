"""Workbooks whose form was changed on the way: each is refused or marked with these exact words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dashboard.intake.workbook import Look, RefusedFile, Template, reading
from dashboard.intake.workbook.layout import README, TEMPLATE_CELL, TEMPLATE_PROPERTY, TEMPLATE_SHEET
from dashboard.periods import Period
from tests.intake.workbook.reading_builder import (
    PERIOD,
    Form,
    cell,
    grid_without_child,
    in_part,
    layout,
    read_here,
)

NEW_ONE = "Ask the Secretariat for a new one, type your numbers into it and send that."
COPY = "open the workbook as it was sent to you and copy only your answers into it"

T = cell("2.2a", "identified")
TOPIC = T.sheet
ROW = int(T.cell[1:])
LABEL = next(label for label in next(s for s in layout().sheets if s.name == TOPIC).labels if label.cell == f"A{ROW}")


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_grid", grid_without_child)


def _marks(book: Any, *places: str, text: str | None) -> None:
    """Write or take out the template's line in some of its three places."""
    if "property" in places:
        names = [one.name for one in book.custom_doc_props.props]
        assert TEMPLATE_PROPERTY in names
        if text is None:
            del book.custom_doc_props[TEMPLATE_PROPERTY]
        else:
            book.custom_doc_props[TEMPLATE_PROPERTY].value = text
    if "hidden" in places:
        book[TEMPLATE_SHEET][TEMPLATE_CELL].value = text
    if "footer" in places:
        book[README][layout().footer].value = text


def _template(**changes: Any) -> str:
    return replace(Template("jcf_atip", PERIOD, layout().version, ""), **changes).text


EVERYWHERE = ("property", "hidden", "footer")


@pytest.mark.parametrize("lost", EVERYWHERE)
def test_two_of_the_three_marks_are_enough(lost: str) -> None:
    assert Form().edit(lambda book: _marks(book, lost, text=None)).read().draft is not None


@pytest.mark.parametrize(
    ("places", "text", "code", "sentence"),
    [
        (EVERYWHERE, None, "no_template", f"This is not a workbook of ours, or its marks were taken out. {NEW_ONE}"),
        (
            ("property", "hidden"),
            None,
            "template_unclear",
            f"The marks that say whose workbook this is and for which half-year do not agree. {NEW_ONE}",
        ),
        (
            EVERYWHERE,
            _template(version="0" * 12),
            "other_version",
            f"This workbook was made before the questions changed. {NEW_ONE}",
        ),
        (
            EVERYWHERE,
            _template(agency="nobody"),
            "unknown_agency",
            f"This workbook is of an agency that is not on our list. {NEW_ONE}",
        ),
        (
            EVERYWHERE,
            _template(agency="statin"),
            "nothing_owed",
            "Nothing is asked of this agency for this half-year. Ask the Secretariat.",
        ),
        (
            EVERYWHERE,
            _template(period=Period.financial_year(2021)),
            "nothing_owed",
            "Nothing is asked of this agency for this half-year. Ask the Secretariat.",
        ),
        (
            EVERYWHERE,
            "cpc-return jcf_atip last-year 123 -",
            "no_template",
            f"This is not a workbook of ours, or its marks were taken out. {NEW_ONE}",
        ),
    ],
)
def test_a_workbook_without_a_clear_template_is_refused(
    places: tuple[str, ...], text: str | None, code: str, sentence: str
) -> None:
    with pytest.raises(RefusedFile) as refused:
        Form().edit(lambda book: _marks(book, *places, text=text)).read()
    assert (refused.value.code, str(refused.value)) == (code, sentence)


def test_one_mark_that_disagrees_is_outvoted() -> None:
    other = _template(agency="cpfsa")
    assert Form().edit(lambda book: _marks(book, "hidden", text=other)).read().template.agency == "jcf_atip"


def test_another_agencys_workbook_is_refused() -> None:
    with pytest.raises(RefusedFile) as refused:
        read_here(Form().data, agency="cpfsa")
    assert refused.value.code == "other_agency"
    assert str(refused.value) == (
        "This is the workbook of JCF Anti-Trafficking in Persons Unit, not of Child Protection and Family Services "
        "Agency. Send the workbook of your own agency."
    )


def test_another_half_years_workbook_is_refused() -> None:
    with pytest.raises(RefusedFile) as refused:
        read_here(Form().data, period=Period.half_year(2020, 2))
    assert refused.value.code == "other_period"
    assert str(refused.value) == (
        "This is the workbook for April to September 2021, not for October 2020 to March 2021. "
        "Send the workbook for the half-year that is asked."
    )


def _topic(change: Callable[[Any], None]) -> Callable[[Any], None]:
    return lambda book: change(book[TOPIC])


def _inserted_row(sheet: Any) -> None:
    sheet.insert_rows(ROW)


def _deleted_row(sheet: Any) -> None:
    sheet.delete_rows(ROW)


def _three_rows(sheet: Any) -> None:
    sheet.insert_rows(ROW, 3)


def _inserted_column(sheet: Any) -> None:
    sheet.insert_cols(1)


def _deleted_column(sheet: Any) -> None:
    sheet.delete_cols(1)


def _swapped_rows(sheet: Any) -> None:
    for column in "ABC":
        first, second = sheet[f"{column}{ROW}"], sheet[f"{column}{ROW + 1}"]
        first.value, second.value = second.value, first.value


SHIFTS = [
    (_inserted_row, f"row {ROW} was inserted"),
    (_deleted_row, f"row {ROW} was deleted"),
    (_three_rows, f"rows {ROW} to {ROW + 2} were inserted"),
    (_inserted_column, "column A was inserted"),
    (_deleted_column, "column A was deleted"),
]


@pytest.mark.parametrize(("change", "found"), SHIFTS)
def test_a_moved_row_or_column_is_said_in_one_sentence(change: Callable[[Any], None], found: str) -> None:
    read = Form().edit(_topic(change)).read()
    assert [str(one) for one in read.findings if one.code == "form_shifted"] == [
        f"{TOPIC}: found {found}; allowed: rows and columns as they were sent. Mend: undo it, or {COPY}."
    ]
    assert not [one for one in read.findings if one.code == "locked_cell_changed"]
    of_sheet = sum(one.sheet == TOPIC for one in layout().inputs)
    assert read.counts.with_findings == of_sheet, "nothing on a shifted sheet may be taken for an answer"


def test_two_rows_that_changed_places_are_recognised() -> None:
    read = Form().edit(_topic(_swapped_rows)).read()
    assert [(one.code, one.found) for one in read.findings] == [("form_shifted", "the rows are in another order")]


def _say(sheet: str, place: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][place].value = value

    return change


def _hide_row(book: Any) -> None:
    book[TOPIC].row_dimensions[ROW].hidden = True


def _hide_column(book: Any) -> None:
    book[TOPIC].column_dimensions["B"].hidden = True


def _filter(book: Any) -> None:
    book[TOPIC].auto_filter.ref = f"A{ROW}:B{ROW + 1}"
    book[TOPIC].auto_filter.add_filter_column(0, ["x"])


def _merge(book: Any) -> None:
    book[TOPIC].merge_cells(f"D{ROW}:E{ROW}")


def _hide_sheet(book: Any) -> None:
    book[TOPIC].sheet_state = "hidden"


def _new_sheet(book: Any) -> None:
    book.create_sheet("My notes")["A1"].value = 6


def _from_1904(book: Any) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904


def _copy_sheet(book: Any) -> None:
    book.copy_worksheet(book[TOPIC])


CHANGES: list[tuple[Callable[[Any], None], str]] = [
    (
        _say(TOPIC, f"A{ROW}", "Children"),
        f"{TOPIC}!A{ROW}: found the text “Children”; allowed: “{LABEL.text}”. "
        "Mend: press undo until it is back, or type it as it was; answers go into the open cells only.",
    ),
    (
        _say(TOPIC, f"A{ROW}", None),
        f"{TOPIC}!A{ROW}: found nothing; allowed: “{LABEL.text}”. "
        "Mend: press undo until it is back, or type it as it was; answers go into the open cells only.",
    ),
    (
        _say(TOPIC, "E60", "see my letter"),
        f"{TOPIC}!E60: found the text “see my letter”; allowed: nothing here. "
        "Mend: type answers into the open cells only; a remark goes on the sheet Narrative.",
    ),
    (
        _say(TOPIC, "E60", 6),
        f"{TOPIC}!E60: found the number 6; allowed: nothing here. "
        "Mend: type answers into the open cells only; a remark goes on the sheet Narrative.",
    ),
    (
        _say(TOPIC, "E60", "=1+1"),
        f"{TOPIC}!E60: found a formula; allowed: nothing here. "
        "Mend: type answers into the open cells only; a remark goes on the sheet Narrative.",
    ),
    (
        _new_sheet,
        f"Read me: found a sheet that is not part of the form (sheet {len(layout().sheets) + 2} of the workbook); "
        "allowed: only the sheets that were sent. "
        "Mend: type its numbers into the cells of the form and delete the sheet.",
    ),
    (
        _copy_sheet,
        f"Read me: found a sheet that is not part of the form (sheet {len(layout().sheets) + 2} of the workbook); "
        "allowed: only the sheets that were sent. "
        "Mend: type its numbers into the cells of the form and delete the sheet.",
    ),
    (_hide_row, f"{TOPIC}: found hidden rows: {ROW}; allowed: every row in sight. Mend: unhide them."),
    (_hide_column, f"{TOPIC}: found hidden columns: B; allowed: every column in sight. Mend: unhide them."),
    (_filter, f"{TOPIC}: found a filter; allowed: every row in sight. Mend: in Excel: Data, Filter, to switch it off."),
    (
        _merge,
        f"{TOPIC}!D{ROW}: found merged cells D{ROW}:E{ROW}; allowed: one cell for each answer. "
        "Mend: unmerge the cells and type each answer into its own.",
    ),
    (_hide_sheet, f"{TOPIC}: found a hidden sheet; allowed: every sheet in sight. Mend: unhide the sheet."),
    (
        _from_1904,
        "Read me: found dates counted from 1904; allowed: dates counted from 1900. "
        f"Mend: in Excel: File, Options, Advanced, untick “Use 1904 date system”; or {COPY}.",
    ),
]


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_a_changed_form_is_marked_where_it_was_changed(change: Callable[[Any], None], said: str) -> None:
    read = Form().edit(change).read()
    assert [str(one) for one in read.findings] == [said]
    assert read.draft is None


def test_a_sum_typed_over_is_marked() -> None:
    total = next(label for sheet in layout().sheets for label in sheet.labels if label.look is Look.SUM)
    read = Form().edit(_say(total.sheet, total.cell, 3)).read()
    assert [str(one) for one in read.findings] == [
        f"{total.sheet}!{total.cell}: found the number 3; allowed: what the form works out, {total.text}. "
        f"Mend: press undo until it is back, or type {total.text}; answers go into the open cells only."
    ]


def test_a_missing_sheet_takes_its_cells_with_it() -> None:
    read = Form().edit(lambda book: book.remove(book[TOPIC])).read()
    assert [str(one) for one in read.findings] == [
        f"{TOPIC}: found no such sheet; allowed: every sheet that was sent. "
        f"Mend: rename the sheet back to “{TOPIC}”, or {COPY}."
    ]
    assert read.counts.with_findings == sum(one.sheet == TOPIC for one in layout().inputs)


def test_a_renamed_sheet_is_said_once_and_never_to_be_deleted() -> None:
    def rename(book: Any) -> None:
        book[TOPIC].title = "Children"

    read = Form().edit(rename).read()
    number = next(place for place, one in enumerate(layout().sheets, start=1) if one.name == TOPIC)
    assert [str(one) for one in read.findings] == [
        f"{TOPIC}: found that sheet {number} of the workbook seems to be “{TOPIC}” renamed; "
        "allowed: sheets named as they were sent. "
        f"Mend: rename it back to “{TOPIC}” (in Excel, first: Review, Protect Workbook)."
    ]


def test_a_sheet_added_and_left_blank_is_no_matter() -> None:
    assert Form().edit(lambda book: book.create_sheet("Sheet1")).read().draft is not None


def test_two_sheets_of_one_name_are_refused() -> None:
    data = Form().edit(lambda book: book.create_sheet("Ch 4")).data
    with pytest.raises(RefusedFile) as refused:
        read_here(in_part(data, "xl/workbook.xml", 'name="Ch 4"', f'name="{TOPIC}"'))
    assert refused.value.code == "duplicate_sheet"


def test_a_number_in_the_column_of_last_period_is_asked_about() -> None:
    last = next(
        label
        for sheet in layout().sheets
        for label in sheet.labels
        if label.look is Look.LAST and label.last_of == T.key
    )
    read = Form().put(T, None).edit(_say(last.sheet, last.cell, 3)).read()
    said = [str(one) for one in read.findings if one.code == "last_period_changed"]
    assert said == [
        f"{TOPIC}!{last.cell}: found “3” in the column of last period, where we hold nothing, and this period left "
        f"blank; allowed: last period as it was sent. Mend: if it is this period's number, type it into {T.cell}; "
        "if not, write why it was changed."
    ]


def test_a_sheet_of_another_layout_is_one_finding() -> None:
    def scramble(book: Any) -> None:
        for row in book[TOPIC].iter_rows():
            for one in row:
                one.value = None

    read = Form().edit(scramble).read()
    assert [(one.place, one.found) for one in read.findings] == [(TOPIC, "another layout")]


def test_many_changes_of_one_kind_end_in_a_count() -> None:
    def write(book: Any) -> None:
        for row in range(20, 60):
            book[TOPIC][f"E{row}"].value = 1

    read = Form().edit(write).read()
    assert len(read.findings) == 21
    assert read.findings[-1].found == "20 more cells like it"
