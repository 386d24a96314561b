"""A chart as the browser gets it: Vega-Lite, made once for each series.

Building and checking a chart takes about 0.1 s; a page of six would pay it again at every click.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from dashboard.charts.draw import chart
from dashboard.release import Series

_KEPT = 256
"""More than the series of one release; a specification is about 10 KB."""


def vega_lite(series: Series) -> dict[str, Any]:
    """The series' chart for a screen, as a fresh dict. ValueError when nothing may be shown."""
    spec: dict[str, Any] = json.loads(_made(series))
    return spec


@lru_cache(maxsize=_KEPT)
def _made(series: Series) -> str:
    return json.dumps(chart(series).to_dict())
