"""Brings a database to the newest schema revision when a ledger is opened, or to that of a copy's original."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from dashboard.ledger.engine import reading, writing
from dashboard.ledger.model import LedgerError
from dashboard.ledger.tables import REVISION, VERSION_TABLE

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: sa.Engine) -> None:
    """Create or upgrade the tables. LedgerError when a newer version of this program has written them."""
    with reading(engine) as connection:
        found = revision_of(connection)
    if found != REVISION:
        with writing(engine) as connection:
            # Another process may have done it while this one waited for its turn.
            if revision_of(connection) != REVISION:
                upgrade(connection)


def upgrade(connection: sa.Connection, revision: str = REVISION) -> None:
    """Create or upgrade the tables to a revision, in the caller's transaction.

    LedgerError when a newer version of this program has written them, or only a newer one knows the revision.
    """
    # Alembic is loaded only for a ledger that needs it: opening one is on the way to the first page.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    for found in (revision_of(connection), revision):
        if found is not None and found not in known:
            raise LedgerError(
                f"this ledger has schema revision {found}, and this version of the program knows only "
                f"{', '.join(sorted(known))}. A newer version has written it: update the program"
            )
    command.upgrade(config, revision)


def revision_of(connection: sa.Connection) -> str | None:
    """The revision a database is at; None before the first."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    version: str | None = connection.scalar(sa.text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return version
