"""The receipt: proof for the agency of what was filed, and where each number will be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from dashboard.access import UNVERIFIED
from dashboard.catalogue import Catalogue
from dashboard.intake.workbook import Counts
from dashboard.ledger import Ledger, Submission, SubmissionDraft
from dashboard.periods import JAMAICA, day_in_words
from dashboard.returns.model import Receipt, ReceiptLine, ReturnError, Standing
from dashboard.returns.standing import find, standing_of
from dashboard.returns.words import label_of, value_of

WIDTH = 80
"""Columns: a page of text that any printer and any mail program shows unbroken."""

NOT_PROVED = (
    "Not verified: whoever was at the keyboard chose the role. That a second person accepts or adopts this return "
    "cannot be proved then."
)
PROVED = "The person was verified when signing in. Nobody may accept what he or she has filed."

WHAT_NEXT = {
    Standing.SUBMITTED: "Filed. It counts once the TIP Secretariat has accepted it.",
    Standing.SENT_BACK: "SENT BACK: it does not count. Mend it and send it again.",
    Standing.ACCEPTED: "Accepted by the TIP Secretariat.",
    Standing.ADOPTED: "Accepted by the TIP Secretariat and adopted by the National Rapporteur.",
    Standing.WITHDRAWN: "WITHDRAWN: it does not count.",
    Standing.REPLACED: "REPLACED by a later return: it no longer counts.",
    Standing.VOID: "VOID: its content is no longer what was decided on. Tell the TIP Secretariat at once.",
}


def receipt_of(ledger: Ledger, catalogue: Catalogue, submission_id: str) -> Receipt:
    """The receipt of a return filed before, written again. ReturnError if the ledger holds no such return."""
    return make_receipt(ledger, catalogue, find(ledger.submissions(), submission_id), counts=None, was_known=True)


def make_receipt(
    ledger: Ledger, catalogue: Catalogue, submission: Submission, *, counts: Counts | None, was_known: bool
) -> Receipt:
    """The receipt of one submission; its anchor is the event that filed it, so that every receipt of it says the same.

    ReturnError if it is not an agency's return.
    """
    draft, decisions = submission.draft, ledger.decisions()
    if draft.period is None or not draft.agency:
        raise ReturnError(f"{submission.id} is not an agency's return and has no receipt")
    actor = next(one.actor for one in decisions if one.sequence == submission.sequence)
    return Receipt(
        submission_id=submission.id,
        agency=draft.agency,
        agency_name=draft.source.publisher,
        period=draft.period,
        recorded_at=submission.recorded_at,
        standing=standing_of(submission),
        signed_by=draft.signed_by,
        signed_on=draft.signed_on,
        actor=actor,
        proof=proof_of(actor),
        counts=counts,
        lines=tuple(_lines(draft, catalogue)),
        remarks=tuple((remark.locator, remark.reason) for remark in draft.remarks),
        anchor=ledger.anchor(submission.sequence),
        file_sha256=draft.file_sha256,
        was_known=was_known,
    )


def proof_of(actor: str) -> str:
    """What is proved of the person behind an entry in the log, and of there being a second one."""
    return NOT_PROVED if actor.endswith(UNVERIFIED) else PROVED


def page_of(indicator: str) -> str:
    """The address of an indicator's page beneath the dashboard's."""
    return f"indicator?indicator={indicator}"


def _lines(draft: SubmissionDraft, catalogue: Catalogue) -> Iterator[ReceiptLine]:
    """A line for each number and each rung, on each page it appears: an indicator may be printed twice in the Plan."""
    for indicator in catalogue.indicators:
        its_own = indicator.alias_of or indicator.id
        page, section = page_of(indicator.id), f"Chapter {indicator.report_chapter}"
        for one in draft.observations:
            if one.indicator == its_own:
                label = label_of(catalogue, one.indicator, one.component, one.dimensions)
                yield ReceiptLine(one.locator, indicator.id, label, value_of(one), page, section)
        stages = {stage.id: stage.label for stage in indicator.stages}
        for rung in draft.milestones:
            if rung.indicator == its_own:
                label, said = stages.get(rung.stage or "", rung.text), rung.outcome.replace("_", " ")
                yield ReceiptLine(rung.locator, indicator.id, label, said, page, section)


def receipt_text(receipt: Receipt) -> str:
    """A page to keep: plain text in 80 columns."""
    return "\n".join([*_head(receipt), *_numbers(receipt.lines), *_reasons(receipt.remarks), *_foot(receipt)]) + "\n"


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
    yield from _wrapped(f"{receipt.signed_by}{signed}", "Signed by")
    yield from _wrapped(receipt.actor, "Sent in by")
    yield from _wrapped(receipt.proof, "")
    yield from _wrapped(WHAT_NEXT[receipt.standing], "Standing")
    if receipt.was_known:
        yield from _wrapped("This very file was filed before; it was not filed twice.", "")
    if receipt.counts is not None:
        counts = receipt.counts
        yield from _wrapped(f"{counts.cells} to fill: {counts.accepted} accepted, {counts.blank} left blank", "Cells")
    yield ""
    yield f"Ledger      {receipt.anchor.short}"
    yield "File        sha256"
    yield f"            {receipt.file_sha256}"


def _numbers(lines: Sequence[ReceiptLine]) -> Iterator[str]:
    yield ""
    yield "WHERE EACH NUMBER APPEARS"
    yield "-" * WIDTH
    if not lines:
        yield "This return holds no number and no milestone."
    for (indicator, page, section), group in groupby(
        lines, lambda line: (line.indicator, line.page, line.report_section)
    ):
        yield ""
        yield f"{indicator}: page {page}; {section} of the annual report"
        for line in group:
            yield from wrap(
                f"{line.cell}  {line.label}: {line.value}", WIDTH, initial_indent="  ", subsequent_indent="      "
            )


def _reasons(remarks: Iterable[tuple[str, str]]) -> Iterator[str]:
    given = list(remarks)
    if given:
        yield ""
        yield "REASONS GIVEN FOR UNUSUAL NUMBERS"
        yield "-" * WIDTH
        for cell, reason in given:
            yield from wrap(f"{cell}  {reason}", WIDTH, initial_indent="  ", subsequent_indent="      ")


def _foot(receipt: Receipt) -> Iterator[str]:
    yield ""
    yield "-" * WIDTH
    yield from _wrapped(
        "Keep this receipt. What is public is decided figure by figure: a small number of children may be withheld on "
        f"the page and in the report. The line {receipt.anchor.short} shows later whether the ledger was cut or "
        "rewritten since."
    )


def _wrapped(text: str, name: str | None = None) -> list[str]:
    """Lines of a paragraph; with a name, in the column beside it."""
    if name is None:
        return wrap(text, WIDTH)
    return wrap(text, WIDTH, initial_indent=f"{name:<12}", subsequent_indent=" " * 12)
