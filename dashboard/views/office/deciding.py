"""What may be decided about a return now, by this person: one form, a button for each act, refusals as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import returns, ui, workspace
from dashboard.access import Action, Identity, may
from dashboard.catalogue import Catalogue
from dashboard.returns import Anchor, Decision, Kind, Ledger, Standing, Submission
from dashboard.ui import html
from dashboard.views.office import words

_SAID = "said_of_decision"
"""Of the session: which return was decided on and what came of it, shown once on the page that then opens."""


_SEEN = "last_event_seen"
"""Of the session: the return that was looked at last, and its last event then."""


@dataclass(frozen=True)
class _Said:
    """What the person gives to an act: why, what is printed beside it, and the state that was on the page."""

    reason: str
    reservation: str
    seen: str


@dataclass(frozen=True)
class _Act:
    """A button: what it needs in role and in standing, what it does with what was said."""

    label: str
    done: str
    action: Action
    while_it_is: tuple[Standing, ...]
    do: Callable[[Ledger, Catalogue, str, Identity, _Said], Anchor]


_ACTS = (
    _Act(
        "Accept",
        "accepted",
        Action.ACCEPT,
        (Standing.SUBMITTED,),
        lambda ledger, catalogue, key, who, said: returns.accept(
            ledger, catalogue, key, who, said.reason, seen=said.seen
        ),
    ),
    _Act(
        "Send back",
        "sent back",
        Action.SEND_BACK,
        (Standing.SUBMITTED, Standing.ACCEPTED),
        lambda ledger, catalogue, key, who, said: returns.send_back(
            ledger, catalogue, key, who, said.reason, seen=said.seen
        ),
    ),
    _Act(
        "Adopt",
        "adopted",
        Action.ADOPT,
        (Standing.ACCEPTED,),
        lambda ledger, catalogue, key, who, said: returns.adopt(
            ledger, catalogue, key, who, said.reason, reservation=said.reservation, seen=said.seen
        ),
    ),
    _Act(
        "Withdraw",
        "withdrawn",
        Action.WITHDRAW,
        (Standing.SUBMITTED, Standing.ACCEPTED, Standing.ADOPTED, Standing.SENT_BACK, Standing.VOID),
        lambda ledger, catalogue, key, who, said: returns.withdraw(
            ledger, catalogue, key, who, said.reason, seen=said.seen
        ),
    ),
)


def last_event(one: Submission, decisions: Iterable[Decision]) -> int:
    """The sequence of the newest event about a submission.

    The page runs anew before it handles a click, and then already knows what changed. Keys of forms and buttons carry
    this number, so that a button from before the change is another button, and its click counts for nothing.
    """
    return max(item.sequence for item in decisions if item.submission_id == one.id)


def may_decide(who: Identity, one: Submission, standing: Standing) -> bool:
    """Whether `panel` shows a form."""
    return bool(_open_to(who, one, standing))


def panel(
    ledger: Ledger,
    catalogue: Catalogue,
    who: Identity,
    one: Submission,
    standing: Standing,
    decisions: Sequence[Decision],
) -> None:
    """The form with every act that this person may do now; nothing where there is none."""
    decided, sentence, refused = st.session_state.pop(_SAID, ("", "", False))
    if decided == one.id:
        ui.show(html.refusal(sentence) if refused else html.done(sentence))
    last = last_event(one, decisions)
    looked_at, seen = st.session_state.get(_SEEN, ("", 0))
    st.session_state[_SEEN] = (one.id, last)
    if looked_at == one.id and (changed := words.changed_since(decisions, one.id, seen)):
        ui.show(html.refusal(changed))
    acts = _open_to(who, one, standing)
    if not acts:
        return
    ui.h2("Decide", "decide")
    with st.form(f"decide_{one.id}_{last}", clear_on_submit=False):
        reason = st.text_area(
            "Reason (needed to send back or withdraw; it is kept in the register, so name nobody)",
            key=f"why_{one.id}_{last}",
        )
        adopts = any(act.action is Action.ADOPT for act in acts)
        reservation = (
            st.text_area(
                "Reservation, printed beside the figures, without any number (leave empty to adopt without one)",
                key=f"but_{one.id}_{last}",
            )
            if adopts
            else ""
        )
        with st.container(horizontal=True):
            pressed = [
                act
                for act in acts
                if st.form_submit_button(
                    act.label,
                    type="primary" if act.action in (Action.ACCEPT, Action.ADOPT) else "secondary",
                    key=f"{act.label}_{one.id}_{last}",
                )
            ]
    for act in pressed:
        try:
            anchor = act.do(ledger, catalogue, one.id, who, _Said(reason, reservation, one.state))
        except returns.ReturnError as error:
            st.session_state[_SAID] = (one.id, f"Nothing was changed: {error}.", True)
        else:
            trouble = returns.remember_act(workspace.register_folder(), anchor, f"{act.done} {one.id}")
            st.session_state[_SAID] = (one.id, f"{one.id} is {act.done}. Ledger {anchor.short}. {trouble}", False)
            st.session_state[_SEEN] = (one.id, anchor.sequence)
        st.rerun()


def _open_to(who: Identity, one: Submission, standing: Standing) -> list[_Act]:
    return [
        act for act in _ACTS if standing in act.while_it_is and may(who, _action(act, one), one.draft.agency).allowed
    ]


def _action(act: _Act, one: Submission) -> Action:
    """What the Secretariat writes itself, the Rapporteur may accept or send back too."""
    own_writing = one.draft.kind is not Kind.RETURN and act.action in (Action.ACCEPT, Action.SEND_BACK)
    return Action.DECIDE_LINES if own_writing else act.action
