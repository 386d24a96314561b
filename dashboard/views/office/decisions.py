"""Decisions: the register of every event about a return, the ledger's head, and the check of its chain."""

from __future__ import annotations

import streamlit as st

from dashboard import returns, ui, workspace
from dashboard.access import Action, may
from dashboard.ui import html
from dashboard.views.office import frame, words

who = frame.enter("decisions")
ledger = workspace.ledger()
head = ledger.head()

if may(who, Action.SEE_RETURNS).allowed:
    submissions = ledger.submissions()
    decisions = words.about_returns(ledger.decisions(), submissions)
    ui.h1(words.state_of_register(decisions))
    if decisions:
        shown = frame.choose_entries(decisions, {one.id: one.draft.period for one in submissions})
        ui.show(html.decisions_table(shown, "Decisions about returns, newest first; times are Jamaica's"))
    else:
        ui.show(html.empty("Nothing has been filed or decided yet."))
else:
    ui.h1(f"The ledger holds {head.sequence} events")
    ui.show(html.lead("The administrator keeps the ledger and sees no return. Here is its head, and whether it holds."))

ui.h2("The ledger's head")
ui.show(
    html.pairs({"Anchor": head.short, "Hash": head.hash, "Written": words.in_jamaica(head.at)}, "Head of the ledger"),
    html.note(
        "Receipts, editions and backups print such anchors. A ledger that was cut or rewritten no longer holds them: "
        "compare the one on paper with the register, or run python3 run.py audit ledger."
    ),
)
if st.button("Check the whole chain now"):
    with st.spinner("Recomputing every link"):
        found = returns.audit(ledger, workspace.register_folder())
    if found.breaks:
        rows = [[f"#{one.sequence}", returns.break_shown_to(who, one.found)] for one in found.breaks]
        ui.show(
            html.refusal("The ledger does not hold. Print nothing from it and put back the last good backup."),
            html.table("Where it breaks, first break first", ["Event", "Found"], rows),
        )
    else:
        ui.show(html.done(words.chain_holds(ledger.head(), found.places)))
    ui.show(*(html.note(line) for line in (*found.unreadable, *found.cautions)))
