"""Places of a test's own where a ledger may be kept, and what is left there when a process has died."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import sqlalchemy as sa

from dashboard.ledger.engine import create_engine, exists, writing


@contextmanager
def schema_on(server: str) -> Iterator[str]:
    """The URL of a schema on a PostgreSQL server, empty; it is gone afterwards."""
    parsed, schema = sa.make_url(server), f"ledger_{uuid4().hex}"
    engine = sa.create_engine(parsed)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield parsed.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


def tables_at(url: str) -> list[str]:
    """The tables there, once no transaction of a process that died is open any more."""
    if not exists(url):
        return []
    engine = create_engine(url)
    with writing(engine) as connection:
        found = sa.inspect(connection).get_table_names()
    engine.dispose()
    return found
