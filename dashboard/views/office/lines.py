"""What a return says beside its numbers; and the two lines that change a national figure without a new return."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from dashboard import returns, ui, workspace
from dashboard.access import Identity
from dashboard.catalogue import Catalogue
from dashboard.returns import Adjustment, Correction, Kind, Ledger, Standing, Submission
from dashboard.ui import html
from dashboard.views.office import candidates, frame

_SAID = "said_of_line"
"""Of the session: what came of the last line that was filed, shown once on the page that then opens."""


def tables(one: Submission, catalogue: Catalogue) -> None:
    """Milestones, commitments and narrative of a return, or the lines of an adjustment or correction."""
    draft = one.draft
    if draft.milestones:
        rows = [
            [
                html.wide(candidates.stage_named(each, catalogue)),
                each.outcome.replace("_", " "),
                candidates.when(each),
                each.text,
            ]
            for each in draft.milestones
        ]
        ui.h2("Milestones")
        ui.show(html.table("Steps as the agency reports them", ["Step", "Outcome", "When", "Evidence"], rows))
    if draft.commitments:
        rows = [
            [html.wide(candidates.commitment_named(each, catalogue)), each.status.replace("_", " "), each.evidence]
            for each in draft.commitments
        ]
        ui.h2("Commitments")
        ui.show(html.table("Commitments as the agency reports them", ["Commitment", "Status", "Evidence"], rows))
    if draft.narratives:
        ui.h2("Narrative")
        ui.show(*(html.quote(each.text, candidates.narrative_of(each, catalogue)) for each in draft.narratives))
    if draft.adjustments:
        rows = [
            [
                returns.label_of(catalogue, each.indicator, each.component, each.dimensions),
                f"{each.numerator:f}".replace("-", "−"),
                ", ".join(catalogue.agency(code).short for code in each.agencies),
                each.reason,
            ]
            for each in draft.adjustments
        ]
        ui.h2("What is taken off")
        ui.show(html.table("Counted twice", ["Number", "Amount", "Agencies", "Reason"], rows, numbers=(1,)))
    if draft.corrections:
        rows = [
            [each.submission_id, each.locator, each.expect, each.becomes, each.reason] for each in draft.corrections
        ]
        ui.h2("What is corrected")
        ui.show(html.table("Numbers put right", ["Return", "Where", "Says", "Is to say", "Reason"], rows))


def forms(
    ledger: Ledger,
    catalogue: Catalogue,
    who: Identity,
    one: Submission,
    standing: Standing,
    submissions: tuple[Submission, ...],
    mark: str,
) -> None:
    """Correct a number of this return, or take off what another agency counted too; each waits for a second person.

    `mark` names the return and its last event in every key: what was typed before a change is not filed after it.
    """
    decided, sentence, refused = st.session_state.pop(_SAID, ("", "", False))
    if decided == one.id:
        ui.show(html.refusal(sentence) if refused else html.done(sentence))
    if one.draft.kind is not Kind.RETURN or standing not in (Standing.ACCEPTED, Standing.ADOPTED):
        return
    ui.h2("Change a figure without a new return")
    ui.show(html.note("Neither overwrites what the agency said. Each counts once a second person has accepted it."))
    cells = candidates.correctable(one, catalogue)
    with st.expander("Correct one number"), st.form(f"correct_{mark}", border=False):
        cell = st.selectbox("Number", list(cells), format_func=lambda key: cells[key].label)
        becomes = st.text_input("It is to say (a whole number, not available or not applicable)")
        reason = st.text_area("Reason: how is it known?", key=f"why_correct_{mark}")
        if st.form_submit_button("File the correction", key=f"file_correct_{mark}"):
            line = Correction(one.id, cells[cell].locator, cells[cell].part, cells[cell].says, becomes.strip(), reason)
            _file(ledger, one, lambda: returns.correct(ledger, catalogue, who, line, frame.today()))
    shared = candidates.shared(one, submissions, catalogue)
    if not shared:
        ui.show(html.note("No other accepted return holds a number that this one holds, so nothing can be taken off."))
        return
    with st.expander("Take off what several agencies counted"), st.form(f"adjust_{mark}", border=False):
        key = st.selectbox("Number that both hold", list(shared), format_func=lambda label: label)
        agencies = st.multiselect(
            "Agencies that counted the same",
            shared[key].agencies,
            shared[key].agencies,
            format_func=lambda code: catalogue.agency(code).short,
        )
        amount = st.number_input("How many to take off", min_value=1, value=1, step=1)
        reason = st.text_area(
            "Reason: what was counted twice, and how is it known? Name nobody", key=f"why_adjust_{mark}"
        )
        if st.form_submit_button("File the adjustment", key=f"file_adjust_{mark}"):
            held = shared[key].observation
            adjustment = Adjustment(
                indicator=held.indicator,
                component=held.component,
                period=held.period,
                dimensions=held.dimensions,
                numerator=-Decimal(amount),
                denominator=Decimal(0),
                agencies=tuple(agencies),
                reason=reason,
            )
            _file(ledger, one, lambda: returns.adjust(ledger, catalogue, who, [adjustment], frame.today()))


def _file(ledger: Ledger, one: Submission, act: Callable[[], Submission]) -> None:
    """Do it, keep what is to be said of it, and run the page anew."""
    try:
        filed = act()
    except returns.ReturnError as error:
        said = str(error)
        st.session_state[_SAID] = (one.id, f"{said[:1].upper()}{said[1:]}", True)
    else:
        anchor = ledger.anchor(filed.sequence)
        trouble = returns.remember_act(workspace.register_folder(), anchor, f"filed {filed.id}")
        said = f"{filed.id} is filed. It counts once a second person has accepted it. {trouble}"
        st.session_state[_SAID] = (one.id, said, False)
    st.rerun()
