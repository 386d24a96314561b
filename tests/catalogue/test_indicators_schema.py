"""Editors check `indicators.yaml` with the same shape that the loader reads."""

from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from dashboard.catalogue.loading import INDICATORS
from dashboard.catalogue.schema import SCHEMA, schema_text


class _EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: a date is text."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_the_schema_is_current() -> None:
    """If this fails: `python -m dashboard.catalogue.schema` writes it anew."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_the_catalogue_names_its_schema_in_the_first_line() -> None:
    first = INDICATORS.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=./{SCHEMA.name}"


def test_an_editor_marks_nothing_in_the_catalogue(validator: Draft202012Validator) -> None:
    content = yaml.load(INDICATORS.read_text(encoding="utf-8"), Loader=_EditorLoader)
    assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)] == []


def test_an_editor_marks_an_id_without_quotes(validator: Draft202012Validator) -> None:
    content = yaml.load(INDICATORS.read_text(encoding="utf-8").replace('"1.6"', "1.6"), Loader=_EditorLoader)
    assert "$.activities[5].id" in {error.json_path for error in validator.iter_errors(content)}


def test_every_field_is_required_because_none_has_a_default(validator: Draft202012Validator) -> None:
    schema = validator.schema
    assert isinstance(schema, dict)
    shapes = [schema, *schema["$defs"].values()]
    with_fields = [shape for shape in shapes if "properties" in shape]
    assert all(set(shape["required"]) == set(shape["properties"]) for shape in with_fields)
    assert all("default" not in field for shape in with_fields for field in shape["properties"].values())
