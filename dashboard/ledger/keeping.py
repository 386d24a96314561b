"""Keeping the ledger safe: a backup while it is in use, putting one back, moving to another database.

Each ends whole or leaves nothing behind. A backup is one SQLite file, a ledger in itself whatever database it was made
from, and a manifest beside it that is written last: a file without its manifest was not finished. What arrives anywhere
is compared row by row with what left, and its chain is verified before it counts.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dashboard.ledger import queries
from dashboard.ledger.audit import breaks_in
from dashboard.ledger.copying import copy_rows, counts, finish_copy, refuse_used
from dashboard.ledger.disk import sha256_of, sync_file, sync_folder, write_whole
from dashboard.ledger.engine import create_engine, exists, reading, shown, sole_engine, writing
from dashboard.ledger.manifest import Contents, Manifest, manifest_path, manifest_text, read_manifest
from dashboard.ledger.model import Anchor, Break, DataSet, LedgerError
from dashboard.ledger.tables import REVISION


@dataclass(frozen=True)
class Backup:
    """A finished backup: its file and what the manifest beside it says. `manifest.head` is the anchor to remember."""

    file: Path
    manifest: Manifest


@dataclass(frozen=True)
class Restored:
    """What was put back; `lost` are the known anchors beyond its head, which only `force` lets pass."""

    contents: Contents
    lost: tuple[Anchor, ...]

    @property
    def words(self) -> str:
        """To be said aloud."""
        said = f"The ledger was put back as of {self.contents.head.short}."
        if self.lost:
            said += (
                f" It is OLDER than what was printed: {', '.join(anchor.short for anchor in self.lost)}. Whatever was "
                f"filed and decided after event {self.contents.head.sequence} is not in it and must be entered again; "
                "papers that print a later place will not agree with this ledger."
            )
        return said


@dataclass(frozen=True)
class Moved:
    """What was carried over, and from where to where (without passwords)."""

    contents: Contents
    left: str
    arrived: str

    @property
    def words(self) -> str:
        return (
            f"The whole ledger up to {self.contents.head.short} is now at {self.arrived}, every row and hash equal. "
            f"The one at {self.left} is as it was: set CPC_DATABASE_URL to the new address everywhere, start the "
            "dashboard anew, and put the old ledger away, so that nothing more is filed into it."
        )


def _now() -> datetime:
    return datetime.now(UTC)


def backup(url: str, folder: Path, *, clock: Callable[[], datetime] = _now) -> Backup:
    """Copy the ledger at a URL, in use or not, to a new file in a folder that is there.

    Writers wait while the rows are read: two seconds for 20,000 observations and 500 workbooks. LedgerError if there is
    no ledger, it does not verify, or the folder cannot take it; only a finished backup ever has the name of one.
    """
    if not folder.is_dir():
        raise LedgerError(f"there is no folder {folder} for the backup; make it, or plug in the disk that it is on")
    unfinished = folder / f"unfinished-{secrets.token_hex(4)}.part"
    try:
        # The ledger is nobody's but the office's, wherever the copy lies.
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with _opened(url) as source:
            _write_copy(source, unfinished)
        contents = _checked(unfinished)
        manifest = Manifest(contents, sha256_of(unfinished), clock())
        file = _name_taken(folder, manifest)
        try:
            unfinished.replace(file)
            sync_folder(folder)
            write_whole(manifest_path(file), manifest_text(manifest), unfinished)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
    except (LedgerError, OSError) as error:
        raise LedgerError(f"no backup was made in {folder}, and the ledger is as it was: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(file, manifest)


def restore(file: Path, url: str, *, anchors: Sequence[Anchor] = (), force: bool = False) -> Restored:
    """Put a backup back where nothing is, in one transaction.

    `anchors` are places of the log known from elsewhere. LedgerError if the place is not empty, the file is not what
    its manifest says, does not verify or contradicts an anchor; also if it ends before an anchor, unless `force`d.
    """
    manifest = read_manifest(file)
    if sha256_of(file) != manifest.sha256:
        raise LedgerError(
            f"{file} is not the file that its manifest was written for: it was changed or damaged since. "
            "Nothing was put back; use another backup"
        )
    head = manifest.contents.head
    lost = tuple(anchor for anchor in anchors if anchor.sequence > head.sequence)
    if lost and not force:
        raise LedgerError(
            f"{file} ends at {head.short}, but a later place is known: {', '.join(anchor.short for anchor in lost)}. "
            "Putting it back would lose what was filed since. Use a later backup, or put it back with --force"
        )
    _refuse_used(url)
    with (
        _closing(sole_engine(file, read_only=True)) as source,
        _closing(create_engine(url)) as target,
        reading(source) as out,
        writing(target) as into,
    ):
        finish_copy(into, copy_rows(out, into))
        contents = _verified(into, [anchor for anchor in anchors if anchor not in lost], str(file))
        if difference := manifest.contents.difference(contents):
            raise LedgerError(f"{file} is not what its manifest says: {difference}. Nothing was put back")
    return Restored(contents, lost)


def move(from_url: str, to_url: str) -> Moved:
    """Carry a whole ledger over to an empty place, in one transaction there.

    Nobody can file into the old ledger meanwhile, and nothing is written into it. A move that was cut short has left
    the new place empty: run it again. LedgerError if the new place is not empty or the ledger does not verify.
    """
    with _opened(from_url) as source:
        _refuse_used(to_url)
        with _closing(create_engine(to_url)) as target, writing(source) as out, writing(target) as into:
            finish_copy(into, copy_rows(out, into))
            contents = _verified(into, (), shown(from_url))
    return Moved(contents, shown(from_url), shown(to_url))


def _write_copy(source: sa.Engine, path: Path) -> None:
    with _closing(sole_engine(path)) as target, writing(target) as into:
        with reading(source) as out:
            read = copy_rows(out, into)
        finish_copy(into, read)
    sync_file(path)


def _checked(path: Path) -> Contents:
    """What a copy holds, read back from its file."""
    with _closing(sole_engine(path, read_only=True)) as engine, reading(engine) as connection:
        if (found := connection.exec_driver_sql("PRAGMA integrity_check").scalar()) != "ok":
            raise LedgerError(f"the copy is damaged ({found}); is the disk sound?")
        return _verified(connection, (), "the ledger")


def _verified(connection: sa.Connection, anchors: Sequence[Anchor], name: str) -> Contents:
    """What a copy holds, once its whole record has been recomputed. LedgerError naming the first break."""
    breaks: tuple[Break, ...] = breaks_in(connection, anchors)
    if breaks:
        raise LedgerError(
            f"{name} was changed behind the program's back, first at event {breaks[0].sequence}: {breaks[0].found}"
            + (f" (and {len(breaks) - 1} more)" if len(breaks) > 1 else "")
        )
    first, last = queries.first_event(connection), queries.last_event(connection)
    if first is None or last is None:
        raise LedgerError(f"{name} has no events")
    return Contents(DataSet(first.content["data_set"]), REVISION, last.anchor, counts(connection))


def _name_taken(folder: Path, manifest: Manifest) -> Path:
    """A new name that no other backup has, taken at once: `ledger-2026-11-22T093015Z-118.sqlite`."""
    stem = f"ledger-{manifest.made_at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{manifest.contents.head.sequence}"
    number = 1
    while True:
        path = folder / (f"{stem}.sqlite" if number == 1 else f"{stem}-{number}.sqlite")
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            number += 1
        else:
            return path


@contextmanager
def _opened(url: str) -> Iterator[sa.Engine]:
    """An engine for a ledger that is there; unlike `Ledger.open` it never makes one. LedgerError if there is none."""
    if not exists(url):
        raise LedgerError(f"there is no ledger at {shown(url)}")
    with _closing(create_engine(url)) as engine:
        yield engine


def _refuse_used(url: str) -> None:
    """`copying.refuse_used` for a place that need not be there yet, and is not made by asking."""
    if exists(url):
        with _closing(create_engine(url)) as engine, reading(engine) as connection:
            refuse_used(connection)


@contextmanager
def _closing(engine: sa.Engine) -> Iterator[sa.Engine]:
    try:
        yield engine
    finally:
        engine.dispose()
