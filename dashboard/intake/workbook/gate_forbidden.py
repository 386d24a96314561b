"""What a filled form never holds, by the name, content type or relationship of a part; and who may be linked to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.intake.workbook.gate_limits import FRESH, shown
from dashboard.intake.workbook.model import RefusedFile


@dataclass(frozen=True)
class Forbidden:
    """`marks` betray it anywhere in a part's name or type; `relations` are last words of relationship types."""

    code: str
    marks: tuple[str, ...]
    relations: tuple[str, ...]
    found: str
    mend: str


SAVE_PLAIN = "Save it as an Excel workbook (.xlsx, without macros) and send that file"

FORBIDDEN = (
    Forbidden(
        "binary_workbook",
        ("sheet.binary",),
        (),
        "is an Excel binary workbook (.xlsb), which cannot be read",
        "Open it in Excel, save it as an Excel workbook (.xlsx) and send it again",
    ),
    Forbidden("macro", ("vbaproject", "macrosheet", "macroenabled"), (), "contains macros (programs)", SAVE_PLAIN),
    Forbidden(
        "external_link",
        ("externallink",),
        (),
        "takes values from another workbook or program",
        "In Excel choose Data, Edit Links, Break Link, enter the numbers themselves, save it and send it again",
    ),
    Forbidden("embedded", ("embeddings/", "oleobject"), ("package",), "has another file embedded in it", FRESH),
    Forbidden("active_control", ("activex",), ("control",), "has a button or another control in it", FRESH),
    Forbidden(
        "connection",
        ("connections", "querytable", "xl/model/"),
        (),
        "is connected to a database, a web page or another source",
        FRESH,
    ),
    Forbidden("custom_menu", ("customui",), ("extensibility",), "changes the menus of Excel", FRESH),
)
BY_CODE = {rule.code: rule for rule in FORBIDDEN}

# Elements that are no parts of their own and say the same.
FORBIDDEN_ELEMENTS = {
    "oleObjects": "embedded",
    "oleLink": "external_link",
    "ddeLink": "external_link",
    "externalReference": "external_link",
    "controls": "active_control",
}

ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//|\\\\")  # an address with a scheme, or a network drive
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")  # texts, and names of sheets


def refuse(code: str) -> RefusedFile:
    """The sentence of one rule."""
    rule = BY_CODE[code]
    return RefusedFile(code, f"The workbook {rule.found}; a return holds typed entries only. {rule.mend}.")


def check_name(name: str) -> None:
    """A part's path or content type."""
    lowered = name.lower()
    for rule in FORBIDDEN:
        if any(mark in lowered for mark in rule.marks):
            raise refuse(rule.code)


def check_relation(relation: str, target: str, external: bool) -> None:
    """A relationship: `relation` is its type, an address; only a hyperlink may lead out of the workbook."""
    word = relation.rstrip("/").rpartition("/")[2].lower()
    for rule in FORBIDDEN:
        if word in rule.relations or any(mark in word for mark in rule.marks):
            raise refuse(rule.code)
    if word != "hyperlink" and (external or ELSEWHERE.match(target)):
        raise RefusedFile(
            "external_link",
            f"The workbook takes content from outside of it (“{shown(target)}”); a return holds typed entries only. "
            "Remove the linked picture or content, save it and send it again.",
        )


def calls_a_program(formula: str) -> bool:
    """Whether a formula asks another program by dynamic data exchange: `cmd|'/C calc'!A0`, or `DDE(…)`."""
    bare = QUOTED.sub("", formula)
    return "|" in bare or "DDE(" in bare.upper()
