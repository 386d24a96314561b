"""How many tests the catalogue makes, and how likely one of them cries wolf. Printed in the method note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from dashboard.catalogue import Catalogue
from dashboard.progress.clustering import clustering_of
from dashboard.progress.evidence import TESTED_COUNTS, TESTED_SHARES
from dashboard.progress.statistics import ALPHA


@dataclass(frozen=True)
class FalseAlarms:
    """`tests` are all tests of one edition; `probability` is that of at least one false "clear" if nothing changed.

    It takes the tests as independent and each at its full threshold. Exact tests of small counts stay below theirs, and
    a component without figures is not tested at all, so the true probability is lower.
    """

    tests: int
    strict_tests: int
    probability: float


def joint_false_alarm(catalogue: Catalogue) -> FalseAlarms:
    """Over every tested headline component and tested context series; an alias is its original's test.

    1 - prod(1 - alpha). `strict_tests` are those called clear only at p < .002 because clustering is unknown.
    """
    alphas = list(_alphas(catalogue))
    return FalseAlarms(
        tests=len(alphas),
        strict_tests=sum(alpha < ALPHA for alpha in alphas),
        probability=1 - prod(1 - alpha for alpha in alphas),
    )


def _alphas(catalogue: Catalogue) -> Iterator[float]:
    for indicator in catalogue.indicators:
        if indicator.alias_of is not None:
            continue
        for component in indicator.headline:
            if indicator.evidence_model in TESTED_COUNTS:
                yield clustering_of(component.unit, indicator.dispersion).clear_alpha
            elif indicator.evidence_model in TESTED_SHARES:
                yield ALPHA
        for series in indicator.context:
            if series.tested:
                yield clustering_of(series.unit, indicator.dispersion).clear_alpha
