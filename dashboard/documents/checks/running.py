"""All checks, in the order of their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dashboard.documents.checks import (
    contents,
    fields,
    look,
    package_parts,
    structure,
    tables,
    wording,
)
from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.laid_out import pdf_findings
from dashboard.documents.checks.opened import Docx, NotADocumentError

CHECKS: Mapping[str, Callable[[Docx], Iterator[Finding]]] = {
    "D01": structure.headings,
    "D02": structure.fake_headings,
    "D03": structure.typed_layout,
    "D05": contents.lists_of_contents,
    "D09": contents.caption_places,
    "D10": contents.caption_numbers,
    "D11": tables.table_shapes,
    "D12": tables.table_descriptions,
    "D13": tables.alternative_texts,
    "D15": tables.drawings,
    "D16": contents.references_to_captions,
    "D17": tables.widths,
    "D18": look.contrasts,
    "D20": fields.field_results,
    "D21": fields.bookmarks,
    "D22": fields.footnotes,
    "D23": fields.update_prompts,
    "D24": fields.footers,
    "D25": wording.left_overs,
    "D29": wording.number_forms,
    "D31": wording.hidden_text,
    "D35": wording.language,
    "D36": package_parts.properties,
    "D37": look.orientations,
    "D38": package_parts.package,
    "D43": package_parts.content_controls,
}
"""Beside these: D04, which may know the house style, and D06, D07, D40 and D42, which need the PDF."""


def check(docx: bytes, pdf: bytes | None = None, *, house_style: bytes | None = None) -> list[Finding]:
    """Every fault of a document, sorted; an empty list if it passes.

    With `pdf`, that layout is checked against it. With `house_style` (the file the document was made from) styles that
    are not of the house are faults; else only styles that are not defined. A file that cannot be opened is one finding.
    """
    try:
        opened = Docx(docx)
        house = Docx(house_style).styles.names if house_style is not None else None
    except NotADocumentError as error:
        return [Finding("D38", "file", str(error))]
    found = [finding for run in CHECKS.values() for finding in run(opened)]
    found += structure.style_use(opened, house)
    if pdf is not None:
        found += pdf_findings(opened, pdf)
    return sorted(found)
