"""Restricted view: the exact figures of one indicator, for a named analyst and a purpose; every look is logged."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import release, returns, ui, workspace
from dashboard.access import Action, Role, may
from dashboard.release import Access, ActError
from dashboard.ui import html
from dashboard.views.office import analysts, frame

_LOOK, _REFUSED = "restricted_look", "restricted_refused"
"""Of the session: the look that was logged with its indicator, and why another was refused."""

who = frame.enter("restricted")
ledger, catalogue, today = workspace.ledger(), workspace.catalogue(), frame.today()
held: tuple[Access, str] | None = st.session_state.get(_LOOK)
if held and not release.still_admitted(ledger, who, held[0], today):
    held = None
ui.h1("Exact figures, one indicator at a look, each look logged with its purpose")
ui.show(html.lead("For the National Rapporteur and the analysts she has named. Nothing from here may be passed on."))

names = {item.id: f"{item.id}  {item.short}" for item in catalogue.indicators}
with st.form("look"):
    chosen = st.selectbox("Indicator", list(names), format_func=lambda key: names[key])
    post = st.text_input("Your post, as the Rapporteur named it") if who.role is Role.ANALYST else Role.RAPPORTEUR.words
    purpose = st.text_input("Purpose (kept in the log; name nobody)")
    pressed = st.form_submit_button("Log this look and show the figures", type="primary")
if pressed:
    what = f"the page of {chosen}, every count"
    try:
        access = release.admit(ledger, catalogue, who, post, purpose, what, today)
    except ActError as error:
        st.session_state[_REFUSED] = f"Nothing is shown: {error}."
        st.session_state.pop(_LOOK, None)
    else:
        st.session_state[_REFUSED] = returns.remember_act(
            workspace.register_folder(), access.anchor, f"restricted: {what}"
        )
        st.session_state[_LOOK] = (access, chosen)
    st.rerun()
if refused := st.session_state.pop(_REFUSED, ""):
    ui.show(html.refusal(refused))

if held:
    access, indicator_id = held
    exact = workspace.restricted_release(access)
    item, mark = exact.indicator(indicator_id), exact.watermark
    ui.show(html.watermark(mark))
    ui.h2(f"{item.id} {item.entry.short}")
    ui.show(
        html.note(f"Purpose: {access.purpose}. Logged at {access.anchor.short}; the figures are those of that place."),
    )
    if not any(series.known for series in item.components):
        ui.show(html.empty(f"No agency has returned a number. Owner: {item.owner}."))
    for series in (series for series in item.components if series.known):
        ui.h2(series.label)
        ui.draw_exact(series)
        ui.show(html.series_table(series, f"{series.label} · {mark}"))
    if item.breakdowns:
        ui.h2("Breakdowns")
        ui.show(*(html.breakdown(replace(table, label=f"{table.label} · {mark}")) for table in item.breakdowns))

if may(who, Action.NAME_ANALYST).allowed:
    named, looks = release.analysts(ledger), release.viewings(ledger)
    ui.h2("Who may look, and who has looked")
    if named:
        ui.show(html.analysts_table(named, today, "Posts named by the Rapporteur"))
    else:
        ui.show(html.empty("No analyst has been named."))
    analysts.forms(ledger, catalogue, who, named, today)
    if looks:
        shown = looks[: frame.NEWEST_ENTRIES]
        ui.show(html.looks_table(shown, f"The newest {len(shown)} of {len(looks)} looks; times are Jamaica's"))
