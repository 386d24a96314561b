"""A total that is withheld is not told by adding up what stands below it."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.access import Tier
from dashboard.ledger import Observation, Submission
from dashboard.release.model import Shown
from tests.figures.returned import AGENCIES, returned, said
from tests.release.office import release_of
from tests.release.test_differences_do_not_tell import HALVES, linked, texts


def counted(girls: int, boys: int, period: str, column: str, **of: Any) -> tuple[Observation, ...]:
    by_sex = (("female", girls), ("male", boys))
    return (
        said(girls + boys, period, locator=f"'2'!{column}12", **of),
        *(
            said(count, period, dimensions=(("sex", sex),), locator=f"'2'!{column}{row}", **of)
            for row, (sex, count) in enumerate(by_sex, start=13)
        ),
    )


def referred(both: tuple[int, int], care: tuple[int, int]) -> list[Submission]:
    none = (0, 0)
    return [
        returned(
            agency,
            *counted(*(both if counts else none), period, "C"),
            *counted(*(care if counts else none), period, "D", component="care"),
            period=period,
        )
        for period in HALVES
        for agency in AGENCIES
        for counts in [(agency, period) == ("jcf", "2021-H2")]
    ]


@pytest.mark.parametrize(
    ("tier", "total", "shown"),
    [(Tier.PUBLIC, "[c]", set()), (Tier.NATFATIP, "12", {"6"}), (Tier.RESTRICTED, "12", {"6"})],
)
def test_below_a_total_that_lies_near_the_headline_an_audience_that_does_not_see_it_sees_nothing(
    tier: Tier, total: str, shown: set[str]
) -> None:
    (item,) = release_of(*referred((5, 5), (6, 6)), of=linked(), tier=tier).indicators
    assert texts(item, "care") == total
    tables = [table for table in item.breakdowns if table.component == "care"]
    assert {cell.value.text for t in tables for cell in t.cells if isinstance(cell.value, Shown)} == shown
