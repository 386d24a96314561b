"""Statuses: a shape, a word and a tint. Shape and word carry the meaning; the tint is decoration.

The shapes are those of `VerdictLabel.shape`, drawn because fonts draw the characters unevenly. Only these tints exist,
so nothing can be red that is not a clear decline, and a movement without a good or bad direction stays blue.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from markupsafe import Markup

from dashboard.progress import VerdictLabel
from dashboard.ui.html.text import joined, text


class Tint(StrEnum):
    """Text and ground of a status; the style sheet holds the colours."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    NEUTRAL = "neutral"
    WAITING = "waiting"


_FILLED_UP = '<path d="M7 2 13 12.5H1z"/>'
_FILLED_DOWN = '<path d="M7 12 1 1.5h12z"/>'
_STROKE = 'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'

_DIAMOND = "M7 1 13 7 7 13 1 7z"

_LOOK: Mapping[VerdictLabel, tuple[Tint, str]] = {
    VerdictLabel.CLEAR_IMPROVEMENT: (Tint.GOOD, _FILLED_UP),
    VerdictLabel.HIGHER: (Tint.WAITING, f'<path d="M7 3 12 12H2z" {_STROKE}/>'),
    VerdictLabel.NO_DIFFERENCE: (Tint.WAITING, f'<path d="M2.5 5h9M2.5 9.5h9" {_STROKE}/>'),
    VerdictLabel.LOWER: (Tint.WAITING, f'<path d="M7 11.5 2 2.5h10z" {_STROKE}/>'),
    VerdictLabel.HIGHER_AND_LOWER: (
        Tint.WAITING,
        f'<path d="{_DIAMOND}" {_STROKE} transform="matrix(.85 0 0 .85 1 1)"/>',
    ),
    VerdictLabel.CLEAR_DECLINE: (Tint.BAD, _FILLED_DOWN),
    VerdictLabel.CLEAR_INCREASE: (Tint.NEUTRAL, _FILLED_UP),
    VerdictLabel.CLEAR_DECREASE: (Tint.NEUTRAL, _FILLED_DOWN),
    VerdictLabel.MIXED: (Tint.ATTENTION, f'<path d="{_DIAMOND}"/>'),
    VerdictLabel.TOO_FEW: (Tint.WAITING, f'<circle cx="7" cy="7" r="5" {_STROKE}/>'),
    VerdictLabel.DONE: (Tint.GOOD, f'<path d="m2 7.5 3.5 3.5L12 3.5" {_STROKE}/>'),
    VerdictLabel.UNDER_WAY: (
        Tint.NEUTRAL,
        f'<circle cx="7" cy="7" r="5.2" {_STROKE}/><path d="M7 7V1.8A5.2 5.2 0 0 1 12.2 7z"/>',
    ),
    VerdictLabel.NOT_STARTED: (Tint.WAITING, f'<circle cx="7" cy="7" r="5" {_STROKE} stroke-dasharray="1.6 3.6"/>'),
    VerdictLabel.OVERDUE: (Tint.ATTENTION, '<path d="M5.8 1.5h2.4l-.4 7H6.2z"/><circle cx="7" cy="11.4" r="1.4"/>'),
    VerdictLabel.CANNOT_BE_ASSESSED: (Tint.WAITING, f'<path d="M2.5 7h9" {_STROKE}/>'),
    VerdictLabel.WITHHELD: (Tint.WAITING, f'<path d="M2.5 2.5h9v9h-9z" {_STROKE}/>'),
}


def shape(label: VerdictLabel) -> Markup:
    """The drawn sign of a status, silent to a screen reader: the word stands beside it."""
    _, drawing = _LOOK[label]
    return Markup(
        '<svg class="cpc-shape" viewBox="0 0 14 14" width="14" height="14" fill="currentColor" aria-hidden="true">'
        f"{drawing}</svg>"
    )


def tint(label: VerdictLabel) -> Tint:
    """The ground a status stands on."""
    return _LOOK[label][0]


def status_pill(label: VerdictLabel) -> Markup:
    """Shape and word on a tint."""
    return Markup('<span class="cpc-pill cpc-{}">{}<span>{}</span></span>').format(tint(label), shape(label), label)


def counts_strip(counts: Mapping[VerdictLabel, int], *, name: str = "How many indicators have each status") -> Markup:
    """How many indicators have each status, in one row of boxes; a status that none has is left out."""
    cells = (
        Markup('<li><span class="cpc-count">{}</span><span class="cpc-of">{}<span>{}</span></span></li>').format(
            counts[label], shape(label), label
        )
        for label in VerdictLabel
        if counts.get(label)
    )
    return Markup('<ul class="cpc-counts" aria-label="{}">{}</ul>').format(text(name), joined(cells))
