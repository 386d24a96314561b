"""Boxes: the commitment as signed, what stands where nothing is known, the ladder of a milestone, the watermark."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard.periods import day_in_words
from dashboard.progress import VerdictLabel
from dashboard.release import StageState
from dashboard.ui.html.status import shape
from dashboard.ui.html.text import cite, joined, text

_REACHED = {
    "reached": ("reached", VerdictLabel.DONE),
    "passed": ("passed", VerdictLabel.DONE),
    "not_reached": ("not reached", VerdictLabel.OVERDUE),
    "unknown": ("not known", VerdictLabel.TOO_FEW),
}


def quote(wording: str, heading: str = "The commitment, as signed") -> Markup:
    """Words of the Implementation Plan, between quotation marks and unchanged."""
    return Markup(
        '<div class="cpc-quote"><div class="cpc-quote-head">{}</div><blockquote>“{}”</blockquote></div>'
    ).format(text(heading), text(wording))


def empty(sentence: str) -> Markup:
    """What is said where nothing can be drawn: `No public figure. Owner: CPFSA.`"""
    return Markup('<div class="cpc-empty">{}</div>').format(text(sentence))


def watermark(words: str) -> Markup:
    """The banner of a data set that is not the real one; nothing where there is no watermark."""
    return Markup('<div class="cpc-watermark" role="note">{}</div>').format(text(words)) if words else Markup("")


def ladder(stages: Sequence[StageState], name: str) -> Markup:
    """The rungs of a milestone in order: whether each is reached, when, until when it was due, and who says so."""
    return Markup('<ol class="cpc-ladder" aria-label="{}">{}</ol>').format(
        text(name), joined(_rung(stage) for stage in stages)
    )


def _rung(stage: StageState) -> Markup:
    words, sign = _REACHED[stage.state]
    when = f"{words}, {stage.when}" if stage.when else words
    due = f"due {day_in_words(stage.due)}" if stage.due else ""
    evidence = cite([fact.citation for fact in stage.evidence])
    return Markup('<li class="cpc-{}">{}<span class="cpc-rung">{}</span><span class="cpc-note">{}</span></li>').format(
        stage.state.replace("_", "-"), shape(sign), text(stage.label), joined([when, due, evidence], " · ")
    )
