"""What a release claims: every number and symbol that it prints of the indicators, each under its stable key.

These keys are those of the publication ledger. What earlier editions claimed is read back from there, withdrawn ones
too: publication cannot be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from weakref import WeakKeyDictionary

from dashboard.catalogue import Catalogue
from dashboard.disclosure.groups import Counts
from dashboard.figures import FigureBook, build_book
from dashboard.ledger import AsOf, Edition, Ledger, LedgerError, PublishedClaim
from dashboard.release.edition_model import CATALOGUE_FILE
from dashboard.release.grouping import EarlierEdition
from dashboard.release.model import IndicatorRelease, Shown, Value


def claims_of(indicators: Iterable[IndicatorRelease]) -> tuple[PublishedClaim, ...]:
    """Every point of a component's series, its newest half-year included, and every cell of a table, in their order."""
    return tuple(_claim(key, value) for item in indicators for key, value in printed_values(item))


def printed_values(item: IndicatorRelease) -> Iterator[tuple[str, Value]]:
    """What stands under each key: "2.2a/identified/2021/22", "2.2a/identified/2021/22/sex=female"."""
    for series in item.components:
        yield from ((point.figure_id, point.value) for point in series.to_date.points)
    for table in item.breakdowns:
        for cell in table.cells:
            yield f"{table.series}/{cell.period.code}/{table.dimension}={cell.code}", cell.value


def _claim(key: str, value: Value) -> PublishedClaim:
    if not isinstance(value, Shown):
        return PublishedClaim(key, "", "", value.text)
    out_of = "" if value.denominator is None else f"{value.denominator:f}"
    return PublishedClaim(key, f"{value.number:f}", out_of, value.text)


def earlier_editions(ledger: Ledger, catalogue: Catalogue, as_of: AsOf) -> tuple[EarlierEdition, ...]:
    """What our editions up to a moment have told, for the audit to count with: withdrawn ones, and every audience's."""
    return tuple(
        EarlierEdition(
            edition.number,
            dict(_counts(edition)),
            _book(ledger, catalogue, edition.as_of),
            None if edition.catalogue_hash == catalogue.content_hash else _frozen_catalogue(ledger, edition.number),
        )
        for edition in ledger.editions(AsOf(sequence=as_of.sequence))
    )


def _counts(edition: Edition) -> Iterator[tuple[str, Counts]]:
    for claim in edition.claims:
        if (counted := _whole(claim.value)) is None:
            continue
        if not claim.out_of:
            yield claim.cell, Counts(counted)
        elif (out_of := _whole(claim.out_of)) is not None:
            yield claim.cell, Counts(counted, out_of - counted)


def _whole(text: str) -> int | None:
    number = Decimal(text) if text else None
    return None if number is None or number != number.to_integral_value() else int(number)


_BOOKS: WeakKeyDictionary[Ledger, dict[tuple[int, str], FigureBook]] = WeakKeyDictionary()
"""A past moment never changes: its figures are made once for each ledger that is open."""


def _book(ledger: Ledger, catalogue: Catalogue, sequence: int) -> FigureBook:
    books = _BOOKS.setdefault(ledger, {})
    key = (sequence, catalogue.content_hash)
    if key not in books:
        decisions = [one for one in ledger.decisions() if one.sequence <= sequence]
        books[key] = build_book(ledger.submissions(AsOf(sequence=sequence)), catalogue, decisions)
    return books[key]


_CATALOGUES: WeakKeyDictionary[Ledger, dict[int, Catalogue | None]] = WeakKeyDictionary()
"""What an edition froze never changes: it is read once for each ledger that is open."""


def _frozen_catalogue(ledger: Ledger, number: int) -> Catalogue | None:
    """None where the edition keeps none, or one that this program reads no more."""
    kept = _CATALOGUES.setdefault(ledger, {})
    if number not in kept:
        try:
            kept[number] = Catalogue.model_validate_json(ledger.edition_file(number, CATALOGUE_FILE))
        except (LedgerError, ValueError):
            kept[number] = None
    return kept[number]


def signed_off(ledger: Ledger, book: FigureBook, as_of: AsOf) -> frozenset[str]:
    """The national totals that the Rapporteur has signed off, as long as they are the numbers that she signed."""
    signed: dict[str, Mapping[str, str]] = {}
    for note in ledger.notes():
        if as_of.sequence is not None and note.sequence > as_of.sequence:
            break
        if note.type == "signed_off":
            signed[note.subject] = note.content
        elif note.type == "sign_off_taken_back":
            signed.pop(note.subject, None)
    return frozenset(
        key for key, content in signed.items() if (now := signable(book, key)) is not None and dict(content) == now
    )


def signable(book: FigureBook, key: str) -> dict[str, str] | None:
    """What a sign-off of a national total ("2.2a/identified/2021/22") binds to: its number, and what it is out of."""
    for indicator, figures in book.indicators.items():
        for component, found in figures.values.items():
            for figure in found:
                if f"{indicator}/{component}/{figure.period.code}" == key and figure.value is not None:
                    out_of = "" if figure.denominator is None else f"{figure.denominator:f}"
                    return {"value": f"{figure.value:f}", "out_of": out_of}
    return None
