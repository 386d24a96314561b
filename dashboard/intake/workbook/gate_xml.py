"""One XML part, watched while expat streams it: no document type, no depth, no cell outside the form, nothing endless.

Only what the parser must hold whole (one tag, the distinct names) is ever in memory, and that is bounded too.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from typing import NoReturn
from xml.parsers import expat

from dashboard.intake.workbook.gate_forbidden import (
    FORBIDDEN_ELEMENTS,
    calls_a_program,
    check_name,
    check_relation,
    refuse,
)
from dashboard.intake.workbook.gate_limits import (
    FRESH,
    LAST_ROW,
    MAX_ADDRESS,
    MAX_CELLS,
    MAX_COLUMN,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_JOINED,
    MAX_NAMES,
    MAX_OTHER_TEXT,
    MAX_ROW,
    MAX_SHEET_NAME,
    MAX_SHEETS,
    MAX_STYLES,
    MAX_TEXT,
    MAX_TOKEN,
    damaged,
    place_of,
    shown,
)
from dashboard.intake.workbook.gate_words import outside_area, program_call, text_too_long, too_complex, twice
from dashboard.intake.workbook.model import RefusedFile

SEPARATOR = " "  # between namespace and name; no namespace holds a space
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"  # Excel's “Strict Open XML”, which openpyxl reads as empty
RELATION_ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
ROW = f"{MAIN}{SEPARATOR}row"
WORKBOOK_TYPES = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")
ONE_TEXT = frozenset({"si", "comment", "threadedComment"})  # whose text, over all its runs, is one cell's or comment's
FORMULAS = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
REFERRING = frozenset({"mergeCell", "hyperlink", "comment", "threadedComment"})  # by `ref`, a cell or a range


class Survey:
    """What is counted over all parts, and how each sheet's part is called by its sheet's name."""

    def __init__(self) -> None:
        self.is_workbook = False
        self.elements = 0
        self.cells = 0
        self.styles = 0
        self.joined = 0
        self.sheets: dict[str, str] = {}
        self.titles: dict[str, str] = {}

    def place(self, part: str, cell: str = "") -> str:
        """`Sheet “Identify”, cell C12`, or the workbook and its part where no sheet is known for it."""
        place = f"Sheet “{shown(self.titles[part])}”" if part in self.titles else f"The workbook (part “{shown(part)}”)"
        return f"{place}, cell {shown(cell)}," if cell else f"{place}"


class Watch:
    """Feed it the bytes of one part; it raises RefusedFile at the first thing that no filled form holds."""

    def __init__(self, part: str, survey: Survey) -> None:
        self._part = part
        self._survey = survey
        self._fed = 0
        self._names: set[str] = set()
        self._depth = 0
        self._root = ""
        self._row = self._column = 0
        self._cell_depth = -1
        self._cell = ""
        self._outside = False
        self._text_depth = 0
        self._text_limit = MAX_OTHER_TEXT
        self._length = 0
        self._formula: list[str] | None = None
        self._parser: expat.XMLParserType | None = self._new_parser()
        self._acts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "Relationship": self._relationship,
            "Override": self._content_type,
            "Default": self._content_type,
            "sheet": self._sheet,
            "xf": self._style,
            **dict.fromkeys(REFERRING, self._reference),
            **{name: self._forbidden(code) for name, code in FORBIDDEN_ELEMENTS.items()},
        }

    def feed(self, chunk: bytes) -> None:
        """The next bytes. RefusedFile, or ExpatError for what is not XML."""
        self._parse(chunk, final=False)

    def close(self) -> None:
        """No more bytes. RefusedFile, or ExpatError for what is not complete."""
        self._parse(b"", final=True)

    def _new_parser(self) -> expat.XMLParserType:
        # Without interning: pyexpat would keep every distinct name of a hostile part.
        parser = expat.ParserCreate(namespace_separator=SEPARATOR, intern=None)
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._document_type
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return parser

    def _parse(self, chunk: bytes, *, final: bool) -> None:
        if self._parser is None:
            return
        self._fed += len(chunk)
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError:
            # Excel itself writes drawings of form controls that are not quite XML; nobody parses those.
            if not self._part.lower().endswith(".vml"):
                raise
            self._parser = None
        else:
            if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN:
                raise text_too_long(self._place())

    # ---- expat's events ----------------------------------------------------------------------------------------------

    def _document_type(self, *_: object) -> NoReturn:
        raise RefusedFile(
            "document_type",
            "The file declares a document type or entities of its own, with which a small file can grow without end "
            f"or read other files; Excel never writes such a file. {FRESH}.",
        )

    def _namespace(self, prefix: str | None, _uri: str) -> None:
        self._remember({prefix or ""})

    def _remember(self, names: set[str]) -> None:
        """The distinct names, of which expat keeps each."""
        self._names |= names
        if len(self._names) > MAX_NAMES:
            raise damaged()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        survey = self._survey
        survey.elements += 1
        self._depth += 1
        if survey.elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise too_complex(self._survey.place(self._part))
        if name not in self._names or not self._names.issuperset(attributes):
            self._remember({name, *attributes})
        if not self._text_depth:
            self._length = 0
        if self._depth == self._cell_depth:
            self._start_cell(attributes)
            return
        if self._outside and self._depth > self._cell_depth:
            raise outside_area(self._place())
        if name == ROW:
            self._start_row(attributes)
            return
        local = name.rpartition(SEPARATOR)[2]
        if self._depth == 1:
            self._start_root(name, local)
        if local in FORMULAS:
            self._formula = []
        if local in ONE_TEXT and not self._text_depth:
            self._begin_text()
        act = self._acts.get(local)
        if act:
            act(attributes)

    def _end(self, name: str) -> None:
        if self._formula is not None and name.rpartition(SEPARATOR)[2] in FORMULAS:
            if calls_a_program("".join(self._formula)):
                raise program_call(self._place())
            self._formula = None
        if self._depth == self._text_depth:
            self._text_depth = 0
            self._text_limit = MAX_OTHER_TEXT
        if self._depth == self._cell_depth:
            self._outside = False
            self._cell = ""
        elif self._depth == self._cell_depth - 1:
            self._cell_depth = -1
        self._depth -= 1

    def _characters(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._text_limit:
            raise text_too_long(self._place())
        if self._formula is not None:
            self._formula.append(text)

    # ---- sheets ------------------------------------------------------------------------------------------------------

    def _start_root(self, name: str, local: str) -> None:
        self._root = local
        if name == f"{STRICT}{SEPARATOR}workbook":
            raise RefusedFile(
                "strict_workbook",
                "The file is a “Strict Open XML Spreadsheet”, which cannot be read. In Excel choose File, Save As, "
                "Excel Workbook (.xlsx), and send that file.",
            )

    def _begin_text(self) -> None:
        self._text_depth = self._depth
        self._text_limit = MAX_TEXT
        self._length = 0

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        row = int(attributes.get("r", self._row + 1))
        if row > LAST_ROW:
            raise damaged()
        if row <= self._row:
            raise twice(self._survey.place(self._part), f"row {row}")
        self._row, self._column, self._cell_depth = row, 0, self._depth + 1

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        """Any element in a row is read as a cell, whatever its name; one without an address follows the one before."""
        self._survey.cells += 1
        if self._survey.cells > MAX_CELLS:
            raise RefusedFile(
                "too_many_cells",
                f"The workbook has more than {MAX_CELLS:,} cells with an entry or a format; a filled return has under "
                f"10,000. {FRESH}.",
            )
        address = attributes.get("r", "")
        row, column = place_of(address) if address else (self._row, self._column + 1)
        self._cell = address
        self._outside = row > MAX_ROW or column > MAX_COLUMN
        if not self._outside and row != self._row:
            raise damaged()
        if column <= self._column:
            raise twice(self._survey.place(self._part), f"cell {address}")
        self._column = column
        self._begin_text()

    def _sheet(self, attributes: Mapping[str, str]) -> None:
        if self._root != "workbook":
            return
        name, sheets = attributes.get("name", ""), self._survey.sheets
        if name.casefold() in (known.casefold() for known in sheets.values()):
            raise RefusedFile(
                "duplicate_sheet",
                f"The workbook has two sheets named “{shown(name)}”; each sheet may be there once. Delete the sheet "
                "that was added, save it and send it again.",
            )
        relation = attributes.get(RELATION_ID, "")
        if not relation or relation in sheets or len(name) > MAX_SHEET_NAME:
            raise damaged()
        sheets[relation] = name
        if len(sheets) > MAX_SHEETS:
            raise RefusedFile(
                "too_many_sheets",
                f"The workbook has more than {MAX_SHEETS} sheets; a return has about 12. {FRESH}.",
            )

    def _reference(self, attributes: Mapping[str, str]) -> None:
        """A merged or linked range becomes an object a cell, and a comment makes its cell."""
        if "ref" not in attributes:
            return
        first, _, last = attributes["ref"].partition(":")
        top, left = place_of(first.replace("$", ""))
        bottom, right = place_of(last.replace("$", "")) if last else (top, left)
        if max(top, bottom) > MAX_ROW or max(left, right) > MAX_COLUMN:
            self._cell = attributes["ref"]
            raise outside_area(self._place())
        self._survey.joined += (abs(bottom - top) + 1) * (abs(right - left) + 1)
        if self._survey.joined > MAX_JOINED:
            raise RefusedFile(
                "too_many_joined_cells",
                f"The workbook merges, links or comments on more than {MAX_JOINED:,} cells; the form has no merged "
                f"cells. {FRESH}.",
            )

    # ---- styles, types and relationships -----------------------------------------------------------------------------

    def _style(self, _: Mapping[str, str]) -> None:
        self._survey.styles += 1
        if self._survey.styles > MAX_STYLES:
            raise RefusedFile(
                "too_many_styles",
                f"The workbook has more than {MAX_STYLES:,} cell formats, which is more than Excel itself can hold. "
                f"{FRESH}.",
            )

    def _content_type(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        check_name(kind)
        self._survey.is_workbook |= kind.endswith(WORKBOOK_TYPES)

    def _relationship(self, attributes: Mapping[str, str]) -> None:
        target = attributes.get("Target", "")
        if len(target) > MAX_ADDRESS:
            raise damaged()
        check_relation(attributes.get("Type", ""), target, attributes.get("TargetMode", "").lower() == "external")
        title = self._survey.sheets.get(attributes.get("Id", ""))
        if title is not None and self._part == "xl/_rels/workbook.xml.rels":
            self._survey.titles[posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")] = title

    def _forbidden(self, code: str) -> Callable[[Mapping[str, str]], None]:
        def act(_: Mapping[str, str]) -> NoReturn:
            raise refuse(code)

        return act

    def _place(self) -> str:
        return self._survey.place(self._part, self._cell)
