"""An agency's return in a real Chromium, from a blank workbook to the adopted return; and every office page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard import workspace
from dashboard.intake.workbook import ConfirmKey, NumberKey, Part, SignOffKey
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.periods import Period
from tests.browser.window import PATIENCE, WIDTHS, fits, opened, settle, violations
from tests.serving import served

pytestmark = pytest.mark.browser

# Streamlit's own drop zone is a button inside a section with a role of its own; it is minor and not ours to mend.
STREAMLITS_OWN = {"presentation-role-conflict"}
PAGES = [
    ("TIP Secretariat", "Returns"),
    ("TIP Secretariat", "Review"),
    ("TIP Secretariat", "Decisions"),
    ("TIP Secretariat", "Focal posts"),
    ("National Rapporteur", "Returns"),
    ("National Rapporteur", "Review"),
    ("National Rapporteur", "Sign-off"),
    ("National Rapporteur", "Restricted view"),
    ("National Rapporteur", "Publishing"),
    ("Administrator", "Decisions"),
]
HALF = Period.half_year(2021, 1)


@pytest.fixture(scope="module")
def office_address(office_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on a small office ledger."""
    with served(shutil.copytree(office_home, tmp_path_factory.mktemp("served") / "home")) as address:
        yield address


@contextmanager
def visit(chromium: Browser, address: str, width: str = "wide") -> Iterator[Page]:
    with opened(chromium, width) as page:
        page.goto(address)
        settle(page)
        yield page


def choose(page: Page, label: str, option: str) -> None:
    """Open the box and take the option, looking for it by name as its user would where the list is long."""
    box, wanted = page.get_by_role("combobox", name=label), page.get_by_role("option", name=option).first
    box.click()
    page.get_by_role("option").first.wait_for()
    if not wanted.is_visible():
        box.fill(option)
    wanted.click()
    settle(page)


def act_as(page: Page, role: str, agency: str = "") -> None:
    page.get_by_role("button", name="Acting as").click()
    choose(page, "Act as", role)
    if agency:
        if not page.get_by_role("combobox", name="Of agency").is_visible():
            page.get_by_role("button", name="Acting as").click()
        choose(page, "Of agency", agency)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=f"Acting as: {role}").wait_for(timeout=PATIENCE)
    settle(page)


def go(page: Page, name: str) -> None:
    """By the menu, which on a phone lies behind a button and covers the page until it is closed."""
    if opens := page.get_by_test_id("stExpandSidebarButton").count():
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name=name, exact=True).first.click()
    settle(page)
    if opens and page.locator('[data-testid="stSidebar"][data-collapsed="false"]').count():
        page.get_by_test_id("stSidebarCollapseButton").locator("button").click(force=True)
        settle(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("role", "name"), PAGES)
def test_an_office_page_fits_its_window_and_has_no_accessibility_violation(
    chromium: Browser, office_address: str, role: str, name: str, width: str
) -> None:
    with visit(chromium, office_address, width) as page:
        act_as(page, role)
        go(page, name)
        if name == "Returns":
            choose(page, "Half-year", HALF.words)
        assert page.locator('[data-testid="stException"]').count() == 0
        assert page.locator("h1").count() == 1
        assert fits(page)
        assert violations(page, but=STREAMLITS_OWN) == ""


def test_a_return_goes_from_blank_to_adopted(chromium: Browser, office_address: str, tmp_path: Path) -> None:
    with visit(chromium, office_address) as page:
        act_as(page, "Focal person", "Victim Services Division")
        go(page, "Returns")
        choose(page, "Half-year", HALF.words)
        with page.expect_download() as blank:
            page.get_by_role("button", name="Download the blank workbook").click()
        blank.value.save_as(tmp_path / "blank.xlsx")

        faulty = workbook(tmp_path / "blank.xlsx", mistake="6?")
        (tmp_path / "faulty.xlsx").write_bytes(faulty)
        page.locator('input[type="file"]').set_input_files(tmp_path / "faulty.xlsx")
        page.get_by_text("The return is not filed yet").wait_for(timeout=PATIENCE)
        settle(page)
        with page.expect_download() as marked:
            page.get_by_role("button", name="with each place marked").click()
        assert marked.value.suggested_filename == "faulty-marked.xlsx"

        (tmp_path / "mended.xlsx").write_bytes(workbook(tmp_path / "blank.xlsx"))
        page.locator('input[type="file"]').set_input_files(tmp_path / "mended.xlsx")
        answer_questions(page)
        page.get_by_text("Receipt: the return of").wait_for(timeout=PATIENCE)
        assert fits(page)
        with page.expect_download() as receipt:
            page.get_by_role("button", name="Download the receipt (text)").click()
        assert "return-vsd-2021-H1.1" in Path(receipt.value.path()).read_text("utf-8")

        act_as(page, "TIP Secretariat")
        go(page, "Review")
        choose(page, "Return", f"VSD, {HALF.words}")
        page.get_by_role("button", name="Accept", exact=True).click()
        page.get_by_text("return-vsd-2021-H1.1 is accepted").wait_for(timeout=PATIENCE)
        settle(page)
        # What the list calls the return has changed; the next act on the same page must still find it.
        assert page.get_by_role("combobox", name="Return").input_value().endswith(": accepted")
        page.get_by_text("Correct one number").click()
        page.get_by_role("textbox", name="It is to say").fill("many")
        page.get_by_role("textbox", name="how is it known").fill("A letter of the division.")
        page.get_by_role("button", name="File the correction").click()
        page.get_by_text("The correction was not filed:").wait_for(timeout=PATIENCE)

        act_as(page, "National Rapporteur")
        go(page, "Review")
        choose(page, "Return", f"VSD, {HALF.words}")
        page.get_by_role("textbox", name="Reservation").fill("First return of this division.")
        page.get_by_role("button", name="Adopt", exact=True).click()
        page.get_by_text("return-vsd-2021-H1.1 is adopted").wait_for(timeout=PATIENCE)
        go(page, "Decisions")
        assert page.get_by_text("Reservation: First return of this division.").count() == 1


def answer_questions(page: Page) -> None:
    """Explain whatever the checks ask about, if they ask anything."""
    page.get_by_text("Receipt: the return of").or_(page.get_by_text("to explain.")).first.wait_for(timeout=PATIENCE)
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


def test_whoever_comes_from_elsewhere_sees_no_office_page(
    chromium: Browser, office_home: Path, office_address: str, tmp_path: Path
) -> None:
    """Through a server that listens to every machine, and through a proxy's mark on a local one."""
    home = shutil.copytree(office_home, tmp_path / "home")
    with served(home, "0.0.0.0") as address, visit(chromium, address) as page:
        assert page.get_by_role("button", name="Acting as").count() == 0
        page.goto(f"{address}/returns")
        settle(page)
        assert page.get_by_text("Restricted", exact=True).count() == 0
    with opened(chromium) as page:
        page.set_extra_http_headers({"X-Forwarded-For": "10.1.2.3"})
        page.goto(office_address)
        settle(page)
        assert page.get_by_role("button", name="Acting as").count() == 0
