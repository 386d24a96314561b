"""The sheets beside the numbers: milestones, commitments, narrative."""

from __future__ import annotations

from typing import get_args

from dashboard.catalogue import Catalogue, CommitmentStatus
from dashboard.intake.workbook import words
from dashboard.intake.workbook.asked import Owed
from dashboard.intake.workbook.laying_out_page import Page, prompt_of
from dashboard.intake.workbook.layout import CommitmentKey, Entry, Look, NarrativeKey, Sheet, StageKey
from dashboard.periods import day_in_words

STATUSES = tuple(
    (code, code.replace("_", " ").capitalize()) for code in get_args(CommitmentStatus) if code != "not_reported"
)
"""What an agency can say of a commitment; saying nothing is `not_reported`."""

_MILESTONE_WIDTHS = (48, 15, 15, 68)
_COMMITMENT_WIDTHS = (16, 62, 16, 52)
_NARRATIVE_WIDTHS = (44, 102)


def milestones(catalogue: Catalogue, owed: Owed) -> Sheet:
    """One row a rung of every ladder that the agency owns."""
    page = _page(catalogue, owed, words.MILESTONES, _MILESTONE_WIDTHS)
    page.row += 1
    frozen = page.row
    for indicator in (catalogue.indicator(one) for one in dict.fromkeys(one for one, _ in owed.stages)):
        block, title = f"{indicator.id}/stages", f"{indicator.id}  {indicator.short}"
        page.line(title, Look.HEADING)
        page.paragraph(f"In the Plan: “{indicator.wording}”", Look.WORDING)
        page.columns(("Step", "Outcome", "Day", "Evidence"))
        inputs = []
        for stage in indicator.stages:
            page.label(1, stage.label, Look.ROW)
            outcome, on, evidence = (StageKey(indicator.id, stage.id, name) for name in ("outcome", "on", "evidence"))
            named = f"{indicator.id} {stage.label}"
            reached = f"{stage.label}: had this been reached by {day_in_words(owed.period.end)}?"
            inputs += [
                page.entry(
                    2, outcome, Entry.CHOICE, block, f"{named}, outcome", prompt_of(reached), choices=words.OUTCOMES
                ),
                page.entry(
                    3,
                    on,
                    Entry.DATE,
                    block,
                    f"{named}, day",
                    "The day it was reached, as 2021-10-05; if only the month is known, its first day. "
                    "Blank if it was not reached.",
                ),
                page.entry(
                    4,
                    evidence,
                    Entry.TEXT,
                    block,
                    f"{named}, evidence",
                    prompt_of("What proves it: a document, minute, Gazette or web address.", words.NO_NAMES),
                ),
            ]
            page.row += 1
        page.block(block, title, inputs, indicator=indicator.id)
        page.row += 1
    page.row -= 1
    return page.sheet(frozen=frozen)


def commitments(catalogue: Catalogue, owed: Owed) -> Sheet:
    """One row a commitment, in the Plan's order."""
    partner = catalogue.agency(owed.agency).kind == "partner"
    page = _page(catalogue, owed, words.COMMITMENTS, _COMMITMENT_WIDTHS, hint="partner" if partner else "")
    page.columns(("Role", "What the Plan says", "Where it stands", "Evidence"))
    frozen = page.row
    asked = {
        commitment.id: commitment
        for activity in catalogue.activities
        for commitment in activity.commitments
        if commitment.id in owed.commitments
    }
    inputs = []
    for identifier in owed.commitments:
        commitment = asked[identifier]
        named = f"Plan role {commitment.label}"  # not 2.5a alone: that is an indicator too
        page.label(1, named, Look.ROW)
        page.label(2, commitment.wording, Look.WORDING)
        where = f"Where this stood on {day_in_words(owed.period.end)}."
        inputs += [
            page.entry(
                3,
                CommitmentKey(identifier, "status"),
                Entry.CHOICE,
                "commitments",
                f"{named}, status",
                prompt_of(where, "Blank means: not reported."),
                choices=STATUSES,
            ),
            page.entry(
                4,
                CommitmentKey(identifier, "evidence"),
                Entry.TEXT,
                "commitments",
                f"{named}, evidence",
                prompt_of("What proves it: a document, minute, budget line or web address.", words.NO_NAMES),
            ),
        ]
        page.row += 1
    page.block("commitments", words.COMMITMENTS, inputs)
    return page.sheet(frozen=frozen)


def narrative(catalogue: Catalogue, owed: Owed) -> Sheet:
    """One text on the half-year, and one on each indicator asked."""
    page = _page(catalogue, owed, words.NARRATIVE, _NARRATIVE_WIDTHS)
    page.columns(("About", "Your text"))
    frozen = page.row
    named = [("", "The half-year as a whole")]
    of_owner = {indicator for indicator, _ in owed.stages}
    numbered = {key.indicator for key in owed.numbers}
    named += [(one.id, f"{one.id}  {one.short}") for one in catalogue.indicators if one.id in numbered | of_owner]
    inputs = []
    for identifier, title in named:
        page.label(1, title, Look.ROW)
        prompt = prompt_of("What changed and why, in a few sentences.", words.NO_NAMES)
        inputs.append(page.entry(2, NarrativeKey(identifier), Entry.TEXT, "narrative", f"{title}, text", prompt))
        page.row += 1
    page.block("narrative", words.NARRATIVE, inputs)
    return page.sheet(frozen=frozen)


def _page(catalogue: Catalogue, owed: Owed, name: str, widths: tuple[int, ...], hint: str = "") -> Page:
    title = f"{name} · {catalogue.agency(owed.agency).short} · {owed.period.words}"
    return Page(name, widths, title, words.HINTS[hint or name])
