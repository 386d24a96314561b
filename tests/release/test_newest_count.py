"""What stands on a day and is judged by its latest count is told by that count everywhere; people are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dashboard.catalogue import Indicator
from dashboard.downloads import figures_csv
from dashboard.release import IndicatorRelease
from dashboard.release.claims import claims_of, printed_values
from dashboard.ui import html
from tests.figures.returned import catalogue, indicator, returned
from tests.release.editions import Office
from tests.release.office import release_of

NUMBERS = (("2017-H1", 0), ("2017-H2", 0), ("2021-H1", 3), ("2021-H2", 4), ("2022-H1", 7))
HALF = "April–September 2022"


def of_stock(**overrides: Any) -> Indicator:
    """Spaces on a day, asked of one agency."""
    part = {
        "label": "Child-friendly spaces",
        "unit": "space",
        "unit_words": "spaces",
        "roll_up": "last",
        "reported_by": ["jcf"],
    }
    component = indicator().components[0].model_dump() | part | overrides.pop("part", {})
    fields = {"evidence_model": "stock", "disclosure_class": "facility", "reporting_mdas": ["jcf"]} | overrides
    return indicator(components=[component], **fields)


def shown(of: Indicator, today: date = date(2023, 1, 15)) -> IndicatorRelease:
    filed = [returned("jcf", number, period=period) for period, number in NUMBERS]
    return release_of(*filed, of=of, today=today).indicators[0]


def test_title_row_table_and_verdict_speak_of_the_same_count() -> None:
    item = shown(of_stock())
    assert item.finding == f"Child-friendly spaces rose from 0 in 2017/18 to 7 in {HALF}"
    assert f"7 in {HALF}" in item.verdict.reason
    assert (item.known, item.known_detail) == ("7 spaces", f"{HALF}, from 0")
    (series,) = item.components
    assert HALF in html.series_table(series, "Spaces")
    assert HALF in html.components_table(item.components, "Components")
    assert ">7</text>" in html.sparkline(series.to_date)


def test_the_years_stay_years() -> None:
    (series,) = shown(of_stock()).components
    assert all(point.period.is_financial_year for point in series.points)


def test_an_edition_claims_the_newest_count_that_it_prints() -> None:
    assert [value.text for key, value in printed_values(shown(of_stock())) if "2022-H1" in key] == ["7"]


@pytest.mark.parametrize(
    "overrides",
    [
        {"evidence_model": "events", "part": {"roll_up": "sum"}},
        {"disclosure_class": "victim_person", "part": {"unit": "victim"}},
        {"evidence_model": "resource", "part": {"roll_up": "none"}},
    ],
)
def test_what_is_judged_by_whole_years_or_counts_people_has_no_newest_half(overrides: dict[str, Any]) -> None:
    assert all(series.newest is None for series in shown(of_stock(**overrides)).components)


def test_a_half_that_is_not_over_and_one_that_its_year_follows_are_left_out() -> None:
    assert shown(of_stock(), today=date(2022, 9, 1)).components[0].newest is None
    filed = [returned("jcf", number, period=period) for period, number in (*NUMBERS, ("2022-H2", 8))]
    (series,) = release_of(*filed, of=of_stock(), today=date(2023, 5, 15)).indicators[0].components
    assert series.newest is None
    assert series.latest is not None
    assert series.latest.value.text == "8"


def test_the_file_of_figures_holds_the_newest_count_after_the_years() -> None:
    filed = [returned("jcf", number, period=period) for period, number in NUMBERS]
    text = figures_csv(release_of(*filed, of=of_stock(), today=date(2023, 1, 15))).decode("utf-8-sig")
    keys = [row.split(",")[0] for row in text.splitlines()[1:]]
    assert keys[-2:] == ["2.2a/identified/2021/22", "2.2a/identified/2022-H1"]


def test_a_half_year_that_was_put_right_stays_a_change_when_its_year_follows() -> None:
    def listed() -> list[tuple[str, str, str]]:
        found = office.release(today=date(2023, 5, 15)).restatements
        return [(one.figure_id, one.before.text, one.after.text) for one in found]

    filed = [returned("jcf", number, period=period) for period, number in NUMBERS]
    office = Office(*filed, of=catalogue(of_stock()))
    office.publish(claims=claims_of(office.release(today=date(2023, 1, 15)).indicators))
    office.amend("jcf", 6, period="2022-H1", reason="One space was counted twice")
    assert listed() == [("2.2a/identified/2022-H1", "7", "6")]
    office.file(returned("jcf", 8, period="2022-H2"))
    assert listed() == [("2.2a/identified/2022-H1", "7", "6")]


def test_a_half_year_that_its_year_follows_is_no_change() -> None:
    filed = [returned("jcf", number, period=period) for period, number in NUMBERS]
    office = Office(*filed, of=catalogue(of_stock()))
    office.publish(claims=claims_of(office.release(today=date(2023, 1, 15)).indicators))
    office.file(returned("jcf", 8, period="2022-H2"))
    release = office.release(today=date(2023, 5, 15))
    assert release.indicators[0].components[0].newest is None
    assert release.restatements == ()
