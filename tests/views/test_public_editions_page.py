"""The page of editions as everybody opens it, and what the office keeps from whoever only keeps its ledger."""

from __future__ import annotations

import io
import zipfile

import pytest

from dashboard import workspace
from dashboard.access import Identity, Role, Tier
from dashboard.downloads.zipped import zipped
from dashboard.periods import Period
from dashboard.release import ActError
from dashboard.release.edition_model import EditionRequest
from dashboard.release.editions import publish_edition, withdraw_edition
from tests.views.driving import app_at, opened, text_of

RAPPORTEUR = Identity(Role.RAPPORTEUR)
WHY = "Asked for by the committee"

pytestmark = pytest.mark.usefixtures("office")


def publish(title: str, tier: Tier = Tier.PUBLIC) -> None:
    request = EditionRequest(tier, title, Period.financial_year(2020), reason=WHY)
    files = {"figures.csv": b"2.2a,6\n"}
    publish_edition(workspace.ledger(), workspace.catalogue(), request, RAPPORTEUR, lambda _: files)


def page() -> tuple[str, list[str], str, list[str]]:
    """Title, headings, all words, and the labels of the files to take."""
    app = app_at().switch_page("views/editions.py").run()
    assert not app.exception
    labels = [one.proto.label for one in app.get("download_button")]
    return app.title[0].value, [one.value for one in app.header], text_of(app), labels


def test_an_office_that_has_published_nothing_says_so() -> None:
    title, headings, words, labels = page()
    assert (title, headings, labels) == ("This office has published no edition for everybody yet", [], [])
    assert "every page here is a draft of it" in words


def test_everybody_reads_what_is_out_and_takes_its_files() -> None:
    publish("Annual report")
    publish("For the sub-committees", Tier.NATFATIP)
    withdraw_edition(workspace.ledger(), workspace.catalogue(), 1, RAPPORTEUR, "It told of three girls")
    publish("Annual report, corrected")
    title, headings, words, labels = page()
    assert title == "1 edition is published; the newest is edition 3"
    assert headings == ["Edition 3: Annual report, corrected", "Edition 1: Annual report"]
    assert labels == ["Download edition 3 (zip)"]
    assert "Withdrawn on " in words
    assert "three girls" not in words
    assert WHY not in words
    with zipfile.ZipFile(io.BytesIO(zipped(workspace.edition_files(3)))) as package:
        assert package.read("figures.csv") == b"2.2a,6\n"
        assert not {"checklist.txt", "audit.json", "disclosure.yaml"} & set(package.namelist())
    for number in (1, 2):
        with pytest.raises(ActError, match="is not handed out"):
            workspace.edition_files(number)


@pytest.mark.parametrize(
    ("role", "reads"), [(Role.RAPPORTEUR, True), (Role.SECRETARIAT, True), (Role.ADMINISTRATOR, False)]
)
def test_why_it_was_published_is_for_those_who_act(role: Role, reads: bool) -> None:
    publish("Annual report")
    assert (WHY in text_of(opened("editions.py", role))) is reads
