"""Readable tables: a caption, headed columns and rows, numbers aligned at the right in figures of one width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from dashboard.charts import interval_text
from dashboard.periods import BASELINE
from dashboard.release import (
    NOT_APPLICABLE_SYMBOL,
    NOT_AVAILABLE_SYMBOL,
    WITHHELD_SYMBOL,
    NotAvailable,
    Point,
    Series,
    Shown,
    Value,
    Withheld,
)
from dashboard.ui.html.text import cite, joined, note, text

WIDE = 3
"""A table of so many columns is wider than a phone; it then scrolls inside a frame that the keyboard can reach."""

_MEANING = {
    NOT_AVAILABLE_SYMBOL: "not available",
    WITHHELD_SYMBOL: "withheld to protect children",
    NOT_APPLICABLE_SYMBOL: "not applicable",
}

_SPOKEN = _MEANING | {WITHHELD_SYMBOL: "not shown, to protect children"}


def table(
    caption: str, head: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: Sequence[int] = ()
) -> Markup:
    """A real table. The first cell of each row names it; `numbers` are the columns, from 0, that are right-aligned.

    ValueError naming the row whose cells do not match the head.
    """
    for position, row in enumerate(rows, start=1):
        if len(row) != len(head):
            raise ValueError(
                f"row {position} of {caption!r} has {len(row)} cells; the head has {len(head)}: {list(head)}"
            )
    top = joined(_cell("th", cell, scope="col", number=column in numbers) for column, cell in enumerate(head))
    body = joined(_row(row, numbers) for row in rows)
    framed = Markup(
        '<table class="cpc-table"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(text(caption), top, body)
    if len(head) < WIDE:
        return framed
    return Markup('<div class="cpc-scroll" role="region" aria-label="{}" tabindex="0">{}</div>').format(
        text(caption), framed
    )


def series_table(series: Series, caption: str) -> Markup:
    """The figures of a chart: period, number, interval where there is one, sources and how they were read."""
    has_interval = any(point.interval for point in series.known)
    unit = (series.unit_words or "amount").capitalize()
    head = ["Period", unit, *(["95 % interval"] if has_interval else []), "Source", "Confidence"]
    rows = [
        [
            _period(point, series),
            _number(point),
            *([interval_text(point)] if has_interval else []),
            cite(point.citations),
            _confidence(point),
        ]
        for point in series.points
    ]
    symbols = shorthand([point.value for point in series.points])
    return joined([table(caption, head, rows, numbers=(1, 2) if has_interval else (1,)), symbols])


def components_table(components: Sequence[Series], caption: str) -> Markup:
    """Each count of an indicator: its baseline and its latest figure, or the symbol for having none."""
    rows = [[series.label, printed(_baseline(series)), _latest(series)] for series in components]
    framed = table(caption, ["Count", "Baseline", "Latest"], rows, numbers=(1, 2))
    without = [_baseline(series) for series in components if series.baseline is None]
    return joined([framed, shorthand([*without, *(_without(s.points) for s in components if s.latest is None)])])


def printed(value: Value) -> Markup:
    """A number, or its symbol with the words that a screen reader says in its place."""
    spoken = _SPOKEN.get(value.text)
    if spoken is None or isinstance(value, Shown):
        return text(value.text)
    return Markup('<span aria-hidden="true">{}</span><span class="cpc-unseen">{}</span>').format(
        text(value.text), text(spoken)
    )


def shorthand(values: Sequence[Value]) -> Markup:
    """What the symbols of a table mean; empty where it has none."""
    symbols = {value.text for value in values if not isinstance(value, Shown)}
    used = [f"{symbol} {meaning}" for symbol, meaning in _MEANING.items() if symbol in symbols]
    return note(" · ".join(used)) if used else Markup("")


def _row(row: Sequence[object], numbers: Sequence[int]) -> Markup:
    first, *rest = row
    cells = (_cell("td", cell, number=column in numbers) for column, cell in enumerate(rest, start=1))
    return Markup("<tr>{}</tr>").format(joined([_cell("th", first, scope="row"), *cells]))


def _cell(tag: str, content: object, *, scope: str = "", number: bool = False) -> Markup:
    attributes = (f' scope="{scope}"' if scope else "") + (' class="cpc-number"' if number else "")
    return Markup(f"<{tag}{attributes}>{{}}</{tag}>").format(text(content))


def _confidence(point: Point) -> str:
    """How the figure was read, and whether it was worked out from parts."""
    return ", ".join(filter(None, (point.confidence, "worked out" if point.derived else "")))


def _baseline(series: Series) -> Value:
    if series.baseline is not None:
        return series.baseline.value
    return _without(point for point in series.points if point.period == BASELINE)


def _latest(series: Series) -> object:
    if series.latest is None:
        return printed(_without(series.points))
    detail = Markup('<span class="cpc-detail">{}</span>').format(text(series.latest.period.label))
    return joined([series.latest.value.text, detail], " ")


def _without(points: Iterable[Point]) -> Value:
    """What stands where no number can: what is withheld is not called missing."""
    return next((point.value for point in points if isinstance(point.value, Withheld)), NotAvailable())


def _period(point: Point, series: Series) -> str:
    is_baseline = series.baseline is not None and point.period == series.baseline.period
    return f"{point.period.label} (baseline)" if is_baseline else point.period.label


def _number(point: Point) -> Markup:
    """The figure and, under it, other numbers printed for the same cell."""
    others = (
        Markup('<span class="cpc-variant">{} {}</span>').format(
            joined([printed(variant.value), " in"]), cite([variant.citation])
        )
        for variant in point.variants
    )
    return joined([printed(point.value), *others])
