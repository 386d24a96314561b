"""The first sheet, by which a new focal person must manage, and the last, which lists the answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook import words
from dashboard.intake.workbook.asked import Owed
from dashboard.intake.workbook.laying_out_page import Page
from dashboard.intake.workbook.laying_out_records import STATUSES
from dashboard.intake.workbook.layout import LISTS, README, STATES, Entry, Look, Sheet, SignOffKey
from dashboard.periods import day_in_words, return_due

_README_WIDTHS = (28, 118)
_LISTS_WIDTHS = (36, 36, 37, 37)


def read_me(catalogue: Catalogue, owed: Owed, sheets: Sequence[Sheet]) -> Sheet:
    """What this is, by when, how in five steps, and the sign-off; the template's text goes into the last row."""
    agency = catalogue.agency(owed.agency)
    page = Page(
        README,
        _README_WIDTHS,
        f"Return of {agency.short} · {owed.period.words}",
        words.purpose(catalogue, agency, owed.period),
    )
    frozen = 3
    page.row += 1
    _facts(page, "Agency", agency.name)
    _facts(page, "Half-year", f"{owed.period.words} ({owed.period.label})")
    _facts(page, "Due", day_in_words(return_due(owed.period)))
    _facts(page, "Send to", "Trafficking in Persons Secretariat")
    page.row += 1
    page.line("What you are asked, by chapter (Ch) of the annual report", Look.HEADING)
    for sheet in sheets:
        _facts(page, sheet.name, _asked_on(sheet))
    page.row += 1
    page.line("Five steps", Look.HEADING)
    for number, step in enumerate(words.steps(owed.period), start=1):
        _facts(page, f"Step {number}", step)
    page.row += 1
    page.line("What may be typed in a cell", Look.HEADING)
    for kind, rule in words.MAY_BE_TYPED:
        _facts(page, kind, rule)
    page.row += 1
    page.line("What must never be written", Look.HEADING)
    page.paragraph(words.NEVER, Look.NOTE)
    page.row += 1
    page.line("Sign-off by the head of the agency", Look.HEADING)
    page.label(1, "Post (not the name)", Look.ROW)
    prompt = "The post of the head who has checked this return, such as: Chief Executive Officer. Not the name."
    post = page.entry(2, SignOffKey("post"), Entry.TEXT, "sign_off", "Sign-off, post of the head", prompt)
    page.row += 1
    page.label(1, "Date of sign-off", Look.ROW)
    prompt = "The day on which the head signed it off, when the half-year is over, as 2021-10-05."
    on = page.entry(2, SignOffKey("on"), Entry.DATE, "sign_off", "Sign-off, date", prompt)
    page.row += 1
    page.block("sign_off", "Sign-off", (post, on))
    page.row += 2  # the last row is the template's
    return page.sheet(frozen=frozen)


def lists(catalogue: Catalogue, owed: Owed) -> Sheet:
    """Every answer that a drop-down offers, and the two words for a number that is not there."""
    page = Page(LISTS, _LISTS_WIDTHS, f"{LISTS} · {catalogue.agency(owed.agency).short}", words.HINTS["lists"])
    page.columns(("Instead of a number", "Confirmed zero", "Outcome of a milestone", "Where a commitment stands"))
    frozen = page.row
    columns = (STATES, *(tuple(text for _, text in choices) for choices in (words.YES, words.OUTCOMES, STATUSES)))
    for row in zip_longest(*columns, fillvalue=""):
        for column, text in enumerate(row, start=1):
            if text:
                page.label(column, text, Look.ROW)
        page.row += 1
    return page.sheet(frozen=frozen)


def _facts(page: Page, name: str, text: str) -> None:
    page.label(1, name, Look.TERM)
    page.paragraph(text, Look.NOTE, column=2)


def _asked_on(sheet: Sheet) -> str:
    """`41 numbers on 2.2a, 2.2b`, `4 rows`."""
    numbers = sum(cell.entry is Entry.NUMBER for block in sheet.blocks for cell in block.inputs)
    if numbers:
        named = ", ".join(dict.fromkeys(block.indicator for block in sheet.blocks))
        return f"{numbers} {'number' if numbers == 1 else 'numbers'}: {named}"
    rows = len({cell.cell[1:] for block in sheet.blocks for cell in block.inputs})
    return f"{rows} {'row' if rows == 1 else 'rows'}"
