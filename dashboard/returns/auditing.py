"""The check of the whole ledger against the places it has printed, and the register that remembers those places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.access import Action, Identity, may
from dashboard.ledger import Anchor, Break, Ledger, LedgerError
from dashboard.ledger.anchors import remember, remembered


@dataclass(frozen=True)
class Audit:
    """What a check found: the breaks, the first one first; how many printed places the ledger was held against; what
    of the register could not be read; and what breaks nothing and should be known.
    """

    breaks: tuple[Break, ...]
    places: int
    unreadable: tuple[str, ...]
    cautions: tuple[str, ...]


def audit(ledger: Ledger, register: Path, printed: Sequence[Anchor] = ()) -> Audit:
    """Recompute everything and hold it against the `printed` places and those that a folder's register remembers."""
    known = remembered(register)
    anchors = (*printed, *known.anchors)
    return Audit(ledger.verify(anchors), len(anchors), known.unreadable, ledger.cautions())


def break_shown_to(identity: Identity, found: str) -> str:
    """What is broken; with the values that differ, which follow a colon, only for who may see returns."""
    return found if may(identity, Action.SEE_RETURNS).allowed else found.partition(":")[0]


def remember_act(register: Path, anchor: Anchor, done: str) -> str:
    """Remember the place of an act that is done: `accepted return-cpfsa-2021-H1.1`.

    What kept it from being remembered, in a sentence, else "": the act itself stands.
    """
    try:
        remember(register, anchor, done)
    except LedgerError as error:
        return str(error)
    return ""
