"""A chart as a file: the right size, the same bytes each time, letters of the document's font."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

from PIL import Image

from dashboard.charts import PAPER, bars, to_png, to_svg, trend
from tests.release_builder import context_series, stock_series

ROOT = Path(__file__).resolve().parents[2]


def test_a_picture_has_the_size_of_its_place_at_its_sharpness() -> None:
    picture = Image.open(io.BytesIO(to_png(trend(context_series(), PAPER), ppi=144)))
    assert picture.size == (PAPER.width * 2, PAPER.height * 2)


def test_another_process_draws_the_same_bytes() -> None:
    drawing = (
        "import hashlib;from dashboard.charts import *;from tests.release_builder import *;"
        "print(hashlib.sha256(to_png(bars(stock_series(), PAPER))).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", drawing], cwd=ROOT, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(to_png(bars(stock_series(), PAPER))).hexdigest()


def test_an_svg_keeps_its_words_as_text_in_the_font_of_the_document() -> None:
    drawn = to_svg(trend(context_series(), PAPER, titled=True))
    assert ">61</text>" in drawn
    assert ">All ages, context" in drawn
    assert "Carlito" in drawn


def test_an_svg_tells_each_point_to_a_screen_reader() -> None:
    assert 'aria-label="2023/24: 61 investigations, 95 % interval 47 to 78"' in to_svg(trend(context_series()))


def test_the_font_lies_with_its_licence_beside_the_charts() -> None:
    fonts = ROOT / "dashboard" / "charts" / "fonts"
    assert {path.name for path in fonts.iterdir()} == {"Carlito-Regular.ttf", "Carlito-Bold.ttf", "OFL-carlito.txt"}
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL-carlito.txt").read_text("utf-8")
