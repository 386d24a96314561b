"""The tidy table of figures: one row a figure, one column a fact, the same numbers as on the pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, fields

from dashboard.release import (
    IndicatorRelease,
    NotApplicable,
    NotAvailable,
    NotReported,
    Point,
    Release,
    Series,
    Shown,
    Value,
    Withheld,
)

# A spreadsheet runs text that begins so as a formula (OWASP ASVS 1.2.10, CWE-1236).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
_STATES: dict[type[Value], str] = {
    Shown: "shown",
    Withheld: "withheld",
    NotAvailable: "not_available",
    NotReported: "not_submitted",
    NotApplicable: "not_applicable",
}


@dataclass(frozen=True)
class Row:
    """One figure. `value` is the printed form; `number` and `denominator` are blank unless `state` is `shown`.

    Dates are ISO; `interval_low` and `interval_high` are the exact 95 % interval where one applies.
    """

    figure_id: str
    indicator: str
    objective: str
    series: str
    label: str
    role: str
    unit: str
    period: str
    period_start: str
    period_end: str
    seen: str
    state: str
    value: str
    number: str
    denominator: str
    interval_low: str
    interval_high: str
    derived: str
    confidence: str
    sources: str
    note: str
    tier: str
    adoption: str
    marking: str
    data_set: str
    ledger_anchor: str


COLUMNS = tuple(field.name for field in fields(Row))


def figures_csv(release: Release, indicator_id: str | None = None) -> bytes:
    """The file, UTF-8 with a byte order mark so that Excel reads the accents; all indicators or one."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(release):
        if indicator_id in (None, row.indicator):
            writer.writerow([safe(getattr(row, column)) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def rows(release: Release) -> Iterator[Row]:
    """Every point of every series, and the newest count of what stands on a day, in the Plan's order."""
    for item in release.indicators:
        for series in item.components + item.context:
            for point in series.to_date.points:
                yield _row(release, item, series, point)


def _row(release: Release, item: IndicatorRelease, series: Series, point: Point) -> Row:
    value = point.value
    shown = value if isinstance(value, Shown) else None
    interval = point.interval
    return Row(
        figure_id=point.figure_id,
        indicator=item.id,
        objective=item.entry.objective,
        series=series.id,
        label=series.label,
        role="context" if series.is_context else "value",
        unit=series.unit_words,
        period=point.period.code,
        period_start=point.period.start.isoformat(),
        period_end=point.period.end.isoformat(),
        seen=point.seen.code if point.seen else "",
        state=_STATES[type(value)],
        value=value.text,
        number=f"{shown.number:f}" if shown else "",
        denominator=f"{shown.denominator:f}" if shown and shown.denominator is not None else "",
        interval_low=f"{interval.low:.2f}" if interval else "",
        interval_high=f"{interval.high:.2f}" if interval else "",
        derived="yes" if point.derived else "no",
        confidence=point.confidence,
        sources="; ".join(citation.code for citation in point.citations),
        note=point.note or _owing(value),
        tier=release.tier.value,
        adoption=point.adoption,
        marking=release.watermark,
        data_set=release.data_set.value,
        ledger_anchor=release.anchor.short,
    )


def _owing(value: Value) -> str:
    """Who has not reported."""
    if not isinstance(value, NotReported):
        return ""
    missing = f"Not reported by {', '.join(value.missing)}." if value.missing else ""
    waiting = f"Not yet accepted: {', '.join(value.waiting)}." if value.waiting else ""
    return f"{missing} {waiting}".strip()


def safe(text: str) -> str:
    """Text that a spreadsheet would run is quoted by an apostrophe; numbers stay numbers."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
