"""The reader of a group by exhaustion: every table of counts that he may hold for possible is written down.

Written apart from the engine: it knows groups, and what a ruling shows of them, and nothing of atoms or systems. As all
totals are known, each dimension and each side (the counted, the rest) is a table of its own: stocks by categories.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dashboard.disclosure.groups import Counts, Edition, Group, Stock
from dashboard.disclosure.protecting import Ruling

Tables = NDArray[np.int64]
"""Tables by stocks by categories."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Finding:
    """A count that the release gives away: where, and all values that a reader may hold for possible."""

    reading: str
    what: str
    values: tuple[int, ...]


def findings(group: Group, ruling: Ruling, k: int) -> Iterator[Finding]:
    """Whatever a reader or an insider can work out or narrow too far, in each dimension that shows anything."""
    for dimension in sorted({cell.partition("=")[0] for cell in ruling.shown}):
        yield from _Attack(group, ruling, dimension, k).findings()


@dataclass(frozen=True)
class _Past:
    """What a reader knows of one edition's table: all that are possible, the true one, and the sums then printed."""

    tables: Tables
    truth: Tables
    printed: tuple[tuple[int, ...], ...]
    totals: tuple[int, ...]


class _Attack:
    def __init__(self, group: Group, ruling: Ruling, dimension: str, k: int) -> None:
        self.group, self.ruling, self.dimension, self.k = group, ruling, dimension, k
        self.codes = _codes(group.stocks, dimension)
        self.coarse = dict(
            pair
            for recode in group.recodes
            if recode.dimension == dimension and dimension in ruling.coarse
            for pair in recode.groups
        )
        self.cells = self._columns({code: self.coarse.get(code, code) for code in self.codes})

    def findings(self) -> Iterator[Finding]:
        sides = [0] if self.group.total.rest is None else [0, 1]
        found: dict[str, list[dict[str, Tables]]] = {}
        for side in sides:
            for columns in self._apart():
                one = _Side(self, side, columns)
                yield from one.findings()
                for reading, tables in one.readings.items():
                    found.setdefault(reading, []).append({"tables": tables})
        if len(sides) == 2 and len(self._apart()) == 1:
            for reading, (counted, rest) in found.items():
                yield from self._of_all(reading, counted["tables"], rest["tables"])

    def _of_all(self, reading: str, counted: Tables, rest: Tables) -> Iterator[Finding]:
        """`x of y`: y is told too, and is a count to protect."""
        for name, columns in self.hidden().items():
            true = sum(
                int(_true(self.group.stocks, self.dimension, self.codes, side)[:, list(columns)].sum())
                for side in (0, 1)
            )
            a, b = (set(_sums(tables, columns).tolist()) for tables in (counted, rest))
            values = {x + y for x in a for y in b}
            if 1 <= true < self.k and not _is_wide(values, self.k) and columns not in self.known():
                yield Finding(reading, f"{name}|all", tuple(sorted(values)))

    def hidden(self) -> dict[str, tuple[int, ...]]:
        return {
            name: columns for name, columns in self.cells.items() if f"{self.dimension}={name}" not in self.ruling.shown
        }

    def known(self) -> list[tuple[int, ...]]:
        """The sums that are shown, or printed elsewhere."""
        shown = [columns for name, columns in self.cells.items() if f"{self.dimension}={name}" in self.ruling.shown]
        return shown + [
            way
            for printed in self.group.elsewhere
            for way in self.meant(printed.cell, printed.counts, self.group.stocks)
        ]

    def meant(self, cell: str, counts: Counts, stocks: tuple[Stock, ...]) -> list[tuple[int, ...]]:
        """The columns that a printed name may sum: the category, or the group of that name."""
        dimension, _, code = cell.partition("=")
        if dimension != self.dimension:
            return []
        groups = dict(pair for recode in self.group.recodes if recode.dimension == dimension for pair in recode.groups)
        by_group = tuple(i for i, own in enumerate(self.codes) if groups.get(own, own) == code)
        ways = [by_group, tuple(i for i, own in enumerate(self.codes) if own == code)]
        true = [_true(stocks, dimension, self.codes, side) for side in ((0,) if counts.rest is None else (0, 1))]
        wanted = [counts.counted, counts.rest]
        return [
            way
            for way in dict.fromkeys(ways)
            if way and all(int(t[:, list(way)].sum()) == wanted[side] for side, t in enumerate(true))
        ]

    def _apart(self) -> list[tuple[int, ...]]:
        """The columns that one total ties; categories that overlap are each a table of their own."""
        every = tuple(range(len(self.codes)))
        return [(one,) for one in every] if self.dimension in self.group.overlapping else [every]

    def _columns(self, into: dict[str, str]) -> dict[str, tuple[int, ...]]:
        return {
            name: tuple(i for i, code in enumerate(self.codes) if into[code] == name)
            for name in dict.fromkeys(into.values())
        }


