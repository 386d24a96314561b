"""An agency's return in a real Chromium, from a blank workbook to the adopted return; and every office page."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dashboard import workspace
from dashboard.intake.workbook import ConfirmKey, NumberKey, Part, SignOffKey
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.ledger import DataSet
from dashboard.periods import Period
from tests import office_ledger

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).parents[2]
WIDTHS = {"wide": (1280, 900), "phone": (390, 844)}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Streamlit's own drop zone is a button inside a section with a role of its own; it is minor and not ours to mend.
STREAMLITS_OWN = {"presentation-role-conflict"}
FITS = """[document.documentElement, document.querySelector('[data-testid="stMain"]')]
    .every(area => area.scrollWidth <= area.clientWidth)"""
PAGES = [
    ("TIP Secretariat", "Returns"),
    ("TIP Secretariat", "Review"),
    ("TIP Secretariat", "Decisions"),
    ("TIP Secretariat", "Focal posts"),
    ("National Rapporteur", "Returns"),
    ("National Rapporteur", "Review"),
    ("Administrator", "Decisions"),
]
HALF = Period.half_year(2021, 1)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on a small office ledger, as `run.py serve` starts it."""
    home = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CPC_HOME", str(home))
        patch.delenv("CPC_DATABASE_URL", raising=False)
        patch.delenv("CPC_DATA_SET", raising=False)
        office_ledger.build(workspace.database_url(DataSet.OFFICE))
        with served("127.0.0.1") as address:
            yield address


@contextmanager
def served(host: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    environment.pop("DISPLAY", None)
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--port", str(port), "--host", host]
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def visit(chromium: Browser, address: str, width: str = "wide", **options: bool) -> Iterator[Page]:
    size = WIDTHS[width]
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, accept_downloads=True, bypass_csp=options.get("bypass_csp")
    )
    page = context.new_page()
    page.goto(address)
    settle(page)
    yield page
    context.close()


def settle(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"] h1', timeout=60_000)
    page.wait_for_selector('[data-stale="true"]', state="detached", timeout=60_000)
    page.wait_for_timeout(700)


def choose(page: Page, label: str, option: str) -> None:
    """Open the box and take the option, looking for it by name as its user would where the list is long."""
    box, wanted = page.get_by_role("combobox", name=label), page.get_by_role("option", name=option).first
    box.click()
    page.get_by_role("option").first.wait_for()
    if not wanted.is_visible():
        box.fill(option)
    wanted.click()
    page.wait_for_timeout(300)
    settle(page)


def act_as(page: Page, role: str, agency: str = "") -> None:
    page.get_by_role("button", name="Acting as").click()
    choose(page, "Act as", role)
    if agency:
        if not page.get_by_role("combobox", name="Of agency").is_visible():
            page.get_by_role("button", name="Acting as").click()
        choose(page, "Of agency", agency)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=f"Acting as: {role}").wait_for(timeout=60_000)
    settle(page)


def go(page: Page, name: str) -> None:
    """By the menu, which on a phone lies behind a button and covers the page until it is closed."""
    if opens := page.get_by_test_id("stExpandSidebarButton").count():
        page.get_by_test_id("stExpandSidebarButton").click()
        page.wait_for_timeout(500)
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_timeout(500)
    settle(page)
    if opens and page.locator('[data-testid="stSidebar"][data-collapsed="false"]').count():
        page.get_by_test_id("stSidebarCollapseButton").locator("button").click(force=True)
        page.wait_for_timeout(500)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("role", "name"), PAGES)
def test_an_office_page_fits_its_window_and_has_no_accessibility_violation(
    chromium: Browser, office: str, role: str, name: str, width: str
) -> None:
    with visit(chromium, office, width, bypass_csp=True) as page:
        act_as(page, role)
        go(page, name)
        if name == "Returns":
            choose(page, "Half-year", HALF.words)
        assert page.locator('[data-testid="stException"]').count() == 0
        assert page.locator("h1").count() == 1
        assert page.evaluate(FITS)
        page.add_style_tag(content="* { transition: none !important; animation: none !important; }")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        ours = [violation for violation in found if violation["id"] not in STREAMLITS_OWN]
        assert ours == [], json.dumps(
            [(one["id"], [n["html"][:160] for n in one["nodes"][:3]]) for one in ours], indent=1
        )


