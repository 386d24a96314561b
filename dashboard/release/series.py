"""From figures to the series one audience may see: missing years are said, hidden ones carry no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, Component, ContextSeries, CountingUnit, EvidenceModel, Indicator, RollUp
from dashboard.disclosure import Audited, Cell, ReleasePolicy, counts_people, decide, may_print
from dashboard.figures import DIRECTNESS, Figure, FigureBook, Vintage
from dashboard.ledger import Bound, DataSet, Kind, Observation
from dashboard.periods import (
    BASELINE,
    Period,
    PeriodKind,
    financial_year_of,
    latest_complete_financial_year,
)
from dashboard.progress import HELD_ON_A_DAY, Interval, listed, poisson_interval, wilson
from dashboard.release.citations import unique
from dashboard.release.model import (
    Citation,
    NotReported,
    Point,
    Series,
    Shown,
    Value,
    Variant,
    Withheld,
)
from dashboard.release.values import is_money, value_of
from dashboard.release.years import filled_years, missing_year

NOT_ADOPTED = "Not everything behind this number has been adopted by the National Rapporteur."

_COUNTED_UNITS = frozenset(
    {
        CountingUnit.CASE,
        CountingUnit.VICTIM,
        CountingUnit.DEFENDANT,
        CountingUnit.INVESTIGATION,
        CountingUnit.PERSON,
        CountingUnit.REPORT,
    }
)
_EVIDENCE_WITH_INTERVAL = frozenset({EvidenceModel.EVENTS, EvidenceModel.SHARE_OF_CASES})


@dataclass(frozen=True)
class Reservation:
    """What the Rapporteur prints beside the figures of a return that she adopts."""

    agency: str
    period: Period
    text: str


@dataclass(frozen=True)
class Viewer:
    """Through whose eyes figures become points: the tier, the numbered sources, the data set and today.

    `reservations` are by submission. `signed_off` are the national totals ("2.2a/identified/2021/22") that the
    Rapporteur has signed off for print. `marking` must stand in every picture: "" of real figures for print.
    """

    tier: Tier
    citations: Mapping[str, Citation]
    data_set: DataSet
    on: date
    catalogue: Catalogue
    book: FigureBook
    reservations: Mapping[str, Reservation]
    policy: ReleasePolicy
    audited: Audited
    signed_off: frozenset[str]
    marking: str = ""

    def value(
        self, vintage: Vintage, indicator: Indicator, unit: CountingUnit, *, printed: bool | None = None
    ) -> Value:
        """The number if this tier may see it, else `Withheld`; `printed` where a source has printed this very number.

        A published edition has printed its own; a number from returns only where a published one is the same. Of what
        lies below a national total nothing is shown here: the audit decides on it.
        """
        if vintage.observation.dimensions and not self._sees_below(indicator, unit):
            return Withheld()
        cell = self._cell(vintage, indicator, unit, printed)
        return self.printed(vintage, unit) if decide(cell, self.tier, self.policy).shown else Withheld()

    def needs_sign_off(self, figure: Figure, indicator: Indicator, unit: CountingUnit) -> bool:
        """Whether this tier sees a national total only once the Rapporteur has signed it off."""
        cell = replace(self._cell(figure.lead, indicator, unit, _is_printed(figure)), signed_off=False)
        return decide(cell, self.tier, self.policy).needs_sign_off

    def _cell(self, vintage: Vintage, indicator: Indicator, unit: CountingUnit, printed: bool | None) -> Cell:
        observation = vintage.observation
        series = f"{indicator.id}/{observation.component}"
        return Cell(
            series=series,
            disclosure_class=indicator.disclosure_class,
            unit=unit,
            period=observation.period,
            value=observation.numerator,
            printed_elsewhere=vintage.kind is Kind.EDITION if printed is None else printed,
            denominator=observation.denominator,
            beside=self._beside(observation, indicator, unit),
            signed_off=f"{series}/{observation.period.code}" in self.signed_off,
        )

    def printed(self, vintage: Vintage, unit: CountingUnit) -> Value:
        """The number as it is printed, whoever may see it."""
        return value_of(vintage.observation, unit, self.policy.minimum_denominator)

    def _sees_below(self, indicator: Indicator, unit: CountingUnit) -> bool:
        return self.tier is Tier.RESTRICTED or not counts_people(indicator.disclosure_class, unit)

    def figure_value(self, figure: Figure, indicator: Indicator, unit: CountingUnit) -> Value:
        """The figure's number, what hides it, or who has not reported it."""
        if figure.is_incomplete:
            return NotReported(missing=self._names(figure.missing), waiting=self._names(figure.waiting))
        return self.value(figure.lead, indicator, unit, printed=_is_printed(figure))

    def _beside(self, observation: Observation, indicator: Indicator, unit: CountingUnit) -> tuple[Decimal, ...]:
        """The headline numbers of the same period and unit, for a component that is no headline itself."""
        headline = {component.id for component in indicator.headline}
        if observation.component in headline:
            return ()
        return tuple(
            number
            for component in indicator.headline
            if component.unit is unit
            for figure in self.book.indicators[indicator.id].values.get(component.id, ())
            if figure.period == observation.period and not figure.dimensions
            for number in (figure.value, figure.denominator)
            if number is not None
        )

    def sources(self, figure: Figure, *, withheld: bool = False) -> tuple[Citation, ...]:
        """Who says so: the editions that print the number, or the half-years' returns behind it.

        Of a number that is withheld every edition, whichever it prints: agreeing would tell the number.
        """
        if figure.is_returned:
            cited = (self.citations.get(part.source.code) for part in figure.parts)
            return unique(citation for citation in cited if citation)
        agreeing = (vintage for vintage in figure.vintages if withheld or vintage.number == figure.lead.number)
        return tuple(dict.fromkeys(self.citations[vintage.source.code] for vintage in agreeing))

    def _names(self, agencies: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.catalogue.agency(code).short for code in agencies)

    def component_series(self, indicator: Indicator, component: Component, figures: tuple[Figure, ...]) -> Series:
        """One component from the baseline to the last complete year; a year nobody reported is `NotAvailable`."""
        tested = indicator.evidence_model in _EVIDENCE_WITH_INTERVAL and component.unit in _COUNTED_UNITS
        points = _told_apart(self._points(indicator, component.id, component.unit, figures, with_interval=tested))
        told = _told_to_date(indicator, component, points, self.on)
        complete = latest_complete_financial_year(self.on)
        if any(point.seen for point in points):
            complete = complete.previous  # the cases of the last year are not yet followed for one
        filled = filled_years(
            f"{indicator.id}/{component.id}", points, BASELINE, complete, halves=component.roll_up is RollUp.NONE
        )
        return Series(
            id=f"{indicator.id}/{component.id}",
            indicator=indicator.id,
            label=component.label,
            unit_words="" if is_money(component.unit) else component.unit_words,
            is_context=False,
            heading="",
            baseline=_baseline(filled, component.baseline.period) or _stated_baseline(indicator, component),
            points=filled,
            sentence="",
            marking=self.marking,
            newest=_newest(told),
            halves=tuple(one for one in told if one.period.kind is PeriodKind.HALF_YEAR),
        )

    def context_series(self, indicator: Indicator, context: ContextSeries, figures: tuple[Figure, ...]) -> Series:
        """A series beside the indicator, in financial years; other periods are drawn only where there are none."""
        years = tuple(figure for figure in figures if figure.period.is_financial_year and not figure.dimensions)
        points = self._points(
            indicator,
            context.id,
            context.unit,
            years or figures,
            with_interval=context.unit in _COUNTED_UNITS and bool(years),
        )
        series_id = f"{indicator.id}/{context.id}"
        if years:
            points = filled_years(series_id, points, points[0].period, points[-1].period)
        return Series(
            id=series_id,
            indicator=indicator.id,
            label=context.label,
            unit_words="" if is_money(context.unit) else context.unit_words,
            is_context=True,
            heading=context.heading,
            baseline=_baseline(points, BASELINE),
            points=points,
            sentence="",
            marking=self.marking,
        )

    def _points(
        self,
        indicator: Indicator,
        series: str,
        unit: CountingUnit,
        figures: tuple[Figure, ...],
        *,
        with_interval: bool,
    ) -> tuple[Point, ...]:
        totals = (
            figure
            for figure in figures
            if not figure.dimensions
            and not is_undated(figure.lead)
            # What nobody owes yet is not missing.
            and not (figure.is_incomplete and figure.period.end >= self.on)
        )
        return tuple(
            self._point(indicator, series, unit, figure, with_interval)
            for figure in sorted(totals, key=lambda figure: (figure.period.end, figure.period.start))
        )

    def _point(
        self, indicator: Indicator, series: str, unit: CountingUnit, figure: Figure, with_interval: bool
    ) -> Point:
        value = self.figure_value(figure, indicator, unit)
        shown, withheld = isinstance(value, Shown), isinstance(value, Withheld)
        agreeing = [vintage for vintage in figure.vintages if vintage.number == figure.lead.number]
        # An unchanged restatement takes nothing from the edition that printed the number first.
        best = max(agreeing, key=lambda vintage: DIRECTNESS[vintage.observation.confidence])
        return Point(
            figure_id=f"{indicator.id}/{series}/{figure.period.code}",
            period=figure.cohort or figure.period,
            seen=figure.period if figure.cohort else None,
            value=value,
            interval=_interval(value) if with_interval and figure.bound is Bound.EXACT else None,
            citations=self.sources(figure, withheld=withheld),
            # How a number was read is said of a number: not of one that is missing, nor of one that is withheld.
            confidence="" if figure.is_incomplete or withheld else best.observation.confidence.value,
            derived=figure.is_derived and not figure.is_incomplete and not withheld,
            # A caveat may retell the cell it explains: it goes where the number goes.
            note=" ".join(filter(None, (best.observation.note, *self._cautions(figure)))) if shown else "",
            variants=self._variants(indicator, unit, figure) if shown or figure.is_incomplete else (),
            submission_id=figure.lead.submission_id,
            adoption=_adoption(figure) if shown else "",
            definition=figure.lead.observation.definition_version if shown else 0,
        )

    def _cautions(self, figure: Figure) -> tuple[str, ...]:
        """What must be read with a number from returns: that it is not adopted, or adopted with a reservation."""
        if not figure.is_returned:
            return ()
        found = [
            self.reservations[part.submission_id] for part in figure.parts if part.submission_id in self.reservations
        ]
        texts: dict[str, dict[Period, list[str]]] = {}
        for one in dict.fromkeys(found):
            text = one.text.rstrip(".") if may_print(one.text, self.tier) else ""
            names = texts.setdefault(text, {}).setdefault(one.period, [])
            names.append(self.catalogue.agency(one.agency).short)
        said = (_reserved(text, returns) for text, returns in texts.items())
        return (*(() if figure.is_adopted else (NOT_ADOPTED,)), *said)

    def _variants(self, indicator: Indicator, unit: CountingUnit, figure: Figure) -> tuple[Variant, ...]:
        kinds = [(vintage, "restated") for vintage in figure.restated_from]
        kinds += [(vintage, "conflict") for vintage in figure.conflicts]
        kinds += [(mark, "published") for mark in figure.marks if mark.number[1:] != figure.lead.number[1:]]
        return tuple(self._variant(vintage, kind, indicator, unit) for vintage, kind in kinds)

    def _variant(self, vintage: Vintage, kind: str, indicator: Indicator, unit: CountingUnit) -> Variant:
        value = self.value(vintage, indicator, unit)
        note = vintage.observation.note if isinstance(value, Shown) else ""
        return Variant(value, self.citations[vintage.source.code], kind, note)


