"""What all block writers of one document share: styles, names, counters and the parts outside the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from dashboard.documents.blocks import CrossReference, Footnote, Inline, Link, Runs, Text
from dashboard.documents.word.fields import Bookmarks, external_link, internal_link
from dashboard.documents.word.fields import field as word_field
from dashboard.documents.word.labels import Labels
from dashboard.documents.word.styles import Geometry, Style
from dashboard.documents.word.xml import paragraph, run


class Parts(Protocol):
    """Keeps what lies outside the body and gives the relationship id that the body names it by."""

    def picture(self, png: bytes) -> str: ...

    def drawing(self, svg: bytes) -> str: ...

    def address(self, url: str) -> str: ...

    def restarted_list(self) -> int: ...

    def unnumbered(self) -> int: ...


@dataclass
class Writing:
    """One document being written. Counters start afresh with each, so that equal input gives equal bytes.

    `pages` maps the bookmarks of the contents to page numbers; empty before the first layout.
    """

    styles: Mapping[Style, str]
    geometry: Geometry
    labels: Labels
    pages: Mapping[str, int]
    parts: Parts
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    footnotes: list[str] = field(default_factory=list)
    pictures: int = 0
    sideways: bool = False

    @property
    def text_width(self) -> int:
        """Room between the margins of the page being written, in dxa."""
        return self.geometry.landscape_text_width if self.sideways else self.geometry.text_width

    def runs(self, runs: Runs, *, bold: bool = False) -> str:
        """The XML of some runs; `bold` makes them all so."""
        return "".join(self._run(item, bold=bold) for item in runs)

    def _run(self, item: Inline, *, bold: bool) -> str:
        match item:
            case Text():
                return run(item.text, bold=bold or item.bold, italic=item.italic)
            case Link():
                return external_link(self.parts.address(item.url), run(item.text, style=self.styles[Style.LINK]))
            case CrossReference():
                return self._reference(item)
            case Footnote():
                return self._footnote(item)

    def _reference(self, reference: CrossReference) -> str:
        label = self.labels.label(reference.key)
        if reference.text:
            return internal_link(label.bookmark, run(reference.text))
        if not label.text:
            raise ValueError(f"{reference.key!r} has no printed name; give the reference its own text")
        switches = f"{label.switch} \\h" if label.switch else "\\h"
        return word_field(f"REF {label.bookmark} {switches}", run(label.text))

    def _footnote(self, note: Footnote) -> str:
        number = len(self.footnotes) + 1
        mark = f'<w:rPr><w:rStyle w:val="{self.styles[Style.FOOTNOTE_REFERENCE]}"/></w:rPr>'
        text = f"<w:r>{mark}<w:footnoteRef/></w:r>{run(' ')}{self.runs(note.runs)}"
        body = paragraph(self.styles[Style.FOOTNOTE_TEXT], text)
        self.footnotes.append(f'<w:footnote w:id="{number}">{body}</w:footnote>')
        return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'

    def caption(self, key: str, caption: str, toc: str, *, keep_next: bool) -> str:
        """A numbered caption with its two bookmarks: one for references, one for the list it stands in."""
        label = self.labels.label(key)
        word, _, number = label.text.partition(" ")
        name = self.bookmarks.around(
            label.bookmark, run(f"{word} ") + word_field(f"SEQ {word} \\* ARABIC", run(number))
        )
        whole = self.bookmarks.around(toc, name + run(f". {caption}"))
        keep = "<w:keepNext/>" if keep_next else ""
        return paragraph(self.styles[Style.CAPTION], whole, marks=keep)
