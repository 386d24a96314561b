from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.downloads import CHANGE_COLUMNS, COLUMNS, figures_csv
from dashboard.release import Release, Shown, Value, Withheld
from tests import record
from tests.release_builder import indicator_release, point, release, series


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def holding(value: Value, note: str = "") -> Release:
    """A release of one figure."""
    one = replace(series(), points=(replace(point("2021/22", 6), value=value, note=note, interval=None),))
    return replace(release(), indicators=(indicator_release(components=(one,), context=()),))


def test_the_columns_are_those_that_the_documentation_explains() -> None:
    explained = (record.workspace_docs() / "figures.md").read_text(encoding="utf-8")
    assert [column for column in COLUMNS if f"`{column}`" not in explained] == []


def test_one_row_a_figure_and_each_figure_once() -> None:
    found = [row["figure_id"] for row in read(figures_csv(record.release()))]
    assert len(found) == len(set(found)) > 200


def test_every_number_is_the_number_of_the_release() -> None:
    shown = {
        p.figure_id: p.value
        for item in record.release().indicators
        for s in item.components + item.context
        for p in s.points
        if isinstance(p.value, Shown)
    }
    printed = {row["figure_id"]: row for row in read(figures_csv(record.release())) if row["state"] == "shown"}
    assert set(printed) == set(shown)
    for figure_id, value in shown.items():
        assert (printed[figure_id]["number"], printed[figure_id]["value"]) == (f"{value.number:f}", value.text)


def test_a_withheld_figure_keeps_its_symbol_and_no_number() -> None:
    (row,) = read(figures_csv(holding(Withheld())))
    assert (row["state"], row["value"], row["number"], row["interval_low"]) == ("withheld", "[c]", "", "")


def test_one_indicator_alone() -> None:
    assert {row["indicator"] for row in read(figures_csv(record.release(), "2.2a"))} == {"2.2a"}


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\tx"])
def test_text_that_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    (row,) = read(figures_csv(holding(Withheld(), note=text)))
    assert row["note"] == f"'{text}"


def test_a_negative_number_stays_a_number() -> None:
    (row,) = read(figures_csv(holding(Shown(Decimal(-5), None, "-5"))))
    assert row["number"] == "-5"


def test_the_columns_of_the_file_of_changes_are_explained() -> None:
    explained = (record.workspace_docs() / "restatements.md").read_text(encoding="utf-8")
    assert [column for column in CHANGE_COLUMNS if f"`{column}`" not in explained] == []