def _told_apart(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """A number counted by another version of the definition than the first one says so, lest a line join the two."""
    first = next((point.definition for point in points if point.definition), 0)
    return tuple(
        replace(point, note=f"{point.note} {_by_another(point, first)}".strip())
        if point.definition not in (0, first)
        else point
        for point in points
    )


def _by_another(point: Point, first: int) -> str:
    return f"Counted by version {point.definition} of the definition, not by version {first} as the first figures."


def _told_to_date(indicator: Indicator, component: Component, points: tuple[Point, ...], on: date) -> list[Point]:
    """The known years and half-years of what is judged by its latest count: things on a day, survey rounds.

    Never of people who must be protected: of them only whole years are published.
    """
    held = indicator.evidence_model in HELD_ON_A_DAY and component.roll_up is RollUp.LAST
    by_rounds = indicator.evidence_model is EvidenceModel.SURVEY
    if not (held or by_rounds) or counts_people(indicator.disclosure_class, component.unit):
        return []
    return [point for point in points if isinstance(point.value, Shown) and point.period.end < on]


def _newest(told: list[Point]) -> Point | None:
    """The last, where it is of a half-year that no year follows."""
    last = max(told, key=lambda point: point.period.end, default=None)
    return last if last is not None and last.period.kind is PeriodKind.HALF_YEAR else None


def _is_printed(figure: Figure) -> bool | None:
    """True where a source has printed the number of returns; None leaves it to the number's own kind."""
    return True if any(mark.number[1:] == figure.lead.number[1:] for mark in figure.marks) else None


def _reserved(text: str, returns: Mapping[Period, list[str]]) -> str:
    """One reservation on the returns of agencies by period; without its words where they may not be read."""
    several = sum(len(names) for names in returns.values()) > 1
    whose: dict[tuple[str, ...], list[Period]] = {}
    for period, names in returns.items():
        whose.setdefault(tuple(names), []).append(period)
    named = "; ".join(f"{listed(names)} for {_year_or_halves(periods)}" for names, periods in whose.items())
    said = f"The National Rapporteur adopts the return{'s' if several else ''} of {named} with a reservation"
    return f"{said}: {text}." if text else f"{said}."


def _year_or_halves(periods: list[Period]) -> str:
    """`2021/22` for both of its halves, else each by its name."""
    years = {financial_year_of(period.start) for period in periods}
    whole = len(periods) > 1 and len(years) == 1
    return years.pop().label if whole else listed([period.label for period in periods])


def _adoption(figure: Figure) -> str:
    if not figure.is_returned:
        return ""
    return "adopted" if figure.is_adopted else "accepted"


def is_undated(vintage: Vintage) -> bool:
    """A figure whose only day is the day its undated source was read has no place in time."""
    source = vintage.source
    return source.published_on_is_access_date and vintage.observation.period == Period.day(source.published_on)


def _stated_baseline(indicator: Indicator, component: Component) -> Point | None:
    """The catalogue's own baseline, with its reason, where no source has a number for it; it is no figure of a year."""
    stated = component.baseline
    if stated.value == "not_available":
        return None
    number = Decimal(stated.value)
    point = missing_year(f"{indicator.id}/{component.id}", stated.period, stated.period)
    return replace(point, value=Shown(number, None, f"{number:,f}"), derived=True, note=stated.note or "")


def _baseline(points: tuple[Point, ...], period: Period) -> Point | None:
    at_baseline = (point for point in points if point.period == period and isinstance(point.value, Shown))
    return next(at_baseline, None)


def _interval(value: Value) -> Interval | None:
    if not isinstance(value, Shown):
        return None
    if value.denominator is None:
        return poisson_interval(int(value.number))
    return wilson(int(value.number), int(value.denominator)) if value.denominator > 0 else None


def with_sentence(series: Series, sentence: str) -> Series:
    """The same series with the claim that the data bear out."""
    return replace(series, sentence=sentence)
