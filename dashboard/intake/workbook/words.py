"""The words of the workbook that are not the catalogue's: short, for somebody who has never seen it."""

from __future__ import annotations

from dashboard.catalogue import Agency
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
BLANK_RULE = "A blank number is an unanswered question: you will be asked about it."
NUMBER_RULE = "Type a whole number. None: 0. Else type: not available, or: not applicable."
MONEY_RULE = "Type an amount in J$, without signs or commas. Else type: not available, or: not applicable."
ONE_BODY_RULE = "Type 1 for yes, 0 for no. Else type: not available, or: not applicable."
OUT_OF_ITSELF = "Type 1: it is your own agency. If yes or no cannot be said, the same words as beside it."
ITSELF = (
    "Answer for your own agency only. Number: 1 for yes, 0 for no. Out of: 1. If it does not bind your agency, type in "
    "both: not applicable."
)
POINTS_RULE = "Type 0, 1, 2 or 3. Else type: not available, or: not applicable."
POINTS, RATED = "Points given, of {} possible", "Authorities rated (each 0 to 3 points)"
"""The heads of the two columns of a rating: its sum is no part of its “out of”, so it must not look like one."""
FIRST_TO_CONFIRM = (
    "Whom to count: count a child here only if your agency was the first to confirm it as a victim. A child that your "
    "agency found and another agency confirmed is counted by that agency."
)
ELSEWHERE = "Not here: a child first identified by others is counted under their own indicator, {}."
OVERLAP = (
    "Whom or what to count: count what your agency has on record. What two agencies counted is taken off later by the "
    "Secretariat."
)
DEFINED_ABOVE = "The definition stands above the table."
NO_ROUND = "If no survey round was held in this half-year, type: not applicable."
NO_NAMES = "Never write a name, date of birth, TRN, phone number, e-mail or street address."

HINTS = {
    "topic": "Fill the framed yellow cells: a number (0 for none), or: not available, or: not applicable. "
    "Grey is what was reported last period.",
    MILESTONES: "One row a step; answer each again, also where nothing has changed. A step that was reached needs its "
    "day, and what proves it: a document, a minute, a web address. If only the month is known, type its first day and "
    "say so under Evidence.",
    COMMITMENTS: "One row a role that the Plan gives your agency; answer each again, also where nothing has changed. "
    "Choose where it stands at the end of the half-year, and say what proves it: Done needs evidence.",
    NARRATIVE: "What a reader of the numbers must know: what changed, and why. " + NO_NAMES,
    "partner": "One row an activity that partners support. Fill those that your organisation supports, also "
    "where nothing has changed; leave the others blank. Done needs evidence.",
    "lists": "For reading only: the answers that the drop-down lists offer.",
}


SEND_TO = "Trafficking in Persons Secretariat"
MDA = "a ministry, department or agency of the Government"
MAY_BE_TYPED = {
    "Number": "0, 1, 2, 3 … or: not available, or: not applicable. No text such as “6?”, “N/A” or “about 5”; no "
    "formula.",
    "List": "One of the answers of the drop-down list; they also stand on the sheet Lists.",
    "Date": "Year, month and day, as 2021-10-05.",
    "Text": "A few sentences. A child, a family or a place that could point to one must not be recognisable.",
}
NEVER = (
    "Names of persons, dates of birth, TRN or other identity numbers, phone numbers, e-mail addresses, street "
    "addresses: in no cell and no note. A workbook with a phone number, e-mail address, TRN or date of birth is "
    "refused and nothing of it is kept. What looks like a name or a street address comes back to you with a question. "
    "Leave them out of the file’s name too."
)


def purpose(agency: Agency, period: Period, indicators: int) -> str:
    """What the workbook is for, in three sentences; `indicators` is how many the agency is asked about."""
    about = f"{indicators} {'indicator' if indicators == 1 else 'indicators'}" if indicators else "the activities"
    return (
        f"With this workbook {agency.name} reports on {period.words} for {about} of the Child Protection Compact "
        "Partnership. The Secretariat checks it, and the National Rapporteur uses it in the annual report to "
        "Parliament. It holds no word about any one person."
    )


def steps(period: Period, *, numbers: bool, pairs: bool, confirmed: bool, sheets: str) -> tuple[str, ...]:
    """The steps that this workbook needs, in the order in which they are taken.

    `pairs`: some number has an “Out of”; `confirmed`: some table has a Yes; `sheets`: the sheets without numbers.
    """
    said = [
        "Go through the sheets from left to right. Only the framed yellow cells can be filled. Click on one: a note "
        "says what belongs there."
    ]
    if numbers:
        said.append(
            "Numbers: count what your agency has on record for the half-year. Type a whole number. If you have looked "
            "and there was none, type 0. If you cannot say, type: not available. If it does not arise for your agency, "
            f"type: not applicable. {BLANK_RULE}"
        )
    if pairs:
        said.append("Beside “Out of”, fill both cells. If one of a pair is not known, write not available in both.")
    if confirmed:
        said.append(
            f"Tables with many zeros: fill the cells that are not zero, then choose Yes beside “{CONFIRM}”. Each table "
            "has its own Yes. The sum under a table should equal the total above it; both turn red while they differ."
        )
    return (
        *said,
        f"{sheets}: say it in a few words, with what proves it. You may leave a row blank if there is nothing to say.",
        "Have the head of the agency check it and fill the sign-off above. Save as .xlsx and send it to the "
        f"{SEND_TO} by {day_in_words(return_due(period))}.",
        "You get a receipt; or this workbook back with a note at each cell that must be mended. Questions come back on "
        "the sheet Problems: write the reason in its yellow cell and send the file again.",
        "To change a return that you have sent, ask the Secretariat for a workbook filled with what you sent; change "
        "it and sign again.",
    )
