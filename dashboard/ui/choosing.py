"""A choice that is an address: `?indicator=2.2a` opens that indicator, whatever label the reader sees.

`bind="query-params"` of Streamlit 1.67 writes the label into the address and falls back to the first option without a
word; here the id is written, and an unknown id is said.

A browser answers with the label too. So the box is another one as soon as a label has changed, as when a return is
accepted: else the next click would name a label that is no more, and what was typed with it would be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

import streamlit as st

from dashboard.ui.components import show
from dashboard.ui.html import empty

_SAID_AT_MOST = 40
"""Letters of an unknown id that are repeated; the longest id of the Plan has five."""


def choose(
    label: str, ids: Sequence[str], text: Callable[[str], str], *, param: str, default: str | None = None
) -> str | None:
    """A list to choose from, kept in step with `?param=<id>`; the id, or None while the address names an unknown one.

    Without the parameter `default` is chosen, or else the first id. `text` gives each id's label.
    """
    labels = {each: text(each) for each in ids}
    kept, seen = f"chosen_{param}", f"seen_{param}"
    key = f"choose_{param}_{sha256(repr(labels).encode()).hexdigest()[:12]}"
    asked = st.query_params.get(param)
    if asked is not None and asked != st.session_state.get(seen):
        st.session_state[key] = asked if asked in ids else None
    elif key not in st.session_state:
        before = st.session_state.get(kept)
        st.session_state[key] = before if before in ids else ids[0] if default is None else default

    chosen: str | None = st.selectbox(
        label,
        ids,
        format_func=lambda each: labels[each],
        key=key,
        placeholder="Choose from the list",
        on_change=_to_address,
        args=(param, key),
    )
    st.session_state[seen] = asked if chosen is None else chosen
    st.session_state[kept] = chosen
    if chosen is None:
        said = (asked or "")[:_SAID_AT_MOST]
        show(empty(f"There is no “{said}” here. Choose from the list, or check the address."))
    else:
        st.query_params[param] = chosen
    return chosen


def _to_address(param: str, key: str) -> None:
    """Write the new choice into the address before the page runs again."""
    chosen = st.session_state[key]
    if chosen is not None:
        st.query_params[param] = chosen
