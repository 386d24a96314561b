"""A picture of synthetic figures says so wherever it goes, and a year not yet reported is a word and no symbol."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dashboard.charts import alt_text, chart, vega_lite
from dashboard.charts.style import MARKING_LINE
from dashboard.release import NotReported, Series
from tests.release_builder import point, series, stock_series

MARKING = "SYNTHETIC, FOR TRAINING"


@pytest.mark.parametrize("drawn", [series(), stock_series()])
def test_the_marking_is_part_of_the_picture_and_of_its_words(drawn: Series) -> None:
    marked = replace(drawn, marking=MARKING)
    assert MARKING in json.dumps(vega_lite(marked))
    assert alt_text(marked).startswith(MARKING)


def test_a_long_marking_stands_on_lines_that_fit_a_phone_and_none_covers_another() -> None:
    long = f"{MARKING} · RESTRICTED · Data analyst of the Office · 22 November 2026"
    made = chart(replace(series(), marking=long)).to_dict()
    lines = [layer for layer in made["layer"] if "words" in json.dumps(layer.get("encoding", {}))]
    words = [made["datasets"][line["data"]["name"]][0]["words"] for line in lines]
    heights = [line["encoding"]["y"]["value"] for line in lines]
    assert " ".join(words) == long
    assert all(len(line) <= MARKING_LINE for line in words)
    assert heights == sorted(heights)
    assert len(set(heights)) == len(words) > 1


def test_real_figures_carry_no_marking() -> None:
    assert "SYNTHETIC" not in json.dumps(vega_lite(series()))


def test_a_year_not_yet_reported_is_said_upright_at_its_place() -> None:
    waiting = NotReported(missing=("CPFSA",))
    found = series()
    drawn = replace(found, points=(*found.points[:-1], point(found.points[-1].period, waiting)))
    made = chart(drawn).to_dict()
    (words,) = [layer for layer in made["layer"] if layer["mark"].get("angle") == 270]
    # Altair keeps rows of a layer in the picture, by name.
    assert made["datasets"][words["data"]["name"]] == [{"at": "2023/24", "symbol": "not yet reported"}]
    assert "Not yet reported: 2023/24." in alt_text(drawn)
