"""What the office sees of its returns: who owes what, what came of it, and the receipt an agency gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dashboard.intake.workbook import CellFinding, NumbersAnswered
from dashboard.ledger import Anchor
from dashboard.periods import Period


class ReturnError(Exception):
    """An act that cannot be done now or by this person; the message says why, what is allowed and how to go on."""


class Standing(StrEnum):
    """Where one agency's return for one half-year stands."""

    NOT_DUE = "not yet due"
    OWED = "owed"
    OVERDUE = "overdue"
    SUBMITTED = "submitted"
    SENT_BACK = "sent back"
    ACCEPTED = "accepted"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced by a later return"
    VOID = "void"
    """Accepted or adopted, but the content is no longer what was decided on."""


@dataclass(frozen=True)
class Obligation:
    """One agency and one half-year: what it owes and where that stands.

    `numbers`, `milestones` and `commitments` count what is asked. `received_on` is the day of the first submission;
    `on_time` is None while nothing has come. `warnings` is how many numbers were explained. `submission_id` is the one
    that stands, "" while there is none; `revisions` is how many came.
    """

    agency: str
    agency_name: str
    agency_short: str
    period: Period
    due: date
    numbers: int
    milestones: int
    commitments: int
    standing: Standing
    submission_id: str
    revisions: int
    received_on: date | None
    on_time: bool | None
    warnings: int
    reservation: str


@dataclass(frozen=True)
class ReceiptLine:
    """One number of the return: where it stood, and where it appears from now on.

    `value` is the number, or its state in words; of a milestone the outcome with its day and evidence. `page` is the
    address of the indicator's page (`indicator?indicator=2.2a`) and `report_section` the chapter of the annual report
    (`Chapter 3`). Of a breakdown `table` is what is broken down by what, and `category` the row; "" for a total.
    """

    cell: str
    indicator: str
    label: str
    value: str
    page: str
    report_section: str
    table: str = ""
    category: str = ""


@dataclass(frozen=True)
class Statement:
    """Something said in words: where a commitment stands, with its evidence; a text of the agency."""

    cell: str
    about: str
    says: str


@dataclass(frozen=True)
class Explained:
    """A reason with what it explains: `says` is what stands at the cell, `found` what the check asked about."""

    cell: str
    says: str
    found: str
    reason: str


@dataclass(frozen=True)
class Receipt:
    """What the agency gets back: proof of what was filed, by whom, and where it will be read.

    `anchor` is the ledger's place after filing, printed so that a cut or rewritten ledger shows. `proof` says whether
    the person was verified and whether a second person can be proved. `was_known` says that this very file was sent in
    once more; `numbers` is None on a receipt written again from the ledger, which holds no empty cells. `late` is by
    how many days the first revision came after the due day, 0 when on time; `follows` is the revision before this one,
    "" for the first.
    """

    submission_id: str
    agency: str
    agency_name: str
    period: Period
    recorded_at: datetime
    standing: Standing
    signed_by: str
    signed_on: date | None
    actor: str
    proof: str
    due: date
    late: int
    follows: str
    numbers: NumbersAnswered | None
    lines: tuple[ReceiptLine, ...]
    commitments: tuple[Statement, ...]
    narratives: tuple[Statement, ...]
    explained: tuple[Explained, ...]
    anchor: Anchor
    file_sha256: str
    was_known: bool
    watermark: str = ""


@dataclass(frozen=True)
class Answer:
    """What comes back of a workbook sent in: a receipt, or the findings and a marked copy of the file."""

    receipt: Receipt | None
    findings: tuple[CellFinding, ...]
    marked: bytes


@dataclass(frozen=True)
class Change:
    """One number of a return beside the one before it, for review; the biggest movements come first.

    `before` is the last period's or, for an amendment, the accepted revision's; `moved` is their difference, None
    where one is no number. `remark` is the agency's reason, "" where none was asked.
    """

    cell: str
    indicator: str
    label: str
    before: str
    now: str
    moved: int | None
    remark: str
