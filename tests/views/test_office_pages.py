"""The office's pages exist for the roles that may open them, on this machine, and for nobody else."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import returns, workspace
from dashboard.access import Identity, Role
from dashboard.ledger import Break, Ledger
from dashboard.returns import Answer, CellFinding, Severity
from dashboard.ui import identity
from dashboard.views.office import OFFICE
from tests.views.driving import HERE, acting, opened, press, text_of

WHO = [
    (Role.SECRETARIAT, ""),
    (Role.RAPPORTEUR, ""),
    (Role.ANALYST, ""),
    (Role.ADMINISTRATOR, ""),
    (Role.FOCAL_PERSON, "court_statistics"),
]
OPEN = [(page, role, agency) for page in OFFICE for role, agency in WHO if role in page.roles]
CLOSED = [
    (page, role, agency) for page in OFFICE for role, agency in [*WHO, (Role.READER, "")] if role not in page.roles
]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("page", "role", "agency"), OPEN, ids=lambda value: getattr(value, "address", str(value)))
def test_a_page_opens_for_its_roles_with_one_title_and_the_restricted_mark(
    page: object, role: Role, agency: str
) -> None:
    app = opened(page.file, role, agency, half_year="2021-H1")  # type: ignore[attr-defined] # an OfficePage
    assert len(app.title) == 1
    assert "Restricted" in text_of(app)
    assert "a second person cannot be proved" in text_of(app)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("page", "role", "agency"), CLOSED, ids=lambda value: getattr(value, "address", str(value)))
def test_a_page_does_not_exist_for_other_roles(page: object, role: Role, agency: str) -> None:
    with pytest.raises(ValueError, match="Could not find"):
        acting(role, agency).switch_page(f"views/office/{page.file}").run()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("page", OFFICE, ids=lambda page: page.address)
def test_a_browser_elsewhere_sees_no_office_page_and_no_way_to_pick_a_role(
    page: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "connection", lambda: replace(HERE, peer="192.168.1.7"))
    app = acting(Role.READER)
    assert not app.selectbox
    with pytest.raises(ValueError, match="Could not find"):
        app.switch_page(f"views/office/{page.file}").run()  # type: ignore[attr-defined]


def test_the_public_record_has_no_office_pages_and_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CPC_HOME", str(tmp_path))
    monkeypatch.delenv("CPC_DATABASE_URL", raising=False)
    monkeypatch.setattr(identity, "connection", lambda: HERE)
    app = acting(Role.READER)
    assert not app.selectbox
    assert "begin-office" in text_of(app)
    monkeypatch.setattr(identity, "connection", lambda: replace(HERE, peer="192.168.1.7"))
    assert "begin-office" not in text_of(acting(Role.READER))


@pytest.mark.usefixtures("office")
def test_the_secretariat_sees_who_owes_what() -> None:
    app = opened("returns.py", Role.SECRETARIAT, half_year="2021-H1")
    assert app.title[0].value == "3 of 25 agencies have reported for April to September 2021; 21 are overdue"
    shown = text_of(app)
    for words in ("12 November 2021, 13 days late", "18 October 2021, on time", "1 number explained", "Reservation:"):
        assert words in shown


@pytest.mark.usefixtures("office")
def test_a_focal_person_sees_the_own_agency_and_no_other() -> None:
    app = opened("returns.py", Role.FOCAL_PERSON, "court_statistics", half_year="2021-H1")
    shown = text_of(app)
    assert app.title[0].value == "Court Statistics's return for April to September 2021 was sent back to be mended"
    assert "Two courts are missing" in shown
    assert "CPFSA" not in shown
    assert "Reservation" not in shown


@pytest.mark.usefixtures("office")
def test_a_review_lays_the_return_beside_the_one_before_biggest_movement_first() -> None:
    app = opened("review.py", Role.SECRETARIAT)
    assert (
        app.title[0].value
        == "JCF A-TIP, April to September 2021: 3 of 65 numbers differ from October 2020 to March 2021"
    )
    assert "A joint operation in August" in text_of(app)


@pytest.mark.usefixtures("office")
def test_the_secretariat_accepts_and_the_rapporteur_adopts_with_a_reservation() -> None:
    app = press(opened("review.py", Role.SECRETARIAT, **{"return": "return-jcf_atip-2021-H1.1"}), "Accept")
    assert "is accepted. Ledger #" in text_of(app)
    app = opened("review.py", Role.RAPPORTEUR, **{"return": "return-jcf_atip-2021-H1.1"})
    next(area for area in app.text_area if "Reservation" in area.label).set_value("Counts are of cases.")
    app = press(app, "Adopt")
    assert "is adopted. Ledger #" in text_of(app)
    register = text_of(opened("decisions.py", Role.RAPPORTEUR))
    assert "Reservation: Counts are of cases." in register


@pytest.mark.usefixtures("office")
def test_sending_back_without_a_reason_is_refused_in_a_sentence() -> None:
    app = press(opened("review.py", Role.SECRETARIAT), "Send back")
    assert "Nothing was changed: to send back a return needs a reason" in text_of(app)
    assert "needs a reason" in text_of(app)


@pytest.mark.usefixtures("office")
def test_a_first_return_is_shown_without_columns_for_what_is_not_there() -> None:
    app = opened("review.py", Role.SECRETARIAT, **{"return": "return-court_statistics-2021-H1.1"})
    assert "no accepted return to lay beside them" in app.title[0].value
    assert "nothing said" not in text_of(app)
    assert 'data-head="Says"' in text_of(app)


@pytest.mark.usefixtures("office")
def test_a_reminder_says_whom_to_write_to_and_the_head_of_the_page_leads_there() -> None:
    path = returns.register_path(workspace.home())
    returns.read_register(workspace.home(), workspace.catalogue())
    path.write_text(path.read_text("utf-8") + "natfatip,Secretary,2021-01-01,,2021-01-01,post@example.org,\n", "utf-8")
    app = opened("returns.py", Role.SECRETARIAT, half_year="2021-H1")
    assert '<a href="#remind">Remind an agency</a>' in text_of(app)
    assert "Focal post of NATFATIP: Secretary, post@example.org." in text_of(app)
    assert "post@example.org" not in text_of(opened("returns.py", Role.RAPPORTEUR, half_year="2021-H1"))


@pytest.mark.usefixtures("office")
def test_the_rapporteur_cannot_accept_and_the_secretariat_cannot_adopt() -> None:
    waiting, accepted = {"return": "return-jcf_atip-2021-H1.1"}, {"return": "return-cpfsa-2021-H1.1"}
    assert not [button.label for button in opened("review.py", Role.RAPPORTEUR, **waiting).button]
    assert "Adopt" not in [button.label for button in opened("review.py", Role.SECRETARIAT, **accepted).button]


@pytest.mark.usefixtures("office")
def test_a_correction_is_filed_and_waits_for_a_second_person() -> None:
    app = opened("review.py", Role.SECRETARIAT, **{"return": "return-cpfsa-2021-H1.1"})
    app.text_input[0].set_value("not available")
    reason = next(area for area in app.text_area if "how is it known" in area.label)
    reason.set_value("A letter of the agency of 3 November 2021.")
    app = press(app, "File the correction")
    assert "It counts once a second person has accepted it." in text_of(app)
    (correction,) = [one for one in workspace.ledger().submissions() if one.draft.corrections]
    assert correction.state == "submitted"


@pytest.mark.usefixtures("office")
def test_a_button_from_before_a_change_does_nothing_and_the_page_says_what_changed() -> None:
    waiting = "return-jcf_atip-2021-H1.1"
    app = opened("review.py", Role.SECRETARIAT, **{"return": waiting})
    next(area for area in app.text_area if "Reason" in area.label).set_value("One more look.")
    returns.accept(workspace.ledger(), workspace.catalogue(), waiting, Identity(Role.SECRETARIAT))
    app = press(app, "Send back")
    assert returns.find(workspace.ledger().submissions(), waiting).state == "accepted"
    assert "This return has changed since you opened it: accepted by TIP Secretariat" in text_of(app)


@pytest.mark.usefixtures("office")
def test_every_act_on_the_page_is_remembered_so_that_a_cut_end_shows() -> None:
    app = opened("review.py", Role.SECRETARIAT, **{"return": "return-cpfsa-2021-H1.1"})
    app.text_input[0].set_value("not available")
    next(area for area in app.text_area if "how is it known" in area.label).set_value("A letter of the agency.")
    press(app, "File the correction")
    press(opened("review.py", Role.SECRETARIAT, **{"return": "return-jcf_atip-2021-H1.1"}), "Accept")
    shown = text_of(press(opened("decisions.py", Role.SECRETARIAT), "Check the whole chain now"))
    assert "Held against 2 remembered places." in shown
    with closing(sqlite3.connect(workspace.home() / "office.sqlite")) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM event WHERE sequence = (SELECT max(sequence) FROM event)")
    with pytest.raises(workspace.WorkspaceError, match="was changed behind its back"):
        workspace.release()  # what every page is made from: none is shown any more


@pytest.mark.usefixtures("office")
def test_the_administrator_sees_what_is_broken_and_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Break(9, "the stored rows of submission X differ: numerator is 7 and was filed as 3")
    workspace.ledger()  # opened while it holds
    monkeypatch.setattr(Ledger, "verify", lambda *_: (broken,))
    shown = text_of(press(opened("decisions.py", Role.ADMINISTRATOR), "Check the whole chain now"))
    assert "the stored rows of submission X differ" in shown
    assert "numerator" not in shown
    assert "numerator is 7" in text_of(press(opened("decisions.py", Role.SECRETARIAT), "Check the whole chain now"))


@pytest.mark.usefixtures("office")
def test_the_administrator_sees_the_chain_and_no_return() -> None:
    app = opened("decisions.py", Role.ADMINISTRATOR)
    assert "return-" not in text_of(app)
    assert "events hold" in text_of(press(app, "Check the whole chain now"))


@pytest.mark.usefixtures("office")
def test_public_pages_show_the_public_tier_whoever_is_acting() -> None:
    reader = text_of(acting(Role.READER))
    assert text_of(acting(Role.SECRETARIAT)).replace("  ", " ").split("cpc-foot")[0] == reader.split("cpc-foot")[0]


QUESTION = CellFinding(
    "Ch 3 Identify and refer", "B15", "unusual", Severity.WARNING, "9", "2 to 7 is usual", "say why, or mend the number"
)


@pytest.mark.usefixtures("office")
def test_a_question_gets_a_box_and_the_reasons_go_with_the_workbook_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Mapping[str, str]] = []

    def answer(*_: object, reasons: Mapping[str, str], **__: object) -> Answer:
        given.append(reasons)
        return Answer(receipt=None, findings=(QUESTION,), marked=b"marked")

    monkeypatch.setattr(returns, "answer", answer)
    app = opened("returns.py", Role.FOCAL_PERSON, "court_statistics", half_year="2021-H1")
    app.file_uploader[0].upload("return.xlsx", b"a workbook").run()
    assert "1 place to explain" in text_of(app)
    app.text_area[0].set_value("A joint operation in August.")
    press(app, "Send again with these reasons")
    assert given == [{}, {"Ch 3 Identify and refer!B15 unusual": "A joint operation in August."}]


@pytest.mark.usefixtures("office")
def test_a_refused_file_is_said_in_its_own_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("returns.py", Role.FOCAL_PERSON, "court_statistics", half_year="2021-H1")
    app.file_uploader[0].upload("return.xlsx", b"no workbook").run()
    assert not app.exception
    assert "The workbook was not taken." in text_of(app)


@pytest.mark.usefixtures("office")
def test_a_focal_post_is_registered_on_its_page_and_a_wrong_line_is_refused() -> None:
    app = opened("posts.py", Role.SECRETARIAT)
    app = press(app, "Add this line")
    assert "Nothing was added: post: nothing; write the post that answers" in text_of(app)
    for label, value in (("Post", "Manager"), ("It answers since", "2021-09-01"), ("E-mail", "post@example.org")):
        next(one for one in app.text_input if one.label.startswith(label)).set_value(value)
    app = press(app, "Add this line")
    assert "Manager of NATFATIP is in the register." in text_of(app)
    assert "post@example.org" in text_of(app)
