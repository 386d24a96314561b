"""Recognises a row or column that was inserted, deleted or moved, and says so in one sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from dashboard.intake.workbook.grid import GridSheet
from dashboard.intake.workbook.layout import Look, Sheet
from dashboard.intake.workbook.values import trimmed

Line = frozenset[tuple[int, str]]
"""What a row (or column) says: its locked texts, each with its column (or row)."""

MANY_CHANGED = 0.5
"""The share of a sheet's locked cells from which on it is another sheet, and single cells tell nothing."""

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def shift_of(sheet: Sheet, found: GridSheet) -> str:
    """`row 12 was inserted`, `columns D to E were deleted`, `the rows are in another order`; "" when nothing moved.

    Single changed texts are no shift. A sheet that shares less than half its locked texts with the form is
    `another layout`.
    """
    labels = {label.cell: _flat(label.text) for label in sheet.labels if label.look not in (Look.LAST, Look.SUM)}
    texts = frozenset(text for text in labels.values() if text)
    there = {cell: text for cell, value in found.cells.items() if (text := _flat(value.text)) in texts}
    there = {cell: text for cell, text in there.items() if _is_near(cell, sheet)}
    wrong = [cell for cell, text in labels.items() if text and there.get(cell) != text]
    if not wrong:
        return ""
    for name, along, name_of in (("row", _by_row, str), ("column", _by_column, _letters)):
        words = _moves(along(labels), along(there), name, name_of)
        if words:
            return words
    return "another layout" if len(wrong) > MANY_CHANGED * len(texts) else ""


def _moves(form: Sequence[Line], found: Sequence[Line], name: str, name_of: Callable[[int], str]) -> str:
    """The insertions and deletions that carried lines to another place; "" when every line is in its place."""
    lines = list(found) + [frozenset()] * (len(form) - len(found))
    steps = SequenceMatcher(None, form, lines, autojunk=False).get_opcodes()
    if not any(kind == "equal" and at != to and any(form[at:end]) for kind, at, end, to, _ in steps):
        return ""
    gone = [line for kind, at, end, _, _ in steps if kind == "delete" for line in form[at:end] if line]
    new = [line for kind, _, _, to, last in steps if kind == "insert" for line in lines[to:last] if line]
    if gone and sorted(map(sorted, gone)) == sorted(map(sorted, new)):
        return f"the {name}s are in another order"
    said = []
    for kind, at, end, to, last in steps:
        added = (last - to) - (end - at)
        if kind != "equal" and added > 0 and at < len(form):
            said.append(f"{_span(name, last - added, last, name_of)} inserted")
        elif kind != "equal" and added < 0 and any(form[at:end]):
            said.append(f"{_span(name, end + added, end, name_of)} deleted")
    return "; ".join(said) or f"the {name}s are not where they were"


def _is_near(cell: str, sheet: Sheet) -> bool:
    """Whether a cell is where a shift can have carried it; comparing far more lines than the form has takes long."""
    match = _CELL.fullmatch(cell)
    return match is not None and int(match[2]) <= 2 * sheet.last_row and _number(match[1]) <= 2 * sheet.last_column


def _span(name: str, start: int, end: int, name_of: Callable[[int], str]) -> str:
    first, last = name_of(start + 1), name_of(end)
    return f"{name} {first} was" if first == last else f"{name}s {first} to {last} were"


def _by_row(cells: dict[str, str]) -> list[Line]:
    return _lines([(row, column, text) for (column, row), text in _placed(cells)])


def _by_column(cells: dict[str, str]) -> list[Line]:
    return _lines([(column, row, text) for (column, row), text in _placed(cells)])


def _placed(cells: dict[str, str]) -> list[tuple[tuple[int, int], str]]:
    places = ((_CELL.fullmatch(cell), text) for cell, text in cells.items() if text)
    return [((_number(match[1]), int(match[2])), text) for match, text in places if match]


def _lines(placed: list[tuple[int, int, str]]) -> list[Line]:
    lines: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for line, place, text in placed:
        lines[line].add((place, text))
    return [frozenset(lines.get(number, ())) for number in range(1, max(lines, default=0) + 1)]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _flat(text: str) -> str:
    return " ".join(trimmed(text).split())
