"""Periods of the Partnership: Jamaican half-years and financial years, and any other pair of dates a source used.

A financial year runs from 1 April to 31 March; its halves are April-September (H1) and October-March (H2), so
`2021-H2` is October 2021 to March 2022. The baseline is the financial year before signature, 2017/18.
A period is two inclusive dates and nothing else: what it is called follows from the dates, never the reverse.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Self

_FINANCIAL_YEAR = re.compile(r"(\d{4})/(\d{2})")
_HALF_YEAR = re.compile(r"(\d{4})-H([12])")
_DATES = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")

JAMAICA = timezone(timedelta(hours=-5))
"""Jamaica's time all year round: there is no summer time."""

RETURN_DAYS = timedelta(days=30)
"""A return is due thirty days after its half-year: 30 October and 30 April."""


class PeriodKind(StrEnum):
    """What the two dates of a period amount to."""

    FINANCIAL_YEAR = "financial_year"
    HALF_YEAR = "half_year"
    CALENDAR_YEAR = "calendar_year"
    DAY = "day"
    OTHER = "other"


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` to `end`, both included. Orders by start, then end."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @classmethod
    def financial_year(cls, first_year: int) -> Self:
        """`financial_year(2021)` is 1 April 2021 to 31 March 2022, printed 2021/22."""
        return cls(date(first_year, 4, 1), date(first_year + 1, 3, 31))

    @classmethod
    def half_year(cls, first_year: int, half: int) -> Self:
        """`half_year(2021, 2)` is October 2021 to March 2022, the second half of 2021/22."""
        if half == 1:
            return cls(date(first_year, 4, 1), date(first_year, 9, 30))
        if half == 2:
            return cls(date(first_year, 10, 1), date(first_year + 1, 3, 31))
        raise ValueError(f"a financial year has halves 1 and 2, not {half}")

    @classmethod
    def day(cls, on: date) -> Self:
        """A stock is counted on one day."""
        return cls(on, on)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2021/22`, `2021-H1`, `2021-04-01..2022-03-31` or `2022-03-31`.

        Raises ValueError naming the text and the four forms when it is none of them.
        """
        if match := _FINANCIAL_YEAR.fullmatch(text):
            first, second = int(match[1]), int(match[2])
            if (first + 1) % 100 == second:
                return cls.financial_year(first)
        if match := _HALF_YEAR.fullmatch(text):
            return cls.half_year(int(match[1]), int(match[2]))
        try:
            if match := _DATES.fullmatch(text):
                return cls(date.fromisoformat(match[1]), date.fromisoformat(match[2]))
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                return cls.day(date.fromisoformat(text))
        except ValueError as error:
            raise ValueError(f"{text!r} is not a period: {error}") from None
        raise ValueError(
            f"{text!r} is not a period; write a financial year 2021/22, a half-year 2021-H1, "
            "two dates 2021-04-01..2022-03-31 or one day 2022-03-31"
        )

    @property
    def kind(self) -> PeriodKind:
        start, end = (self.start.month, self.start.day), (self.end.month, self.end.day)
        years = self.end.year - self.start.year
        if (start, end, years) == ((4, 1), (3, 31), 1):
            return PeriodKind.FINANCIAL_YEAR
        if (start, end, years) in (((4, 1), (9, 30), 0), ((10, 1), (3, 31), 1)):
            return PeriodKind.HALF_YEAR
        if (start, end, years) == ((1, 1), (12, 31), 0):
            return PeriodKind.CALENDAR_YEAR
        return PeriodKind.DAY if self.start == self.end else PeriodKind.OTHER

    @property
    def is_financial_year(self) -> bool:
        return self.kind is PeriodKind.FINANCIAL_YEAR

    @property
    def code(self) -> str:
        """The form that `parse` reads and the ledger stores."""
        match self.kind:
            case PeriodKind.FINANCIAL_YEAR:
                return f"{self.start.year}/{self.end.year % 100:02d}"
            case PeriodKind.HALF_YEAR:
                return f"{self.start.year}-H{1 if self.start.month == 4 else 2}"
            case PeriodKind.DAY:
                return self.start.isoformat()
            case _:
                return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def label(self) -> str:
        """Short, for sentences and cells: `2021/22`, `April–September 2021`, `2020`, `31 March 2022`."""
        match self.kind:
            case PeriodKind.FINANCIAL_YEAR:
                return self.code
            case PeriodKind.HALF_YEAR:
                # A dash, because such a period often stands after "from" or before "to".
                return self._span(with_days=False).replace(" to ", "–")
            case PeriodKind.CALENDAR_YEAR:
                return str(self.start.year)
            case PeriodKind.DAY:
                return day_in_words(self.start)
            case PeriodKind.OTHER:
                return self._span(with_days=True)

    @property
    def words(self) -> str:
        """For a sentence: `April 2021 to March 2022`, `May 2023`, `31 March 2022`."""
        if self.kind is PeriodKind.DAY:
            return day_in_words(self.start)
        return self._span(with_days=not self._covers_whole_months)

    @property
    def adverbial(self) -> str:
        """With its preposition: `in 2021/22`, `on 24 July 2018`, `from 1 January 2005 to 18 October 2019`."""
        match self.kind:
            case PeriodKind.DAY:
                return f"on {self.label}"
            case PeriodKind.OTHER:
                return f"from {self.label}"
            case _:
                return f"in {self.label}"

    @property
    def years(self) -> float:
        """Exposure in years of 365.25 days, 1.0 for any whole year; the `e` of the two-count test."""
        if self.kind in (PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR):
            return 1.0
        if self.kind is PeriodKind.HALF_YEAR:
            return 0.5
        return ((self.end - self.start).days + 1) / 365.25

    @property
    def halves(self) -> tuple[Period, Period]:
        """H1 and H2 of a financial year; ValueError for anything else."""
        if not self.is_financial_year:
            raise ValueError(f"{self.label} is not a financial year and has no halves")
        return Period.half_year(self.start.year, 1), Period.half_year(self.start.year, 2)

    @property
    def previous(self) -> Period:
        """The year or half just before this one, of the same kind."""
        match self.kind:
            case PeriodKind.FINANCIAL_YEAR:
                return Period.financial_year(self.start.year - 1)
            case PeriodKind.HALF_YEAR if self.start.month == 4:
                return Period.half_year(self.start.year - 1, 2)
            case PeriodKind.HALF_YEAR:
                return Period.half_year(self.start.year, 1)
            case _:
                raise ValueError(f"{self.label} is neither a financial year nor a half-year")

    def contains(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end

    def same_half(self, other: Period) -> bool:
        """True for two H1s or two H2s: the only halves that may be compared."""
        both_halves = self.kind is PeriodKind.HALF_YEAR and other.kind is PeriodKind.HALF_YEAR
        return both_halves and self.start.month == other.start.month

    @property
    def _covers_whole_months(self) -> bool:
        last_day = monthrange(self.end.year, self.end.month)[1]
        return self.start.day == 1 and self.end.day == last_day

    def _span(self, *, with_days: bool) -> str:
        one_month = (self.start.year, self.start.month) == (self.end.year, self.end.month)
        if one_month and not with_days:
            return self.end.strftime("%B %Y")
        start_form = "%B %Y" if self.start.year != self.end.year else "%B"
        first = self.start.strftime(start_form)
        last = self.end.strftime("%B %Y")
        if with_days:
            first, last = f"{self.start.day} {first}", f"{self.end.day} {last}"
        return f"{first} to {last}"


BASELINE = Period.financial_year(2017)
"""The Government of Jamaica's financial year before signature on 31 May 2018."""


def day_in_words(on: date) -> str:
    """`31 March 2025`, the form of the documents' house style."""
    return f"{on.day} {on.strftime('%B %Y')}"


def latest_complete_financial_year(on: date) -> Period:
    """The last financial year over on the given day: on 1 April 2022 that is 2021/22, a day earlier 2020/21."""
    return financial_year_of(on).previous


def financial_years(first: Period, last: Period) -> tuple[Period, ...]:
    """Every financial year from `first` to `last`, both included."""
    return tuple(Period.financial_year(year) for year in range(first.start.year, last.start.year + 1))


def financial_year_of(on: date) -> Period:
    """The financial year a day falls in."""
    return Period.financial_year(on.year if on.month >= 4 else on.year - 1)


def return_due(period: Period) -> date:
    """The last day on which a half-year's return is on time: 30 October 2021 for 2021-H1, 30 April 2022 for 2021-H2."""
    return period.end + RETURN_DAYS


def day_in_jamaica(moment: datetime) -> date:
    """The date in Kingston at a moment with its time zone."""
    return moment.astimezone(JAMAICA).date()
