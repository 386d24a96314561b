"""Adding an indicator is an edit of `indicators.yaml` and nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import workspace
from dashboard.access import Tier
from dashboard.catalogue import Catalogue, load
from dashboard.documents import draft_annual_report
from dashboard.downloads import rows
from dashboard.periods import Period
from dashboard.release import Release, make_release, overview
from tests import fortieth, record

APP = workspace.PROJECT / "dashboard" / "app.py"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(fortieth.write(tmp_path_factory.mktemp("catalogue")))


@pytest.fixture(scope="module")
def release(catalogue: Catalogue) -> Release:
    return make_release(catalogue, record.ledger(), Tier.PUBLIC)


def test_it_is_released_counted_and_named_as_silent(release: Release) -> None:
    assert len(release.indicators) == 40
    assert fortieth.FORTIETH in {item.id for item in overview(release).silent}
    assert fortieth.FORTIETH in {row.indicator for row in rows(release)}


@pytest.mark.usefixtures("home")
def test_it_has_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "CATALOGUE", fortieth.write(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["indicator"] = fortieth.FORTIETH
    app.run()
    app.switch_page("views/indicator.py").run()
    assert not app.exception
    assert fortieth.WORDING in " ".join(element.value for element in app.markdown)


@pytest.mark.office
def test_it_stands_in_the_annual_report(catalogue: Catalogue, soffice_path: Path) -> None:
    del soffice_path  # the report numbers its pages by LibreOffice
    year = Period.parse("2021/22")
    release = make_release(catalogue, record.ledger(), Tier.PUBLIC, through=year)
    draft = draft_annual_report(release, year, year)
    document = zipfile.ZipFile(io.BytesIO(draft.docx)).read("word/document.xml").decode("utf-8")
    assert document.count(fortieth.WORDING) >= 2
