"""`python -m benchmarks`: what the project costs, each beside its floor, in one run on one machine.

Seconds differ from machine to machine; the ratio to the floor is what to watch. Floors: parsing the same YAML without
checks; reading the ledger without judging it; an empty Streamlit app; the pictures of the report alone.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks import ledger_as_of, pages, workbooks
from dashboard import workspace
from dashboard.access import Tier
from dashboard.catalogue import load
from dashboard.charts import PAPER, chart, to_png, to_svg
from dashboard.documents import draft_annual_report
from dashboard.intake import file_public_record, read_public_record
from dashboard.ledger import DataSet, Ledger
from dashboard.periods import BASELINE, Period
from dashboard.release import Release, make_release

LAST = Period.parse("2023/24")


@dataclass(frozen=True)
class Line:
    """One measurement and its floor, in seconds (medians)."""

    what: str
    ours: float
    floor_name: str
    floor: float

    def __str__(self) -> str:
        ratio = self.ours / self.floor if self.floor else float("inf")
        return f"{self.what:<34} {self.ours:9.3f} s   {ratio:7.2f} x   {self.floor_name} ({self.floor:.3f} s)"


def seconds(action: Callable[[], object], times: int = 5) -> float:
    """Median wall time of an action."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def catalogue_load() -> Line:
    text = (workspace.PROJECT / "indicators.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    floor = seconds(lambda: yaml.load(text, Loader=loader))
    return Line("catalogue load", seconds(load), "the YAML parsed, unchecked", floor)


def release_build(ledger: Ledger) -> Line:
    catalogue = load()
    ours = seconds(lambda: make_release(catalogue, ledger, Tier.PUBLIC))
    return Line("release build", ours, "the ledger read, unjudged", seconds(ledger.submissions))


def report_build(release: Release) -> Line:
    """The whole report against the pictures in it; LibreOffice's page numbers are part of ours."""
    series = [s for item in release.indicators for s in item.leading_series if len(s.known) > 2]

    def pictures() -> None:
        for one in series:
            drawn = chart(one, PAPER)
            to_png(drawn)
            to_svg(drawn)

    return Line(
        "annual report",
        seconds(lambda: draft_annual_report(release, BASELINE, LAST), times=1),
        f"its {len(series)} pictures alone",
        seconds(pictures, times=1),
    )


def main() -> int:
    """Print every line as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        with Ledger.open(f"sqlite:///{path}", DataSet.PUBLIC_RECORD) as ledger:
            file_public_record(ledger, read_public_record(workspace.PUBLIC_RECORD, load()))
            release = make_release(load(), ledger, Tier.PUBLIC, through=LAST)
            for measured in (catalogue_load(), release_build(ledger), report_build(release)):
                print(measured, flush=True)
        for name, ours, floor in pages.measure(Path(folder)):
            print(Line(name, ours, "an empty Streamlit app", floor), flush=True)
        for what, ours, floor_name, floor in (*workbooks.measure(Path(folder)), *ledger_as_of.measure(Path(folder))):
            print(Line(what, ours, floor_name, floor), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
