"""The lists that codes come from: complete, closed, with their sources, and faulty lists reported by line."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from dashboard.catalogue import REFERENCE, Catalogue, CatalogueError, load
from dashboard.catalogue.reference import read_reference
from tests.catalogue.small import small_catalogue

CREDIT = "Terms adapted from the Human Trafficking Case Data Standard (HTCDS) v2.0 by IOM, CC BY 4.0."


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference folder to plant faults in."""
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


def _faults(folder: Path) -> list[str]:
    return [str(fault) for fault in read_reference(folder)[1]]


def test_the_lists_are_without_fault() -> None:
    assert _faults(REFERENCE) == []


def test_lists_and_catalogue_are_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(load().indicators) == 39


def test_there_are_14_parishes_of_three_counties(catalogue: Catalogue) -> None:
    assert [parish.code for parish in catalogue.parishes] == [f"JM-{number:02d}" for number in range(1, 15)]
    assert {parish.county for parish in catalogue.parishes} == {"Cornwall", "Middlesex", "Surrey"}


def test_the_map_and_the_table_know_the_same_parishes(catalogue: Catalogue) -> None:
    shapes = json.loads((REFERENCE / "parishes.geojson").read_text(encoding="utf-8"))["features"]
    drawn = {shape["properties"]["code"]: shape["properties"]["parish"] for shape in shapes}
    assert drawn == {parish.code: parish.name for parish in catalogue.parishes}


def test_a_police_area_that_was_not_found_is_blank_and_not_guessed(catalogue: Catalogue) -> None:
    unknown = [parish.name for parish in catalogue.parishes if parish.police_area is None]
    assert unknown == ["Kingston", "St. Andrew", "St. Thomas", "St. Catherine"]


def test_parishes_and_public_bodies_are_breakdowns_without_a_second_list(catalogue: Catalogue) -> None:
    lists = {code_list.code: [code.code for code in code_list.codes] for code_list in catalogue.code_lists}
    assert lists["parish"] == [parish.category for parish in catalogue.parishes]
    assert lists["parish_of_residence"] == [*lists["parish"], "abroad", "unknown"]
    assert "jcf" in lists["mda"]
    assert not {"iom", "tip_office", "civil_society", "participating_mdas"} & set(lists["mda"])


def test_no_ictip_code_is_invented(catalogue: Catalogue) -> None:
    assert {code.ictip_code for code_list in catalogue.code_lists for code in code_list.codes} == {None}


def test_every_list_that_takes_htcds_terms_carries_the_credit(catalogue: Catalogue) -> None:
    taken = {
        code_list.code: code_list.source
        for code_list in catalogue.code_lists
        if any("HTCDS" in (code.source or "") for code in code_list.codes)
    }
    assert len(taken) >= 8
    assert [code for code, source in taken.items() if CREDIT not in source] == []


def test_every_age_band_rolls_up_to_0_to_17_for_the_public(catalogue: Catalogue) -> None:
    bands = next(code_list for code_list in catalogue.code_lists if code_list.code == "child_age_band")
    assert {code.public for code in bands.codes if code.code != "0_17"} == {"0_17"}


def test_a_child_is_identified_by_one_of_three_groups_or_by_neither(catalogue: Catalogue) -> None:
    identified_by = next(code_list for code_list in catalogue.code_lists if code_list.code == "identified_by")
    groups = {code.public for code in identified_by.codes if code.public}
    assert groups == {"relevant_authorities", "civil_society", "community"}


def test_the_denominators_are_numbers_with_a_source() -> None:
    with (REFERENCE / "national_denominators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["value"].isdigit() and row["source"] for row in rows)
    parts = [int(row["value"]) for row in rows if (row["year"], row["measure"]) == ("2011", "population")]
    assert parts[0] == parts[1] + parts[2]


# --- Faults in the lists ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "agencies.csv",
            "\noca,",
            "\nonrtip,",
            "reference/agencies.csv:5:1 agencies[onrtip]: found code 'onrtip' again",
        ),
        ("agencies.csv", "OCA,agency", "OCA,bureau", "reference/agencies.csv:5:1 agencies[oca].kind: found 'bureau'"),
        ("agencies.csv", "OCA,agency", "OCA,", "reference/agencies.csv:5:1 agencies[oca].kind: found nothing"),
        ("parishes.csv", ",Surrey,", ",,", "reference/parishes.csv:2:1 parishes[JM-01].county: found nothing"),
        (
            "code_lists/sex.yaml",
            "code: male",
            "code: female",
            "code_lists/sex.yaml:6:12 codes[female].code: found code",
        ),
        (
            "code_lists/sex.yaml",
            "public: null",
            "public: woman",
            "code_lists/sex.yaml:5:45 codes[female].public: found",
        ),
        ("code_lists/sex.yaml", "code: sex", "code: gender", "code_lists/sex.yaml:1:7 code: found 'gender'"),
        ("code_lists/sex.yaml", "label: ", "lable: ", "code_lists/sex.yaml:2:1 lable: found unknown field"),
        ("code_lists/sex.yaml", "codes:\n  -", "codes:\n -  x: [", "code_lists/sex.yaml:"),
    ],
)
def test_a_fault_in_a_list_is_reported_at_its_line(folder: Path, file: str, old: str, new: str, expected: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(fault.startswith(expected) for fault in _faults(folder)), _faults(folder)


def test_a_missing_folder_is_a_fault_and_no_empty_list(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"agencies\.csv"):
        load(reference=tmp_path / "nowhere")


# --- The hash of catalogue and lists --------------------------------------------------------------


def test_the_hash_changes_with_a_word_and_not_with_layout() -> None:
    plain = small_catalogue()
    assert len(plain.content_hash) == 64
    assert small_catalogue(("# A small", "# Another comment on a small")).content_hash == plain.content_hash
    assert small_catalogue(("short: Prosecution", 'short:   "Prosecution"')).content_hash == plain.content_hash
    assert small_catalogue(("short: Prosecution", "short: Prosecutions")).content_hash != plain.content_hash


def test_the_hash_changes_with_a_list(folder: Path) -> None:
    before = load(reference=folder).content_hash
    agencies = folder / "agencies.csv"
    agencies.write_text(agencies.read_text(encoding="utf-8").replace("JCF A-TIP,", "A-TIP,"), encoding="utf-8")
    assert load(reference=folder).content_hash != before
