"""Every text of a workbook that stands in no cell: headers, rules, names, formats, properties. Standard library only.

Runs in the child process, beside `child.py`, on a file that has passed the gate (no document type, bounded names and
elements). In: the archive. Out: `(sheet, kind, text)`, each once; `kind` is one of `KINDS`. Parts that a form has no
use for are told by their kind of part; nobody parses them. Themes and the drawings of notes hold only colours and
boxes and are left.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.parsers import expat
from zipfile import ZipFile

KINDS = {
    "header": "a page header or footer",
    "rule": "the rule, or the note to a rule, of a cell",
    "formula": "the formula of a rule or of a coloured cell",
    "name": "a name given to cells",
    "name_text": "the comment on a name given to cells",
    "format": "the number format of cells",
    "style": "the name of a cell style",
    "code": "the program name of a sheet",
    "link": "a link",
    "property": "the properties of the file (title, subject, keywords, comments)",
    "author": "the properties of the file (author, last saved by, company, manager)",
    "title": "the titles that the properties of the file list",
    "program": "the program named in the properties of the file",
    "path": "the folder the file was kept in",
    "unused": "a text that no cell shows",
    "part": "a picture, table or other part that the form has not",
    "office": "a part that an office network adds",
    "other": "a part of the file that no sheet shows",
}

KNOWN_PARTS = re.compile(
    r"\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]*\.rels|docProps/(?:core|app|custom)\.xml|docMetadata/LabelInfo\.xml|"
    r"xl/(?:workbook|styles|sharedStrings|calcChain|metadata)\.xml|xl/theme/theme\d*\.xml|"
    r"xl/worksheets/[\w\-]+\.xml|xl/(?:comments/comment|comments|threadedComments/threadedComment|persons/person)"
    r"\d*\.xml|xl/(?:drawings/(?:vml|comments)\w*|legacyDrawing\w*)\.vml|xl/printerSettings/printerSettings\d*\.bin",
    re.IGNORECASE,
)
_UNREAD = re.compile(r"xl/theme/|xl/threadedComments/|.*\.(?:vml|bin)$|\[Content_Types\]", re.IGNORECASE)
_OFFICE = re.compile(r"customXml/|docProps/thumbnail", re.IGNORECASE)

_OF_ELEMENT = {
    **dict.fromkeys(("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"), "header"),
    **dict.fromkeys(("formula1", "formula2", "formula", "f"), "formula"),
    "definedName": "formula",
    **dict.fromkeys(("creator", "lastModifiedBy", "Company", "Manager", "author"), "author"),
    **dict.fromkeys(
        ("title", "subject", "description", "keywords", "category", "contentStatus", "identifier", "HyperlinkBase"),
        "property",
    ),
    "Application": "program",
    "lpstr": "title",
}
_OF_ATTRIBUTE = {
    **dict.fromkeys(("prompt", "promptTitle", "error", "errorTitle"), "rule"),
    "codeName": "code",
    "formatCode": "format",
    **dict.fromkeys(("display", "tooltip", "location"), "link"),
    **dict.fromkeys(("comment", "description", "help", "statusBar", "customMenu", "descr"), "name_text"),
    **dict.fromkeys(("userName", "user", "displayName", "userId"), "author"),
    "url": "path",
    "text": "rule",
}
_NAMED = {"cellStyle": "style", "tableStyle": "style", "definedName": "name", "sheet": ""}
"""What `name` is on these elements; "" is looked at elsewhere. On others it is a name given to cells or to a part."""

_PLAIN_NAMES = frozenset({"font", "property", "customPr"})
_CELLS = frozenset({"c", "si", "comment"})
_PART_OF_SHEET = "worksheets/"

Found = tuple[str, str, str]


def texts(archive: ZipFile) -> list[Found]:
    """Each text once, in the order of the file. ExpatError for what is not XML."""
    names = archive.namelist()
    titles = _titles(archive)
    found: dict[Found, None] = {}
    shown: set[int] = set()
    strings: list[str] = []
    for name in names:
        if _OFFICE.match(name):
            found["", "office", name] = None
        elif not KNOWN_PARTS.fullmatch(name) and not name.endswith("/"):
            found["", "part", name] = None
        elif not _UNREAD.match(name):
            reading = _Part(name)
            reading.parse(archive.read(name))
            shown |= reading.shown
            strings += reading.strings
            sheet = titles.get(name.replace("/_rels/", "/").removesuffix(".rels"), "")
            found.update(dict.fromkeys((sheet, kind, text) for kind, text in reading.found))
    found.update(dict.fromkeys(("", "unused", text) for number, text in enumerate(strings) if number not in shown))
    return list(found)


def _titles(archive: ZipFile) -> dict[str, str]:
    """Part by name of its sheet."""
    names: dict[str, str] = {}
    parts: dict[str, str] = {}

    def sheet(tag: str, given: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "sheet":
            names.update({value: given["name"] for key, value in given.items() if key.endswith(" id")})

    def relation(_: str, given: dict[str, str]) -> None:
        if "Id" in given:
            parts[given["Id"]] = posixpath.normpath(posixpath.join("/xl", given.get("Target", ""))).lstrip("/")

    for name, act in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", relation)):
        if name in archive.namelist():
            parser = expat.ParserCreate(namespace_separator=" ")
            parser.StartElementHandler = act
            parser.Parse(archive.read(name), True)
    return {parts[key]: title for key, title in names.items() if key in parts}


class _Part:
    """One XML part; `shown` are the shared texts that its cells show, `strings` the shared texts it holds."""

    def __init__(self, name: str) -> None:
        self.found: list[tuple[str, str]] = []
        self.shown: set[int] = set()
        self.strings: list[str] = []
        self._is_relations = name.endswith(".rels")
        self._is_custom = name.endswith("custom.xml")
        self._path: list[str] = []
        self._inside = 0
        self._is_shared = False
        self._text: list[str] = []
        self._pieces: list[str] = []

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.CommentHandler = self._comment
        parser.Parse(data, True)

    def _comment(self, text: str) -> None:
        self.found.append(("other", text))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        self._path.append(local)
        self._text.clear()
        if local in _CELLS and not self._inside:
            self._inside = len(self._path)
            self._is_shared = attributes.get("t") == "s"
        if not self._inside:
            self.found += self._of(local, attributes)

    def _of(self, local: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        if self._is_relations:
            if attributes.get("TargetMode", "").lower() == "external":
                yield "link", attributes.get("Target", "")
            return
        for key, value in attributes.items():
            name = key.rpartition(" ")[2]
            kind = _OF_ATTRIBUTE.get(name, "")
            if name == "name" and local not in _PLAIN_NAMES:
                kind = _NAMED.get(local, "name")
            if kind and value.strip():
                yield kind, value

    def _end(self, tag: str) -> None:
        local = tag.rpartition(" ")[2]
        text = "".join(self._text).strip()
        self._text.clear()
        self._path.pop()
        if self._inside:
            if self._is_shared and local == "v" and text.isdecimal():
                self.shown.add(int(text))
            if local == "t" and text:
                self._pieces.append(text)
            if len(self._path) < self._inside:
                if local == "si":
                    self.strings.append("".join(self._pieces))
                self._pieces.clear()
                self._inside = 0
        elif text and not self._is_custom:
            self.found.append((_OF_ELEMENT.get(local, "other"), text))
