"""A sheet while it is laid out: rows from top to bottom, each text in the columns it has.

Text that runs over several columns is broken into lines, one a row, because merged cells are refused on the way back.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from string import ascii_uppercase

from dashboard.intake.workbook.layout import Block, ConfirmKey, Entry, Input, Key, Label, Look, NumberKey, Sheet
from dashboard.intake.workbook.words import CONFIRM, CONFIRM_PROMPT, YES

PROMPT_LIMIT = 255
"""Of Excel, for the message shown when a cell is chosen."""

PAGE_WIDTH = 146
"""Digits of Calibri 11 across A4 on its side: what the columns of a sheet come to, so that it prints at full size."""

_CAPACITY = {Look.HEADING: 0.9, Look.TITLE: 0.75}
_PLAIN = 1.15
"""Letters of a text that fit in the width of a digit, with room to spare: headings are bold and bigger."""


def name_of(column: int, row: int) -> str:
    """`C12` of column 3, row 12."""
    return f"{ascii_uppercase[column - 1]}{row}"


class Page:
    """The cells of one sheet so far; `row` is the next free one."""

    def __init__(self, name: str, widths: tuple[int, ...], title: str, hint: str) -> None:
        self.name, self.widths = name, widths
        self.row = 1
        self._labels: list[Label] = []
        self._blocks: list[Block] = []
        self.line(title, Look.TITLE)
        self.row += 1  # NOTICE
        self.paragraph(hint, Look.NOTE)

    def label(self, column: int, text: str, look: Look, *, span: int = 1, last_of: NumberKey | None = None) -> str:
        """A locked cell in the current row; gives its address."""
        cell = name_of(column, self.row)
        self._labels.append(Label(self.name, cell, text, look, span, last_of))
        return cell

    def line(self, text: str, look: Look, column: int = 1) -> None:
        """A row with one text over all columns from `column` on."""
        self.label(column, text, look, span=len(self.widths) - column + 1)
        self.row += 1

    def paragraph(self, text: str, look: Look, column: int = 1) -> None:
        """As many rows as the text needs; in the last column it wraps within one."""
        if column == len(self.widths):
            self.line(text, look, column)
            return
        for part in textwrap.wrap(text, int(sum(self.widths[column - 1 :]) * _CAPACITY.get(look, _PLAIN))):
            self.line(part, look, column)

    def columns(self, titles: Iterable[str]) -> None:
        """The head of a table."""
        for column, title in enumerate(titles, start=1):
            self.label(column, title, Look.COLUMN)
        self.row += 1

    def entry(
        self,
        column: int,
        key: Key,
        entry: Entry,
        block: str,
        label: str,
        prompt: str,
        *,
        choices: tuple[tuple[str, str], ...] = (),
        maximum: int | None = None,
        decimals: bool = False,
    ) -> Input:
        """A cell to fill, in the current row."""
        cell = name_of(column, self.row)
        return Input(self.name, cell, key, entry, block, label, prompt, choices, maximum, decimals)

    def confirm(self, column: int, block: str, label: str) -> Input:
        """The Yes of a table of numbers, in the current row."""
        words = f"{CONFIRM}: {label}"
        return self.entry(column, ConfirmKey(block), Entry.CHOICE, block, words, CONFIRM_PROMPT, choices=YES)

    def block(
        self,
        block: str,
        title: str,
        inputs: Iterable[Input],
        *,
        indicator: str = "",
        total: NumberKey | None = None,
        confirm: Input | None = None,
    ) -> None:
        self._blocks.append(Block(block, self.name, title, indicator, tuple(inputs), total, confirm))

    def sheet(self, *, frozen: int) -> Sheet:
        """The finished sheet; rows above `frozen` stay in sight."""
        last = len(self.widths)
        return Sheet(self.name, tuple(self._labels), tuple(self._blocks), self.widths, f"A{frozen}", self.row - 1, last)


def prompt_of(*sentences: str) -> str:
    """As many of the sentences, in order, as Excel's message holds; the first always, cut at a word if need be."""
    chosen = textwrap.shorten(sentences[0], PROMPT_LIMIT, placeholder=" …")
    for sentence in sentences[1:]:
        if len(chosen) + 1 + len(sentence) > PROMPT_LIMIT:
            break
        chosen = f"{chosen} {sentence}"
    return chosen
