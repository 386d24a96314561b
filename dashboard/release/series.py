"""From figures to the series one audience may see: missing years are said, hidden ones carry no number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dashboard.access import Tier
from dashboard.catalogue import Component, ContextSeries, CountingUnit, EvidenceModel, Indicator
from dashboard.disclosure import Cell, decide
from dashboard.figures import DIRECTNESS, Figure, Vintage
from dashboard.ledger import Bound, DataSet
from dashboard.periods import BASELINE, Period, financial_years, latest_complete_financial_year
from dashboard.progress import Interval, poisson_interval, wilson
from dashboard.release.model import Citation, NotAvailable, Point, Series, Shown, Value, Variant, Withheld
from dashboard.release.values import is_money, value_of

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
class Viewer:
    """Through whose eyes figures become points: the tier, the numbered sources, the data set and today."""

    tier: Tier
    citations: Mapping[str, Citation]
    data_set: DataSet
    on: date

    def value(self, vintage: Vintage, indicator: Indicator, unit: CountingUnit) -> Value:
        """The number if this tier may see it, else `Withheld`."""
        observation = vintage.observation
        cell = Cell(
            disclosure_class=indicator.disclosure_class,
            unit=unit,
            period=observation.period,
            is_total=not observation.dimensions,
            value=observation.numerator,
            printed_elsewhere=self.data_set is DataSet.PUBLIC_RECORD,
        )
        return value_of(observation, unit) if decide(cell, self.tier).shown else Withheld()

    def component_series(self, indicator: Indicator, component: Component, figures: tuple[Figure, ...]) -> Series:
        """One component from the baseline to the last complete year; a year nobody reported is `NotAvailable`."""
        tested = indicator.evidence_model in _EVIDENCE_WITH_INTERVAL and component.unit in _COUNTED_UNITS
        points = self._points(indicator, component.id, component.unit, figures, with_interval=tested)
        complete = latest_complete_financial_year(self.on)
        filled = _filled(f"{indicator.id}/{component.id}", points, BASELINE, complete)
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
            points = _filled(series_id, points, points[0].period, points[-1].period)
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
        totals = (figure for figure in figures if not figure.dimensions and not is_undated(figure.lead))
        return tuple(
            self._point(indicator, series, unit, figure, with_interval)
            for figure in sorted(totals, key=lambda figure: (figure.period.end, figure.period.start))
        )

    def _point(
        self, indicator: Indicator, series: str, unit: CountingUnit, figure: Figure, with_interval: bool
    ) -> Point:
        value = self.value(figure.lead, indicator, unit)
        shown = isinstance(value, Shown)
        agreeing = [vintage for vintage in figure.vintages if vintage.number == figure.lead.number]
        # An unchanged restatement takes nothing from the edition that printed the number first.
        best = max(agreeing, key=lambda vintage: DIRECTNESS[vintage.observation.confidence])
        return Point(
            figure_id=f"{indicator.id}/{series}/{figure.period.code}",
            period=figure.period,
            value=value,
            interval=_interval(value) if with_interval and figure.bound is Bound.EXACT else None,
            citations=_unique(self.citations[vintage.source.code] for vintage in agreeing),
            confidence=best.observation.confidence.value,
            derived=figure.is_derived,
            # A caveat may retell the cell it explains: it goes where the number goes.
            note=best.observation.note if shown else "",
            variants=self._variants(indicator, unit, figure) if shown else (),
            submission_id=figure.lead.submission_id,
        )

    def _variants(self, indicator: Indicator, unit: CountingUnit, figure: Figure) -> tuple[Variant, ...]:
        kinds = [(vintage, "restated") for vintage in figure.restated_from]
        kinds += [(vintage, "conflict") for vintage in figure.conflicts]
        return tuple(
            Variant(
                value=self.value(vintage, indicator, unit),
                citation=self.citations[vintage.source.code],
                kind=kind,
                note=vintage.observation.note,
            )
            for vintage, kind in kinds
        )


def is_undated(vintage: Vintage) -> bool:
    """A figure whose only day is the day its undated source was read has no place in time."""
    source = vintage.source
    return source.published_on_is_access_date and vintage.observation.period == Period.day(source.published_on)


def _filled(series_id: str, points: tuple[Point, ...], first: Period, last: Period) -> tuple[Point, ...]:
    """The financial years from first to last, and any known before or after them; unknown years as `NotAvailable`."""
    known = {point.period: point for point in points if point.period.is_financial_year}
    span = financial_years(min([first, *known]), max([last, *known]))
    return tuple(known.get(year) or _missing(series_id, year) for year in span)


def _missing(series_id: str, year: Period) -> Point:
    return Point(
        figure_id=f"{series_id}/{year.code}",
        period=year,
        value=NotAvailable(),
        interval=None,
        citations=(),
        confidence="",
        derived=False,
        note="",
        variants=(),
        submission_id="",
    )


def _stated_baseline(indicator: Indicator, component: Component) -> Point | None:
    """The catalogue's own baseline, with its reason, where no source has a number for it; it is no figure of a year."""
    stated = component.baseline
    if stated.value == "not_available":
        return None
    number = Decimal(stated.value)
    point = _missing(f"{indicator.id}/{component.id}", stated.period)
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


def _unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citations))


def with_sentence(series: Series, sentence: str) -> Series:
    """The same series with the claim that the data bear out."""
    return replace(series, sentence=sentence)
