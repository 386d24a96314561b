"""What the database swallows or changes on the way in is noticed before anybody is told that it was stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dashboard.ledger import DataSet, Ledger, LedgerError, tables
from dashboard.ledger.copying import counts
from dashboard.ledger.engine import create_engine, reading
from dashboard.ledger.schema import bring_up_to_date
from tests.ledger.builder import (
    RAPPORTEUR,
    SECRETARIAT,
    accept,
    adjusting,
    correcting,
    correction,
    publishing,
    submit_return,
)

LOST = "nothing was written: .* was not in the ledger afterwards as it had been written.* audit ledger"


def as_owner(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def swallows(url: str, table: str) -> tuple[str, ...]:
    """What makes a table take rows and keep none."""
    if not url.startswith("postgres"):
        return (f"CREATE TRIGGER spy BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END",)
    return (
        *_function("RETURN NULL"),
        f"CREATE TRIGGER spy BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION spy()",
    )


def _function(body: str) -> tuple[str, ...]:
    return (f"CREATE OR REPLACE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$",)


def stored(url: str) -> dict[str, int]:
    engine = create_engine(url)
    with reading(engine) as connection:
        found = counts(connection)
    engine.dispose()
    return found


ACTS: dict[str, tuple[Callable[[Ledger], object], tuple[str, ...]]] = {
    "submit": (
        lambda ledger: submit_return(ledger, "cpfsa"),
        ("event", "file", "source", "submission", "observation", "milestone", "narrative", "commitment", "remark"),
    ),
    "adjust": (lambda ledger: ledger.submit(adjusting(), SECRETARIAT), ("event", "submission", "adjustment")),
    "correct": (
        lambda ledger: ledger.submit(correcting(correction()), SECRETARIAT),
        ("event", "submission", "correction"),
    ),
    "accept": (lambda ledger: ledger.record("return-jcf-2021-H1.2", "accepted", SECRETARIAT), ("event",)),
    "adopt": (lambda ledger: ledger.record("return-jcf-2021-H1.1", "adopted", RAPPORTEUR), ("event",)),
    "publish": (
        lambda ledger: ledger.publish(publishing(), RAPPORTEUR),
        ("event", "file", "edition", "claim", "edition_file"),
    ),
    "withdraw": (lambda ledger: ledger.withdraw_edition(1, RAPPORTEUR, "Wrong."), ("event",)),
    "note": (lambda ledger: ledger.note("viewed", "edition-1", RAPPORTEUR), ("event",)),
}


@pytest.fixture
def busy(office: Ledger) -> Ledger:
    """An accepted return, an amendment that waits, an edition of its own words."""
    accept(office, submit_return(office))
    submit_return(office, words="amended")
    office.publish(publishing(files=()), RAPPORTEUR)
    return office


def test_every_table_that_an_act_writes_is_tried() -> None:
    assert {table for _, written in ACTS.values() for table in written} == tables.metadata.tables.keys()


@pytest.mark.parametrize("act", ACTS)
def test_nothing_that_was_swallowed_is_told_as_stored(busy: Ledger, ledger_url: str, act: str) -> None:
    """One table after another swallows its rows, and nothing is kept; once none does, all is."""
    do, written = ACTS[act]
    head, before = busy.head(), stored(ledger_url)
    for table in written:
        as_owner(ledger_url, *swallows(ledger_url, table))
        with pytest.raises(LedgerError, match=LOST) as told:
            do(busy)
        assert ("event 6 (" if table == "event" else f"a row of the table {table} ") in str(told.value)
        assert any("trigger spy" in place.found for place in busy.verify())
        as_owner(ledger_url, "DROP TRIGGER spy" + (f" ON {table}" if ledger_url.startswith("postgres") else ""))
        assert (busy.head(), stored(ledger_url)) == (head, before)
    do(busy)
    assert busy.head().sequence > head.sequence
    assert [place.found for place in busy.verify() if "function spy()" not in place.found] == []


def test_a_ledger_whose_first_event_is_swallowed_is_not_opened(ledger_url: str) -> None:
    engine = create_engine(ledger_url)
    bring_up_to_date(engine)
    engine.dispose()
    as_owner(ledger_url, *swallows(ledger_url, "event"))
    with pytest.raises(LedgerError, match=LOST):
        Ledger.open(ledger_url, DataSet.OFFICE)


CHANGED_LATER_SQLITE = {
    "a row taken out again": (
        "DROP TRIGGER claim_no_delete",
        "CREATE TRIGGER spy AFTER INSERT ON claim WHEN NEW.position = 2 "
        "BEGIN DELETE FROM claim WHERE edition = 2 AND position = 0; END",
    ),
    "another event beside it": (
        "CREATE TRIGGER spy AFTER INSERT ON event WHEN NEW.sequence = 6 "
        "BEGIN INSERT INTO event VALUES (7, NEW.at, 'x', 'viewed', 'x', '{}', 'x', 'x'); END",
    ),
    "another row beside it": (
        "CREATE TRIGGER spy AFTER INSERT ON claim WHEN NEW.position = 2 "
        "BEGIN INSERT INTO claim VALUES (2, 3, 'more', '', '', '[c]'); END",
    ),
    "a value changed": (
        "DROP TRIGGER claim_no_update",
        "CREATE TRIGGER spy AFTER INSERT ON claim WHEN NEW.position = 2 BEGIN UPDATE claim SET text = '7'; END",
    ),
    "an event rewritten": (
        "DROP TRIGGER event_no_update",
        "CREATE TRIGGER spy AFTER INSERT ON event "
        "BEGIN UPDATE event SET actor = 'x' WHERE sequence = NEW.sequence; END",
    ),
    "a row of an earlier table changed by a later one": (
        "DROP TRIGGER edition_no_update",
        "CREATE TRIGGER spy AFTER INSERT ON claim WHEN NEW.position = 2 BEGIN UPDATE edition SET title = 'x'; END",
    ),
    "a file's bytes changed": (
        "DROP TRIGGER file_no_update",
        "CREATE TRIGGER spy AFTER INSERT ON file BEGIN UPDATE file SET content = X'00' WHERE sha256 = NEW.sha256; END",
    ),
}


@pytest.mark.parametrize("way", CHANGED_LATER_SQLITE)
@pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
def test_nothing_that_was_changed_on_the_way_in_is_told_as_stored(busy: Ledger, ledger_url: str, way: str) -> None:
    as_owner(ledger_url, *CHANGED_LATER_SQLITE[way])
    with pytest.raises(LedgerError, match=LOST):
        busy.publish(publishing(), RAPPORTEUR)
    assert busy.head().sequence == 5


CHANGED_LATER_POSTGRES = {
    "a value changed": (
        *_function("NEW.text = '7'; RETURN NEW"),
        "CREATE TRIGGER spy BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION spy()",
    ),
    "a file's bytes changed": (
        *_function(r"NEW.content = '\x00'; RETURN NEW"),
        "CREATE TRIGGER spy BEFORE INSERT ON file FOR EACH ROW EXECUTE FUNCTION spy()",
    ),
    "the claims taken out at the very end": (
        "ALTER TABLE claim DISABLE TRIGGER claim_no_change",
        *_function("DELETE FROM claim WHERE edition = NEW.number; RETURN NULL"),
        "CREATE CONSTRAINT TRIGGER spy AFTER INSERT ON edition DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        "EXECUTE FUNCTION spy()",
    ),
    "the event taken out at the very end": (
        "ALTER TABLE event DISABLE TRIGGER event_no_change",
        "ALTER TABLE edition DROP CONSTRAINT edition_sequence_fkey",
        *_function("DELETE FROM event WHERE sequence = NEW.sequence; RETURN NULL"),
        "CREATE CONSTRAINT TRIGGER spy AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        "EXECUTE FUNCTION spy()",
    ),
    "a rule in the place of the act": ("CREATE RULE spy AS ON INSERT TO claim DO INSTEAD NOTHING",),
}


@pytest.mark.parametrize("way", CHANGED_LATER_POSTGRES)
@pytest.mark.parametrize("ledger_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_nothing_that_a_server_changed_is_told_as_stored(busy: Ledger, ledger_url: str, way: str) -> None:
    as_owner(ledger_url, *CHANGED_LATER_POSTGRES[way])
    with pytest.raises(LedgerError, match=LOST):
        busy.publish(publishing(), RAPPORTEUR)
    assert busy.head().sequence == 5
