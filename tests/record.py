"""The public record as the dashboard shows it, built once for all tests that read it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, load
from dashboard.intake import file_public_record, read_public_record
from dashboard.ledger import DataSet, Ledger
from dashboard.release import Release, make_release
from dashboard.workspace import PUBLIC_RECORD


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    return load()


@lru_cache(maxsize=1)
def ledger() -> Ledger:
    opened = Ledger.open(f"sqlite:///{Path(mkdtemp()) / 'ledger.sqlite'}", DataSet.PUBLIC_RECORD)
    file_public_record(opened, read_public_record(PUBLIC_RECORD, catalogue()))
    return opened


@lru_cache(maxsize=4)
def release(tier: Tier = Tier.PUBLIC) -> Release:
    return make_release(catalogue(), ledger(), tier)


def workspace_docs() -> Path:
    return PUBLIC_RECORD.parents[1] / "docs"
