"""What of a series enters a chart: numbers that may be shown, and a symbol where there is none.

A withheld or missing point becomes its symbol at its place on the axis; whatever else it may carry is left behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.charts.words import description
from dashboard.periods import Period, PeriodKind
from dashboard.release import Point, Series, Shown

PERCENT_FROM = 20
"""A percentage of fewer than twenty is not printed: one child would be more than five points."""


@dataclass(frozen=True)
class Dot:
    """One shown number. `run` numbers the unbroken stretch it belongs to; a gap starts another."""

    at: str
    number: float
    text: str
    run: int
    low: float | None
    high: float | None
    said: str


@dataclass(frozen=True)
class Plot:
    """A series ready to draw. `ticks` are all its periods, oldest first; `absent` holds (tick, symbol) pairs."""

    ticks: tuple[str, ...]
    years_only: bool
    dots: tuple[Dot, ...]
    absent: tuple[tuple[str, str], ...]
    baseline: Dot | None
    baseline_tick: str | None
    is_share: bool
    steps: tuple[float, ...]

    @property
    def top(self) -> float:
        return self.steps[-1]

    @property
    def runs(self) -> tuple[tuple[Dot, ...], ...]:
        numbers = sorted({dot.run for dot in self.dots})
        return tuple(tuple(dot for dot in self.dots if dot.run == number) for number in numbers)


def plot(series: Series) -> Plot:
    """Lay a series out. ValueError when no point may be shown: nothing is drawn where nothing is known."""
    if not series.known:
        raise ValueError(
            f"{series.id}: none of its {len(series.points)} points may be shown, and nothing is drawn where nothing is "
            "known; say so in words instead"
        )
    ticks = _ticks([point.period for point in series.points])
    dots: list[Dot] = []
    absent: list[tuple[str, str]] = []
    run, definition = 0, series.known[0].definition
    for tick, point in zip(ticks, series.points, strict=True):
        if isinstance(point.value, Shown):
            run += point.definition != definition  # no line joins what was counted otherwise
            definition = point.definition
            dots.append(_dot(tick, point, point.value, run, series))
        else:
            absent.append((tick, point.value.text))
            run += 1
    baseline, baseline_tick = _baseline(series, ticks)
    if series.baseline and series.baseline.definition not in (0, definition):
        baseline, baseline_tick = None, None  # the newest number is not to be held against it
    is_share = any(isinstance(point.value, Shown) and point.value.denominator for point in series.points)
    highest = max([dot.high or dot.number for dot in dots] + ([baseline.number] if baseline else []))
    return Plot(
        ticks=ticks,
        years_only=all(point.period.is_financial_year for point in series.points),
        dots=tuple(dots),
        absent=tuple(absent),
        baseline=baseline,
        baseline_tick=baseline_tick,
        is_share=is_share,
        steps=(0, 0.5, 1) if is_share else round_steps(highest),
    )


def percent_allowed(series: Series) -> bool:
    """Whether every shown share has a denominator large enough for a percentage."""
    denominators = [point.value.denominator for point in series.points if isinstance(point.value, Shown)]
    return all(denominator is not None and denominator >= PERCENT_FROM for denominator in denominators)


def round_steps(highest: float) -> tuple[float, ...]:
    """Round numbers from zero to the first one not below `highest`; whole, and at most six.

    >>> round_steps(78.4)
    (0, 20, 40, 60, 80)
    >>> round_steps(0)
    (0, 1)
    """
    scale = 1
    while True:
        for unit in (1, 2, 5):
            step = unit * scale
            count = max(1, -int(-highest // step))
            if count <= 5:  # more lines than six read as a grid, not as a scale
                return tuple(step * index for index in range(count + 1))
        scale *= 10


def tick_label(period: Period) -> str:
    """Short enough to stand under a point: `2021/22`, `Apr–Sep 2021`, `2020`, `31 Mar 2022`, `Jan–Jul 2021`."""
    match period.kind:
        case PeriodKind.FINANCIAL_YEAR | PeriodKind.CALENDAR_YEAR:
            return period.label
        case PeriodKind.DAY:
            return f"{period.start.day} {period.start:%b %Y}"
        case _:
            return f"{_month(period.start, period.end)}–{period.end:%b %Y}"


def _month(start: date, end: date) -> str:
    return f"{start:%b}" if start.year == end.year else f"{start:%b %Y}"


def _ticks(periods: list[Period]) -> tuple[str, ...]:
    """Short labels, or the codes where two periods would be called the same."""
    labels = tuple(tick_label(period) for period in periods)
    return labels if len(set(labels)) == len(labels) else tuple(period.code for period in periods)


def _dot(tick: str, point: Point, value: Shown, run: int, series: Series) -> Dot:
    interval = point.interval
    return Dot(
        at=tick,
        number=_number(value),
        text=_short(value.text),
        run=run,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        said=description(point, series),
    )


def _short(text: str) -> str:
    """`at least 43` beside a point is written as mathematicians do."""
    return text.replace("at least ", "\u2265\u202f").replace("about ", "\u2248\u202f")


def _number(value: Shown) -> float:
    share = value.number / value.denominator if value.denominator else value.number
    return float(share.quantize(Decimal("0.000001")) if value.denominator else share)


def _baseline(series: Series, ticks: tuple[str, ...]) -> tuple[Dot | None, str | None]:
    """The baseline's number and, where it is one of the points drawn, its tick."""
    if series.baseline is None or not isinstance(series.baseline.value, Shown):
        return None, None
    periods = [point.period for point in series.points]
    where = periods.index(series.baseline.period) if series.baseline.period in periods else None
    tick = ticks[where] if where is not None else None
    return _dot(tick or "", series.baseline, series.baseline.value, 0, series), tick
