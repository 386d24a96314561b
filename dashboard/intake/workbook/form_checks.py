"""Whether the form still is the form: its sheets, its locked cells, and nothing hidden, merged or written beside it.

Protection and drop-downs are a help while filling, never a check: a paste goes over them and some programs drop them.
A row or column that was inserted, deleted or moved is said in one sentence, not once for each cell behind it; the
cells of such a sheet are not read, because nobody knows which question they answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dashboard.intake.workbook.form_shifts import shift_of
from dashboard.intake.workbook.grid import CellType, Grid, GridCell, GridSheet
from dashboard.intake.workbook.layout import (
    LISTS,
    NOTICE,
    README,
    TEMPLATE_SHEET,
    Label,
    Layout,
    Look,
    NumberKey,
    Sheet,
    Template,
)
from dashboard.intake.workbook.model import PROBLEMS, CellFinding, Severity
from dashboard.intake.workbook.personal import Known
from dashboard.intake.workbook.values import Fault, echo, is_blank, trimmed

MOST_OF_A_KIND = 20
"""Findings of one kind on one sheet that are listed; the last says how many more there are."""

SAME_SHEET = 0.5
"""The share of its locked texts from which on a sheet under another name is taken for one of the form."""

_BY_A_PROGRAM = re.compile(rf"(?:Sheet|Tabelle|Feuille?|Hoja|{TEMPLATE_SHEET})[ _]?\d*", re.IGNORECASE)
"""Names that office programs give to a new sheet, or to one that they save anew; any other name is a text."""

_SAVE_AS_SENT = "open the workbook as it was sent to you and copy only your answers into it"


RENAMED = "renamed_sheet"


@dataclass(frozen=True)
class FormCheck:
    """What is wrong with the form, and the sheets whose cells cannot be read for it."""

    findings: tuple[CellFinding, ...]
    unreadable: frozenset[str]

    @property
    def has_renamed_sheet(self) -> bool:
        return any(finding.code == RENAMED for finding in self.findings)


def check_form(grid: Grid, layout: Layout, last: Mapping[NumberKey, str], known: Known) -> FormCheck:
    """Every sheet against its layout. `last` is what the column of last period may show, by the key beside it."""
    renamed = _renamed(grid, layout)
    findings = [*_whole_book(grid), *_extra_sheets(grid, layout, frozenset(renamed.values()))]
    unreadable: set[str] = set()
    for sheet in layout.sheets:
        found = grid.sheet(sheet.name)
        if found is None and sheet.name in renamed:
            words = f"that sheet {renamed[sheet.name]} of the workbook seems to be “{sheet.name}” renamed"
            mend = f"rename it back to “{sheet.name}” (in Excel, first: Review, Protect Workbook)"
            findings.append(Fault(RENAMED, words, "sheets named as they were sent", mend).at(sheet.name, ""))
            unreadable.add(sheet.name)
        elif found is None:
            mend = f"rename the sheet back to “{sheet.name}”, or {_SAVE_AS_SENT}"
            fault = Fault("missing_sheet", "no such sheet", "every sheet that was sent", mend)
            findings.append(fault.at(sheet.name, ""))
            unreadable.add(sheet.name)
        elif shift := shift_of(sheet, found):
            mend = f"undo it, or {_SAVE_AS_SENT}"
            findings.append(Fault("form_shifted", shift, "rows and columns as they were sent", mend).at(sheet.name, ""))
            unreadable.add(sheet.name)
        else:
            findings += _capped(_locked_cells(sheet, found, last, known))
            findings += _capped(_beside_the_form(sheet, found, known))
        if found is not None:
            findings += _hiding(sheet, found)
    return FormCheck(tuple(findings), frozenset(unreadable))


def _whole_book(grid: Grid) -> Iterator[CellFinding]:
    if grid.counts_from_1904:
        mend = f"in Excel: File, Options, Advanced, untick “Use 1904 date system”; or {_SAVE_AS_SENT}"
        fault = Fault("counts_from_1904", "dates counted from 1904", "dates counted from 1900", mend)
        yield fault.at(README, "")
    names = [sheet.name.casefold() for sheet in grid.sheets]
    for name in sorted({name for name in names if names.count(name) > 1}):
        fault = Fault("duplicate_sheet", "two sheets of this name", "each sheet once", "delete the one that is wrong")
        yield fault.at(next(sheet.name for sheet in grid.sheets if sheet.name.casefold() == name), "")


def _renamed(grid: Grid, layout: Layout) -> Mapping[str, int]:
    """The sheets of the form that are there under another name, with their place in the workbook from 1."""
    ours = {sheet.name for sheet in layout.sheets}
    others = {number: sheet for number, sheet in enumerate(grid.sheets, start=1) if sheet.name not in ours}
    found: dict[str, int] = {}
    for sheet in layout.sheets:
        if grid.sheet(sheet.name) is None:
            alike = {number: _likeness(sheet, other) for number, other in others.items()}
            best = max(alike, key=lambda number: alike[number], default=0)
            if best and alike[best] > SAME_SHEET:
                found[sheet.name] = best
                del others[best]
    return found


def _likeness(sheet: Sheet, found: GridSheet) -> float:
    """The share of the form's locked texts that stand where they stood."""
    texts = {label.cell: _flat(label.text) for label in sheet.labels if label.look not in (Look.LAST, Look.SUM)}
    texts = {cell: text for cell, text in texts.items() if text}
    same = sum(cell in found.cells and _flat(found.cells[cell].text) == text for cell, text in texts.items())
    return same / max(1, len(texts))


