"""What is asked for when an edition is published, what a checklist says of it, and what is frozen. Values only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dashboard.access import Tier
from dashboard.ledger import Edition as Edition
from dashboard.ledger import PublishedClaim
from dashboard.periods import Period
from dashboard.release.acts import ActError
from dashboard.release.model import Release

Render = Callable[[Release], Mapping[str, bytes]]
"""Files by name, made from a release by a room above this one; equal releases give equal text files."""

Say = Callable[[str], None]
"""Hears what is done next, in words, as each step of making an edition starts: it takes minutes."""


def silent(_step: str) -> None:
    """Tells nobody."""


CATALOGUE_FILE, POLICY_FILE, ABOUT_FILE = "catalogue.json", "disclosure.yaml", "edition.json"
CHECKLIST_FILE, AUDIT_FILE, NARRATIVE_FILE = "checklist.txt", "audit.json", "narrative.md"
FROZEN = (CATALOGUE_FILE, POLICY_FILE, ABOUT_FILE, CHECKLIST_FILE, AUDIT_FILE, NARRATIVE_FILE)
"""What every edition keeps beside its rendered files: all that a later check needs to make it again."""


class Weight(StrEnum):
    """An error blocks; a warning informs."""

    ERROR = "error"
    WARNING = "warning"


MAY_STAND = ("waiting", "unapplied", "embargo")
"""Errors that the Rapporteur may let stand, with a reason: none of them makes a figure untrue."""


@dataclass(frozen=True)
class ChecklistItem:
    """One thing to know before publishing. `code` names its kind; `let_stand` is why an error was let stand, or ""."""

    code: str
    weight: Weight
    where: str
    found: str
    mend: str
    let_stand: str = ""

    @property
    def blocks(self) -> bool:
        return self.weight is Weight.ERROR and not self.let_stand

    @property
    def sentence(self) -> str:
        """`waiting: return-cpfsa-2021-H1.1 is not decided on. Accept it or send it back. Let stand: …`"""
        stands = f" Let stand: {self.let_stand}" if self.let_stand else ""
        return f"{self.code}: {self.where}: {self.found}. {self.mend}.{stands}"


Inspect = Callable[[Mapping[str, bytes]], Iterable[ChecklistItem]]
"""What a check of rendered files finds."""


@dataclass(frozen=True)
class EditionRequest:
    """What the Rapporteur asks for.

    `year`: the report is on this financial year and knows nothing later; None: everything. `embargo_until` has a time
    zone. `narrative` is Markdown. `let_stand` names codes of `MAY_STAND`; `reason` says why they stand, and why the
    edition is published.
    """

    tier: Tier
    title: str
    year: Period | None = None
    embargo_until: datetime | None = None
    narrative: str = ""
    reason: str = ""
    let_stand: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Prepared:
    """An edition as it would be published now. `files` holds what is rendered only once nothing blocks."""

    release: Release
    claims: tuple[PublishedClaim, ...]
    files: Mapping[str, bytes]
    checklist: tuple[ChecklistItem, ...]

    @property
    def blocking(self) -> tuple[ChecklistItem, ...]:
        return tuple(item for item in self.checklist if item.blocks)


class ChecklistError(ActError):
    """The edition was not published: every item of its checklist that blocks."""

    def __init__(self, items: Iterable[ChecklistItem]) -> None:
        self.items = tuple(items)
        lines = "\n".join(f"- {item.sentence}" for item in self.items)
        super().__init__(f"the edition was not published; its checklist has {len(self.items)} errors:\n{lines}")
