"""What stands where in one agency's workbook: pure values, no Excel. The writer draws it, the reader checks against it.

A `Layout` follows from the catalogue, the agency and the half-year alone. Its `version` is a hash of every label, input
and place, so that a workbook made before a question was changed is recognised and refused, and one made before a
correction that changes no cell is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.ledger import Dimensions
from dashboard.periods import Period

README = "Read me"
LISTS = "Lists"
NOTICE = "A2"
"""On every sheet the writer's own line (training, amendment): no part of the layout, so the reader passes over it."""

TEMPLATE_PROPERTY = "cpc-return"
TEMPLATE_SHEET = "Template"
TEMPLATE_CELL = "A1"
"""Where `Template.text` stands: a custom property of the file; a hidden sheet that is in no layout, which LibreOffice
turns from very hidden to hidden; and the last row of `README`, column A (`Layout.footer`)."""

STATES = ("not available", "not applicable")
"""What may be typed in the place of a number, with any capitals, and `_` for the space."""


class Part(StrEnum):
    """Which number of an observation a cell holds."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True)
class NumberKey:
    """A number, or a state in its place: one component in one category; `()` is the total.

    `period` is that of the observation: the half-year, or the financial year where the indicator is asked once a year.
    """

    indicator: str
    component: str
    dimensions: Dimensions
    part: Part
    period: Period
    cohort: Period | None


@dataclass(frozen=True)
class StageKey:
    """One field of a milestone's rung: `outcome` (a choice), `on` (a date) or `evidence` (text)."""

    indicator: str
    stage: str
    field: str


@dataclass(frozen=True)
class CommitmentKey:
    """One field of a commitment: `status` (a choice) or `evidence` (text)."""

    commitment: str
    field: str


@dataclass(frozen=True)
class NarrativeKey:
    """A text of the agency on one indicator, or on the half-year as a whole where `indicator` is ""."""

    indicator: str


@dataclass(frozen=True)
class ConfirmKey:
    """“All remaining cells are confirmed zero”, for the number cells of one block; only Yes records blanks as zero."""

    block: str


@dataclass(frozen=True)
class SignOffKey:
    """`post` (text: the head's post, not a name) or `on` (a date)."""

    field: str


Key = NumberKey | StageKey | CommitmentKey | NarrativeKey | ConfirmKey | SignOffKey


class Entry(StrEnum):
    """What may be typed into an input cell."""

    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Input:
    """A cell to fill. `block` names the table it belongs to; `prompt` is the message shown when it is chosen.

    `choices` are (code, words as shown in the drop-down) pairs of a CHOICE. A NUMBER is a whole number of 0 or more and
    at most `maximum`, unless `decimals` (money). `label` names the cell in a sentence: `Child victims identified,
    female`.
    """

    sheet: str
    cell: str
    key: Key
    entry: Entry
    block: str
    label: str
    prompt: str
    choices: tuple[tuple[str, str], ...] = ()
    maximum: int | None = None
    decimals: bool = False


class Look(StrEnum):
    """How a locked cell is drawn."""

    TITLE = "title"
    HEADING = "heading"
    WORDING = "wording"
    COLUMN = "column"
    ROW = "row"
    NOTE = "note"
    TERM = "term"
    LAST = "last"
    SUM = "sum"


@dataclass(frozen=True)
class Label:
    """A locked cell. `text` is what it must still say when the workbook comes back; a SUM holds a formula.

    Cells of look LAST hold last period's value, which is no part of the layout: the writer fills them from `last_of`.
    `span` is how many columns the text runs over, without merging any. `last_of` is the key of the input beside which
    it stands: this period's key, whose value a period before is shown.
    """

    sheet: str
    cell: str
    text: str
    look: Look
    span: int = 1
    last_of: NumberKey | None = None


@dataclass(frozen=True)
class Block:
    """One table: its inputs and the sum it must have. `id` is stable: `2.2a/identified/sex`, `2.2a`.

    `total` is the key its NUMERATOR cells should add up to, None where the cells are no parts of a total.
    """

    id: str
    sheet: str
    title: str
    indicator: str
    inputs: tuple[Input, ...]
    total: NumberKey | None
    confirm: Input | None


@dataclass(frozen=True)
class Sheet:
    """One sheet: its locked cells and its tables. `widths` are Excel column widths in characters, from column A on.

    `frozen` is the first cell that scrolls. `last_row` and `last_column` bound the area in which anything may stand.
    """

    name: str
    labels: tuple[Label, ...]
    blocks: tuple[Block, ...]
    widths: tuple[int, ...]
    frozen: str
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Layout:
    """The whole workbook of one agency for one half-year."""

    agency: str
    period: Period
    catalogue_hash: str
    sheets: tuple[Sheet, ...]
    version: str

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every cell to fill, in the order of the sheets: those of each block, then the one that confirms its zeros."""
        return tuple(
            cell
            for block in self.blocks
            for cell in (*block.inputs, *((block.confirm,) if block.confirm is not None else ()))
        )

    @property
    def footer(self) -> str:
        """The cell of `README` that shows the template's text."""
        return f"A{self.sheets[0].last_row}"

    @property
    def by_cell(self) -> Mapping[tuple[str, str], Input]:
        """The inputs by sheet and cell."""
        return {(cell.sheet, cell.cell): cell for cell in self.inputs}

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for sheet in self.sheets for block in sheet.blocks)


@dataclass(frozen=True)
class Template:
    """What a workbook says of itself, in three places: property, hidden cell, footer line; two of them must agree.

    `amends` is the id of the submission whose values it opened with, "" for a blank one.
    """

    agency: str
    period: Period
    version: str
    amends: str

    @property
    def text(self) -> str:
        """`cpc-return cpfsa 2021-H1 3f2a9c41d0e7 -`: one line, as written into the file."""
        return f"cpc-return {self.agency} {self.period.code} {self.version} {self.amends or '-'}"

    @classmethod
    def parse(cls, text: str) -> Template | None:
        """The reverse of `text`; None for anything else."""
        match text.split():
            case ["cpc-return", agency, period, version, amends]:
                try:
                    return cls(agency, Period.parse(period), version, "" if amends == "-" else amends)
                except ValueError:
                    return None
        return None
