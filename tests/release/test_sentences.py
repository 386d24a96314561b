"""A sentence says "rose" of what rose: of two shares the share, and not the number above the line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.periods import Period
from dashboard.release import Point, Shown
from dashboard.release.sentences import movement


def point(year: str, number: int, out_of: int | None = None) -> Point:
    denominator = None if out_of is None else Decimal(out_of)
    text = str(number) if out_of is None else f"{number} of {out_of}"
    value = Shown(Decimal(number), denominator, text)
    return Point(year, Period.parse(year), value, None, (), "", False, "", (), "")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((6, None), (9, None), "rose from 6 in 2017/18 to 9 in 2021/22"),
        ((9, None), (6, None), "fell from 9 in 2017/18 to 6 in 2021/22"),
        ((6, None), (6, None), "stood at 6 in both 2017/18 and 2021/22"),
        ((2, 14), (2, 27), "fell from 2 of 14 in 2017/18 to 2 of 27 in 2021/22"),
        ((3, 8), (4, 20), "fell from 3 of 8 in 2017/18 to 4 of 20 in 2021/22"),
        ((2, 4), (3, 6), "was 2 of 4 in 2017/18 and 3 of 6 in 2021/22"),
        ((3, 6), (3, 6), "stood at 3 of 6 in both 2017/18 and 2021/22"),
        ((0, 0), (3, 6), "was 0 of 0 in 2017/18 and 3 of 6 in 2021/22"),
    ],
)
def test_the_verb_is_that_of_the_numbers(
    before: tuple[int, int | None], after: tuple[int, int | None], said: str
) -> None:
    assert movement(point("2017/18", *before), point("2021/22", *after)) == said
