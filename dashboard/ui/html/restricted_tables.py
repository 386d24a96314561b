"""Tables of what is restricted: small totals that wait, named analysts, and who has looked at what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from markupsafe import Markup

from dashboard.access import UNVERIFIED
from dashboard.periods import JAMAICA, day_in_words
from dashboard.release import Analyst, SmallTotal
from dashboard.ui.html.table import table
from dashboard.ui.html.text import joined, text


class Look(Protocol):
    """One look at restricted figures, as the ledger keeps it: `content` has `what` and `purpose`."""

    @property
    def at(self) -> datetime: ...
    @property
    def subject(self) -> str: ...
    @property
    def content(self) -> Mapping[str, str]: ...


def small_totals_table(totals: Sequence[SmallTotal], caption: str) -> Markup:
    """Each small total: indicator and component, year, number, and whether it waits: why, and what printing tells."""
    rows = [
        [
            joined([Markup("<strong>{}</strong> ").format(text(one.indicator)), one.label, _under(one.period.label)]),
            Markup('<span class="cpc-nowrap">{}</span>').format(text(one.text or "none")),
            _words(one),
        ]
        for one in totals
    ]
    return table(caption, ["Total", "Number", "Sign-off"], rows, numbers=(1,))


def analysts_table(analysts: Sequence[Analyst], today: date, caption: str) -> Markup:
    """Each post: whether it may look now, since when, and why it was named."""
    rows = [
        [
            one.post,
            one.standing(today),
            day_in_words(one.named_on),
            joined([one.reason, _under(_checked(one.named_by))]),
        ]
        for one in analysts
    ]
    return table(caption, ["Post", "Standing", "Named", "Why"], rows)


def looks_table(looks: Sequence[Look], caption: str) -> Markup:
    """When which post looked at what, and what for."""
    rows = [[_moment(one.at), one.subject, one.content["what"], one.content["purpose"]] for one in looks]
    return table(caption, ["When", "Post", "What", "Purpose"], rows)


def _words(one: SmallTotal) -> Markup:
    note = one.note
    signed = _under(f"{note.reason} {_checked(note.actor)}" if note else "")
    why = [_under(one.why.because), _under(one.why.tells)] if one.why and one.waits else []
    return joined([one.words[:1].upper() + one.words[1:], signed, *why])


def _checked(actor: str) -> str:
    return f"({UNVERIFIED.strip('()')})" if actor.endswith(UNVERIFIED) else ""


def _moment(at: datetime) -> Markup:
    there = at.astimezone(JAMAICA)
    return Markup('<span class="cpc-nowrap">{}</span>').format(f"{day_in_words(there.date())}, {there:%H:%M}")


def _under(words: str) -> Markup:
    return Markup('<span class="cpc-variant">{}</span>').format(text(words)) if words else Markup("")
