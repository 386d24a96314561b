"""Every promise of the ledger is kept by both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.ledger import DataSet, Ledger
from tests.ledger.builder import clock
from tests.ledger.places import schema_on
from tests.ledger.victims import Victims, victims

BOTH = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(params=BOTH)
def ledger_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a ledger of the test's own may be kept: in a file, then in a schema on the PostgreSQL server."""
    yield from _place(request, tmp_path_factory)


@pytest.fixture(scope="module", params=BOTH)
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same for a module whose tests undo what they do."""
    yield from _place(request, tmp_path_factory)


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger whose clock moves on by a minute an event."""
    with Ledger.open(ledger_url, DataSet.PUBLIC_RECORD, clock=clock()) as opened:
        yield opened


@pytest.fixture
def office(ledger_url: str) -> Iterator[Ledger]:
    """The same of an office, which takes returns."""
    with Ledger.open(ledger_url, DataSet.OFFICE, clock=clock()) as opened:
        yield opened


@pytest.fixture(scope="module")
def dying() -> Iterator[Victims]:
    """Processes that can be killed at their work."""
    with victims() as started:
        yield started


def _place(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{folders.mktemp('ledger') / 'ledger.sqlite'}"
        return
    with schema_on(request.getfixturevalue("postgres_url")) as url:
        yield url
