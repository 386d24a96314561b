"""`load`: one frozen catalogue, or every fault of the file and its lists at once."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.catalogue.faults import CatalogueError
from dashboard.catalogue.models import Catalogue, CatalogueFile
from dashboard.catalogue.pointers import pointer_faults
from dashboard.catalogue.reading import Document, read
from dashboard.catalogue.reference import Reference, read_reference
from dashboard.catalogue.rules import rule_faults
from dashboard.catalogue.shape import shape

PROJECT = Path(__file__).resolve().parents[2]
INDICATORS = PROJECT / "indicators.yaml"
REFERENCE = PROJECT / "data" / "reference"


def load(path: Path | None = None, reference: Path | None = None, *, today: date | None = None) -> Catalogue:
    """The catalogue of `path` with the lists of the folder `reference`; both default to the project's own.

    `today` decides which baselines lie in the future. Raises CatalogueError with every fault, by file and line.
    """
    path = INDICATORS if path is None else path
    lists, faults = read_reference(REFERENCE if reference is None else reference)
    try:
        document, found = read(path, path.name)
    except CatalogueError as error:
        raise CatalogueError([*faults, *error.faults]) from error
    file, wrong = shape(document, CatalogueFile)
    today = today or datetime.now(UTC).date()
    faults += [*found, *wrong, *pointer_faults(document, lists), *rule_faults(document, today)]
    if faults or file is None:
        raise CatalogueError(faults)
    return Catalogue(
        partnership=file.partnership,
        objectives=file.objectives,
        activities=file.activities,
        indicators=file.indicators,
        agencies=lists.agencies,
        code_lists=lists.code_lists,
        parishes=lists.parishes,
        content_hash=_content_hash(document, lists),
    )


def _content_hash(document: Document, lists: Reference) -> str:
    """sha256 of canonical JSON (sorted keys, no spaces, UTF-8), so that comments and layout change nothing."""
    content = {
        "catalogue": document.data,
        "agencies": [agency.model_dump() for agency in lists.agencies],
        "code_lists": [code_list.model_dump() for code_list in lists.code_lists],
        "parishes": [parish.model_dump() for parish in lists.parishes],
    }
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
