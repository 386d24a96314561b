"""What the public may see of the real record."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dashboard.access import Tier
from dashboard.ledger import AsOf, Role
from dashboard.periods import Period
from dashboard.progress import Gate, VerdictLabel
from dashboard.release import NotAvailable, Series, Shown, Withheld, changed_page, make_release, overview
from tests import record


def numbers(series: Series) -> dict[str, Decimal | None]:
    return {p.period.code: p.value.number if isinstance(p.value, Shown) else None for p in series.points}


def test_child_victims_are_the_four_national_totals_that_the_record_bears() -> None:
    found = numbers(record.release().indicator("2.2a").series("2.2a/identified"))
    assert found == {
        "2017/18": None,
        "2018/19": 5,
        "2019/20": 2,
        "2020/21": 7,
        "2021/22": 6,
        "2022/23": None,
        "2023/24": None,
    }


def test_ten_spaces_from_none_is_a_clear_improvement_counted_and_not_tested() -> None:
    item = record.release().indicator("1.4a")
    assert numbers(item.series("1.4a/spaces_available"))["2023/24"] == 10
    assert item.verdict.label is VerdictLabel.CLEAR_IMPROVEMENT
    assert "counted, not tested" in item.verdict.reason


def test_all_age_investigations_are_context_with_their_test_and_never_the_verdict() -> None:
    item = record.release().indicator("1.3a")
    series = item.series("1.3a/investigations_all_ages")
    assert series.sentence.startswith("All ages, context: ")
    assert "rose from 30 in 2017/18 to 61 in 2023/24" in series.sentence
    assert item.verdict.label is VerdictLabel.CANNOT_BE_ASSESSED


def test_the_reference_period_is_titled_so_and_kept_out_of_the_verdict() -> None:
    item = record.release().indicator("2.2a")
    assert item.reference is not None
    assert item.reference.title == "Since 2018/19, not the baseline"
    assert item.reference.label is VerdictLabel.HIGHER
    assert (item.verdict.label, item.verdict.gate) == (VerdictLabel.CANNOT_BE_ASSESSED, Gate.NO_BASELINE)


def test_every_indicator_has_a_verdict_a_title_and_either_something_known_or_a_sentence_for_nothing() -> None:
    for item in record.release().indicators:
        assert item.finding
        assert item.verdict.reason
        assert bool(item.empty) is not item.has_anything


def test_a_restated_figure_keeps_what_the_earlier_edition_printed() -> None:
    restated = [r for r in record.release().restatements if r.period == Period.parse("2015/16")]
    assert {(r.before.text, r.after.text) for r in restated} == {("14", "10")}


def test_one_printed_figure_is_one_change_whichever_indicators_it_serves() -> None:
    (one,) = record.release().restatements
    assert one.indicators == ("1.2a", "1.3a")
    assert changed_page(record.release()).title == "1 figure has changed since it was printed"


# --- What must not leave ------------------------------------------------------------------------


PEOPLE = {"victim_person", "accused_person", "mixed"}


def stored_below_the_total() -> list[tuple[str, str, str]]:
    """(indicator, locator, note) of every stored cell of people below the national annual total."""
    counted = {"persons", "cases", "convictions", "investigations", "defendants"}
    return [
        (o.indicator, o.locator, o.note)
        for submission in record.ledger().submissions()
        for o in submission.draft.observations
        if o.dimensions and record.catalogue().indicator(o.indicator).disclosure_class.value in PEOPLE
        if o.role in (Role.PART, Role.EXTERNAL_CLAIM, Role.VALUE, Role.CONTEXT) and o.unit in counted
    ]


@pytest.mark.parametrize("tier", [Tier.PUBLIC, Tier.NATFATIP])
def test_what_a_source_has_printed_is_listed_as_printed(tier: Tier) -> None:
    below = {(indicator, locator) for indicator, locator, _ in stored_below_the_total()}
    printed = {(item.id, one.figure_id): one for item in record.release(tier).indicators for one in item.publications}
    assert len(below & printed.keys()) > 30
    assert not [key for key in below & printed.keys() if isinstance(printed[key].value, Withheld)]


def test_the_words_of_a_cell_below_the_total_stand_in_the_list_of_printed_figures_alone() -> None:
    listed_apart = [dataclasses.replace(item, publications=()) for item in record.release().indicators]
    everything = json.dumps(plain(dataclasses.replace(record.release(), indicators=tuple(listed_apart))), default=str)
    notes = {note for _, _, note in stored_below_the_total() if len(note) > 25}
    shown_elsewhere = {
        point.note for item in record.release().indicators for s in item.components + item.context for point in s.points
    }
    for note in notes - shown_elsewhere:
        assert note not in everything


def test_a_withheld_value_has_no_number_to_find() -> None:
    assert [field.name for field in dataclasses.fields(Withheld)] == ["text"]


def test_the_restricted_tier_sees_the_parts() -> None:
    parts = [p for p in record.release(Tier.RESTRICTED).indicator("2.2a").publications if p.role == "part"]
    assert parts
    assert all(isinstance(part.value, Shown) for part in parts)


def test_the_published_cells_of_people_make_no_table() -> None:
    people = [item for item in record.release().indicators if item.entry.disclosure_class.value in PEOPLE]
    assert [item.breakdowns for item in people] == [()] * len(people)


# --- Moments ------------------------------------------------------------------------------------


def test_a_release_as_published_by_a_day_knows_no_later_source() -> None:
    then = make_release(record.catalogue(), record.ledger(), Tier.PUBLIC, AsOf(published_on=date(2020, 12, 31)))
    assert all(source.published_on <= date(2020, 12, 31) for source in then.sources)
    assert numbers(then.indicator("2.2a").series("2.2a/identified")) == {"2017/18": None, "2018/19": 5, "2019/20": 2}


def test_a_release_as_recorded_before_anything_was_filed_is_empty_and_still_a_release() -> None:
    before = make_release(record.catalogue(), record.ledger(), Tier.PUBLIC, AsOf(sequence=1), today=date(2026, 1, 1))
    assert all(isinstance(p.value, NotAvailable) for i in before.indicators for s in i.components for p in s.points)
    assert overview(before).known == ()


def test_a_report_on_past_years_knows_no_later_figure() -> None:
    through = Period.parse("2019/20")
    then = make_release(record.catalogue(), record.ledger(), Tier.PUBLIC, through=through)
    periods = [p.period for i in then.indicators for s in i.components + i.context for p in s.points]
    assert max(period.end for period in periods) <= through.end


def test_equal_inputs_give_equal_releases() -> None:
    again = make_release(record.catalogue(), record.ledger(), Tier.PUBLIC)
    assert again == record.release()


def plain(value: Any) -> Any:
    """Dataclasses and their contents as lists and dictionaries; the catalogue is public and left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: plain(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if f.name not in ("catalogue", "entry")
        }
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
