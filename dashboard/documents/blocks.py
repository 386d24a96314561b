"""The block tree: what a document says, before anyone decides how it looks.

Sections, tables and figures become these values; the Word writer and the text writer turn them into files. Tests
compare blocks, not bytes. Nothing here knows Word, Jinja or a release.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Text:
    """A run of characters in one style."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Link:
    """A link out of the document; `text` says where it leads, never the bare address."""

    text: str
    url: str


@dataclass(frozen=True)
class CrossReference:
    """A reference to the heading, table or figure with this key; the writer finds its printed name.

    `text` is printed instead of the name where it is given (`[12]` for a source).
    """

    key: str
    text: str = ""


@dataclass(frozen=True)
class Footnote:
    """A note at the foot of the page."""

    runs: tuple[Inline, ...]


Inline = Text | Link | CrossReference | Footnote
Runs = tuple[Inline, ...]


class ParagraphKind(StrEnum):
    """What a paragraph is for. The house style decides how each looks."""

    BODY = "body"
    QUOTE = "quote"
    VERDICT = "verdict"


AFTER_LABEL = "\u2002"  # an en space: `2.2a  Children identified`, `Annex C  Notes`


@dataclass(frozen=True)
class Heading:
    """`numbered` is False for the front matter, the annexes and everything below a chapter.

    `label` stands before the text ("2.2a") and is what references print; a numbered heading is referred to by its
    number, any other by its whole text.
    """

    level: int
    text: str
    key: str = ""
    numbered: bool = False
    label: str = ""

    @property
    def words(self) -> str:
        """Label and text as one line."""
        return f"{self.label}{AFTER_LABEL}{self.text}" if self.label else self.text


@dataclass(frozen=True)
class Paragraph:
    """`key` lets other places refer to it (a numbered source). `keep_with_next` holds it to the block below."""

    runs: Runs
    kind: ParagraphKind = ParagraphKind.BODY
    key: str = ""
    keep_with_next: bool = False


@dataclass(frozen=True)
class ListBlock:
    """`keep_with_next` holds all items on one page with the block below."""

    items: tuple[Runs, ...]
    ordered: bool = False
    keep_with_next: bool = False


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True)
class Column:
    """`width` is a share of the table, in the same unit for all columns of one table."""

    head: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Table:
    """A rectangle with one header row; the first cell of a row names it.

    `cells` hold runs. `source` and `notes` are printed below; `description` is read aloud by screen readers.
    Raises ValueError when a row has another number of cells than the header, or there is no row.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Runs, ...], ...]
    source: Runs
    description: str
    notes: tuple[Runs, ...] = ()

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError(f"table {self.key!r} has no row; say in words that there is nothing to show")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.key!r}, row {number}: {len(row)} cells, but the header has {len(self.columns)}"
                )


@dataclass(frozen=True)
class Figure:
    """A picture with its alternative text. `width_cm` is the printed width; the height follows from the PNG."""

    key: str
    caption: str
    png: bytes
    svg: bytes
    alt: str
    source: Runs
    width_cm: float
    notes: tuple[Runs, ...] = ()


@dataclass(frozen=True)
class Box:
    """A bordered note: text for the reader to use before anything else, or a note to the person who drafts.

    `drafting` marks the second kind: the Rapporteur replaces it with words of her own before tabling.
    """

    title: str
    blocks: tuple[Paragraph | ListBlock, ...]
    drafting: bool = False


@dataclass(frozen=True)
class PageBreak:
    """The next block starts a new page."""


@dataclass(frozen=True)
class Landscape:
    """Blocks on pages turned sideways."""

    blocks: tuple[Block, ...]


class ContentsKind(StrEnum):
    """What a list of contents lists."""

    HEADINGS = "headings"
    TABLES = "tables"
    FIGURES = "figures"


@dataclass(frozen=True)
class Contents:
    """A table of contents, of tables or of figures, made by the writer from the blocks themselves."""

    kind: ContentsKind


Block = Heading | Paragraph | ListBlock | Table | Figure | Box | PageBreak | Landscape | Contents


def text_of(runs: Runs) -> str:
    """The words of some runs without their look; a cross-reference gives its own text or nothing."""
    return "".join(_words(run) for run in runs)


def _words(run: Inline) -> str:
    match run:
        case Text(text=text) | Link(text=text) | CrossReference(text=text):
            return text
        case Footnote():
            return ""


def plain(text: str) -> Runs:
    """One unstyled run."""
    return (Text(text),)


def walk(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Every block in reading order, those inside landscape pages included (boxes stay whole)."""
    found: list[Block] = []
    for block in blocks:
        found.extend(walk(block.blocks) if isinstance(block, Landscape) else (block,))
    return tuple(found)
