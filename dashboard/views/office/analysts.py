"""Who may see restricted figures: the Rapporteur names a post until a day and ends it before, under the look itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard import release, returns, workspace
from dashboard.access import Identity
from dashboard.catalogue import Catalogue
from dashboard.periods import day_in_words
from dashboard.release import ActError, Analyst
from dashboard.returns import Anchor, Ledger
from dashboard.views.office import frame


def forms(ledger: Ledger, catalogue: Catalogue, who: Identity, named: tuple[Analyst, ...], today: date) -> None:
    """Name a post; end one that may still look. What came of the last act stands below."""
    last = ledger.head().sequence  # in every key: what was typed before a change is not done after it
    with st.expander("Name an analyst"), st.form(f"name_{last}", border=False):
        post = st.text_input("Post, never a name", key=f"post_{last}")
        until = st.text_input("May look until, as 2027-03-31, that day included", key=f"until_{last}")
        reason = st.text_area("Reason (kept in the log; name nobody)", key=f"why_name_{last}")
        if st.form_submit_button("Name this post", key=f"name_button_{last}"):
            said = f"{post.strip()} may see restricted figures until"
            _act(
                lambda: release.name_analyst(ledger, catalogue, who, post, _day(until), reason, today),
                lambda: f"{said} {day_in_words(_day(until))}.",
                f"named analyst {post.strip()}",
            )
    if able := [one.post for one in named if one.may_read(today)]:
        with st.expander("End an analyst's time"), st.form(f"end_{last}", border=False):
            ended = st.selectbox("Post that may look now", able, key=f"which_end_{last}")
            reason = st.text_area("Reason (kept in the log; name nobody)", key=f"why_end_{last}")
            if st.form_submit_button("End it now", key=f"end_button_{last}"):
                _act(
                    lambda: release.end_analyst(ledger, catalogue, who, ended, reason, today),
                    lambda: f"{ended} may see restricted figures no longer.",
                    f"ended analyst {ended}",
                )
    frame.told("analyst")


def _act(do: Callable[[], Anchor], said: Callable[[], str], done: str) -> None:
    """Do it, keep what is to be said of it, and run the page anew."""
    try:
        anchor = do()
    except ActError as error:
        frame.tell_next("analyst", f"Nothing was changed: {error}.", refused=True)
    else:
        trouble = returns.remember_act(workspace.register_folder(), anchor, done)
        frame.tell_next("analyst", f"{said()} Ledger {anchor.short}. {trouble}")
    st.rerun()


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise ActError(f"{typed.strip()!r} is no day; write it as 2027-03-31") from None
