"""A window on a page: opened wide or as on a phone, waited for until it rests, and asked what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

WIDTHS = {"wide": (1280, 900), "phone": (390, 844)}

PATIENCE = 60_000
"""Milliseconds that a page has; a slow machine is not a fault."""

# The window and the area that Streamlit scrolls inside it: either could be panned sideways.
_FITS = """[document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .every(area => area.scrollWidth <= area.clientWidth)"""
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Streamlit fetches the program that draws a chart only when there is one, so it comes after the script has run.
_WHOLE = """() => {
    const none = what => !document.querySelector(what)
    const drawn = chart => chart.querySelector('svg, canvas')
    const moves = one => one.playState === 'running' && one.effect.getComputedTiming().iterations !== Infinity
    return !none('[data-testid="stApp"][data-test-script-state="notRunning"] h1')
        && none('[data-stale="true"]') && none('[data-testid="stSkeleton"]')
        && [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].every(drawn)
        && document.fonts.status === 'loaded' && !document.getAnimations().some(moves)
}"""
_STILL = """quiet => new Promise(rests => {
    let timer = setTimeout(rests, quiet)
    const changed = () => { clearTimeout(timer); timer = setTimeout(rests, quiet) }
    new MutationObserver(changed).observe(document, {subtree: true, childList: true, attributes: true})
    setTimeout(rests, 20 * quiet)
})"""
QUIET = 400
"""Milliseconds without a change after which a page is held to rest: what was clicked has reached the server by then."""


@contextmanager
def opened(chromium: Browser, width: str = "wide", *, bypass_csp: bool = False) -> Iterator[Page]:
    """An empty page in a window of its own, with its own session."""
    size = WIDTHS[width]
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, bypass_csp=bypass_csp)
    yield context.new_page()
    context.close()


def settle(page: Page) -> None:
    """Wait until the script has run, nothing is of an earlier run, charts are drawn and nothing changes any more."""
    page.wait_for_function(_WHOLE, timeout=PATIENCE)
    page.evaluate(_STILL, QUIET)
    page.wait_for_function(_WHOLE, timeout=PATIENCE)  # a run that a click began has ended


def fits(page: Page) -> bool:
    """Whether nothing runs off the edge."""
    return bool(page.evaluate(_FITS))


def violations(page: Page, but: Container[str] = ()) -> str:
    """What axe finds against accessibility, each with where it stands; empty where it finds nothing."""
    # Streamlit fades a part in when it is replaced; half-faded text is pale and is no fault of the page.
    page.add_style_tag(content="* { transition: none !important; animation: none !important; }")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _TAGS}}).response["violations"]
    ours = [violation for violation in found if violation["id"] not in but]
    said = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in ours]
    return json.dumps(said, indent=1) if said else ""
