"""Who is acting: the one place that knows. Everybody is a Reader, unless they sit at the machine that serves.

There is no sign-in yet. Where the server listens to its own machine alone and the browser runs on that machine too,
the operator may pick a role; nobody checks it, so every act is logged `local, unverified`. The choice lives in the
browser's session and nowhere else. Whatever cannot be shown to be local is not: a connection that names no origin, an
origin that is not this machine (a page elsewhere that makes the browser call here), or a mark that a proxy passed it
on. A proxy that leaves no such mark would pass for the operator, so one in front of the dashboard must set
`X-Forwarded-For`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from dashboard.access import NOBODY, Identity, Role
from dashboard.catalogue import Catalogue

UNVERIFIED = "local, unverified: nobody has checked who is acting; a second person cannot be proved"

HERE = "127.0.0.1"
"""What stands for this machine where Streamlit names no address: it gives None for 127.0.0.1 and ::1."""

_ROLE, _AGENCY = "acting_role", "acting_agency"
_PASSED_ON = frozenset(
    {
        *("forwarded", "via", "cdn-loop", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-proxyuser-ip"),
        *("x-original-forwarded-for", "x-original-host", "true-client-ip", "cf-connecting-ip", "fastly-client-ip"),
        *("x-envoy-external-address", "x-azure-clientip"),
    }
)
_PASSED_ON_BEGINS = "x-forwarded-"
"""Headers by which a proxy says that the browser is somewhere else: these, and whatever begins so (docs/install.md)."""


@dataclass(frozen=True)
class Connection:
    """How a browser reached the server: where that listens, who called, and what the call's headers say.

    `headers` has names in small letters; it is empty where there is no browser at all.
    """

    listens_on: str
    peer: str
    headers: Mapping[str, str]

    @property
    def is_local(self) -> bool:
        """Whether server, caller and the page that called are all this machine."""
        named = [self.headers.get("host", ""), urlsplit(self.headers.get("origin", "")).netloc]
        return (
            _is_loopback(self.listens_on)
            and _is_loopback(self.peer)
            and all(_is_loopback(urlsplit(f"//{name}").hostname or "") for name in named)
            and not any(name in _PASSED_ON or name.startswith(_PASSED_ON_BEGINS) for name in self.headers)
        )


def connection() -> Connection:
    """The connection of the session that runs now."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    return Connection(st.get_option("server.address") or "", st.context.ip_address or HERE, headers)


def may_act_here() -> bool:
    """Whether the person at this browser may pick a role: only on the machine that serves."""
    return connection().is_local


def current_identity() -> Identity:
    """Who is acting in this session, as picked and never verified; `NOBODY` anywhere but on the machine that serves."""
    role = st.session_state.get(_ROLE, Role.READER)
    agency = st.session_state.get(_AGENCY, "") if role is Role.FOCAL_PERSON else ""
    unfinished = role is Role.FOCAL_PERSON and not agency
    return NOBODY if role is Role.READER or unfinished or not may_act_here() else Identity(role, agency)


def role_control(catalogue: Catalogue, agencies: tuple[str, ...]) -> None:
    """`Acting as: Reader`, quietly in the page's head: pick a role and, for a focal person, one of `agencies`."""
    who = current_identity()
    whose = f" of {catalogue.agency(who.agency).short}" if who.agency else ""
    with st.container(key="cpc-acting"), st.popover(f"Acting as: {who.role.words}{whose}"):
        st.selectbox("Act as", list(Role), format_func=lambda role: role.words, key=_ROLE)
        if st.session_state[_ROLE] is Role.FOCAL_PERSON:
            st.selectbox(
                "Of agency",
                # A first entry rather than `index=None`: what can be empty is emptied by Escape, which closes the box.
                ("", *agencies),
                format_func=lambda code: catalogue.agency(code).name if code else "Choose the agency",
                key=_AGENCY,
            )
        st.markdown(f":gray[{UNVERIFIED[:1].upper()}{UNVERIFIED[1:]}. This holds until the page is loaded anew.]")


def _is_loopback(address: str) -> bool:
    """`localhost`, 127.0.0.0/8 or ::1, also where an IPv6 address holds an IPv4 one."""
    if address == "localhost":
        return True
    try:
        found = ip_address(address.strip("[]"))
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback
