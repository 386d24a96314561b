"""From the book of figures to the groups that the disclosure audit protects: one component in one financial year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeGuard

from dashboard.catalogue import Catalogue, Component, Indicator, RollUp
from dashboard.disclosure import counts_people
from dashboard.disclosure.groups import Bound, Breakdown, Counts, Edition, Group, Printed, Recode, Stock
from dashboard.disclosure.policy import ReleasePolicy
from dashboard.figures import Figure, FigureBook, IndicatorFigures
from dashboard.ledger import Bound as Exactness
from dashboard.ledger import Dimensions, Kind
from dashboard.periods import Period


@dataclass(frozen=True)
class EarlierEdition:
    """What an edition of ours printed, and the figures of its day.

    `printed` is by cell key: "2.2a/identified/2021/22/sex=female", a national total without the last part. `catalogue`
    is the one it was made by; None where that is today's, or can no longer be read.
    """

    number: int
    printed: Mapping[str, Counts]
    book: FigureBook
    catalogue: Catalogue | None = None


def exempt_series(catalogue: Catalogue) -> frozenset[str]:
    """The series ("1.4a/spaces_available") that count no people and need no protection."""
    return frozenset(
        f"{indicator.id}/{component.id}"
        for indicator in catalogue.indicators
        for component in indicator.components
        if not counts_people(indicator.disclosure_class, component.unit)
    )


def groups_of(
    book: FigureBook, catalogue: Catalogue, policy: ReleasePolicy, editions: Sequence[EarlierEdition] = ()
) -> tuple[Group, ...]:
    """Every financial year of every series of people that has a number, in the order of the catalogue."""
    return tuple(
        group
        for indicator in catalogue.indicators
        for component in indicator.components
        if counts_people(indicator.disclosure_class, component.unit)
        for group in _of_component(indicator, component, book, catalogue, policy, editions)
    )


def _of_component(
    indicator: Indicator,
    component: Component,
    book: FigureBook,
    catalogue: Catalogue,
    policy: ReleasePolicy,
    editions: Sequence[EarlierEdition],
) -> Iterator[Group]:
    figures = book.indicators[indicator.id]
    series = f"{indicator.id}/{component.id}"
    for figure in figures.values.get(component.id, ()):
        stocks = _stocks(figures, component, figure.period) if figure.period.is_financial_year else ()
        if not stocks:
            continue
        name = f"{series}/{figure.period.code}"
        yield Group(
            name=name,
            stocks=stocks,
            overlapping=policy.overlapping,
            recodes=tuple(_recodes(catalogue, indicator)),
            editions=tuple(
                one for each in editions if (one := _edition(each, indicator, component, figure.period, name))
            ),
            elsewhere=_elsewhere(figures, component, figure.period, stocks),
            bounds=tuple(sorted(set(_bounds(figures, component, figure)), key=lambda b: (b.at_least, b.at_most or 0))),
        )


def _edition(
    edition: EarlierEdition, indicator: Indicator, component: Component, year: Period, name: str
) -> Edition | None:
    printed = tuple(
        Printed(key.removeprefix(name).removeprefix("/"), counts)
        for key, counts in sorted(edition.printed.items())
        if key == name or key.startswith(f"{name}/")
    )
    figures = edition.book.indicators.get(indicator.id)
    stocks = _stocks(figures, component, year) if printed and figures else ()
    return Edition(edition.number, stocks, printed, _recodes_then(edition, indicator)) if stocks else None


def _recodes_then(edition: EarlierEdition, indicator: Indicator) -> tuple[Recode, ...] | None:
    if edition.catalogue is None:
        return None
    then = next((one for one in edition.catalogue.indicators if one.id == indicator.id), None)
    return None if then is None else tuple(_recodes(edition.catalogue, then))


def _stocks(figures: IndicatorFigures, component: Component, year: Period) -> tuple[Stock, ...]:
    """The halves of a year that adds them up where both have a number, else the year as one; empty without a number."""
    totals = {figure.period: figure for figure in figures.values.get(component.id, ())}
    below: defaultdict[Period, list[Figure]] = defaultdict(list)
    for figure in figures.breakdowns:
        if figure.component == component.id:
            below[figure.period].append(figure)
    halves = [_stock(half.code, totals.get(half), below[half]) for half in year.halves]
    whole = _stock(year.code, totals.get(year), below[year])
    found = [half for half in halves if half is not None]
    if component.roll_up is RollUp.SUM and len(found) == len(halves):
        return tuple(found)
    return () if whole is None else (whole,)


def _stock(name: str, total: Figure | None, below: Iterable[Figure]) -> Stock | None:
    counts = None if total is None else counts_of(total)
    if counts is None:
        return None
    tables: defaultdict[str, list[tuple[str, Counts]]] = defaultdict(list)
    broken: set[str] = set()
    for figure in below:
        if len(figure.dimensions) != 1:
            continue
        ((dimension, code),) = figure.dimensions
        cell = counts_of(figure)
        if cell is None or (cell.rest is None) != (counts.rest is None):
            broken.add(dimension)
        else:
            tables[dimension].append((code, cell))
    whole = {dimension: cells for dimension, cells in tables.items() if dimension not in broken}
    return Stock(
        name, counts, tuple(Breakdown(dimension, tuple(sorted(cells))) for dimension, cells in sorted(whole.items()))
    )


def counts_of(figure: Figure) -> Counts | None:
    """The whole numbers that a figure prints; None where it has none, or only about so many."""
    counted, of = figure.value, figure.denominator
    if figure.is_incomplete or figure.bound is not Exactness.EXACT or not _is_count(counted):
        return None
    if of is None:
        return Counts(int(counted))
    return Counts(int(counted), int(of - counted)) if _is_count(of) and of >= counted else None


def _is_count(number: Decimal | None) -> TypeGuard[Decimal]:
    return number is not None and number >= 0 and number == number.to_integral_value()


def _recodes(catalogue: Catalogue, indicator: Indicator) -> Iterator[Recode]:
    """The coarser groups that a code list names for all of its codes' groups, where they are more than one."""
    lists = {one.code: one for one in catalogue.code_lists}
    for breakdown in indicator.breakdowns:
        codes = lists[breakdown.dimension].codes
        groups = {code.public for code in codes if code.public}
        if len(groups) > 1:
            yield Recode(breakdown.dimension, tuple((code.code, code.public) for code in codes if code.public))


