"""Where this installation keeps its things: the ledger in `CPC_HOME` (default `var/`) or at `CPC_DATABASE_URL`.

Each data set has its own ledger. `CPC_DATA_SET` names the one to open; without it an office that has begun opens its
own, everybody else the public record. At `CPC_DATABASE_URL` the ledger that lies there decides. Opens it, files
whatever of the public record it does not hold yet, and hands out releases. Screens and the command line come here;
renderers get the `Release` and never the ledger.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from dashboard.access import NOBODY, Tier
from dashboard.catalogue import Catalogue, CatalogueError, load
from dashboard.intake import RecordError, file_public_record, read_public_record
from dashboard.ledger import NOW, AsOf, DataSet, Ledger, LedgerError, data_set_at
from dashboard.ledger.anchors import remembered
from dashboard.periods import Period, day_in_jamaica
from dashboard.release import (
    Access,
    PolicyError,
    Release,
    ReleasePolicy,
    default_policy,
    make_release,
    policy_hash,
    policy_text,
    published,
)
from dashboard.release.handing_out import hand_out
from dashboard.release.lowered import log_lowered

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "indicators.yaml"
PUBLIC_RECORD = PROJECT / "data" / "public_record"

FILES = {
    DataSet.PUBLIC_RECORD: "ledger.sqlite",
    DataSet.OFFICE: "office.sqlite",
    DataSet.TRAINING: "training.sqlite",
}
"""The file of each data set's ledger in `home()`."""

_HOW_TO_BEGIN = {
    DataSet.OFFICE: "the office has not begun to keep a ledger of its own. Begin with: python3 run.py begin-office",
    DataSet.TRAINING: "there is no training data yet. Make it with: python3 run.py demo",
}


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


def data_set() -> DataSet:
    """Which data set this installation shows.

    WorkspaceError where `CPC_DATA_SET` names none, or another than the ledger at `CPC_DATABASE_URL` holds.
    """
    named, address = _named(), os.environ.get("CPC_DATABASE_URL")
    if address:
        held = _held(address)
        if held and named and held is not named:
            raise WorkspaceError(
                f"CPC_DATA_SET names {named}, and the ledger at CPC_DATABASE_URL holds {held}. Name another ledger, or "
                "leave CPC_DATA_SET unset."
            )
        return held or named or DataSet.PUBLIC_RECORD
    begun = (home() / FILES[DataSet.OFFICE]).exists()
    return named or (DataSet.OFFICE if begun else DataSet.PUBLIC_RECORD)


def database_url(of: DataSet | None = None) -> str:
    """The address of a data set's ledger, by default of the one shown: `CPC_DATABASE_URL`, else a file in `home()`."""
    return os.environ.get("CPC_DATABASE_URL") or f"sqlite:///{home() / FILES[of or data_set()]}"


def register_folder(of: DataSet | None = None) -> Path:
    """Where the printed places of a data set's ledger are remembered: two ledgers have two logs."""
    folder = home() / "printed" / (of or data_set()).value
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def forget_printed(of: DataSet) -> None:
    """Forget the printed places of a ledger that is no more; only training data are ever made anew."""
    for file in register_folder(of).iterdir():
        file.unlink()


def catalogue() -> Catalogue:
    """The catalogue as it is on disk now; read again only when `indicators.yaml` changes.

    Raises WorkspaceError with every fault at its line.
    """
    try:
        return _catalogue(CATALOGUE, CATALOGUE.stat().st_mtime_ns)
    except (CatalogueError, OSError) as error:
        raise WorkspaceError(str(error)) from error


def policy() -> ReleasePolicy:
    """The disclosure policy as it is on disk now. WorkspaceError with every fault."""
    try:
        return default_policy()
    except (PolicyError, OSError) as error:
        raise WorkspaceError(str(error)) from error


def catalogue_text() -> bytes:
    """`indicators.yaml` as it lies on the disk, for an edition that keeps it. WorkspaceError if it cannot be read."""
    try:
        return CATALOGUE.read_bytes()
    except OSError as error:
        raise WorkspaceError(str(error)) from error


def ledger() -> Ledger:
    """The ledger of this installation, whole, with the public record filed; one object for the life of the process.

    Raises WorkspaceError if there is none yet where an office or a training is asked for, if it cannot be opened, was
    changed behind its back, lacks an end that was printed, or the public record has faults.
    """
    try:
        return _ledger(database_url(), data_set())
    except (LedgerError, RecordError) as error:
        raise WorkspaceError(str(error)) from error


def acting_ledger() -> Ledger:
    """The ledger that returns are filed in: an office's or a training's. WorkspaceError says how to begin one."""
    if data_set() is DataSet.PUBLIC_RECORD:
        raise WorkspaceError(f"Returns are never filed in the public record; {_HOW_TO_BEGIN[DataSet.OFFICE]}")
    return ledger()


def begin_office() -> str:
    """Make the office's own ledger, begun with the whole public record, and say so; again changes nothing.

    Raises WorkspaceError where the address holds another data set, or as `ledger` does.
    """
    url = database_url(DataSet.OFFICE)
    try:
        with Ledger.open(url, DataSet.OFFICE) as opened:
            file_public_record(opened, read_public_record(PUBLIC_RECORD, catalogue()))
            begun = opened.head()
    except (LedgerError, RecordError) as error:
        raise WorkspaceError(str(error)) from error
    return (
        f"The office's ledger at {_where(url)} holds the public record and receives returns; it ends at {begun.short}."
    )


