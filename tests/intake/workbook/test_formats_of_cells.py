"""Numbers whose cell shows them in a format that was pasted along."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.intake.workbook import reading
from tests.intake.workbook.reading_builder import Form, cell, grid_without_child

COUNT = "a whole number from 0 up, “not available” or “not applicable”"


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_grid", grid_without_child)


@pytest.mark.parametrize(
    ("typed", "number_format"), [(0.06, "0%"), (6, "0.00 %"), (6000, "0,"), (6, ";;;"), (6, '#,##0,,"";-0')]
)
def test_a_number_that_its_cell_shows_as_another_is_not_guessed(typed: float, number_format: str) -> None:
    """A format that was pasted along: whoever typed 6 saw 6%, and the file says 0.06."""
    asked = cell("2.2b", "referred_care")

    def paste(book: Any) -> None:
        book[asked.sheet][asked.cell].number_format = number_format

    read = Form().put(asked, typed).edit(paste).read()
    assert [str(one) for one in read.findings if one.code != "foreign_text"] == [
        f"{asked.sheet}!{asked.cell}: found a number that its cell shows as a per cent, in thousands, or not at all; "
        f"allowed: {COUNT}. Mend: give the cell the format General (in Excel: Ctrl+1, Number) and type the number "
        "again."
    ]


@pytest.mark.parametrize("number_format", ["0.00", "#,##0", '"J$"#,##0.00', "@", "_-* #,##0_-;-* #,##0_-", "[Red]0"])
def test_a_number_in_another_format_that_shows_it_is_the_number(number_format: str) -> None:
    asked = cell("2.2b", "referred_care")

    def paste(book: Any) -> None:
        book[asked.sheet][asked.cell].number_format = number_format

    read = Form().put(asked, 3).edit(paste).read()
    assert "shown_otherwise" not in [one.code for one in read.findings]
