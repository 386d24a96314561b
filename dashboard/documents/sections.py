"""Sections written in Jinja and Markdown, rendered to blocks.

A section (`NN-name.md.j2`) holds prose and asks for everything else by name; it cannot hold a number of its own,
because each comes from the release. Data are escaped on the way in, an unknown name stops the build, and an error names
the section. Comments are `{## … ##}`, since `{#key}` names a heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from dashboard.documents import markdown
from dashboard.documents.blocks import Block, Figure, ListBlock, Paragraph, ParagraphKind, Table


class SectionError(ValueError):
    """A section cannot be rendered: which one, and why."""


class Placed:
    """The tables and figures of one section, in the order it asks for them."""

    def __init__(self) -> None:
        self.groups: list[tuple[Block, ...]] = []

    def put(self, *blocks: Block) -> Markup:
        """Keep the blocks and give the mark that stands for them in the Markdown."""
        self.groups.append(blocks)
        return Markup(markdown.placeholder(len(self.groups) - 1))


class Sections:
    """The sections of one document, in a folder of `report_templates/`."""

    def __init__(self, folder: Path) -> None:
        # Autoescape is on so that macros give Markup; `_finalize` escapes for Markdown before HTML escaping would.
        self._environment = SandboxedEnvironment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            autoescape=True,
            finalize=_finalize,
            comment_start_string="{##",
            comment_end_string="##}",
            keep_trailing_newline=True,
        )

    def render(self, name: str, names: Mapping[str, object], placed: Placed) -> tuple[Block, ...]:
        """Blocks of one section. Raises SectionError with the section's name and line."""
        try:
            text = self._environment.get_template(name).render(names)
            return _held(markdown.parse(text, placed.groups))
        except (TemplateError, markdown.MarkdownError, ValueError, KeyError) as error:
            line = getattr(error, "lineno", None)
            place = f"{name}:{line}" if line else name
            raise SectionError(f"{place}: {error}") from error


def on_one_page(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A section of words alone is short: its lines stay together, so that no page begins with its last line."""
    if any(isinstance(block, Table | Figure) for block in blocks):
        return blocks
    *before, last = blocks
    return (*(_kept(block) for block in before), last)


def _kept(block: Block) -> Block:
    return replace(block, keep_with_next=True) if isinstance(block, Paragraph | ListBlock) else block


def _held(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A paragraph right before a table or figure introduces it and stays on its page; so does a quotation's answer."""
    following = (*blocks[1:], None)
    return tuple(
        _kept(block) if isinstance(block, Paragraph) and _introduces(block, after) else block
        for block, after in zip(blocks, following, strict=True)
    )


def _introduces(block: Paragraph, after: Block | None) -> bool:
    return block.kind is ParagraphKind.QUOTE or isinstance(after, Table | Figure)


def _finalize(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    if value is None:
        raise SectionError("an expression gave nothing (None); test for it with {% if %} and say what is missing")
    return Markup(markdown.escape(str(value)))