def _elsewhere(
    figures: IndicatorFigures, component: Component, year: Period, stocks: tuple[Stock, ...]
) -> tuple[Printed, ...]:
    """The year's cells that another publisher printed with the very number we hold: known, whatever we hide.

    One with another number counts something else, or counts otherwise, and tells nothing of these children.
    """
    whole = _whole(stocks)
    printed = {
        _cell_name(figure.dimensions): counts
        for figure in (*figures.breakdowns, *figures.claims)
        if figure.component == component.id and figure.period == year and len(figure.dimensions) == 1
        if any(vintage.kind is Kind.EDITION for vintage in (*figure.vintages, *figure.marks))
        if (counts := counts_of(figure)) is not None and whole.get(_cell_name(figure.dimensions)) == counts
    }
    return tuple(Printed(cell, counts) for cell, counts in sorted(printed.items()))


def _whole(stocks: tuple[Stock, ...]) -> dict[str, Counts]:
    whole: dict[str, Counts] = {}
    for stock in stocks:
        for table in stock.breakdowns:
            for code, counts in table.cells:
                name = f"{table.dimension}={code}"
                whole[name] = whole[name] + counts if name in whole else counts
    return whole


def _cell_name(dimensions: Dimensions) -> str:
    return "&".join(f"{dimension}={code}" for dimension, code in dimensions)


def _bounds(figures: IndicatorFigures, component: Component, of: Figure) -> Iterator[Bound]:
    """What published totals of longer or shorter stretches tell of a year: at most the longer, at least the shorter."""
    if component.roll_up is not RollUp.SUM:
        return
    for figure in (*figures.claims, *figures.context.get(component.id, ())):
        if figure.component != component.id or figure.dimensions or figure.period == of.period:
            continue
        counts = counts_of(figure)
        if counts is None:
            continue
        if figure.period.contains(of.period):
            yield Bound(0, counts.counted)
        elif of.period.contains(figure.period):
            yield Bound(counts.counted, None)