def test_a_return_goes_from_blank_to_adopted(chromium: Browser, office: str, tmp_path: Path) -> None:
    with visit(chromium, office) as page:
        act_as(page, "Focal person", "Victim Services Division")
        go(page, "Returns")
        choose(page, "Half-year", HALF.words)
        with page.expect_download() as blank:
            page.get_by_role("button", name="Download the blank workbook").click()
        blank.value.save_as(tmp_path / "blank.xlsx")

        faulty = workbook(tmp_path / "blank.xlsx", mistake="6?")
        (tmp_path / "faulty.xlsx").write_bytes(faulty)
        page.locator('input[type="file"]').set_input_files(tmp_path / "faulty.xlsx")
        page.get_by_text("The return is not filed yet").wait_for(timeout=60_000)
        settle(page)
        with page.expect_download() as marked:
            page.get_by_role("button", name="with each place marked").click()
        assert marked.value.suggested_filename == "faulty-marked.xlsx"

        (tmp_path / "mended.xlsx").write_bytes(workbook(tmp_path / "blank.xlsx"))
        page.locator('input[type="file"]').set_input_files(tmp_path / "mended.xlsx")
        answer_questions(page)
        page.get_by_text("Receipt: the return of").wait_for(timeout=60_000)
        assert page.evaluate(FITS)
        with page.expect_download() as receipt:
            page.get_by_role("button", name="Download the receipt (text)").click()
        assert "return-vsd-2021-H1.1" in Path(receipt.value.path()).read_text("utf-8")

        act_as(page, "TIP Secretariat")
        go(page, "Review")
        choose(page, "Return", f"VSD, {HALF.words}")
        page.get_by_role("button", name="Accept", exact=True).click()
        page.get_by_text("return-vsd-2021-H1.1 is accepted").wait_for(timeout=60_000)

        act_as(page, "National Rapporteur")
        go(page, "Review")
        choose(page, "Return", f"VSD, {HALF.words}")
        page.get_by_role("textbox", name="Reservation").fill("First return of this division.")
        page.get_by_role("button", name="Adopt", exact=True).click()
        page.get_by_text("return-vsd-2021-H1.1 is adopted").wait_for(timeout=60_000)
        go(page, "Decisions")
        assert page.get_by_text("Reservation: First return of this division.").count() == 1


def answer_questions(page: Page) -> None:
    """Explain whatever the checks ask about, if they ask anything."""
    page.get_by_text("Receipt: the return of").or_(page.get_by_text("to explain.")).first.wait_for(timeout=60_000)
    settle(page)
    boxes = page.get_by_role("textbox", name="Why is it right?")
    for number in range(boxes.count()):
        boxes.nth(number).fill("Counted again in the register and found right.")
    if boxes.count():
        page.get_by_role("button", name="Send again with these reasons").click()


def workbook(blank: Path, mistake: str = "") -> bytes:
    """The blank workbook with a sign-off, no case at all and confirmed zeros, and with one mistake where asked."""
    layout = layout_of(workspace.catalogue(), "vsd", HALF)
    answers: dict[tuple[str, str], str | int | float | date | None] = {}
    for one in [*layout.inputs, *(block.confirm for block in layout.blocks if block.confirm)]:
        if isinstance(one.key, ConfirmKey):
            answers[one.sheet, one.cell] = "Yes"
        elif isinstance(one.key, NumberKey) and not one.key.dimensions:
            answers[one.sheet, one.cell] = int(one.key.part is Part.DENOMINATOR)
        elif isinstance(one.key, SignOffKey):
            answers[one.sheet, one.cell] = date(2021, 10, 20) if one.key.field == "on" else "Director of the division"
    number = next(one for one in layout.inputs if isinstance(one.key, NumberKey) and one.key.part is Part.NUMERATOR)
    if mistake:
        answers[number.sheet, number.cell] = mistake
    return filled(blank.read_bytes(), answers)


def test_whoever_comes_from_elsewhere_sees_no_office_page(chromium: Browser, office: str) -> None:
    """Through a server that listens to every machine, and through a proxy's mark on a local one."""
    with served("0.0.0.0") as address, visit(chromium, address) as page:
        assert page.get_by_role("button", name="Acting as").count() == 0
        page.goto(f"{address}/returns")
        settle(page)
        assert page.get_by_text("Restricted", exact=True).count() == 0
    context = chromium.new_context(extra_http_headers={"X-Forwarded-For": "10.1.2.3"})
    page = context.new_page()
    page.goto(office)
    settle(page)
    assert page.get_by_role("button", name="Acting as").count() == 0
    context.close()
