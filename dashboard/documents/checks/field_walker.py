"""Word's fields: instruction, cached result, and what is nested in what (a contents holds its page numbers)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from dashboard.documents.checks.xml_names import Element, w


@dataclass
class Field:
    """`own` is the result by paragraph without what nested fields say, `result` all of it, `within` its parent."""

    paragraph: Element | None
    within: Field | None
    instruction: str = ""
    result: str = ""
    closed: bool = False
    in_result: bool = False
    own: list[tuple[Element | None, str]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """`TOC`, `REF`, `PAGEREF`, `SEQ`; "" for an empty instruction."""
        words = self.instruction.split()
        return words[0].upper() if words else ""

    @property
    def argument(self) -> str:
        """The word after the kind: a bookmark's or a sequence's name."""
        words = self.instruction.split()
        return words[1].strip('"') if len(words) > 1 else ""

    def inside(self, kind: str) -> bool:
        """Whether a field of this kind holds it."""
        return self.within is not None and (self.within.kind == kind or self.within.inside(kind))


def fields_of(root: Element) -> list[Field]:
    """Every field under an element, in order of their beginnings."""
    found: list[Field] = []
    stack: list[Field] = []
    for event, node, paragraph in _steps(root):
        if event == "end":
            if node.tag == w("fldSimple") and stack:
                stack.pop().closed = True
        elif node.tag == w("fldSimple"):
            stack.append(_begun(found, stack, paragraph))
            stack[-1].instruction, stack[-1].in_result = node.get(w("instr"), "").strip(), True
        elif node.tag == w("fldChar"):
            _mark(node.get(w("fldCharType"), ""), found, stack, paragraph)
        elif stack:
            _say(node, stack, paragraph)
    return found


def _steps(root: Element) -> Iterator[tuple[str, Element, Element | None]]:
    """Starts and ends of elements with the paragraph they stand in."""
    paragraphs: list[Element] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if node.tag == w("p"):
            if event == "start":
                paragraphs.append(node)
            else:
                paragraphs.pop()
        yield event, node, paragraphs[-1] if paragraphs else None


def _mark(kind: str, found: list[Field], stack: list[Field], paragraph: Element | None) -> None:
    if kind == "begin":
        stack.append(_begun(found, stack, paragraph))
    elif kind == "separate" and stack:
        stack[-1].instruction = " ".join(stack[-1].instruction.split())
        stack[-1].in_result = True
    elif kind == "end" and stack:
        stack.pop().closed = True


def _begun(found: list[Field], stack: list[Field], paragraph: Element | None) -> Field:
    begun = Field(paragraph, stack[-1] if stack else None)
    found.append(begun)
    return begun


def _say(node: Element, stack: list[Field], paragraph: Element | None) -> None:
    top = stack[-1]
    if node.tag == w("instrText"):
        top.instruction += node.text or ""
        return
    if node.tag == w("t"):
        said = node.text or ""
    elif node.tag == w("tab") and next(node.iterancestors(w("tabs")), None) is None:
        said = "\t"
    else:
        return
    if top.in_result:
        top.own.append((paragraph, said))
    for open_field in stack:
        if open_field.in_result:
            open_field.result += said
