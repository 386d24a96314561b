"""Tables and pictures of one indicator's series: only what is on record, up to the last year reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard import charts
from dashboard.documents.annual.report import Report
from dashboard.documents.annual.wording import amount, counted, listed, marks, sources
from dashboard.documents.blocks import Align, Column, Figure, Inline, Runs, Table, Text, plain
from dashboard.periods import Period
from dashboard.release import (
    NOT_APPLICABLE_SYMBOL,
    NOT_AVAILABLE_SYMBOL,
    WITHHELD_SYMBOL,
    NotApplicable,
    NotAvailable,
    NotReported,
    Point,
    Series,
    Shown,
    Withheld,
)

# Beside the periods and the sources, this many columns of figures fit an upright page without cramping.
WIDEST = 4
_POINTS_PER_CM = 72 / 2.54

_PRINTED = {
    "restated": "printed before as",
    "conflict": "another source prints",
    "published": "for comparison, a source has published",
}


@dataclass(frozen=True)
class Group:
    """Series of one indicator that stand under one heading: its own components, or one kind of context.

    `yearly` are drawn as columns of one table, `single` are told in words: a table of one row says less.
    """

    key: str
    heading: str
    yearly: tuple[Series, ...]
    single: tuple[Series, ...]


def group(report: Report, key: str, heading: str, series: Iterable[Series]) -> Group:
    """Sort the series with anything on record by how they are shown."""
    known = [item for item in series if report.known_points(item)]
    yearly = tuple(item for item in known if len(report.answered_points(item)) > 1 and _is_yearly(report, item))
    return Group(key, heading, yearly, tuple(item for item in known if item not in yearly))


def _is_yearly(report: Report, series: Series) -> bool:
    return all(point.period.is_financial_year for point in report.answered_points(series))


def tables(report: Report, found: Group, name: str) -> tuple[Table, ...]:
    """The yearly series of a group as tables of at most `WIDEST` columns; `name` opens each caption."""
    parts = [found.yearly[start : start + WIDEST] for start in range(0, len(found.yearly), WIDEST)]
    return tuple(
        _table(report, part, table_key(found, number), f"{name}{_part(number, len(parts))}")
        for number, part in enumerate(parts)
    )


def table_key(found: Group, number: int = 0) -> str:
    """What the table with this number of a group is called in references."""
    return f"t-{found.key}" if number == 0 else f"t-{found.key}-{number + 1}"


def _part(number: int, parts: int) -> str:
    return f" ({number + 1} of {parts})" if parts > 1 else ""


def _table(report: Report, series: Sequence[Series], key: str, name: str) -> Table:
    years = _years(report, series)
    alone = series[0] if len(series) == 1 else None
    has_interval = alone is not None and any(point.interval for point in report.known_points(alone))
    columns = [Column("Year to 31 March", 1.5)]
    columns += [Column(_head(item), 2.2, Align.RIGHT) for item in series]
    columns += [Column("95 % interval", 1.6, Align.RIGHT)] if has_interval else []
    columns += [Column("Sources", 1.4)]
    rows = []
    for year in years:
        points = [_at(item, year) for item in series]
        interval = [plain(_interval(points[0]))] if has_interval else []
        cited = marks(citation for point in points if point for citation in point.citations)
        label = f"{year.label} (baseline)" if year == report.baseline else year.label
        rows.append((plain(label), *(plain(_text(point)) for point in points), *interval, cited or plain("–")))
    shown = [point for item in series for point in report.known_points(item)]
    span = f"{years[0].label} to {years[-1].label}" if len(years) > 1 else years[0].label
    return Table(
        key=key,
        caption=f"{name}, {span}",
        columns=tuple(columns),
        rows=tuple(rows),
        source=sources(citation for point in shown for citation in point.citations),
        description=f"One row for each year from {span}; {counted(len(series), 'column')} of figures: "
        f"{listed(item.label for item in series)}.",
        notes=_notes(series, years),
    )


def _years(report: Report, series: Sequence[Series]) -> tuple[Period, ...]:
    """From the baseline for the indicator's own figures, from the first known year for context, to the last year."""
    if not all(item.is_context for item in series):
        return max((report.years_of(item) for item in series), key=len)
    first = min(point.period for item in series for point in report.known_points(item))
    return tuple(year for year in report.shown_years if year >= first)


def _head(series: Series) -> str:
    unit = f" ({series.unit_words})" if series.unit_words and series.unit_words not in series.label.lower() else ""
    return f"{series.label}{unit}"


def _at(series: Series, period: Period) -> Point | None:
    return next((point for point in series.points if point.period == period), None)


def _text(point: Point | None) -> str:
    return NOT_AVAILABLE_SYMBOL if point is None else point.value.text


