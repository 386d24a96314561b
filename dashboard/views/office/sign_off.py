"""Sign-off: the small national totals that stay withheld in public until the Rapporteur lets them be printed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import release, returns, ui, workspace
from dashboard.release import ActError, SmallTotal, small_totals
from dashboard.returns import Anchor
from dashboard.ui import html
from dashboard.views.office import frame, words

who = frame.enter("sign-off")
ledger, catalogue = workspace.ledger(), workspace.catalogue()
totals = small_totals(ledger, catalogue, workspace.policy())
waiting = {one.key: one for one in totals if one.waits}
signed = {one.key: one for one in totals if one.note is not None}
ui.h1(words.state_of_sign_offs(totals))
ui.show(
    html.lead(
        "A year's total of people so small, or so near to a headline number, is [c] in public until it is signed off "
        "or a named source has printed it. Everything below it stays withheld even then. What is printed cannot be "
        "taken back."
    ),
)
last = ledger.head().sequence


def named(one: SmallTotal) -> str:
    """`1.6, 2021/22: 2. Investigations of officials`: year and number stand first, for a phone cuts the end off."""
    return f"{one.indicator}, {one.period.label}: {one.text or one.signed}. {one.label}"


def act(label: str, of: dict[str, SmallTotal], why: str, do: Callable[[SmallTotal, str], Anchor], done: str) -> None:
    """One form: which total, why, and the button; then the page anew."""
    # The ledger's end is in every key: what was pressed before a change is not done after it.
    with st.form(f"{label}_{last}"):
        key = st.selectbox("Total", list(of), format_func=lambda one: named(of[one]), key=f"which_{label}_{last}")
        reason = st.text_area(why, key=f"why_{label}_{last}")
        pressed = st.form_submit_button(label, type="primary", key=f"{label}_button_{last}")
    if not pressed:
        return
    try:
        anchor = do(of[key], reason)
    except ActError as error:
        frame.tell_next("sign_off", f"Nothing was changed: {error}.", refused=True)
    else:
        trouble = returns.remember_act(workspace.register_folder(), anchor, f"{done} {key}")
        frame.tell_next("sign_off", f"{key} is {done}. Ledger {anchor.short}. {trouble}")
    st.rerun()


if waiting:
    ui.h2("Let one be printed")
    act(
        "Sign off",
        waiting,
        "Reason (for the restricted log, never printed; name nobody)",
        lambda one, reason: release.sign_off(ledger, catalogue, who, one.key, reason, seen=one.text),
        "signed off",
    )
if signed:
    ui.h2("Take a sign-off back")
    act(
        "Take back",
        signed,
        "Reason (the next release withholds it again; what an edition has printed stays known)",
        lambda one, reason: release.take_back(ledger, catalogue, who, one.key, reason),
        "no longer signed off",
    )
frame.told("sign_off")
if totals:
    ui.h2("All small totals")
    ui.show(html.small_totals_table(totals, "Restricted: these are the numbers"))
