"""One figure, one number: the indicator's page, the annual report and the tidy file say the same."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree
from streamlit.testing.v1 import AppTest

from dashboard import workspace
from dashboard.access import Tier
from dashboard.documents import draft_annual_report
from dashboard.downloads import figures_csv
from dashboard.periods import BASELINE, Period
from dashboard.release import Point, Release, Series, Shown, make_release
from tests import record

APP = workspace.PROJECT / "dashboard" / "app.py"
LAST = Period.parse("2023/24")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=1)
def release() -> Release:
    return make_release(record.catalogue(), record.ledger(), Tier.PUBLIC, through=LAST)


def shown_points() -> Iterator[tuple[Series, Point, Shown]]:
    for item in release().indicators:
        for series in item.components + item.context:
            for point in series.points:
                if isinstance(point.value, Shown):
                    yield series, point, point.value


def test_the_tidy_file_has_every_shown_number_as_it_is_printed() -> None:
    table = csv.DictReader(io.StringIO(figures_csv(release()).decode("utf-8-sig")))
    in_file = {row["figure_id"]: row["value"] for row in table if row["state"] == "shown"}
    assert in_file == {point.figure_id: value.text for _, point, value in shown_points()}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("indicator", ["1.3a", "1.4a", "1.5a", "2.2a", "2.5b", "3.2b"])
def test_the_page_has_every_number_of_the_tidy_file_beside_its_period(indicator: str) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["indicator"] = indicator
    app.run()
    app.switch_page("views/indicator.py").run()
    rows = [cells_of(row) for element in app.markdown for row in html_rows(element.value)]
    table = csv.DictReader(io.StringIO(figures_csv(workspace.release(), indicator).decode("utf-8-sig")))
    for row in table:
        if row["state"] == "shown":
            label = Period.parse(row["period"]).label
            assert any(cells[0].startswith(label) and row["value"] in cells[1] for cells in rows), row["figure_id"]


@pytest.mark.office
def test_the_report_has_every_number_of_the_tidy_file_beside_its_period(soffice_path: Path) -> None:
    del soffice_path  # the report numbers its pages by LibreOffice
    draft = draft_annual_report(release(), BASELINE, LAST)
    body = etree.fromstring(zipfile.ZipFile(io.BytesIO(draft.docx)).read("word/document.xml"))
    rows = ["\t".join(text_of(cell) for cell in row.iter(f"{WORD}tc")) for row in body.iter(f"{WORD}tr")]
    lines = [text_of(paragraph) for paragraph in body.iter(f"{WORD}p")]
    for series, point, value in shown_points():
        if point.period.end < BASELINE.start:
            continue  # the report begins with the baseline
        label = point.period.label
        assert any(label in line and value.text in line for line in rows + lines), point.figure_id
        del series


def text_of(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{WORD}t"))


def html_rows(fragment: str) -> list[etree._Element]:
    parsed = etree.fromstring(fragment, etree.HTMLParser())
    return [] if parsed is None else [row for row in parsed.iter("tr") if len(row) > 1]


def cells_of(row: etree._Element) -> list[str]:
    return ["".join(str(part) for part in cell.itertext()) for cell in row]
