"""Namespaces of WordprocessingML and what goes with it, in the form lxml uses."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}


def w(name: str) -> str:
    """`w("p")` is `{http://…}p`."""
    return f"{{{NS['w']}}}{name}"


def r(name: str) -> str:
    """`r("id")` is `{http://…}id`, for relationship ids."""
    return f"{{{NS['r']}}}{name}"


def wp(name: str) -> str:
    """`wp("docPr")` is `{http://…}docPr`."""
    return f"{{{NS['wp']}}}{name}"


def is_on(parent: Element | None, name: str) -> bool:
    """Whether a switch such as `w:b` or `w:tblHeader` is set: there, and not said to be off."""
    found = None if parent is None else parent.find(f"w:{name}", NS)
    return found is not None and found.get(w("val"), "true") not in ("0", "false", "off")


def value(parent: Element | None, path: str) -> str:
    """The `w:val` at a path below an element; "" where there is none."""
    found = None if parent is None else parent.find(path, NS)
    return "" if found is None else found.get(w("val"), "")


def whole_number(text: str | None) -> int:
    """A measure as a whole number; 0 for what is missing or is none."""
    try:
        return round(float(text or 0))
    except ValueError:
        return 0
