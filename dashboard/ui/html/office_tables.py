"""Tables of the office's pages: what is wrong in a workbook, a receipt's numbers, movements, decisions, posts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from dashboard.access import UNVERIFIED
from dashboard.periods import JAMAICA, day_in_words
from dashboard.returns import CellFinding, Change, Decision, ReceiptLine
from dashboard.ui.html.table import table
from dashboard.ui.html.text import joined, text


def findings_table(findings: Sequence[CellFinding], caption: str) -> Markup:
    """Each thing to mend: where, what was found, what may stand there, and how to put it right."""
    rows = [[_place(one.place), found_words(one.found), _typed(one.allowed), _typed(one.mend)] for one in findings]
    return table(caption, ["Where", "Found", "Allowed", "How to mend"], rows)


def found_words(found: str) -> str:
    """What was found, as it stands alone: the sentence of a finding says “found that the total …”."""
    return _typed(found.removeprefix("that "))


def receipt_table(lines: Sequence[ReceiptLine], caption: str) -> Markup:
    """Each number filed: where it stood, what it says, the page and the chapter where it appears from now on."""
    rows = [
        [
            _place(line.cell),
            line.label,
            line.value,
            new_window(line.page, f"Page {line.indicator}"),
            Markup('<span class="cpc-nowrap">{}</span>').format(line.report_section),
        ]
        for line in lines
    ]
    return table(caption, ["Where", "Number", "Says", "Appears on", "Annual report"], rows, numbers=(2,))


def changes_table(changes: Sequence[Change], caption: str, before: str) -> Markup:
    """Numbers beside those before them; `before` heads the column they are held against.

    Without it there is nothing to hold them against, and the numbers stand alone.
    """
    if not before:
        alone = [[_number_named(one), one.now, one.remark, _place(one.cell)] for one in changes]
        return table(caption, ["Number", "Says", "The agency's reason", "Where"], alone, numbers=(1,))
    rows = [
        [
            _number_named(one),
            one.before,
            one.now,
            _moved(one.moved),
            one.remark,
            _place(one.cell),
        ]
        for one in changes
    ]
    head = ["Number", before, "Now", "Moved", "The agency's reason", "Where"]
    return table(caption, head, rows, numbers=(1, 2, 3))


def _number_named(one: Change) -> Markup:
    return wide(joined([Markup("<strong>{}</strong>").format(one.indicator), one.label], " "))


def decisions_table(decisions: Sequence[Decision], caption: str) -> Markup:
    """The register: event, when, what of which submission, who, why, and whether it still holds."""
    rows = [
        [
            f"#{one.sequence}",
            Markup('<span class="cpc-nowrap">{}</span>').format(_moment(one)),
            joined([Markup("<strong>{}</strong>").format(_event(one)), _under(one.submission_id)]),
            joined([one.actor.removesuffix(f" {UNVERIFIED}"), _under(_checked(one.actor))]),
            joined([one.reason, _under(f"Reservation: {one.reservation}" if one.reservation else "")]),
            "as decided" if one.holds else Markup("<strong>void: the content was changed</strong>"),
        ]
        for one in decisions
    ]
    head = ["Event", "When", "What", "Who", "Reason", "Content"]
    return table(caption, head, rows)


def pairs(items: Mapping[str, object], name: str) -> Markup:
    """Names and what they are, one under another: `Signed by`, `Filed`, `Proof`. Empty ones are left out."""
    rows = (
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(text(key), text(value))
        for key, value in items.items()
        if value
    )
    return Markup('<dl class="cpc-pairs" aria-label="{}">{}</dl>').format(text(name), joined(rows))


def wide(words: object) -> Markup:
    """A name that is a sentence: on a narrow screen it keeps a line's width, and the table scrolls in its frame."""
    return Markup('<span class="cpc-wide">{}</span>').format(text(words))


def new_window(address: str, words: object) -> Markup:
    """A link inside the house that leaves this page as it is: a new load would end the role that was picked."""
    return Markup(
        '<a href="{}" target="_blank" rel="noopener" class="cpc-nowrap">{}'
        '<span class="cpc-unseen"> (opens in a new window)</span></a>'
    ).format(text(address), text(words))


def _place(place: str) -> Markup:
    return Markup('<span class="cpc-place">{}</span>').format(text(place))


def _typed(words: str) -> str:
    """What is to be typed stands in back ticks; on a page in quotation marks."""
    return re.sub("`([^`]*)`", r"“\1”", words)


def _moved(by: int | None) -> str:
    if by is None:
        return ""
    return f"+{by:,}" if by > 0 else f"−{-by:,}" if by else "0"


def _event(one: Decision) -> str:
    return one.type.replace("_", " ").capitalize()


def _checked(actor: str) -> str:
    return UNVERIFIED.strip("()") if actor.endswith(UNVERIFIED) else ""


def _moment(one: Decision) -> str:
    there = one.at.astimezone(JAMAICA)
    return f"{day_in_words(there.date())}, {there:%H:%M}"


def _under(words: str) -> Markup:
    return Markup('<span class="cpc-variant">{}</span>').format(text(words)) if words else Markup("")
