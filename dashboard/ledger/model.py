"""What the ledger stores and gives back: immutable values, no database.

A value is a number or a state. `not_submitted` is computed by readers and `suppressed` is made by a release only,
so neither can be stored. Blank is never zero and never a total.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dashboard.periods import Period

Dimensions = tuple[tuple[str, str], ...]
"""Canonical: sorted by dimension code, `(("child_age_band", "0_8"), ("sex", "female"))`; `()` is the total."""


class LedgerError(Exception):
    """What the ledger refuses or cannot do; the message says what was found, what is allowed and how to mend it."""


class HeadMovedError(LedgerError):
    """Somebody wrote an event since what was to be written was made; nothing was written, and it can be made anew."""


class DataSet(StrEnum):
    """A ledger holds one, fixed by its first event."""

    PUBLIC_RECORD = "public_record"
    TRAINING = "training"
    OFFICE = "office"


SYNTHETIC = "SYNTHETIC, FOR TRAINING"
"""Stands on whatever is made from a ledger of training data."""


class State(StrEnum):
    """What a cell says. Only `REPORTED` and `ZERO_CONFIRMED` carry a number."""

    REPORTED = "reported"
    ZERO_CONFIRMED = "zero_confirmed"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"


class Role(StrEnum):
    """What a figure may be used for. Only `VALUE` is ever judged.

    VALUE: the indicator's own number. PART: a cell that, with the others of its edition, makes a derived value.
    CONTEXT: shown beside the indicator (all ages, suspected, part-year, cumulative). EXTERNAL_CLAIM: printed
    elsewhere, kept because a reader may combine it with ours. UNUSED: published, read and set aside, with the reason.
    """

    VALUE = "value"
    PART = "part"
    CONTEXT = "context"
    EXTERNAL_CLAIM = "external_claim"
    UNUSED = "unused"


class Kind(StrEnum):
    """What a submission is.

    EDITION: a published source. RETURN: what an agency says of its own half-year. ADJUSTMENT: lines that take off what
    two agencies both counted. CORRECTION: single numbers of a return put right, each guarded by what it must find.
    """

    EDITION = "edition"
    RETURN = "return"
    ADJUSTMENT = "adjustment"
    CORRECTION = "correction"


class Bound(StrEnum):
    """How exact the source is."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"


