"""The words of the workbook that are not the catalogue's: short, for somebody who has never seen it."""

from __future__ import annotations

from dashboard.catalogue import Agency, Catalogue
from dashboard.periods import Period, day_in_words, return_due

TOPICS = {
    1: "Mandate and report",
    2: "Research",
    3: "Identify and refer",
    4: "Care and shelter",
    5: "Investigate and prosecute",
    6: "Child-sensitive justice",
    7: "Prevention",
    8: "Plan and resources",
    9: "Data quality",
    10: "Rights of victims",
    11: "Recommendations",
    12: "Scorecard",
}
"""Chapters of the annual report, short enough for the tab of a sheet (31 characters with `Ch 12 `)."""

MILESTONES, COMMITMENTS, NARRATIVE = "Milestones", "Commitments", "Narrative"

OUTCOMES = (("reached", "Reached"), ("not_reached", "Not reached"), ("not_known", "Not known"))
YES = (("yes", "Yes"),)

CONFIRM = "All remaining cells are confirmed zero"
CONFIRM_PROMPT = (
    "Choose Yes only after you have looked: every cell of this table that is still blank is then recorded as zero. "
    "Without Yes a blank means that nothing was answered. It never means zero."
)
LAST = "Last period"
NUMBER_RULE = "Type a whole number. None: 0. Else type: not available, or: not applicable."
MONEY_RULE = "Type an amount in J$, without signs or commas. Else type: not available, or: not applicable."
ONE_BODY_RULE = "Type 1 for yes or 0 for no. Else type: not available, or: not applicable."
ITSELF = (
    "Answer for your own agency only: 1 for yes, 0 for no, out of 1. If it does not bind your agency: not applicable."
)
NO_ROUND = "If no survey round was held in this half-year, type: not applicable."
NO_NAMES = "Never write a name, date of birth, TRN, phone number, address or e-mail."

HINTS = {
    "topic": "Fill the framed yellow cells: a number (0 for none), or: not available, or: not applicable. "
    "Grey is what was reported last period.",
    MILESTONES: "One row a step. Choose the outcome. A step that was reached needs its day, and what proves it: a "
    "document, a minute, the address of a page.",
    COMMITMENTS: "One row a commitment of the Plan. Choose where it stands at the end of the half-year, and say what "
    "proves it: Done needs evidence.",
    NARRATIVE: "What a reader of the numbers must know: what changed, and why. " + NO_NAMES,
    "partner": "One row an activity that partners support. Fill those that your organisation supports; leave "
    "the others blank. Done needs evidence.",
    "lists": "For reading only: the answers that the drop-down lists offer.",
}


def purpose(catalogue: Catalogue, agency: Agency, period: Period) -> str:
    """What the workbook is for, in three sentences."""
    return (
        f"With this workbook {agency.name} reports on {period.words} for the {len(catalogue.indicators)} indicators "
        "of the Child Protection Compact Partnership. The Secretariat checks it, and the National Rapporteur uses it "
        "in the annual report to Parliament. It holds counts, never anything about one person."
    )


def steps(period: Period) -> tuple[str, ...]:
    """The five steps, in the order in which they are taken."""
    return (
        "Go through the sheets from left to right. Only the framed yellow cells can be filled. Click on one: a note "
        "says what belongs there. Count only what your own agency has on record for the half-year.",
        "Numbers: type a whole number. If you have looked and there was none, type 0. If you cannot say, type: not "
        "available. If it does not arise for your agency, type: not applicable. Beside “Out of”, fill both cells. "
        "Never leave a cell blank to mean zero.",
        f"Tables with many zeros: fill the cells that are not zero, then choose Yes beside “{CONFIRM}”. Each table has "
        "its own Yes. The sum under a table should equal the total above it; both turn red while they differ.",
        "Milestones, Commitments and Narrative, where you have them: choose from the list and say in a few words what "
        "proves it. You may leave a row blank if there is nothing to say.",
        "Have the head of the agency check it. Fill the sign-off below. Save as .xlsx under any name and send it to "
        f"the Trafficking in Persons Secretariat by {day_in_words(return_due(period))}. You get a receipt; or, if "
        "something must be mended, this workbook back with a note at each cell.",
    )


MAY_BE_TYPED = (
    (
        "Number",
        "0, 1, 2, 3 … or: not available, or: not applicable. No text such as “6?”, “N/A” or “about 5”; no formula.",
    ),
    ("List", "One of the answers of the drop-down list; they also stand on the sheet Lists."),
    ("Date", "Year, month and day, as 2021-10-05."),
    ("Text", "A few sentences. A child, a family or a place that could point to one must not be recognisable."),
)
NEVER = (
    "Names of persons, dates of birth, TRN or other identity numbers, phone numbers, addresses, e-mail addresses: not "
    "in a cell, not in a note, not in the file's name. A workbook that holds any of them is refused and nothing of it "
    "is kept."
)
