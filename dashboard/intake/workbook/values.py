"""From one cell to one value, or to what is wrong with it.

A value is a number, a state in words, a choice's code, a date or a text; None is a blank. Nothing is guessed: what can
be read in two ways is a `Fault`.

What is allowed beside the plain form, because it can mean one thing only: spaces (also no-break) and a byte order mark
around it; a whole number written `6.0`; a number typed as text; thousands set apart by commas in threes (`1,234`: in
Jamaica a comma is nothing else); states in any case and with `_` or `-` for the space; a date as `2021-10-05`; what
binary reckoning leaves of a whole number (`5.9999999999999996`, which a spreadsheet shows as 6); in a text, the soft
hyphens and marks without a width that come along when it is copied from a page.

What is not, because a wrong number may come of it: any other sign beside the digits (`6?`, `6*`, `~6`, `J$6`),
powers of ten typed as text, digits of another script or raised ones (`6²` would become 62), invisible characters,
formulas (their result is whatever a program once worked out), numbers that their cell shows as others (0.06 as 6%),
TRUE and FALSE, dates, and error values.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from dashboard.intake.workbook.grid import CellType, GridCell
from dashboard.intake.workbook.layout import Entry, Input
from dashboard.intake.workbook.model import CellFinding, Severity
from dashboard.intake.workbook.personal import Known, traces
from dashboard.ledger import State

Value = Decimal | State | str | date

LARGEST = 10**15
"""Where the form sets no maximum: Excel keeps fifteen digits and makes zeros of the rest."""

LONGEST_ECHO = 40
"""Characters of somebody's text that a finding repeats: enough to find it again."""

_STATES_IN_WORDS = "“not available” if you do not know, “not applicable” if it does not apply to you"
ZERO_IN_WORDS = f"0 if there were none, {_STATES_IN_WORDS}"

