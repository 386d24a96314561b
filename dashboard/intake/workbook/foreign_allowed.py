"""The texts outside of cells that a filled form may hold: the template's own, and what office programs write alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class Ours:
    """What the template has: texts by kind, `words` of its formulas, `sections` of its headers, its sheets."""

    said: Mapping[str, frozenset[str]]
    words: frozenset[str]
    sections: frozenset[str]
    sheets: frozenset[str]


OF_A_NETWORK = re.compile(r"MSIP_Label_[0-9a-f\-]{36}_\w+|ContentTypeId|WorkbookGuid|KSOProductBuildVer|ICV")
"""Properties that sensitivity labels, SharePoint and WPS add; what they say is looked at like any other."""

_FIELD = re.compile(r'&(?:"[^"]*"|K[0-9A-F+\-]{5,8}|\d+|[A-Z])', re.IGNORECASE)
_SECTION = re.compile(r"(?<!&)&[LCR]")
_FONT = re.compile(r'&"([^"]*)"')
_PLAIN_FONT = re.compile(
    r"(?:-|Calibri|Carlito|Arial|Liberation Sans|Times New Roman),(?:Regular|Bold|Italic|Bold Italic)"
)
_FORMAT_MARKS = re.compile(
    r'"[^"]*"|\[\$[^\]]{0,4}(?:-[0-9A-F]+)?\]|\[(?:Red|Black|Blue|Green|White|Color\d+|[<>=]+\d+|h+|m+|s+)\]|\\\W|_\W|\*\W',
    re.IGNORECASE,
)
_FORMAT_LETTERS = re.compile(r"(?:d+|m+|y+|h+|s+|e|a|p|am|pm|general|standard)", re.IGNORECASE)
_QUOTED = frozenset({"", "$", "J$", "US$", "JMD", "USD", "€", "£", "TRUE", "FALSE", "-"})
_STYLES = re.compile(
    r"Normal(?: \d+)?|Default|(?:Comma|Currency)(?: \[0\])?|Percent|(?:Followed )?Hyperlink|Good|Bad|Neutral|"
    r"Calculation|Check Cell|Explanatory Text|Input|Linked Cell|Note|Output|Warning(?: Text)?|Heading ?\d?|Title|"
    r"Total|Result2?|Text|Status|Error|Footnote|(?:\d{2}% - )?Accent ?\d?|(?:Row|Col)Level_\d|ConditionalStyle_\d+"
)
_CODES = re.compile(r"(?:Sheet|Tabelle|Feuil|Hoja)\d{0,3}|ThisWorkbook|DieseArbeitsmappe")
_NAMES = re.compile(r"(?:_xlnm\.)?_?(?:Print_Area|Print_Titles|FilterDatabase)", re.IGNORECASE)
_PROGRAMS = re.compile(
    r"Microsoft (?:Macintosh )?Excel(?: Online)?(?: Compatible / Openpyxl [\d.]+)?|WPS (?:Office|Spreadsheets)|"
    r"LibreOffice/[\d.]+\$\w+ LibreOffice_project/\w+(?:\$Build-\d+)?"
)
_TITLES = re.compile(r"Worksheets|Named Ranges|Sheet\d*|Problems|Template")
_MACHINE = re.compile(r"[\d.,:TZ+\-]*|true|false|[a-z]{2}-[A-Z]{2}|\{[0-9A-F\-]{36}\}")
_CELL = re.compile(r"\$?[A-Z]{1,3}\$?\d+")


def is_allowed(kind: str, text: str, ours: Ours) -> bool:
    """Whether a text may stand where it stands; of a kind with no rule only what the template itself says."""
    if flat(text) in ours.said.get(kind, frozenset()):
        return True
    rule = _RULES.get(kind)
    return rule is not None and rule(text, ours)


def sections(header: str) -> frozenset[str]:
    """What is printed left, in the middle and right, without fonts and fields."""
    parts = (_FIELD.sub(" ", part.replace("&&", "\0")).replace("\0", "&") for part in _SECTION.split(header))
    return frozenset(flat(part) for part in parts if part.strip())


def words(formula: str) -> frozenset[str]:
    """Its words in small letters; each program spaces, quotes and anchors the same formula in its own way."""
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", formula))


def flat(text: str) -> str:
    """Line ends and runs of spaces are the office program's affair."""
    return " ".join(text.split())


def _header(text: str, ours: Ours) -> bool:
    return all(map(_PLAIN_FONT.fullmatch, _FONT.findall(text))) and sections(text) <= ours.sections | {""}


def _formula(text: str, ours: Ours) -> bool:
    return words(text) <= ours.words and not re.search(r"\d{7}", text)


def _format(text: str, _ours: Ours) -> bool:
    """Signs for digits and dates, and a currency; any other word in quotes is a text."""
    bare = _FORMAT_MARKS.sub(" ", text)
    letters = re.findall(r"[^\W\d_]+", bare)
    quoted = {one.strip() for one in re.findall(r'"([^"]*)"', text)}
    plain = all(map(_FORMAT_LETTERS.fullmatch, letters)) and not re.search(r"[\"\[\]\\]|[1-9]{3}", bare)
    return plain and quoted <= _QUOTED


def _title(text: str, ours: Ours) -> bool:
    sheet, _, name = text.rpartition("!")
    of_a_sheet = sheet.strip("'") in ours.sheets and _NAMES.fullmatch(name) is not None
    return of_a_sheet or text in ours.sheets or _TITLES.fullmatch(text) is not None


def _link(text: str, ours: Ours) -> bool:
    """Into the form, as on the sheet Problems."""
    sheet, _, cell = text.rpartition("!")
    return sheet.lstrip("#").strip("'") in ours.sheets and _CELL.fullmatch(cell) is not None


def _matches(pattern: re.Pattern[str], text: str, _ours: Ours) -> bool:
    return pattern.fullmatch(text) is not None


_RULES: Mapping[str, Callable[[str, Ours], bool]] = {
    "header": _header,
    "formula": _formula,
    "format": _format,
    "title": _title,
    "link": _link,
    "style": partial(_matches, _STYLES),
    "code": partial(_matches, _CODES),
    "name": partial(_matches, _NAMES),
    "program": partial(_matches, _PROGRAMS),
    "other": partial(_matches, _MACHINE),
}
