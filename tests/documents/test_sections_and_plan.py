"""Sections and the report's plan: faults name their place, data cannot become mark-up, prose holds no figure."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.documents.annual.plan import PlanError, read_plan
from dashboard.documents.annual_report import TEMPLATES
from dashboard.documents.blocks import Paragraph, Table, plain
from dashboard.documents.sections import Placed, SectionError, Sections
from tests.documents.block_builder import small_table


def section(folder: Path, source: str) -> Sections:
    (folder / "10-part.md.j2").write_text(source, encoding="utf-8")
    return Sections(folder)


def test_data_with_markup_stay_words(tmp_path: Path) -> None:
    blocks = section(tmp_path, "{{ words }}").render("10-part.md.j2", {"words": "**no** [x](#y) <b> 1. _z_"}, Placed())
    assert blocks == (Paragraph(plain("**no** [x](#y) <b> 1. _z_")),)


def test_an_unknown_name_stops_the_build_and_names_the_section(tmp_path: Path) -> None:
    with pytest.raises(SectionError, match=r"10-part\.md\.j2: 'figure_of_last_year' is undefined"):
        section(tmp_path, "{{ figure_of_last_year }}").render("10-part.md.j2", {}, Placed())


def test_an_expression_that_gives_nothing_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(SectionError, match="gave nothing"):
        section(tmp_path, "{{ nothing }}").render("10-part.md.j2", {"nothing": None}, Placed())


def test_a_fault_of_jinja_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(SectionError, match=r"10-part\.md\.j2:2"):
        section(tmp_path, "a\n{% if %}\n").render("10-part.md.j2", {}, Placed())


def test_a_section_cannot_reach_into_python(tmp_path: Path) -> None:
    with pytest.raises(SectionError):
        section(tmp_path, "{{ words.__class__.__mro__ }}").render("10-part.md.j2", {"words": "x"}, Placed())


def test_the_sentence_that_introduces_a_table_stays_on_its_page(tmp_path: Path) -> None:
    placed = Placed()
    names = {"place": placed.put, "table": small_table()}
    first, introducing, table = section(tmp_path, "One.\n\nTwo.\n\n{{ place(table) }}").render(
        "10-part.md.j2", names, placed
    )
    assert isinstance(first, Paragraph)
    assert not first.keep_with_next
    assert introducing == Paragraph(plain("Two."), keep_with_next=True)
    assert isinstance(table, Table)


def test_the_plan_has_the_thirteen_chapters_in_order() -> None:
    assert read_plan(TEMPLATES).chapters == tuple(range(1, 14))


def test_a_faulty_plan_names_every_fault(tmp_path: Path) -> None:
    (tmp_path / "report.yaml").write_text(
        "parts:\n  - { file: a.md.j2, chapter: 2 }\n  - { heading: No file }\n", encoding="utf-8"
    )
    with pytest.raises(PlanError, match=r"no section a\.md\.j2.*part 2: found heading.*chapters are \(2,\)"):
        read_plan(tmp_path)


# Names of laws by year, the keys to press in Word, the level of an interval, and the unit of a rate.
_NOT_FIGURES = re.compile(r"\b(19|20)\d\d\b|Ctrl\+A|F9|95 per cent|100,000")


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.md.j2")), ids=lambda path: path.name)
def test_no_section_holds_a_figure_of_its_own(path: Path) -> None:
    prose = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{##.*?##\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    prose = _NOT_FIGURES.sub("", re.sub(r"^\s*\d+\.\s", "", prose, flags=re.MULTILINE))
    prose = re.sub(r"\{#i-|\(\"4 of 6\"\)|\[\w\]", "", prose)
    assert re.findall(r"\d+", prose) == []
