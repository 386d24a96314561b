"""Numbered sources, in the order of their publication, so that [12] is the same source on screen and on paper.

An agency's return is not cited by itself: twenty agencies a half-year would drown the list of sources. The returns of a
half-year are one source, which names the agencies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from dashboard.figures import Returned
from dashboard.ledger import Source
from dashboard.periods import Period
from dashboard.release.model import Citation

RECEIVER = "TIP Secretariat"
"""Receives and accepts the returns, so that a reader who asks for them asks there."""


def number_sources(
    sources: Iterable[Source], returns: Iterable[Returned] = (), agency_name: Callable[[str], str] = str
) -> Mapping[str, Citation]:
    """Citations by source code, numbered from 1, oldest first; a return's code leads to those of its half-year."""
    halves: defaultdict[Period, list[Returned]] = defaultdict(list)
    for one in returns:
        halves[one.period].append(one)
    collected = {period: _collected(period, found, agency_name) for period, found in halves.items()}
    ordered = sorted({*sources, *collected.values()}, key=lambda source: (source.published_on, source.code))
    numbered = {source.code: _citation(number, source) for number, source in enumerate(ordered, start=1)}
    of_returns = {one.source.code: numbered[collected[one.period].code] for found in halves.values() for one in found}
    return numbered | of_returns


def unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each once, by number."""
    return tuple(sorted(set(citations), key=lambda citation: citation.number))


def _collected(period: Period, returns: list[Returned], agency_name: Callable[[str], str]) -> Source:
    """`Returns of the agencies, April–September 2021: CPFSA, JCF and ODPP`, of the day on which the last was signed."""
    names = sorted((agency_name(one.agency) for one in returns), key=str.lower)
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    signed: list[date] = [one.source.published_on for one in returns]
    return Source(
        code=f"returns-{period.code}",
        title=f"Returns of the agencies, {period.label}: {listed}",
        publisher=RECEIVER,
        edition=f"Returns of the agencies, {period.label}",
        url="",
        published_on=max(signed),
        published_on_is_access_date=False,
    )


def _citation(number: int, source: Source) -> Citation:
    return Citation(
        number=number,
        code=source.code,
        title=source.title,
        publisher=source.publisher,
        edition=source.edition,
        url=source.url,
        published_on=source.published_on,
        published_on_is_access_date=source.published_on_is_access_date,
    )
