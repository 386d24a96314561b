"""Every promise of the ledger is kept by both databases."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa

from dashboard.ledger import DataSet, Ledger
from tests.ledger.builder import clock

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


def _place(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{folders.mktemp('ledger') / 'ledger.sqlite'}"
        return
    server = sa.make_url(request.getfixturevalue("postgres_url"))
    schema = f"ledger_{uuid4().hex}"
    engine = sa.create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield server.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()
