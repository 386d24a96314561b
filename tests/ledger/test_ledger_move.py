"""A ledger is carried to another database whole, and the place it came from is as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.ledger import DataSet, Ledger, LedgerError, tables
from dashboard.ledger.copying import copy_rows, finish_copy
from dashboard.ledger.engine import create_engine, reading, writing
from dashboard.ledger.keeping import move
from tests.ledger.builder import draft, publishing, switch_guards_off
from tests.ledger.places import schema_on, tables_at
from tests.ledger.victims import file_return, workbook

PATHS = (
    ("sqlite", "sqlite"),
    pytest.param(("sqlite", "postgres"), marks=pytest.mark.postgres),
    pytest.param(("postgres", "sqlite"), marks=pytest.mark.postgres),
    pytest.param(("postgres", "postgres"), marks=pytest.mark.postgres),
)


@pytest.fixture(params=PATHS, ids=lambda path: "-".join(path))
def two_places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Where a ledger is, and an empty place, on each pair of databases."""
    urls = {name: f"sqlite:///{tmp_path / f'{name}.sqlite'}" for name in ("from", "to")}
    stores = dict(zip(urls, request.param, strict=True))
    if "postgres" not in stores.values():
        yield urls["from"], urls["to"]
        return
    server = request.getfixturevalue("postgres_url")
    with schema_on(server) as one, schema_on(server) as other:
        for (name, store), schema in zip(stores.items(), (one, other), strict=True):
            if store == "postgres":
                urls[name] = schema
        yield urls["from"], urls["to"]


def filled(url: str) -> Ledger:
    ledger = Ledger.open(url, DataSet.OFFICE)
    ledger.submit(draft(), "Secretariat")
    file_return(ledger, "return-jcf")
    ledger.record("return-jcf.1", "accepted", "Secretariat", "complete")
    ledger.publish(publishing(), "Rapporteur")
    ledger.withdraw_edition(1, "Rapporteur", "One number was counted twice.")
    ledger.note("viewed", "edition-1", "Analyst", content={"page": "restatements"})
    return ledger


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in order of its key."""
    engine = create_engine(url)
    with reading(engine) as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in tables.metadata.sorted_tables
        }
    engine.dispose()
    return found


def test_a_ledger_is_carried_over_with_every_hash_equal(two_places: tuple[str, str]) -> None:
    from_url, to_url = two_places
    with filled(from_url) as ledger:
        before = rows(from_url)
        moved = move(from_url, to_url)
        with Ledger.open(to_url, None) as arrived:
            assert arrived.verify([ledger.anchor(sequence) for sequence in range(1, 8)]) == ()
            assert arrived.submissions() == ledger.submissions()
            assert arrived.decisions() == ledger.decisions()
            assert (arrived.editions(), arrived.notes()) == (ledger.editions(), ledger.notes())
            assert arrived.edition_file(1, "annual-report.docx") == ledger.edition_file(1, "annual-report.docx")
            assert arrived.file("return-jcf.1") == workbook("return-jcf")
            assert rows(from_url) == rows(to_url) == before
            assert arrived.record("return-jcf.1", "adopted", "Rapporteur").sequence == 8
        assert ledger.verify() == ()
        assert moved.contents.head == ledger.head()
    assert moved.contents.rows["event"] == 7
    assert "every row and hash equal" in moved.words
    assert "is as it was: set CPC_DATABASE_URL to the new address" in moved.words


def test_a_ledger_goes_there_and_back_unchanged(two_places: tuple[str, str], tmp_path: Path) -> None:
    from_url, to_url = two_places
    back = f"sqlite:///{tmp_path / 'back.sqlite'}"
    filled(from_url).close()
    move(from_url, to_url)
    move(to_url, back)
    assert rows(back) == rows(from_url)


def test_a_used_place_is_refused_and_left_alone(two_places: tuple[str, str]) -> None:
    from_url, to_url = two_places
    filled(from_url).close()
    with Ledger.open(to_url, DataSet.TRAINING) as there:
        head = there.head()
        with pytest.raises(LedgerError, match="is not empty"):
            move(from_url, to_url)
        assert (there.verify(), there.head()) == ((), head)


def test_a_ledger_is_not_moved_onto_itself(ledger_url: str) -> None:
    with filled(ledger_url) as ledger:
        with pytest.raises(LedgerError, match="is not empty"):
            move(ledger_url, ledger_url)
        assert ledger.verify() == ()


def test_where_there_is_no_ledger_nothing_is_moved_or_made(two_places: tuple[str, str], tmp_path: Path) -> None:
    from_url, to_url = two_places
    with pytest.raises(LedgerError, match="there is no ledger at"):
        move(from_url, to_url)
    assert tables_at(to_url) == []
    assert list(tmp_path.iterdir()) in ([], [tmp_path / "to.sqlite"])


def test_a_ledger_that_does_not_verify_is_not_moved(two_places: tuple[str, str]) -> None:
    from_url, to_url = two_places
    filled(from_url).close()
    engine = create_engine(from_url)
    with writing(engine) as connection:
        switch_guards_off(connection)
        connection.exec_driver_sql("UPDATE observation SET numerator = '7' WHERE submission_id = 'tip-2022.1'")
    engine.dispose()
    with pytest.raises(LedgerError, match=r"changed behind the program's back, first at event 2: .*numerator"):
        move(from_url, to_url)
    assert tables_at(to_url) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("DELETE FROM narrative", "2 of 2 rows of the table narrative did not arrive as they left, and 0 arrived"),
        ("UPDATE event SET actor = 'Minister' WHERE sequence = 2", "1 of 7 rows of the table event .* and 1 arrived"),
        ("UPDATE file SET content = 'x'", "3 of 3 rows of the table file"),
        ("UPDATE claim SET text = '7' WHERE position = 1", "1 of 3 rows of the table claim"),
        ("DELETE FROM edition_file WHERE position = 0", "1 of 2 rows of the table edition_file"),
    ],
)
def test_a_row_that_does_not_arrive_as_it_left_stops_the_move(tmp_path: Path, change: str, words: str) -> None:
    """What no database does, but a copy that is not compared would never show."""
    from_url, to_url = (f"sqlite:///{tmp_path / name}" for name in ("from.sqlite", "to.sqlite"))
    filled(from_url).close()
    source, target = create_engine(from_url), create_engine(to_url)
    with reading(source) as out, writing(target) as into:
        read = copy_rows(out, into)
        switch_guards_off(into)
        into.exec_driver_sql(change)
        with pytest.raises(LedgerError, match=words):
            finish_copy(into, read)
    source.dispose()
    target.dispose()


def test_a_password_is_not_repeated(tmp_path: Path) -> None:
    filled(f"sqlite:///{tmp_path / 'ledger.sqlite'}").close()
    with pytest.raises(LedgerError) as refusal:
        move(f"sqlite:///{tmp_path / 'ledger.sqlite'}", "postgresql://cpc:secret@127.0.0.1:1/none")
    assert "secret" not in str(refusal.value)
