"""Where this installation keeps its things: the ledger in `CPC_HOME` (default `var/`) or at `CPC_DATABASE_URL`.

Opens the ledger, files whatever of the public record it does not hold yet, and hands out releases. Screens and the
command line come here; renderers get the `Release` and never the ledger.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, load
from dashboard.intake import file_public_record, read_public_record
from dashboard.ledger import NOW, AsOf, DataSet, Ledger
from dashboard.periods import Period
from dashboard.release import Release, make_release

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "indicators.yaml"
PUBLIC_RECORD = PROJECT / "data" / "public_record"


def home() -> Path:
    """The folder of this installation's own data, made if it is missing."""
    folder = Path(os.environ.get("CPC_HOME") or PROJECT / "var")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database_url() -> str:
    """The ledger's address: `CPC_DATABASE_URL`, else a SQLite file in `home()`."""
    return os.environ.get("CPC_DATABASE_URL") or f"sqlite:///{home() / 'ledger.sqlite'}"


def catalogue() -> Catalogue:
    """The catalogue as it is on disk now; read again only when `indicators.yaml` changes.

    Raises CatalogueError with every fault.
    """
    return _catalogue(CATALOGUE, CATALOGUE.stat().st_mtime_ns)


def ledger() -> Ledger:
    """The ledger of this installation with the public record filed; the same object for the life of the process."""
    return _ledger(database_url())


def release(tier: Tier = Tier.PUBLIC, as_of: AsOf = NOW, through: Period | None = None) -> Release:
    """What a tier may see as of a moment; made once for each state of ledger and catalogue.

    `through` leaves out whatever speaks of a later period: a report on 2021/22 asks for `through` 2021/22.
    """
    url = database_url()
    return _release(url, _ledger(url).head().sequence, catalogue().content_hash, tier, as_of, through)


def warm() -> None:
    """Do the slow first things before anybody waits for them."""
    release()


@lru_cache(maxsize=2)
def _catalogue(path: Path, _changed: int) -> Catalogue:
    return load(path)


@lru_cache(maxsize=4)
def _ledger(url: str) -> Ledger:
    opened = Ledger.open(url, DataSet.PUBLIC_RECORD)
    file_public_record(opened, read_public_record(PUBLIC_RECORD, catalogue()))
    return opened


# The unread keys are the versions of what a release is made from: a new event or an edited catalogue makes a new one.
@lru_cache(maxsize=8)
def _release(
    url: str, _sequence: int, _catalogue_hash: str, tier: Tier, as_of: AsOf, through: Period | None
) -> Release:
    return make_release(catalogue(), _ledger(url), tier, as_of, through=through)
