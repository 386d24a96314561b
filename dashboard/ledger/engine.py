"""A database by its URL: a SQLite file on a local disk, or PostgreSQL. Two kinds of transaction, reading and writing.

SQLite runs with a rollback journal, not WAL: SQLite 3.7.0 to 3.51.2 can corrupt a WAL database that two connections
write (sqlite.org/wal.html, "the WAL-reset bug"), and Python brings whatever SQLite it was built with. Every write
begins with BEGIN IMMEDIATE, so that no two writers can read the same head; on PostgreSQL an advisory lock does that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from dashboard.ledger.drives import network_drive_of
from dashboard.ledger.model import LedgerError

BUSY_TIMEOUT_MS = 30_000
"""How long a reader or writer waits for another; the longest wait measured with four busy writers was 1.3 s."""

LOCK = 0x43504C
"""Our half of the advisory lock's key ("CPL" in ASCII); the other half is the schema, one chain a schema."""


def create_engine(url: str) -> sa.Engine:
    """An engine for `sqlite:///FILE` or `postgresql://...`. LedgerError for other URLs and files on network drives."""
    parsed = _parsed(url)
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql":
            # A server may have been restarted since the last page: try a pooled connection before using it.
            return sa.create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        case other:
            raise LedgerError(f"the ledger cannot be kept in {other}; {_ALLOWED}")


def exists(url: str) -> bool:
    """Whether there is something to connect to. A server always is; SQLite would make the file that is missing."""
    file = file_of(url)
    return file is None or file.is_file()


def file_of(url: str) -> Path | None:
    """The file that a ledger is kept in; None on a server."""
    parsed = _parsed(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def shown(url: str) -> str:
    """A database's address for a message, without its password."""
    return _parsed(url).render_as_string(hide_password=True)


def _parsed(url: str) -> sa.URL:
    try:
        return sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # ValueError: a port that is no number
        name = "the ledger's address" if "@" in url else repr(url)  # what has an @ may hold a password
        raise LedgerError(f"{name} is not a database URL; {_ALLOWED}") from None


_ALLOWED = "write sqlite:///FOLDER/ledger.sqlite for a file on this computer, or postgresql://USER@HOST/DATABASE"


def sole_engine(path: Path, *, read_only: bool = False) -> sa.Engine:
    """An engine for a SQLite file that no other process opens: a backup, being written or finished.

    It takes no locks, so the file may lie where locks cannot be trusted: on a share, on a stick that cannot be written.
    Neither does it wait for the disk: whoever has written the file must fsync it.
    """
    place = path.resolve().as_posix()
    # SQLite wants an empty host before the path, of which a share's own path begins with two more slashes.
    uri = f"file://{'' if place.startswith('/') else '/'}{quote(place)}?{'immutable=1' if read_only else 'nolock=1'}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    named = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(named, creator=connect, poolclass=sa.NullPool)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction that holds the chain alone from its first statement to its commit."""
    with errors_in_words(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK, sa.func.hashtext(_SCHEMA))))
            yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction whose queries all see the same moment."""
    with errors_in_words(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


_BEGIN = "ledger_begin"
_SCHEMA = sa.func.current_schema()


def _sqlite(url: sa.URL) -> sa.Engine:
    database = url.database or ""
    if not database or database == ":memory:" or database.startswith("file:"):
        raise LedgerError(f"{url} names no file, and a ledger must outlive the program; {_ALLOWED}")
    if drive := network_drive_of(database):
        raise LedgerError(
            f"{database} lies on a network drive ({drive}), where two computers can damage a SQLite file. "
            "Move it to a disk of this computer, or use PostgreSQL by CPC_DATABASE_URL when several computers share it"
        )
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"the folder of {database} could not be made: {error}") from error
    engine = sa.create_engine(url.set(drivername="sqlite"))
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # SQLAlchemy's recipe: sqlite3 must not begin transactions of its own; `_begin_sqlite` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "journal_mode=DELETE", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


@contextmanager
def errors_in_words(engine: sa.Engine) -> Iterator[None]:
    """What the database refuses, as a LedgerError that names it; also where two ledgers are open at once."""
    try:
        yield
    except sa.exc.DatabaseError as error:
        name = engine.url.render_as_string(hide_password=True)
        mend = (
            ". Free some space on its disk, then do it again" if any(w in str(error.orig) for w in _DISK_FULL) else ""
        )
        raise LedgerError(
            f"the ledger at {name} could not be used, and nothing was stored: {error.orig}{mend}"
        ) from error


_DISK_FULL = ("disk is full", "No space left on device")
"""As SQLite and PostgreSQL say it."""
