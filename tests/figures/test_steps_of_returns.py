"""An agency that says the same of a step in every return is heard once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.figures import Milestone
from dashboard.figures.steps import without_repetition
from dashboard.ledger import Kind
from dashboard.periods import Period
from tests.ledger.builder import milestone, source


def word(half: Period, outcome: str, on: date | None = None, agency: str = "NATFATIP") -> Milestone:
    period = Period.day(on) if on else half
    record = milestone(stage="drafted", outcome=outcome, period=period)
    cited = source(f"return-{half.code}", publisher=agency, published_on=half.end)
    return Milestone(record, cited, f"return-{half.code}.1", accepted=True, kind=Kind.RETURN)


HALVES = [Period.half_year(year, half) for year in (2018, 2019) for half in (1, 2)]


def test_a_step_reached_is_cited_where_it_was_first_reported() -> None:
    reached = date(2018, 12, 3)
    said = [word(HALVES[0], "not_reached"), *(word(half, "reached", reached) for half in HALVES[1:])]
    assert [one.submission_id for one in without_repetition(reversed(said))] == ["return-2018-H2.1"]


def test_of_a_step_not_reached_the_newest_word_counts() -> None:
    said = [word(half, "not_reached") for half in HALVES]
    assert [one.submission_id for one in without_repetition(said)] == ["return-2019-H2.1"]


def test_a_step_taken_back_is_no_longer_reached() -> None:
    said = [word(HALVES[0], "reached", date(2018, 5, 1)), word(HALVES[1], "not_reached")]
    assert [one.record.outcome for one in without_repetition(said)] == ["not_reached"]


def test_a_corrected_day_is_cited_where_it_was_corrected() -> None:
    days = [date(2018, 5, 1), date(2018, 6, 1), date(2018, 6, 1)]
    said = [word(half, "reached", day) for half, day in zip(HALVES, days, strict=False)]
    assert [one.submission_id for one in without_repetition(said)] == ["return-2018-H2.1"]


def test_two_agencies_and_every_published_fact_are_kept() -> None:
    published = replace(word(HALVES[0], "reached"), kind=Kind.EDITION)
    said = [word(HALVES[0], "reached"), word(HALVES[0], "reached", agency="MNS"), published, published]
    assert len(without_repetition(said)) == 4
