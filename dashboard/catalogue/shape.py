"""Check a document against a model, and say each fault of pydantic's in the words of a YAML author.

What is allowed is read from the JSON Schema of the model, the same that editors use, so that an editor's hint and a
fault never disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from dashboard.catalogue.faults import Fault
from dashboard.catalogue.models import Model
from dashboard.catalogue.reading import Document, Trail

AnyModel = TypeVar("AnyModel", bound=Model)
Schema = Mapping[str, Any]

_TYPES = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "string": "text",
    "null": "null",
}


def shape(document: Document, model: type[AnyModel], trail: Trail = ()) -> tuple[AnyModel | None, list[Fault]]:
    """The part of the document at `trail` as a model, or the faults that forbid it."""
    try:
        return model.model_validate(document.at(trail)), []
    except ValidationError as error:
        return None, [_fault(document, model, trail, detail) for detail in error.errors(include_url=False)]


def _fault(document: Document, model: type[Model], trail: Trail, detail: ErrorDetails) -> Fault:
    steps = tuple(detail["loc"])
    if detail["type"] == "missing":
        field = str(steps[-1])
        place = document.place((*trail, *steps[:-1]))
        where = document.name((*trail, *steps))
        allowed = _allowed(model, steps)
        mend = f"add `{field}:` here; no field has a default"
        return Fault(document.file, place.line, place.column, where, f"no {field}", allowed, mend)
    if detail["type"] == "extra_forbidden":
        name = str(steps[-1])
        fields = list(_at(model, steps[:-1]).get("properties", {}))
        near = get_close_matches(name, fields, n=1)
        mend = f"write `{near[0]}`" if near else "remove it"
        found, allowed = f"unknown field {name!r}", ", ".join(fields)
        return document.fault((*trail, *steps), found=found, allowed=allowed, mend=mend, at_key=True)
    if steps[-1:] == ("[key]",):
        found, allowed = f"key {detail['input']!r}", "a code in lower snake case"
        mend = "write the code of the list"
        return document.fault((*trail, *steps[:-1]), found=found, allowed=allowed, mend=mend, at_key=True)
    steps = _known(document, trail, steps)
    found = _found(detail["input"])
    return document.fault(
        (*trail, *steps), found=found, allowed=_allowed(model, steps), mend=_mend(model, steps, detail)
    )


def _known(document: Document, trail: Trail, steps: Trail) -> Trail:
    """The steps without the names that pydantic adds for the branches of a union."""
    while steps and (*trail, *steps) not in document.values:
        steps = steps[:-1]
    return steps


def _found(value: object) -> str:
    match value:
        case None:
            return "nothing (null)"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            text = str(value)
            return repr(text if len(text) <= 80 else f"{text[:77]}…")


def _mend(model: type[Model], steps: Trail, detail: ErrorDetails) -> str:
    schema = _at(model, steps)
    if near := get_close_matches(str(detail["input"]), [str(option) for option in schema.get("enum", [])], n=1):
        return f"write {near[0]!r}"
    if "enum" in schema or "anyOf" in schema:
        return "write one of these"
    if detail["type"] == "value_error":
        return detail["msg"].removeprefix("Value error, ")
    return f"write {_words(schema)}"


# --- What the schema allows ---------------------------------------------------------------------


@cache
def _schema(model: type[Model]) -> Schema:
    return model.model_json_schema()


def _at(model: type[Model], steps: Trail) -> Schema:
    """The schema of the part that the steps lead to; empty where the schema knows no such part."""
    root = _schema(model)
    schema = _resolved(root, root)
    for step in steps:
        if isinstance(step, int):
            inner = schema.get("items", {})
        else:
            # a mapping with free keys, such as a commitment's status, has one schema for all its values
            free: Schema = next(iter(schema.get("patternProperties", {}).values()), {})
            inner = schema.get("properties", {}).get(step, free)
        schema = _resolved(root, inner)
    return schema


def _resolved(root: Schema, schema: Schema) -> Schema:
    """References replaced by what they name, and `X or null` by X marked `nullable`."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rsplit("/", 1)[-1]
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return _resolved(root, {**root["$defs"][name], **beside})
    options = [option for option in schema.get("anyOf", []) if option.get("type") != "null"]
    if len(options) == 1:
        beside = {key: value for key, value in schema.items() if key != "anyOf"}
        return {**_resolved(root, options[0]), **beside, "nullable": True}
    return schema


def _allowed(model: type[Model], steps: Trail) -> str:
    schema = _at(model, steps)
    return _words(schema) + (" or null" if schema.get("nullable") else "")


def _words(schema: Schema) -> str:
    if "enum" in schema:
        return ", ".join(str(option) for option in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        return " or ".join(_words(option) for option in schema["anyOf"])
    if "properties" in schema:
        return f"a mapping of {', '.join(schema['properties'])}"
    if schema.get("format") == "date":
        return "a date such as 2018-05-31"
    kind = _TYPES.get(schema.get("type", ""), "a mapping")
    if "minimum" in schema:
        kind += f" from {schema['minimum']}"
    if "maximum" in schema:
        kind += f" to {schema['maximum']}"
    limits = {
        "minLength": "not empty",
        "maxLength": f"at most {schema.get('maxLength')} characters",
        "pattern": f"like {schema.get('pattern')}",
        "description": str(schema.get("description")),
    }
    return ", ".join([kind, *(words for key, words in limits.items() if key in schema)])