def _extra_sheets(grid: Grid, layout: Layout, renamed: frozenset[int]) -> Iterator[CellFinding]:
    """A sheet of the sender's own. Its name is not repeated: it may be a person's."""
    ours = {sheet.name for sheet in layout.sheets} | {TEMPLATE_SHEET, LISTS, PROBLEMS}
    for number, sheet in enumerate(grid.sheets, start=1):
        is_blank_sheet = _BY_A_PROGRAM.fullmatch(sheet.name) and all(map(_is_silent, sheet.cells.values()))
        if sheet.name in ours or number in renamed or is_blank_sheet:
            continue
        found = f"a sheet that is not part of the form (sheet {number} of the workbook)"
        mend = "type its numbers into the cells of the form and delete the sheet"
        yield Fault("extra_sheet", found, "only the sheets that were sent", mend).at(README, "")


def _is_silent(cell: GridCell) -> bool:
    """Blank, or the template's own line on a hidden sheet that a program renamed."""
    return is_blank(cell) or Template.parse(trimmed(cell.text)) is not None


def _locked_cells(sheet: Sheet, found: GridSheet, last: Mapping[NumberKey, str], known: Known) -> Iterator[CellFinding]:
    answers = {cell.key: cell for block in sheet.blocks for cell in block.inputs}
    for label in sheet.labels:
        cell = found.cells.get(label.cell)
        if label.look is Look.LAST:
            if label.last_of is not None and not is_blank(cell) and cell is not None:
                answer = answers.get(label.last_of)
                untouched = answer is None or not is_blank(found.cells.get(answer.cell))
                if not untouched and not _says(cell, last.get(label.last_of, "")) and _is_a_count(cell):
                    place = answer.cell if answer else "the cell beside it"
                    mend = f"if it is this period's number, type it into {place}; if not, write why it was changed"
                    fault = Fault(
                        "last_period_changed",
                        f"{echo(cell.text, known)} in the column of last period, where we hold "
                        f"{last.get(label.last_of) or 'nothing'}, and this period left blank",
                        "last period as it was sent",
                        mend,
                        Severity.WARNING,
                    )
                    yield fault.at(sheet.name, label.cell)
        elif not _as_sent(label, cell):
            found_words = "nothing" if cell is None or is_blank(cell) else _words_of(cell, known)
            as_it_was = label.text if label.look is Look.SUM else "it as it was"
            mend = f"press undo until it is back, or type {as_it_was}; answers go into the open cells only"
            fault = Fault("locked_cell_changed", found_words, _as_it_was(label), mend)
            yield fault.at(sheet.name, label.cell)


