"""Whatever somebody puts in the place of a stored content, the check says so in words and never stumbles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.ledger import DataSet, Ledger
from dashboard.ledger.audit import breaks_in
from dashboard.ledger.engine import create_engine
from tests.ledger.builder import guards_off, publishing, submit_return

CONTENTS = ("submission", "edition")

_ODD = ("", "NaN", "Infinity", "1E+9", "2021-01-01", "2021-04-01..2021-03-01", "9:00", "six")
_TEXTS = st.sampled_from(_ODD) | st.text(
    st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=5
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_TEXTS, inner, max_size=2),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.sqlite'}"
    with Ledger.open(url, DataSet.OFFICE) as ledger:
        submit_return(ledger)
        ledger.publish(publishing(), "Rapporteur")
    return url


def places_in(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of some JSON data where another value can be put: its container and its key there."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield data, key
        yield from places_in(value)


@settings(deadline=None, max_examples=150)
@given(table=st.sampled_from(CONTENTS), data=st.data())
def test_another_value_anywhere_is_found(full: str, table: str, data: st.DataObject) -> None:
    engine = create_engine(full)
    with engine.connect() as connection:
        transaction = connection.begin()
        payload = json.loads(connection.scalar(sa.text(f"SELECT payload FROM {table}")) or "")
        container, key = data.draw(st.sampled_from(list(places_in(payload))))
        value = data.draw(_VALUES.filter(lambda value: value is not container[key] and value != container[key]))
        container[key] = value
        change = sa.text(f"UPDATE {table} SET payload = :payload")
        with guards_off(connection):
            connection.execute(change, {"payload": json.dumps(payload)})
        found = breaks_in(connection, ())
        transaction.rollback()
    engine.dispose()
    name = "submission return-jcf-2021-H1.1" if table == "submission" else "edition-1"
    assert any(f"the content of {name} is not what event" in each.found for each in found)
