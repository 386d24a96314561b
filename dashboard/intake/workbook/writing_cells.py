"""What an input cell accepts, and what it says when it is chosen: Excel's data validation, a help and never a check."""

from __future__ import annotations

import textwrap

from openpyxl.worksheet.datavalidation import DataValidation

from dashboard.intake.workbook.layout import STATES, Entry, Input, NumberKey, Part

_TITLE_LIMIT = 32
"""Letters of the bold first line of a message."""

_FIRST_DAY, _LAST_DAY = "DATE(2000,1,1)", "DATE(2099,12,31)"
"""A date outside is a slip of the hand: the Partnership began in 2018."""


def validation_of(cell: Input, row: str) -> DataValidation:
    """The rule, the message when the cell is chosen, and the one when something else is typed.

    `row` is what stands at the head of the cell's row.
    """
    rule = _rule(cell)
    rule.allowBlank = True
    rule.showInputMessage, rule.showErrorMessage = True, True
    rule.promptTitle, rule.prompt = _title(cell, row), cell.prompt
    rule.errorTitle, rule.error, rule.errorStyle = "This cannot stand here", _allowed(cell), "stop"
    rule.add(cell.cell)
    return rule


def _rule(cell: Input) -> DataValidation:
    match cell.entry:
        case Entry.NUMBER:
            return DataValidation(type="custom", formula1=number_formula(cell))
        case Entry.CHOICE:
            return DataValidation(type="list", formula1=f'"{",".join(words for _, words in cell.choices)}"')
        case Entry.DATE:
            return DataValidation(type="date", operator="between", formula1=_FIRST_DAY, formula2=_LAST_DAY)
        case Entry.TEXT:
            return DataValidation(type=None)


def number_formula(cell: Input) -> str:
    """True for an allowed number and for the states, with any capitals, and `_` for the space.

    IF keeps the two apart, because AND works out all its parts and a text has no INT.
    """
    conditions = [f"{cell.cell}>=0"]
    if not cell.decimals:
        conditions.append(f"{cell.cell}=INT({cell.cell})")
    if cell.maximum is not None:
        conditions.append(f"{cell.cell}<={cell.maximum}")
    words = f'LOWER(TRIM(SUBSTITUTE({cell.cell},"_"," ")))'
    states = ",".join(f'{words}="{state}"' for state in STATES)
    return f"IF(ISNUMBER({cell.cell}),AND({','.join(conditions)}),OR({states}))"


def _allowed(cell: Input) -> str:
    match cell.entry:
        case Entry.NUMBER:
            kind = "an amount of 0 or more" if cell.decimals else "a whole number of 0 or more"
            most = "" if cell.maximum is None else f", at most {cell.maximum}"
            return f"Type {kind}{most}; or: not available; or: not applicable."
        case Entry.CHOICE:
            return f"Choose from the list: {', '.join(words for _, words in cell.choices)}."
        case Entry.DATE:
            return "Type a date with year, month and day, as 2021-10-05."
        case Entry.TEXT:
            return "Type a few sentences."


def _title(cell: Input, row: str) -> str:
    """The row's words, which tell one cell of a table from the next; cut between words, and seen to be cut."""
    below = isinstance(cell.key, NumberKey) and cell.key.part is Part.DENOMINATOR
    title = f"Out of: {row}" if below else row
    return textwrap.shorten(title, _TITLE_LIMIT, placeholder=" …")
