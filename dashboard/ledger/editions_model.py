"""What is stored of a publication: an edition with every claim that it printed, and notes on what concerns neither a
submission nor an edition. Immutable values, no database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from dashboard.ledger.model import Anchor
from dashboard.periods import Period

PUBLISHED_TIERS = ("public", "natfatip")
"""Tiers that an edition may be made for: what is restricted is shown to named persons, never published."""

VIEWED = "viewed"
NOTE_TYPES = ("signed_off", "sign_off_taken_back", "analyst_named", "analyst_ended", VIEWED, "threshold_approved")
"""Every type of note. All but `viewed` are decisions, and need a reason."""

NO_CONTENT: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class PublishedClaim:
    """One cell as an edition printed it.

    `cell` is its stable key, `2.2a/identified/2021/22/sex=female`. `value` and `out_of` are decimal texts, `value` ""
    where the edition withheld the cell or had no number, `out_of` "" where there is no denominator. `text` is what was
    printed: `6`, `4 of 6`, `[c]`, `[x]`.
    """

    cell: str
    value: str
    out_of: str
    text: str


@dataclass(frozen=True)
class FrozenFile:
    """One file of an edition as handed in; its name has letters, digits, `.`, `_` and `-` only."""

    name: str
    content: bytes


@dataclass(frozen=True)
class StoredFile:
    """One file of an edition as kept: the sha256 of its bytes, and how many they are."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class EditionText:
    """What a draft and a published edition both say; they differ in how they hold their files.

    `tier` is one of `PUBLISHED_TIERS`. `through` is the year reported on; None: everything. `as_of` is the sequence of
    the last event that the figures were read from. `embargo_until` has a time zone. `program` is the version of the
    program that made it, `checklist` the warnings that were seen and let stand.
    """

    tier: str
    title: str
    through: Period | None
    as_of: int
    embargo_until: datetime | None
    catalogue_hash: str
    policy_hash: str
    program: str
    claims: tuple[PublishedClaim, ...]
    files: tuple[FrozenFile, ...] | tuple[StoredFile, ...]
    checklist: tuple[str, ...]


@dataclass(frozen=True)
class EditionDraft(EditionText):
    """What is handed to the ledger to be published, with the bytes of its files."""

    files: tuple[FrozenFile, ...]


@dataclass(frozen=True)
class EditionContent(EditionText):
    """What an edition's hash covers: its draft, with the hashes of the files in the place of their bytes."""

    files: tuple[StoredFile, ...]


@dataclass(frozen=True)
class Edition(EditionContent):
    """A publication: 1, 2, 3 … in its ledger, published by the event `sequence`, whose place is `anchor`.

    `state` is `published` or `withdrawn` (its claims stay known to whoever read them), or `void` where its content is
    no longer what was published. `reason` is why it was published, `withdrawn_because` why it was withdrawn, else "",
    and `withdrawn_at` when, else None.
    """

    number: int
    sequence: int
    anchor: Anchor
    published_at: datetime
    actor: str
    reason: str
    state: str
    withdrawn_because: str
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Note:
    """An event that is about neither a submission nor an edition; `type` is one of `NOTE_TYPES`."""

    sequence: int
    at: datetime
    actor: str
    type: str
    subject: str
    reason: str
    content: Mapping[str, str]
