"""In a restricted report every table says who alone may read it, also on a page turned sideways; in no other report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.access import Tier
from dashboard.documents.annual.marking import marked
from dashboard.documents.blocks import Column, Heading, Landscape, Table, plain, text_of, walk
from dashboard.release import Release
from tests.release_builder import release

MARK = "RESTRICTED · Data analyst of the Office · 22 November 2026"
TABLE = Table("t-1", "Children", (Column("Year", 1),), ((plain("2021/22"),),), plain("returns"), "One row.")
BLOCKS = (Heading(1, "Care"), TABLE, Landscape((replace(TABLE, key="t-2", notes=(plain("A note."),)),)))


def of_tier(tier: Tier) -> Release:
    return replace(release(), tier=tier, watermark=MARK)


def test_every_table_carries_the_watermark_after_its_own_notes() -> None:
    tables = [block for block in walk(marked(BLOCKS, of_tier(Tier.RESTRICTED))) if isinstance(block, Table)]
    assert [[text_of(note) for note in table.notes] for table in tables] == [[MARK], ["A note.", MARK]]


@pytest.mark.parametrize("tier", [Tier.PUBLIC, Tier.NATFATIP])
def test_a_report_for_others_is_left_as_it_is(tier: Tier) -> None:
    assert marked(BLOCKS, of_tier(tier)) == BLOCKS
