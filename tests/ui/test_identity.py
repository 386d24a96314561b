"""Nobody is more than a reader unless the browser can be shown to sit on the machine that serves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import NOBODY, Identity, Role
from dashboard.ui import identity
from dashboard.ui.identity import Connection

HERE = Connection("127.0.0.1", "127.0.0.1", {"host": "localhost:8501", "origin": "http://localhost:8501"})


@pytest.mark.parametrize(
    "connection",
    [
        HERE,
        replace(HERE, listens_on="::1", peer="::1", headers={"host": "[::1]:8501", "origin": "http://[::1]:8501"}),
        replace(HERE, listens_on="localhost", headers={"host": "127.0.0.1:8501", "origin": "http://127.0.0.1:8501"}),
        replace(HERE, peer="::ffff:127.0.0.1"),
    ],
)
def test_a_browser_on_the_serving_machine_may_pick_a_role(connection: Connection) -> None:
    assert connection.is_local


@pytest.mark.parametrize(
    "connection",
    [
        replace(HERE, listens_on="0.0.0.0"),
        replace(HERE, listens_on=""),
        replace(HERE, listens_on="192.168.1.20"),
        replace(HERE, listens_on="onrtip.gov.jm"),
        replace(HERE, peer="192.168.1.7"),
        replace(HERE, peer="::ffff:192.168.1.7"),
        replace(HERE, peer="fe80::1%eth0"),
        replace(HERE, peer=""),
        replace(HERE, headers={}),
        replace(HERE, headers={"host": "localhost:8501"}),
        replace(HERE, headers={"host": "localhost:8501", "origin": "null"}),
        replace(HERE, headers={"host": "localhost:8501", "origin": "https://elsewhere.example"}),
        replace(HERE, headers={"host": "elsewhere.example", "origin": "http://elsewhere.example"}),
        replace(HERE, headers={"host": "127.0.0.1.elsewhere.example", "origin": "http://127.0.0.1"}),
        *(
            replace(HERE, headers={**HERE.headers, name: "127.0.0.1"})
            for name in (
                *("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"),
                *("x-forwarded-server", "x-forwarded-port", "x-forwarded-prefix", "cdn-loop", "cf-connecting-ip"),
                *("true-client-ip", "x-client-ip", "x-cluster-client-ip", "x-original-forwarded-for"),
                *("x-original-host", "x-proxyuser-ip", "fastly-client-ip", "x-envoy-external-address"),
                "x-azure-clientip",
            )
        ),
    ],
)
def test_whatever_cannot_be_shown_to_be_local_is_not(connection: Connection) -> None:
    assert not connection.is_local


def page() -> None:
    """What AppTest runs: it sees nothing outside."""
    import streamlit as st

    from dashboard import ui
    from dashboard.catalogue import load

    ui.role_control(load(), ("jcf", "cpfsa"))
    who = ui.current_identity()
    st.write(f"{who.role.value}|{who.agency}|{who.verified}")


def said(test: AppTest) -> str:
    assert not test.exception
    return str(test.markdown[-1].value)


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "connection", lambda: HERE)


def test_without_a_browser_there_is_nobody_but_a_reader() -> None:
    test = AppTest.from_function(page, default_timeout=20).run()
    test.selectbox(key="acting_role").set_value(Role.SECRETARIAT).run()
    assert said(test) == "reader||False"


@pytest.mark.usefixtures("local")
def test_everybody_begins_as_a_reader() -> None:
    assert said(AppTest.from_function(page, default_timeout=20).run()) == "reader||False"


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.RAPPORTEUR, Role.ADMINISTRATOR])
def test_the_operator_picks_a_role_and_nobody_has_checked_it(role: Role) -> None:
    test = AppTest.from_function(page, default_timeout=20).run()
    test.selectbox(key="acting_role").set_value(role).run()
    assert said(test) == f"{role}||False"


@pytest.mark.usefixtures("local")
def test_a_focal_person_is_nobody_until_the_agency_is_named() -> None:
    test = AppTest.from_function(page, default_timeout=20).run()
    test.selectbox(key="acting_role").set_value(Role.FOCAL_PERSON).run()
    assert said(test) == "reader||False"
    test.selectbox(key="acting_agency").set_value("cpfsa").run()
    assert said(test) == "focal_person|cpfsa|False"
    test.selectbox(key="acting_role").set_value(Role.READER).run()
    assert said(test) == "reader||False"


@pytest.mark.usefixtures("local")
def test_a_role_ends_where_the_connection_is_no_longer_local(monkeypatch: pytest.MonkeyPatch) -> None:
    test = AppTest.from_function(page, default_timeout=20).run()
    test.selectbox(key="acting_role").set_value(Role.SECRETARIAT).run()
    monkeypatch.setattr(identity, "connection", lambda: replace(HERE, peer="192.168.1.7"))
    assert said(test.run()) == "reader||False"


def test_the_log_names_an_unverified_actor_as_such() -> None:
    assert not NOBODY.verified
    assert Identity(Role.SECRETARIAT).actor == "TIP Secretariat (local, unverified)"
