"""What must be read with an indicator's numbers, each caveat with the counts and years that it speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.release.model import IndicatorRelease, Series


@dataclass(frozen=True)
class Caveat:
    """One caveat: `about` are the counts whose numbers need it, each with the labels of its periods, oldest first."""

    note: str
    about: tuple[tuple[Series, tuple[str, ...]], ...]


def caveats_of(item: IndicatorRelease) -> tuple[Caveat, ...]:
    """The caveats of the numbers shown, each once, in the order of `item.caveats`."""
    return tuple(Caveat(note, _about(item, note)) for note in item.caveats)


def _about(item: IndicatorRelease, note: str) -> tuple[tuple[Series, tuple[str, ...]], ...]:
    found = (
        (series, tuple(point.period.label for point in series.known if point.note == note))
        for series in item.components + item.context
    )
    return tuple((series, periods) for series, periods in found if periods)
