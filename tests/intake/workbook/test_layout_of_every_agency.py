"""Every agency's workbook, in both halves: each thing asked has one cell, and no two things share one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import load
from dashboard.intake.workbook.asked import agencies_asked, owed_by
from dashboard.intake.workbook.laying_out import layout_of, version_of
from dashboard.intake.workbook.layout import (
    NOTICE,
    README,
    CommitmentKey,
    ConfirmKey,
    Label,
    Layout,
    Look,
    NarrativeKey,
    NumberKey,
    Part,
    Sheet,
    SignOffKey,
    StageKey,
    Template,
)
from dashboard.periods import Period
from tests import fortieth, record

HALVES = (Period.parse("2021-H1"), Period.parse("2021-H2"))
CATALOGUE = record.catalogue()
EVERY = [(agency, half) for half in HALVES for agency in agencies_asked(CATALOGUE, half)]
IDS = [f"{agency}-{half.code}" for agency, half in EVERY]
every_workbook = pytest.mark.parametrize(("agency", "half"), EVERY, ids=IDS)


@cache
def laid_out(agency: str, half: Period = HALVES[1]) -> Layout:
    """Each once for all tests: a layout is a value."""
    return layout_of(CATALOGUE, agency, half)


@every_workbook
def test_each_thing_asked_has_one_cell(agency: str, half: Period) -> None:
    layout, owed = laid_out(agency, half), owed_by(CATALOGUE, agency, half)
    asked = Counter(cell.key for cell in layout.inputs)
    assert set(asked.values()) == {1}
    assert {key for key in asked if isinstance(key, NumberKey)} == set(owed.numbers)
    fields = ("outcome", "on", "evidence")
    assert {key for key in asked if isinstance(key, StageKey)} == {
        StageKey(indicator, stage, field) for indicator, stage in owed.stages for field in fields
    }
    assert {key for key in asked if isinstance(key, CommitmentKey)} == {
        CommitmentKey(identifier, field) for identifier in owed.commitments for field in ("status", "evidence")
    }
    assert NarrativeKey("") in asked
    assert {SignOffKey("post"), SignOffKey("on")} <= set(asked)


@every_workbook
def test_no_two_things_share_a_cell_and_none_lies_outside(agency: str, half: Period) -> None:
    layout = laid_out(agency, half)
    for sheet in layout.sheets:
        cells = [cell.cell for cell in layout.inputs if cell.sheet == sheet.name]
        cells += [label.cell for label in sheet.labels]
        assert max(Counter(cells).values()) == 1
        for cell in cells:
            column, row = re.fullmatch(r"([A-Z])(\d+)", cell).groups()  # type: ignore[union-attr]  # else it is no cell
            assert ord(column) - ord("A") < sheet.last_column == len(sheet.widths)
            assert int(row) <= sheet.last_row
        assert NOTICE not in cells
        assert sheet.name != README or layout.footer not in cells


@every_workbook
def test_excel_takes_every_name_and_message(agency: str, half: Period) -> None:
    layout = laid_out(agency, half)
    names = [sheet.name for sheet in layout.sheets]
    assert names[0] == README
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert all(0 < len(cell.prompt) <= 255 for cell in layout.inputs)
    assert all(len(",".join(words for _, words in cell.choices)) <= 253 for cell in layout.inputs)
    assert all("," not in words for cell in layout.inputs for _, words in cell.choices)


@every_workbook
def test_each_breakdown_is_summed_and_held_against_its_total(agency: str, half: Period) -> None:
    layout = laid_out(agency, half)
    texts = {(label.sheet, label.cell): label.text for sheet in layout.sheets for label in sheet.labels}
    places = {cell.key: cell.cell for cell in layout.inputs}
    for block in layout.blocks:
        if block.total is None:
            continue
        cells = [cell.cell for cell in block.inputs]
        column, under = cells[0][0], int(cells[-1][1:]) + 1
        assert [f"{column}{row}" for row in range(int(cells[0][1:]), under)] == cells
        assert texts[block.sheet, f"{column}{under}"] == f"=SUM({cells[0]}:{cells[-1]})"
        assert places[block.total] in texts[block.sheet, f"{column}{under + 1}"]
        assert block.confirm is not None
        assert block.confirm.cell == f"{column}{under + 2}"


@every_workbook
def test_each_number_stands_beside_last_period_and_a_yes_never_makes_a_denominator_zero(
    agency: str, half: Period
) -> None:
    layout = laid_out(agency, half)
    beside = {label.last_of for sheet in layout.sheets for label in sheet.labels if label.look is Look.LAST}
    assert beside == {cell.key for cell in layout.inputs if isinstance(cell.key, NumberKey)}
    for block in layout.blocks:
        numbers = [cell.key for cell in block.inputs if isinstance(cell.key, NumberKey)]
        has_pair = any(key.part is Part.DENOMINATOR for key in numbers)
        assert (block.confirm is not None) == (len(numbers) > 1 and not has_pair)
        assert block.confirm is None or block.confirm.key == ConfirmKey(block.id)
    assert len({block.id for block in layout.blocks}) == len(layout.blocks)


@every_workbook
def test_the_plan_is_quoted_word_for_word(agency: str, half: Period) -> None:
    layout = laid_out(agency, half)
    text = " ".join(label.text for sheet in layout.sheets for label in sheet.labels)
    for identifier in {cell.key.indicator for cell in layout.inputs if isinstance(cell.key, NumberKey)}:
        assert f"“{CATALOGUE.indicator(identifier).wording}”" in text
        assert CATALOGUE.indicator(identifier).definition.text in text


def test_the_read_me_says_all_that_a_new_focal_person_needs() -> None:
    text = " ".join(label.text for label in laid_out("cpfsa").sheets[0].labels)
    for said in (
        *("30 April 2022", "Step 8", "not available", "not applicable", "dates of birth", "TRN", "phone"),
        "a ministry, department or agency",
        "A blank number is an unanswered question: you will be asked about it.",
        "If one of a pair is not known, write not available in both.",
        "write the reason in its yellow cell and send the file again",
        "a workbook filled with what you sent",
        "street address comes back to you with a question",
        "Commitments and Narrative: say it",
    ):
        assert said in text
    assert "40 numbers: 2.1, 2.2a, 2.2b, 2.7a, 3.3a" in text
    assert "Milestones" not in text
    owed = owed_by(CATALOGUE, "cpfsa", HALVES[1])
    asked = {key.indicator for key in owed.numbers} | {indicator for indicator, _ in owed.stages}
    assert f"for {len(asked)} indicators of" in text


def test_a_partner_reads_nothing_about_numbers() -> None:
    layout = laid_out("iom")
    text = " ".join(label.text for sheet in layout.sheets for label in sheet.labels)
    assert not re.search(r"whole number|not available|confirmed zero|\d+ indicators?\b|Milestones", text)
    assert "for the activities of the Child Protection Compact Partnership" in text


@every_workbook
def test_the_sign_off_is_on_the_first_screen(agency: str, half: Period) -> None:
    rows = [int(cell.cell[1:]) for cell in laid_out(agency, half).blocks[0].inputs]
    assert max(rows) <= 20


def test_it_says_whom_to_count_where_two_could_count_one_child() -> None:
    first, overlap = "only if your agency was the first to confirm it", "taken off later by the Secretariat"
    texts = _texts_by_indicator("cpfsa")
    assert first in texts["2.2a"]
    assert "Civil society organisations (2.7a), Community stakeholders (3.3a)" in texts["2.2a"]
    assert "not counted under 2.2a" in texts["2.7a"]
    assert "not counted under 2.2a" in texts["3.3a"]
    assert {one for one, text in texts.items() if overlap in text} >= {"1.2b", "1.4a", "3.3a"}
    for alone in ("2.1", "2.2a", "2.3", "2.7a"):  # itself; the first; nobody else is asked
        assert overlap not in texts[alone]


def test_each_note_speaks_of_its_own_row() -> None:
    prompts = {cell.key: cell.prompt for cell in laid_out("cpfsa").inputs if isinstance(cell.key, NumberKey)}
    for key, prompt in prompts.items():
        indicator = CATALOGUE.indicator(key.indicator)
        component = indicator.component(key.component)
        if indicator.headline != (component,) or key.part is Part.DENOMINATOR:
            assert indicator.definition.text[:40] not in prompt
        if not component.headline:
            assert prompt.startswith(component.label)


def test_the_two_ways_of_referral_say_that_they_take_in_both() -> None:
    text = _texts_by_indicator("cpfsa")["2.2b"]
    for said in ("to both investigation and care", "(with or without care)", "(with or without investigation)"):
        assert said in text


def test_a_yes_or_no_is_one_out_of_one() -> None:
    number, out_of = (
        cell for cell in laid_out("pica").inputs if isinstance(cell.key, NumberKey) and cell.key.indicator == "2.1"
    )
    assert "Type 1 for yes, 0 for no." in number.prompt
    assert "Type 1: it is your own agency." in out_of.prompt


def test_a_rating_is_readable() -> None:
    texts = _texts_by_indicator("natfatip")["2.4b"]
    assert "Points given, of 42 possible" in texts
    assert "Authorities rated (each 0 to 3 points)" in texts
    prompts = [cell.prompt for cell in laid_out("natfatip").inputs if _rated(cell.key)]
    assert prompts
    assert all("Type 0, 1, 2 or 3." in prompt for prompt in prompts)


def _rated(key: object) -> bool:
    return isinstance(key, NumberKey) and key.indicator == "2.4b" and bool(key.dimensions)


def test_a_role_of_the_plan_is_not_taken_for_an_indicator() -> None:
    sheet = next(one for one in laid_out("cpfsa").sheets if one.name == "Commitments")
    assert "Plan role 2.5a" in {label.text for label in sheet.labels}


def _texts_by_indicator(agency: str) -> dict[str, str]:
    """The words of each indicator's part of a topic's sheet, one after the other."""
    texts: dict[str, str] = {}
    for sheet in laid_out(agency).sheets:
        at = ""
        for label in sheet.labels:
            if label.look is Look.HEADING:
                at = label.text.split("  ")[0]
            texts[at] = f"{texts.get(at, '')} {label.text}"
    return texts


def test_who_owes_nothing_has_no_layout() -> None:
    with pytest.raises(ValueError, match="statin is asked for nothing for April–September 2021"):
        layout_of(CATALOGUE, "statin", HALVES[0])


def test_the_fortieth_indicator_is_asked_of_its_agencies(tmp_path: Path) -> None:
    catalogue = load(fortieth.write(tmp_path))
    layout = layout_of(catalogue, "sdc", HALVES[0])
    asked = {cell.key.indicator for cell in layout.inputs if isinstance(cell.key, NumberKey)}
    text = " ".join(label.text for sheet in layout.sheets for label in sheet.labels)
    assert fortieth.FORTIETH in asked
    assert fortieth.WORDING in text
    assert layout.version != laid_out("sdc", HALVES[0]).version


def test_versions_tell_workbooks_apart() -> None:
    versions = [laid_out(agency, half).version for agency, half in EVERY]
    assert len(set(versions)) == len(versions)
    assert all(re.fullmatch("[0-9a-f]{12}", version) for version in versions)


def test_the_same_question_has_the_same_version() -> None:
    for agency in ("cpfsa", "iom"):
        assert layout_of(CATALOGUE, agency, HALVES[1]) == laid_out(agency)


def test_a_template_reads_its_own_line() -> None:
    template = Template("cpfsa", HALVES[0], laid_out("cpfsa", HALVES[0]).version, "")
    assert Template.parse(template.text) == template


SHEETS = laid_out("jcf").sheets


@given(st.data())
def test_the_version_changes_with_a_label_or_a_place(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SHEETS) - 1))
    sheet = SHEETS[at]
    index = data.draw(st.sampled_from([n for n, label in enumerate(sheet.labels) if label.look is not Look.LAST]))
    label = sheet.labels[index]
    other: Label = data.draw(
        st.sampled_from(
            [
                replace(label, text=f"{label.text}."),
                replace(label, cell=f"A{sheet.last_row + 7}"),
                replace(label, look=Look.WORDING if label.look is not Look.WORDING else Look.NOTE),
            ]
        )
    )
    labels = (*sheet.labels[:index], other, *sheet.labels[index + 1 :])
    assert version_of(_with(at, replace(sheet, labels=labels))) != version_of(SHEETS)


@given(st.data())
def test_the_version_changes_with_an_input(data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([n for n, sheet in enumerate(SHEETS) if sheet.blocks]))
    sheet = SHEETS[at]
    block = sheet.blocks[0]
    cell = data.draw(st.sampled_from(block.inputs))
    other = data.draw(
        st.sampled_from([replace(cell, cell="Z99"), replace(cell, prompt="Else."), replace(cell, maximum=77)])
    )
    inputs = tuple(other if one is cell else one for one in block.inputs)
    changed = replace(sheet, blocks=(replace(block, inputs=inputs), *sheet.blocks[1:]))
    assert version_of(_with(at, changed)) != version_of(SHEETS)


@given(st.integers(0, len(SHEETS) - 1), st.text(min_size=1, max_size=5))
def test_the_version_does_not_change_with_last_period_or_widths(at: int, text: str) -> None:
    sheet = SHEETS[at]
    labels = tuple(replace(label, text=text) if label.look is Look.LAST else label for label in sheet.labels)
    widths = tuple(width + 1 for width in sheet.widths)
    assert version_of(_with(at, replace(sheet, labels=labels, widths=widths))) == version_of(SHEETS)


def _with(at: int, sheet: Sheet) -> tuple[Sheet, ...]:
    return (*SHEETS[:at], sheet, *SHEETS[at + 1 :])
