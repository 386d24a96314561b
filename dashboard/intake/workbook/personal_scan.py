"""Looks for personal data everywhere in a file: cells, comments, names of sheets, properties, reasons.

What no reason can keep is an error wherever it stands, and the file is refused as a whole. A look-alike is a warning
where people write sentences (text cells, comments); in a reason it is an error, because a reason cannot be excused by
another. Elsewhere in the form words are refused anyway, and the finding does not repeat them.

Not looked at: locked cells that say what they said when they were sent, and sums of money that are numbers. A file's
author is not read either: office programs write it unasked, and it is taken for no part of the return.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.intake.workbook.form_checks import MOST_OF_A_KIND
from dashboard.intake.workbook.grid import CellType, Grid, GridCell, GridSheet
from dashboard.intake.workbook.layout import README, Entry, Input, Label, Layout, Look, Template
from dashboard.intake.workbook.model import PROBLEMS, CellFinding, Severity
from dashboard.intake.workbook.personal import Known, Strength, Trace, never_kept, traces
from dashboard.intake.workbook.problems import FIRST_ROW, REASON_COLUMN, ours_and_theirs
from dashboard.intake.workbook.values import Fault, is_blank, read_value, trimmed

NEVER_ALLOWED = "counts only, nothing about one person"
MOST_BESIDE = 5_000
"""Cells beside the form that are looked at on a sheet: any one of them keeps the file out already, and a file may hold
hundreds of thousands."""

NO_NAMES = "no person's name or address"


@dataclass(frozen=True)
class _Form:
    """What the layout says of the cells of one sheet."""

    labels: Mapping[str, Label]
    inputs: Mapping[str, Input]


def scan(grid: Grid, template: Template, layout: Layout, known: Known, reasons: Mapping[str, str]) -> list[CellFinding]:
    """Every trace of a person, in the order of the sheets; `reasons` are those given beside the file, by place."""
    findings = list(_properties(grid, template))
    forms = {
        sheet.name: _Form(
            {label.cell: label for label in sheet.labels},
            {cell.cell: cell for cell in layout.inputs if cell.sheet == sheet.name},
        )
        for sheet in layout.sheets
    }
    for number, sheet in enumerate(grid.sheets, start=1):
        form = forms.get(sheet.name)
        if form is None and sheet.name != PROBLEMS:
            for trace in never_kept(sheet.name):
                found = f"the name of sheet {number}: {trace.found}"
                findings.append(_never(trace, found).at(README, ""))
        findings += _cells(sheet, form or _Form({}, {}), template, known, number)
        findings += _comments(sheet, known, is_ours=form is not None)
    for place, reason in reasons.items():
        name, _, rest = place.rpartition("!")
        where = (name, rest.split(" ")[0]) if name in forms else (README, "")
        findings += [_in_reason(trace).at(*where) for trace in traces(reason, known)]
    return findings


def _properties(grid: Grid, template: Template) -> Iterator[CellFinding]:
    for name, text in grid.properties.items():
        if trimmed(text) == template.text:
            continue  # its version may look like a number of a person
        for trace in (*never_kept(name), *never_kept(text)):
            yield _never(trace, f"a property of the file: {trace.found}").at(README, "")


def _cells(sheet: GridSheet, form: _Form, template: Template, known: Known, number: int) -> Iterator[CellFinding]:
    looked_at = said = 0
    for place, cell in sheet.cells.items():
        asked = form.inputs.get(place)
        if asked is None:
            if looked_at >= MOST_BESIDE or said >= MOST_OF_A_KIND:
                continue
            looked_at += 1
        if is_blank(cell) or trimmed(cell.text) == template.text or _is_ours(cell, place, form):
            continue
        if sheet.name == PROBLEMS:
            found = list(_on_problems(cell, place, sheet, known))
        elif asked is not None and asked.entry is Entry.TEXT:
            found = [_finding(trace).at(sheet.name, place) for trace in traces(cell.text, known)]
        elif asked is not None and asked.decimals and not isinstance(read_value(cell, asked, known), Fault):
            found = []
        elif form.labels:
            found = [_never(trace, trace.found).at(sheet.name, place) for trace in never_kept(cell.text)]
        else:
            # The name of a sheet that is not ours may itself be personal.
            where = f"on sheet {number}, cell {place}"
            found = [_never(trace, f"{where}: {trace.found}").at(README, "") for trace in never_kept(cell.text)]
        said += len(found) if asked is None else 0
        yield from found


def _is_ours(cell: GridCell, place: str, form: _Form) -> bool:
    """A locked cell as it was sent. Last period's sums of money may have nine digits like a TRN."""
    label = form.labels.get(place)
    if label is None:
        return False
    if label.look is Look.LAST:
        money = any(one.decimals and one.key == label.last_of for one in form.inputs.values())
        return money and cell.type is CellType.NUMBER
    return " ".join(trimmed(cell.text).split()) == " ".join(label.text.split())


def _on_problems(cell: GridCell, place: str, sheet: GridSheet, known: Known) -> Iterator[CellFinding]:
    row = place.removeprefix(REASON_COLUMN)
    is_reason = place.startswith(REASON_COLUMN) and row.isdecimal() and int(row) >= FIRST_ROW
    found = traces(cell.text, known) if is_reason else never_kept(cell.text)
    yield from (_in_reason(trace).at(sheet.name, place) for trace in found)


def _comments(sheet: GridSheet, known: Known, *, is_ours: bool) -> Iterator[CellFinding]:
    for place, text in sheet.comments.items():
        ours, theirs = ours_and_theirs(text)
        for trace in (*never_kept(ours), *traces(theirs, known)):
            found = f"in a comment: {trace.found}"
            fault = _finding(Trace(trace.code, found, trace.strength))
            yield fault.at(sheet.name, place) if is_ours else fault.at(README, "")


def _finding(trace: Trace) -> Fault:
    if trace.strength is Strength.NEVER:
        return _never(trace, trace.found)
    mend = "take it out, or write why it is neither a person's name nor an address"
    return Fault(trace.code, trace.found, NO_NAMES, mend, Severity.WARNING)


def _in_reason(trace: Trace) -> Fault:
    if trace.strength is Strength.NEVER:
        return _never(trace, f"in a reason: {trace.found}")
    return Fault(trace.code, f"in a reason: {trace.found}", NO_NAMES, "write the reason without it")


def _never(trace: Trace, found: str) -> Fault:
    mend = "take it out and send the workbook again; nothing of this file was kept"
    return Fault(trace.code, found, NEVER_ALLOWED, mend)
