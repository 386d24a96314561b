"""Where this installation keeps its things: the ledger in `CPC_HOME` (default `var/`) or at `CPC_DATABASE_URL`.

Opens the ledger, files whatever of the public record it does not hold yet, and hands out releases. Screens and the
command line come here; renderers get the `Release` and never the ledger.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, CatalogueError, load
from dashboard.intake import RecordError, file_public_record, read_public_record
from dashboard.ledger import NOW, AsOf, DataSet, Ledger, LedgerError
from dashboard.periods import Period
from dashboard.release import Release, make_release

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "indicators.yaml"
PUBLIC_RECORD = PROJECT / "data" / "public_record"


class WorkspaceError(Exception):
    """This installation cannot be used as it is; the message says where, what was found and how to mend it."""


def home() -> Path:
    """The folder of this installation's own data, made if it is missing. WorkspaceError if it cannot be."""
    folder = Path(os.environ.get("CPC_HOME") or PROJECT / "var")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(
            f"the folder for this installation's data, {folder}, cannot be made: {error.strerror}. "
            "Name in CPC_HOME a folder that you may write to."
        ) from error
    return folder


def database_url() -> str:
    """The ledger's address: `CPC_DATABASE_URL`, else a SQLite file in `home()`."""
    return os.environ.get("CPC_DATABASE_URL") or f"sqlite:///{home() / 'ledger.sqlite'}"


def catalogue() -> Catalogue:
    """The catalogue as it is on disk now; read again only when `indicators.yaml` changes.

    Raises WorkspaceError with every fault at its line.
    """
    try:
        return _catalogue(CATALOGUE, CATALOGUE.stat().st_mtime_ns)
    except (CatalogueError, OSError) as error:
        raise WorkspaceError(str(error)) from error


def ledger() -> Ledger:
    """The ledger of this installation, whole, with the public record filed; one object for the life of the process.

    Raises WorkspaceError if it cannot be opened, was changed behind its back, or the public record has faults.
    """
    try:
        return _ledger(database_url())
    except (LedgerError, RecordError) as error:
        raise WorkspaceError(str(error)) from error


def release(tier: Tier = Tier.PUBLIC, as_of: AsOf = NOW, through: Period | None = None) -> Release:
    """What a tier may see as of a moment; made once for each state of ledger and catalogue.

    `through` leaves out whatever speaks of a later period: a report on 2021/22 asks for `through` 2021/22.
    Raises WorkspaceError as `ledger` and `catalogue` do.
    """
    url = database_url()
    return _release(url, ledger().head().sequence, catalogue().content_hash, tier, as_of, through)


def warm() -> None:
    """Do the slow first things before anybody waits for them."""
    release()


@lru_cache(maxsize=2)
def _catalogue(path: Path, _changed: int) -> Catalogue:
    return load(path)


@lru_cache(maxsize=4)
def _ledger(url: str) -> Ledger:
    record = read_public_record(PUBLIC_RECORD, catalogue())
    opened = Ledger.open(url, DataSet.PUBLIC_RECORD)
    if breaks := opened.verify():
        first = breaks[0]
        # Only what is broken, not the numbers: this sentence stands on a page that anybody may read.
        what = first.found.partition(":")[0]
        raise LedgerError(
            f"the ledger in {_where(url)} was changed behind its back: event {first.sequence}: {what}. Nothing "
            "is printed from it. Put back the last good copy, or move it away: the public record is then filed anew."
        )
    file_public_record(opened, record)
    return opened


def _where(url: str) -> str:
    """The ledger's address without a password, for a message."""
    before, at, after = url.rpartition("@")
    return f"{before.split('://')[0]}://…@{after}" if at else url


# The unread keys are the versions of what a release is made from: a new event or an edited catalogue makes a new one.
@lru_cache(maxsize=8)
def _release(
    url: str, _sequence: int, _catalogue_hash: str, tier: Tier, as_of: AsOf, through: Period | None
) -> Release:
    return make_release(catalogue(), _ledger(url), tier, as_of, through=through)
