"""Data quality in values: which years are known, who owes what, where sources and returns differ, what is withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.ledger import DataSet
from dashboard.periods import BASELINE, Period, financial_years, latest_complete_financial_year
from dashboard.release.audit_words import threshold_words
from dashboard.release.model import IndicatorRelease, NotReported, Point, Release, Series, Shown, Variant


@dataclass(frozen=True)
class Coverage:
    """One indicator's years: its own figure, only context, a dated fact, or nothing."""

    indicator: IndicatorRelease
    years: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """Two sources with two numbers for one cell."""

    indicator: str
    series: Series
    point: Point
    variant: Variant


@dataclass(frozen=True)
class Difference:
    """A year that the agencies returned and that a source printed otherwise."""

    indicator: IndicatorRelease
    series: Series
    point: Point
    variant: Variant


@dataclass(frozen=True)
class Unreported:
    """Periods of one count for which the same agencies have not reported, or have and nobody has accepted it."""

    indicator: IndicatorRelease
    series: Series
    periods: tuple[Period, ...]
    missing: tuple[str, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class QualityPage:
    """`unreported`, `differences` and `adoption` are of agencies' returns: empty in the public record."""

    title: str
    lead: str
    years: tuple[Period, ...]
    coverage: tuple[Coverage, ...]
    owed: tuple[tuple[str, tuple[IndicatorRelease, ...]], ...]
    conflicts: tuple[Conflict, ...]
    withheld: str
    unreported: tuple[Unreported, ...]
    differences: tuple[Difference, ...]
    adoption: str
    unapplied: tuple[str, ...]


OWN_FIGURE, CONTEXT_ONLY, DATED_FACT, NOTHING, WITHHELD = "figure", "context only", "dated fact", "nothing", "[c]"
WAITED_FOR = "agencies missing"


def quality_page(release: Release) -> QualityPage:
    """Indicator by financial year since the baseline, and what stands in the way of more."""
    years = financial_years(BASELINE, latest_complete_financial_year(release.horizon))
    coverage = tuple(Coverage(item, tuple(_known_in(item, year) for year in years)) for item in release.indicators)
    cells = len(coverage) * len(years)
    own = sum(row.years.count(OWN_FIGURE) for row in coverage)
    owed: defaultdict[str, list[IndicatorRelease]] = defaultdict(list)
    for item in release.indicators:
        for code in item.verdict.who_must_act:
            owed[release.catalogue.agency(code).short].append(item)
    return QualityPage(
        title=f"{own} of {cells} yearly figures that the indicators ask for since the baseline are on record",
        lead=f"{len(release.indicators)} indicators, {len(years)} financial years, {years[0].label} to "
        f"{years[-1].label}: one box for each. A figure or fact without a date, or of a time that is no part of one "
        "financial year, such as a calendar year, fits no box; it stands on the indicator’s page.",
        years=years,
        coverage=coverage,
        owed=tuple(
            sorted(((agency, tuple(items)) for agency, items in owed.items()), key=lambda p: (-len(p[1]), p[0]))
        ),
        conflicts=_conflicts(release),
        unreported=_unreported(release),
        differences=_differences(release),
        adoption=_adoption(release),
        unapplied=release.unapplied,
        withheld=" ".join((release.audit.sentence, *threshold_words(release))),
    )


def _known_in(item: IndicatorRelease, year: Period) -> str:
    own = [point.value for series in item.components for point in series.points if point.period == year]
    if any(isinstance(value, Shown) for value in own):
        return OWN_FIGURE
    if any(value.text == WITHHELD for value in own):
        return WITHHELD
    if any(isinstance(value, NotReported) for value in own):
        return WAITED_FOR
    beside = (point for series in item.context for point in series.known)
    if any(point.period == year for point in beside):
        return CONTEXT_ONLY
    facts = (fact.period for fact in item.milestones if fact.period)
    return DATED_FACT if any(year.contains(period) for period in facts) else NOTHING


def _conflicts(release: Release) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(item.id, series, point, variant)
        for item in release.indicators
        for series in item.components + item.context
        for point in series.points
        for variant in point.variants
        if variant.kind == "conflict"
    )


def _differences(release: Release) -> tuple[Difference, ...]:
    """Both numbers must be shown: a difference from a hidden number would tell it."""
    return tuple(
        Difference(item, series, point, variant)
        for item, series, point in _points(release)
        for variant in point.variants
        if variant.kind == "published" and isinstance(point.value, Shown) and isinstance(variant.value, Shown)
    )


def _unreported(release: Release) -> tuple[Unreported, ...]:
    """By count, the periods that wait for the same agencies together; an indicator that repeats another is left out."""
    found: defaultdict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Period]] = defaultdict(list)
    of: dict[str, tuple[IndicatorRelease, Series]] = {}
    for item, series, point in _points(release):
        if isinstance(point.value, NotReported) and not item.entry.alias_of:
            of[series.id] = (item, series)
            found[series.id, point.value.missing, point.value.waiting].append(point.seen or point.period)
    return tuple(
        Unreported(*of[series_id], tuple(periods), missing, waiting)
        for (series_id, missing, waiting), periods in found.items()
    )


def _adoption(release: Release) -> str:
    """How many of the figures from returns the Rapporteur has adopted; "" where there is none."""
    if release.data_set is DataSet.PUBLIC_RECORD:
        return ""
    adoptions = [point.adoption for _, _, point in _points(release) if point.adoption]
    if not adoptions:
        return "No figure has been made from accepted returns yet."
    waiting = adoptions.count("accepted")
    if not waiting:
        return f"The National Rapporteur has adopted all {len(adoptions)} figures made from returns."
    return (
        f"{waiting} of {len(adoptions)} figures made from returns {'is' if waiting == 1 else 'are'} accepted by the "
        "TIP Secretariat and not yet adopted by the National Rapporteur."
    )


def _points(release: Release) -> Iterator[tuple[IndicatorRelease, Series, Point]]:
    return (
        (item, series, point) for item in release.indicators for series in item.components for point in series.points
    )
