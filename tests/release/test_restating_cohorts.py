"""What was printed of cohorts is listed at the year in which they began, a total and what is below it alike."""

from __future__ import annotations

from typing import Any

from dashboard.periods import Period
from tests.figures.returned import catalogue, indicator, returned, said
from tests.release.editions import Office

KEY = "2.2a/identified/2021/22"
GIRLS, BOYS = (("sex", "female"),), (("sex", "male"),)


def test_a_cohort_and_what_is_below_it_stand_at_the_year_in_which_it_began() -> None:
    def followed(girls: int, period: str) -> tuple[Any, ...]:
        """Of a hundred cases each of girls and of boys, begun a year before, so many of the girls'."""
        begun = Period.parse(period).previous.previous
        cells = ((girls, 100), GIRLS, "D12"), ((50, 100), BOYS, "E12")
        below = (
            said(share, period, dimensions=sex, locator=f"'2. Children'!{cell}", cohort=begun)
            for share, sex, cell in cells
        )
        return (said((girls + 50, 200), period, cohort=begun), *below)

    part = indicator().components[0].model_dump() | {"reported_by": ["jcf"]}
    of = catalogue(indicator(reporting_mdas=["jcf"], components=[part], evidence_model="share_of_cases"))
    halves = ("2021-H1", "2021-H2")
    office = Office(*(returned("jcf", *followed(50, half), period=half) for half in halves), of=of)
    office.publish()
    office.amend("jcf", *followed(60, halves[0]), period=halves[0], reason="Recounted")
    listed = {found.figure_id: (found.period.label, found.when) for found in office.release().restatements}
    years = ("2020/21", "2020/21, seen in 2021/22")
    assert listed == {KEY: years, f"{KEY}/sex=female": years}
