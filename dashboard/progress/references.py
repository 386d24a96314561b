"""Statements that are not verdicts: against a declared reference period, and of an all-ages series beside an indicator.

They are titled so ("Since 2018/19, not the baseline"; "All ages, context") and kept out of every count of statuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.catalogue import Direction, EvidenceModel, Indicator
from dashboard.figures import Figure, IndicatorFigures
from dashboard.periods import Period
from dashboard.progress.clustering import CLUSTERED_UNITS, INDEPENDENT, UNKNOWN
from dashboard.progress.comparisons import compare_counts
from dashboard.progress.evidence import TESTED_COUNTS, TESTED_SHARES, Observed, gather, is_over, observed
from dashboard.progress.gates import first_stop
from dashboard.progress.model import Comparison
from dashboard.progress.verdicts import compare


def reference(indicator: Indicator, figures: IndicatorFigures | None, on: date) -> Comparison | None:
    """The indicator's first headline component without a baseline, tested against the declared reference period.

    None where no reference period is declared, where there is a baseline to test against, and where any gate of the
    indicator's evidence model holds for the two numbers.
    """
    declared = indicator.reference_period
    if declared is None or figures is None or indicator.evidence_model not in TESTED_COUNTS | TESTED_SHARES:
        return None
    for component in indicator.headline:
        known = figures.values.get(component.id, ())
        if gather(indicator, component, known, on).before is not None:
            continue
        evidence = gather(indicator, component, known, on, since=declared.period)
        if first_stop(evidence, str) is None:
            return compare(evidence)
    return None


def compare_context(figures: Sequence[Figure], baseline: Period, on: date) -> Comparison | None:
    """One published series of counts: the latest complete financial year with a number against the baseline.

    Without direction: a clear movement is an increase or a decrease, never good or bad. Victims, defendants and persons
    are counted as clustered, since nobody has measured by how much. None where either year lacks an exact, accepted
    number or the definition changed in between.
    """
    by_period: dict[Period, tuple[Figure, Observed]] = {}
    for figure in figures:
        number = observed(figure, EvidenceModel.EVENTS)
        if number is not None and number.exact and figure.lead.accepted and not figure.dimensions:
            by_period[number.period] = (figure, number)
    later = [p for p in by_period if p.is_financial_year and p.end > baseline.end and is_over(p, on)]
    if baseline not in by_period or not later:
        return None
    first, before = by_period[baseline]
    _, after = by_period[max(later)]
    if before.definition_version != after.definition_version:
        return None
    clustering = UNKNOWN if first.lead.observation.unit in _CLUSTERED_NAMES else INDEPENDENT
    return compare_counts(first.component, before, after, clustering, Direction.NONE)


_CLUSTERED_NAMES = CLUSTERED_UNITS | {f"{unit}s" for unit in CLUSTERED_UNITS}
"""Published series name their unit as the source does: victim, victims, persons."""
