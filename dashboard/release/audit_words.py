"""What may be said of the disclosure audit, and what only the Rapporteur and her analysts may read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dashboard.access import Tier
from dashboard.catalogue import Catalogue
from dashboard.disclosure import DEFAULT_THRESHOLD, Audited, ReleasePolicy
from dashboard.periods import day_in_words
from dashboard.release.model import AuditStatement, IndicatorRelease, Release, Withheld


def audit_statement(
    indicators: Iterable[IndicatorRelease], audited: Audited, policy: ReleasePolicy, catalogue: Catalogue, on: date
) -> AuditStatement:
    """For one release; of the restricted tier that nothing was withheld."""
    if audited.is_restricted:
        return AuditStatement(
            withheld=0,
            sentence="Every count is shown: for the National Rapporteur and named analysts only.",
            warnings=policy.warnings,
            for_review=(),
            threshold=policy.threshold,
        )
    withheld = len({*_withheld(indicators)})
    said = {0: "No number about people is", 1: "1 number about people is"}.get(
        withheld, f"{withheld} numbers about people are"
    )
    return AuditStatement(
        withheld=withheld,
        sentence=f"{said} withheld to protect children.{_tested(on) if withheld else ''}",
        warnings=policy.warnings,
        for_review=tuple(_for_review(audited, catalogue)),
        threshold=policy.threshold,
    )


def _tested(on: date) -> str:
    return (
        f" It was tested, as of {day_in_words(on)}, whether adding and subtracting all that is shown gives a withheld "
        "breakdown away: it does not."
    )


def threshold_words(release: Release) -> tuple[str, ...]:
    """What a page or a paper says of the threshold: all read which one it is; the public not who lowered it and why."""
    of, usual = release.audit.threshold, DEFAULT_THRESHOLD
    small = {1: "no count is", 2: "a count of 1 is"}.get(of, f"a count of 1 to {of - 1} is")
    lowered = f", lowered from the usual {usual}" if of < usual else ""
    warnings = () if release.tier is Tier.PUBLIC else release.audit.warnings
    whose = "For all other readers the" if release.tier is Tier.RESTRICTED else "The"
    return (
        f"{whose} threshold is {of}{lowered}: in a breakdown of a national total {small} withheld for being small.",
        *(f"{warning[:1].upper()}{warning[1:]}." for warning in warnings),
    )


def _withheld(indicators: Iterable[IndicatorRelease]) -> Iterator[tuple[str, ...]]:
    for item in indicators:
        for series in item.components:
            yield from ((point.figure_id,) for point in series.points if isinstance(point.value, Withheld))
        for table in item.breakdowns:
            for cell in table.cells:
                if isinstance(cell.value, Withheld):
                    yield table.series, table.dimension, cell.period.code, cell.code
            if table.withheld:
                yield table.series, table.dimension


def _for_review(audited: Audited, catalogue: Catalogue) -> Iterator[str]:
    lists = {item.code: item.label.lower() for item in catalogue.code_lists}
    for group, ruling in audited.rulings.items():
        for dimension in ruling.one_category:
            if dimension in audited.dimensions:
                of = lists.get(dimension, dimension)
                yield f"{group}: all fall in one category of {of}, which tells of each of them"
