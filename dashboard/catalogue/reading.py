"""Read a YAML file as text and nothing but text, and remember where every part of it stands.

Every scalar stays a string, because YAML types change meaning: `2.10` would become the number 2.1 and collide with
indicator 2.1, `NO` would become false. Only `null`, `~` and an empty plain scalar mean "nothing". Anchors, aliases and
tags are refused (an alias can expand a small file without limit, a tag can name a type), and so are a key given twice
(YAML parsers keep the last and say nothing), files over `MAX_BYTES` and nesting over `MAX_DEPTH`.
Out of scope: what the text means; see `shape.py` and `rules.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from dashboard.catalogue.faults import CatalogueError, Fault

MAX_BYTES = 2_000_000
"""Ten times the catalogue of the whole Plan; a longer file is a mistake or an attack."""

MAX_DEPTH = 20
"""The catalogue nests seven deep; the limit keeps the reader off the interpreter's recursion limit."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
# libyaml's parser is about ten times faster; wheels without it fall back to the same parser in Python.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Node: TypeAlias = "dict[str, Node] | list[Node] | str | None"
Trail: TypeAlias = "tuple[str | int, ...]"
"""The way to a part of a document: `("indicators", 12, "owner")`."""


@dataclass(frozen=True)
class Place:
    """A position in a file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """A file's content as text, with the place of every value and every key, and which scalars have no quotes."""

    file: str
    data: Node
    values: Mapping[Trail, Place]
    keys: Mapping[Trail, Place]
    unquoted: frozenset[Trail]

    def place(self, trail: Trail) -> Place:
        """Where the value stands, or the nearest part around it that exists."""
        while trail not in self.values and trail:
            trail = trail[:-1]
        return self.values.get(trail, Place(1, 1))

    def at(self, trail: Trail) -> Node:
        """The part at the end of the trail, or None where there is no such part."""
        part = self.data
        for step in trail:
            if isinstance(part, dict) and isinstance(step, str):
                part = part.get(step)
            elif isinstance(part, list) and isinstance(step, int) and step < len(part):
                part = part[step]
            else:
                return None
        return part

    def each(self, *pattern: str, under: Trail = ()) -> Iterator[tuple[Trail, Node]]:
        """Every part that the pattern reaches below `under`; `*` stands for every item of a list or mapping."""
        yield from _walk(self.at(under), under, pattern)

    def name(self, trail: Trail) -> str:
        """The trail in words, list items by their `id` or `code` if they have one: `indicators[2.2a].owner`."""
        words = ""
        for depth, step in enumerate(trail, start=1):
            if isinstance(step, str):
                words += f".{step}" if words else step
                continue
            item = self.at(trail[:depth])
            label = (item.get("id") or item.get("code")) if isinstance(item, dict) else None
            words += f"[{label if isinstance(label, str) else step}]"
        return words or "the file"

    def fault(self, trail: Trail, *, found: str, allowed: str, mend: str, at_key: bool = False) -> Fault:
        """A fault at the value of the trail, or at its key."""
        place = self.keys.get(trail) if at_key else None
        place = place or self.place(trail)
        return Fault(self.file, place.line, place.column, self.name(trail), found, allowed, mend)


def read(path: Path, file: str) -> tuple[Document, list[Fault]]:
    """The document and the faults that leave it readable; `file` is how faults name it.

    Raises CatalogueError where nothing can be made of the file: absent, too large, not UTF-8 or not YAML.
    """
    return parse(_text(path, file), file)


def parse(text: str, file: str) -> tuple[Document, list[Fault]]:
    """As `read`, from text."""
    reader = _Reader(text)
    try:
        data = reader.document()
    except (yaml.YAMLError, _TooDeepError) as error:
        unread = Document(file, None, {}, {}, frozenset())
        raise CatalogueError([*reader.faults(unread), _syntax_fault(error, text, file)]) from error
    document = Document(file, data, reader.values, reader.keys, frozenset(reader.unquoted))
    return document, reader.faults(document)


def _text(path: Path, file: str) -> str:
    try:
        size = path.stat().st_size
    except OSError as error:
        allowed, mend = "a file that can be read", "put the file there"
        raise CatalogueError([Fault(file, 1, 1, "the file", error.strerror or "no file", allowed, mend)]) from error
    if size > MAX_BYTES:
        found, allowed = f"{size:,} bytes", f"at most {MAX_BYTES:,} bytes"
        raise CatalogueError([Fault(file, 1, 1, "the file", found, allowed, "check what the file has become")])
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        found = f"byte 0x{content[error.start]:02x}"
        fault = Fault(file, line, column, "the file", found, "UTF-8 text", "save the file as UTF-8")
        raise CatalogueError([fault]) from error


