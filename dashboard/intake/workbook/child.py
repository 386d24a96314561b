"""The process that opens a workbook: its bytes on standard input, its cells as lines of JSON on standard output.

Run by path as `python -I child.py MEMORY SECONDS` (bytes; seconds of processor time), never imported by the
application: what it imports has to stay little, because each file pays for it. Limits itself where the system can
(Linux; macOS keeps the processor limit only, Windows none, and the parent's wall clock ends it there), writes no file,
and answers by its exit code: 0 complete, 2 not started, 3 damaged, 4 too heavy. openpyxl in full mode: its read-only
mode believes the size a sheet declares and silently drops the rest.

Lines: `["book", {…}]`, then for each sheet `["sheet", {…}]` and `["cells", {address: [type, text]}]` a row, and
`["end"]`.
"""

from __future__ import annotations

import gc
import importlib.util
import json
import math
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

NOT_STARTED = 2  # Python's own code for a program that is not there
DAMAGED = 3
TOO_HEAVY = 4

# openpyxl looks for these and does without; they would take 0.9 s and 130 MB to load. lxml is left out on purpose as
# well: defusedxml then stands before every part.
UNNEEDED = ("numpy", "PIL", "lxml")

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
EXCEL_DIGITS = 15  # beyond these, Excel writes a decimal as the double it is: 6.1 as 6.0999999999999996
THREADED = "/relationships/threadedComment"

Line = list[Any]


class Stored(float):
    """A number with its text in the file: `6`, `6.0`, `6.50`."""

    text: str


@lru_cache(maxsize=4096)
def stored(text: str) -> Stored | str:
    """The number a cell stores; the text itself for what no number is (`NaN`, `INF`)."""
    text = text.strip()
    if NUMBER.fullmatch(text) is None or not math.isfinite(float(text)):
        return text
    number = Stored(text)
    mantissa = re.split("[eE]", text)[0]
    digits = re.sub(r"\D", "", mantissa).lstrip("0")
    # The shortest spelling of the same double is what the person typed; whole numbers stay as they are.
    number.text = repr(float(text)) if "." in mantissa and len(digits) > EXCEL_DIGITS else text
    return number


@contextmanager
def exact_numbers() -> Iterator[None]:
    """Lets openpyxl keep the text of numbers, which it would turn into int and float."""
    from openpyxl.worksheet import _reader

    kept = vars(_reader)["_cast_number"]
    vars(_reader)["_cast_number"] = stored
    try:
        yield
    finally:
        vars(_reader)["_cast_number"] = kept


def lines(data: bytes) -> Iterator[Line]:
    """The workbook as lines. Any exception means that it is damaged; MemoryError that it is too heavy."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    from openpyxl.worksheet.worksheet import Worksheet

    reader = ExcelReader(BytesIO(data))
    with exact_numbers():
        reader.read()
    book: Any = reader.wb  # whose type stubs lack half of what is asked here
    # openpyxl passes over a sheet whose part is missing.
    if [sheet.name for sheet in reader.parser.sheets] != book.sheetnames:
        raise ValueError
    properties = {prop.name: str(prop.value) for prop in book.custom_doc_props.props}
    with ZipFile(BytesIO(data)) as archive:
        texts = beside("child_texts").texts(archive)
        from_1904 = book.epoch == CALENDAR_MAC_1904
        yield ["book", {"properties": properties, "counts_from_1904": from_1904, "texts": texts}]
        scaled = scaled_formats(book)
        for sheet in book._sheets:
            plain = {"name": sheet.title, "hidden": sheet.sheet_state != "visible"}
            if isinstance(sheet, Worksheet):
                yield ["sheet", plain | shape(sheet) | {"comments": comments(sheet, archive)}]
                yield from cells(sheet, scaled)
            else:
                yield ["sheet", plain]
    yield ["end"]


def shape(sheet: Any) -> dict[str, Any]:
    """What may hide or shift something; columns as ranges [first, last], counted from 1."""
    filters = [sheet.auto_filter, *(table.autoFilter for table in sheet.tables.values() if table.autoFilter)]
    return {
        "merged": [str(area) for area in sheet.merged_cells.ranges],
        "hidden_rows": sorted(n for n, row in sheet.row_dimensions.items() if row.hidden or row.ht == 0),
        "hidden_columns": [
            [column.min, column.max]
            for column in sheet.column_dimensions.values()
            if column.min and column.max and (column.hidden or column.width == 0)
        ],
        "filtered": any(kept.filterColumn or kept.sortState for kept in filters),
    }


def comments(sheet: Any, archive: ZipFile) -> dict[str, str]:
    """Notes and threaded comments by cell; replies one below the other."""
    from defusedxml.ElementTree import fromstring

    found = {cell.coordinate: [cell.comment.text] for cell in sheet._cells.values() if cell.comment}
    for relation in sheet._rels:
        if relation.Type.endswith(THREADED):
            for comment in fromstring(archive.read(relation.target)):
                text = "".join(part.text or "" for part in comment if part.tag.endswith("}text"))
                known = found.setdefault(comment.get("ref", ""), [])
                # Beside each thread Excel keeps a note that repeats it.
                if text and not any(text in said for said in known):
                    known.append(text)
    return {address: "\n".join(said) for address, said in found.items()}


def cells(sheet: Any, scaled: frozenset[int]) -> Iterator[Line]:
    """The filled cells, a line a row. `scaled` are the number formats in which a number looks like another."""
    for _, row in groupby(sheet._cells.values(), key=lambda cell: cell.row):
        filled = {}
        for cell in row:
            if entry := entry_of(cell.value, cell.data_type):
                shown_otherwise = entry[0] == "number" and cell._style.numFmtId in scaled
                filled[cell.coordinate] = ("scaled", entry[1]) if shown_otherwise else entry
        if filled:
            yield ["cells", filled]


def scaled_formats(book: Any) -> frozenset[int]:
    """The ids of the workbook's number formats that `shows_another`."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    own = enumerate(book._number_formats, start=BUILTIN_FORMATS_MAX_SIZE)
    return frozenset(number for number, code in [*BUILTIN_FORMATS.items(), *own] if shows_another(code))


