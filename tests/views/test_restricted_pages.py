"""Sign-off and the restricted view: what the pages show, to whom, and that each look is in the log."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import release, workspace
from dashboard.access import Identity, Role
from dashboard.release import policy
from dashboard.views.office import frame
from tests.views.driving import opened, press, text_of

RAPPORTEUR = Identity(Role.RAPPORTEUR)
POST = "Data analyst of the Office"


def named(days: int = 30) -> None:
    ledger, catalogue, today = workspace.ledger(), workspace.catalogue(), frame.today()
    release.name_analyst(ledger, catalogue, RAPPORTEUR, POST, today + timedelta(days), "Report of the year", today)


def looked(role: Role, post: str = POST, purpose: str = "Check of chapter three") -> AppTest:
    app = opened("restricted.py", role)
    next(one for one in app.selectbox if one.label == "Indicator").set_value("2.2a")
    for box in app.text_input:
        box.set_value(post if box.label.startswith("Your post") else purpose)
    return press(app, "Log this look and show the figures")


@pytest.mark.usefixtures("office")
def test_the_page_shows_no_figure_before_the_look_is_logged() -> None:
    named()
    app = opened("restricted.py", Role.ANALYST)
    assert not app.get("vega_lite_chart")
    assert "RESTRICTED" not in text_of(app)
    assert not release.viewings(workspace.ledger())


@pytest.mark.usefixtures("office")
def test_a_named_analyst_sees_the_figures_marked_and_the_look_is_logged() -> None:
    named()
    app = looked(Role.ANALYST)
    assert f"RESTRICTED · {POST}" in text_of(app)
    (look,) = release.viewings(workspace.ledger())
    assert look.subject == POST
    assert look.content == {"what": "the page of 2.2a, every count", "purpose": "Check of chapter three"}
    assert captions(app)
    assert all(f"· {POST}" in caption for caption in captions(app))
    assert not app.get("download_button")


@pytest.mark.usefixtures("office")
def test_the_page_run_again_logs_nothing_more() -> None:
    named()
    looked(Role.ANALYST).run()
    assert len(release.viewings(workspace.ledger())) == 1


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    ("post", "purpose", "said"),
    [
        ("Director", "Check of chapter three", "no analyst is named"),
        (POST, "", "no purpose was given"),
        (POST, "Look for John Brown", "looks like a person"),
    ],
)
def test_a_look_that_may_not_be_shows_nothing_and_says_why(post: str, purpose: str, said: str) -> None:
    named()
    app = looked(Role.ANALYST, post, purpose)
    assert said in text_of(app)
    assert "RESTRICTED" not in text_of(app)
    assert not release.viewings(workspace.ledger())


@pytest.mark.usefixtures("office")
def test_what_is_on_the_page_goes_when_the_time_is_ended() -> None:
    named()
    app = looked(Role.ANALYST)
    ledger, catalogue = workspace.ledger(), workspace.catalogue()
    release.end_analyst(ledger, catalogue, RAPPORTEUR, POST, "The report is done", frame.today())
    app.run()
    assert "RESTRICTED" not in text_of(app)


@pytest.mark.usefixtures("office")
def test_the_rapporteur_reads_by_her_own_right_and_sees_who_has_looked() -> None:
    app = looked(Role.RAPPORTEUR)
    assert "RESTRICTED · National Rapporteur" in text_of(app)
    assert "Who may look, and who has looked" in " ".join(head.value for head in app.header)


@pytest.mark.usefixtures("office")
def test_a_total_is_signed_off_on_the_page_and_taken_back() -> None:
    before = [one.key for one in release.small_totals(workspace.ledger(), workspace.catalogue()) if one.waits]
    app = opened("sign_off.py", Role.RAPPORTEUR)
    (key,) = [box.value for box in app.selectbox if box.label == "Total"]
    assert key == before[0]
    app.text_area[0].set_value("The court has named it in open session")
    app = press(app, "Sign off")
    assert f"{key} is signed off" in text_of(app)
    assert [one.key for one in release.small_totals(workspace.ledger(), workspace.catalogue()) if one.waits] == before[
        1:
    ]
    app.text_area[-1].set_value("Printed too early")
    app = press(app, "Take back")
    assert f"{key} is no longer signed off" in text_of(app)


@pytest.mark.usefixtures("office")
def test_a_sign_off_without_a_reason_changes_nothing() -> None:
    head = workspace.ledger().head()
    app = press(opened("sign_off.py", Role.RAPPORTEUR), "Sign off")
    assert "Nothing was changed: no reason was given" in text_of(app)
    assert workspace.ledger().head() == head


@pytest.mark.usefixtures("office")
def test_a_lowered_threshold_warns_on_the_office_s_pages_and_its_use_is_logged_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lowered = "lowered: {by: The National Rapporteur, on: 2026-01-31, reason: Agreed with CPFSA}"
    text = policy.POLICY_FILE.read_text().replace("threshold: 5 ", "threshold: 3 ").replace("lowered: null ", lowered)
    (tmp_path / "disclosure.yaml").write_text(text)
    monkeypatch.setattr(policy, "POLICY_FILE", tmp_path / "disclosure.yaml")
    app = opened("sign_off.py", Role.RAPPORTEUR)
    assert "Warning: the threshold is lowered to 3" in text_of(app)
    assert "Agreed with CPFSA" not in text_of(app.switch_page("views/quality.py").run())
    (note,) = workspace.ledger().notes("threshold_approved")
    assert note.content["threshold"] == "3"


def captions(app: AppTest) -> list[str]:
    text = text_of(app)
    return [part.partition("</caption>")[0] for part in text.split("<caption>")[1:]]


def typed(app: AppTest, **said: str) -> None:
    """Fill the boxes of the form that names an analyst, by how their labels begin."""
    for box in (*app.text_input, *app.text_area):
        for begins, value in said.items():
            if box.label.startswith(begins) and (box.key or "").startswith(("post", "until", "why_name")):
                box.set_value(value)


@pytest.mark.usefixtures("office")
def test_the_rapporteur_names_a_post_and_ends_it_on_the_page() -> None:
    app = opened("restricted.py", Role.RAPPORTEUR)
    assert "No analyst has been named." in text_of(app)
    typed(app, Post=POST, May="31 March", Reason="Report of the year")
    app = press(app, "Name this post")
    assert "Nothing was changed: " in text_of(app)
    assert "is no day; write it as 2027-03-31" in text_of(app)
    until = frame.today() + timedelta(30)
    typed(app, Post=POST, May=until.isoformat(), Reason="Report of the year")
    app = press(app, "Name this post")
    assert f"{POST} may see restricted figures until" in text_of(app)
    (one,) = release.analysts(workspace.ledger())
    assert (one.post, one.until) == (POST, until)
    app.text_area[-1].set_value("The report is done")
    app = press(app, "End it now")
    assert f"{POST} may see restricted figures no longer." in text_of(app)
    assert not release.analysts(workspace.ledger())[0].may_read(frame.today())


@pytest.mark.usefixtures("office")
def test_an_analyst_names_nobody() -> None:
    named()
    assert "Name this post" not in [button.label for button in opened("restricted.py", Role.ANALYST).button]
