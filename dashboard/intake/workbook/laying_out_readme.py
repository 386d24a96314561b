"""The first sheet, by which a new focal person must manage, and the last, which lists the answers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook import words
from dashboard.intake.workbook.asked import Owed
from dashboard.intake.workbook.laying_out_page import Page
from dashboard.intake.workbook.laying_out_records import STATUSES
from dashboard.intake.workbook.layout import (
    LISTS,
    README,
    STATES,
    CommitmentKey,
    ConfirmKey,
    Entry,
    Input,
    Look,
    NumberKey,
    Part,
    Sheet,
    SignOffKey,
    StageKey,
)
from dashboard.periods import day_in_words, return_due

_README_WIDTHS = (28, 118)
_LISTS_WIDTHS = (36, 36, 37, 37)


def read_me(catalogue: Catalogue, owed: Owed, sheets: Sequence[Sheet]) -> Sheet:
    """What this is, by when, the sign-off, and how; the template's text goes into the last row."""
    agency = catalogue.agency(owed.agency)
    numbers = [cell.key for cell in _inputs_of(sheets) if isinstance(cell.key, NumberKey)]
    indicators = {key.indicator for key in numbers} | {indicator for indicator, _ in owed.stages}
    page = Page(
        README,
        _README_WIDTHS,
        f"Return of {agency.short} · {owed.period.words}",
        words.purpose(agency, owed.period, len(indicators)),
    )
    frozen = 3
    page.row += 1
    _facts(page, "Agency", agency.name)
    _facts(page, "Half-year", f"{owed.period.words} ({owed.period.code})")
    _facts(page, "Due", day_in_words(return_due(owed.period)))
    _facts(page, "Send to", words.SEND_TO)
    _facts(page, "MDA means", words.MDA)
    page.row += 1
    _sign_off(page)
    page.row += 1
    by = ", by chapter (Ch) of the annual report" if numbers else ""
    page.line(f"What you are asked{by}", Look.HEADING)
    for sheet in sheets:
        _facts(page, sheet.name, _asked_on(sheet))
    page.row += 1
    page.line("Step by step", Look.HEADING)
    steps = words.steps(
        owed.period,
        numbers=bool(numbers),
        pairs=any(key.part is Part.DENOMINATOR for key in numbers),
        confirmed=any(isinstance(cell.key, ConfirmKey) for cell in _inputs_of(sheets)),
        sheets=_joined([sheet.name for sheet in sheets if not _numbers_on(sheet)]),
    )
    for number, step in enumerate(steps, start=1):
        _facts(page, f"Step {number}", step)
    page.row += 1
    page.line("What may be typed in a cell", Look.HEADING)
    typed = {"Number": bool(numbers), "List": any(cell.choices for cell in _inputs_of(sheets))}
    for kind, rule in words.MAY_BE_TYPED.items():
        if typed.get(kind, True):
            _facts(page, kind, rule)
    page.row += 1
    page.line("What must never be written", Look.HEADING)
    page.paragraph(words.NEVER, Look.NOTE)
    page.row += 2  # the last row is the template's
    return page.sheet(frozen=frozen)


def _sign_off(page: Page) -> None:
    """On the first screen, so that nobody overlooks it."""
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


def lists(catalogue: Catalogue, owed: Owed, sheets: Sequence[Sheet]) -> Sheet:
    """Every answer that a drop-down of the sheets offers, and the two words for a number that is not there."""
    page = Page(LISTS, _LISTS_WIDTHS, f"{LISTS} · {catalogue.agency(owed.agency).short}", words.HINTS["lists"])
    columns = _lists_of(sheets)
    page.columns(title for title, _ in columns)
    frozen = page.row
    for row in zip_longest(*(answers for _, answers in columns), fillvalue=""):
        for column, text in enumerate(row, start=1):
            if text:
                page.label(column, text, Look.ROW)
        page.row += 1
    return page.sheet(frozen=frozen)


def _lists_of(sheets: Sequence[Sheet]) -> list[tuple[str, tuple[str, ...]]]:
    """The lists that some cell of the sheets uses, with their heads."""
    kinds = {type(cell.key) for cell in _inputs_of(sheets)}
    used = (
        (NumberKey, "Instead of a number", STATES),
        (ConfirmKey, "Confirmed zero", _said(words.YES)),
        (StageKey, "Outcome of a milestone", _said(words.OUTCOMES)),
        (CommitmentKey, "Where a role stands", _said(STATUSES)),
    )
    return [(title, answers) for kind, title, answers in used if kind in kinds]


def _inputs_of(sheets: Sequence[Sheet]) -> list[Input]:
    """Every cell to fill, those of a Yes too."""
    blocks = [block for sheet in sheets for block in sheet.blocks]
    return [cell for block in blocks for cell in (*block.inputs, *((block.confirm,) if block.confirm else ()))]


def _said(choices: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(text for _, text in choices)


def _facts(page: Page, name: str, text: str) -> None:
    page.label(1, name, Look.TERM)
    page.paragraph(text, Look.NOTE, column=2)


def _asked_on(sheet: Sheet) -> str:
    """`41 numbers on 2.2a, 2.2b`, `4 rows`."""
    if numbers := _numbers_on(sheet):
        named = ", ".join(dict.fromkeys(block.indicator for block in sheet.blocks))
        return f"{numbers} {'number' if numbers == 1 else 'numbers'}: {named}"
    rows = len({cell.cell[1:] for block in sheet.blocks for cell in block.inputs})
    return f"{rows} {'row' if rows == 1 else 'rows'}"


def _numbers_on(sheet: Sheet) -> int:
    return sum(isinstance(cell.key, NumberKey) for cell in _inputs_of([sheet]))


def _joined(names: Sequence[str]) -> str:
    """`Milestones, Commitments and Narrative`; never empty, because every workbook has a Narrative."""
    return " and ".join((", ".join(names[:-1]), names[-1]) if names[:-1] else names)
