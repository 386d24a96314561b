"""Fields, bookmarks, notes and footers (D20 to D24): nothing points nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dashboard.documents.checks.field_walker import fields_of
from dashboard.documents.checks.finding import Finding
from dashboard.documents.checks.opened import Docx, text_of
from dashboard.documents.checks.xml_names import NS, Element, w

NAME_LENGTH = 40
_WITH_RESULT = frozenset({"REF", "PAGEREF", "NOTEREF", "SEQ", "TOC", "PAGE", "NUMPAGES", "HYPERLINK"})
_WITH_TARGET = frozenset({"REF", "PAGEREF", "NOTEREF"})
_SEPARATORS = {"separator": "-1", "continuationSeparator": "0"}


def field_results(docx: Docx) -> Iterator[Finding]:
    """D20: no broken reference, no empty result, no field left open."""
    names = {mark.get(w("name"), "") for mark in docx.document.iter(w("bookmarkStart"))}
    for part in docx.story_names():
        root = docx.xml(part)
        for field in () if root is None else fields_of(root):
            place = f"{part}, field {field.instruction or '(empty)'}"
            if not field.closed:
                yield Finding("D20", place, "begins and never ends")
            if field.kind in _WITH_RESULT and not field.result.strip():
                yield Finding("D20", place, "has no result; a reader without an update sees nothing")
            if "Error!" in field.result:
                yield Finding("D20", place, f"says “{field.result.strip()}”")
            if field.kind in _WITH_TARGET and field.argument not in names:
                yield Finding("D20", place, f"points to the bookmark {field.argument!r}, which is not there")
        for link in () if root is None else root.iter(w("hyperlink")):
            anchor = link.get(w("anchor"))
            if anchor is not None and anchor not in names:
                place = f"{part}, link “{text_of(link).strip()}”"
                yield Finding("D20", place, f"points to the bookmark {anchor!r}, which is not there")


def bookmarks(docx: Docx) -> Iterator[Finding]:
    """D21: every bookmark has one beginning and one end, a name of its own, and at most 40 characters."""
    starts = list(docx.document.iter(w("bookmarkStart")))
    ends = Counter(mark.get(w("id"), "") for mark in docx.document.iter(w("bookmarkEnd")))
    begun = Counter(mark.get(w("id"), "") for mark in starts)
    names = Counter(mark.get(w("name"), "").lower() for mark in starts)
    for number in sorted(begun.keys() | ends.keys()):
        if (begun[number], ends[number]) != (1, 1):
            message = f"begins {begun[number]} times and ends {ends[number]} times"
            yield Finding("D21", f"bookmark id {number}", message)
    for mark in starts:
        name = mark.get(w("name"), "")
        if len(name) > NAME_LENGTH:
            yield Finding("D21", f"bookmark {name}", f"its name has {len(name)} characters; Word allows {NAME_LENGTH}")
        if not (name[:1].isalpha() or name.startswith("_")):
            yield Finding("D21", f"bookmark {name!r}", "its name must begin with a letter or _")
        if names[name.lower()] > 1:
            yield Finding("D21", f"bookmark {name}", "its name is used more than once")


def footnotes(docx: Docx) -> Iterator[Finding]:
    """D22: each mark has a note and each note a mark; the two separators are there."""
    marks = Counter(mark.get(w("id"), "") for mark in docx.document.iter(w("footnoteReference")))
    part = docx.footnote_part()
    if part is None:
        if marks:
            yield Finding("D22", "document", f"has {sum(marks.values())} footnote marks and no footnotes")
        return
    notes = {note.get(w("id"), ""): note for note in part.findall("w:footnote", NS)}
    for kind, number in _SEPARATORS.items():
        if number not in notes or notes[number].get(w("type")) != kind:
            yield Finding("D22", "word/footnotes.xml", f"the {kind} with id {number} is missing")
    written = {number: note for number, note in notes.items() if note.get(w("type"), "normal") == "normal"}
    for number in sorted(marks.keys() - written.keys()):
        yield Finding("D22", "document", f"the footnote mark {number} has no note")
    for number in sorted(written.keys() - marks.keys()):
        yield Finding("D22", "word/footnotes.xml", f"the note {number} has no mark in the text")
    for number, note in written.items():
        if not text_of(note).strip():
            yield Finding("D22", "word/footnotes.xml", f"the note {number} is empty")
        if marks[number] > 1:
            yield Finding("D22", "document", f"the footnote mark {number} stands {marks[number]} times")


def update_prompts(docx: Docx) -> Iterator[Finding]:
    """D23: nothing that makes Word ask whether to update fields."""
    settings = docx.xml("word/settings.xml")
    if settings is not None and settings.find("w:updateFields", NS) is not None:
        yield Finding("D23", "word/settings.xml", "asks Word to update fields (updateFields)")
    for part in docx.story_names():
        root = docx.xml(part)
        if root is not None and any(node.get(w("dirty")) not in (None, "0", "false") for node in root.iter()):
            yield Finding("D23", part, "holds a field marked as out of date (dirty)")


def footers(docx: Docx) -> Iterator[Finding]:
    """D24: the footer of every section says which page of how many; a cover's own footer need not."""
    current: Element | None = None
    for number, section in enumerate(docx.sections, start=1):
        reference = section.find('w:footerReference[@w:type="default"]', NS)
        if reference is not None:
            current = docx.footer_of(reference.get(f"{{{NS['r']}}}id", ""))
        kinds = set() if current is None else {field.kind for field in fields_of(current)}
        missing = [kind for kind in ("PAGE", "NUMPAGES") if kind not in kinds]
        if missing:
            yield Finding("D24", f"section {number}", f"its footer has no {' and no '.join(missing)} field")
