"""What the acts of the Rapporteur on releases share: who may, in which ledger, in which words. One note an act.

Signing off a small total (`signing.py`), naming analysts and letting them read (`analysts.py`). The ledger keeps each
as a note; what may not be is refused in a sentence, and then nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from dashboard.access import Action, Identity, may
from dashboard.catalogue import Catalogue
from dashboard.intake.workbook.personal import Known, traces
from dashboard.ledger import Anchor, DataSet, Ledger, LedgerError

NoteType = Literal["signed_off", "sign_off_taken_back", "analyst_named", "analyst_ended", "viewed"]


class ActError(Exception):
    """An act that was refused; the message says why and what would be allowed."""


def permit(who: Identity, action: Action) -> None:
    """ActError where the role may not."""
    permission = may(who, action)
    if not permission.allowed:
        raise ActError(permission.reason)


def check_words(what: str, words: str, catalogue: Catalogue) -> str:
    """The words on one line. ActError where there are none, or where they seem to name a person."""
    said = " ".join(words.split())
    if not said:
        raise ActError(f"no {what} was given; write it in a few words")
    if found := traces(said, Known.of(catalogue)):
        raise ActError(
            f"the {what} holds {' and '.join(trace.found for trace in found)}. The log keeps every word for good: name "
            "offices and posts, never a person or an address"
        )
    return said


def write(
    ledger: Ledger,
    kind: NoteType,
    subject: str,
    who: Identity,
    reason: str,
    content: Mapping[str, str],
    *,
    read_at: int | None = None,
) -> Anchor:
    """Write the note. ActError in a ledger of the public record, and with whatever the ledger itself refuses: after
    `read_at`, the last event when this act was checked, another act on the subject.
    """
    if ledger.data_set is DataSet.PUBLIC_RECORD:
        raise ActError(
            "this ledger holds the public record, which is public already: nothing is signed off or restricted. Open "
            "an office's own ledger first: python3 run.py begin-office"
        )
    try:
        return ledger.note(kind, subject, who.actor, reason, content, read_at=read_at)
    except LedgerError as error:
        raise ActError(str(error)) from error
