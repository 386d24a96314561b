"""What may be said of the disclosure audit, and what only the Rapporteur and her analysts may read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dashboard.catalogue import Catalogue
from dashboard.disclosure import Audited, ReleasePolicy
from dashboard.periods import day_in_words
from dashboard.release.model import AuditStatement, IndicatorRelease, Withheld


def audit_statement(
    indicators: Iterable[IndicatorRelease], audited: Audited, policy: ReleasePolicy, catalogue: Catalogue, on: date
) -> AuditStatement:
    """For one release; of the restricted tier that nothing was withheld."""
    if audited.is_restricted:
        return AuditStatement(0, "Every count is shown: for the National Rapporteur and named analysts only.", (), ())
    withheld = len({*_withheld(indicators)})
    said = {0: "No number about people is", 1: "1 number about people is"}.get(
        withheld, f"{withheld} numbers about people are"
    )
    return AuditStatement(
        withheld=withheld,
        sentence=(
            f"{said} withheld to protect children. Everything shown was attacked together, as of "
            f"{day_in_words(on)}, by whoever adds and subtracts all of it: no withheld breakdown can be worked out."
        ),
        warnings=policy.warnings,
        for_review=tuple(_for_review(audited, catalogue)),
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
