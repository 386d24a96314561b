"""Many sources, one cell: which vintage leads, and which stand beside it.

The lead is the latest edition of the most direct publisher: a number read in the edition itself goes before a
restatement or a copy, and that before press. Nothing is averaged and nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.figures.model import Figure, Vintage
from dashboard.ledger import Bound, Confidence

DIRECTNESS = {Confidence.HIGH: 2, Confidence.MEDIUM: 1, Confidence.LOW: 0}
"""How close to the edition itself a number was read; the higher leads."""


def figure_of(vintages: Iterable[Vintage]) -> Figure:
    """One figure from every vintage of one cell (same indicator, component, cohort, period and dimensions).

    Raises ValueError when there is none.
    """
    ordered = tuple(sorted(vintages, key=_by_publication))
    if not ordered:
        raise ValueError("a figure needs at least one vintage")
    lead = _lead(ordered)
    observation = lead.observation
    return Figure(
        indicator=observation.indicator,
        component=observation.component,
        period=observation.period,
        cohort=observation.cohort,
        dimensions=observation.dimensions,
        role=observation.role,
        lead=lead,
        vintages=ordered,
    )


def _lead(vintages: tuple[Vintage, ...]) -> Vintage:
    best: dict[str, int] = {}
    for vintage in vintages:
        directness = DIRECTNESS[vintage.observation.confidence]
        best[vintage.source.publisher] = max(directness, best.get(vintage.source.publisher, 0))
    return max(
        vintages,
        key=lambda vintage: (
            vintage.accepted,
            best[vintage.source.publisher],
            vintage.source.published_on,
            vintage.observation.bound is Bound.EXACT,
            # Two numbers on two pages of one edition: the first row filed leads, the other is shown as a conflict.
            _reversed_text(vintage.observation.locator),
        ),
    )


def _by_publication(vintage: Vintage) -> tuple[object, ...]:
    return vintage.source.published_on, vintage.source.code, vintage.observation.locator


def _reversed_text(text: str) -> tuple[int, ...]:
    """Makes `max` prefer the alphabetically first text."""
    return tuple(-ord(character) for character in text)
