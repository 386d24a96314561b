"""A year in which 0, 2, 4 or 7 children were identified has every document and page, and each reads as one.

Every other series of people counts as many. The real numbers are of this order: what is withheld, and what is said in
its place, is the rule and not the exception.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import docx
import pytest

from dashboard import charts, workspace
from dashboard.access import Tier
from dashboard.documents import annual_report, draft_annual_report
from dashboard.documents.checks import check
from dashboard.ledger import Ledger
from dashboard.periods import Period
from dashboard.progress import VerdictLabel
from dashboard.release import Release, Shown, Withheld, make_release
from tests.noninterference import pages
from tests.noninterference.children import counted_children
from tests.noninterference.conftest import HALVES, LAST, TODAY, Twin
from tests.noninterference.returns import Retold

CASES = [(0, Tier.PUBLIC), (2, Tier.PUBLIC), (2, Tier.NATFATIP), (4, Tier.PUBLIC), (7, Tier.PUBLIC)]
"""NATFATIP sees what the public does and more; two children are where they differ most."""

pytestmark = pytest.mark.xdist_group("twins")  # one worker makes each release once
BASELINE = 5

HOLE = re.compile(r"\bNone\b|\bnan\b|Decimal|\{\{|\}\}|\{%| ,| \.(?=\s|$)|\.\.(?=\s|$)|\(\)|: \.|\bof  |, ,")
"""What is left where a sentence lost a word."""

NEEDS_LIBREOFFICE = {"D26", "D27", "D28"}


@dataclass(frozen=True)
class Year:
    """A release whose last year counts so many children."""

    children: int
    release: Release


@pytest.fixture(scope="module")
def made(true_twin: Twin) -> Any:
    """Releases by number of children and audience, each made once."""
    submissions = true_twin.ledger.submissions()

    @cache
    def release(children: int, tier: Tier) -> Release:
        of = counted_children(workspace.catalogue(), HALVES, {2017: BASELINE, 2018: 6, 2019: children}, children, {})
        held = cast(Ledger, Retold(true_twin.ledger, submissions, of))
        return make_release(workspace.catalogue(), held, tier, through=LAST, today=TODAY)

    return release


@pytest.fixture(params=CASES, ids=lambda p: f"{p[0]}-{p[1].value}")
def year(request: pytest.FixtureRequest, made: Any) -> Year:
    children, tier = request.param
    return Year(children, made(children, tier))


def identified(release: Release, period: Period) -> object:
    """By civil society: of all children identified in these years sources have printed numbers."""
    series = release.indicator("2.7a").series("2.7a/identified")
    return next(point.value for point in series.points if point.period == period)


def test_a_year_of_one_or_two_waits_for_a_sign_off_in_public_alone(year: Year) -> None:
    value = identified(year.release, LAST)
    if year.children == 2 and year.release.tier is Tier.PUBLIC:
        assert isinstance(value, Withheld)
    else:
        assert isinstance(value, Shown)
        assert value.number == year.children


def test_below_a_small_total_nothing_but_zeros_of_a_zero_is_shown(year: Year) -> None:
    last = [
        cell.value
        for table in year.release.indicator("2.2a").breakdowns
        for cell in table.cells
        if cell.period == LAST and table.series == "2.2a/identified"
    ]
    if year.children in (2, 4):
        assert not any(isinstance(value, Shown) for value in last)
    if year.children == 0:
        assert {value.text for value in last} == {"0"}


def test_no_verdict_or_sentence_leans_on_a_withheld_year(year: Year) -> None:
    item = year.release.indicator("2.7a")
    if isinstance(identified(year.release, LAST), Withheld):
        assert item.verdict.label is VerdictLabel.WITHHELD
        assert item.verdict.comparisons == ()
        assert item.finding == "Child victims identified by civil society organisations: withheld to protect children"
    else:
        assert item.verdict.comparisons
        assert LAST.label in item.finding


def test_every_chart_has_points_and_every_sentence_its_words(year: Year) -> None:
    for item in year.release.indicators:
        said = [item.finding, item.verdict.reason, item.known, item.known_detail, item.empty, *item.caveats]
        for series in item.components + item.context:
            said.append(series.sentence)
            if series.known:
                assert charts.vega_lite(series)["layer"]
                said += [charts.alt_text(series), charts.subtitle(series)]
        assert [words for words in said if HOLE.search(words)] == []


def test_the_report_is_whole(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annual_report, "lay_out", lambda _docx: None)
    draft = draft_annual_report(year.release, LAST, LAST)
    assert [found for found in check(draft.docx, None) if found.code not in NEEDS_LIBREOFFICE] == []
    document = docx.Document(io.BytesIO(draft.docx))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    assert [words for words in paragraphs if HOLE.search(words)] == []
    assert list(_empty_chapters(document)) == []


def _empty_chapters(document: Any) -> Iterator[str]:
    """Headings with nothing under them before the next one of their level or above."""
    open_heading = ""
    for element in document.element.body.iter():
        name = element.tag.rpartition("}")[2]
        if name == "p":
            style = element.pPr.pStyle.val if element.pPr is not None and element.pPr.pStyle is not None else ""
            text = "".join(node.text or "" for node in element.iter() if node.tag.endswith("}t"))
            if style.startswith("Heading"):
                if open_heading and style[-1:] <= open_heading[:1]:
                    yield open_heading[1:]
                open_heading = f"{style[-1:]}{text}"
            elif text:
                open_heading = ""
        elif name in ("tbl", "drawing"):
            open_heading = ""


PAGES: list[tuple[str, dict[str, str]]] = [
    ("home.py", {}),
    ("quality.py", {}),
    ("sources.py", {}),
    ("annual_report.py", {}),
]
PAGES += [("indicator.py", {"indicator": one}) for one in ("1.3b", "2.2a", "2.2b", "2.3")]
PAGES += [("objective.py", {"objective": "2"})]


@pytest.mark.parametrize("view", PAGES, ids=lambda view: "-".join([view[0].removesuffix(".py"), *view[1].values()]))
def test_every_page_reads_as_one(year: Year, true_twin: Twin, view: tuple[str, dict[str, str]]) -> None:
    with pages.installation(true_twin, year.release.tier), pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "release", lambda *_asked, **_more: year.release)
        sent = pages.page(*view).decode()
    words = re.sub(r"<[^>]*>", " ", sent)
    assert not re.search(r"(?<!-)\bNone\b|\bnan\b|Traceback|Decimal\(", words)
    markup = "\n".join(line for line in sent.splitlines() if line.startswith("Markdown"))
    # Each [c] is silent, with words for a screen reader in its place, or stands in words that say what it means.
    said = markup.replace('aria-hidden=\\"true\\">[c]<', "").replace("[c] withheld to protect children", "")
    assert "[c]" not in said