def shows_another(code: str) -> bool:
    """Whether a format shows a number above zero as a per cent, in thousands, or not at all."""
    plain = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].', "", code).partition(";")[0]
    if "%" in plain or re.search(r"[0#?],+(?![0#?,])", plain):
        return True
    return bool(code) and not re.search(r"[0#?@]|general|[dmyhs]", plain, re.IGNORECASE)


def entry_of(value: object, kind: str) -> tuple[str, str] | None:
    """One cell as (type, exact text), None where it is blank. `kind` is openpyxl's letter."""
    if value is None or value == "":
        return None
    if kind == "f":
        return "formula", value if isinstance(value, str) else str(getattr(value, "text", None) or "=")
    if kind == "e":
        return "error", str(value)
    if isinstance(value, Stored):
        return "number", value.text
    if isinstance(value, bool):
        return "boolean", str(value).upper()
    if isinstance(value, date | time | timedelta):
        return "date", date_text(value)
    return "text", str(value)


def date_text(value: date | time | timedelta) -> str:
    """`2021-04-01`; with a time of day `2021-04-01T10:30:00`; a time or a duration alone `10:30:00`."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value) if isinstance(value, timedelta) else value.isoformat()


def limit(memory: int, seconds: int) -> None:
    """No more memory and processor time than this, no file written, no core left behind."""
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        *([(resource.RLIMIT_AS, memory)] if sys.platform == "linux" else []),
    )
    for kind, most in wanted:
        allowed = resource.getrlimit(kind)[1]
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(kind, (most, most))


def answer(data: bytes) -> Iterable[bytes]:
    """The lines as bytes."""
    return (json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n" for line in lines(data))


def beside(name: str) -> ModuleType:
    """A module of this folder, loaded by its path: the child runs without the application."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Read, answer, end by exit code."""
    gc.disable()  # the process is short, its values hold no circles, and looking for them takes a quarter of the time
    limit(int(sys.argv[1]), int(sys.argv[2]))
    os.environ["OPENPYXL_LXML"] = "False"
    for name in UNNEEDED:
        vars(sys)["modules"][name] = None  # which is how an import is refused
    try:
        import defusedxml  # noqa: F401 - absent, it must stop us here and not pass unnoticed
        import openpyxl  # noqa: F401 - a fault of the installation is no fault of the file

        sys.stdout.buffer.writelines(answer(sys.stdin.buffer.read()))
        sys.stdout.buffer.flush()
        os._exit(0)  # without taking half a million objects apart first
    except MemoryError:
        os._exit(TOO_HEAVY)
    except ImportError:
        os._exit(NOT_STARTED)
    except Exception as error:
        # Whatever openpyxl meets on a sick file, and it meets many kinds. expat says in words that memory ran out.
        os._exit(TOO_HEAVY if "out of memory" in str(error) else DAMAGED)


if __name__ == "__main__":
    main()
