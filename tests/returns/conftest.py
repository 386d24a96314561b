from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue, load
from dashboard.ledger import DataSet, Ledger
from tests.ledger.builder import clock


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An office's empty ledger whose clock moves on by a minute an event."""
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", DataSet.OFFICE, clock=clock()) as opened:
        yield opened
