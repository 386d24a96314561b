"""One raid can yield ten victims: counts of people are thinned before they are tested.

Only the units that come in clusters are affected: victims and defendants, and persons (those convicted in one case).
Cases, investigations, reports and places are counted as independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import floor

from dashboard.catalogue import CountingUnit, Dispersion
from dashboard.progress.statistics import ALPHA, VERY_CLEAR_ALPHA

CLUSTERED_UNITS = frozenset({CountingUnit.VICTIM, CountingUnit.DEFENDANT, CountingUnit.PERSON})


@dataclass(frozen=True)
class Clustering:
    """How a count is tested: divided by `phi` and rounded down, and called clear below `clear_alpha`."""

    phi: float
    clear_alpha: float

    def thin(self, count: Decimal) -> int:
        """floor(count/phi): the number of independent events that the count is worth."""
        return floor(float(count) / self.phi)


INDEPENDENT = Clustering(phi=1.0, clear_alpha=ALPHA)
UNKNOWN = Clustering(phi=1.0, clear_alpha=VERY_CLEAR_ALPHA)
"""Where nobody has measured phi, a count of people must be very unlikely before it is called clear."""


def clustering_of(unit: CountingUnit, dispersion: Dispersion) -> Clustering:
    """The rule for one component from its unit and the indicator's dispersion."""
    if unit not in CLUSTERED_UNITS:
        return INDEPENDENT
    if dispersion.phi == "unknown":
        return UNKNOWN
    return Clustering(phi=dispersion.phi, clear_alpha=ALPHA)
