"""A sparkline shows what may be shown, leaves gaps as gaps and says itself."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from dashboard.release import Shown, Withheld
from dashboard.ui import html
from dashboard.ui.html.sparkline import WIDTH
from tests.release_builder import context_series, empty_series, series, stock_series, with_values


def stretches(made: str) -> list[list[tuple[float, float]]]:
    return [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in points.split())]
        for points in re.findall(r'points="([^"]*)"', made)
    ]


def test_the_last_value_stands_beside_its_dot() -> None:
    made = html.sparkline(stock_series())
    assert made.endswith(">10</text></svg>")
    assert len(stretches(made)[0]) == 7


def test_a_gap_stays_a_gap() -> None:
    made = html.sparkline(series((4, 5, None, 6, 3, None, None)))
    assert [len(run) for run in stretches(made)] == [2, 2]


def test_a_year_that_stands_alone_is_a_dot() -> None:
    made = html.sparkline(series((4, None, 6, 3, 2, 2, 2)))
    assert made.count("<circle") == 2


def test_the_line_is_drawn_from_zero() -> None:
    low, high = (y for _, y in stretches(html.sparkline(series((0, 10))))[0])
    half = stretches(html.sparkline(series((5, 10))))[0][0][1]
    assert abs(half - (low + high) / 2) <= 0.1


def test_a_long_last_value_stays_within_the_drawing() -> None:
    percent = with_values(series(), {"2021/22": Shown(Decimal(96), Decimal(140), "96 of 140 (69 %)")})
    made = html.sparkline(percent)
    words = re.search(r'<text x="([\d.]+)"[^>]*>([^<]*)</text>', made)
    assert words is not None
    assert words[2] == "96 of 140"
    assert float(words[1]) + len(words[2]) * 7 <= WIDTH


def test_no_hidden_number_enters() -> None:
    found = with_values(series((5, 4, 37, 3, 9, 2, None)), {"2019/20": Withheld()})
    made = html.sparkline(found)
    assert "37" not in re.sub(r'(points|cx|cy|x|y)="[^"]*"', "", made)
    assert [len(run) for run in stretches(made)] == [2, 3]
    assert made == html.sparkline(with_values(series((5, 4, 12, 3, 9, 2, None)), {"2019/20": Withheld()}))


def test_it_says_first_and_last_and_that_it_is_context() -> None:
    assert 'role="img" aria-label="Child victims identified: 5 in 2018/19, 6 in 2021/22"' in html.sparkline(series())
    made = html.sparkline(context_series())
    assert "New trafficking investigations a year, all ages, context: 30 in 2017/18, 61 in 2023/24" in made
    assert 'class="cpc-spark cpc-context"' in made


def test_nothing_known_is_nothing_drawn() -> None:
    assert html.sparkline(empty_series()) == ""


def test_it_says_of_cohorts_when_they_began() -> None:
    found = series((5, 4))
    points = [replace(point, seen=point.period) for point in found.points]
    assert "5 begun in 2017/18, 4 begun in 2018/19" in html.sparkline(replace(found, points=tuple(points)))


def test_no_line_joins_what_was_counted_by_another_definition() -> None:
    whole = series((3, 5, 8, 9))
    changed = replace(whole, points=tuple(replace(p, definition=1 + (n > 1)) for n, p in enumerate(whole.points)))
    assert [len(stretches(html.sparkline(one))) for one in (whole, changed)] == [1, 2]