def release(tier: Tier = Tier.PUBLIC, as_of: AsOf = NOW, through: Period | None = None) -> Release:
    """What a tier may see as of a moment; made once for each state of ledger and catalogue.

    `through` leaves out whatever speaks of a later period: a report on 2021/22 asks for `through` 2021/22.
    A ledger whose end has moved is checked as on opening before anything is made from it. Raises WorkspaceError as
    `ledger` and `catalogue` do.
    """
    held = ledger()
    head = _whole_head(held)
    key = database_url(), data_set(), head, catalogue().content_hash
    return _release(*key, policy(), _day(held), tier, as_of, through)


def editions_page() -> published.EditionsPage:
    """What everybody may know now of this office's editions. Raises WorkspaceError as `release` does."""
    return published.editions_page(ledger(), release(Tier.PUBLIC), datetime.now(tz=UTC))


def edition_files(number: int) -> Mapping[str, bytes]:
    """The files of an edition, by name, for everybody.

    Raises ActError where it is not for everybody, withdrawn or not out yet, and WorkspaceError as `ledger` does.
    """
    return hand_out(ledger(), number, NOBODY)


def restricted_release(access: Access, through: Period | None = None) -> Release:
    """Every count as of a logged access, marked with who reads; made for it alone and kept nowhere.

    Raises WorkspaceError as `release` does.
    """
    held = ledger()
    _whole_head(held)
    as_of = AsOf(sequence=access.anchor.sequence)
    return make_release(
        catalogue(),
        held,
        Tier.RESTRICTED,
        as_of,
        through=through,
        today=_day(held),
        policy=policy(),
        reader=access.reader,
    )


def _whole_head(held: Ledger) -> str:
    """The hash of the ledger's end, once all of it was checked and the use of a lowered threshold is in it."""
    url, of = database_url(), data_set()
    try:
        if _VERIFIED.get((url, of)) != held.head().hash:
            _verify(held, url, of)
        log_lowered(held, policy(), policy_hash(policy_text()))
        return held.head().hash
    except LedgerError as error:
        raise WorkspaceError(str(error)) from error


def warm() -> None:
    """Do the slow first things before anybody waits for them."""
    release()


@lru_cache(maxsize=2)
def _catalogue(path: Path, _changed: int) -> Catalogue:
    return load(path)


@lru_cache(maxsize=4)
def _ledger(url: str, of: DataSet) -> Ledger:
    if of in _HOW_TO_BEGIN and data_set_at(url) is None:
        raise LedgerError(f"{_where(url)}: {_HOW_TO_BEGIN[of]}")
    record = read_public_record(PUBLIC_RECORD, catalogue())
    is_new = data_set_at(url) is None
    opened = Ledger.open(url, of)
    if is_new and os.environ.get("CPC_DATABASE_URL"):
        # A mistyped address would otherwise show the public record for the ledger that was meant.
        said = f"cpc: there was no ledger at {_where(url)}; a new one was made there and the public record filed"
        print(said, file=sys.stderr)
    _verify(opened, url, of)
    if of is not DataSet.TRAINING:
        file_public_record(opened, record)
    return opened


_VERIFIED: dict[tuple[str, DataSet], str] = {}
"""The head at which each ledger was last found whole by this process."""


def _verify(opened: Ledger, url: str, of: DataSet) -> None:
    """The whole check, with every place that was printed from this ledger. LedgerError names the first break."""
    head = opened.head().hash
    if breaks := opened.verify(remembered(register_folder(of)).anchors):
        first = breaks[0]
        # Only what is broken, and not where in it: this sentence stands on a page that anybody may read.
        what = first.found.partition(":")[0]
        raise LedgerError(
            f"the ledger in {_where(url)} was changed behind its back: event {first.sequence}: {what}. Nothing "
            f"is printed from it. {_HOW_TO_MEND[of]}"
        )
    _VERIFIED[url, of] = head


_HOW_TO_MEND = {
    DataSet.PUBLIC_RECORD: "Put back the last good copy, or move it away: the public record is then filed anew.",
    DataSet.OFFICE: "Put back the last good backup; `python3 run.py audit ledger` names every break.",
    DataSet.TRAINING: "Move it away and make it anew with: python3 run.py demo",
}


def _named() -> DataSet | None:
    named = os.environ.get("CPC_DATA_SET")
    if not named:
        return None
    try:
        return DataSet(named)
    except ValueError:
        allowed = ", ".join(DataSet)
        raise WorkspaceError(f"CPC_DATA_SET is {named!r}; it may be {allowed}, or be left unset.") from None


_KNOWN: dict[str, DataSet] = {}
"""What the ledgers at addresses seen hold; a ledger's first event fixes it for good."""


def _held(address: str) -> DataSet | None:
    if address not in _KNOWN:
        try:
            found = data_set_at(address)
        except LedgerError as error:
            raise WorkspaceError(str(error)) from error
        if found is None:
            return None
        _KNOWN[address] = found
    return _KNOWN[address]


def _day(held: Ledger) -> date | None:
    """An office's figures are judged on today's date; others on the day that `make_release` finds in them."""
    return day_in_jamaica(datetime.now(tz=UTC)) if held.data_set is DataSet.OFFICE else None


def _where(url: str) -> str:
    """The ledger's address without a password, for a message."""
    before, at, after = url.rpartition("@")
    return f"{before.split('://')[0]}://…@{after}" if at else url


# The unread keys are the versions of what a release is made from: a new event, catalogue or policy makes a new one.
@lru_cache(maxsize=8)
def _release(
    url: str,
    of: DataSet,
    _head: str,
    _catalogue_hash: str,
    policy: ReleasePolicy,
    today: date | None,
    tier: Tier,
    as_of: AsOf,
    through: Period | None,
) -> Release:
    return make_release(catalogue(), _ledger(url, of), tier, as_of, through=through, today=today, policy=policy)
