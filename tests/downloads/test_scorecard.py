"""The scorecard: one row an indicator, in the Plan's order, with the words of the pages and its place in the ledger."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from dashboard.downloads.scorecard import COLUMNS, scorecard_csv
from tests.release_builder import release


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_each_indicator_has_one_row_in_the_words_of_its_page() -> None:
    made = release()
    found = rows(scorecard_csv(made))
    assert [row["indicator"] for row in found] == [item.id for item in made.indicators]
    assert [row["status"] for row in found] == [item.verdict.label.value for item in made.indicators]
    assert [row["finding"] for row in found] == [item.finding for item in made.indicators]
    assert {row["ledger_anchor"] for row in found} == {made.anchor.short}
    assert tuple(found[0]) == COLUMNS


def test_data_that_are_not_real_say_so_in_every_row() -> None:
    found = rows(scorecard_csv(release(watermark="SYNTHETIC")))
    assert {row["marking"] for row in found} == {"SYNTHETIC"}


def test_a_finding_that_a_spreadsheet_would_run_is_quoted() -> None:
    made = release()
    first = replace(made.indicators[0], finding="=HYPERLINK(1)")
    assert rows(scorecard_csv(release((first,))))[0]["finding"] == "'=HYPERLINK(1)"
