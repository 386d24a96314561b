"""Where a ledger may be kept, and what is said of the places where it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.ledger import DataSet, Ledger, LedgerError
from dashboard.ledger.drives import mount_of
from dashboard.ledger.engine import create_engine
from tests.ledger.builder import draft

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
//server/share /mnt/office\040share cifs rw 0 0
/dev/sdb1 /mnt/office\040share/local ext4 rw 0 0
server:/export /home nfs4 rw 0 0
""".strip()


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/var/lib/cpc/ledger.sqlite", None),
        ("/mnt/office share/ledger.sqlite", "/mnt/office share, cifs"),
        ("/mnt/office share/local/ledger.sqlite", None),
        ("/home/anna/ledger.sqlite", "/home, nfs4"),
        ("/homes/ledger.sqlite", None),
    ],
)
def test_the_deepest_mount_says_whether_a_path_is_on_the_network(path: str, found: str | None) -> None:
    assert mount_of(Path(path), MOUNTS) == found


@pytest.mark.parametrize("path", ["//server/share/ledger.sqlite", r"\\server\share\ledger.sqlite"])
def test_a_network_share_is_refused_with_the_way_out(path: str) -> None:
    with pytest.raises(LedgerError, match=r"lies on a network drive .* use PostgreSQL by CPC_DATABASE_URL"):
        Ledger.open(f"sqlite:///{path}", DataSet.OFFICE)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
def test_a_ledger_must_outlive_the_program(url: str) -> None:
    with pytest.raises(LedgerError, match="names no file"):
        Ledger.open(url, DataSet.OFFICE)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://u@h/d", "cannot be kept in mysql; write sqlite:///"),
        ("ledger.sqlite", "'ledger.sqlite' is not a database URL; write sqlite:///"),
        ("postgresql://cpc:secret@host:port/d", "^the ledger's address is not a database URL; write sqlite:///"),
    ],
)
def test_another_database_is_refused_with_the_two_that_may_be_used(url: str, words: str) -> None:
    with pytest.raises(LedgerError, match=words):
        Ledger.open(url, DataSet.OFFICE)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Minutes of the meeting. " * 50)
    with pytest.raises(LedgerError, match="could not be used, and nothing was stored: file is not a database"):
        Ledger.open(f"sqlite:///{path}", DataSet.OFFICE)
    assert path.read_text().startswith("Minutes of the meeting.")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError, match=r"the folder of .*ledger\.sqlite could not be made"):
        Ledger.open(f"sqlite:///{tmp_path / 'file' / 'deeper' / 'ledger.sqlite'}", DataSet.OFFICE)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(LedgerError) as refusal:
        Ledger.open("postgresql://cpc:secret@127.0.0.1:1/none", DataSet.OFFICE)
    assert "postgresql+psycopg://cpc:***@127.0.0.1:1/none could not be used" in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_sqlite_runs_as_the_measurements_say(tmp_path: Path) -> None:
    """Rollback journal, full synchronisation, foreign keys, patience: `docs/ledger.md`."""
    path = tmp_path / "a folder % with signs" / "ledger.sqlite"
    with Ledger.open(f"sqlite:///{path}", DataSet.OFFICE) as ledger:
        ledger.submit(draft(), "JCF")
    assert [entry.name for entry in path.parent.iterdir()] == ["ledger.sqlite"]
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = {pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() for pragma in pragmas}
    engine.dispose()
    assert found == {"journal_mode": "delete", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_ledger_found_in_wal_mode_is_brought_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    Ledger.open(url, DataSet.OFFICE).close()
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode=WAL").scalar() == "wal"
    engine.dispose()
    with Ledger.open(url, DataSet.OFFICE) as ledger:
        ledger.submit(draft(), "JCF")
    assert [entry.name for entry in tmp_path.iterdir()] == ["ledger.sqlite"]
