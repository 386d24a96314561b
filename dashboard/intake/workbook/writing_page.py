"""A sheet on the screen and on paper: frozen head, A4 on its side, one page wide, tables whole where they can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.workbook.layout import README, Look, Sheet
from dashboard.intake.workbook.writing_look import LINE

_A4 = 9
"""Excel's number of the paper size."""

_MARGIN, _HEAD_MARGIN = 0.5, 0.65
"""Inches: at the sides, and above and below, where header and footer stand."""

_WIDTH, _HEIGHT = 297 / 25.4 * 72 - 2 * 72 * _MARGIN, 210 / 25.4 * 72 - 2 * 72 * _HEAD_MARGIN
"""Points of A4 on its side within the margins."""

_POINTS_OF_A_DIGIT = 5.25
"""7 pixels of 1/96 inch: the unit of column widths in Calibri 11."""

_SAFETY = 0.97
"""Programs round heights differently; a page planned full to the brim would spill one row on the next."""


def set_page(
    worksheet: Worksheet, sheet: Sheet, heights: Mapping[int, float], agency: str, period: str, watermark: str
) -> None:
    """Widths, heights, what stays in sight, protection, and how it is printed."""
    for column, width in enumerate(sheet.widths, start=1):
        worksheet.column_dimensions[get_column_letter(column)].width = width
    for row, height in heights.items():
        worksheet.row_dimensions[row].height = height
    worksheet.freeze_panes = sheet.frozen
    if sheet.name != README and sheet.blocks:  # whoever opens the Read me begins at its top
        for selection in worksheet.sheet_view.selection:
            selection.activeCell = selection.sqref = sheet.blocks[0].inputs[0].cell
    worksheet.sheet_view.showGridLines = False
    worksheet.protection.sheet = True
    worksheet.protection.formatColumns = False  # not locked: a long answer must be able to get more room
    worksheet.protection.formatRows = False
    _set_print(worksheet, sheet, agency, period, watermark)
    for row in breaks_of(sheet, heights):
        worksheet.row_breaks.append(Break(id=row - 1))  # Excel breaks below the row it names


def breaks_of(sheet: Sheet, heights: Mapping[int, float]) -> Iterator[int]:
    """The rows that begin a page, so that an indicator's head or a table stays together with what follows it."""
    head = int(sheet.frozen[1:]) - 1
    scale = min(1.0, _WIDTH / (sum(sheet.widths) * _POINTS_OF_A_DIGIT))
    height = [heights.get(row, LINE) for row in range(1, sheet.last_row + 1)]
    room = _HEIGHT / scale * _SAFETY
    used, per_page = sum(height[:head]), sum(height[:head])
    starts = [*_starts(sheet, head), sheet.last_row + 1]
    used += sum(height[head : starts[0] - 1])
    for start, end in pairwise(starts):
        needed = sum(height[start - 1 : end - 1])
        if used + needed - LINE > room and used > per_page:  # the blank row behind it may fall off the page
            yield start
            used = per_page
        if used + needed - LINE <= room:
            used = min(used + needed, room)
        else:
            used = (used + needed - per_page) % (room - per_page) + per_page


def _starts(sheet: Sheet, head: int) -> list[int]:
    """Rows of headings, and of table heads that do not follow their heading's text."""
    headings = {int(label.cell[1:]) for label in sheet.labels if label.look is Look.HEADING}
    filled = {int(label.cell[1:]) for label in sheet.labels}
    tables = {int(label.cell[1:]) for label in sheet.labels if label.look is Look.COLUMN}
    return sorted(row for row in headings | {row for row in tables if row - 1 not in filled} if row > head)


def _set_print(worksheet: Worksheet, sheet: Sheet, agency: str, period: str, watermark: str) -> None:
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = _A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_options.horizontalCentered = True
    margins = worksheet.page_margins
    margins.left = margins.right = _MARGIN
    margins.top = margins.bottom = _HEAD_MARGIN
    margins.header = margins.footer = _HEAD_MARGIN / 2
    worksheet.print_area = f"A1:{get_column_letter(sheet.last_column)}{sheet.last_row}"
    worksheet.print_title_rows = f"1:{int(sheet.frozen[1:]) - 1}"
    worksheet.HeaderFooter.oddHeader = _item(agency, watermark, period)
    worksheet.HeaderFooter.oddFooter = HeaderFooterItem(left=_part("&A"), right=_part("Page &P of &N"))


def _item(*texts: str) -> HeaderFooterItem:
    """Left, centre and right; in a header a single & would begin a field."""
    left, center, right = (_part(text.replace("&", "&&")) for text in texts)
    return HeaderFooterItem(left=left, center=center, right=right)


def _part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text or None)
