"""Left-over markup, the house's forms of figures, language, hidden and withheld text."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from dashboard.documents.checks import check, find_withheld
from tests.documents.seeded_documents import SECTION, changed, codes, good, good_parts, para, row, run, zipped

LINKED = '<w:hyperlink r:id="rId20">{}</w:hyperlink>'


def says(text: str, style: str = "BodyText") -> bytes:
    """The good document with one more paragraph."""
    return changed(SECTION, para(text, style) + SECTION)


@pytest.mark.parametrize(
    "text",
    [
        "{{ value }}",
        "{% if x %}",
        "a **bold** claim",
        "see [this](there)",
        "::: table",
        "fish &amp;amp; chips",
        "rose to None in 2021/22",
        "None",
        "nan children",
        "TODO: ask CPFSA",
        "figure TBC",
        "Lorem ipsum dolor",
        "[insert foreword]",
        "Decimal('6')",
    ],
)
def test_what_the_machine_left_over_is_found(text: str) -> None:
    assert codes(says(text)) == {"D25"}


@pytest.mark.parametrize(
    "text",
    [
        "None of 3 stages reached.",
        "2017/18: None reported by these agencies.",
        "The Rapporteur's note [3] and the mark [c].",
        "A share of 2 * 3 houses.",
    ],
)
def test_plain_english_is_not_taken_for_a_left_over(text: str) -> None:
    assert codes(says(text)) == set()


def test_left_overs_are_looked_for_in_notes_and_alternative_texts_too() -> None:
    assert "D25" in codes(changed("Seven in the edition before.", "{{ note }}", "word/footnotes.xml"))
    assert "D25" in codes(changed("Line chart of children", "Line chart of None and nan", "word/document.xml"))
    assert "D25" in codes(changed("One row a year.", "{{ description }}"))


@pytest.mark.parametrize(
    "text",
    [
        "12345 calls",
        "1234 calls",
        "a change of -3",
        "from 5-6 children",
        "on 2021-04-01",
        "on 31/03/2022",
        "on March 31, 2022",
        "6 % of them",
        "6% of them",
    ],
)
def test_figures_are_written_the_houses_way(text: str) -> None:
    assert codes(says(text)) == {"D29"}


@pytest.mark.parametrize(
    "text",
    [
        "12,345 calls",
        "1,234 calls and J$34,800,000",
        "a change of −3",
        "from 5–6 children",
        "in 2021/22 and 2021-H2, in 1998 and 2024",
        "on 31 March 2022",
        "6 per cent of them",
        "indicators 1.1a to 2.10a, page 3 of 65",
        "at event #118 · 3f2a9c41",
        "a ratio of 1.29 to 3.26 (p = 0.0015)",
        "GAO-23-105390",
        "parishes by ISO 3166-2, countries by ISO 3166",
    ],
)
def test_figures_in_the_houses_way_pass(text: str) -> None:
    assert codes(says(text)) == set()


def test_quotations_and_titles_of_sources_keep_their_own_forms() -> None:
    parts = good_parts()
    relations = parts["word/_rels/document.xml.rels"].decode()
    address = (
        '<Relationship Id="rId20" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="https://example.org" TargetMode="External"/></Relationships>'
    )
    title = para(run("Source list: ") + LINKED.format(run("Report of March 31, 2022, 50% done")))
    body = parts["word/document.xml"].decode().replace(SECTION, title + SECTION)
    styles = parts["word/styles.xml"].decode().replace('"Body Text"', '"Commitment"')
    linked = parts | {
        "word/_rels/document.xml.rels": relations.replace("</Relationships>", address).encode(),
        "word/document.xml": body.encode(),
    }
    assert check(zipped(linked)) == []
    quoted = {"word/styles.xml": styles.encode()}
    assert "D29" not in codes(zipped(parts | quoted | {"word/document.xml": _with(parts, "by 2022-03-31, 50%")}))


def _with(parts: dict[str, bytes], text: str) -> bytes:
    return parts["word/document.xml"].decode().replace(SECTION, para(text) + SECTION).encode()


def test_per_cent_signs_are_allowed_in_tables() -> None:
    assert codes(changed(row("2021/22", "6"), row("2021/22", "25 %"))) == set()


def test_the_document_has_one_language() -> None:
    assert codes(changed("en-JM", "en-US", "word/styles.xml")) == {"D35"}
    foreign = para(run("ailleurs", '<w:lang w:val="fr-FR"/>'))
    assert codes(changed(SECTION, foreign + SECTION)) == {"D35"}
    assert "D35" in codes(changed('<w:lang w:val="en-JM"/>', "", "word/styles.xml"))


def test_hidden_text_is_found() -> None:
    secret = para(run("one girl of 9", "<w:vanish/>"))
    assert codes(changed(SECTION, secret + SECTION)) == {"D31"}
    shown = para(run("six children", '<w:vanish w:val="0"/>'))
    assert codes(changed(SECTION, shown + SECTION)) == set()


def workbook(text: str) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("xl/worksheets/sheet1.xml", f"<sheet><c><v>{text}</v></c><c><v>12</v></c></sheet>")
    return written.getvalue()


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/custom.xml", b"<a><b>7919</b></a>"),
        ("word/custom.xml", b'<a hint="before: 7919"/>'),
        ("word/media/drawing1.svg", b"<svg><text>7919</text></svg>"),
        ("word/embeddings/sheet.xlsx", workbook("7919")),
    ],
)
def test_a_withheld_number_is_found_wherever_it_hides(part: str, content: bytes) -> None:
    found = find_withheld(zipped(good_parts() | {part: content}), ["7919"])
    assert [finding.code for finding in found] == ["D31"]
    assert found[0].place.startswith(part)


def test_a_withheld_word_split_over_runs_is_found() -> None:
    split = changed(SECTION, para(run("7") + run("919")) + SECTION)
    assert [finding.place for finding in find_withheld(split, ["7919"])] == ["word/document.xml"]


def test_a_part_of_a_longer_number_is_not_the_withheld_one() -> None:
    longer = changed(SECTION, para("17,919 and 7919.5 and 79191") + SECTION)
    assert find_withheld(longer, ["7919", "919"]) == []
    assert find_withheld(good(), ["7919"]) == []


def test_only_packages_can_be_searched() -> None:
    with pytest.raises(ValueError, match="cannot be searched"):
        find_withheld(b"%PDF-1.7", ["7919"])
