"""Parts of the office's pages: the mark that they are restricted, where a return stands, who owes what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dashboard.access import Identity
from dashboard.catalogue import Catalogue
from dashboard.periods import day_in_words
from dashboard.progress import VerdictLabel
from dashboard.returns import Obligation, Standing
from dashboard.ui.html.status import Tint, shape
from dashboard.ui.html.table import table
from dashboard.ui.html.text import joined, text

_LOOK: Mapping[Standing, tuple[Tint, VerdictLabel]] = {
    Standing.OVERDUE: (Tint.ATTENTION, VerdictLabel.OVERDUE),
    Standing.VOID: (Tint.BAD, VerdictLabel.MIXED),
    Standing.SENT_BACK: (Tint.ATTENTION, VerdictLabel.LOWER),
    Standing.SUBMITTED: (Tint.NEUTRAL, VerdictLabel.UNDER_WAY),
    Standing.OWED: (Tint.WAITING, VerdictLabel.TOO_FEW),
    Standing.WITHDRAWN: (Tint.WAITING, VerdictLabel.CANNOT_BE_ASSESSED),
    Standing.NOT_DUE: (Tint.WAITING, VerdictLabel.NOT_STARTED),
    Standing.ACCEPTED: (Tint.GOOD, VerdictLabel.DONE),
    Standing.ADOPTED: (Tint.GOOD, VerdictLabel.CLEAR_IMPROVEMENT),
    Standing.REPLACED: (Tint.WAITING, VerdictLabel.HIGHER),
}
"""Ground and drawn sign of each standing, in the order of a list: what somebody must act on comes first."""

ORDER = tuple(_LOOK)


def restricted(who: Identity, catalogue: Catalogue) -> Markup:
    """The line at the head of every office page: the mark, who is acting, and that nobody has checked it."""
    checked = "" if who.verified else "local, unverified: nobody has checked who is acting"
    return Markup('<div class="cpc-restricted" role="note"><strong>Restricted</strong><span>{}</span></div>').format(
        joined([_acting(who, catalogue), checked, "" if who.verified else "a second person cannot be proved"], " · ")
    )


def refusal(sentence: str) -> Markup:
    """What was not done, and why: read out at once, because somebody waits for it."""
    return Markup('<div class="cpc-refusal" role="alert">{}</div>').format(text(sentence))


def done(*parts: object) -> Markup:
    """What was done, read out when the page rests."""
    return Markup('<div class="cpc-done" role="status">{}</div>').format(joined(parts, " "))


def standing_pill(standing: Standing) -> Markup:
    """Shape and word on a tint."""
    tint, sign = _LOOK[standing]
    return Markup('<span class="cpc-pill cpc-{}">{}<span>{}</span></span>').format(
        tint, shape(sign), text(standing[:1].upper() + standing[1:])
    )


def standings_strip(owing: Sequence[Obligation]) -> Markup:
    """How many agencies stand where, in one row of boxes; a standing that none has is left out."""
    counts = Counter(one.standing for one in owing)
    cells = (
        Markup('<li><span class="cpc-count">{}</span><span class="cpc-of">{}<span>{}</span></span></li>').format(
            counts[standing], shape(_LOOK[standing][1]), text(standing[:1].upper() + standing[1:])
        )
        for standing in ORDER
        if counts[standing]
    )
    return Markup('<ul class="cpc-counts" aria-label="How many agencies stand where">{}</ul>').format(joined(cells))


def obligations_table(owing: Sequence[Obligation], caption: str) -> Markup:
    """Who owes what and where it stands; what somebody must act on comes first."""
    rows = [
        [
            joined([Markup("<strong>{}</strong>").format(text(one.agency_short)), _under(_longer_name(one))]),
            standing_pill(one.standing),
            joined([_received(one), _under(_revisions(one))]),
            _asked(one),
            one.warnings or "",
            one.reservation,
        ]
        for one in sorted(owing, key=lambda one: (ORDER.index(one.standing), one.agency_short.lower()))
    ]
    head = ["Agency", "Standing", "Received", "Asked", "Explained", "Reservation"]
    # The last column stands only where the Rapporteur has printed something.
    kept = len(head) if any(one.reservation for one in owing) else len(head) - 1
    return table(caption, head[:kept], [row[:kept] for row in rows], numbers=(4,))


def _acting(who: Identity, catalogue: Catalogue) -> str:
    return f"Acting as {who.role.words}" + (f" of {catalogue.agency(who.agency).short}" if who.agency else "")


def _longer_name(one: Obligation) -> str:
    return one.agency_name if one.agency_name != one.agency_short else ""


def _asked(one: Obligation) -> str:
    parts = [(one.numbers, "number"), (one.milestones, "milestone"), (one.commitments, "commitment")]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count)


def _received(one: Obligation) -> str:
    if one.received_on is None:
        return "not yet"
    late = (one.received_on - one.due).days
    days = f"{late} day{'' if late == 1 else 's'} late"
    return f"{day_in_words(one.received_on)}, {'on time' if one.on_time else days}"


def _revisions(one: Obligation) -> str:
    return f"revision {one.revisions}" if one.revisions > 1 else ""


def _under(words: str) -> Markup:
    return Markup('<span class="cpc-variant">{}</span>').format(text(words)) if words else Markup("")
