"""Writes down what the migrations make in an empty place: `python -m tests.ledger.write_structure`.

Only for whoever has written a migration. The test of the schema says when it must be done again.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.ledger import DataSet, Ledger
from dashboard.ledger.engine import create_engine, reading
from dashboard.ledger.structure import AS_MADE, Structure, structure_of, text_of
from tests.ledger.places import schema_on
from tests.machine import INITDB, postgres_server


def structure_at(url: str) -> Structure:
    """What a ledger at a URL is made of, the ledger made first if there is none."""
    Ledger.open(url, DataSet.OFFICE).close()
    engine = create_engine(url)
    try:
        with reading(engine) as connection:
            return structure_of(connection)
    finally:
        engine.dispose()


def main() -> None:
    initdb = INITDB.path()
    assert initdb is not None, "no PostgreSQL is on this machine"
    with TemporaryDirectory() as folder, postgres_server(initdb) as server, schema_on(server) as schema:
        made = {"sqlite": f"sqlite:///{Path(folder) / 'ledger.sqlite'}", "postgresql": schema}
        AS_MADE.write_text(text_of({dialect: structure_at(url) for dialect, url in made.items()}), "utf-8")


if __name__ == "__main__":
    main()
