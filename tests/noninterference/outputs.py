"""Everything that leaves the program for one audience, as bytes under a name: each a channel that could tell.

What may differ between two ledgers is taken out by `normalised`, and nothing else: the place in the ledger, which is a
hash of all that was filed, the moment of making, and names that Streamlit draws by lot.
"""

from __future__ import annotations

import dataclasses
import io
import json
import re
import zipfile
from collections.abc import Container, Iterator, Mapping
from enum import Enum
from typing import Any

from dashboard import charts
from dashboard.catalogue import Catalogue
from dashboard.documents import draft_annual_report
from dashboard.downloads import figures_csv
from dashboard.ledger import Anchor
from dashboard.periods import Period
from dashboard.release import Release, method_notes, objective_page, overview, quality_page, sources_page, standing
from dashboard.release.claims import claims_of

Outputs = Mapping[str, bytes]

LEDGER_PLACE = re.compile(r"(#\d+ · )[0-9a-f]{8}\b".encode())
"""An anchor as it is printed, `#563 · 2174bb69`. The number of events stays: it must be the same."""

RANDOM_NAME = re.compile(rb'((?:deferred_file_id|script_run_id): ")[0-9a-f-]{32,36}"')
"""The names that Streamlit draws by lot for a file that is made when somebody asks for it, and for a run of a page."""

CLOCK = re.compile(rb"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|\+00:00)?")
"""A moment of making, `2020-06-01T12:00:00Z`. Days without a time stay."""


PRINTED_AS_PNG = ("1.3b", "2.2a", "2.2b", "2.3")
"""A PNG is drawn from the specification that the SVG is drawn from; some are enough."""


def normalised(found: bytes) -> bytes:
    """With the places in the ledger, the moments of making and names drawn by lot made alike."""
    return CLOCK.sub(b"<moment>", RANDOM_NAME.sub(rb"\1<lot>\"", LEDGER_PLACE.sub(rb"\1<hash>", found)))


def released(release: Release) -> Iterator[tuple[str, bytes]]:
    """The release itself, all its fields, and every page made of it in values."""
    yield "release", _json(release)
    yield "claims", _json(claims_of(release.indicators))
    pages = [overview(release), quality_page(release), sources_page(release), method_notes(release), standing(release)]
    pages += [objective_page(release, objective.id) for objective in release.catalogue.objectives]
    yield "pages in values", _json(pages)


def downloaded(release: Release) -> Iterator[tuple[str, bytes]]:
    """The tidy file, whole and of each indicator."""
    yield "figures.csv", figures_csv(release)
    for item in release.indicators:
        yield f"figures {item.id}.csv", figures_csv(release, item.id)


def drawn(release: Release, only: Container[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """Each chart as the browser gets it, its words, and as pictures for print: SVG, and PNG with its chunks."""
    for item in release.indicators:
        if only is not None and item.id not in only:
            continue
        for series in item.components + item.context:
            if series.known:
                yield f"vega {series.id}", json.dumps(charts.vega_lite(series), sort_keys=True).encode()
                words = (charts.alt_text(series), charts.subtitle(series))
                yield f"words {series.id}", "\n".join(words).encode()
                if not series.is_context:
                    chart = charts.chart(series, charts.PAPER, titled=True)
                    yield f"svg {series.id}", charts.to_svg(chart).encode()
                    if item.id in PRINTED_AS_PNG:
                        yield f"png {series.id}", charts.to_png(chart, ppi=72)


def documents(release: Release, first: Period, last: Period) -> Iterator[tuple[str, bytes]]:
    """Every part of the annual report's Word file, unzipped, and what was said while it was made."""
    said: list[str] = []
    draft = draft_annual_report(release, first, last, lambda step, share: said.append(f"{share:.2f} {step}"))
    yield "progress", "\n".join((*said, *draft.notes)).encode()
    with zipfile.ZipFile(io.BytesIO(draft.docx)) as package:
        for entry in package.infolist():
            yield f"docx {entry.filename}", package.read(entry)
        yield "docx order", "\n".join(entry.filename for entry in package.infolist()).encode()


def differing(true: Outputs, other: Outputs) -> list[str]:
    """The names of what differs once it is normalised, each with the first place where it does."""
    found = []
    for name in sorted(true.keys() | other.keys()):
        one, two = (normalised(outputs.get(name, b"")) for outputs in (true, other))
        if one != two:
            at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
            near = slice(max(0, at - 90), at + 60)
            found.append(f"{name}, at {at}: {one[near]!r} | {two[near]!r}")
    return found


def _json(value: object) -> bytes:
    return json.dumps(_plain(value), ensure_ascii=False, indent=0).encode()


def _plain(value: object) -> Any:
    """All that can be reached, private fields too. The catalogue is the same file for both."""
    if isinstance(value, Catalogue):
        return value.content_hash
    if isinstance(value, Anchor):
        return value.short
    if isinstance(value, str | int | float | bool | type(None)) and not isinstance(value, Enum):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(json.dumps(_plain(item)) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if hasattr(value, "__dict__") and not isinstance(value, Enum) and type(value).__module__.startswith("dashboard"):
        return {key: _plain(item) for key, item in vars(value).items()}
    return str(value)
