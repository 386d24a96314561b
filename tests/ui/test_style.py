"""The look: text can be read, one palette serves page and chart, nothing is fetched from elsewhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.charts import style
from dashboard.ui import FAVICON, PRODUCT, html
from dashboard.ui.html.table import Phone

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard"
CSS = (DASHBOARD / "ui" / "style.css").read_text("utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", CSS))
CONFIG = tomllib.loads((DASHBOARD.parent / ".streamlit" / "config.toml").read_text("utf-8"))
THEME = CONFIG["theme"]

TEXT, PART = 4.5, 3.0
"""WCAG 2.2: contrast of text (1.4.3) and of the parts of a picture that carry meaning (1.4.11)."""


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours written `#RRGGBB`."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_of_contrast_is_the_standards() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tint", list(html.Tint))
def test_the_word_of_every_status_can_be_read_on_its_tint(tint: html.Tint) -> None:
    assert contrast(COLOURS[tint], COLOURS[f"{tint}-ground"]) >= TEXT


@pytest.mark.parametrize("name", ["ink", "ink-2", "link", "brand"])
@pytest.mark.parametrize("ground", ["#FFFFFF", "surface"])
def test_text_and_links_can_be_read_on_the_page_and_in_boxes(name: str, ground: str) -> None:
    assert contrast(COLOURS[name], COLOURS.get(ground, ground)) >= TEXT


@pytest.mark.parametrize("colour", [style.INK, style.INK_2, style.BASELINE])
@pytest.mark.parametrize("ground", [style.PAPER_WHITE, style.SERIES_BAND, style.CONTEXT_BAND])
def test_the_words_of_a_chart_can_be_read_on_paper_and_band(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= TEXT


@pytest.mark.parametrize("colour", [style.SERIES, style.CONTEXT, style.BASELINE, style.AXIS])
@pytest.mark.parametrize("ground", [style.PAPER_WHITE, style.SERIES_BAND, style.CONTEXT_BAND])
def test_the_lines_of_a_chart_can_be_seen_on_paper_and_band(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= PART


def test_the_edges_of_controls_can_be_seen() -> None:
    assert contrast(COLOURS["border"], "#FFFFFF") >= PART


def test_page_and_chart_share_one_palette() -> None:
    names = {"ink": "INK", "ink-2": "INK_2", "series": "SERIES", "context": "CONTEXT", "hairline": "GRID"}
    assert {name: COLOURS[name] for name in names} == {name: getattr(style, name_) for name, name_ in names.items()}


def test_page_and_streamlits_theme_share_one_palette() -> None:
    names = {
        "ink": "textColor",
        "surface": "secondaryBackgroundColor",
        "border": "borderColor",
        "brand": "primaryColor",
        "link": "linkColor",
        "good": "greenTextColor",
        "good-ground": "greenBackgroundColor",
        "attention": "orangeTextColor",
        "attention-ground": "orangeBackgroundColor",
        "bad": "redTextColor",
        "bad-ground": "redBackgroundColor",
        "neutral": "blueTextColor",
        "neutral-ground": "blueBackgroundColor",
        "waiting": "grayTextColor",
        "waiting-ground": "grayBackgroundColor",
    }
    assert {name: COLOURS[name] for name in names} == {name: THEME[option] for name, option in names.items()}


def test_colours_are_named_once() -> None:
    rules = CSS.split("}", 1)[1]
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules)) <= {"#FFFFFF"}


def test_every_class_that_is_styled_is_used() -> None:
    styled = set(re.findall(r"\.(cpc-[\w-]+)", CSS))
    code = "".join(path.read_text("utf-8") for path in (DASHBOARD / "ui").rglob("*.py"))
    made = {f"cpc-{tint}" for tint in html.Tint} | {"cpc-reached", "cpc-passed", "cpc-not-reached"}
    made |= {f"cpc-{phone}" for phone in Phone}
    covers = {"cpc-figure", "cpc-context", "cpc-nothing"}  # the first words of `release.pages`
    assert {name for name in styled - made - covers if not re.search(rf"\b{name}\b", code)} == set()


def test_the_bar_at_the_top_bears_the_products_name() -> None:
    assert f'content: "{PRODUCT}"' in CSS


def test_nothing_of_the_look_comes_from_another_machine() -> None:
    assert "//" not in re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    assert CONFIG["browser"]["gatherUsageStats"] is False
    for face in THEME["fontFaces"]:
        assert (DASHBOARD / face["url"].removeprefix("app/")).is_file()
    assert FAVICON.is_file()
    assert list((DASHBOARD / "static" / "fonts").glob("OFL-*.txt"))


def test_errors_are_hidden_and_the_dashboard_listens_to_this_machine_only() -> None:
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert THEME["base"] == "light"
