"""A returned workbook, from its bytes to findings and a draft.

The order: the gate and the child process (`read_grid`); whose workbook it is; personal data anywhere; the form; each
cell; between cells; what is unusual; the reasons given. All findings come at once. Nothing is stored or logged here.

Of the input cells each is exactly one of three: with findings (an error, a warning still unanswered, or on a sheet that
cannot be read), accepted (a value, or a blank that a Yes made zero or that the state beside it answers), or blank.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.drafting import draft_of
from dashboard.intake.workbook.foreign import foreign_texts
from dashboard.intake.workbook.form_checks import check_form
from dashboard.intake.workbook.grid import Grid
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.intake.workbook.layout import Key, Layout, Template
from dashboard.intake.workbook.model import CellFinding, Counts, History, ReadReturn, Severity
from dashboard.intake.workbook.opening import read_grid
from dashboard.intake.workbook.personal import Known
from dashboard.intake.workbook.personal_scan import scan
from dashboard.intake.workbook.problems import answered, ours_and_theirs, reasons_on, said_unused, unused
from dashboard.intake.workbook.statements import check_statements, nothing_filled
from dashboard.intake.workbook.tallying import Answers, Tally, tally
from dashboard.intake.workbook.template_checks import (
    nothing_owed,
    refuse_another,
    refuse_another_version,
    template_of,
)
from dashboard.intake.workbook.unanswered import check_answered, numbers_answered
from dashboard.intake.workbook.unusual import check_unusual
from dashboard.intake.workbook.values import Fault, Value, read_value
from dashboard.periods import Period

_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def read_return(
    data: bytes,
    catalogue: Catalogue,
    history: Callable[[Template], History],
    *,
    agency: str | None = None,
    period: Period | None = None,
    reasons: Mapping[str, str] | None = None,
    today: date | None = None,
) -> ReadReturn:
    """Read one workbook. RefusedFile for a file that is not read at all; anything else is a finding.

    `history` gives what the ledger holds before the half-year of the workbook. `agency` and `period` are whose workbook
    is expected, None for whichever comes. `reasons` answer warnings by place (`Identify!C12`, or `Identify!C12 outlier`
    where two stand at one cell), beside those typed on the Problems sheet of a marked copy.
    """
    grid = read_grid(data)
    template = template_of(grid)
    refuse_another(template, catalogue, agency, period)
    layout = _layout(catalogue, template)
    refuse_another_version(template, layout)
    today = today or datetime.now(UTC).date()
    return read_cells(
        grid, template, layout, catalogue, history(template), reasons or {}, today, hashlib.sha256(data).hexdigest()
    )


def read_cells(
    grid: Grid,
    template: Template,
    layout: Layout,
    catalogue: Catalogue,
    history: History,
    reasons: Mapping[str, str],
    today: date,
    file_sha256: str,
) -> ReadReturn:
    """The same for a grid that is known to be of this template. Total: any grid ends in findings or a draft."""
    known = Known.of(catalogue)
    personal = scan(grid, template, layout, known, reasons)
    form = check_form(grid, layout, history.last, known)
    hushed = {(one.sheet, one.cell) for one in personal if one.cell and one.severity is Severity.ERROR}
    answers, of_cells = _values(grid, layout, form.unreadable, hushed, known)
    counted = tally(answers, catalogue)
    found = [
        *personal,
        # A renamed sheet changes the formulas that name it: it is to be named back before they are compared.
        *(() if form.has_renamed_sheet else foreign_texts(grid, template, layout, catalogue, known)),
        *(one for one in form.findings if (one.sheet, one.cell) not in hushed),
        *of_cells,
        *_stray_comments(grid, layout),
        *counted.findings,
        *check_statements(answers, template.period, today),
        *check_unusual(counted, answers, catalogue, history),
        *(nothing_filled(answers) or check_answered(counted, answers)),
    ]
    typed = reasons_on(grid)
    findings = tuple(answered(_in_order(found, layout), typed, reasons, known))
    counts, left = _count(answers, counted, findings, form.unreadable), unused(findings, typed, reasons)
    read = ReadReturn(template, findings, counts, file_sha256, None, numbers_answered(counted), left)
    if read.open_findings:
        told = {one.place for one in findings}
        return replace(
            read,
            findings=(*findings, *(one for one in map(said_unused, left) if one.place not in told or not one.cell)),
        )
    return replace(read, draft=draft_of(template, answers, counted, catalogue, findings, file_sha256))


def _layout(catalogue: Catalogue, template: Template) -> Layout:
    try:
        return layout_of(catalogue, template.agency, template.period)
    except ValueError:
        raise nothing_owed() from None


def _values(
    grid: Grid, layout: Layout, unreadable: frozenset[str], hushed: set[tuple[str, str]], known: Known
) -> tuple[Answers, list[CellFinding]]:
    """The value of each input cell. `hushed` cells hold what must not be said: they have their finding already."""
    values: dict[Key, Value] = {}
    faulty: set[tuple[str, str]] = set()
    findings: list[CellFinding] = []
    for asked in layout.inputs:
        place = (asked.sheet, asked.cell)
        sheet = grid.sheet(asked.sheet)
        if sheet is None or asked.sheet in unreadable or place in hushed:
            faulty.add(place)
            continue
        value = read_value(sheet.cells.get(asked.cell), asked, known)
        if isinstance(value, Fault):
            faulty.add(place)
            findings.append(value.at(*place))
        elif value is not None:
            values[asked.key] = value
    return Answers(layout, values, faulty), findings


def _stray_comments(grid: Grid, layout: Layout) -> list[CellFinding]:
    """The sender's own comments: nobody reads them, and they may be what a reader has to know."""
    ours = {sheet.name for sheet in layout.sheets}
    mend = "write it on the sheet Narrative and delete the comment, or write that it need not be read"
    fault = Fault("comment", "a comment", "no comments: they are not read", mend, Severity.WARNING)
    return [
        fault.at(sheet.name, cell)
        for sheet in grid.sheets
        for cell, text in sheet.comments.items()
        if sheet.name in ours and ours_and_theirs(text)[1].strip()
    ]


def _count(answers: Answers, counted: Tally, findings: Sequence[CellFinding], unreadable: frozenset[str]) -> Counts:
    open_at = {(one.sheet, one.cell) for one in findings if not one.answered}
    spoken_for = {pair.cell.key for pair in counted.pairs.values() if pair.state is not None}
    spoken_for |= {pair.below.key for pair in counted.pairs.values() if pair.below and pair.state is not None}
    cells = answers.layout.inputs
    wrong = [cell for cell in cells if cell.sheet in unreadable or (cell.sheet, cell.cell) in open_at]
    fine = [cell for cell in cells if cell not in wrong and (cell.key in answers.values or cell.key in spoken_for)]
    return Counts(len(cells), len(fine), len(wrong), len(cells) - len(wrong) - len(fine))


def _in_order(findings: Sequence[CellFinding], layout: Layout) -> list[CellFinding]:
    """Each once, in the order in which somebody goes through the workbook."""
    sheets = {sheet.name: number for number, sheet in enumerate(layout.sheets)}

    def place(finding: CellFinding) -> tuple[int, str, int, str, str]:
        match = _CELL.fullmatch(finding.cell)
        # A longer name of a column comes later: Z, AA.
        row, column = (int(match[2]), match[1].rjust(3)) if match else (0, "")
        return sheets.get(finding.sheet, len(sheets)), finding.sheet, row, column, finding.code

    return sorted(dict.fromkeys(findings), key=place)
