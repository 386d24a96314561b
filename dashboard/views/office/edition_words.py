"""The sentences of the page of editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dashboard.access import Action, Identity, may
from dashboard.release.edition_model import ChecklistItem, Edition, EditionRequest, Prepared
from dashboard.release.handing_out import is_embargoed, moment_in_words, why_withdrawn
from dashboard.ui import html

HEAD = ("No.", "Title", "For", "Year", "Published", "State", "Ledger")

READERS: Mapping[str, str] = {"public": "everybody", "natfatip": "NATFATIP members"}
"""Whom an edition is for, by its tier."""

LET_STAND: Mapping[str, str] = {
    "waiting": "Publish although returns wait for a decision: nothing of them is in the figures",
    "unapplied": "Publish although accepted corrections or adjustments could not be applied",
    "embargo": "Publish although an edition still under embargo prints the same numbers",
}
"""What is confirmed for each error that may stand."""


DRAFT_FIRST = (
    "The Word report is made while the edition is published and is frozen, with each box that nobody has filled. "
    "Draft it first, on the page Annual report, and see that nothing is left to write."
)
"""Whether boxes are left shows only in the Word file, which takes minutes to make."""


def state_of_editions(editions: Sequence[Edition]) -> str:
    """`2 editions are published; the newest is edition 3`."""
    standing = [edition for edition in editions if edition.state == "published"]
    if not editions:
        return "Nothing has been published yet"
    if not standing:
        return "Every edition was withdrawn; no edition stands"
    count = f"{len(standing)} edition{' is' if len(standing) == 1 else 's are'} published"
    return f"{count}; the newest is edition {standing[-1].number}, {standing[-1].title}"


def row(edition: Edition, now: datetime) -> tuple[str, ...]:
    """The cells under `HEAD`."""
    return (
        str(edition.number),
        edition.title,
        READERS.get(edition.tier, edition.tier),
        edition.through.label if edition.through else "all",
        moment_in_words(edition.published_at),
        state(edition, now),
        edition.anchor.short,
    )


def state(edition: Edition, now: datetime) -> str:
    """`published`, `under embargo until 1 December 2026, 10:00`, `withdrawn`, `void`."""
    if edition.state == "published" and is_embargoed(edition, now) and edition.embargo_until:
        return f"under embargo until {moment_in_words(edition.embargo_until)}"
    return edition.state


def about(edition: Edition, now: datetime, who: Identity) -> Mapping[str, object]:
    """What one edition is, in pairs; the reasons of the office for those who act on them, not for whoever keeps it."""
    return {
        "State": state(edition, now),
        "Withdrawn": moment_in_words(edition.withdrawn_at) if edition.withdrawn_at else "",
        "Withdrawn because": why_withdrawn(edition, who),
        "Published by": edition.actor,
        "Reason": edition.reason if may(who, Action.SEE_EMBARGOED).allowed else "",
        "Read from": f"event {edition.as_of} of the ledger",
        "Proof": edition.anchor.short,
        "Holds": f"{len(edition.claims)} printed cells, {len(edition.files)} files",
        "Program": edition.program,
    }


def of_checklist(request: EditionRequest, made: Prepared) -> str:
    """`“Annual report” cannot be published yet: 2 errors`."""
    if not made.blocking:
        return f"“{request.title}” can be published: nothing blocks"
    errors = len(made.blocking)
    return f"“{request.title}” cannot be published yet: {errors} error{'' if errors == 1 else 's'}"


def checklist_rows(items: Sequence[ChecklistItem]) -> list[tuple[object, ...]]:
    """One row for each thing found, with every place where it was: kind, found, where, how to mend."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for item in items:
        places.setdefault((item.weight.value, item.found, item.mend), []).append(item.where)
    return [
        (kind, html.wide(found), html.wide(", ".join(where)), mend) for (kind, found, mend), where in places.items()
    ]


def of_tables(items: Sequence[ChecklistItem]) -> str:
    """`12 breakdown tables are shown in part or not at all`."""
    count = f"{len(items)} breakdown table{' is' if len(items) == 1 else 's are'}"
    return f"{count} shown in part or not at all"
