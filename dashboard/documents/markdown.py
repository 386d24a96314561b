"""Markdown to blocks: the small part of CommonMark that a report needs, and nothing that would surprise Word.

Headings (`# Title {-}` is unnumbered, `{#key}` names it, `{#key [2.2a]}` puts a label before it), paragraphs, lists,
**bold**, *italic*, [links](https://…), cross-references `[](#key)`, notes `^[at the foot of the page]`, `> quotations`,
a rule `---` for a new page, and boxes:

    ::: note How to read the figures        ::: rapporteur
    Text for every reader.                  For the Rapporteur to write: …
    :::                                     :::

A paragraph that is only a placeholder (`placeholder(3)`) is replaced by the third of the blocks handed in: that is how
tables and figures enter a section. Anything else (code, HTML, pictures) raises MarkdownError.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dashboard.documents.blocks import (
    Block,
    Box,
    CrossReference,
    Footnote,
    Heading,
    Inline,
    Link,
    ListBlock,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Runs,
    Text,
    text_of,
)

# Two characters of Unicode's private use area: no data can hold them, `escape` removes them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_HEADING_MARKS = re.compile(r"\s*\{(-)?\s*(?:#([\w./-]+))?\s*(?:\[([^\]]+)\])?\}\s*$")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufffe\uffff]")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BOXES = ("note", "rapporteur")


class MarkdownError(ValueError):
    """A section uses Markdown that the report does not know, or uses it wrongly."""


def escape(text: str) -> str:
    """Data as Markdown that reads back as the same words: one line, no mark-up, no control character."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(_NOT_TEXT.sub("", text).split()))


def placeholder(number: int) -> str:
    """A paragraph of its own that `parse` replaces by `placed[number]`."""
    return f"\n\n{_OPEN}{number}{_CLOSE}\n\n"


def parse(markdown: str, placed: Sequence[tuple[Block, ...]] = ()) -> tuple[Block, ...]:
    """Blocks of one section. Raises MarkdownError naming the mark-up that is not allowed."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable(["code", "fence", "reference", "lheading", "backticks", "image", "autolink"])
    for name in _BOXES:
        parser.use(container_plugin, name)
    parser.use(footnote_plugin).disable("footnote_tail")  # the notes are read where they are called
    env: dict[str, dict[str, dict[int, dict[str, list[Token]]]]] = {}
    tokens = parser.parse(markdown, env)
    notes = env.get("footnotes", {}).get("list", {})
    return _Reader(tokens, placed, {number: note.get("tokens", []) for number, note in notes.items()}).blocks()


@dataclass
class _Reader:
    """Walks the flat token list of markdown-it once, front to back."""

    tokens: list[Token]
    placed: Sequence[tuple[Block, ...]]
    notes: dict[int, list[Token]]
    at: int = field(default=0)

    def blocks(self, until: str = "") -> tuple[Block, ...]:
        found: list[Block] = []
        while self.at < len(self.tokens):
            token = self._next()
            if token.type == until:
                return tuple(found)
            found.extend(self._block(token))
        return tuple(found)

    def _next(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _block(self, token: Token) -> tuple[Block, ...]:
        match token.type:
            case "heading_open":
                return (self._heading(int(token.tag[1:])),)
            case "paragraph_open":
                return self._paragraph()
            case "bullet_list_open" | "ordered_list_open":
                return (self._list(token.type.replace("open", "close")),)
            case "blockquote_open":
                return tuple(self._quoted(block) for block in self.blocks("blockquote_close"))
            case "hr":
                return (PageBreak(),)
            case "container_note_open" | "container_rapporteur_open":
                return (self._box(token),)
            case other:
                raise MarkdownError(f"{_where(token)}: {other!r} is not among the marks a section may use")

    def _heading(self, level: int) -> Heading:
        text = text_of(self._runs(self._next()))
        self._next()
        unnumbered, key, label = False, "", ""
        if marks := _HEADING_MARKS.search(text):
            unnumbered, key, label = bool(marks[1]), marks[2] or "", marks[3] or ""
            text = text[: marks.start()]
        return Heading(level, text, key, level == 1 and not unnumbered, label)

    def _paragraph(self) -> tuple[Block, ...]:
        inline = self._next()
        self._next()
        if found := _PLACEHOLDER.fullmatch(inline.content.strip()):
            return self.placed[int(found[1])]
        if _OPEN in inline.content:
            raise MarkdownError(f"{_where(inline)}: a table or figure must stand in a paragraph of its own")
        return (Paragraph(self._runs(inline)),)

    def _list(self, close: str) -> ListBlock:
        items: list[Runs] = []
        while (token := self._next()).type != close:
            inside = self.blocks("list_item_close")
            if len(inside) != 1 or not isinstance(inside[0], Paragraph):
                raise MarkdownError(f"{_where(token)}: a list item holds one paragraph and nothing else")
            items.append(inside[0].runs)
        return ListBlock(tuple(items), ordered=close.startswith("ordered"))

    def _quoted(self, block: Block) -> Paragraph:
        if not isinstance(block, Paragraph):
            raise MarkdownError(f"a quotation holds paragraphs only, not {type(block).__name__}")
        return replace(block, kind=ParagraphKind.QUOTE)

    def _box(self, opening: Token) -> Box:
        kind, _, title = opening.info.strip().partition(" ")
        inside: list[Paragraph | ListBlock] = []
        for block in self.blocks(opening.type.replace("open", "close")):
            if not isinstance(block, Paragraph | ListBlock):
                raise MarkdownError(f"{_where(opening)}: a box holds paragraphs and lists, not {type(block).__name__}")
            inside.append(block)
        return Box(_unescape(title), tuple(inside), drafting=kind == "rapporteur")

    def _runs(self, inline: Token) -> Runs:
        return self._inlines(inline.children or [])

    def _inlines(self, tokens: list[Token]) -> Runs:
        runs: list[Inline] = []
        bold = italic = False
        address: str | None = None
        label = ""
        for token in tokens:
            match token.type:
                case "text" | "text_special" | "softbreak":
                    words = " " if token.type == "softbreak" else token.content
                    if address is None:
                        runs.append(Text(words, bold, italic))
                    else:
                        label += words
                case "strong_open" | "strong_close":
                    bold = token.type == "strong_open"
                case "em_open" | "em_close":
                    italic = token.type == "em_open"
                case "link_open":
                    address, label = str(token.attrs["href"]), ""
                case "link_close":
                    runs.append(_link(address or "", label))
                    address = None
                case "footnote_ref":
                    runs.append(Footnote(self._inlines(self.notes[int(token.meta["id"])])))
                case other:
                    raise MarkdownError(f"{token.content!r}: {other!r} is not among the marks a sentence may use")
        return _joined(runs)


def _link(address: str, label: str) -> Inline:
    if address.startswith("#"):
        return CrossReference(unquote(address[1:]), label)
    if not label:
        raise MarkdownError(f"the link to {address} has no words; say where it leads")
    return Link(label, address)


def _joined(runs: list[Inline]) -> Runs:
    """Neighbouring runs of one look become one."""
    joined: list[Inline] = []
    for run in runs:
        before = joined[-1] if joined else None
        if isinstance(run, Text) and isinstance(before, Text) and _same_look(run, before):
            joined[-1] = replace(before, text=before.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def _same_look(one: Text, other: Text) -> bool:
    return (one.bold, one.italic) == (other.bold, other.italic)


def _unescape(text: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def _where(token: Token) -> str:
    return f"line {token.map[0] + 1}" if token.map else "a line"