_WHOLE = re.compile(r"[0-9]+(\.0*)?|[0-9]{1,3}(,[0-9]{3})+(\.0*)?")
_MONEY = re.compile(r"[0-9]+(\.[0-9]*)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_SIGNED = re.compile(r"[-−–]\s?[0-9][0-9,.]*")
_FRACTION = re.compile(r"[0-9]+[.,][0-9]+")
_POWER = re.compile(r"[0-9.]+[eE][-+]?[0-9]+")
_ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([T ]00:00(:00)?)?")
_OTHER_DIGITS = re.compile(r"(?=.*(?![0-9])[\d²³¹⁰-⁹₀-₉①-⑳OoОо])[\d²³¹⁰-⁹₀-₉①-⑳OoОоlI.,\s]{1,20}")
"""Digits of another keyboard or script, and letters that look like digits, with nothing else beside them."""
_D_M_Y = re.compile(r"[0-9]{1,2}\s?[./\-]\s?[0-9]{1,2}\s?[./\-]\s?[0-9]{2,4}")
_WITHOUT_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""What changes nothing of a text that is read; the scan for personal data does not see them either. Marks that turn the
order of letters round are not among them.
"""
_STATES = {"not available": State.NOT_AVAILABLE, "not applicable": State.NOT_APPLICABLE}
_CENT = Decimal("0.01")
_REMAINDER = Decimal("0.000000001")
"""A spreadsheet shows fifteen digits: a whole number that was worked out may be off by less than this."""
_STORED_EXACTLY = Decimal("0.000001")
"""A sum in cents is stored as the nearest binary fraction, off by far less than this."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, before it has a place."""

    code: str
    found: str
    allowed: str
    mend: str
    severity: Severity = Severity.ERROR

    def at(self, sheet: str, cell: str) -> CellFinding:
        return CellFinding(sheet, cell, self.code, self.severity, self.found, self.allowed, self.mend)


def read_value(cell: GridCell | None, asked: Input, known: Known) -> Value | Fault | None:
    """The value of an input cell, None for a blank, or what is wrong. Total: any cell of any type."""
    if is_blank(cell) or cell is None:
        return None
    match cell.type:
        case CellType.FORMULA:
            mend = "type the number itself, or copy it and paste as values only"
            return Fault("formula", "a formula", allowed_in(asked), mend)
        case CellType.ERROR:
            mend = "clear the cell and type the value itself"
            return Fault("error_value", f"the error {echo(cell.text, known)}", allowed_in(asked), mend)
        case CellType.SCALED:
            found = "a number that its cell shows as a per cent, in thousands, or not at all"
            mend = "give the cell the format General (in Excel: Ctrl+1, Number) and type the number again"
            return Fault("shown_otherwise", found, allowed_in(asked), mend)
        case CellType.BOOLEAN:
            return Fault("boolean", "TRUE or FALSE", allowed_in(asked), "clear the cell and type what is allowed")
        case CellType.TEXT:
            if asked.entry is Entry.TEXT:
                cell = GridCell(CellType.TEXT, _WITHOUT_WIDTH.sub("", cell.text).replace("\v", "\n"))
                if is_blank(cell):
                    return None
            if (hidden := _hidden_character(cell.text, asked.entry is Entry.TEXT)) is not None:
                found = f"an invisible character ({hidden})"
                return Fault("hidden_character", found, "visible characters", "clear the cell and type it anew by hand")
    match asked.entry:
        case Entry.NUMBER:
            return _number(cell, asked, known)
        case Entry.CHOICE:
            return _choice(cell, asked, known)
        case Entry.DATE:
            return _date(cell, asked, known)
        case Entry.TEXT:
            return unicodedata.normalize("NFC", trimmed(cell.text))


def is_blank(cell: GridCell | None) -> bool:
    """Nothing, or nothing but spaces."""
    return cell is None or (cell.type is CellType.TEXT and not trimmed(cell.text))


def trimmed(text: str) -> str:
    """Without spaces of any kind, byte order marks and line ends around it; no-break spaces inside become plain."""
    return text.replace("\u00a0", " ").strip("\ufeff \t\r\n\u2007\u202f\u3000").strip()


def echo(text: str, known: Known) -> str:
    """A text as a finding may repeat it: short, and not at all where it may hold personal data."""
    flat = " ".join(trimmed(text).split())
    if traces(flat, known):
        return "a text that is not repeated here"
    shown = flat if len(flat) <= LONGEST_ECHO else f"{flat[:LONGEST_ECHO]}…"
    return f"“{shown}”"


def allowed_in(asked: Input) -> str:
    """What may stand in a cell, in words."""
    match asked.entry:
        case Entry.NUMBER:
            most = "" if asked.maximum is None else f" to {asked.maximum}"
            start = "an amount of 0 or more" if asked.decimals else f"a whole number from 0{most or ' up'}"
            return f"{'1 for yes, 0 for no' if asked.maximum == 1 else start}, “not available” or “not applicable”"
        case Entry.CHOICE:
            return "one of: " + ", ".join(words for _, words in asked.choices)
        case Entry.DATE:
            return "a date, for example 2021-10-05"
        case Entry.TEXT:
            return "a text"


def how_to_type(asked: Input) -> str:
    """What to type into a number's cell, in words."""
    return f"1 for yes, 0 for no, {_STATES_IN_WORDS}" if asked.maximum == 1 else ZERO_IN_WORDS


def _hidden_character(text: str, is_prose: bool) -> str | None:
    """The name of the first character that nobody sees, inside the text; prose may have line ends and tabs."""
    for character in trimmed(text):
        if is_prose and character in "\n\r\t":
            continue
        if unicodedata.category(character) in ("Cf", "Cc", "Cs", "Co", "Cn"):
            return f"U+{ord(character):04X}"
    return None


def _number(cell: GridCell, asked: Input, known: Known) -> Decimal | State | Fault:
    if cell.type is CellType.DATE:
        mend = "format the cell as a number and type it again"
        return Fault("date_for_number", "a date", allowed_in(asked), mend)
    if cell.type is CellType.NUMBER:
        return _checked(_decimal(cell.text), asked)
    text = trimmed(cell.text)
    if state := _STATES.get(" ".join(re.sub(r"[_\-\s]+", " ", text).lower().split())):
        return state
    if (_MONEY if asked.decimals else _WHOLE).fullmatch(text):
        return _checked(_decimal(text.replace(",", "")), asked)
    return _not_a_number(text, asked, known)


def _not_a_number(text: str, asked: Input, known: Known) -> Fault:
    if _SIGNED.fullmatch(text):
        return _negative(asked)
    if _FRACTION.fullmatch(text) and not asked.decimals:
        return _fraction(asked)
    found, mend = f"the text {echo(text, known)}", f"type digits only: {how_to_type(asked)}"
    if re.fullmatch(r"n\W?/?\W?[ak]\W?|nil|none|zero|unknown|not known|-+|–|—|tbc|tba", text.lower()):
        return Fault("state_in_other_words", found, allowed_in(asked), f"type {how_to_type(asked)}")
    if _OTHER_DIGITS.fullmatch(text):
        mend = "type it anew with the digits 0 to 9 of the keyboard; the letter O is no zero"
        return Fault("other_digits", found, allowed_in(asked), mend)
    if _POWER.fullmatch(text):
        return Fault("power_of_ten", found, allowed_in(asked), "type the number in full")
    return Fault("not_a_number", found, allowed_in(asked), mend)


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _checked(number: Decimal | None, asked: Input) -> Decimal | Fault:
    if number is None:
        mend = f"type digits only: {how_to_type(asked)}"
        return Fault("not_a_number", "a value that is no number", allowed_in(asked), mend)
    if number < 0:
        return _negative(asked)
    most = LARGEST if asked.maximum is None else asked.maximum
    if number > most:
        mend = "check the number and the unit; if it is right, ask the Secretariat how to report it"
        if most == 1:
            mend = f"type {how_to_type(asked)}"
        return Fault("over_maximum", f"a number over {most}", allowed_in(asked), mend)
    if not asked.decimals:
        return _whole_of(number) if abs(number - _whole_of(number)) < _REMAINDER else _fraction(asked)
    cents = number.quantize(_CENT)
    if abs(cents - number) > _STORED_EXACTLY:
        return Fault("fraction", "a part of a cent", "an amount with at most two decimals", "round it to cents")
    return cents.to_integral_value() if cents == cents.to_integral_value() else cents.normalize()


def _whole_of(number: Decimal) -> Decimal:
    return number.to_integral_value() + 0  # never -0


def _negative(asked: Input) -> Fault:
    mend = "type how many there were; a count is never below 0"
    return Fault("negative", "a negative number", allowed_in(asked), mend)


def _fraction(asked: Input) -> Fault:
    mend = "type a whole number; what is counted is whole"
    return Fault("fraction", "a number with a fraction", allowed_in(asked), mend)


def _choice(cell: GridCell, asked: Input, known: Known) -> str | Fault:
    typed = " ".join(unicodedata.normalize("NFKC", trimmed(cell.text)).casefold().split())
    for code, words in asked.choices:
        if typed == " ".join(words.casefold().split()):
            return code
    what = f"the text {echo(cell.text, known)}" if cell.type is CellType.TEXT else f"a {cell.type}"
    return Fault("not_a_choice", what, allowed_in(asked), "choose from the list that opens in the cell")


def _date(cell: GridCell, asked: Input, known: Known) -> date | Fault:
    mend = "type year, month and day, as 2021-10-05"
    if cell.type is CellType.NUMBER:
        return Fault("date_as_number", "a number that is not formatted as a date", allowed_in(asked), mend)
    match = _ISO_DATE.fullmatch(trimmed(cell.text))
    if match:
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            return Fault("no_such_day", "a day that the calendar does not have", allowed_in(asked), mend)
    if cell.type is CellType.DATE:
        return Fault("date_as_number", "a time, or a date that cannot be read", allowed_in(asked), mend)
    found = f"the text {echo(cell.text, known)}"
    hint = ": 5/10/2021 could be May or October" if _D_M_Y.fullmatch(trimmed(cell.text)) else ""
    return Fault("date_as_text", found, allowed_in(asked), f"{mend}{hint}")
