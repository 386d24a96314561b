"""Workbooks made for a test from real blanks: filled in full, then changed by cell or in their XML."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook

from dashboard.catalogue import Catalogue, load
from dashboard.intake.workbook import (
    NO_HISTORY,
    CommitmentKey,
    ConfirmKey,
    Entry,
    History,
    Input,
    Layout,
    NarrativeKey,
    NumberKey,
    Part,
    ReadReturn,
    SignOffKey,
    StageKey,
    layout_of,
    reading,
)
from dashboard.intake.workbook.child import lines
from dashboard.intake.workbook.gate import pass_gate
from dashboard.intake.workbook.grid import Grid
from dashboard.intake.workbook.opening import grid_of
from dashboard.intake.workbook.writing import write_workbook
from dashboard.periods import Period

PERIOD = Period.half_year(2021, 1)
TODAY = date(2021, 11, 15)
SIGNED = date(2021, 10, 20)

Answers = dict[tuple[str, str], str | int | float | date | None]


@cache
def catalogue() -> Catalogue:
    return load()


@cache
def layout(agency: str = "jcf_atip", period: Period = PERIOD) -> Layout:
    return layout_of(catalogue(), agency, period)


@cache
def blank(agency: str = "jcf_atip", period: Period = PERIOD) -> bytes:
    return write_workbook(layout(agency, period), catalogue())


def cell(
    indicator: str,
    component: str,
    part: Part = Part.NUMERATOR,
    *,
    agency: str = "jcf_atip",
    period: Period = PERIOD,
    **dimensions: str,
) -> Input:
    """The input of one number, wherever the layout has put it."""
    wanted = (indicator, component, tuple(sorted(dimensions.items())), part)
    for one in layout(agency, period).inputs:
        if isinstance(one.key, NumberKey):
            key = one.key
            if (key.indicator, key.component, key.dimensions, key.part) == wanted:
                return one
    raise KeyError(wanted)


def at(key: object, agency: str = "jcf_atip", period: Period = PERIOD) -> Input:
    return next(one for one in layout(agency, period).inputs if one.key == key)


def confirm(block: str, agency: str = "jcf_atip") -> Input:
    return at(ConfirmKey(block), agency)


def every_answer(of: Layout, total: int = 3) -> Answers:
    """A return in which nothing is left blank and everything adds up: the first row of a breakdown has the total."""
    answers: Answers = {}
    for block in of.blocks:
        for number, asked in enumerate(block.inputs):
            most = total if asked.maximum is None else min(total, asked.maximum)
            if isinstance(asked.key, NumberKey):
                is_rest = block.total is not None and number > 0
                answers[asked.sheet, asked.cell] = 0 if is_rest else most
            else:
                answers[asked.sheet, asked.cell] = _other(asked)
    return answers


def _other(asked: Input) -> str | date:
    match asked.key:
        case SignOffKey(field="on"):
            return SIGNED
        case SignOffKey():
            return "Deputy Commissioner"
        case StageKey(field="on"):
            return date(2021, 5, 4)
        case StageKey(field="outcome"):
            return "Reached"
        case CommitmentKey(field="status"):
            return dict(asked.choices)["under_way"]
        case NarrativeKey(indicator=indicator):
            return f"What changed in the half-year for {indicator or 'all of them'}."
    return "Minutes of the meeting in May"


@dataclass
class Form:
    """One workbook on its way back: filled in full, then changed by the test."""

    agency: str = "jcf_atip"
    period: Period = PERIOD
    answers: Answers = field(default_factory=dict)
    history: History = NO_HISTORY
    reasons: Mapping[str, str] = field(default_factory=dict)
    _edits: list[Callable[[Workbook], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.answers = every_answer(layout(self.agency, self.period)) | self.answers

    def put(self, asked: Input, value: str | int | float | date | bool | None) -> Form:
        self.answers[asked.sheet, asked.cell] = value
        return self

    def edit(self, change: Callable[[Workbook], None]) -> Form:
        """Change the filled workbook with openpyxl before it is sent."""
        self._edits.append(change)
        return self

    @property
    def data(self) -> bytes:
        book = load_workbook(BytesIO(blank(self.agency, self.period)))
        for (sheet, place), value in self.answers.items():
            book[sheet][place].value = value
            if isinstance(value, str) and value:
                book[sheet][place].data_type = "s"
        for change in self._edits:
            change(book)
        saved = BytesIO()
        book.save(saved)
        return saved.getvalue()

    def read(self) -> ReadReturn:
        return read_here(self.data, self.history, self.reasons)


def read_here(
    data: bytes,
    history: History = NO_HISTORY,
    reasons: Mapping[str, str] | None = None,
    agency: str | None = None,
    period: Period | None = None,
) -> ReadReturn:
    return reading.read_return(
        data, catalogue(), lambda _: history, agency=agency, period=period, reasons=reasons, today=TODAY
    )


def grid_without_child(data: bytes) -> Grid:
    """What `read_grid` gives, without the time a process takes to start; the child itself has its own tests."""
    pass_gate(data)
    return grid_of(json.dumps(line).encode() for line in lines(data))


def in_part(data: bytes, name: str, pattern: str, put: str) -> bytes:
    """The file with the first match in one of its XML parts replaced."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(changed, "w", ZIP_DEFLATED) as out:
        for entry in archive.namelist():
            text = archive.read(entry)
            if entry == name:
                new, times = re.subn(pattern, put, text.decode(), count=1, flags=re.DOTALL)
                assert times == 1, f"{pattern} is not in {name}"
                text = new.encode()
            out.writestr(entry, text)
    return changed.getvalue()


def numbers_of(of: Layout) -> list[Input]:
    return [one for one in of.inputs if one.entry is Entry.NUMBER]
