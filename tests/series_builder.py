"""Small made-up series for the tests of charts, ui, documents and downloads. Real classes, chosen figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from scipy.stats import chi2

from dashboard.periods import BASELINE, Period
from dashboard.progress import Interval
from dashboard.release import Citation, NotAvailable, Point, Series, Shown, Value

YEARS = ("2017/18", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24")


def citation(number: int = 1, **overrides: Any) -> Citation:
    """Edition `number` of a made-up yearly report: 1 is the edition of 2018."""
    year = 2017 + number
    return replace(
        Citation(
            number=number,
            code=f"S{number:03d}",
            title=f"{year} Trafficking in Persons Report: Jamaica",
            publisher="U.S. Department of State",
            edition=f"TIP Report {year}",
            url=f"https://example.org/tip/{year}?country=jamaica&lang=en",
            published_on=date(year, 6, 28),
            published_on_is_access_date=False,
        ),
        **overrides,
    )


def shown(number: int | Decimal, denominator: int | None = None, text: str | None = None) -> Shown:
    """`shown(6)` prints 6, `shown(4, 6)` prints 4 of 6."""
    printed = text or (f"{number:,}" if denominator is None else f"{number} of {denominator}")
    return Shown(Decimal(number), None if denominator is None else Decimal(denominator), printed)


def poisson_interval(count: int) -> Interval:
    """Exact 95 % interval of a count, as the release would give it."""
    low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    return Interval(float(low), float(chi2.ppf(0.975, 2 * count + 2) / 2))


def point(
    period: Period | str, value: Value | int | None, *, series_id: str = "2.2a/identified", **overrides: Any
) -> Point:
    """A number becomes `Shown` with its exact interval, None becomes `NotAvailable`; any other value stays."""
    when = Period.parse(period) if isinstance(period, str) else period
    given: Value = shown(value) if isinstance(value, int) else NotAvailable() if value is None else value
    return replace(
        Point(
            figure_id=f"{series_id}/{when.code}",
            period=when,
            value=given,
            interval=poisson_interval(value) if isinstance(value, int) else None,
            citations=(citation(max(when.end.year - 2017, 1)),) if isinstance(given, Shown) else (),
            confidence="high" if isinstance(given, Shown) else "",
            derived=False,
            note="",
            variants=(),
            submission_id="sub-1" if isinstance(given, Shown) else "",
        ),
        **overrides,
    )


def series(
    values: Sequence[Value | int | None] = (None, 5, 2, 7, 6, None, None),
    *,
    first_year: int = 2017,
    intervals: bool = True,
    **overrides: Any,
) -> Series:
    """Yearly points from `first_year`; the default is the published child victims, without a baseline."""
    series_id = overrides.get("id", "2.2a/identified")
    points = tuple(
        point(Period.financial_year(first_year + index), value, series_id=series_id)
        for index, value in enumerate(values)
    )
    if not intervals:
        points = tuple(replace(item, interval=None) for item in points)
    baseline = next(
        (item for item in points if item.period == BASELINE and isinstance(item.value, Shown)),
        None,
    )
    return replace(
        Series(
            id=series_id,
            indicator=series_id.split("/", maxsplit=1)[0],
            label="Child victims identified",
            unit_words="children",
            is_context=False,
            heading="",
            baseline=baseline,
            points=points,
            sentence="",
        ),
        **overrides,
    )


def stock_series() -> Series:
    """Spaces open at the end of the year: 0 at the baseline, 10 at the end; a stock has no interval."""
    return series(
        (0, 0, 0, 0, 1, 4, 10),
        intervals=False,
        id="1.4a/spaces",
        label="Multidisciplinary spaces open at year end",
        unit_words="spaces",
        sentence="The number of spaces rose from 0 in 2017/18 to 10 in 2023/24.",
    )


def context_series() -> Series:
    """Investigations of all ages, doubled, with a baseline."""
    return series(
        (30, 36, 43, 43, 53, 60, 61),
        id="1.3a/investigations_all_ages",
        label="New trafficking investigations a year",
        unit_words="investigations",
        is_context=True,
        heading="All ages, context",
        sentence="Investigations rose from 30 in 2017/18 to 61 in 2023/24, more than usual variation would explain.",
    )


def empty_series(**overrides: Any) -> Series:
    """Seven years and no figure."""
    names = {"id": "1.3a/investigations", "label": "Child trafficking investigations"}
    return series((None,) * 7, **(names | overrides))


def with_values(found: Series, values: Mapping[str, Value]) -> Series:
    """The same series with the value of some years replaced: `with_values(s, {"2019/20": Withheld()})`."""
    return replace(
        found,
        points=tuple(
            replace(item, value=values[item.period.code], interval=None, citations=())
            if item.period.code in values
            else item
            for item in found.points
        ),
    )
