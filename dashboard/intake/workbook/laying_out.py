"""`layout_of`: what stands where in an agency's workbook, from the catalogue, the agency and the half-year alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.asked import owed_by
from dashboard.intake.workbook.laying_out_readme import lists, read_me
from dashboard.intake.workbook.laying_out_records import commitments, milestones, narrative
from dashboard.intake.workbook.laying_out_topics import topic_sheets
from dashboard.intake.workbook.layout import Layout, Look, Sheet
from dashboard.periods import Period

_DIGITS = 12
"""Of the hash: short enough to read out, long enough that two layouts never share it."""


def layout_of(catalogue: Catalogue, agency: str, period: Period) -> Layout:
    """The workbook of one agency. ValueError for one that owes nothing, is not listed, or for no half-year."""
    owed = owed_by(catalogue, agency, period)
    if not owed:
        raise ValueError(f"{agency} is asked for nothing for {period.label} and gets no workbook")
    sheets = topic_sheets(catalogue, owed)
    if owed.stages:
        sheets.append(milestones(catalogue, owed))
    if owed.commitments:
        sheets.append(commitments(catalogue, owed))
    sheets.append(narrative(catalogue, owed))
    sheets = [read_me(catalogue, owed, sheets), *sheets, lists(catalogue, owed, sheets)]
    return Layout(agency, period, catalogue.content_hash, tuple(sheets), version_of(sheets))


def version_of(sheets: Sequence[Sheet]) -> str:
    """A hash of every label, input and place; what an agency reported last period is none of them."""
    content = [
        [
            sheet.name,
            [
                [label.cell, label.text, label.look.value, label.span]
                for label in sheet.labels
                if label.look is not Look.LAST
            ],
            [
                [block.id, block.title, block.indicator, repr(block.total), repr(block.inputs), repr(block.confirm)]
                for block in sheet.blocks
            ],
        ]
        for sheet in sheets
    ]
    canonical = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]
