"""A receipt as a page of plain text: for the agency to keep, and for the office to read a return by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from dashboard.intake.workbook import NumbersAnswered
from dashboard.intake.workbook.words import MILESTONES
from dashboard.periods import JAMAICA, day_in_words
from dashboard.returns.model import Explained, Receipt, ReceiptLine, Standing, Statement

WIDTH = 80
"""Columns: a page of text that any printer and any mail program shows unbroken."""

WHAT_NEXT = {
    Standing.SUBMITTED: "Filed. It counts once the TIP Secretariat has accepted it.",
    Standing.SENT_BACK: "SENT BACK: it does not count. Mend it and send it again.",
    Standing.ACCEPTED: "Accepted by the TIP Secretariat.",
    Standing.ADOPTED: "Accepted by the TIP Secretariat and adopted by the National Rapporteur.",
    Standing.WITHDRAWN: "WITHDRAWN: it does not count.",
    Standing.REPLACED: "REPLACED by a later return: it no longer counts.",
    Standing.VOID: "VOID: its content is no longer what was decided on. Tell the TIP Secretariat at once.",
}

SENT_TWICE = "This very file was filed before; it was not filed twice."


def receipt_text(receipt: Receipt) -> str:
    """A page to keep: plain text in 80 columns."""
    parts = (
        [receipt.watermark, ""] if receipt.watermark else [],
        _head(receipt),
        _numbers(receipt.lines),
        _statements("COMMITMENTS OF THE IMPLEMENTATION PLAN", receipt.commitments),
        _statements("TEXTS", receipt.narratives),
        _reasons(receipt.explained),
        _foot(receipt),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def holds_in_words(receipt: Receipt) -> str:
    """`104 numbers, 3 milestones, 6 commitments and 2 texts`: what the return says, whoever sent it."""
    cells = {line.cell for line in receipt.lines}  # each once, under however many indicators it is printed
    milestones = sum(cell.startswith(f"{MILESTONES}!") for cell in cells)
    counted = [
        (len(cells) - milestones, "number"),
        (milestones, "milestone"),
        (len(receipt.commitments), "commitment"),
        (len(receipt.narratives), "text"),
    ]
    said = [f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counted if count]
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1]))) if said else "a sign-off and nothing else"


def numbers_in_words(numbers: NumbersAnswered | None) -> str:
    """`110 asked: 104 answered, 6 left blank`; "" where it is not known or no number is asked."""
    if numbers is None or not numbers.asked:
        return ""
    return f"{numbers.asked} asked: {numbers.answered} answered, {len(numbers.unanswered)} left blank"


def follows_in_words(receipt: Receipt) -> str:
    """What this revision does to the one before it; "" for the first."""
    if not receipt.follows:
        return ""
    match receipt.standing:
        case Standing.SUBMITTED:
            return f"{receipt.follows}, once the TIP Secretariat has accepted this one"
        case Standing.ACCEPTED | Standing.ADOPTED:
            return receipt.follows
        case _:
            return f"{receipt.follows}, if it had been accepted"


def _head(receipt: Receipt) -> Iterator[str]:
    moment = receipt.recorded_at.astimezone(JAMAICA)
    signed = f" on {day_in_words(receipt.signed_on)}" if receipt.signed_on else ""
    yield "RECEIPT FOR A RETURN"
    yield "=" * WIDTH
    yield from _wrapped(receipt.agency_name)
    yield f"{receipt.period.words} ({receipt.period.code})"
    yield ""
    yield f"Return      {receipt.submission_id}"
    yield f"Filed       {day_in_words(moment.date())} at {moment:%H:%M}, time in Jamaica"
    yield from _wrapped(late_in_words(receipt), "Due")
    yield from _wrapped(f"{receipt.signed_by}{signed}", "Signed by")
    yield from _wrapped(receipt.actor, "Sent in by")
    yield from _wrapped(receipt.proof, "")
    yield from _wrapped(WHAT_NEXT[receipt.standing], "Standing")
    if receipt.follows:
        yield from _wrapped(follows_in_words(receipt), "Replaces")
    if receipt.was_known:
        yield from _wrapped(SENT_TWICE, "")
    yield from _wrapped(holds_in_words(receipt), "Holds")
    if receipt.numbers is not None and (said := numbers_in_words(receipt.numbers)):
        yield from _wrapped(f"{said}{':' if receipt.numbers.unanswered else ''}", "Totals")
        for place, label in receipt.numbers.unanswered:
            yield from wrap(f"{label} ({place})", WIDTH, initial_indent=" " * 14, subsequent_indent=" " * 16)
    yield ""
    yield f"Ledger      {receipt.anchor.short}"
    yield "File        sha256"
    yield f"            {receipt.file_sha256}"


def late_in_words(receipt: Receipt) -> str:
    """`30 October 2021; late by 9 days`: a return that was on time and sent back is not late for it."""
    due = day_in_words(receipt.due)
    if not receipt.late:
        return f"{due}; on time"
    first = ", by its first revision" if receipt.follows else ""
    return f"{due}; late by {receipt.late} {'day' if receipt.late == 1 else 'days'}{first}"


def _numbers(lines: Sequence[ReceiptLine]) -> Iterator[str]:
    if not lines:
        return
    yield from _title("WHERE EACH NUMBER APPEARS")
    of = groupby(lines, lambda line: (line.indicator, line.page, line.report_section))
    for (indicator, page, section), group in of:
        yield ""
        yield from wrap(f"{indicator}  page: Indicators › {indicator} ({page}); {section} of the annual report", WIDTH)
        for table, rows in groupby(group, lambda line: line.table):
            if table:
                yield from _indented(table)
            for line in rows:
                yield from _indented(f"{line.cell}  {line.category or line.label}: {line.value}", 4 if table else 2)


def _statements(title: str, statements: Sequence[Statement]) -> Iterator[str]:
    if statements:
        yield from _title(title)
    for one in statements:
        yield from _indented(f"{one.cell}  {one.about}")
        yield from _indented(one.says, 6)


def _reasons(explained: Sequence[Explained]) -> Iterator[str]:
    if explained:
        yield from _title("WHAT WAS UNUSUAL, AND THE REASON GIVEN")
    for one in explained:
        yield from _indented(f"{one.cell}  {one.says}".rstrip())
        yield from _indented(f"Asked about: {one.found}", 6)
        yield from _indented(f"Reason: {one.reason}", 6)


def _title(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield "-" * WIDTH


def _foot(receipt: Receipt) -> Iterator[str]:
    yield ""
    yield "-" * WIDTH
    yield from _wrapped(
        "Keep this receipt. What is public is decided figure by figure: a small number of children may be withheld on "
        f"the page and in the report. The line {receipt.anchor.short} shows later whether the ledger was cut or "
        "rewritten since."
    )


def _indented(text: str, columns: int = 2) -> list[str]:
    return wrap(text, WIDTH, initial_indent=" " * columns, subsequent_indent=" " * max(columns, 6))


def _wrapped(text: str, name: str | None = None) -> list[str]:
    """Lines of a paragraph; with a name, in the column beside it."""
    if name is None:
        return wrap(text, WIDTH)
    return wrap(text, WIDTH, initial_indent=f"{name:<12}", subsequent_indent=" " * 12)
