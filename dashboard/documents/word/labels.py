"""Numbers and names: what each heading, table and figure is called, worked out before anything is written.

Word would compute the same when it updates its fields; these are the cached results.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.documents.blocks import Block, Figure, Heading, Paragraph, Table, walk


@dataclass(frozen=True)
class Entry:
    """One line of a table of contents: `number` is "" where nothing is counted; `toc` is its bookmark."""

    level: int
    number: str
    text: str
    toc: str


@dataclass(frozen=True)
class Label:
    """What a reference prints, the bookmark it points at and the field switch that gives the same in Word."""

    text: str
    bookmark: str
    switch: str = ""


@dataclass(frozen=True)
class Labels:
    """Everything that is counted in a document, in reading order."""

    headings: tuple[Entry, ...]
    tables: tuple[Entry, ...]
    figures: tuple[Entry, ...]
    by_key: Mapping[str, Label]

    def label(self, key: str) -> Label:
        """KeyError naming the keys there are."""
        try:
            return self.by_key[key]
        except KeyError:
            known = ", ".join(sorted(self.by_key)) or "none"
            raise KeyError(f"nothing in the document is called {key!r}; there are: {known}") from None


def label_blocks(blocks: tuple[Block, ...]) -> Labels:
    """Count the blocks. Raises ValueError when two of them share a key."""
    counting = _Counting()
    for block in walk(blocks):
        counting.add(block)
    return Labels(tuple(counting.headings), tuple(counting.tables), tuple(counting.figures), counting.by_key)


class _Counting:
    def __init__(self) -> None:
        self.headings: list[Entry] = []
        self.tables: list[Entry] = []
        self.figures: list[Entry] = []
        self.by_key: dict[str, Label] = {}
        self._chapters = 0
        self._listed = 0

    def add(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Table(key=key, caption=caption):
                self._caption("Table", self.tables, key, caption)
            case Figure(key=key, caption=caption):
                self._caption("Figure", self.figures, key, caption)
            case Paragraph(key=key) if key:
                self._name(key, Label("", self._reference()))

    def _heading(self, heading: Heading) -> None:
        if heading.numbered:
            self._chapters += 1
        number = str(self._chapters) if heading.numbered else ""
        self.headings.append(Entry(heading.level, number, heading.words, self._listing()))
        if heading.key:
            text = number or heading.label or heading.text
            self._name(heading.key, Label(text, self._reference(), "\\r" if number else ""))

    def _caption(self, word: str, entries: list[Entry], key: str, caption: str) -> None:
        number = len(entries) + 1
        entries.append(Entry(1, f"{word} {number}", caption, self._listing()))
        self._name(key, Label(f"{word} {number}", self._reference()))

    def _name(self, key: str, label: Label) -> None:
        if key in self.by_key:
            raise ValueError(f"two blocks are called {key!r}; a reference could not tell them apart")
        self.by_key[key] = label

    def _listing(self) -> str:
        self._listed += 1
        return f"_Toc{self._listed:06d}"

    def _reference(self) -> str:
        return f"_Ref{len(self.by_key) + 1:06d}"
