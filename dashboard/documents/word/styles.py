"""The styles a document needs from its house-style file, found by name.

Ids are not stable (LibreOffice renames them), names are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from docx.document import Document


class Style(StrEnum):
    """Style names as Word shows them."""

    BODY = "Body Text"
    HEADING_1 = "Heading 1"
    HEADING_2 = "Heading 2"
    HEADING_3 = "Heading 3"
    CONTENTS_HEADING = "TOC Heading"
    CONTENTS_1 = "toc 1"
    CONTENTS_2 = "toc 2"
    CONTENTS_TABLES = "table of figures"
    CAPTION = "Caption"
    FIGURE = "Figure"
    SOURCE = "Source Line"
    TABLE = "Report Table"
    TABLE_HEAD = "Table Head"
    TABLE_TEXT = "Table Text"
    BULLETS = "List Bullet"
    NUMBERS = "List Number"
    QUOTE = "Commitment"
    VERDICT = "Verdict"
    BOX = "Note Box"
    BOX_TITLE = "Note Box Title"
    BOX_LIST = "Note Box List"
    DRAFTING = "Drafting Note"
    DRAFTING_TITLE = "Drafting Note Title"
    DRAFTING_LIST = "Drafting Note List"
    LINK = "Hyperlink"
    FOOTNOTE_TEXT = "footnote text"
    FOOTNOTE_REFERENCE = "footnote reference"


def style_ids(document: Document) -> Mapping[Style, str]:
    """Ids of all styles, by name. Raises ValueError listing every style that the file lacks."""
    found = {style.element.name_val.lower(): style.style_id for style in document.styles}
    missing = [style for style in Style if style.lower() not in found]
    if missing:
        raise ValueError(f"the house-style file has no style called {', '.join(missing)}; add it in Word")
    return {style: found[style.lower()] for style in Style}


@dataclass(frozen=True)
class Geometry:
    """Page measures in twentieths of a point (dxa), portrait."""

    text_width: int
    landscape_text_width: int


def geometry(document: Document) -> Geometry:
    """Room for text on an upright and on a turned page of the file's last section."""
    section = document.sections[-1]
    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    width, height, left, right = (int(size or 0) // _EMU_PER_DXA for size in sizes)
    return Geometry(width - left - right, height - left - right)


_EMU_PER_DXA = 635
