"""What a cell may hold and what becomes of it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.workbook import Entry, Input, SignOffKey
from dashboard.intake.workbook.grid import CellType, GridCell
from dashboard.intake.workbook.personal import Known
from dashboard.intake.workbook.values import Fault, is_blank, read_value
from dashboard.ledger import State

NOBODY = Known(frozenset(), re.compile("(?!)"))


def asked(entry: Entry, *, decimals: bool = False, maximum: int | None = None) -> Input:
    choices = (("yes", "Yes"), ("under_way", "Under way")) if entry is Entry.CHOICE else ()
    return Input("Sheet", "B2", SignOffKey("post"), entry, "block", "label", "prompt", choices, maximum, decimals)


def text(value: str) -> GridCell:
    return GridCell(CellType.TEXT, value)


def number(value: str) -> GridCell:
    return GridCell(CellType.NUMBER, value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (number("6"), 6),
        (number("6.0"), 6),
        (number("6.000"), 6),
        (number("0"), 0),
        (number("-0"), 0),
        (number("1E2"), 100),
        (number("5.9999999999999996"), 6),
        (number("6.000000000000001"), 6),
        (text("6"), 6),
        (text("6 "), 6),
        (text(" 6"), 6),
        (text("\u00a06\u00a0"), 6),
        (text("\ufeff6"), 6),
        (text("6.0"), 6),
        (text("6."), 6),
        (text("006"), 6),
        (text("6\n"), 6),
        (text("1,234"), 1234),
        (text("1,234,567"), 1234567),
    ],
)
def test_a_whole_number_however_it_was_typed(cell: GridCell, value: int) -> None:
    read = read_value(cell, asked(Entry.NUMBER), NOBODY)
    assert read == Decimal(value)
    assert str(read) == str(value)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (number("1234567.89"), "1234567.89"),
        (number("1234567.8900000001"), "1234567.89"),
        (number("120000000"), "120000000"),
        (text("12,000,000.50"), "12000000.5"),
        (text("0.10"), "0.1"),
    ],
)
def test_a_sum_of_money_to_the_cent(cell: GridCell, value: str) -> None:
    assert read_value(cell, asked(Entry.NUMBER, decimals=True), NOBODY) == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["not available", "Not available", "NOT AVAILABLE ", "not_available", "not  available"]
)
def test_a_state_in_words_however_it_was_typed(typed: str) -> None:
    assert read_value(text(typed), asked(Entry.NUMBER), NOBODY) is State.NOT_AVAILABLE
    assert read_value(text(typed.lower().replace("available", "applicable")), asked(Entry.NUMBER), NOBODY) is (
        State.NOT_APPLICABLE
    )


@pytest.mark.parametrize("copied", ["Trai\u00adning", "\u200eTraining\u200b", "Trai\u200d\u2060ning\ufeff"])
def test_marks_without_a_width_are_no_part_of_a_text(copied: str) -> None:
    """A page or a document leaves them in what is copied; a long text is not to be typed anew for them."""
    assert read_value(text(copied), asked(Entry.TEXT), NOBODY) == "Training"
    assert read_value(text("\u200b\u00ad"), asked(Entry.TEXT), NOBODY) is None
    assert isinstance(read_value(text("6\u200b6"), asked(Entry.NUMBER), NOBODY), Fault)
    assert isinstance(read_value(text("gnin\u202eiarT"), asked(Entry.TEXT), NOBODY), Fault)


@pytest.mark.parametrize("typed", ["6.00000001", "5.9999999"])
def test_a_fraction_that_a_spreadsheet_shows_is_one(typed: str) -> None:
    fault = read_value(number(typed), asked(Entry.NUMBER), NOBODY)
    assert isinstance(fault, Fault)
    assert fault.code == "fraction"


@pytest.mark.parametrize("cell", [None, text(""), text("   "), text("\u00a0"), text("\ufeff"), text("\n\t ")])
def test_a_blank_is_blank_and_never_zero(cell: GridCell | None) -> None:
    assert is_blank(cell)
    assert all(read_value(cell, asked(entry), NOBODY) is None for entry in Entry)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (GridCell(CellType.DATE, "2021-10-05"), date(2021, 10, 5)),
        (GridCell(CellType.DATE, "2021-10-05T00:00:00"), date(2021, 10, 5)),
        (text(" 2021-10-05 "), date(2021, 10, 5)),
    ],
)
def test_a_date_is_a_real_one_or_in_one_order_only(cell: GridCell, value: date) -> None:
    assert read_value(cell, asked(Entry.DATE), NOBODY) == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (number("44320"), "date_as_number"),
        (GridCell(CellType.DATE, "10:30:00"), "date_as_number"),
        (GridCell(CellType.DATE, "2021-10-05T10:30:00"), "date_as_number"),
        (text("2021-13-01"), "no_such_day"),
        (text("5.10.2021"), "date_as_text"),
    ],
)
def test_a_date_that_could_be_another_is_refused(cell: GridCell, code: str) -> None:
    fault = read_value(cell, asked(Entry.DATE), NOBODY)
    assert isinstance(fault, Fault)
    assert fault.code == code


@pytest.mark.parametrize("typed", ["Yes", "yes", " YES ", "\u00a0Yes"])
def test_a_choice_by_its_words_in_any_case(typed: str) -> None:
    assert read_value(text(typed), asked(Entry.CHOICE), NOBODY) == "yes"


def test_a_text_keeps_its_lines_and_loses_its_margins() -> None:
    assert read_value(text("\u00a0First.\nSecond. "), asked(Entry.TEXT), NOBODY) == "First.\nSecond."
    assert read_value(number("2021"), asked(Entry.TEXT), NOBODY) == "2021"
    assert read_value(text("=1+1 is two"), asked(Entry.TEXT), NOBODY) == "=1+1 is two"


@given(st.builds(GridCell, st.sampled_from(CellType), st.text(max_size=60)), st.sampled_from(Entry), st.booleans())
def test_any_cell_is_a_value_a_blank_or_a_finding(cell: GridCell, entry: Entry, decimals: bool) -> None:
    value = read_value(cell, asked(entry, decimals=decimals, maximum=100), NOBODY)
    if entry is Entry.NUMBER and not isinstance(value, Fault) and value is not None:
        assert isinstance(value, State | Decimal)
        if isinstance(value, Decimal):
            assert 0 <= value <= 100
    if value is None:
        assert is_blank(cell)


@given(st.integers(0, 10**15))
def test_every_whole_number_is_read_as_itself(count: int) -> None:
    for cell in (number(str(count)), text(f" {count} "), text(f"{count:,}")):
        assert read_value(cell, asked(Entry.NUMBER), NOBODY) == Decimal(count)
