"""A restricted report: every table says who alone may read it, wherever it is copied; pages and pictures do already."""

from __future__ import annotations

from dataclasses import replace

from dashboard.access import Tier
from dashboard.documents.blocks import Block, Landscape, Table, plain
from dashboard.release import Release


def marked(blocks: tuple[Block, ...], release: Release) -> tuple[Block, ...]:
    """The same blocks, each table with the watermark beneath it; unchanged for readers of any other tier."""
    if release.tier is not Tier.RESTRICTED:
        return blocks
    return tuple(_marked(block, release) for block in blocks)


def _marked(block: Block, release: Release) -> Block:
    match block:
        case Landscape(blocks=inside):
            return Landscape(marked(inside, release))
        case Table(notes=notes):
            return replace(block, notes=(*notes, plain(release.watermark)))
        case _:
            return block
