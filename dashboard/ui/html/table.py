"""Readable tables: a caption, headed columns and rows, numbers aligned at the right in figures of one width.

A phone is too narrow for most of them. There the same table is laid out otherwise (`Phone`), by the style sheet alone;
the roles are written out because a table that is not displayed as one loses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

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
"""A table of so many columns may be wider than its place; it then scrolls in a frame that the keyboard can reach."""


class Phone(StrEnum):
    """What a phone makes of a table.

    `LINES`: each row a block, its name above and a line with its column's head for every other cell. `BARE`: the same
    without heads, for cells that explain themselves. `FIGURES`: name and numbers side by side, the rest below them.
    `YEARS`: under the name a grid of short cells, each below its year. `AS_IS`: narrow enough to stay a table.
    """

    LINES = "lines"
    BARE = "bare"
    FIGURES = "figures"
    YEARS = "years"
    AS_IS = "as-is"


_MEANING = {
    NOT_AVAILABLE_SYMBOL: "not available",
    WITHHELD_SYMBOL: "withheld to protect children",
    NOT_APPLICABLE_SYMBOL: "not applicable",
}

_SPOKEN = _MEANING | {WITHHELD_SYMBOL: "not shown, to protect children"}


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    numbers: Sequence[int] = (),
    phone: Phone = Phone.LINES,
    heard: bool = False,
) -> Markup:
    """A real table. The first cell of each row names it; `numbers` are the columns, from 0, that are right-aligned.

    `phone` is for tables of three columns and more; narrower ones stay as they are. `heard`: the heading above says
    what the caption says, which is then for screen readers alone.

    ValueError naming the row whose cells do not match the head.
    """
    for position, row in enumerate(rows, start=1):
        if len(row) != len(head):
            raise ValueError(
                f"row {position} of {caption!r} has {len(row)} cells; the head has {len(head)}: {list(head)}"
            )
    top = joined(_head_cell(cell, number=column in numbers) for column, cell in enumerate(head))
    body = joined(_row(row, head, numbers) for row in rows)
    of = Phone.AS_IS if len(head) < WIDE else phone
    framed = Markup(
        '<table class="cpc-table cpc-{}" role="table">{}'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table>'
    ).format(of, _caption(caption, heard=heard), top, body)
    if len(head) < WIDE:
        return framed
    return Markup('<div class="cpc-scroll" role="region" aria-label="{}" tabindex="0">{}</div>').format(
        text(caption), framed
    )


def _caption(words: str, *, heard: bool) -> Markup:
    unseen = Markup(' class="cpc-unseen"') if heard else ""
    return Markup("<caption{}>{}</caption>").format(unseen, text(words))


def series_table(series: Series, caption: str) -> Markup:
    """The figures of a chart: period, number, interval where there is one, sources and how they were read."""
    has_interval = any(point.interval for point in series.known)
    words = series.unit_words or "amount"
    unit = words[:1].upper() + words[1:]  # not `capitalize`, which would write Mdas
    period = "Cases begun in" if any(point.seen for point in series.points) else "Period"
    head = [period, unit, *(["95 % interval"] if has_interval else []), "Source", "Confidence"]
    rows = [
        [
            _period(point, series),
            _number(point),
            *([interval_text(point)] if has_interval else []),
            cite(point.citations),
            _confidence(point),
        ]
        for point in series.to_date.points
    ]
    symbols = shorthand([point.value for point in series.points])
    numbers = (1, 2) if has_interval else (1,)
    return joined([table(caption, head, rows, numbers=numbers, phone=Phone.FIGURES), symbols])


def components_table(components: Sequence[Series], caption: str) -> Markup:
    """Each count of an indicator: its baseline and its latest figure, or the symbol for having none."""
    rows = [[series.label, _narrow(_baseline(series)), _latest(series)] for series in components]
    framed = table(caption, ["Count", "Baseline", "Latest"], rows, numbers=(1, 2), phone=Phone.AS_IS, heard=True)
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


def _row(row: Sequence[object], head: Sequence[str], numbers: Sequence[int]) -> Markup:
    first, *rest = row
    name = Markup('<th scope="row" role="rowheader">{}</th>').format(text(first))
    cells = (_cell(cell, head[column], number=column in numbers) for column, cell in enumerate(rest, start=1))
    return Markup('<tr role="row">{}</tr>').format(joined([name, *cells]))


def _head_cell(content: object, *, number: bool) -> Markup:
    kind = Markup(' class="cpc-number"') if number else ""
    return Markup('<th scope="col" role="columnheader"{}>{}</th>').format(kind, text(content))


def _cell(content: object, head: str, *, number: bool) -> Markup:
    """A cell that knows its head, for a phone to print beside it."""
    kind = Markup(' class="cpc-number"') if number else ""
    return Markup('<td role="cell" data-head="{}"{}>{}</td>').format(text(head).striptags(), kind, text(content))


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
    latest = series.latest
    detail = Markup('<span class="cpc-variant">{}</span>').format(joined([latest.period.label, _seen(latest)], ", "))
    return joined([_narrow(latest.value), detail], " ")


def _narrow(value: Value) -> Markup:
    """A value in a narrow column: the percentage of a share stands under its counts."""
    counts, opened, percentage = value.text.partition(" (")
    if not opened:
        return printed(value)
    return joined([counts, Markup('<span class="cpc-variant">{}</span>').format(text(f"({percentage}"))], " ")


def _without(points: Iterable[Point]) -> Value:
    """What stands where no number can: what is withheld is not called missing."""
    return next((point.value for point in points if isinstance(point.value, Withheld)), NotAvailable())


def _period(point: Point, series: Series) -> Markup:
    """`2017/18 (baseline)`; of a cohort the year in which it began and, below, the one in which it was followed up."""
    is_baseline = series.baseline is not None and point.period == series.baseline.period
    label = f"{point.period.label} (baseline)" if is_baseline else point.period.label
    seen = Markup('<span class="cpc-variant">{}</span>').format(_seen(point)) if point.seen else ""
    return joined([label, seen])


def _seen(point: Point) -> str:
    return f"seen in {point.seen.label}" if point.seen else ""


def _number(point: Point) -> Markup:
    """The figure and, under it, other numbers printed for the same cell."""
    others = (
        Markup('<span class="cpc-variant">{} {}</span>').format(
            joined([printed(variant.value), " in"]), cite([variant.citation])
        )
        for variant in point.variants
    )
    return joined([printed(point.value), *others])
