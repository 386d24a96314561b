"""What is kept is the whole file: a text that stands in no cell must be the form's own, and is never repeated."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import NamedStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from dashboard.intake.workbook import reading
from dashboard.intake.workbook.model import Severity
from tests.intake.workbook.reading_builder import Form, blank, catalogue, grid_without_child, in_part, layout, read_here
from tests.intake.workbook.test_writing_for_office import converted

NAME = "Tamara Blackwood"
NUMBER = f"{NAME} 876-555-0199"
TOPIC = layout().sheets[1].name


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_grid", grid_without_child)


def _header(book: Any, text: str) -> None:
    book[TOPIC].oddHeader.center.text = text


def _footer(book: Any, text: str) -> None:
    book[TOPIC].oddFooter.center.text = text


def _note(book: Any, text: str) -> None:
    book[TOPIC].add_data_validation(DataValidation(prompt=text, sqref="C9"))


def _note_title(book: Any, text: str) -> None:
    book[TOPIC].add_data_validation(DataValidation(promptTitle=text, sqref="C9"))


def _error(book: Any, text: str) -> None:
    book[TOPIC].add_data_validation(DataValidation(error=text, sqref="C9"))


def _name(book: Any, text: str) -> None:
    name = text.replace(" ", "_").replace("-", "_")
    book.defined_names[name] = DefinedName(name, attr_text="$A$1")


def _name_comment(book: Any, text: str) -> None:
    book.defined_names["Print_Area"] = DefinedName("Print_Area", attr_text="$A$1", comment=text)


def _format(book: Any, text: str) -> None:
    book[TOPIC]["B9"].number_format = f'0;"{text}"'


def _style(book: Any, text: str) -> None:
    book.add_named_style(NamedStyle(name=text))


def _colouring(book: Any, text: str) -> None:
    book[TOPIC].conditional_formatting.add("B9", FormulaRule(formula=[f'"{text}"=B9']))  # type: ignore[no-untyped-call] # openpyxl


def _code(book: Any, text: str) -> None:
    book[TOPIC].sheet_properties.codeName = text.replace(" ", "_")


def _custom(book: Any, text: str) -> None:
    book.custom_doc_props.append(StringProperty(name="kid", value=text))


def _link(book: Any, text: str) -> None:
    book[TOPIC]["A1"].hyperlink = f"http://x/{text}"


def _sheet(book: Any, text: str) -> None:
    book.create_sheet(text)


def _of_core(field: str) -> Callable[[Any, str], None]:
    return lambda book, text: setattr(book.properties, field, text)


def _with_core(field: str, text: str) -> Callable[[Any], None]:
    return lambda book: _of_core(field)(book, text)


CARRIERS: dict[str, Callable[[Any, str], None]] = {
    **{put.__name__: put for put in (_header, _footer, _note, _note_title, _error, _name, _name_comment, _format)},
    **{put.__name__: put for put in (_style, _colouring, _code, _custom, _link, _sheet)},
    **{field: _of_core(field) for field in ("title", "subject", "description", "keywords", "category")},
}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("text", [NAME, NUMBER])
def test_a_text_in_no_cell_keeps_the_file_out_and_is_not_repeated(carrier: str, text: str) -> None:
    read = Form().edit(lambda book: CARRIERS[carrier](book, text)).read()
    assert read.draft is None
    assert {"foreign_text", "extra_sheet"} & {one.code for one in read.findings if one.severity is Severity.ERROR}
    assert "Tamara" not in repr(read)
    assert "555" not in repr(read.findings)


@pytest.mark.parametrize("field", ["creator", "lastModifiedBy"])
def test_who_saved_the_file_is_asked_about_and_a_number_there_is_refused(field: str) -> None:
    asked = Form().edit(lambda book: _of_core(field)(book, NAME)).read()
    assert [(one.code, one.severity) for one in asked.findings] == [("file_author", Severity.WARNING)]
    refused = Form().edit(lambda book: _of_core(field)(book, NUMBER)).read()
    assert refused.holds_personal_data
    for user in ("HEART", "Microsoft Office User", "user", ""):
        assert Form().edit(_with_core(field, user)).read().draft is not None


def test_company_and_manager_are_asked_about() -> None:
    data = in_part(Form().data, "docProps/app.xml", "</Properties>", f"<Manager>{NAME}</Manager></Properties>")
    assert [one.code for one in read_here(data).findings] == ["file_author"]


def test_what_a_person_put_in_says_where_it_is_taken_out() -> None:
    def link(book: Any) -> None:
        book[TOPIC]["A1"].hyperlink = "https://example.org"

    copy = "ask for a fresh copy of the workbook, copy your numbers into it and send that"
    allowed = "a text that is not the form's; allowed: only what the form has"
    found = [str(one) for one in Form().edit(link).edit(lambda book: _header(book, "Draft")).read().findings]
    assert found == [
        f"{TOPIC}: found in a page header or footer: {allowed}. Mend: take it out (in Excel: Page Layout, Print "
        f"Titles, Header/Footer) and send the workbook again; or {copy}.",
        f"{TOPIC}: found in a link: {allowed}. Mend: take the link away and keep its words (right-click its cell, "
        f"Remove Hyperlink) and send the workbook again; or {copy}.",
    ]


def test_the_line_under_the_title_is_ours() -> None:
    assert "foreign_text" in [one.code for one in Form().edit(_in_notice).read().findings]


def _in_notice(book: Any) -> None:
    from dashboard.intake.workbook.layout import NOTICE

    book[TOPIC][NOTICE].value = NAME


def test_a_blank_asks_excel_to_leave_out_who_saved_it() -> None:
    with ZipFile(BytesIO(blank())) as archive:
        assert b'<workbookPr filterPrivacy="1"/>' in archive.read("xl/workbook.xml")


@pytest.mark.office
@pytest.mark.parametrize("agency", ["cpfsa", "natfatip", "iom", "jcf_atip"])
def test_what_libreoffice_saves_has_no_foreign_text(agency: str, soffice_path: Path, tmp_path: Path) -> None:
    back = converted(soffice_path, Form(agency=agency).data, "xlsx", tmp_path).read_bytes()
    assert catalogue().agency(agency)
    assert not {"foreign_text", "file_author"} & {one.code for one in read_here(back).findings}
