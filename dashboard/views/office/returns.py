"""Returns: who owes what for a half-year, workbooks to download, a filled workbook to send in, reminders."""

from __future__ import annotations

import streamlit as st

from dashboard import returns, ui, workspace
from dashboard.access import Action, Role, may
from dashboard.periods import day_in_words
from dashboard.ui import html
from dashboard.views.office import frame, sending_in, words

who = frame.enter("returns")
ledger, catalogue = workspace.ledger(), workspace.catalogue()
submissions, decisions = ledger.submissions(), ledger.decisions()
period = frame.choose_half_year(one.draft.period for one in submissions if one.draft.agency and one.draft.period)

owing = returns.obligations(submissions, decisions, catalogue, [period], frame.today())
seen = {one.agency: one for one in owing if may(who, Action.SEE_RETURNS, one.agency).allowed}
due = day_in_words(returns.due_on(period))
late = returns.not_reported(owing)

if who.role is not Role.FOCAL_PERSON:
    ui.h1(words.state_of_returns(owing, period))
    ui.show(html.lead(f"Returns for this half-year are due on {due}."), html.standings_strip(owing))
    if who.role is Role.SECRETARIAT:
        below = {"workbooks": "Workbooks to fill", "send-in": "Send a filled workbook in"}
        ui.show(html.further_down(below | ({"remind": "Remind an agency"} if late else {})))
    ui.h2("Who owes what")
    ui.show(html.obligations_table(owing, f"Returns for {period.words}, due {due}; what needs somebody comes first"))
elif who.agency not in seen:
    ui.h1(f"{catalogue.agency(who.agency).short} is asked for nothing for {period.words}")
    st.stop()
else:
    own = seen[who.agency]
    ui.h1(words.state_of_one(own))
    ui.show(
        html.standing_pill(own.standing),
        html.lead(f"It asks for {words.asked_of(own)}. Due {due}."),
    )
    if reason := words.reason_sent_back(own, decisions):
        ui.show(html.quote(reason, "Why it was sent back"))

if may(who, Action.MAKE_WORKBOOK, who.agency).allowed:
    ui.h2("Workbooks to fill", "workbooks")
    agency = who.agency or st.selectbox("Workbook of", list(seen), format_func=lambda code: seen[code].agency_name)
    name = f"return-{agency}-{period.code}"
    with st.container(horizontal=True):
        ui.download(
            "Download the blank workbook",
            lambda: returns.blank_workbook(ledger, catalogue, agency, period)[1],
            f"{name}.xlsx",
        )
        if seen[agency].submission_id:
            ui.download(
                "Download it as last sent, to amend",
                lambda: returns.blank_workbook(ledger, catalogue, agency, period, amend=True)[1],
                f"{name}-amendment.xlsx",
            )
            ui.download(
                "Download the receipt of what was sent",
                lambda: returns.receipt_text(
                    returns.receipt_of(ledger, catalogue, seen[agency].submission_id)
                ).encode(),
                f"receipt-{seen[agency].submission_id}.txt",
            )
        if who.role is Role.SECRETARIAT:
            ui.download(
                "Download all blank workbooks",
                lambda: returns.all_workbooks(ledger, catalogue, period),
                f"returns-{period.code}.zip",
            )

if may(who, Action.SUBMIT, who.agency).allowed:
    ui.h2("Send a filled workbook in", "send-in")
    sending_in.panel(ledger, catalogue, who, period)

if who.role is Role.SECRETARIAT and late:
    ui.h2("Remind an agency", "remind")
    chosen = st.selectbox("Agency to remind", late, format_func=lambda one: f"{one.agency_name} ({one.standing})")
    because = words.reason_sent_back(chosen, decisions)
    register = returns.read_register(workspace.home(), catalogue)
    reached = {one.agency: one for one in returns.shown_to(who, register.current(frame.today()).values())}
    ui.show(html.note(words.reached_by(reached.get(chosen.agency), chosen.agency_short)))
    draft = returns.reminder(chosen, frame.today(), sent_back_because=because, width=None)
    st.code(draft, language=None, wrap_lines=True)
    ui.show(html.note("A draft to copy. Nothing is sent from here, and it names no person."))
