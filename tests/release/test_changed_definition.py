"""What was counted by another definition says so, is joined by no line, and is held against no baseline."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts import chart
from dashboard.progress import VerdictLabel
from dashboard.release import IndicatorRelease
from tests.figures.returned import indicator, returned, said
from tests.release.office import release_of

YEARS = ("2017", "2018", "2019", "2020")


def shown(*versions: int) -> IndicatorRelease:
    """Sixty children in each year from 2017/18, by one agency, each year counted by the version given."""
    filed = [
        returned("jcf", said(30, f"{year}-{half}", definition_version=version), period=f"{year}-{half}")
        for year, version in zip(YEARS, versions, strict=True)
        for half in ("H1", "H2")
    ]
    part = indicator().components[0].model_dump() | {"reported_by": ["jcf"]}
    of = indicator(reporting_mdas=["jcf"], components=[part])
    return release_of(*filed, of=of, today=date(2021, 5, 15)).indicators[0]


def test_the_years_counted_otherwise_say_so() -> None:
    notes = [point.note for point in shown(1, 1, 2, 2).components[0].points]
    assert [("version 2 of the definition, not by version 1" in note) for note in notes] == [False, False, True, True]
    assert not any("definition" in point.note for point in shown(1, 1, 1, 1).components[0].points)


@pytest.mark.parametrize(("versions", "stretches", "rules"), [((1, 1, 1, 1), 1, 1), ((1, 1, 2, 2), 2, 0)])
def test_no_line_joins_them_and_no_rule_holds_one_against_the_other(
    versions: tuple[int, ...], stretches: int, rules: int
) -> None:
    drawn = chart(shown(*versions).components[0]).to_dict()
    (line,) = [layer for layer in drawn["layer"] if layer["mark"]["type"] == "line"]
    assert len({row["run"] for row in drawn["datasets"][line["data"]["name"]]}) == stretches
    dashed = [layer for layer in drawn["layer"] if layer["mark"].get("strokeDash")]
    assert len(dashed) == rules


def test_a_row_sets_no_baseline_beside_what_the_verdict_does_not_compare() -> None:
    changed, same = shown(1, 1, 2, 2), shown(1, 1, 1, 1)
    assert changed.verdict.label is VerdictLabel.CANNOT_BE_ASSESSED
    assert (changed.known, changed.known_detail) == ("60 children", "2020/21")
    assert same.known_detail == "2020/21, from 60"
