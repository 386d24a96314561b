"""Every page in a real Chromium: nothing fails, nothing leaves the machine, nothing runs off the edge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dashboard.catalogue import load

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
    "sources",
    "method",
    "annual-report",
]
INDICATORS = [indicator.id for indicator in load().indicators]
# The window and the area that Streamlit scrolls inside it: either could be panned sideways.
FITS = """[document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .every(area => area.scrollWidth <= area.clientWidth)"""
WIDTHS = {"wide": (1280, 900), "phone": (390, 844)}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visit:
    """A page and what the browser complained of while it opened."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@contextmanager
def visit(chromium: Browser, address: str, path: str, width: str = "wide") -> Iterator[Visit]:
    size = WIDTHS[width]
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, bypass_csp=False)
    seen = Visit(context.new_page())
    # Streamlit looks for its base path under a deep link and gets two harmless 404s there.
    seen.page.on("response", lambda r: _note_failure(seen, r.url, r.status))
    seen.page.on("console", lambda m: _note_console(seen, m.type, m.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("request", lambda r: _note_request(seen, r.url, address))
    seen.page.goto(f"{address}/{path}")
    settle(seen.page)
    yield seen
    context.close()


def settle(page: Page) -> None:
    """Wait until the script has run, nothing on the page is of an earlier run, and the charts are drawn."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"] h1', timeout=60_000)
    page.wait_for_function("""!document.querySelector('[data-stale="true"]')""", timeout=60_000)
    page.wait_for_timeout(900)


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


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_a_complaint_and_fits_its_window(
    chromium: Browser, address: str, path: str, width: str
) -> None:
    with visit(chromium, address, path, width) as seen:
        assert seen.complaints == []
        assert seen.outside == []
        assert seen.page.locator('[data-testid="stException"]').count() == 0
        assert seen.page.locator("h1").count() == 1
        assert seen.page.evaluate(FITS)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_accessibility_violation(chromium: Browser, address: str, path: str, width: str) -> None:
    size = WIDTHS[width]
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/{path}")
    settle(page)
    # Streamlit fades a part in when it is replaced; half-faded text is pale and is no fault of the page.
    page.add_style_tag(content="* { transition: none !important; animation: none !important; }")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    context.close()
    assert found == [], json.dumps([_short(violation) for violation in found], indent=1)


def test_the_accessibility_check_sees_a_planted_fault(chromium: Browser, address: str) -> None:
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/method")
    settle(page)
    page.evaluate("document.querySelector('main, [data-testid=stMain]').append(new Image())")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    context.close()
    assert "image-alt" in {violation["id"] for violation in found}


def test_every_indicator_opens_on_a_phone_without_a_complaint(chromium: Browser, address: str) -> None:
    with visit(chromium, address, f"indicator?indicator={INDICATORS[0]}", "phone") as seen:
        for indicator in INDICATORS[1:]:
            seen.page.goto(f"{address}/indicator?indicator={indicator}")
            seen.page.get_by_text(f"Indicator {indicator}", exact=False).first.wait_for(timeout=60_000)
            seen.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"] h1')
            assert seen.page.evaluate(FITS), indicator
        assert (seen.complaints, seen.outside) == ([], [])


def _short(violation: dict[str, Any]) -> dict[str, Any]:
    return {"id": violation["id"], "where": [node["html"][:160] for node in violation["nodes"][:3]]}


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
