"""The file that goes out: what is open, what it says of itself, and that equal inputs give equal bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import Workbook, load_workbook

from dashboard.intake.workbook import writing_look as look
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.intake.workbook.layout import (
    NOTICE,
    README,
    TEMPLATE_CELL,
    TEMPLATE_PROPERTY,
    TEMPLATE_SHEET,
    CommitmentKey,
    ConfirmKey,
    Entry,
    Key,
    Layout,
    Look,
    NarrativeKey,
    NumberKey,
    Part,
    SignOffKey,
    StageKey,
    Template,
)
from dashboard.intake.workbook.writing import write_workbook
from dashboard.intake.workbook.writing_page import breaks_of
from dashboard.ledger import (
    Bound,
    CommitmentRecord,
    Confidence,
    Kind,
    MilestoneRecord,
    Narrative,
    Observation,
    Role,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.periods import Period
from tests import record

HALF = Period.parse("2021-H2")
CATALOGUE = record.catalogue()
A4_POINTS = 502 - 5
"""Height of A4 on its side within the margins, less what programs round differently."""
WATERMARK = "SYNTHETIC, FOR TRAINING"


@cache
def laid_out(agency: str) -> Layout:
    """Each once: a layout is a value."""
    return layout_of(CATALOGUE, agency, HALF)


@cache
def blank(agency: str) -> bytes:
    """The workbook as an agency gets it the first time."""
    return write_workbook(laid_out(agency), CATALOGUE)


def opened(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data))


def place(agency: str, key: Key) -> tuple[str, str]:
    """Sheet and cell of a key."""
    return next((cell.sheet, cell.cell) for cell in laid_out(agency).inputs if cell.key == key)


def number(indicator: str, component: str, *dimensions: tuple[str, str], part: Part = Part.NUMERATOR) -> NumberKey:
    return NumberKey(indicator, component, dimensions, part, HALF, None)


def observation(key: NumberKey, state: State, value: int | None, out_of: int | None = None) -> Observation:
    """What a return says of one number."""
    return Observation(
        indicator=key.indicator,
        component=key.component,
        period=key.period,
        cohort=key.cohort,
        dimensions=key.dimensions,
        vintage="Return 2021-H2",
        role=Role.VALUE,
        unit="victim",
        state=state,
        numerator=None if value is None else Decimal(value),
        denominator=None if out_of is None else Decimal(out_of),
        is_total=not key.dimensions,
        bound=Bound.EXACT,
        confidence=Confidence.HIGH,
        definition_version=1,
        locator="Sheet!A1",
        derived_from=(),
        measure="",
        reason="",
        note="",
        url="",
    )


def filed(agency: str, observations: tuple[Observation, ...], **more: object) -> Submission:
    """A return of the half-year, as the ledger gives it back."""
    source = Source("return-x-2021-H2", "Return", agency, "Return 2021-H2", "", date(2022, 4, 9), False)
    fields: dict[str, object] = {"milestones": (), "narratives": ()} | more
    draft = SubmissionDraft(
        source=source,
        period=HALF,
        observations=observations,
        catalogue_hash="",
        file_sha256="",
        kind=Kind.RETURN,
        agency=agency,
        signed_by="Chief Executive Officer",
        signed_on=date(2022, 4, 9),
        **fields,  # type: ignore[arg-type]  # the test gives each field its own type
    )
    return Submission("ab12cd34", 7, datetime(2022, 4, 10, 15, tzinfo=UTC), "accepted", draft)


@pytest.mark.parametrize("agency", ["cpfsa", "natfatip", "iom", "mof"])
def test_what_is_open_is_what_is_asked_and_all_else_is_locked(agency: str) -> None:
    workbook = opened(blank(agency))
    assert workbook.security is not None
    assert workbook.security.lockStructure
    for sheet in workbook.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        asked = {cell.cell for cell in laid_out(agency).inputs if cell.sheet == sheet.title}
        assert unlocked == asked
        rules = {str(one): rule for rule in sheet.data_validations.dataValidation for one in rule.sqref.ranges}
        assert set(rules) == asked
        assert all(0 < len(rule.prompt) <= 255 and len(rule.promptTitle) <= 32 for rule in rules.values())
        assert not sheet.merged_cells.ranges


@pytest.mark.parametrize("agency", ["cpfsa", "natfatip", "vsd"])
def test_the_head_of_a_note_is_its_row_cut_between_words(agency: str) -> None:
    workbook = opened(blank(agency))
    for sheet in laid_out(agency).sheets:
        heads = {label.cell[1:]: label.text for label in sheet.labels if label.cell[0] == "A"}
        for rule in workbook[sheet.name].data_validations.dataValidation:
            head = heads[str(rule.sqref).lstrip("ABCDEFGHIJ")]
            whole = " ".join(head.split())
            said = (rule.promptTitle or "").removeprefix("Out of: ")
            assert said == whole or (said.endswith(" …") and whole.startswith(said.removesuffix("…")))


def test_it_says_whose_it_is_in_three_places() -> None:
    workbook, layout = opened(blank("jcf")), laid_out("jcf")
    text = Template("jcf", HALF, layout.version, "").text
    properties = {one.name: one.value for one in workbook.custom_doc_props.props}  # type: ignore[attr-defined]  # stubs
    assert properties == {TEMPLATE_PROPERTY: text}
    assert workbook[TEMPLATE_SHEET][TEMPLATE_CELL].value == text
    assert workbook[TEMPLATE_SHEET].sheet_state == "veryHidden"
    assert workbook[README][layout.footer].value == text


def test_the_same_inputs_give_the_same_bytes_whenever_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    first = blank("odpp")

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # the writer asks for nothing else
            del tz
            return datetime(2031, 5, 6, tzinfo=UTC)

    monkeypatch.setattr("openpyxl.writer.excel.datetime.datetime", Later)
    assert write_workbook(layout_of(CATALOGUE, "odpp", HALF), CATALOGUE) == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2022-03-31"}
    assert "lastModifiedBy" not in core


def test_nothing_is_filled_in_a_blank_workbook() -> None:
    workbook = opened(blank("cpfsa"))
    assert {workbook[cell.sheet][cell.cell].value for cell in laid_out("cpfsa").inputs} == {None}


def test_last_period_stands_beside_the_cell() -> None:
    key, share = number("2.2a", "identified"), number("2.3", "coverage", part=Part.DENOMINATOR)
    data = write_workbook(laid_out("cpfsa"), CATALOGUE, last={key: "6", share: "not available"})
    beside = {
        label.last_of: opened(data)[sheet.name][label.cell].value
        for sheet in laid_out("cpfsa").sheets
        for label in sheet.labels
        if label.last_of in (key, share)
    }
    assert beside == {key: 6, share: "not available"}


def test_a_training_workbook_says_so_on_every_sheet_and_page() -> None:
    for data, said in (
        (write_workbook(laid_out("mof"), CATALOGUE, watermark=WATERMARK), WATERMARK),
        (blank("mof"), None),
    ):
        for sheet in opened(data).worksheets:
            if sheet.title != TEMPLATE_SHEET:
                assert sheet[NOTICE].value == said
                assert sheet.HeaderFooter.oddHeader is not None
                assert sheet.HeaderFooter.oddHeader.center.text == said


def test_it_prints_on_a4_sideways_one_page_wide_with_agency_period_and_page() -> None:
    for sheet in opened(blank("jcf")).worksheets[:-1]:
        setup, head, foot = sheet.page_setup, sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter
        assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert head is not None
        assert (head.left.text, head.right.text) == ("Jamaica Constabulary Force", "October 2021 to March 2022")
        assert foot is not None
        assert "&P" in str(foot.right.text)
        assert sheet.print_title_rows
        assert sheet.freeze_panes


def test_a_sum_turns_red_while_it_differs_from_its_total_and_a_sum_of_blanks_is_not_shown() -> None:
    sheet = opened(blank("jcf"))["Ch 6 Child-sensitive justice"]
    rules = {str(area.sqref): area.rules[0].formula[0] for area in sheet.conditional_formatting}
    block = next(one for one in laid_out("jcf").blocks if one.id == "1.4a/spaces_available/host_agency")
    first, last = block.inputs[0].cell, block.inputs[-1].cell
    row = int(last[1:]) + 1
    differs = f"AND(ISNUMBER($B${row + 1}),COUNT($B${first[1:]}:$B${last[1:]})>0,$B${row}<>$B${row + 1})"
    assert rules[f"B{row}:B{row + 1}"] == differs
    assert rules[f"B{row}"] == f"COUNT({first}:{last})=0"  # then its 0 is not shown


def test_every_row_is_high_enough_for_its_text() -> None:
    """Letters of Calibri are on average narrower than a digit: a line holds more letters than the column is wide."""
    workbook = opened(blank("iom"))
    for sheet in laid_out("iom").sheets:
        for label in sheet.labels:
            if label.span == 1 and label.look is Look.WORDING:
                width = sheet.widths[ord(label.cell[0]) - ord("A")]
                height = workbook[sheet.name].row_dimensions[int(label.cell[1:])].height
                assert height is not None
                assert height >= 15 * (len(label.text) // (1.3 * width) + 1)


@pytest.mark.parametrize("agency", ["cpfsa", "natfatip", "jcf_atip", "vsd"])
def test_what_is_kept_on_one_page_fits_on_it(agency: str) -> None:
    for sheet in laid_out(agency).sheets:
        heights = look.heights_of(sheet, {})
        head = int(sheet.frozen[1:]) - 1
        points = [heights.get(row, look.LINE) for row in range(1, sheet.last_row + 1)]
        starts = sorted({int(one.cell[1:]) for one in sheet.labels if one.look in (Look.HEADING, Look.COLUMN)})
        breaks = [*breaks_of(sheet, heights), sheet.last_row + 1]
        for first, after in pairwise([head + 1, *breaks]):
            fits = sum(points[:head]) + sum(points[first - 1 : after - 1]) - look.LINE <= A4_POINTS
            assert fits or sum(first <= row < after for row in starts) <= 2, (sheet.name, first, after)


def test_rows_keep_the_height_that_their_words_need() -> None:
    """A program that works out heights itself does it without merged or wrapped neighbours, and cuts the words off."""
    with zipfile.ZipFile(BytesIO(blank("cpfsa"))) as archive:
        names = [sheet.name for sheet in laid_out("cpfsa").sheets]
        narrative = archive.read(f"xl/worksheets/sheet{names.index('Narrative') + 1}.xml").decode()
    row = place("cpfsa", NarrativeKey(""))[1][1:]
    said = re.search(rf'<row r="{row}"[^>]*>', narrative)
    assert said
    assert 'customHeight="1"' in said[0]


# --- Amendments ---------------------------------------------------------------------------------


def amended(agency: str, submission: Submission) -> tuple[Workbook, Mapping[Key, object]]:
    """The workbook that amends a return, and what stands in its cells by key."""
    workbook = opened(write_workbook(laid_out(agency), CATALOGUE, amends=submission))
    return workbook, {cell.key: workbook[cell.sheet][cell.cell].value for cell in laid_out(agency).inputs}


def test_an_amendment_opens_with_what_was_said() -> None:
    told = number("2.2a", "identified")
    female, male = (number("2.2a", "identified", ("sex", sex)) for sex in ("female", "male"))
    share, out_of = (number("2.3", "coverage", part=part) for part in Part)
    unknown = number("2.9a", "share")
    submission = filed(
        "cpfsa",
        (
            observation(told, State.REPORTED, 6),
            observation(female, State.REPORTED, 6),
            observation(male, State.ZERO_CONFIRMED, 0),
            observation(share, State.REPORTED, 4, 9),
            observation(unknown, State.NOT_AVAILABLE, None),
        ),
        narratives=(Narrative("", HALF, "=2+2 is not a formula here", ""),),
        commitments=(CommitmentRecord("role_2_5a", HALF, "under_way", "- two rooms", ""),),
    )
    workbook, said = amended("cpfsa", submission)
    assert (said[told], said[female], said[male], said[share], said[out_of]) == (6, 6, 0, 4, 9)
    assert said[unknown] == said[number("2.9a", "share", part=Part.DENOMINATOR)] == "not available"
    assert said[number("2.2a", "suspected")] is None
    assert said[CommitmentKey("role_2_5a", "status")] == "Under way"
    assert said[CommitmentKey("role_2_5a", "evidence")] == "- two rooms"
    sheet, cell = place("cpfsa", NarrativeKey(""))
    assert workbook[sheet][cell].data_type == "s"
    assert workbook[sheet][cell].value == "=2+2 is not a formula here"
    assert "filed on 10 April 2022" in str(workbook[README][NOTICE].value)
    assert str(workbook[README][laid_out("cpfsa").footer].value).endswith(" ab12cd34")


def test_an_amendment_is_signed_and_confirmed_anew() -> None:
    zero = observation(number("2.2a", "identified", ("sex", "male")), State.ZERO_CONFIRMED, 0)
    _, said = amended("cpfsa", filed("cpfsa", (zero,)))
    anew = [value for key, value in said.items() if isinstance(key, SignOffKey | ConfirmKey)]
    assert len(anew) > 2
    assert set(anew) == {None}


@pytest.mark.parametrize(
    ("outcome", "words"), [("reached", "Reached"), ("not_reached", "Not reached"), ("noted", "Not known")]
)
def test_an_amendment_opens_with_the_milestones(outcome: str, words: str) -> None:
    day = Period.day(date(2022, 1, 17)) if outcome == "reached" else HALF
    milestone = MilestoneRecord("3.2", "drafted", outcome, day, "Draft 3", Confidence.HIGH, "", "", "", "", "")
    _, said = amended("natfatip", filed("natfatip", (), milestones=(milestone,)))
    assert said[StageKey("3.2", "drafted", "outcome")] == words
    assert said[StageKey("3.2", "drafted", "evidence")] == "Draft 3"
    on = said[StageKey("3.2", "drafted", "on")]
    assert on == (datetime(2022, 1, 17) if outcome == "reached" else None)  # noqa: DTZ001 - Excel's days have no zone


def test_each_kind_of_cell_has_its_rule() -> None:
    kinds = {
        rule.type for sheet in opened(blank("natfatip")).worksheets for rule in sheet.data_validations.dataValidation
    }
    assert kinds == {"custom", "list", "date", None}
    assert {cell.entry for cell in laid_out("natfatip").inputs} == set(Entry)
