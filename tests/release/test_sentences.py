"""A sentence says "rose" of what rose: of two shares the share, and not the number above the line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.periods import Period
from dashboard.progress import VerdictLabel
from dashboard.release import Point, Shown, Withheld
from dashboard.release.sentences import finding, known, movement, newest_words
from tests.release_builder import context_series, empty_series, entry, series, stock_series, verdict, with_values


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


def test_a_cohort_is_spoken_of_by_the_year_in_which_it_began() -> None:
    before, after = (
        replace(point(year, *share), seen=Period.parse(seen))
        for year, share, seen in (("2017/18", (3, 14), "2018/19"), ("2021/22", (6, 27), "2022/23"))
    )
    assert movement(before, after) == "rose from 3 of 14 begun in 2017/18 to 6 of 27 begun in 2021/22"
    followed = replace(series(), points=(replace(series().known[0], seen=Period.parse("2019/20")),))
    assert newest_words(followed).endswith("5 children begun in 2018/19")
    said = known((followed,), (followed,), (), (), ())
    assert (said.detail, said.series) == ("begun in 2018/19", followed.id)


def test_what_is_known_names_the_series_that_it_is_of() -> None:
    spaces, all_ages = stock_series(), replace(context_series(), sentence="It rose.")
    assert known((spaces, series()), (), (all_ages,), (), ()).series == spaces.id
    assert known((empty_series(), series()), (), (), (), ()).series == series().id
    assert known((empty_series(),), (), (all_ages,), (), ()).series == all_ages.id


def test_a_count_beside_a_silent_headline_is_said_with_its_name() -> None:
    said = known((empty_series(),), (empty_series(), stock_series()), (), (), ())
    assert (said.words, said.series) == ("", stock_series().id)
    assert said.detail == newest_words(stock_series())


def test_a_title_does_not_call_an_indicator_silent_that_has_another_count() -> None:
    cannot = verdict(VerdictLabel.CANNOT_BE_ASSESSED)
    hidden = with_values(empty_series(), {"2021/22": Withheld()})
    for judged, said in ((empty_series(), "no figure on record"), (hidden, "withheld to protect children")):
        title = finding(entry(), cannot, (judged,), (judged, stock_series()), (), (), ())
        assert title.startswith(newest_words(stock_series()))
        assert title.endswith(f": {said}")
