"""The workbook an agency fills for a half-year: writing it, reading it back, every finding at `Sheet!Cell`.

In: the catalogue, what the ledger holds of the agency, and the bytes of a file. Out: a workbook; or a `ReadReturn`
with findings and, when nothing stands in its way, a draft for the ledger. A file that is not a workbook of ours is a
`RefusedFile` and leaves nothing behind. Knows no page and no database. The rule is written in `docs/returns.md`.
`write_workbook` is had from `writing`, so that whoever writes none need not wait for openpyxl.
"""

from dashboard.intake.workbook.asked import Owed, agencies_asked, owed_by
from dashboard.intake.workbook.history import history_of
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.intake.workbook.layout import (
    Block,
    CommitmentKey,
    ConfirmKey,
    Entry,
    Input,
    Key,
    Label,
    Layout,
    Look,
    NarrativeKey,
    NumberKey,
    Part,
    Sheet,
    SignOffKey,
    StageKey,
    Template,
)
from dashboard.intake.workbook.marking import marked_copy
from dashboard.intake.workbook.model import (
    NO_HISTORY,
    CellFinding,
    Counts,
    History,
    NumbersAnswered,
    ReadReturn,
    RefusedFile,
    Severity,
)
from dashboard.intake.workbook.opening import read_grid
from dashboard.intake.workbook.reading import read_return

__all__ = [
    "NO_HISTORY",
    "Block",
    "CellFinding",
    "CommitmentKey",
    "ConfirmKey",
    "Counts",
    "Entry",
    "History",
    "Input",
    "Key",
    "Label",
    "Layout",
    "Look",
    "NarrativeKey",
    "NumberKey",
    "NumbersAnswered",
    "Owed",
    "Part",
    "ReadReturn",
    "RefusedFile",
    "Severity",
    "Sheet",
    "SignOffKey",
    "StageKey",
    "Template",
    "agencies_asked",
    "history_of",
    "layout_of",
    "marked_copy",
    "owed_by",
    "read_grid",
    "read_return",
]
