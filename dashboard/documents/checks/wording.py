"""The words (D25, D29, D35): nothing left over from the machine, figures written the house's way, one language.

Quotations keep their source's spelling: the Plan's wording (style Commitment) and the text of links that lead out of
the document are not held to D29. Nor is the cover, which prints hashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.opened import MAIN, Docx, Para, text_of
from dashboard.documents.checks.xml_names import NS, is_on, w, wp

LANGUAGE = "en-JM"
_QUOTED = frozenset({"commitment", "quote", "intense quote"})

_LEFT_OVER = (
    (re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}"), "template markup"),
    (re.compile(r"\*\*|\]\(|^#{1,6} |^:::|\{\.\w+"), "Markdown markup"),
    (re.compile(r"&(amp|lt|gt|nbsp|quot|#\d+);"), "an XML entity in the text"),
    # "None of 3 stages" at the start of a sentence is English; "rose to None" and a bare None are not.
    (re.compile(r"(?<=[a-z0-9,=] )None\b|^\s*None\s*$|\b(nan|NaN|NaT|null|undefined)\b"), "an empty value"),
    (re.compile(r"\b(TODO|FIXME|TBC|TBD|XXX)\b|lorem ipsum|\[insert\b", re.IGNORECASE), "a placeholder"),
    (re.compile(r"\b(Decimal|datetime|dashboard)[.(]\w*|<\w+ object at"), "a value of the program"),
)

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FORMS = (
    # A standard is called by its number as it is: ISO 3166-2.
    (re.compile(r"(?<![\w./#-])\d{5,}(?![\w-]|\.\d)"), "needs thousands separators: 12,345"),
    (re.compile(r"(?<!ISO )(?<![\w./#,-])(?!19\d\d|20\d\d)\d{4}(?![\w/-]|\.\d)"), "needs a thousands separator: 1,234"),
    (re.compile(r"(?<![\w)\]–-])-\d"), "has a hyphen for a minus sign; write −"),
    (re.compile(r"(?<!ISO )(?<![\w/.-])\d+-\d+(?![\w/-])"), "has a hyphen in a range; write –"),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"), "is a date in figures; write 31 March 2025"),
    (re.compile(rf"\b({_MONTHS}) \d{{1,2}}, \d{{4}}"), "is a date in the American order; write 31 March 2025"),
)
_PER_CENT = re.compile(r"\d\s?%")


def left_overs(docx: Docx) -> Iterator[Finding]:
    """D25: no markup, empty value or placeholder, in text, headers, notes or alternative texts."""
    for place, text in _everything_said(docx):
        for pattern, what in _LEFT_OVER:
            if found := pattern.search(text):
                yield Finding("D25", place, f"holds {what}: “{_around(text, found)}”")


def _everything_said(docx: Docx) -> Iterator[tuple[str, str]]:
    for para in docx.paragraphs:
        yield para.place, para.text
    for name in docx.story_names():
        root = docx.xml(name)
        if root is None:
            continue
        if name != MAIN:
            yield from ((name, text_of(paragraph)) for paragraph in root.iter(w("p")))
        for properties in root.iter(wp("docPr")):
            yield f"{name}, alternative text", properties.get("descr", "")
        for node in root.iter(w("tblCaption"), w("tblDescription"), w("alias")):
            yield f"{name}, {node.tag.partition('}')[2]}", node.get(w("val"), "")


def number_forms(docx: Docx) -> Iterator[Finding]:
    """D29: separators, minus signs, ranges and dates as the house writes them; `per cent` in prose."""
    for para in docx.paragraphs:
        if para.style in _QUOTED or para.style.startswith("cover"):
            continue
        text = text_of(para.element, skip_external_links=True)
        for pattern, message in _FORMS:
            if found := pattern.search(text):
                yield Finding("D29", para.place, f"“{found.group().strip()}” {message}")
        if _is_prose(para) and (found := _PER_CENT.search(text)):
            yield Finding("D29", para.place, f"“{_around(text, found)}”: write per cent in prose")


def _is_prose(para: Para) -> bool:
    return not para.in_table and para.style in (
        "normal",
        "body text",
        "letter",
        "verdict",
        "list bullet",
        "list number",
    )


def language(docx: Docx) -> Iterator[Finding]:
    """D35: the whole document is in en-JM."""
    default = docx.styles.language()
    if default != LANGUAGE:
        yield Finding("D35", "word/styles.xml", f"the document's language is {default or 'not set'}, not {LANGUAGE}")
    for name in ("word/styles.xml", *docx.story_names()):
        root = docx.xml(name)
        spoken = () if root is None else (node.get(w("val")) for node in root.iter(w("lang")))
        for other in sorted({tongue for tongue in spoken if tongue not in (None, LANGUAGE)}):
            yield Finding("D35", name, f"holds text marked as {other}; the document is in {LANGUAGE}")


def hidden_text(docx: Docx) -> Iterator[Finding]:
    """D31: no text that the page does not show: it could say what is withheld."""
    for name in docx.story_names():
        root = docx.xml(name)
        for run in () if root is None else root.iter(w("r")):
            if is_on(run.find("w:rPr", NS), "vanish") and text_of(run).strip():
                yield Finding("D31", name, f"holds hidden text: “{text_of(run).strip()[:40]}”")


def _around(text: str, found: re.Match[str]) -> str:
    start, end = max(found.start() - 15, 0), found.end() + 15
    return " ".join(text[start:end].split())