def _syntax_fault(error: yaml.YAMLError | _TooDeepError, text: str, file: str) -> Fault:
    if isinstance(error, _TooDeepError):
        found, allowed = f"nesting over {MAX_DEPTH} deep", f"at most {MAX_DEPTH} levels"
        return Fault(file, error.place.line, error.place.column, "the file", found, allowed, "flatten this part")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:  # a reader error counts characters: a control character in the text
        position = getattr(error, "position", 0)
        line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "text that is not YAML"
    mend = "check the indentation, colons and quotation marks of this line and the one above"
    return Fault(file, line, column, "syntax", f"broken YAML ({problem})", "YAML with even indentation", mend)


def _walk(part: Node, trail: Trail, pattern: tuple[str, ...]) -> Iterator[tuple[Trail, Node]]:
    if not pattern:
        yield trail, part
        return
    step, rest = pattern[0], pattern[1:]
    if isinstance(part, list) and step == "*":
        for index, item in enumerate(part):
            yield from _walk(item, (*trail, index), rest)
    elif isinstance(part, dict):
        for key in part if step == "*" else [step] * (step in part):
            yield from _walk(part[key], (*trail, key), rest)


class _TooDeepError(Exception):
    """Nesting over `MAX_DEPTH` at a place; no use reading on."""

    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__(place)


class _Reader:
    """One pass over the parser's events, which name anchors, tags and styles that a finished tree has lost."""

    def __init__(self, text: str) -> None:
        self.values: dict[Trail, Place] = {}
        self.keys: dict[Trail, Place] = {}
        self.unquoted: set[Trail] = set()
        self._refused: list[tuple[Trail, Place, str, str, str]] = []
        self._events: Iterator[Event] = iter(yaml.parse(text, Loader=_LOADER))

    def faults(self, document: Document) -> list[Fault]:
        """What was refused on the way, named as the document names its parts."""
        return [
            Fault(document.file, place.line, place.column, document.name(trail), found, allowed, mend)
            for trail, place, found, allowed, mend in self._refused
        ]

    def document(self) -> Node:
        """The first document; whatever follows it is a fault."""
        data: Node = None
        found_document = False
        for event in self._events:
            if not isinstance(event, NodeEvent):
                continue
            if found_document:
                self._refuse((), event, "a second document", "one document", "remove the line `---` and what follows")
                break
            data, found_document = self._node(event, ()), True
        return data

    def _node(self, event: Event, trail: Trail) -> Node:
        self.values[trail] = _place(event)
        self._refuse_references(event, trail)
        if len(trail) > MAX_DEPTH:
            raise _TooDeepError(_place(event))
        if isinstance(event, ScalarEvent):
            if event.style:
                return str(event.value)
            self.unquoted.add(trail)
            return None if event.value in _NOTHING else str(event.value)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(trail)
        if isinstance(event, MappingStartEvent):
            return self._mapping(trail)
        return None

    def _sequence(self, trail: Trail) -> list[Node]:
        items: list[Node] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._node(event, (*trail, len(items))))
        return items

    def _mapping(self, trail: Trail) -> dict[str, Node]:
        mapping: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, trail)
            inner = (*trail, key)
            if key in mapping:
                first = self.keys[inner].line
                found, allowed = f"key {key!r} again, first on line {first}", "each key once"
                self._refuse(inner, event, found, allowed, "remove one of the two")
                self._node(next(self._events), (*inner, "again"))
                continue
            self.keys[inner] = _place(event)
            mapping[key] = self._node(next(self._events), inner)
        return mapping

    def _key(self, event: Event, trail: Trail) -> str:
        if isinstance(event, ScalarEvent):
            self._refuse_references(event, trail)
            return str(event.value)
        self._refuse(trail, event, "a key that is not text", "a plain word", "write the key as a word")
        self._node(event, (*trail, "key"))
        return f"key on line {_place(event).line}"

    def _refuse_references(self, event: Event, trail: Trail) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, AliasEvent):
            self._refuse(trail, event, f"alias *{anchor}", "values written out", "write the value out")
        elif anchor is not None:
            self._refuse(trail, event, f"anchor &{anchor}", "values without anchors", "remove the anchor")
        if tag is not None:
            self._refuse(trail, event, f"tag {tag}", "values without tags", "remove the tag")

    def _refuse(self, trail: Trail, event: Event, found: str, allowed: str, mend: str) -> None:
        self._refused.append((trail, _place(event), found, allowed, mend))


def _place(event: Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
