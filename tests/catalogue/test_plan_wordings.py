"""The catalogue says word for word what the Partnership says.

The fixtures are cut from the text of the Partnership, never from the catalogue; their hashes are recorded here so that
nobody mends a fixture to fit a slip of the catalogue.
"""

from __future__ import annotations

import hashlib

import pytest

from dashboard.catalogue import Catalogue, load, sort_key
from tests.catalogue.small import FIXTURES

SOURCE_SHA256 = "0c8a6c12b5fd078bb25113bbbb899fee63fba9f944f77cf3d6ab768e5a873c75"
FIXTURE_SHA256 = {
    "plan_wordings.txt": "ba99c3199775f1d8d701f70279e97a7c829faf4732a51f680f13e82a215b1c6e",
    "plan_table.txt": "8f3783d5bb94ab95baa930d5509a843c1f641a88791e25903b30d8e072d2ea50",
}


def _lines(name: str) -> list[tuple[str, str]]:
    """The lines of a fixture: what stands before the tab, and after."""
    text = (FIXTURES / name).read_text(encoding="utf-8")
    pairs = [line.partition("\t") for line in text.splitlines() if not line.startswith("#")]
    return [(before, after) for before, _, after in pairs]


def _cells(kind: str) -> list[str]:
    return [text for name, text in _lines("plan_table.txt") if name == kind]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.mark.parametrize("name", FIXTURE_SHA256)
def test_the_fixture_is_as_it_was_cut_from_the_source(name: str) -> None:
    content = (FIXTURES / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == FIXTURE_SHA256[name]
    assert SOURCE_SHA256 in content.decode()


def test_all_39_wordings_equal_the_source(catalogue: Catalogue) -> None:
    assert [(indicator.id, indicator.wording) for indicator in catalogue.indicators] == _lines("plan_wordings.txt")
    assert len(catalogue.indicators) == 39


def test_all_three_objectives_equal_the_source(catalogue: Catalogue) -> None:
    said = [f"Objective {objective.id}: {objective.wording}" for objective in catalogue.objectives]
    assert said == _cells("objective")


def test_all_23_activities_equal_the_source(catalogue: Catalogue) -> None:
    assert [f"{activity.id} {activity.wording}" for activity in catalogue.activities] == _cells("activity")
    assert len(catalogue.activities) == 23


@pytest.mark.parametrize("by", ["government", "partner"])
def test_every_role_and_supported_activity_equals_the_source(catalogue: Catalogue, by: str) -> None:
    """Label and wording, put together again, make the cell of the Plan's table: nothing added, lost or moved."""
    said = [
        " ".join(f"{item.label} {item.wording}" for item in activity.commitments if item.by == by)
        for activity in catalogue.activities
    ]
    assert said == _cells(by)


def test_each_indicator_stands_under_its_activity_as_in_the_source(catalogue: Catalogue) -> None:
    said = [
        " ".join(f"{item.id} {item.wording}" for item in catalogue.indicators if item.activity == activity.id)
        for activity in catalogue.activities
    ]
    assert said == _cells("indicators")


def test_the_order_is_the_plans(catalogue: Catalogue) -> None:
    ids = [indicator.id for indicator in catalogue.indicators]
    assert ids == sorted(ids, key=sort_key)
    assert ids.index("2.10a") == ids.index("2.9b") + 1


def test_the_labels_without_a_letter_keep_none(catalogue: Catalogue) -> None:
    ids = [indicator.id for indicator in catalogue.indicators]
    assert [label for label in ids if not label[-1].isalpha()] == ["1.6", "2.1", "2.3", "2.8", "3.2", "3.4"]


def test_1_5b_and_2_8_are_one_measure(catalogue: Catalogue) -> None:
    aliases = {indicator.id: indicator.alias_of for indicator in catalogue.indicators if indicator.alias_of}
    assert aliases == {"2.8": "1.5b"}


def test_complicity_of_officials_has_no_good_or_bad_direction(catalogue: Catalogue) -> None:
    assert catalogue.indicator("1.6").direction == "none"


def test_no_indicator_has_a_target_that_the_plan_does_not_set(catalogue: Catalogue) -> None:
    assert [indicator.id for indicator in catalogue.indicators if indicator.target] == []
