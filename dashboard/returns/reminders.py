"""Draft e-mails to agencies that owe a return. They name offices and never a person, and nothing sends them."""

from __future__ import annotations

from datetime import date
from textwrap import fill

from dashboard.ledger import Kind, Submission
from dashboard.periods import day_in_jamaica, day_in_words
from dashboard.returns.model import Obligation, ReturnError, Standing
from dashboard.returns.standing import REPORTED

WIDTH = 72
"""Columns of a plain-text e-mail, so that quoting it breaks no line."""

_TOTALS_ONLY = (
    "Totals only: please send no name, birth date, TRN, telephone number or address of any person, in the workbook or "
    "beside it. A file with any of these is refused."
)


def reminder(obligation: Obligation, today: date, *, sent_back_because: str = "", width: int | None = WIDTH) -> str:
    """`Subject: …`, an empty line, and the body; for one agency and half-year.

    `width` None leaves each paragraph on one line, for a page or a program that breaks lines itself.
    ReturnError where nothing is owed: a return that is filed, accepted or adopted, or a half-year that is not over.
    """
    if obligation.standing in (*REPORTED, Standing.NOT_DUE):
        raise ReturnError(
            f"{obligation.agency_short} is owed no reminder for {obligation.period.code}: its return is "
            f"{obligation.standing}"
        )
    paragraphs = [
        _addressed_to(obligation.agency_name),
        _opening(obligation, sent_back_because),
        f"It asks for {_asked(obligation)}. {_when(obligation, today)}",
        (
            "How to send it: fill the Excel workbook for this half-year (ask us if you no longer have it); type 0 for "
            "none, “not available” where you have no figure, and leave nothing blank that you know. Have it signed "
            "off by the head of the agency, by post, on the sheet “Read me”. Send the file back as it is, as .xlsx. "
            "You get a receipt, or a copy with each problem marked at its cell."
        ),
        _TOTALS_ONLY,
        "TIP Secretariat",
    ]
    return _letter(_subject(obligation, today), paragraphs, width)


def sent_back_letter(returned: Submission, reason: str, *, width: int | None = WIDTH) -> str:
    """`Subject: …`, an empty line, and the body: tells an agency that its return was sent back, why, and how to go on.

    `width` as in `reminder`. ReturnError for what is no agency's return.
    """
    draft = returned.draft
    if draft.kind is not Kind.RETURN or draft.period is None:
        raise ReturnError(f"{returned.id} is not an agency's return; nobody is written to about it")
    filed = day_in_words(day_in_jamaica(returned.recorded_at))
    paragraphs = [
        _addressed_to(draft.source.publisher),
        (
            f"Your return for {draft.period.words}, filed on {filed} as {returned.id}, was sent back to be mended. "
            f"The reason: {reason.strip().rstrip('.')}."
        ),
        (
            "How to mend it: use the amendment workbook for this half-year (ask us if you do not have it). It opens "
            "with all that you sent, so nothing need be typed again; change what must change, have it signed off anew "
            "on the sheet “Read me”, and send the file back as .xlsx. Reasons that you gave for numbers that stay the "
            "same are kept."
        ),
        _TOTALS_ONLY,
        "TIP Secretariat",
    ]
    return _letter(f"Return on child trafficking, {draft.period.label}: sent back to be mended", paragraphs, width)


def _letter(subject: str, paragraphs: list[str], width: int | None) -> str:
    body = "\n\n".join(fill(paragraph, width) if width else paragraph for paragraph in paragraphs)
    return f"Subject: {subject}\n\n{body}\n"


def _addressed_to(agency: str) -> str:
    """Before the colon a name may stand as it is: some need an article, others have none."""
    return f"{agency}: to the head of the agency and the focal post"


def days_late(obligation: Obligation, today: date) -> int:
    """Days since the due day; 0 on it and before."""
    return max((today - obligation.due).days, 0)


def _subject(obligation: Obligation, today: date) -> str:
    late = days_late(obligation, today)
    standing = f"{_days(late)} late" if late else f"due {day_in_words(obligation.due)}"
    return f"Return on child trafficking, {obligation.period.label}: {obligation.agency_short}, {standing}"


def _opening(obligation: Obligation, sent_back_because: str) -> str:
    whose = f"Your return for {obligation.period.words}"
    match obligation.standing:
        case Standing.SENT_BACK:
            why = f" The reason: {sent_back_because.rstrip('.')}." if sent_back_because else ""
            return f"{whose} was sent back to be mended.{why}"
        case Standing.WITHDRAWN:
            return f"{whose} was withdrawn, and nothing has come in its place."
        case Standing.VOID | Standing.REPLACED:
            return f"{whose} can no longer be used and is needed again."
        case _:
            return f"{whose} has not reached us."


def _asked(obligation: Obligation) -> str:
    parts = [
        _counted(obligation.numbers, "number"),
        _counted(obligation.milestones, "milestone"),
        _counted(obligation.commitments, "commitment of the Implementation Plan"),
    ]
    *first, last = [part for part in parts if part] or ["a sign-off"]
    return f"{', '.join(first)} and {last}" if first else last


def _counted(count: int, noun: str) -> str:
    head, _, rest = noun.partition(" ")
    plural = head if count == 1 else f"{head}s"
    return f"{count} {plural} {rest}".rstrip() if count else ""


def _when(obligation: Obligation, today: date) -> str:
    late = days_late(obligation, today)
    if late:
        return f"It was due on {day_in_words(obligation.due)} and is {_days(late)} late."
    return f"It is due by {day_in_words(obligation.due)}."


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
