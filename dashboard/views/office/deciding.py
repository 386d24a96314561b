"""What may be decided about a return now, by this person: one form, a button for each act, refusals as sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard import returns, ui
from dashboard.access import Action, Identity, may
from dashboard.returns import Anchor, Kind, Ledger, Standing, Submission
from dashboard.ui import html

_SAID = "said_of_decision"
"""Of the session: which return was decided on and what came of it, shown once on the page that then opens."""


@dataclass(frozen=True)
class _Act:
    """A button: what it needs in role and in standing, what it does with the reason and the reservation."""

    label: str
    done: str
    action: Action
    while_it_is: tuple[Standing, ...]
    do: Callable[[Ledger, str, Identity, str, str], Anchor]


_ACTS = (
    _Act(
        "Accept",
        "accepted",
        Action.ACCEPT,
        (Standing.SUBMITTED,),
        lambda ledger, key, who, reason, _: returns.accept(ledger, key, who, reason),
    ),
    _Act(
        "Send back",
        "sent back",
        Action.SEND_BACK,
        (Standing.SUBMITTED, Standing.ACCEPTED),
        lambda ledger, key, who, reason, _: returns.send_back(ledger, key, who, reason),
    ),
    _Act(
        "Adopt",
        "adopted",
        Action.ADOPT,
        (Standing.ACCEPTED,),
        lambda ledger, key, who, reason, reservation: returns.adopt(ledger, key, who, reason, reservation=reservation),
    ),
    _Act(
        "Withdraw",
        "withdrawn",
        Action.WITHDRAW,
        (Standing.SUBMITTED, Standing.ACCEPTED, Standing.ADOPTED, Standing.SENT_BACK, Standing.VOID),
        lambda ledger, key, who, reason, _: returns.withdraw(ledger, key, who, reason),
    ),
)


def panel(ledger: Ledger, who: Identity, one: Submission, standing: Standing) -> None:
    """The form with every act that this person may do now; nothing where there is none."""
    decided, sentence, refused = st.session_state.pop(_SAID, ("", "", False))
    if decided == one.id:
        ui.show(html.refusal(sentence) if refused else html.done(sentence))
    acts = [
        act for act in _ACTS if standing in act.while_it_is and may(who, _action(act, one), one.draft.agency).allowed
    ]
    if not acts:
        return
    ui.h2("Decide")
    with st.form("decide", clear_on_submit=False):
        reason = st.text_area(
            "Reason (needed to send back or withdraw; it is kept in the register)", key=f"why_{one.id}"
        )
        adopts = any(act.action is Action.ADOPT for act in acts)
        reservation = (
            st.text_area(
                "Reservation, printed beside the figures (leave empty to adopt without one)", key=f"but_{one.id}"
            )
            if adopts
            else ""
        )
        with st.container(horizontal=True):
            pressed = [
                act
                for act in acts
                if st.form_submit_button(
                    act.label, type="primary" if act.action in (Action.ACCEPT, Action.ADOPT) else "secondary"
                )
            ]
    for act in pressed:
        try:
            anchor = act.do(ledger, one.id, who, reason, reservation)
        except returns.ReturnError as error:
            st.session_state[_SAID] = (one.id, f"Nothing was changed. {error}", True)
        else:
            st.session_state[_SAID] = (one.id, f"{one.id} is {act.done}. Ledger {anchor.short}.", False)
        st.rerun()


def _action(act: _Act, one: Submission) -> Action:
    """What the Secretariat writes itself, the Rapporteur may accept or send back too."""
    own_writing = one.draft.kind is not Kind.RETURN and act.action in (Action.ACCEPT, Action.SEND_BACK)
    return Action.DECIDE_LINES if own_writing else act.action
