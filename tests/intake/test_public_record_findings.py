"""A fault in the public record is reported at its file, line and column, and nothing of the record is then used."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.intake import RecordError
from dashboard.intake.record_checks import PublicRecord
from dashboard.intake.record_derived import derived_findings
from dashboard.intake.record_rows import DerivedRow, FigureRow, MappingRow, MilestoneRow, SourceRow
from dashboard.intake.record_tables import read_table
from tests.intake.record_folder import RECORD, RecordFolder, rows_of


def test_the_record_as_it_ships_has_no_finding(folder: RecordFolder) -> None:
    assert folder.findings() == ()


def test_an_unmapped_figure_is_found_for_each_indicator_it_belongs_to(folder: RecordFolder) -> None:
    folder.drop("mapping.csv", ("F013", "1.3a"))

    (finding,) = folder.findings()

    line = next(number for number, row in enumerate(rows_of("figures.csv"), start=2) if row["id"] == "F013")
    assert (finding.file, finding.line, finding.column) == ("figures.csv", line, "indicators")
    assert "map F013 for 1.3a" in finding.mend


def test_a_figure_without_an_indicator_needs_its_row_too(folder: RecordFolder) -> None:
    folder.drop("mapping.csv", ("F219", ""))

    assert [finding.mend for finding in folder.findings()] == ["map F219 for no indicator"]


def test_a_figure_mapped_twice_for_one_indicator_is_found_at_the_second(folder: RecordFolder) -> None:
    line = folder.repeat("mapping.csv", ("F020", "1.3a"), role="unused", component="", definition_version="")

    (finding,) = folder.findings()

    assert str(finding).startswith(f"mapping.csv:{line}:figure: found 'F020'; allowed: each figure once")


# Each case: the row, the cells put in, the column reported, and a word of what is allowed there.
FAULTS = [
    ("all ages", ("F056", "2.2a"), {"role": "value", "component": "identified"}, "role", "all_victims"),
    ("adults", ("F132", "2.2a"), {"role": "value", "component": "identified", "dimensions": ""}, "role", "adults_only"),
    ("suspected", ("F014", "2.2a"), {"role": "value", "component": "suspected"}, "role", "suspected"),
    ("cumulative", ("F188", "1.4a"), {"role": "value"}, "role", "cumulative"),
    ("hotline", ("F060", "3.3a"), {"role": "value", "component": "suspected"}, "role", "hotline"),
    ("no cohort", ("F012", "1.3b"), {"role": "value", "component": "share", "definition_version": "1"}, "role",
     "1.3b share is told by the year its cases began in"),
    ("part of a year", ("F184", "1.4a"), {"role": "value", "component": "spaces_staffed", "period": "2021/22"},
     "period", "printed period"),
    ("calendar year", ("F214", "2.2a"), {"role": "value", "component": "identified"}, "period", "whole year"),
    ("cell below a total", ("F081", "2.2a"), {"role": "context"}, "dimensions", "national total"),
    ("unknown component", ("F020", "1.3a"), {"component": "investigation_all_ages"}, "component", "investigations_all"),
    ("context as component", ("F034", "1.5a"), {"role": "context"}, "component", "the indicator has none"),
    ("unknown stage", ("F104", "2.1"), {"stage": "adoption"}, "stage", "adopted, in_use, launched"),
    ("reached without a stage", ("F104", "2.1"), {"stage": ""}, "stage", "blank only if noted"),
    ("unknown outcome", ("F104", "2.1"), {"outcome": "done"}, "outcome", "reached, not_reached, noted"),
    ("two stages, one outcome", ("F104", "2.1"), {"stage": "adopted|launched"}, "outcome", "one outcome for each"),
    ("one exploitation", ("F217", "2.2a"), {"role": "context", "dimensions": ""}, "dimensions", "exploitation_type"),
    ("one sex", ("F197", "2.2a"), {"role": "context", "dimensions": ""}, "dimensions", "sex, because F197 counts fem"),
    ("one nationality, even if zero", ("F063", "2.5b"), {"role": "value", "component": "sheltered", "dimensions": ""},
     "dimensions", "citizenship_group, because F063 counts Jamaican only"),
    ("adults as a total", ("F132", "2.2a"), {"role": "context", "dimensions": ""}, "dimensions", "age_group"),
    ("text as a number", ("F104", "2.1"), {"role": "context", "stage": "", "outcome": ""}, "role", "milestone"),
    ("unused, yet on a rung", ("F104", "2.1"), {"role": "unused", "outcome": ""}, "stage", "blank for the role unused"),
    ("number without words", ("F012", "1.3b"), {"role": "milestone", "outcome": "noted"}, "words", "the fact in words"),
    ("no period", ("F020", "1.3a"), {"period": ""}, "period", "the true period"),
    ("unknown code", ("F081", "2.2a"), {"dimensions": "sex=femal"}, "dimensions", "female"),
    ("unknown dimension", ("F081", "2.2a"), {"dimensions": "gender=female"}, "dimensions", "for gender"),
    ("later definition", ("F020", "1.3a"), {"definition_version": "9"}, "definition_version", "1 to 1"),
    ("part of nothing", ("F023", "1.3a"), {"role": "part"}, "role", "derived.csv"),
    ("not mapped as a part", ("F091", "2.2a"), {"role": "external_claim"}, "role", "D03 is made of it"),
    ("unknown figure", ("F023", "1.3a"), {"figure": "F999"}, "figure", "figures.csv or milestones.csv"),
    ("claim on no indicator", ("F219", ""), {"role": "external_claim"}, "role", "where there is no indicator"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "cells", "column", "word"), [case[1:] for case in FAULTS], ids=[c[0] for c in FAULTS])
def test_a_mapping_that_breaks_a_rule_is_found_at_its_cell(
    folder: RecordFolder, row: tuple[str, str], cells: dict[str, str], column: str, word: str
) -> None:
    line = folder.change("mapping.csv", row, **cells)

    found = [finding for finding in folder.findings() if finding.column == column]

    assert any(word in finding.allowed for finding in found), folder.findings()
    assert any(finding.line == line or finding.file == "figures.csv" for finding in found)


# Each case: the table, the row, the cells put in, the column reported, and a word of what is allowed there.
CELLS = [
    ("figures.csv", "F020", {"value": "forty"}, "value", "a number in digits"),
    ("figures.csv", "F020", {"value": ""}, "value", "a number in digits"),
    ("figures.csv", "F020", {"bound": "roughly"}, "bound", "'exact', 'about' or 'at_least'"),
    ("figures.csv", "F020", {"source": "tip_1999"}, "source", "a code of sources.csv"),
    ("figures.csv", "F020", {"confidence": "sure"}, "confidence", "'high'"),
    ("figures.csv", "F020", {"period_start": "01/04/2016"}, "period_start", "date"),
    ("figures.csv", "F020", {"url": "page 3"}, "url", "pattern"),
    ("sources.csv", "tip_2021", {"published_on": "2021"}, "published_on", "date"),
    ("derived.csv", "D03", {"value": "8"}, "value", "7, which the parts give"),
    ("derived.csv", "D03", {"parts": "F091"}, "parts", "add up to the 8 of F089"),
    ("derived.csv", "D03", {"parts": "F091|F999"}, "parts", "ids of figures.csv"),
    ("derived.csv", "D03", {"parts": "F091|F114"}, "parts", "one source and period"),
    ("derived.csv", "D03", {"total": ""}, "total", "all ages mapped as context"),
    ("derived.csv", "D03", {"component": "children"}, "component", "identified, suspected"),
    ("derived.csv", "D05", {"role": "value", "component": "investigations"}, "role", "no total is printed"),
    ("derived.csv", "D05", {"bound": "exact"}, "bound", "at_least"),
    ("derived.csv", "D09", {"period": "2022-03-31"}, "period", "a day before the first one"),
    ("derived.csv", "D10", {"parts": "F122|F131", "value": "4"}, "parts", "before the day"),
    ("derived.csv", "D11", {"source": "tip_2022"}, "source", "the source of the latest opening"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "key", "cells", "column", "word"), CELLS)
def test_a_wrong_cell_is_found_with_what_is_allowed(
    folder: RecordFolder, file: str, key: str, cells: dict[str, str], column: str, word: str
) -> None:
    line = folder.change(file, (key,), **cells)

    found = [finding for finding in folder.findings() if (finding.file, finding.line) == (file, line)]

    assert any(finding.column == column and word in finding.allowed for finding in found), folder.findings()


@given(children=st.integers(0, 12), adults=st.integers(0, 12))
def test_children_are_derived_only_where_the_categories_exhaust_the_total(
    catalogue: Catalogue, children: int, adults: int
) -> None:
    record = _record()
    values = {"F091": children, "F092": adults}
    figures = tuple(
        replace(line, row=line.row.model_copy(update={"value": Decimal(values[line.row.id])}))
        if line.row.id in values
        else line
        for line in record.figures
    )
    derived = tuple(
        replace(line, row=line.row.model_copy(update={"value": Decimal(children)})) if line.row.id == "D03" else line
        for line in record.derived
    )

    found = list(derived_findings(replace(record, figures=figures, derived=derived), catalogue))

    assert (not found) == (children + adults == 8)


def test_all_faults_are_reported_at_once_in_the_order_of_the_files(folder: RecordFolder) -> None:
    folder.change("mapping.csv", ("F104", "2.1"), stage="adoption")
    folder.change("mapping.csv", ("F020", "1.3a"), component="inquiries")
    folder.change("derived.csv", ("D03",), value="8")

    with pytest.raises(RecordError) as raised:
        folder.read()

    places = [(finding.file, finding.column) for finding in raised.value.findings]
    assert places == [("derived.csv", "value"), ("mapping.csv", "component"), ("mapping.csv", "stage")]
    assert len(str(raised.value).splitlines()) == 3


def test_a_source_nobody_cites_is_found(folder: RecordFolder) -> None:
    line = folder.repeat("sources.csv", ("tip_2021",), code="tip_2025")

    assert [(f.file, f.line, f.column) for f in folder.findings()] == [("sources.csv", line, "code")]


def test_an_id_given_twice_is_found(folder: RecordFolder) -> None:
    folder.change("figures.csv", ("F021",), id="F020")

    assert any(f.column == "id" and f.allowed == "an id used once" for f in folder.findings())


def test_a_missing_column_or_file_is_found(folder: RecordFolder) -> None:
    figures = folder.path / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("id,source,", "id,", 1), encoding="utf-8")
    (folder.path / "derived.csv").unlink()

    found = {(finding.file, finding.line) for finding in folder.findings()}

    assert found == {("figures.csv", 1), ("derived.csv", 1)}


def test_a_cell_too_many_is_found_at_its_line(folder: RecordFolder) -> None:
    sources = folder.path / "sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8") + "x,y\n", encoding="utf-8")

    (finding,) = folder.findings()

    assert (finding.line, finding.found, finding.allowed) == (len(rows_of("sources.csv")) + 2, "2 cells", "7 cells")


def test_a_file_that_is_not_utf_8_is_refused(folder: RecordFolder) -> None:
    (folder.path / "milestones.csv").write_bytes(b"\xff\xfe")

    assert [finding.file for finding in folder.findings()] == ["milestones.csv"]


def _record() -> PublicRecord:
    return PublicRecord(
        sources=read_table(RECORD, SourceRow, []),
        figures=read_table(RECORD, FigureRow, []),
        milestones=read_table(RECORD, MilestoneRow, []),
        mapping=read_table(RECORD, MappingRow, []),
        derived=read_table(RECORD, DerivedRow, []),
    )
