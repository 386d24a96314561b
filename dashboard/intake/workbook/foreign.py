"""Texts of a file that stand in no cell: they must be the form's own, or one that an office program writes by itself.

What is kept is the file as it was sent, so a name in a page header would be kept as long as the number beside it. Each
text that the child tells (`child_texts`) is compared with those of a workbook written anew for the same template;
beside them `foreign_allowed` has the short closed set of what Excel and LibreOffice add. Anything else is an error and
is not repeated. Who saved the file is the one thing that programs write unasked (the blank asks Excel not to): what
looks like a name there is asked about, as `docs/focal-person.md` says; the folder is looked at for numbers only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.child_texts import KINDS, texts
from dashboard.intake.workbook.foreign_allowed import OF_A_NETWORK, Ours, flat, is_allowed, sections, words
from dashboard.intake.workbook.grid import Grid, LooseText
from dashboard.intake.workbook.layout import NOTICE, README, TEMPLATE_PROPERTY, Layout, Template
from dashboard.intake.workbook.model import PROBLEMS, CellFinding, Severity
from dashboard.intake.workbook.personal import Known, never_kept, traces
from dashboard.intake.workbook.values import Fault
from dashboard.ledger import SYNTHETIC

MOST = 5_000
"""Texts that are looked at: a form has about 500. More of them is a finding in itself."""

_AMENDMENT = (
    r"Amendment: it opens with your return filed on \d{1,2} \w+ \d{4}\. Change what must change and sign again\."
)
_NOTICE = re.compile(rf"(?:{SYNTHETIC})?\s*(?:{_AMENDMENT})?")
_MARKING = "return check"
"""The formula that colours the cells of a marked copy."""

_ASKED = ("author", "path", "office")
"""What programs and networks write unasked."""

_IN_NO_CELL = "only what the form has"
_COPY = "ask for a fresh copy of the workbook, copy your numbers into it and send that"
_INSPECT = "take it out (in Excel: File, Info, Check for Issues, Inspect Document)"

_IN_PLACE = {
    "header": "take it out (in Excel: Page Layout, Print Titles, Header/Footer)",
    "link": "take the link away and keep its words (right-click its cell, Remove Hyperlink)",
    "property": "clear it (in Excel: File, Info, Properties)",
    "name": "delete the name (in Excel: Formulas, Name Manager)",
    "name_text": "delete the name (in Excel: Formulas, Name Manager)",
    "format": "give the cells you formatted the format General (in Excel: Ctrl+1, Number)",
    "part": "delete the pictures, tables and charts you put in",
}
"""Where a person can take away what a person put in; of other kinds a program made it."""

_KEPT: dict[tuple[Template, str], Ours] = {}
_MOST_KEPT = 100
"""Templates remembered, one an agency and half-year: writing one takes a fifth of a second."""


def foreign_texts(
    grid: Grid, template: Template, layout: Layout, catalogue: Catalogue, known: Known
) -> list[CellFinding]:
    """A finding for each kind of foreign text on a sheet, personal or not. Total: any grid, no error."""
    findings = list(_notices(grid, layout))
    ours = _ours(layout, catalogue)
    for text in grid.texts[:MOST]:
        findings += _of_text(text, ours, known)
    if len(grid.texts) > MOST:
        findings.append(_fault(KINDS["other"]).at(README, ""))
    for name, value in grid.properties.items():
        if name != TEMPLATE_PROPERTY and flat(value) != template.text and not OF_A_NETWORK.fullmatch(name):
            findings.append(_fault("a property of the file").at(README, ""))
    return list(dict.fromkeys(findings))


def _notices(grid: Grid, layout: Layout) -> Iterator[CellFinding]:
    for sheet in layout.sheets:
        found = grid.sheet(sheet.name)
        cell = found.cells.get(NOTICE) if found else None
        if cell is not None and not _NOTICE.fullmatch(flat(cell.text)):
            yield _fault("the line under the title").at(sheet.name, NOTICE)


def _of_text(text: LooseText, ours: Ours, known: Known) -> Iterator[CellFinding]:
    """Nothing for what may stand there."""
    where = f"in {KINDS.get(text.kind, KINDS['other'])}"
    sheet = text.sheet if text.sheet in ours.sheets else README
    asked = text.kind in _ASKED
    if is_allowed(text.kind, text.text, ours):
        return
    mend = f"{_INSPECT} and send the workbook again" if asked else _mend(text.kind)
    for trace in never_kept(text.text):
        yield Fault(trace.code, f"{where}: {trace.found}", _IN_NO_CELL, mend).at(sheet, "")
    if not asked:
        yield _fault(KINDS.get(text.kind, KINDS["other"]), text.kind).at(sheet, "")
    elif text.kind == "office" or (text.kind == "author" and traces(text.text, known)):
        found = f"{where}: something that may name a person and stays in the file we keep"
        mend = f"{_INSPECT}, or write whose it is without a name, for example: the officer who filled it"
        yield Fault("file_author", found, "no name that is not needed", mend, Severity.WARNING).at(sheet, "")


def _fault(where: str, kind: str = "") -> Fault:
    return Fault("foreign_text", f"in {where}: a text that is not the form's", _IN_NO_CELL, _mend(kind))


def _mend(kind: str) -> str:
    return f"{_IN_PLACE[kind]} and send the workbook again; or {_COPY}" if kind in _IN_PLACE else _COPY


def _ours(layout: Layout, catalogue: Catalogue) -> Ours:
    """What the blank of this template says outside of its cells."""
    key = Template(layout.agency, layout.period, layout.version, ""), catalogue.agency(layout.agency).name
    if key not in _KEPT:
        from dashboard.intake.workbook.writing import write_workbook  # here: openpyxl is slow to import

        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        with ZipFile(BytesIO(write_workbook(layout, catalogue, watermark=SYNTHETIC))) as archive:
            found = texts(archive)
        sheets = frozenset(sheet.name for sheet in layout.sheets)
        formulas = [*(text for _, kind, text in found if kind == "formula"), _MARKING, PROBLEMS, *sheets]
        _KEPT[key] = Ours(
            {kind: frozenset(flat(text) for _, of, text in found if of == kind) for kind in KINDS},
            frozenset(word for text in formulas for word in words(text)),
            frozenset(part for _, kind, text in found if kind == "header" for part in sections(text)),
            sheets,
        )
    return _KEPT[key]