class Confidence(StrEnum):
    """How the figure was read: high = the edition itself, medium = a restatement or copy, low = press."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Observation:
    """One number or state of one submission.

    Key: submission, indicator, component, cohort, period, dimensions, vintage and locator: one edition may print two
    numbers for one cell (10 and 13 defendants), and both are kept, each where it stands. `numerator` is the count
    itself for a count; a share has both. `locator` says where in the source: `F091`, a page, or `Sheet!Cell`.
    `derived_from` lists the locators of the parts, empty for a figure as printed. `measure` is the source's own name
    for what it counts, `reason` why the figure has its role, `note` the caveat that must be read with it, `url` the
    page it was read on.
    """

    indicator: str
    component: str
    period: Period
    cohort: Period | None
    dimensions: Dimensions
    vintage: str
    role: Role
    unit: str
    state: State
    numerator: Decimal | None
    denominator: Decimal | None
    is_total: bool
    bound: Bound
    confidence: Confidence
    definition_version: int
    locator: str
    derived_from: tuple[str, ...]
    measure: str
    reason: str
    note: str
    url: str


@dataclass(frozen=True)
class MilestoneRecord:
    """Something that happened or was said to be so, with its evidence; `stage` is a rung of the catalogue's ladder.

    `outcome`: `reached`, `not_reached` (a source says so) or `noted` (dated background that moves no rung).
    `indicator` is "" for a fact of the Partnership or of the law. `measure`, `reason` and `url` as in `Observation`.
    """

    indicator: str
    stage: str | None
    outcome: str
    period: Period | None
    text: str
    confidence: Confidence
    locator: str
    measure: str
    reason: str
    note: str
    url: str


@dataclass(frozen=True)
class Narrative:
    """A text of a submission for one indicator and period."""

    indicator: str
    period: Period
    text: str
    locator: str


@dataclass(frozen=True)
class Source:
    """Where a submission comes from: a published edition, or an agency's return.

    `published_on` is the day it was published; where the source is undated it is the day it was read and
    `published_on_is_access_date` is True.
    """

    code: str
    title: str
    publisher: str
    edition: str
    url: str
    published_on: date
    published_on_is_access_date: bool


@dataclass(frozen=True)
class CommitmentRecord:
    """Where one agency says it stands with one commitment of the Plan at the end of a period.

    `commitment` is its id (`role_1_1a`), `status` one of the catalogue's `CommitmentStatus`, `evidence` the agency's
    words for it.
    """

    commitment: str
    period: Period
    status: str
    evidence: str
    locator: str


@dataclass(frozen=True)
class Remark:
    """The agency's reason for a number that a check found unusual; `code` is the check's name."""

    locator: str
    code: str
    found: str
    reason: str


@dataclass(frozen=True)
class Adjustment:
    """What to add to the sum of several agencies' counts because they counted one child twice: a negative amount.

    It changes no agency's number. `denominator` is the same for the number it is out of, 0 where there is none.
    """

    indicator: str
    component: str
    period: Period
    dimensions: Dimensions
    numerator: Decimal
    denominator: Decimal
    agencies: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Correction:
    """One number of one submission put right without sending the return back.

    It counts only while the number at `locator` of `submission_id` still is `expect`; `part` is `numerator` or
    `denominator`. `expect` and `becomes` are a decimal's text or a state that carries no number.
    """

    submission_id: str
    locator: str
    part: str
    expect: str
    becomes: str
    reason: str


@dataclass(frozen=True)
class SubmissionDraft:
    """What is handed to the ledger: one source and everything it says.

    The fields from `kind` on are those of the office's own submissions; a published edition leaves them as they are.
    `agency` is who says it, `signed_by` the post (never the name) of the head who signed it, on `signed_on`.
    """

    source: Source
    period: Period | None
    observations: tuple[Observation, ...]
    milestones: tuple[MilestoneRecord, ...]
    narratives: tuple[Narrative, ...]
    catalogue_hash: str
    file_sha256: str
    kind: Kind = Kind.EDITION
    agency: str = ""
    signed_by: str = ""
    signed_on: date | None = None
    commitments: tuple[CommitmentRecord, ...] = ()
    remarks: tuple[Remark, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def says_the_same(self, other: SubmissionDraft) -> bool:
        """Whether they differ in nothing but the catalogue by which they were read."""
        return replace(self, catalogue_hash=other.catalogue_hash) == other


@dataclass(frozen=True)
class Submission:
    """A stored submission with its place in the chain and its last state.

    `state` is the type of the last event about it: submitted, accepted, adopted, sent_back, superseded, withdrawn; or
    `void` where it was accepted or adopted and the content is no longer what was decided on.
    """

    id: str
    sequence: int
    recorded_at: datetime
    state: str
    draft: SubmissionDraft


@dataclass(frozen=True)
class Decision:
    """One event about a submission, for the register: who did what, when and why.

    `reservation` is what the Rapporteur prints beside an adopted figure, else "". `holds` is False when the content is
    no longer what was decided on: the decision is then void.
    """

    sequence: int
    at: datetime
    actor: str
    type: str
    submission_id: str
    reason: str
    reservation: str
    holds: bool


@dataclass(frozen=True)
class Anchor:
    """A place in the event log that a printed document can name: sequence number and head hash."""

    sequence: int
    hash: str
    at: datetime

    @property
    def short(self) -> str:
        """`#118 · 3f2a9c41`, for footers."""
        return f"#{self.sequence} · {self.hash[:8]}"


@dataclass(frozen=True)
class Break:
    """A place where the record does not hold together: the event's sequence number and what is wrong, in words."""

    sequence: int
    found: str


@dataclass(frozen=True)
class AsOf:
    """A past moment, by a named clock; both None means now.

    `sequence` is the ledger's own clock (what we had recorded); `published_on` is the world's (what was public).
    """

    sequence: int | None = None
    published_on: date | None = None

    @property
    def words(self) -> str:
        if self.sequence is not None:
            return f"as recorded at event {self.sequence}"
        if self.published_on is not None:
            return f"as published by {self.published_on.isoformat()}"
        return "latest"


NOW = AsOf()
