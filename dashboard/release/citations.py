"""Numbered sources, in the order of their publication, so that [12] is the same source on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.ledger import Source
from dashboard.release.model import Citation


def number_sources(sources: Iterable[Source]) -> Mapping[str, Citation]:
    """Citations by source code, numbered from 1, oldest first."""
    ordered = sorted(set(sources), key=lambda source: (source.published_on, source.code))
    return {
        source.code: Citation(
            number=number,
            code=source.code,
            title=source.title,
            publisher=source.publisher,
            edition=source.edition,
            url=source.url,
            published_on=source.published_on,
            published_on_is_access_date=source.published_on_is_access_date,
        )
        for number, source in enumerate(ordered, start=1)
    }