def _as_sent(label: Label, cell: GridCell | None) -> bool:
    if label.look is Look.SUM:
        return cell is not None and cell.type is CellType.FORMULA and _bare(cell.text) == _bare(label.text)
    return _flat("" if cell is None else cell.text) == _flat(label.text)


def _as_it_was(label: Label) -> str:
    if label.look is Look.SUM:
        return f"what the form works out, {label.text}"
    text = _flat(label.text)
    return f"“{text}”" if len(text) <= 80 else f"“{text[:80]}…”"


def _beside_the_form(sheet: Sheet, found: GridSheet, known: Known) -> Iterator[CellFinding]:
    ours = {label.cell for label in sheet.labels} | {NOTICE}
    ours |= {cell.cell for block in sheet.blocks for cell in (*block.inputs, block.confirm) if cell is not None}
    strange = [(place, cell) for place, cell in found.cells.items() if place not in ours and not _is_silent(cell)]
    for number, (place, cell) in enumerate(strange):
        # Beyond those that are listed only their number is told.
        words = _words_of(cell, known) if number < MOST_OF_A_KIND else ""
        mend = "type answers into the open cells only; a remark goes on the sheet Narrative"
        yield Fault("outside_the_form", words, "nothing here", mend).at(sheet.name, place)


def _hiding(sheet: Sheet, found: GridSheet) -> Iterator[CellFinding]:
    """What keeps somebody who checks the return from seeing all of it."""
    if found.hidden:
        yield Fault("hidden_sheet", "a hidden sheet", "every sheet in sight", "unhide the sheet").at(sheet.name, "")
    if found.hidden_rows:
        rows = ", ".join(str(row) for row in found.hidden_rows[:MOST_OF_A_KIND])
        yield Fault("hidden_rows", f"hidden rows: {rows}", "every row in sight", "unhide them").at(sheet.name, "")
    if found.hidden_columns:
        columns = ", ".join(found.hidden_columns[:MOST_OF_A_KIND])
        fault = Fault("hidden_columns", f"hidden columns: {columns}", "every column in sight", "unhide them")
        yield fault.at(sheet.name, "")
    if found.filtered:
        mend = "in Excel: Data, Filter, to switch it off"
        yield Fault("filtered", "a filter", "every row in sight", mend).at(sheet.name, "")
    for area in found.merged:
        mend = "unmerge the cells and type each answer into its own"
        yield Fault("merged_cells", f"merged cells {area}", "one cell for each answer", mend).at(
            sheet.name, area.split(":")[0]
        )


def _capped(findings: Iterator[CellFinding]) -> list[CellFinding]:
    """The first findings, and one for the rest."""
    every = list(findings)
    if len(every) <= MOST_OF_A_KIND:
        return every
    last = every[MOST_OF_A_KIND]
    rest = Fault(last.code, f"{len(every) - MOST_OF_A_KIND} more cells like it", last.allowed, last.mend)
    return [*every[:MOST_OF_A_KIND], rest.at(last.sheet, last.cell)]


def _words_of(cell: GridCell, known: Known) -> str:
    match cell.type:
        case CellType.FORMULA:
            return "a formula"
        case CellType.NUMBER if len(re.sub(r"\D", "", cell.text)) >= 7:
            return "a long number"  # perhaps a TRN or a telephone number
        case CellType.NUMBER:
            return f"the number {cell.text}"
        case CellType.TEXT:
            return f"the text {echo(cell.text, known)}"
    return f"a {cell.type}"


def _says(cell: GridCell, text: str) -> bool:
    return _flat(cell.text).removesuffix(".0") == _flat(text)


def _is_a_count(cell: GridCell) -> bool:
    return re.fullmatch(r"[0-9]{1,6}(\.0+)?", trimmed(cell.text)) is not None


def _flat(text: str) -> str:
    """Line ends and runs of spaces are the office program's affair."""
    return " ".join(trimmed(text).split())


def _bare(formula: str) -> str:
    return re.sub(r"[\s$]", "", formula).upper()
