"""What somebody may type into a cell by mistake or on purpose, and the exact words that come back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.intake.workbook import Entry, Part, SignOffKey, StageKey, reading
from dashboard.periods import Period
from tests.intake.workbook.reading_builder import Form, at, cell, confirm, grid_without_child

H2 = Period.half_year(2020, 2)

COUNT = "a whole number from 0 up, “not available” or “not applicable”"
AMOUNT = "an amount of 0 or more, “not available” or “not applicable”"
DIGITS = (
    "type digits only: 0 if there were none, “not available” if you do not know, "
    "“not applicable” if it does not apply to you"
)
STATE = DIGITS.removeprefix("type digits only: ")
FORMULA = "type the number itself, or copy it and paste as values only"
KEYBOARD = "type it anew with the digits 0 to 9 of the keyboard; the letter O is no zero"
HIDDEN = "clear the cell and type it anew by hand"
NOTHING_PERSONAL = "counts only, nothing about one person"
TAKE_OUT = "take it out and send the workbook again; nothing of this file was kept"
A_DAY = "a date, for example 2021-10-05"
AS_ISO = "type year, month and day, as 2021-10-05"

IN_A_COUNT: list[tuple[str, Any, str, str, str, str]] = [
    # name, typed, check, found, allowed, mend
    ("question_mark", "6?", "not_a_number", "the text “6?”", COUNT, DIGITS),
    ("star", "6*", "not_a_number", "the text “6*”", COUNT, DIGITS),
    ("about", "~6", "not_a_number", "the text “~6”", COUNT, DIGITS),
    ("at_least", ">5", "not_a_number", "the text “>5”", COUNT, DIGITS),
    ("range", "5 to 6", "not_a_number", "the text “5 to 6”", COUNT, DIGITS),
    ("word", "six", "not_a_number", "the text “six”", COUNT, DIGITS),
    ("unit", "6 children", "not_a_number", "the text “6 children”", COUNT, DIGITS),
    ("sum_as_text", "3+3", "not_a_number", "the text “3+3”", COUNT, DIGITS),
    ("tab_command", "\tcmd|' /C calc'!A0", "not_a_number", "the text “cmd|' /C calc'!A0”", COUNT, DIGITS),
    ("at_command", "@SUM(1+1)*cmd", "not_a_number", "the text “@SUM(1+1)*cmd”", COUNT, DIGITS),
    ("raised_digit", "6²", "other_digits", "the text “6²”", COUNT, KEYBOARD),
    ("half", "½", "not_a_number", "the text “½”", COUNT, DIGITS),
    ("arabic_digits", "٦", "other_digits", "the text “٦”", COUNT, KEYBOARD),
    ("fullwidth_digit", "６", "other_digits", "the text “６”", COUNT, KEYBOARD),
    ("cyrillic_o", "1О", "other_digits", "the text “1О”", COUNT, KEYBOARD),
    ("letter_o", "1O", "other_digits", "the text “1O”", COUNT, KEYBOARD),
    ("roman", "VI", "not_a_number", "the text “VI”", COUNT, DIGITS),
    ("nan", "NaN", "not_a_number", "the text “NaN”", COUNT, DIGITS),
    ("inf", "inf", "not_a_number", "the text “inf”", COUNT, DIGITS),
    ("european_thousands", "1.234,00", "not_a_number", "the text “1.234,00”", COUNT, DIGITS),
    ("bad_thousands", "12,34,567", "not_a_number", "the text “12,34,567”", COUNT, DIGITS),
    ("very_long", "x" * 60, "not_a_number", f"the text “{'x' * 40}…”", COUNT, DIGITS),
    ("n_slash_a", "N/A", "state_in_other_words", "the text “N/A”", COUNT, f"type {STATE}"),
    ("na", "na", "state_in_other_words", "the text “na”", COUNT, f"type {STATE}"),
    ("nil", "Nil", "state_in_other_words", "the text “Nil”", COUNT, f"type {STATE}"),
    ("dash", "-", "state_in_other_words", "the text “-”", COUNT, f"type {STATE}"),
    ("unknown", "unknown", "state_in_other_words", "the text “unknown”", COUNT, f"type {STATE}"),
    ("power_text", "1e5", "power_of_ten", "the text “1e5”", COUNT, "type the number in full"),
    ("negative", -1, "negative", "a negative number", COUNT, "type how many there were; a count is never below 0"),
    (
        "negative_text",
        "-1",
        "negative",
        "a negative number",
        COUNT,
        "type how many there were; a count is never below 0",
    ),
    ("minus_sign", "−1", "negative", "a negative number", COUNT, "type how many there were; a count is never below 0"),
    ("fraction", 12.5, "fraction", "a number with a fraction", COUNT, "type a whole number; what is counted is whole"),
    (
        "fraction_text",
        "2.5",
        "fraction",
        "a number with a fraction",
        COUNT,
        "type a whole number; what is counted is whole",
    ),
    (
        "comma_fraction",
        "2,5",
        "fraction",
        "a number with a fraction",
        COUNT,
        "type a whole number; what is counted is whole",
    ),
    ("true", True, "boolean", "TRUE or FALSE", COUNT, "clear the cell and type what is allowed"),
    ("date", date(2021, 5, 4), "date_for_number", "a date", COUNT, "format the cell as a number and type it again"),
    ("zero_width", "6\u200b6", "hidden_character", "an invisible character (U+200B)", "visible characters", HIDDEN),
    ("right_to_left", "1\u202e2", "hidden_character", "an invisible character (U+202E)", "visible characters", HIDDEN),
    ("line_end", "6\n6", "hidden_character", "an invisible character (U+000A)", "visible characters", HIDDEN),
    (
        "over_what_excel_keeps",
        10**16,
        "over_maximum",
        "a number over 1000000000000000",
        COUNT,
        "check the number and the unit; if it is right, ask the Secretariat how to report it",
    ),
]


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_grid", grid_without_child)


@pytest.mark.parametrize(
    ("name", "typed", "code", "found", "allowed", "mend"), IN_A_COUNT, ids=[case[0] for case in IN_A_COUNT]
)
def test_a_count_that_cannot_be_read_says_what_to_type(
    name: str, typed: Any, code: str, found: str, allowed: str, mend: str
) -> None:
    asked = cell("2.2b", "referred_care")
    read = Form().put(asked, typed).read()
    assert read.draft is None
    assert [(one.code, str(one)) for one in read.findings] == [
        (code, f"{asked.sheet}!{asked.cell}: found {found}; allowed: {allowed}. Mend: {mend}.")
    ]


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("=1+1", "a formula"),
        ("=SUM(B13:B14)", "a formula"),
        ("=B13", "a formula"),
        ('=HYPERLINK("http://example.org","6")', "a formula"),
    ],
)
def test_a_formula_is_never_read_for_its_result(typed: str, state: str) -> None:
    asked = cell("2.2b", "referred_care")

    def write(book: Any) -> None:
        book[asked.sheet][asked.cell].value = typed

    read = Form().edit(write).read()
    assert [str(one) for one in read.findings] == [
        f"{asked.sheet}!{asked.cell}: found {state}; allowed: {COUNT}. Mend: {FORMULA}."
    ]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_value_is_not_a_number(error: str) -> None:
    asked = cell("2.2b", "referred_care")

    def write(book: Any) -> None:
        book[asked.sheet][asked.cell].value = error
        book[asked.sheet][asked.cell].data_type = "e"

    read = Form().edit(write).read()
    assert [str(one) for one in read.findings] == [
        f"{asked.sheet}!{asked.cell}: found the error “{error}”; allowed: {COUNT}. "
        "Mend: clear the cell and type the value itself."
    ]


def test_an_agency_answers_for_itself_with_0_or_1() -> None:
    asked = cell("2.1", "mdas_implementing", agency="mot")
    read = Form("mot").put(asked, 2).read()
    assert [str(one) for one in read.findings] == [
        f"{asked.sheet}!{asked.cell}: found a number over 1; "
        "allowed: 1 for yes, 0 for no, “not available” or “not applicable”. "
        "Mend: type 1 for yes, 0 for no, “not available” if you do not know, "
        "“not applicable” if it does not apply to you."
    ]


@pytest.mark.parametrize(
    ("typed", "found", "allowed", "mend"),
    [
        ("J$5,000", "the text “J$5,000”", AMOUNT, DIGITS),
        ("5 million", "the text “5 million”", AMOUNT, DIGITS),
        (-5, "a negative number", AMOUNT, "type how many there were; a count is never below 0"),
        (0.005, "a part of a cent", "an amount with at most two decimals", "round it to cents"),
    ],
)
def test_a_sum_of_money_is_an_amount_and_nothing_else(typed: Any, found: str, allowed: str, mend: str) -> None:
    asked = cell("1.5b", "budget_jmd", agency="mof", period=H2)
    read = Form("mof", H2, {(asked.sheet, asked.cell): typed}).read()
    assert [str(one) for one in read.findings] == [
        f"{asked.sheet}!{asked.cell}: found {found}; allowed: {allowed}. Mend: {mend}."
    ]


@pytest.mark.parametrize(
    ("typed", "found", "allowed", "mend"),
    [
        ("04/05/2021", "the text “04/05/2021”", A_DAY, f"{AS_ISO}: 5/10/2021 could be May or October"),
        ("4 May", "the text “4 May”", A_DAY, AS_ISO),
        ("2021/05/04", "the text “2021/05/04”", A_DAY, AS_ISO),
        ("2021-02-31", "a day that the calendar does not have", A_DAY, AS_ISO),
        (True, "TRUE or FALSE", A_DAY, "clear the cell and type what is allowed"),
        (
            date(2021, 10, 1),
            "1 October 2021",
            "a day from 1 January 2000 to 30 September 2021",
            "correct the day; what happened later belongs in the next return",
        ),
        (
            date(1921, 5, 4),
            "4 May 1921",
            "a day from 1 January 2000 to 30 September 2021",
            "correct the day; what happened later belongs in the next return",
        ),
        (None, "nothing", "the day it was reached", "type it as 2021-10-05"),
    ],
)
def test_a_day_of_a_milestone_is_a_real_date_in_range(typed: Any, found: str, allowed: str, mend: str) -> None:
    asked = at(StageKey("3.5b", "drafted", "on"), "mot")
    read = Form("mot").put(asked, typed).read()
    assert [str(one) for one in read.findings] == [
        f"{asked.sheet}!{asked.cell}: found {found}; allowed: {allowed}. Mend: {mend}."
    ]


@pytest.mark.parametrize(
    ("outcome", "evidence", "at_field", "said"),
    [
        (
            "Done",
            "Minutes",
            "outcome",
            "found the text “Done”; allowed: one of: {choices}. Mend: choose from the list that opens in the cell.",
        ),
        (
            1,
            "Minutes",
            "outcome",
            "found a number; allowed: one of: {choices}. Mend: choose from the list that opens in the cell.",
        ),
        (
            None,
            "Minutes",
            "outcome",
            "found nothing; allowed: an outcome, as the row says more. Mend: choose the outcome.",
        ),
        (
            "Reached",
            None,
            "evidence",
            "found nothing; allowed: what proves a step that was reached. "
            "Mend: name the document, minute or page that shows it.",
        ),
        (
            "Not reached",
            "Minutes",
            "on",
            "found a day for a step that was not reached; allowed: a day only beside Reached. "
            "Mend: choose Reached, or empty the day.",
        ),
    ],
)
def test_a_step_is_reached_with_its_day_and_evidence_or_not_at_all(
    outcome: Any, evidence: str | None, at_field: str, said: str
) -> None:
    fields = {name: at(StageKey("3.5b", "drafted", name), "mot") for name in ("outcome", "on", "evidence")}
    read = Form("mot").put(fields["outcome"], outcome).put(fields["evidence"], evidence).read()
    choices = ", ".join(words for _, words in fields["outcome"].choices)
    place = fields[at_field]
    assert [str(one) for one in read.findings] == [f"{place.sheet}!{place.cell}: {said.format(choices=choices)}"]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (
            "post",
            None,
            "found nothing; allowed: the sign-off of the head of the agency. "
            "Mend: let the head of the agency sign off: the post, not a name, and the day.",
        ),
        (
            "on",
            None,
            "found nothing; allowed: the sign-off of the head of the agency. "
            "Mend: let the head of the agency sign off: the post, not a name, and the day.",
        ),
        (
            "on",
            date(2021, 9, 1),
            "found 1 September 2021; allowed: a day from 30 September 2021 to 15 November 2021. "
            "Mend: sign when the half-year is over, on 30 September 2021 or later, and not in advance.",
        ),
        (
            "on",
            date(2022, 1, 1),
            "found 1 January 2022; allowed: a day from 30 September 2021 to 15 November 2021. "
            "Mend: sign when the half-year is over, on 30 September 2021 or later, and not in advance.",
        ),
    ],
)
def test_a_return_is_signed_off_after_the_half_year_and_not_in_advance(field: str, typed: Any, said: str) -> None:
    asked = at(SignOffKey(field))
    read = Form().put(asked, typed).read()
    assert [str(one) for one in read.findings] == [f"{asked.sheet}!{asked.cell}: {said}"]


@pytest.mark.parametrize(
    ("above", "below", "at_below", "said"),
    [
        (
            5,
            4,
            False,
            "found 5 out of 4; allowed: at most 4, the number in {below}. "
            "Mend: correct one of the two: what is counted here is part of the other number.",
        ),
        (None, 4, False, "found nothing; allowed: a number, as {below} has one. Mend: type " + STATE + "."),
        (
            4,
            None,
            True,
            "found nothing; allowed: a number, as {above} has one. Mend: type the whole (Out of), or clear {above}.",
        ),
        (
            4,
            "not available",
            False,
            "found a number in one cell and words in the other; "
            "allowed: two numbers or one state. Mend: give both numbers, or the same words in both cells.",
        ),
        (
            "not available",
            "not applicable",
            False,
            "found a number in one cell and words in the other; "
            "allowed: two numbers or one state. Mend: give both numbers, or the same words in both cells.",
        ),
    ],
)
def test_a_number_and_what_it_is_out_of_go_together(above: Any, below: Any, at_below: bool, said: str) -> None:
    first, second = cell("1.7a", "share"), cell("1.7a", "share", Part.DENOMINATOR)
    read = Form().put(first, above).put(second, below).read()
    place = second if at_below else first
    words = said.format(above=first.cell, below=second.cell)
    assert [str(one) for one in read.findings] == [f"{place.sheet}!{place.cell}: {words}"]


@pytest.mark.parametrize(
    ("typed", "is_fine"), [("Yes", True), ("yes ", True), ("Y", False), ("No", False), ("x", False)]
)
def test_only_yes_confirms(typed: str, is_fine: bool) -> None:
    asked = confirm("2.2b")
    read = Form().put(asked, typed).read()
    expected = [
        f"{asked.sheet}!{asked.cell}: found the text “{typed}”; allowed: one of: Yes. "
        "Mend: choose from the list that opens in the cell."
    ]
    assert [str(one) for one in read.findings] == ([] if is_fine else expected)


def test_a_whole_workbook_left_blank_says_nothing() -> None:
    form = Form()
    form.answers = {place: None for place in form.answers if place[0] != "Read me"} | {
        place: value for place, value in form.answers.items() if place[0] == "Read me"
    }
    assert [str(one) for one in form.read().findings] == [
        "Read me: found no answer in any cell; allowed: at least one answer. "
        "Mend: fill the open cells; where there was nothing type 0, or choose Yes to confirm the zeros of a table."
    ]


def test_every_finding_comes_at_once() -> None:
    cells = [cell("2.2b", name) for name in ("referred_both", "referred_investigation", "referred_care")]
    form = Form()
    wrong: tuple[str | int, ...] = ("6?", -1, "N/A")
    for asked, typed in zip(cells, wrong, strict=True):
        form.put(asked, typed)
    read = form.read()
    assert [one.code for one in read.findings] == ["not_a_number", "negative", "state_in_other_words"]
    assert all(asked.entry is Entry.NUMBER for asked in cells)
    assert read.counts.with_findings == 3
