"""A file is read as text, in full or not at all, and every part knows its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import CatalogueError
from dashboard.catalogue.reading import MAX_BYTES, MAX_DEPTH, Place, parse, read


@pytest.mark.parametrize("text", ["2.10", "NO", "012", "12:30:00", "2018-05-31", "true", "1e3", ".inf", "0x1F"])
def test_a_scalar_stays_what_was_written(text: str) -> None:
    document, faults = parse(f"value: {text}\n", "a.yaml")
    assert document.data == {"value": text}
    assert faults == []


@pytest.mark.parametrize("text", ["null", "~", ""])
def test_nothing_is_written_null_or_left_empty(text: str) -> None:
    assert parse(f"value: {text}\n", "a.yaml")[0].data == {"value": None}


@pytest.mark.parametrize("text", ['""', "''", '"null"', "'~'"])
def test_quotes_make_it_text(text: str) -> None:
    document, _ = parse(f"value: {text}\n", "a.yaml")
    assert document.data == {"value": text[1:-1]}
    assert document.unquoted == frozenset()


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
        max_leaves=12,
    )
)
def test_what_is_quoted_comes_back_as_it_was(value: object) -> None:
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True, sort_keys=False)
    # the dumper tags no text, and every part of what is read stands somewhere in the file
    document, faults = parse(text, "a.yaml")
    assert document.data == value
    assert faults == []
    assert all(1 <= place.line <= text.count("\n") + 1 for place in document.values.values())


def test_every_value_and_key_knows_its_line_and_column() -> None:
    document, _ = parse("a:\n  - b: one\n    c: [x, 'y']\n", "a.yaml")
    assert document.values["a", 0] == Place(2, 5)
    assert document.keys["a", 0, "c"] == Place(3, 5)
    assert document.values["a", 0, "c", 1] == Place(3, 12)
    assert document.unquoted == {("a", 0, "b"), ("a", 0, "c", 0)}


def test_the_place_of_what_is_not_there_is_that_of_the_part_around_it() -> None:
    document, _ = parse("a:\n  - b: one\n", "a.yaml")
    assert document.place(("a", 0, "missing")) == Place(2, 5)


def test_an_item_is_named_by_its_id() -> None:
    document, _ = parse("parts:\n  - id: '2.10a'\n    x: [1, 2]\n", "a.yaml")
    assert document.name(("parts", 0, "x", 1)) == "parts[2.10a].x[1]"


def test_every_repeated_key_anchor_alias_and_tag_is_a_fault() -> None:
    _, faults = parse("a: &one x\nb: *one\nc: !!str z\na: again\nd: {e: 1, e: 2}\n", "a.yaml")
    assert [(fault.line, fault.column) for fault in faults] == [(1, 4), (2, 4), (3, 4), (4, 1), (5, 11)]


def test_an_alias_bomb_does_not_expand() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    document, faults = parse(bomb, "a.yaml")
    assert document.at(("a59",)) == [None, None]
    assert len(faults) == 60 + 2 * 59


def test_a_second_document_is_a_fault() -> None:
    _, faults = parse("a: 1\n---\nb: 2\n", "a.yaml")
    assert [fault.found for fault in faults] == ["a second document"]


def test_a_key_must_be_a_word() -> None:
    _, faults = parse("? [a, b]\n: c\n", "a.yaml")
    assert [fault.found for fault in faults] == ["a key that is not text"]


@pytest.mark.parametrize("nested", ["[" * 10_000, "- " * 10_000 + "x", "{a: " * 10_000])
def test_deep_nesting_is_refused_and_does_not_exhaust_the_reader(nested: str) -> None:
    with pytest.raises(CatalogueError, match=f"nesting over {MAX_DEPTH} deep"):
        parse(nested, "a.yaml")


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"a: 1\nb: \xff\n", "a.yaml:2:4 "), (b"a: 1\nb: x\x01\n", "a.yaml:2:5 ")],
    ids=["not UTF-8", "a control character"],
)
def test_bytes_that_are_not_text_are_refused_at_their_place(tmp_path: Path, content: bytes, place: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError) as error:
        read(path, path.name)
    assert str(error.value).startswith(place)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(CatalogueError, match="at most 2,000,000 bytes"):
        read(path, path.name)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"a\.yaml:1:1 the file: found No such file"):
        read(tmp_path / "a.yaml", "a.yaml")