class _Side:
    """One side of one dimension, or of one category of it."""

    def __init__(self, attack: _Attack, side: int, columns: tuple[int, ...]) -> None:
        self.attack, self.side, self.columns = attack, side, columns
        group = attack.group
        self.truth = self._of(group.stocks)
        self.totals = tuple(_on(stock.total, side) for stock in group.stocks)
        known = self._inside(attack.known())
        self.tables = _agreeing(_possible(self.totals, len(columns), self._overlaps), known, self.truth)
        self.past = [self._past(edition) for edition in group.editions]
        self.given = [
            *self._inside(attack.known()),
            *(
                columns
                for past in self.past
                for columns in past.printed
                if past.truth[:, list(columns)].sum() == self.truth[:, list(columns)].sum()
            ),
        ]
        """What others have printed, or we have in an edition: known, whatever is shown now."""
        self.unchanged, self.grown = self._unchanged(), self._grown()
        self.readings = {"alone": self.tables}
        if self.past:
            self.readings |= {
                "unchanged": self.tables[_in_all(self.unchanged, len(self.tables))],
                "grown": self.tables[_in_all(self.grown, len(self.tables))],
            }

    def findings(self) -> Iterator[Finding]:
        for reading, tables in self.readings.items():
            yield from self._today(reading, tables)
            yield from self._insiders(reading, tables)
        for reading, links in (("unchanged", self.unchanged), ("grown", self.grown)):
            alive = _in_all(links, len(self.tables))
            for place, (past, link) in enumerate(zip(self.past, links, strict=True)):
                yield from self._then(
                    f"{reading} since {place}", past, np.asarray(link[alive].any(axis=0), dtype=np.bool_)
                )
                if reading == "grown":
                    yield from self._changes(f"{reading} since {place}", past, link & alive[:, None])

    def _today(self, reading: str, tables: Tables) -> Iterator[Finding]:
        for name, columns in self._small().items():
            values = set(_sums(tables, columns).tolist())
            if not _is_wide(values, self.attack.k):
                yield Finding(reading, f"{name}|{self.side}", tuple(sorted(values)))
        yield from self._exact(reading, tables, ())

    def _exact(self, reading: str, tables: Tables, but: tuple[int, ...]) -> Iterator[Finding]:
        """Small cells, those below coarser groups and those of a single stock, that can have one value only."""
        for columns in [*self._small().values(), *((i,) for i in range(len(self.columns)))]:
            if columns == but or columns in self.given:
                continue
            values = set(_sums(tables, columns).tolist())
            if self._is_small(self.truth[:, list(columns)]) and len(values) == 1:
                yield Finding(reading, f"columns {columns}|{self.side}", tuple(values))
        for stock, column in np.argwhere(self.truth > 0).tolist() if len(self.totals) > 1 else ():
            values = set(tables[:, stock, column].tolist())
            if self._is_small(self.truth[stock, column]) and len(values) == 1:
                yield Finding(reading, f"stock {stock} column {column}|{self.side}", tuple(values))

    def _insiders(self, reading: str, tables: Tables) -> Iterator[Finding]:
        for name, columns in self._small().items():
            if self.truth[:, list(columns)].sum() == 1:
                told = tables[_sums(tables, columns) == 1]
                yield from self._exact(f"{reading}, told by the one in {name}", told, columns)

    def _then(self, reading: str, past: _Past, possible: Mask) -> Iterator[Finding]:
        """A small count that an edition withheld."""
        for column in range(len(self.columns)):
            if (column,) in past.printed or not self._is_small(past.truth[:, [column]]):
                continue
            values = set(_sums(past.tables[possible], (column,)).tolist())
            # What is known of today from others, and has not changed, is no news of then.
            if len(values) == 1 and (column,) not in self.given:
                yield Finding(reading, f"column {column} then|{self.side}", tuple(values))

    def _changes(self, reading: str, past: _Past, link: Mask) -> Iterator[Finding]:
        for columns in {*self._mine(self.attack.cells).values(), *((i,) for i in range(len(self.columns)))}:
            change = int(self.truth[:, list(columns)].sum() - past.truth[:, list(columns)].sum())
            if not 1 <= abs(change) < self.attack.k:
                continue
            now, then = np.nonzero(link)
            values = set((_sums(self.tables[now], columns) - _sums(past.tables[then], columns)).tolist())
            if len(values) == 1:
                yield Finding(reading, f"change of columns {columns}|{self.side}", tuple(values))

    def _past(self, edition: Edition) -> _Past:
        truth = self._of(edition.stocks)
        totals = tuple(_on(stock.total, self.side) for stock in edition.stocks)
        printed = self._inside(
            way for each in edition.printed for way in self.attack.meant(each.cell, each.counts, edition.stocks)
        )
        possible = _possible(totals, len(self.columns), self._overlaps)
        return _Past(_agreeing(possible, printed, truth), truth, tuple(printed), totals)

    def _unchanged(self) -> list[Mask]:
        """Which tables of today go with which of then, for a reader who takes for unchanged what he rightly may."""
        links = []
        for past in self.past:
            link = np.ones((len(self.tables), len(past.tables)), bool)
            ties: list[tuple[list[int], list[int]]] = []
            stocks, columns = range(len(self.totals)), range(len(self.columns))
            if sum(past.totals) == sum(self.totals):
                ties += [([*stocks], [column]) for column in columns]
            ties += [([s], [c]) for s, c in product(stocks, columns) if past.totals[s] == self.totals[s]]
            ties += [([*stocks], list(printed)) for printed in past.printed]
            for rows, of in ties:
                if self.truth[np.ix_(rows, of)].sum() != past.truth[np.ix_(rows, of)].sum():
                    continue
                link &= _equal(self.tables, past.tables, rows, of)
                for row, column in product(rows, of):  # Who takes a sum for unchanged takes its parts so.
                    if self.truth[row, column] == past.truth[row, column]:
                        link &= _equal(self.tables, past.tables, [row], [column])
            links.append(link)
        return links

    def _grown(self) -> list[Mask]:
        """The same for a reader who holds that counts only grew, in a dimension where they did."""
        links: list[Mask] = []
        group, dimension, codes = self.attack.group, self.attack.dimension, self.attack.codes
        near_truth = _true(group.stocks, dimension, codes, self.side)
        near, near_link = self.tables, np.eye(len(self.tables), dtype=bool)
        for edition, past in reversed([*zip(group.editions, self.past, strict=True)]):
            whole = _true(edition.stocks, dimension, codes, self.side)
            if (whole <= near_truth).all():
                step = (past.tables[None] <= near[:, None]).all(axis=(2, 3))
                near_link = near_link.astype(np.int64) @ step.astype(np.int64) > 0
                near, near_truth = past.tables, whole
                links.insert(0, near_link)
            else:
                links.insert(0, np.ones((len(self.tables), len(past.tables)), bool))
        return links

    @property
    def _overlaps(self) -> bool:
        return self.attack.dimension in self.attack.group.overlapping

    def _small(self) -> dict[str, tuple[int, ...]]:
        """The hidden cells that are small and nobody else has printed."""
        return {
            name: columns
            for name, columns in self._mine(self.attack.hidden()).items()
            if self._is_small(self.truth[:, list(columns)]) and columns not in self.given
        }

    def _mine(self, cells: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
        return {n: tuple(self.columns.index(c) for c in cs) for n, cs in cells.items() if set(cs) <= {*self.columns}}

    def _inside(self, ways: Iterator[tuple[int, ...]] | Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
        return [tuple(self.columns.index(c) for c in way) for way in ways if set(way) <= {*self.columns}]

    def _of(self, stocks: tuple[Stock, ...]) -> Tables:
        return _true(stocks, self.attack.dimension, self.attack.codes, self.side)[:, list(self.columns)]

    def _is_small(self, counts: Tables) -> bool:
        return bool(1 <= counts.sum() < self.attack.k)


def _possible(totals: tuple[int, ...], categories: int, overlaps: bool) -> Tables:
    """Every table with these totals; where categories overlap (then there is one here), with no more than that."""
    rows = [
        [row for row in product(range(total + 1), repeat=categories) if overlaps or sum(row) == total]
        for total in totals
    ]
    return np.array([*product(*rows)], dtype=np.int64).reshape(-1, len(totals), categories)


def _agreeing(tables: Tables, known: Sequence[tuple[int, ...]], truth: Tables) -> Tables:
    for columns in known:
        tables = tables[_sums(tables, columns) == truth[:, list(columns)].sum()]
    return tables


def _in_all(links: list[Mask], tables: int) -> Mask:
    """Which tables of today go with some table of every edition."""
    return np.array([all(link[row].any() for link in links) for row in range(tables)], dtype=np.bool_)


def _equal(now: Tables, then: Tables, rows: list[int], columns: list[int]) -> Mask:
    index = np.ix_(range(len(now)), rows, columns), np.ix_(range(len(then)), rows, columns)
    equal: Mask = now[index[0]].sum(axis=(1, 2))[:, None] == then[index[1]].sum(axis=(1, 2))[None]
    return equal


def _sums(tables: Tables, columns: tuple[int, ...]) -> Tables:
    sums: Tables = tables[:, :, list(columns)].sum(axis=(1, 2))
    return sums


def _true(stocks: tuple[Stock, ...], dimension: str, codes: Sequence[str], side: int) -> Tables:
    tables = [next(dict(t.cells) for t in stock.breakdowns if t.dimension == dimension) for stock in stocks]
    return np.array([[_on(table[code], side) for code in codes] for table in tables], dtype=np.int64)


def _codes(stocks: tuple[Stock, ...], dimension: str) -> list[str]:
    return next([code for code, _ in t.cells] for t in stocks[0].breakdowns if t.dimension == dimension)


def _on(counts: Counts, side: int) -> int:
    return counts.rest or 0 if side else counts.counted


def _is_wide(values: set[int], k: int) -> bool:
    return len(values) > 1 and min(values) <= 1 and max(values) >= k - 1
