"""Blank, filled by program, read: the draft has exactly what was filled, for every agency and both halves."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.intake.workbook import (
    NO_HISTORY,
    CommitmentKey,
    Entry,
    Layout,
    NarrativeKey,
    NumberKey,
    Part,
    ReadReturn,
    StageKey,
    agencies_asked,
    read_return,
)
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.grid import CellType, Grid, GridCell
from dashboard.intake.workbook.reading import read_cells
from dashboard.intake.workbook.template_checks import template_of
from dashboard.ledger import Kind, State
from dashboard.ledger.checks import faults_of
from dashboard.periods import Period
from tests.intake.workbook.reading_builder import (
    PERIOD,
    SIGNED,
    TODAY,
    Answers,
    blank,
    catalogue,
    every_answer,
    grid_without_child,
    layout,
)

H2 = Period.half_year(2020, 2)
ALL = [(agency, period) for period in (PERIOD, H2) for agency in agencies_asked(catalogue(), period)]


def answers_that_add_up(of: Layout) -> Answers:
    """A full return; where the parts of a breakdown are 0 or 1, as many ones as the total says."""
    answers = every_answer(of)
    for place, value in answers.items():
        if isinstance(value, date) and value != SIGNED:
            answers[place] = date(2020, 5, 4)
    totals = {one.key: (one.sheet, one.cell) for one in of.inputs}
    for block in of.blocks:
        if block.total is not None and any(one.maximum == 1 for one in block.inputs):
            left = answers[totals[block.total]]
            assert isinstance(left, int)
            for one in block.inputs:
                answers[one.sheet, one.cell] = 1 if left > 0 else 0
                left -= 1
    return answers


def test_every_agency_gets_back_exactly_what_it_filled_in(subtests: pytest.Subtests) -> None:
    for agency, period in ALL:
        with subtests.test(agency=agency, period=period.code):
            _gets_back(agency, period)


def _gets_back(agency: str, period: Period) -> None:
    of = layout(agency, period)
    answers = answers_that_add_up(of)
    data = filled(blank(agency, period), answers)
    read = _read(grid_without_child(data), of, hashlib.sha256(data).hexdigest())
    assert [str(one) for one in read.findings] == []
    draft = read.draft
    assert draft is not None
    assert faults_of(draft) == ()
    assert (draft.kind, draft.agency, draft.period) == (Kind.RETURN, agency, period)
    assert (draft.signed_by, draft.signed_on) == ("Deputy Commissioner", SIGNED)
    assert draft.source.code == f"return-{agency}-{period.code}"
    assert draft.source.title == f"Return of {catalogue().agency(agency).name} for {period.words}"
    assert draft.file_sha256 == hashlib.sha256(data).hexdigest()
    expected = {one.key: answers[one.sheet, one.cell] for one in of.inputs if (one.sheet, one.cell) in answers}
    numbers: dict[NumberKey, Decimal | None] = {}
    for one in draft.observations:
        for part, number in ((Part.NUMERATOR, one.numerator), (Part.DENOMINATOR, one.denominator)):
            if number is not None:
                key = NumberKey(one.indicator, one.component, one.dimensions, part, one.period, one.cohort)
                numbers[key] = number
        assert one.is_total == (not one.dimensions)
        assert one.vintage == draft.source.edition
    assert numbers == {key: Decimal(str(v)) for key, v in expected.items() if isinstance(key, NumberKey)}
    assert {one.locator for one in draft.observations} == {
        f"{one.sheet}!{one.cell}"
        for one in of.inputs
        if isinstance(one.key, NumberKey) and one.key.part is Part.NUMERATOR
    }
    assert {(one.indicator, one.text) for one in draft.narratives} == {
        (key.indicator, value) for key, value in expected.items() if isinstance(key, NarrativeKey)
    }
    assert {(one.commitment, one.status) for one in draft.commitments} == {
        (key.commitment, "under_way") for key in expected if isinstance(key, CommitmentKey) and key.field == "status"
    }
    assert {(one.indicator, one.stage, one.outcome, one.period) for one in draft.milestones} == {
        (key.indicator, key.stage, "reached", Period.day(date(2020, 5, 4)))
        for key in expected
        if isinstance(key, StageKey) and key.field == "outcome"
    }


def _read(grid: Grid, of: Layout, sha256: str = "0" * 64, reasons: Mapping[str, str] | None = None) -> ReadReturn:
    return read_cells(grid, template_of(grid), of, catalogue(), NO_HISTORY, reasons or {}, TODAY, sha256)


def test_the_same_through_the_child_process() -> None:
    data = filled(blank(), answers_that_add_up(layout()))
    read = read_return(data, catalogue(), lambda _: NO_HISTORY, agency="jcf_atip", period=PERIOD, today=TODAY)
    assert read == _read(grid_without_child(data), layout(), hashlib.sha256(data).hexdigest())
    assert read.draft is not None


# --- Any content, without the file around it ----------------------------------------------------


GRID = grid_without_child(blank())
NUMBERS = [one for one in layout().inputs if one.entry is Entry.NUMBER]


def with_cells(cells: dict[tuple[str, str], GridCell]) -> Grid:
    sheets = tuple(
        type(sheet)(
            **{
                **vars(sheet),
                "cells": {**sheet.cells, **{place: one for (name, place), one in cells.items() if name == sheet.name}},
            }
        )
        for sheet in GRID.sheets
    )
    return Grid(sheets, GRID.properties, GRID.counts_from_1904)


PLACES = st.sampled_from([(one.sheet, one.cell) for one in layout().inputs])
ANYWHERE = st.tuples(
    st.sampled_from([sheet.name for sheet in layout().sheets]),
    st.builds("{}{}".format, st.sampled_from("ABCDE"), st.integers(1, 90)),
)
CELLS = st.builds(GridCell, st.sampled_from(CellType), st.text(max_size=30) | st.integers(-9, 99).map(str))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(PLACES | ANYWHERE, CELLS, max_size=12))
def test_any_text_in_any_cell_ends_in_findings_or_a_draft(cells: dict[tuple[str, str], GridCell]) -> None:
    read = _read(with_cells(cells), layout())
    counts = read.counts
    assert counts.cells == len(layout().inputs)
    assert counts.accepted + counts.with_findings + counts.blank == counts.cells
    assert (read.draft is None) == bool(read.open_findings)


FILLS = st.fixed_dictionaries(
    {
        (one.sheet, one.cell): st.none() | st.integers(0, 9) | st.sampled_from(["not available", "not applicable"])
        for one in NUMBERS
        if isinstance(one.key, NumberKey) and not one.key.dimensions and one.key.indicator in ("2.2a", "2.2b", "1.3a")
    }
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(FILLS)
def test_a_random_fill_is_read_back_exactly(fill: dict[tuple[str, str], int | str | None]) -> None:
    signed = {
        (one.sheet, one.cell): GridCell(
            CellType.TEXT, "Commissioner" if one.entry is Entry.TEXT else SIGNED.isoformat()
        )
        for one in layout().blocks[0].inputs
    }
    narrative = next(one for one in layout().inputs if isinstance(one.key, NarrativeKey))
    typed = {
        place: GridCell(CellType.NUMBER if isinstance(value, int) else CellType.TEXT, str(value))
        for place, value in fill.items()
        if value is not None
    }
    said = {(narrative.sheet, narrative.cell): GridCell(CellType.TEXT, "Nothing else changed.")}
    grid = with_cells({**signed, **said, **typed})
    first = _read(grid, layout())
    read = _read(grid, layout(), reasons={one.place: "Checked against the register" for one in first.findings})
    assert read.draft is not None
    found = {
        one.locator: (int(one.numerator) if one.numerator is not None else one.state.replace("_", " "))
        for one in read.draft.observations
    }
    assert found == {f"{sheet}!{cell}": value for (sheet, cell), value in fill.items() if value is not None}
    zeros = {one.locator for one in read.draft.observations if one.state is State.ZERO_CONFIRMED}
    assert zeros == {f"{sheet}!{cell}" for (sheet, cell), value in fill.items() if value == 0 and value is not None}
    assert read.counts.blank == read.counts.cells - len(typed) - 3
