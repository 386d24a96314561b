"""`write_workbook`: a layout drawn as an Excel workbook, blank or opened with the answers of the return it amends."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from string import ascii_uppercase

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.cell import absolute_coordinate
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook import writing_look as look
from dashboard.intake.workbook.layout import (
    NOTICE,
    README,
    TEMPLATE_CELL,
    TEMPLATE_PROPERTY,
    TEMPLATE_SHEET,
    Entry,
    Label,
    Layout,
    Look,
    NumberKey,
    Sheet,
    Template,
)
from dashboard.intake.workbook.writing_cells import validation_of
from dashboard.intake.workbook.writing_file import saved
from dashboard.intake.workbook.writing_page import set_page
from dashboard.intake.workbook.writing_values import Value, answers_of
from dashboard.ledger import Submission
from dashboard.periods import day_in_jamaica, day_in_words


def write_workbook(
    layout: Layout,
    catalogue: Catalogue,
    *,
    last: Mapping[NumberKey, str] | None = None,
    amends: Submission | None = None,
    watermark: str = "",
) -> bytes:
    """The bytes of an .xlsx; equal inputs give equal bytes.

    `last` is what stands beside a number as reported in the period before (`6`, `not available`), by the number's key.
    `amends` is the return whose answers it opens with. `watermark` stands on every sheet and printed page.
    """
    template = Template(layout.agency, layout.period, layout.version, amends.id if amends else "")
    answers = answers_of(layout, amends.draft) if amends else {}
    agency = catalogue.agency(layout.agency)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in layout.sheets:
        worksheet = workbook.create_sheet(sheet.name)
        written = {cell: answer for (name, cell), answer in answers.items() if name == sheet.name}
        heights = look.heights_of(sheet, {cell: str(answer) for cell, answer in written.items()})
        if not (watermark or amends):
            heights[int(NOTICE[1:])] = look.GAP
        _draw(worksheet, sheet, last or {}, written)
        _say(worksheet, sheet, amends, watermark)
        set_page(worksheet, sheet, heights, agency.name, layout.period.words, watermark)
    workbook[README][layout.footer].value = template.text
    look.draw_footer(workbook[README][layout.footer])
    _sign(workbook, template)
    workbook.active = 0
    properties = workbook.properties
    properties.creator, properties.title = "Trafficking in Persons Secretariat", f"Return of {agency.short}"
    return saved(workbook, layout.period.end)


def _draw(worksheet: Worksheet, sheet: Sheet, last: Mapping[NumberKey, str], written: Mapping[str, Value]) -> None:
    of_numbers = {label.cell[0] for label in sheet.labels if label.look is Look.LAST}
    of_numbers |= {cell.cell[0] for block in sheet.blocks for cell in block.inputs if cell.entry is Entry.NUMBER}
    for label in sheet.labels:
        cell = worksheet[label.cell]
        text = last.get(label.last_of, "") if label.last_of is not None else label.text
        if label.look is Look.SUM:
            cell.value = text
            cell.number_format = "#,##0"
        else:
            _put(cell, _number(text) if label.look is Look.LAST else text)
        over_numbers = label.cell[0] in of_numbers and label.look in (Look.COLUMN, Look.LAST, Look.SUM)
        look.draw(cell, label.look, wraps=label.span == 1, numbers=over_numbers)
        if label.look is Look.HEADING:
            for letter in ascii_uppercase[1 : len(sheet.widths)]:
                look.draw(worksheet[f"{letter}{cell.row}"], Look.HEADING, wraps=False)
    heads = {label.cell[1:]: label.text for label in sheet.labels if label.cell[0] == "A"}
    for block in sheet.blocks:
        for asked in (*block.inputs, *((block.confirm,) if block.confirm else ())):
            cell = worksheet[asked.cell]
            look.draw_input(cell, asked.entry, decimals=asked.decimals)
            if asked.cell in written:
                _put(cell, written[asked.cell])
            worksheet.add_data_validation(validation_of(asked, heads[asked.cell[1:]]))
    _compare(worksheet, sheet.labels)


def _say(worksheet: Worksheet, sheet: Sheet, amends: Submission | None, watermark: str) -> None:
    """The line under the title: training, and on the first sheet what an amendment is."""
    said = [watermark] if watermark else []
    if amends is not None and sheet.name == README:
        filed = day_in_words(day_in_jamaica(amends.recorded_at))
        said.append(f"Amendment: it opens with your return filed on {filed}. Change what must change and sign again.")
    if said:
        _put(worksheet[NOTICE], "   ".join(said))
        look.draw_notice(worksheet[NOTICE])


def _compare(worksheet: Worksheet, labels: tuple[Label, ...]) -> None:
    """Colours a sum and the total under it while both are there and differ; a sum of blanks is not shown as 0."""
    for label in labels:
        if label.look is Look.SUM and label.text.startswith("=SUM("):
            summed, total = label.cell, f"{label.cell[0]}{int(label.cell[1:]) + 1}"
            parts = label.text.removeprefix("=SUM(").removesuffix(")")
            one, other = absolute_coordinate(summed), absolute_coordinate(total)  # the same from both cells
            differs = f"AND(ISNUMBER({other}),COUNT({absolute_coordinate(parts)})>0,{one}<>{other})"
            rule = Rule(type="expression", formula=[differs], dxf=DifferentialStyle(fill=look.DIFFERS))
            worksheet.conditional_formatting.add(f"{summed}:{total}", rule)
            empty = Rule(type="expression", formula=[f"COUNT({parts})=0"], dxf=DifferentialStyle(font=look.BLANK))
            worksheet.conditional_formatting.add(summed, empty)


def _sign(workbook: Workbook, template: Template) -> None:
    """The template's text where the reader looks for it, beside the footer; and no sheet may be added or renamed."""
    properties = workbook.custom_doc_props  # type: ignore[attr-defined]  # types-openpyxl does not know it
    properties.append(StringProperty(name=TEMPLATE_PROPERTY, value=template.text))
    hidden = workbook.create_sheet(TEMPLATE_SHEET)
    hidden[TEMPLATE_CELL].value = template.text
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    workbook.security = WorkbookProtection(lockStructure=True)


def _put(cell: Cell, value: Value | int | float) -> None:
    """Text stays text, even if it begins like a formula; a number is the exact number."""
    if isinstance(value, str):
        if not value:
            return
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@"
    else:
        cell.value = int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


def _number(text: str) -> int | str:
    """What was reported last period as a number, if it is a whole one, so that it is lined up and readable."""
    return int(text) if text.isascii() and text.isdecimal() else text
