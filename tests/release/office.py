"""A ledger of agencies' returns over the small catalogue of three agencies, and the releases made from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, Indicator
from dashboard.ledger import DataSet, Kind, Ledger, Submission
from dashboard.release import Release, make_release
from tests.figures.returned import catalogue, workbook_of

TODAY = date(2024, 11, 15)


def ledger_of(submissions: Iterable[Submission], data_set: DataSet = DataSet.OFFICE, reservation: str = "") -> Ledger:
    """Each submission filed and brought to the state it has, by three different persons."""
    ledger = Ledger.open(f"sqlite:///{Path(mkdtemp()) / 'ledger.sqlite'}", data_set)
    for wanted in submissions:
        file = workbook_of(wanted.id) if wanted.draft.kind is Kind.RETURN else None
        draft = replace(wanted.draft, file_sha256=sha256(workbook_of(wanted.id)).hexdigest())
        filed = ledger.submit(draft, "Focal person", file=file)
        if wanted.state in ("accepted", "adopted"):
            ledger.record(filed.id, "accepted", "TIP Secretariat")
        if wanted.state == "adopted":
            said = reservation if wanted.draft.kind is Kind.RETURN else ""
            ledger.record(filed.id, "adopted", "National Rapporteur", reservation=said)
    return ledger


def release_of(
    *submissions: Submission,
    of: Catalogue | Indicator | None = None,
    tier: Tier = Tier.PUBLIC,
    data_set: DataSet = DataSet.OFFICE,
    reservation: str = "",
    today: date = TODAY,
) -> Release:
    """What a tier sees of the submissions."""
    made = catalogue(of) if isinstance(of, Indicator) else of or catalogue()
    with ledger_of(submissions, data_set, reservation) as ledger:
        return make_release(made, ledger, tier, today=today)
