"""The page of editions: the checklist comes first, publishing needs a confirmation, and each download is logged."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import workspace
from dashboard.access import Role
from tests.views.driving import app_at, opened, press, text_of

pytestmark = pytest.mark.usefixtures("office")


def checked(role: Role, year: str) -> AppTest:
    """The page with the checklist of a confidential edition on a year; it has no Word file, so it is quick."""
    app = opened("editions.py", role)
    boxes = {box.label: box for box in app.selectbox}
    boxes["For"].set_value("natfatip")
    boxes["Report on"].set_value(year)
    next(one for one in app.text_input if one.label.startswith("Title")).set_value("Half-yearly report")
    return press(app, "Make the checklist")


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_the_rapporteur_publishes_after_the_checklist_and_a_confirmation() -> None:
    app = checked(Role.RAPPORTEUR, "2020/21")
    assert [box.label for box in app.status] == ["The checklist is made"]
    assert "Making the figures" in text_of(app)
    assert "can be published: nothing blocks" in " ".join(header.value for header in app.header)
    app = press(app, "Publish edition 1")
    assert "confirm first that you have read the checklist" in text_of(app)
    assert workspace.ledger().editions() == ()
    next(box for box in app.checkbox if "I have read" in box.label).check()
    app = press(app, "Publish edition 1")
    assert "Edition 1 is published. Ledger #" in text_of(app)
    assert app.title[0].value == "1 edition is published; the newest is edition 1, Half-yearly report"
    (edition,) = workspace.ledger().editions()
    assert {"figures.csv", "indicators.yaml"} <= {file.name for file in edition.files}

    next(area for area in app.text_area if area.label.startswith("Reason")).set_value("A chapter was left out.")
    app = press(app, "Withdraw this edition")
    assert "Edition 1 is withdrawn" in text_of(app)
    assert app.title[0].value == "Every edition was withdrawn; no edition stands"


def test_whoever_publishes_the_report_is_told_first_to_draft_it_and_look() -> None:
    app = opened("editions.py", Role.RAPPORTEUR)
    next(box for box in app.selectbox if box.label == "Report on").set_value("2020/21")
    next(one for one in app.text_input if one.label.startswith("Title")).set_value("Annual report 2020/21")
    app = press(app, "Make the checklist")
    assert "Publish edition 1" in labels(app)
    assert "Draft it first, on the page Annual report" in text_of(app)
    assert "Draft it first" not in text_of(checked(Role.RAPPORTEUR, "2020/21"))


def test_what_is_refused_is_said_below_the_button_that_was_pressed() -> None:
    app = press(opened("editions.py", Role.RAPPORTEUR), "Make the checklist")
    refusal = next(one for one in app.markdown if "cpc-refusal" in one.value)
    assert "The edition cannot be made: the title is empty; write what the edition is called" in refusal.value
    elements = [element.type for element in app.main]
    shown = [*app.main]
    assert shown.index(refusal) > max(place for place, kind in enumerate(elements) if kind in ("form", "header"))


def test_a_time_zone_that_was_typed_is_kept() -> None:
    app = opened("editions.py", Role.SECRETARIAT)
    boxes = {box.label: box for box in app.selectbox}
    boxes["For"].set_value("natfatip")
    boxes["Report on"].set_value("2020/21")
    for one in app.text_input:
        if one.label.startswith(("Title", "Under embargo")):
            one.set_value("Half-yearly report" if one.label.startswith("Title") else "2126-12-01 10:00+00:00")
    app = press(app, "Make the checklist")
    _, request, _ = app.session_state["edition_checked"]
    assert request.embargo_until == datetime(2126, 12, 1, 10, tzinfo=UTC)


def test_what_blocks_is_shown_and_there_is_no_button_to_publish() -> None:
    app = checked(Role.RAPPORTEUR, "2021/22")
    assert "cannot be published yet: " in " ".join(header.value for header in app.header)
    assert "return-cpfsa-2021-H1.1" in text_of(app)
    assert not [label for label in labels(app) if label.startswith("Publish")]


def test_the_secretariat_makes_the_checklist_and_cannot_publish() -> None:
    app = checked(Role.SECRETARIAT, "2020/21")
    assert "nothing blocks" in " ".join(header.value for header in app.header)
    assert not [label for label in labels(app) if label.startswith("Publish")]


def test_the_administrator_sees_neither_checklist_nor_form() -> None:
    app = opened("editions.py", Role.ADMINISTRATOR)
    assert app.title[0].value == "Nothing has been published yet"
    assert labels(app) == []


def test_every_page_of_an_office_says_that_it_is_a_draft() -> None:
    app = app_at()
    assert "draft of the next edition, nothing of it is published" in text_of(app)


def test_the_public_record_is_no_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CPC_DATA_SET", "public_record")
    app = app_at()
    assert "draft of the next edition" not in text_of(app)
