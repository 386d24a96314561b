"""Every page in a real Chromium: nothing fails, nothing leaves the machine, nothing runs off the edge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from dashboard.catalogue import load
from tests.browser.window import PATIENCE, WIDTHS, fits, opened, settle, violations

pytestmark = pytest.mark.browser

PAGES = [
    "",
    "objective?objective=1",
    "indicator?indicator=1.3a",
    "indicator?indicator=1.4a",
    "indicator?indicator=2.2a",
    "indicator?indicator=2.7a",
    "indicator?indicator=3.1a",
    "quality",
    "published",
    "sources",
    "method",
    "annual-report",
]
# The tables of a page, those behind a line that opens them included, which only panning in their frames shows whole.
CUT_OFF = """() => {
    const folded = [...document.querySelectorAll('details:not([open])')];
    folded.forEach(one => one.open = true);
    const cut = [...document.querySelectorAll('.cpc-scroll')].filter(one => one.scrollWidth > one.clientWidth + 1);
    folded.forEach(one => one.open = false);
    return cut.map(one => one.getAttribute('aria-label'));
}"""
INDICATORS = [indicator.id for indicator in load().indicators]


@dataclass
class Visit:
    """A page and what the browser complained of while it opened."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@contextmanager
def visit(chromium: Browser, address: str, path: str, width: str = "wide") -> Iterator[Visit]:
    """A page once it rests, and what was complained of until then and after."""
    with opened(chromium, width) as page:
        seen = Visit(page)
        # Streamlit looks for its base path under a deep link and gets two harmless 404s there.
        page.on("response", lambda r: _note_failure(seen, r.url, r.status))
        page.on("console", lambda m: _note_console(seen, m.type, m.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda r: _note_request(seen, r.url, address))
        page.goto(f"{address}/{path}")
        settle(page)
        yield seen


def _note_failure(seen: Visit, url: str, status: int) -> None:
    if status >= 400 and not url.endswith(("/_stcore/health", "/_stcore/host-config")):
        seen.complaints.append(f"{status} {url}")


def _note_console(seen: Visit, kind: str, text: str) -> None:
    if kind in ("error", "warning") and "status of 404" not in text:
        seen.complaints.append(text)


def _note_request(seen: Visit, url: str, address: str) -> None:
    allowed = (address, address.replace("http:", "ws:"), "data:", "blob:")
    if not url.startswith(allowed):
        seen.outside.append(url)


@pytest.fixture(scope="module", params=[(path, width) for path in PAGES for width in WIDTHS], ids="-".join)
def seen(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visit]:
    """Each page at each width, opened once for all that is asked of it."""
    with visit(chromium, address, *request.param) as visited:
        yield visited


def test_a_page_opens_without_a_complaint_and_fits_its_window(seen: Visit) -> None:
    assert seen.complaints == []
    assert seen.outside == []
    assert seen.page.locator('[data-testid="stException"]').count() == 0
    assert seen.page.locator("h1").count() == 1
    assert fits(seen.page)


def test_every_table_of_a_page_is_seen_whole(seen: Visit) -> None:
    assert seen.page.evaluate(CUT_OFF) == []


def test_a_page_has_no_accessibility_violation(seen: Visit) -> None:
    assert violations(seen.page) == ""


def test_the_accessibility_check_sees_a_planted_fault(chromium: Browser, address: str) -> None:
    with visit(chromium, address, "method") as seen:
        seen.page.evaluate("document.querySelector('main, [data-testid=stMain]').append(new Image())")
        assert '"image-alt"' in violations(seen.page)


def test_every_indicator_opens_on_a_phone_without_a_complaint(chromium: Browser, address: str) -> None:
    with visit(chromium, address, f"indicator?indicator={INDICATORS[0]}", "phone") as seen:
        for indicator in INDICATORS[1:]:
            seen.page.goto(f"{address}/indicator?indicator={indicator}")
            seen.page.get_by_text(f"Indicator {indicator}", exact=False).first.wait_for(timeout=PATIENCE)
            seen.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"] h1')
            assert fits(seen.page), indicator
            assert seen.page.evaluate(CUT_OFF) == [], indicator
        assert (seen.complaints, seen.outside) == ([], [])


def test_every_page_has_its_own_name_in_the_tab(chromium: Browser, address: str) -> None:
    titles = []
    for path in ("", "objective", "quality", "sources", "method", "annual-report"):
        with visit(chromium, address, path) as seen:
            titles.append(seen.page.title())
    assert len(set(titles)) == len(titles)


def test_a_link_from_the_first_page_leads_to_the_indicator(chromium: Browser, address: str) -> None:
    with visit(chromium, address, "") as seen:
        seen.page.locator('a[href*="indicator?indicator=1.4a"]').first.click()
        seen.page.wait_for_url("**/indicator?indicator=1.4a")
        seen.page.get_by_text("Increased number of multidisciplinary spaces").first.wait_for()


def test_no_drawn_text_is_too_pale_to_read(chromium: Browser, address: str) -> None:
    """Axe cannot judge text in a chart: every fill must reach 4.5:1 on white."""
    with visit(chromium, address, "indicator?indicator=1.3a") as seen:
        seen.page.wait_for_selector('[data-testid="stVegaLiteChart"] svg text')
        fills = set(
            seen.page.eval_on_selector_all(
                '[data-testid="stVegaLiteChart"] svg text', "nodes => nodes.map(n => getComputedStyle(n).fill)"
            )
        )
        assert fills
        assert all(_contrast_on_white(fill) >= 4.5 for fill in fills), fills


def _contrast_on_white(fill: str) -> float:
    channels = [int(part) / 255 for part in fill.removeprefix("rgb(").removesuffix(")").split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_the_printed_page_holds_the_last_indicator(chromium: Browser, address: str) -> None:
    with visit(chromium, address, "quality") as seen:
        assert seen.page.pdf(format="A4").startswith(b"%PDF")
