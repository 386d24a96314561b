"""What a returned file may hold at most, each bound with its reason, and how its refusals are worded."""

from __future__ import annotations

import re
import time
import unicodedata

from dashboard.intake.workbook.model import RefusedFile

KIB = 1024
MIB = 1024 * KIB

MAX_FILE = 20 * MIB  # a filled return is under 100 KB; what is larger carries pictures, or hides something
MAX_PARTS = 400  # entries of the zip archive; ours have about 40
MAX_UNPACKED = 200 * MIB  # 50,000 rows of 12 columns unpack to about 30 MB
MAX_RATIO = 200  # unpacked to packed; real sheets reach 10 to 100, bombs about 1,000
RATIO_FROM = MIB  # below this an unpacked part harms nobody, whatever its ratio
MAX_DEPTH = 64  # XML elements inside each other; Excel's own deepest parts stay below 30
MAX_ELEMENTS = 5_000_000  # XML elements in all; 50,000 rows of 12 columns need about 3 million
MAX_SHEETS = 100  # ours have about 12
MAX_COLUMN = 104  # CZ; our widest sheet ends far before
MAX_ROW = 100_000  # our longest sheet has under 1,000 rows; twice the largest benchmark
LAST_ROW = 1_048_576  # Excel's own; an empty row down there is only formatting
MAX_CELLS = 700_000  # in all sheets; 50,000 rows of 12 columns are 600,000, and more would not fit the child's memory
MAX_TEXT = 32_767  # characters in a cell: Excel's own limit
MAX_OTHER_TEXT = MIB  # characters in any other element; names and settings are short
MAX_TOKEN = MIB  # bytes of one tag or XML comment, which the parser must hold whole
MAX_NAMES = 2_000  # distinct names of elements, attributes and namespaces in a part, of which expat keeps each
MAX_ADDRESS = 8_192  # characters of a relationship's target; Excel's longest hyperlink has 2,079
MAX_SHEET_NAME = 255  # characters; Excel allows 31, other programs more
MAX_STYLES = 65_490  # cell formats: Excel's own limit
MAX_JOINED = 100_000  # cells within merged ranges and linked ranges, each of which becomes an object
MAX_SECONDS = 30  # of this thread's processor time; the largest file that passes takes about 7
CHUNK = 64 * KIB

FRESH = "Copy your numbers into a fresh copy of the workbook that was sent to you and send that one"


class Clock:
    """Stops a check that takes longer than any honest file needs."""

    def __init__(self) -> None:
        self._end = time.thread_time() + MAX_SECONDS

    def check(self) -> None:
        if time.thread_time() > self._end:
            raise too_heavy()


def too_heavy() -> RefusedFile:
    """The one answer wherever time or memory runs out, here or in the child process."""
    return RefusedFile(
        "too_heavy",
        f"The file is too heavy: opening it takes more time or memory than any filled return needs. {FRESH}.",
    )


def damaged() -> RefusedFile:
    """The one answer to whatever is not a sound workbook and has no sentence of its own."""
    return RefusedFile(
        "damaged",
        "The file is damaged: it looks like a workbook but its contents cannot be read. Open it in Excel, let Excel "
        f"repair it, save it as an Excel workbook (.xlsx) and send it again. If it does not open: {FRESH.lower()}.",
    )


def shown(name: str) -> str:
    """A name out of the file, fit to stand in a sentence: no control or direction characters, at most 60 long."""
    plain = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    return plain if len(plain) <= 60 else plain[:59] + "…"


ADDRESS = re.compile(r"([A-Z]{1,8})([1-9][0-9]{0,9})")  # longer than Excel's own, so that `ZZZZZ99999999` is told


def place_of(address: str) -> tuple[int, int]:
    """`C12` as (row, column) = (12, 3). `damaged` for anything that is not an address."""
    match = ADDRESS.fullmatch(address)
    if match is None:
        raise damaged()
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
