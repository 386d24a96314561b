"""Styles by id and by name, with what they inherit. Ids are not stable (LibreOffice renames them), names are."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.documents.checks.xml_names import NS, Element, value, w

WHITE, BLACK = "FFFFFF", "000000"


class StyleSheet:
    """`word/styles.xml`, for questions."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._styles = {style.get(w("styleId"), ""): style for style in root.findall("w:style", NS)}

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self._styles)

    @property
    def names(self) -> frozenset[str]:
        """Lower case, as Word compares them."""
        return frozenset(self.name(style) for style in self._styles)

    def name(self, style_id: str) -> str:
        """The lower-case name; the id itself where the style is not defined."""
        style = self._styles.get(style_id)
        return (value(style, "w:name") or style_id).lower()

    def name_of_paragraph(self, paragraph: Element) -> str:
        return self.name(value(paragraph, "w:pPr/w:pStyle") or self._default("paragraph"))

    def references(self) -> Iterator[tuple[str, str]]:
        """(style, style it refers to) for what styles are based on, followed by or linked to."""
        for style_id, style in self._styles.items():
            for link in ("basedOn", "next", "link"):
                if other := value(style, f"w:{link}"):
                    yield style_id, other

    def colour(self, style_id: str) -> str:
        """Text colour as six hex digits; the document's default where the style says nothing."""
        for style in self._chain(style_id):
            if colour := value(style, "w:rPr/w:color"):
                return BLACK if colour == "auto" else colour.upper()
        default = value(self._root, "w:docDefaults/w:rPrDefault/w:rPr/w:color")
        return BLACK if default in ("", "auto") else default.upper()

    def own_colour(self, style_id: str) -> str:
        """Text colour where the style or one it is based on says so, else ""."""
        return next((found for style in self._chain(style_id) if (found := value(style, "w:rPr/w:color"))), "")

    def fill(self, style_id: str) -> str:
        """Background of the paragraph, "" where the style has none."""
        for style in self._chain(style_id):
            if found := shade(style.find("w:pPr/w:shd", NS)):
                return found
        return ""

    def first_row_fill(self, table_style: str) -> str:
        """Background of a table's header row by its style, "" where it has none."""
        for style in self._chain(table_style):
            row = style.find('w:tblStylePr[@w:type="firstRow"]/w:tcPr/w:shd', NS)
            if found := shade(row):
                return found
        return ""

    def language(self) -> str:
        """The language of the document's defaults."""
        lang = self._root.find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", NS)
        return "" if lang is None else lang.get(w("val"), "")

    def paragraph_style(self, paragraph: Element) -> str:
        """The style's id, the default one where the paragraph names none."""
        return value(paragraph, "w:pPr/w:pStyle") or self._default("paragraph")

    def _default(self, kind: str) -> str:
        found = (
            style_id
            for style_id, style in self._styles.items()
            if style.get(w("type")) == kind and style.get(w("default")) in ("1", "true")
        )
        return next(found, "")

    def _chain(self, style_id: str) -> Iterator[Element]:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = value(self._styles[style_id], "w:basedOn")


def shade(element: Element | None) -> str:
    """The fill of a `w:shd` as six hex digits, "" for none or automatic."""
    fill = "" if element is None else element.get(w("fill"), "")
    return "" if fill in ("", "auto") else fill.upper()