def _interval(point: Point | None) -> str:
    return (charts.interval_text(point) if point else "") or "–"


def _notes(series: Sequence[Series], years: Sequence[Period]) -> tuple[Runs, ...]:
    """What a reader must know to use the numbers: symbols, what was worked out, how it was read, what others print."""
    cells = [_at(item, year) for item in series for year in years]
    points = [point for point in cells if point is not None]
    lines: list[Runs] = []
    unreported = [point for point in points if isinstance(point.value, NotReported)]
    silent = [point for point in points if isinstance(point.value, NotAvailable) and point not in unreported]
    if len(points) < len(cells) or silent:
        lines.append(plain(f"{NOT_AVAILABLE_SYMBOL} No figure on record."))
    lines += [_owing(point, point.value) for point in unreported if isinstance(point.value, NotReported)]
    if any(isinstance(point.value, Withheld) for point in points):
        lines.append(plain(f"{WITHHELD_SYMBOL} Withheld to protect children."))
    if any(isinstance(point.value, NotApplicable) for point in points):
        lines.append(plain(f"{NOT_APPLICABLE_SYMBOL} There can be no figure."))
    if any(point.seen for point in points):
        lines.append(plain("A year is the one in which the cases began; the year after says what became of them."))
    if derived := dict.fromkeys(point.period.label for point in points if point.derived):
        lines.append(plain(f"Worked out from what the sources print: {listed(derived)}."))
    weaker = dict.fromkeys(f"{p.period.label} ({p.confidence})" for p in points if p.confidence in ("medium", "low"))
    if weaker:
        lines.append(plain(f"Read with less than high confidence: {listed(weaker)}."))
    lines += [_variant(point, number) for point in points for number in range(len(point.variants))]
    lines += [_newest(item, item.newest) for item in series if item.newest]
    return tuple(lines)


def _newest(series: Series, point: Point) -> Runs:
    """`Spaces: 7 spaces in April–September 2022 [11], after the last year in the table that has a number.`"""
    said = f"{series.label}: {amount(series, point)} {charts.when(series, point)} "
    return (Text(said), *marks(point.citations), Text(", after the last year above that has a number."))


def _owing(point: Point, value: NotReported) -> Runs:
    """Who has not reported a year, and whose return nobody has accepted."""
    missing = f" Not yet reported by {listed(value.missing)}." if value.missing else ""
    waiting = f" Returned by {listed(value.waiting)} and not yet accepted." if value.waiting else ""
    return plain(f"{point.period.label}:{missing}{waiting}")


def _variant(point: Point, number: int) -> Runs:
    variant = point.variants[number]
    said = _PRINTED[variant.kind]
    return (Text(f"{point.period.label}: {said} {variant.value.text} "), *marks([variant.citation]), Text("."))


def told(report: Report, series: Series) -> Runs:
    """A series of a few figures in words: `Cases pending in court on a day: 9 cases on 31 March 2021 [12]; …`."""
    runs: list[Inline] = [Text(f"{series.label}: ")]
    for number, point in enumerate(report.known_points(series)):
        lead = "; " if number else ""
        runs.append(Text(f"{lead}{amount(series, point)} {charts.when(series, point)}"))
        runs += (Text(" "), *marks(point.citations)) if point.citations else ()
    return (*runs, Text("."))


def picture_key(series: Series) -> str:
    """What the picture of a series is called in references."""
    return f"f-{series.id}"


def picture(report: Report, series: Series) -> Figure:
    """The series drawn from the first year the tables show. ValueError with fewer than two known points."""
    known = report.known_points(series)
    if len(known) < 2:
        raise ValueError(f"{series.id}: a picture needs two known points, there is {counted(len(known), 'point')}")
    start = report.shown_years[0].start
    drawn = replace(series, points=tuple(point for point in series.points if point.period.end >= start))
    chart = charts.chart(drawn, charts.PAPER)
    heading = f"{series.heading}: " if series.heading else ""
    label = series.label[:1].lower() + series.label[1:] if heading else series.label
    return Figure(
        key=picture_key(series),
        caption=f"{heading}{label}, {known[0].period.label} to {known[-1].period.label}",
        png=charts.to_png(chart),
        svg=charts.to_svg(chart).encode(),
        alt=charts.alt_text(drawn),
        source=sources(citation for point in known for citation in point.citations),
        width_cm=charts.PAPER.width / _POINTS_PER_CM,
        notes=_picture_notes(drawn),
    )


def _picture_notes(series: Series) -> tuple[Runs, ...]:
    drawn = [point.value for point in series.known if point.interval and isinstance(point.value, Shown)]
    of = "share" if any(value.denominator for value in drawn) else "count"
    return (plain(f"Shaded: 95 % interval of the yearly {of}."),) if drawn else ()
