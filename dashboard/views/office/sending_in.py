"""A filled workbook comes in: at once a receipt, or what is to be mended and explained. Kept in memory only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard import returns, ui, workspace
from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue
from dashboard.periods import Period
from dashboard.returns import Answer, CellFinding, Ledger, Receipt, Severity
from dashboard.ui import html
from dashboard.views.office import words
from dashboard.views.office.words import in_jamaica, signed_words

_ANSWER = "answer_to_workbook"
"""Of the session: which upload was answered, and with what, so that a rerun does not read the workbook again."""

_TROUBLE = "place_not_remembered"
"""Of the session: what kept a receipt's place from being remembered, said once beside the receipt."""


def panel(ledger: Ledger, catalogue: Catalogue, who: Identity, period: Period) -> None:
    """The place to drop a workbook, and beneath it what came of the last one."""
    sent = st.file_uploader(
        f"The workbook for {period.words}, filled and signed off",
        type="xlsx",
        key=f"workbook_{who.role}_{who.agency}_{period.code}",  # another role or half-year starts empty
    )
    if sent is None:
        st.session_state.pop(_ANSWER, None)
        ui.show(
            html.note("Totals only: a workbook with a name, birth date, TRN, phone or address is refused, not kept.")
        )
        return

    def read(reasons: Mapping[str, str]) -> None:
        """Read it, file it if nothing stands in the way, and run the page anew on what is now in the ledger."""
        agency = who.agency if who.role is Role.FOCAL_PERSON else None
        found: Answer | str
        with st.spinner("Reading the workbook"):
            try:
                found = returns.answer(
                    ledger, catalogue, sent.getvalue(), who, agency=agency, period=period, reasons=reasons
                )
            except (returns.ReturnError, returns.RefusedFile) as error:
                found = str(error)
        if isinstance(found, Answer) and (receipt := found.receipt):
            done = f"receipt {receipt.submission_id}"
            if trouble := returns.remember_act(workspace.register_folder(), receipt.anchor, done):
                st.session_state[_TROUBLE] = trouble
        st.session_state[_ANSWER] = (sent.file_id, found)
        st.rerun()

    answered, found = st.session_state.get(_ANSWER, ("", None))
    if answered != sent.file_id:
        read({})
    elif isinstance(found, str):
        ui.show(html.refusal(f"The workbook was not taken. {found[:1].upper()}{found[1:]}"))
    elif found.receipt is not None:
        if trouble := st.session_state.pop(_TROUBLE, ""):
            ui.show(html.note(trouble))
        _show_receipt(found.receipt)
    else:
        _show_findings(found, sent, read)


def _show_receipt(receipt: Receipt) -> None:
    """Proof of what was filed, where each number appears from now on, and the same as text to keep."""
    known = returns.SENT_TWICE if receipt.was_known else ""
    ui.show(
        html.done(Markup("<strong>Receipt: the return of {} is filed.</strong>").format(receipt.agency_name), known)
    )
    moment = in_jamaica(receipt.recorded_at)
    ui.show(
        html.pairs(
            {
                "Return": receipt.submission_id,
                "Half-year": receipt.period.words,
                "Filed": f"{moment}, time in Jamaica",
                "Due": returns.late_in_words(receipt),
                "Signed by": signed_words(receipt.signed_by, receipt.signed_on),
                "Sent in by": receipt.actor,
                "Holds": returns.holds_in_words(receipt),
                "Totals": returns.numbers_in_words(receipt.numbers),
                "Replaces": returns.follows_in_words(receipt),
                "What is next": returns.WHAT_NEXT[receipt.standing],
                "Proof": receipt.proof,
                "Ledger": f"{receipt.anchor.short}: compare it later with the ledger to see that nothing was cut",
            },
            "Receipt",
        )
    )
    ui.download(
        "Download the receipt (text)",
        lambda: returns.receipt_text(receipt).encode(),
        f"receipt-{receipt.submission_id}.txt",
    )
    if receipt.numbers is not None and (blank := receipt.numbers.unanswered):
        ui.show(html.table("Numbers left blank: nobody takes them for zero", ["Where", "Number"], blank))
    if receipt.explained:
        rows = [(one.cell, one.says, html.found_words(one.found), one.reason) for one in receipt.explained]
        ui.show(html.table("What was unusual, and the reason given", ["Where", "Says", "Asked about", "Reason"], rows))
    if receipt.lines:
        ui.show(html.receipt_table(receipt.lines, "Where each number appears once it counts"))
    for caption, said in (
        ("Commitments of the Implementation Plan", receipt.commitments),
        ("Texts", receipt.narratives),
    ):
        if said:
            ui.show(html.table(caption, ["Where", "About", "Says"], [(one.cell, one.about, one.says) for one in said]))


def _show_findings(found: Answer, sent: UploadedFile, read: Callable[[Mapping[str, str]], None]) -> None:
    """What is to be mended in the workbook; and, once only questions are left, a box for each reason."""
    errors = [one for one in found.findings if one.severity is Severity.ERROR]
    questions = [one for one in found.findings if one.severity is Severity.WARNING]
    ui.show(html.refusal(words.what_stands_in_the_way(len(errors), len(questions))))
    ui.download(
        "Download your workbook with each place marked",
        lambda: found.marked,
        f"{sent.name.removesuffix('.xlsx')}-marked.xlsx",
    )
    if errors:
        ui.show(html.findings_table(errors, "To mend in the workbook; then send it in again"))
        if questions:
            ui.show(
                html.findings_table(
                    questions, "To explain: on the sheet Problems of the marked copy, or here afterwards"
                )
            )
    else:
        _ask_for_reasons(questions, read)


def _ask_for_reasons(questions: Sequence[CellFinding], read: Callable[[Mapping[str, str]], None]) -> None:
    """A box for each number that is unusual but may be right; the reasons are kept with the return."""
    ui.show(html.findings_table(questions, "To explain, if the number is right; else mend it in the workbook"))
    with st.form("reasons"):
        reasons = {
            f"{one.place} {one.code}": st.text_area(
                ui.as_text(f"Why is it right? {one.place}: {html.found_words(one.found)}"),
                one.reason,
                key=f"why_{one.place}_{one.code}",
            )
            for one in questions
        }
        ui.show(
            html.note(
                "A reason has at least ten letters and is kept with the return. Name no person and describe no case."
            )
        )
        if st.form_submit_button("Send again with these reasons", type="primary"):
            read({place: reason.strip() for place, reason in reasons.items() if reason.strip()})
