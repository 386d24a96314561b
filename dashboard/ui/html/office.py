"""Parts of the office's pages: the mark that they are restricted, where a return stands, who owes what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dashboard.access import Identity
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


def restricted(who: Identity) -> Markup:
    """The line at the head of every office page: the mark, and that nobody has checked who is acting."""
    checked = (
        "" if who.verified else "Local, unverified: nobody has checked who is acting; a second person cannot be proved"
    )
    return Markup('<div class="cpc-restricted" role="note"><strong>Restricted</strong><span>{}</span></div>').format(
        text(checked)
    )


def refusal(sentence: str) -> Markup:
    """What was not done, and why, line by line: read out at once, because somebody waits for it."""
    lines = joined(sentence.splitlines(), Markup("<br>"))
    return Markup('<div class="cpc-refusal" role="alert">{}</div>').format(lines)


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
            joined([standing_pill(one.standing), _under(f"Reservation: {one.reservation}" if one.reservation else "")]),
            joined([_received(one), _under(_came_with(one))]),
            _asked(one),
        ]
        for one in sorted(owing, key=lambda one: (ORDER.index(one.standing), one.agency_short.lower()))
    ]
    return table(caption, ["Agency", "Standing", "Received", "Asked"], rows)


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


def _came_with(one: Obligation) -> str:
    """`revision 2 · 1 number explained`."""
    again = f"revision {one.revisions}" if one.revisions > 1 else ""
    explained = f"{one.warnings} number{'' if one.warnings == 1 else 's'} explained" if one.warnings else ""
    return " · ".join(filter(None, (again, explained)))


def _under(words: str) -> Markup:
    return Markup('<span class="cpc-variant">{}</span>').format(text(words)) if words else Markup("")
