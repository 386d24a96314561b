"""Numbers that may be right and must be explained; and zeros that are confirmed, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from dashboard.intake.workbook import (
    NO_HISTORY,
    History,
    Input,
    NumberKey,
    Part,
    Severity,
    SignOffKey,
    history_of,
    reading,
)
from dashboard.intake.workbook.intervals import ALPHA, is_unusual, usual_range
from dashboard.ledger import State, Submission, SubmissionDraft
from dashboard.periods import Period
from tests.intake.workbook.reading_builder import PERIOD, Form, catalogue, cell, confirm, grid_without_child, layout


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read_grid", grid_without_child)


def place(asked: Input) -> str:
    return f"{asked.sheet}!{asked.cell}"


def key_of(asked: Input) -> NumberKey:
    assert isinstance(asked.key, NumberKey)
    return asked.key


TOTAL = cell("2.2a", "identified")
CARE = cell("2.2b", "referred_care")
BY_SEX = "by sex or gender as recorded ({} to {})".format(
    *(cell("2.2a", "identified", sex=code).cell for code in ("female", "unknown"))
)
FEMALE, MALE = (cell("2.2a", "identified", sex=code) for code in ("female", "male"))


# --- Zeros and totals ---------------------------------------------------------------------------


def _sex_cells() -> list[Input]:
    return [cell("2.2a", "identified", sex=code) for code in ("female", "male", "other", "unknown")]


def _states(draft: SubmissionDraft | None) -> dict[str, tuple[State, Decimal | None]]:
    assert draft is not None
    return {one.locator: (one.state, one.numerator) for one in draft.observations}


STAYS_BLANK = "The register of referrals was closed in the half-year"


def test_a_blank_cell_is_not_zero() -> None:
    read = Form(reasons={place(CARE): STAYS_BLANK}).put(CARE, None).read()
    assert place(CARE) not in _states(read.draft)
    assert read.counts.blank == Form().read().counts.blank + 1


def test_a_component_left_blank_is_asked_about_once() -> None:
    read = Form().put(CARE, None).read()
    assert [(one.code, one.severity, str(one)) for one in read.findings] == [
        (
            "not_answered",
            Severity.WARNING,
            f"{place(CARE)}: found nothing typed for 2.2b {CARE.label}; "
            "allowed: a whole number from 0 up, “not available” or “not applicable”. "
            "Mend: type one of these; or give the reason why it stays blank.",
        )
    ]
    assert read.draft is None


def test_a_component_left_blank_with_its_table_is_asked_about_once() -> None:
    form = Form()
    for asked in layout().inputs:
        if isinstance(asked.key, NumberKey) and (asked.key.indicator, asked.key.component) == ("2.2a", "identified"):
            form.put(asked, None)
    assert [(one.code, one.cell) for one in form.read().findings] == [("not_answered", TOTAL.cell)]


def test_the_receipt_can_say_what_was_answered() -> None:
    numbers = Form(reasons={place(CARE): STAYS_BLANK}).put(CARE, None).read().numbers
    assert numbers.unanswered == ((place(CARE), f"2.2b {CARE.label}"),)
    assert numbers.answered == numbers.asked - 1
    every = Form().read().numbers
    assert (every.asked, every.answered, every.unanswered) == (numbers.asked, numbers.asked, ())


def test_a_return_with_nothing_but_the_sign_off_is_told_so_once() -> None:
    form = Form()
    for asked in layout().inputs:
        if not isinstance(asked.key, SignOffKey):
            form.put(asked, None)
    read = form.read()
    assert [one.code for one in read.findings] == ["nothing_filled"]
    assert read.numbers.answered == 0


def test_yes_makes_the_blanks_of_its_block_zero_and_no_others() -> None:
    other = cell("2.2a", "suspected")
    form = Form(reasons={place(other): STAYS_BLANK})
    read = form.put(CARE, None).put(other, None).put(confirm("2.2b"), "Yes").read()
    states = _states(read.draft)
    assert states[place(CARE)] == (State.ZERO_CONFIRMED, Decimal(0))
    assert place(other) not in states


def test_a_typed_zero_is_a_confirmed_zero() -> None:
    assert _states(Form().put(CARE, 0).read().draft)[place(CARE)] == (State.ZERO_CONFIRMED, Decimal(0))


def test_a_state_stands_for_the_number_and_what_it_is_out_of() -> None:
    first, second = cell("1.7a", "share"), cell("1.7a", "share", Part.DENOMINATOR)
    read = Form().put(first, "not available").put(second, None).read()
    assert read.draft is not None
    found = next(one for one in read.draft.observations if one.locator == place(first))
    assert (found.state, found.numerator, found.denominator) == (State.NOT_AVAILABLE, None, None)


def test_zeros_confirmed_against_a_total_are_an_error() -> None:
    form = Form().put(confirm("2.2a/identified/sex"), "Yes")
    for asked in _sex_cells():
        form.put(asked, None)
    read = form.read()
    assert [str(one) for one in read.findings] == [
        f"{place(TOTAL)}: found that the total says 3, the rows {BY_SEX} add up to 0; "
        "allowed: Yes only where every cell left blank is truly zero. "
        "Mend: correct a row or the total, or empty the Yes."
    ]
    assert read.findings[0].severity is Severity.ERROR


def test_a_wrong_total_is_one_finding_however_many_tables_it_has() -> None:
    form = Form().put(TOTAL, 6)
    tables = [block for block in layout().blocks if block.total == TOTAL.key]
    assert len(tables) > 2
    for block in tables:
        assert block.confirm is not None
        form.put(block.confirm, "Yes")
    for asked in (one for block in tables for one in block.inputs[1:]):
        form.put(asked, None)
    found = form.read().findings
    assert [(one.code, one.cell, one.severity) for one in found] == [
        ("confirmed_zero_differs", TOTAL.cell, Severity.ERROR)
    ]
    assert found[0].found.count("add up to 3") == len(tables)


def test_zeros_confirmed_beside_parts_that_reach_the_total_are_fine() -> None:
    form = Form().put(confirm("2.2a/identified/sex"), "Yes")
    for asked in _sex_cells()[1:]:
        form.put(asked, None)
    assert form.read().draft is not None


def test_a_breakdown_left_blank_is_asked_about_once_and_stays_blank() -> None:
    form = Form()
    for asked in _sex_cells():
        form.put(asked, None)
    read = form.read()
    assert [str(one) for one in read.findings] == [
        f"{place(FEMALE)}: found nothing typed in the rows {BY_SEX} for 2.2a {TOTAL.label}, of which there are 3; "
        "allowed: rows that add up to 3. "
        "Mend: fill the rows, and choose Yes under them for those that are zero; or give the reason."
    ]
    form.reasons = {place(FEMALE): "The sex was not recorded in May"}
    read = form.read()
    assert read.draft is not None
    assert all(("sex", "female") not in one.dimensions for one in read.draft.observations)


@pytest.mark.parametrize(
    ("typed", "total", "said"),
    [
        ((2, 0, 0, 0), 3, "says 3, the rows {rows} add up to 2"),
        ((4, 0, 0, 0), 3, "says 3, the rows {rows} add up to 4"),
        ((2, None, None, None), 3, "says 3, the rows {rows} add up to 2"),
        ((4, "not available", 0, 0), 3, "says 3, the rows {rows} add up to 4"),
        ((3, 0, 0, 0), "not available", "says not available, the rows {rows} add up to 3 and "),
        ((3, 0, 0, 0), None, "is blank, the rows {rows} add up to 3 and "),
    ],
)
def test_parts_unlike_their_total_ask_for_a_reason(typed: Sequence[Any], total: Any, said: str) -> None:
    form = Form().put(TOTAL, total)
    for asked, value in zip(_sex_cells(), typed, strict=True):
        form.put(asked, value)
    found = [one for one in form.read().findings if one.sheet == TOTAL.sheet]
    assert [(one.code, one.severity, one.cell) for one in found] == [
        ("breakdown_differs", Severity.WARNING, TOTAL.cell)
    ]
    assert found[0].found.startswith(f"that the total {said.format(rows=BY_SEX)}")
    assert str(found[0]).endswith(
        "; allowed: rows that add up to the total. Mend: correct a row or the total; if both are right, write why."
    )


def test_what_is_not_available_may_be_the_difference() -> None:
    assert Form().put(FEMALE, 2).put(MALE, "not available").read().draft is not None


def test_a_reason_keeps_the_number_and_goes_with_it() -> None:
    form = Form(reasons={place(TOTAL): "One child's sex is under review"}).put(FEMALE, 2)
    read = form.read()
    assert read.draft is not None
    assert [(one.locator, one.code, one.reason) for one in read.draft.remarks] == [
        (place(TOTAL), "breakdown_differs", "One child's sex is under review")
    ]
    assert read.counts.with_findings == 0


@pytest.mark.parametrize("reason", ["", "  ", ".", "?", "123", "ok", "as told", "[taken out]", "ok ok 2021"])
def test_a_reason_says_something(reason: str) -> None:
    assert Form(reasons={place(TOTAL): reason}).put(FEMALE, 2).read().draft is None


def test_a_reason_that_is_too_short_is_answered() -> None:
    (asked,) = Form().put(FEMALE, 2).read().findings
    (again,) = Form(reasons={place(TOTAL): "as told"}).put(FEMALE, 2).read().findings
    assert again.mend == f"{asked.mend}. The reason that was given is too short: write at least 10 letters"
    assert (again.found, again.allowed) == (asked.found, asked.allowed)  # by these words a reason finds its question


def test_a_reason_that_fits_no_finding_is_said() -> None:
    reasons = {place(CARE): "Two of them came back in May", place(TOTAL): "One child's sex is under review"}
    taken = Form(reasons=reasons).put(FEMALE, 2).read()
    assert taken.draft is not None
    assert taken.unused_reasons == (place(CARE),)
    refused = Form(reasons=reasons).put(FEMALE, 2).put(cell("2.2a", "suspected"), "6?").read()
    said = [one for one in refused.findings if one.code == "reason_unused"]
    assert [(one.sheet, place(CARE) in one.found) for one in said] == [("Read me", True)]


# --- What cannot be -----------------------------------------------------------------------------


def test_of_one_body_nothing_out_of_nothing_is_refused() -> None:
    above, below = (cell("2.1", "mdas_implementing", part, agency="mot") for part in (Part.NUMERATOR, Part.DENOMINATOR))
    read = Form("mot").put(above, 0).put(below, 0).read()
    assert [(one.code, one.severity, one.cell) for one in read.findings] == [
        ("nothing_to_be_out_of", Severity.ERROR, below.cell)
    ]


def test_no_more_activities_are_integrated_than_the_partnership_had() -> None:
    asked = cell("3.2", "activities_integrated", agency="natfatip")
    assert [one.code for one in Form("natfatip").put(asked, 24).read().findings] == ["over_maximum"]
    assert not Form("natfatip").put(asked, 23).read().findings


# --- Unusual numbers ----------------------------------------------------------------------------


def with_series(asked: Input, *before: int) -> History:
    years = [Period.half_year(2021 - len(before) + number, 1) for number in range(len(before))]
    return replace(NO_HISTORY, series={key_of(asked): tuple(zip(years, map(Decimal, before), strict=True))})


def test_a_number_far_from_the_same_half_of_earlier_years_asks_for_a_reason() -> None:
    read = Form(history=with_series(CARE, 4, 6, 5)).put(CARE, 50).read()
    assert [str(one) for one in read.findings] == [
        f"{place(CARE)}: found 50, where the same half of earlier years had 4, 6, 5; "
        "allowed: 0 to 14 without a reason. Mend: correct the number, or write why it differs so much."
    ]
    assert [(one.code, one.severity) for one in read.findings] == [("outlier", Severity.WARNING)]


@pytest.mark.parametrize(
    ("before", "count"),
    [((), 50), ((5,), 25), ((1,), 21), ((40,), 200), ((4, 6, 5), 9), ((0, 0, 0), 3), ((4, 6, 5), 0)],
)
def test_a_short_history_or_a_small_change_asks_nothing(before: Sequence[int], count: int) -> None:
    assert Form(history=with_series(CARE, *before)).put(CARE, count).read().draft is not None


@pytest.mark.parametrize(("before", "last", "count"), [((5,), "", 26), ((), "6", 66), ((2,), "6", 31), ((), "0", 21)])
def test_a_number_far_above_the_only_one_before_asks_for_a_reason(before: Sequence[int], last: str, count: int) -> None:
    history = replace(with_series(CARE, *before), last={key_of(CARE): last})
    read = Form(history=history).put(CARE, count).read()
    most = max(*before, int(last or 0), 0)
    assert [(one.code, one.found) for one in read.findings] == [
        ("outlier", f"{count}, where the largest number before was {most}")
    ]


@given(st.integers(0, 60), st.lists(st.integers(0, 60), min_size=2, max_size=8))
def test_unusual_is_the_exact_two_sided_test(count: int, before: list[int]) -> None:
    together, share = count + sum(before), 1 / (len(before) + 1)
    tail = min(binom.cdf(count, together, share), binom.sf(count - 1, together, share))
    assert is_unusual(count, before) == (2 * tail < ALPHA)


@given(st.lists(st.integers(0, 60), min_size=2, max_size=8))
def test_the_usual_range_ends_where_the_unusual_begins(before: list[int]) -> None:
    low, high = usual_range(before)
    assert high is not None
    assert not is_unusual(low, before)
    assert not is_unusual(high, before)
    assert is_unusual(high + 1, before)
    assert low == 0 or is_unusual(low - 1, before)


def test_known_intervals() -> None:
    """By hand: after 5 and 5, a third count of 0 has p = 2 (2/3)^10 = .035; after 10 and 10, 2 (2/3)^20 = .0006."""
    assert not is_unusual(0, [5, 5])
    assert is_unusual(0, [10, 10])
    with pytest.raises(ValueError, match="counts cannot be negative"):
        is_unusual(-1, [1, 2])


def test_more_that_pass_the_checklist_than_there_are_asks_for_a_reason() -> None:
    passed, every = cell("1.2a", "investigations"), cell("1.3a", "investigations")
    found = [one for one in Form().put(passed, 4).read().findings if one.code == "part_exceeds"]
    assert [str(one) for one in found] == [
        f"{place(passed)}: found 4, and 3 in {place(every)}; "
        "allowed: at most as many as 1.3a counts (New child trafficking investigations). "
        "Mend: correct one of the two, or write why, for example cases begun earlier."
    ]


def test_an_example_of_a_reason_fits_what_is_counted() -> None:
    active = cell("2.6a", "professionals_active", agency="cpfsa")
    found = [one for one in Form("cpfsa").put(active, 4).read().findings if one.code == "part_exceeds"]
    assert [one.mend for one in found] == ["correct one of the two, or write why"]


def test_another_agency_that_counted_children_is_named_and_its_number_is_not() -> None:
    history = replace(NO_HISTORY, elsewhere={key_of(TOTAL): {"cpfsa": Decimal(417), "moh": Decimal(0)}})
    read = Form(history=history).read()
    assert [str(one) for one in read.findings] == [
        f"{place(TOTAL)}: found children whom CPFSA may have counted too; allowed: each child once in the country. "
        "Mend: agree with them who counts which child, and write whether they are different children."
    ]
    assert "417" not in repr(read)


def test_a_changed_definition_asks_which_was_used() -> None:
    history = replace(NO_HISTORY, definition_versions={"2.2b": 0, "2.2a": 1})
    first = cell("2.2b", "referred_both")
    assert [str(one) for one in Form(history=history).read().findings] == [
        f"{place(first)}: found an answer by version 1 of the definition; the last was by version 0; "
        "allowed: an answer that says which was used. "
        "Mend: read the definition above the table, correct the numbers if need be, and write how you counted."
    ]


# --- History ------------------------------------------------------------------------------------


def _stored(draft: SubmissionDraft | None, sequence: int, state: str) -> Submission:
    assert draft is not None
    return Submission(f"s{sequence}", sequence, datetime(2021, 11, 1, tzinfo=UTC), state, draft)


def test_history_shows_the_last_period_and_counts_only_what_was_approved() -> None:
    earlier = Period.half_year(2020, 1)
    before = Period.half_year(2020, 2)
    of_earlier, of_before = Form(period=earlier).read().draft, Form(period=before).read().draft
    submissions = [
        _stored(of_earlier, 1, "accepted"),
        _stored(of_before, 2, "submitted"),
        _stored(Form("cpfsa").read().draft or _cpfsa(), 3, "submitted"),
        _stored(of_earlier, 4, "sent_back"),
    ]
    history = history_of(submissions, catalogue(), "jcf_atip", PERIOD)
    assert history.last[key_of(TOTAL)] == "3"
    assert history.series[key_of(TOTAL)] == ((earlier, Decimal(3)),)
    assert history.elsewhere[key_of(TOTAL)] == {"cpfsa": Decimal(3)}
    assert history.definition_versions["2.2a"] == 1
    denominator = cell("1.7a", "share", Part.DENOMINATOR)
    assert history.last[key_of(denominator)] == "3"


def _cpfsa() -> SubmissionDraft | None:
    """Its parishes are fourteen cells of 0 or 1."""
    form = Form("cpfsa")
    for one in layout("cpfsa").inputs:
        if isinstance(one.key, NumberKey) and one.key.indicator == "3.6a" and one.key.component == "parishes_reporting":
            form.put(one, 0 if one.key.part is Part.NUMERATOR else 14)
    return form.read().draft
