"""Whose workbook this is, for which half-year, and whether its questions are still those asked.

The template's line stands in three places (a property of the file, a hidden sheet, the last line of the Read me),
because every office program drops another one of them. Two that agree are believed; one alone may have been carried
into a file of somebody else's making by a copied cell.
"""

from __future__ import annotations

from collections import Counter

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.grid import Grid
from dashboard.intake.workbook.layout import Layout, Template
from dashboard.intake.workbook.model import RefusedFile
from dashboard.intake.workbook.values import trimmed
from dashboard.periods import Period

NEW_ONE = "Ask the Secretariat for a new one, type your numbers into it and send that."

_PLACES_TO_AGREE = 2


def template_of(grid: Grid) -> Template:
    """The template that two places name. RefusedFile when there is none, or no two agree."""
    places = [{template.text for text in texts if (template := _parsed(text))} for texts in _texts(grid)]
    named = Counter(text for place in places for text in place)
    agreed = [text for text, times in named.items() if times >= _PLACES_TO_AGREE]
    template = Template.parse(agreed[0]) if len(agreed) == 1 else None
    if template is not None:
        return template
    if not named:
        raise RefusedFile("no_template", f"This is not a workbook of ours, or its marks were taken out. {NEW_ONE}")
    raise RefusedFile(
        "template_unclear",
        f"The marks that say whose workbook this is and for which half-year do not agree. {NEW_ONE}",
    )


def refuse_another(
    template: Template, catalogue: Catalogue, agency: str | None = None, period: Period | None = None
) -> None:
    """RefusedFile for an agency we do not know, another agency's workbook or another half-year's."""
    names = {one.code: one.name for one in catalogue.agencies}
    if template.agency not in names:
        raise RefusedFile("unknown_agency", f"This workbook is of an agency that is not on our list. {NEW_ONE}")
    if agency is not None and template.agency != agency:
        raise RefusedFile(
            "other_agency",
            f"This is the workbook of {names[template.agency]}, not of {names.get(agency, agency)}. "
            "Send the workbook of your own agency.",
        )
    if period is not None and template.period != period:
        raise RefusedFile(
            "other_period",
            f"This is the workbook for {template.period.words}, not for {period.words}. "
            "Send the workbook for the half-year that is asked.",
        )


def refuse_another_version(template: Template, layout: Layout) -> None:
    """RefusedFile when the questions or their places have changed since the workbook was made."""
    if template.version != layout.version:
        raise RefusedFile("other_version", f"This workbook was made before the questions changed. {NEW_ONE}")


def nothing_owed() -> RefusedFile:
    """For an agency that the catalogue no longer asks, or a half-year for which it never did."""
    return RefusedFile("nothing_owed", "Nothing is asked of this agency for this half-year. Ask the Secretariat.")


def _texts(grid: Grid) -> list[list[str]]:
    """What stands in each place: the file's properties, then each sheet."""
    sheets = [[cell.text for cell in sheet.cells.values()] for sheet in grid.sheets]
    return [list(grid.properties.values()), *sheets]


def _parsed(text: str) -> Template | None:
    return Template.parse(trimmed(text)) if "cpc-return" in text else None
