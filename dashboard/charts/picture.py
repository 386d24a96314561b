"""A chart as bytes, for Word, slides and downloads: the same bytes for the same chart on every machine.

Carlito lies beside this file, so that a machine without it draws the same letters. Nothing is fetched.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path

import altair as alt
import vl_convert
from altair.vegalite import SCHEMA_VERSION

_FONTS = Path(__file__).parent / "fonts"
_KEPT = 128
"""Pictures kept for the next draft; drawing is about four fifths of a report's time. A picture is some 40 KB."""

PPI = 200
"""Sharp in print, and near the 220 that Word keeps when it saves."""


def to_png(chart: alt.LayerChart, ppi: int = PPI) -> bytes:
    """A PNG of the chart's own size at `ppi` pixels an inch, 72 of its units to the inch."""
    return _png(_spec(chart), ppi)


def to_svg(chart: alt.LayerChart) -> str:
    """An SVG whose text stays text."""
    return _svg(_spec(chart))


def _spec(chart: alt.LayerChart) -> str:
    return json.dumps(chart.to_dict(), sort_keys=True, ensure_ascii=False)


@cache
def _ready() -> str:
    """Make the fonts known once; gives the Vega-Lite version that the chart was written for, `6.1`."""
    vl_convert.register_font_directory(str(_FONTS))
    return ".".join(SCHEMA_VERSION.removeprefix("v").split(".")[:2])


@lru_cache(maxsize=_KEPT)
def _png(spec: str, ppi: int) -> bytes:
    version = _ready()
    return vl_convert.vegalite_to_png(spec, vl_version=version, ppi=ppi, allowed_base_urls=[])


@lru_cache(maxsize=_KEPT)
def _svg(spec: str) -> str:
    version = _ready()
    return vl_convert.vegalite_to_svg(spec, vl_version=version, allowed_base_urls=[])
