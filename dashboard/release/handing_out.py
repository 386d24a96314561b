"""Who gets the files of an edition, and when: by audience, embargo and state. What is not for all is logged."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from dashboard.access import Action, Identity, Tier, may
from dashboard.disclosure import may_print
from dashboard.ledger import Edition, Ledger, LedgerError
from dashboard.periods import JAMAICA, day_in_words
from dashboard.release.acts import ActError
from dashboard.release.causes import IN_THE_REGISTER
from dashboard.release.edition_model import AUDIT_FILE, CHECKLIST_FILE, POLICY_FILE

RESTRICTED_FILES = {
    CHECKLIST_FILE: Action.SEE_EMBARGOED,
    POLICY_FILE: Action.SEE_EMBARGOED,
    AUDIT_FILE: Action.SEE_RESTRICTED,
}
"""Files that are for the office.

The checklist says why numbers are withheld, the policy who approved a loosening, the proof of the audit shows tables.
"""


def find_edition(ledger: Ledger, number: int) -> Edition:
    """ActError saying which editions there are."""
    editions = ledger.editions()
    for edition in editions:
        if edition.number == number:
            return edition
    there = ", ".join(str(edition.number) for edition in editions) or "none"
    raise ActError(f"there is no edition {number} in this ledger; there are {there}")


def is_embargoed(edition: Edition, now: datetime) -> bool:
    """Whether its embargo has not ended; `now` has a time zone."""
    return edition.embargo_until is not None and now < edition.embargo_until


def files_for(edition: Edition, who: Identity, *, restricted: bool = False) -> tuple[str, ...]:
    """The names of the files for an edition's readers; with `restricted` also those of the office."""
    return tuple(
        file.name
        for file in edition.files
        if file.name not in RESTRICTED_FILES or (restricted and may(who, RESTRICTED_FILES[file.name]).allowed)
    )


def hand_out(
    ledger: Ledger, number: int, who: Identity, now: datetime | None = None, *, restricted: bool = False
) -> Mapping[str, bytes]:
    """The files of an edition for its readers; with `restricted` also those of the office that `who` may see.

    An edition under embargo, withdrawn, or for NATFATIP alone goes to the Rapporteur and the Secretariat only. That,
    and every look at files of the office, is logged before anything is handed out. ActError for whoever may not, or a
    file that is no longer the one published.
    """
    edition = find_edition(ledger, number)
    if why := why_not_for_everybody(edition, now or datetime.now(UTC)):
        allowed = may(who, Action.SEE_EMBARGOED)
        if not allowed.allowed:
            raise ActError(f"edition {number} is not handed out: {why}; {allowed.reason}")
    names = files_for(edition, who, restricted=restricted)
    try:
        if why or set(names) & RESTRICTED_FILES.keys():
            ledger.note(
                "viewed",
                f"edition-{number}",
                who.actor,
                "",
                {"files": ", ".join(names), "while": why or "it is public"},
            )
        return {name: ledger.edition_file(number, name) for name in names}
    except LedgerError as error:
        raise ActError(str(error)) from error


def why_not_for_everybody(edition: Edition, now: datetime) -> str:
    """Why only the office may have an edition, in words; "" where everybody may."""
    if edition.state != "published":
        return f"it is {edition.state}"
    if is_embargoed(edition, now) and edition.embargo_until is not None:
        return f"it is under embargo until {moment_in_words(edition.embargo_until)}"
    return "" if edition.tier == Tier.PUBLIC else "it is confidential, for NATFATIP members"


def why_withdrawn(edition: Edition, who: Identity) -> str:
    """Why an edition was withdrawn, "" while it stands. Words that may tell a count are for the office alone."""
    why = edition.withdrawn_because
    if may_print(why, Tier.PUBLIC) or may(who, Action.SEE_EMBARGOED).allowed:
        return why
    return f"{IN_THE_REGISTER[:1].upper()}{IN_THE_REGISTER[1:]}"


def read_moment(text: str) -> datetime:
    """`2026-12-01 10:00`, by the clocks of Jamaica unless it names a time zone. ValueError for what is no time."""
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=JAMAICA)


def moment_in_words(moment: datetime) -> str:
    """`1 December 2026, 10:00`, by the clocks of Jamaica."""
    there = moment.astimezone(JAMAICA)
    return f"{day_in_words(there.date())}, {there:%H:%M}"
