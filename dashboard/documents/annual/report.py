"""One report: a release, the years it covers, and the few names every section uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.periods import Period, day_in_words, financial_years
from dashboard.release import IndicatorRelease, NotAvailable, Point, Release, Series
from dashboard.release.published import OFFICE as OFFICE

_RECORDS = {
    "public_record": "Figures that have been published, each with its source",
    "training": "Made-up figures for training",
    "office": "Figures returned to the office, with the published record beside them",
}


@dataclass(frozen=True)
class Report:
    """What is reported and for which financial years, `first` to `last`, both included."""

    release: Release
    first: Period
    last: Period

    def __post_init__(self) -> None:
        """Refuse what would print a figure of a later year, or a period that is no financial year."""
        for period in (self.first, self.last):
            if not period.is_financial_year:
                raise ValueError(f"an annual report covers financial years; {period.label} is none. Write 2021/22")
        if self.last < self.first:
            raise ValueError(f"the report cannot end ({self.last.label}) before it begins ({self.first.label})")
        later = [name for name, period in _numbers(self.release) if period.end > self.last.end]
        if later:
            raise ValueError(
                f"the release speaks of periods after {self.last.label} ({', '.join(later[:3])}); "
                f"make it with `through` {self.last.code}"
            )

    @property
    def title(self) -> str:
        """`Annual Report`, or `Report` where it covers several years."""
        return "Annual Report to Parliament" if self.first == self.last else "Report to Parliament"

    @property
    def years_label(self) -> str:
        """`2021/22`, or `2018/19 to 2019/20`."""
        return self.last.label if self.first == self.last else f"{self.first.label} to {self.last.label}"

    @property
    def period_words(self) -> str:
        """`April 2021 to March 2022`."""
        return Period(self.first.start, self.last.end).words

    @property
    def years(self) -> tuple[Period, ...]:
        return financial_years(self.first, self.last)

    @property
    def baseline(self) -> Period:
        return self.release.catalogue.partnership.baseline_period

    @property
    def shown_years(self) -> tuple[Period, ...]:
        """The rows of the tables: the baseline year, or the first year reported if that is earlier, to the last."""
        return financial_years(min(self.baseline, self.first), self.last)

    def years_of(self, series: Series) -> tuple[Period, ...]:
        """The years shown of which a series can say something: cases of the last year are not yet followed for one."""
        followed = any(point.seen for point in series.points)
        return self.shown_years[:-1] if followed else self.shown_years

    @property
    def horizon_words(self) -> str:
        return day_in_words(self.release.horizon)

    @property
    def record_words(self) -> str:
        return _RECORDS[self.release.data_set]

    def chapter(self, number: int) -> tuple[IndicatorRelease, ...]:
        """The indicators whose home this chapter is, in the Plan's order."""
        return tuple(item for item in self.release.indicators if item.entry.report_chapter == number)

    def agency(self, code: str) -> str:
        """The short name of an agency."""
        return self.release.catalogue.agency(code).short

    def known_points(self, series: Series) -> tuple[Point, ...]:
        """The points with a number, from the first year the tables show."""
        return tuple(point for point in series.known if point.period.end >= self.shown_years[0].start)

    def is_silent(self, item: IndicatorRelease) -> bool:
        """Whether the record holds nothing at all on an indicator; a number withheld or not used is something."""
        answered = any(self.answered_points(series) for series in item.components + item.context)
        return not (answered or item.has_anything or item.publications)

    def years_after(self, series: Series) -> str:
        """`2021/22`, `2019/20 to 2021/22`: the years up to the last on which nobody has answered since; "" for none.

        "Nothing after 2018/19" would speak of years that the report leaves out.
        """
        answered = self.answered_points(series)
        silent = [year.label for year in self.years_of(series) if answered and year.start > answered[-1].period.end]
        return " to ".join(dict.fromkeys((silent[0], silent[-1]))) if silent else ""

    def answered_points(self, series: Series) -> tuple[Point, ...]:
        """The points on which the record has an answer: a number, one that is withheld, or that there can be none."""
        start = self.shown_years[0].start
        answered = (point for point in series.points if not isinstance(point.value, NotAvailable))
        return tuple(point for point in answered if point.period.end >= start)


def _numbers(release: Release) -> Iterator[tuple[str, Period]]:
    """What a report could print, points and cells of tables, each with its period."""
    for item in release.indicators:
        for series in item.components + item.context:
            yield from ((point.figure_id, point.period) for point in series.known)
        for table in item.breakdowns:
            yield from ((f"{table.series}/{cell.period.code}", cell.period) for cell in table.cells)
