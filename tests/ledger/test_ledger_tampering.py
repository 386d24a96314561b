"""Whatever is changed behind the program's back is found, at its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from dashboard.ledger import Anchor, Break, DataSet, Ledger
from dashboard.ledger.audit import breaks_in
from dashboard.ledger.canonical import canonical_json, payload_of, sha256
from dashboard.ledger.engine import create_engine
from tests.ledger.builder import clock, counter, draft, guards_off, observation


@pytest.fixture(scope="module")
def anchors(shared_url: str) -> tuple[Anchor, ...]:
    """Of a ledger with two accepted submissions: 1 opened, 2 jcf.1 submitted, 3 accepted, 4 cpfsa.1 and 5 the same."""
    with Ledger.open(shared_url, DataSet.OFFICE, clock=clock(), nonce=counter()) as ledger:
        for code in ("jcf", "cpfsa"):
            two = (observation(), observation(locator="F002"))
            submission = ledger.submit(draft(code, observations=two), "Secretariat")
            ledger.record(submission.id, "accepted", "Secretariat", "complete")
        made = tuple(ledger.anchor(sequence) for sequence in range(1, 6))
        assert ledger.verify(made) == ()
    return made


@contextmanager
def tampered(url: str, *statements: str) -> Iterator[sa.Connection]:
    """A connection that sees the ledger as somebody with the owner's rights would leave it; undone afterwards."""
    engine = create_engine(url)
    with engine.connect() as connection, connection.begin() as transaction:
        with guards_off(connection):
            for statement in statements:
                connection.exec_driver_sql(statement)
        yield connection
        transaction.rollback()
    engine.dispose()


CHANGES: tuple[tuple[str, int, str], ...] = (
    ("UPDATE event SET actor = 'Minister' WHERE sequence = 3", 3, "event 3 (accepted) was changed"),
    ("UPDATE event SET type = 'adopted' WHERE sequence = 5", 5, "event 5 (adopted) was changed"),
    ("UPDATE event SET at = '2020-01-01T00:00:00.000000+00:00' WHERE sequence = 2", 2, "event 2 (submitted)"),
    ("UPDATE event SET subject = 'cpfsa.1' WHERE sequence = 3", 3, "event 3 (accepted) was changed"),
    ("UPDATE event SET body = replace(body, 'complete', 'late') WHERE sequence = 3", 3, "event 3 (accepted)"),
    ("UPDATE event SET body = body || ' ' WHERE sequence = 3", 3, "event 3 (accepted) was changed"),
    ("UPDATE event SET body = 'not JSON' WHERE sequence = 3", 3, "event 3 (accepted) was changed"),
    ("UPDATE event SET hash = 'f' WHERE sequence = 3", 3, "event 3 (accepted) was changed"),
    ("DELETE FROM event WHERE sequence = 3", 3, "event 3 is missing: the next one stored is 4"),
    ("DELETE FROM event", 1, "the event log is empty"),
    ("UPDATE observation SET numerator = '7' WHERE submission_id = 'cpfsa.1' AND position = 1", 4,
     'observations[1].numerator is not stored as it was filed'),
    ("UPDATE observation SET numerator = 'six' WHERE position = 0", 2, "numerator is not"),
    ("UPDATE observation SET numerator = '6.0' WHERE position = 0", 2, "numerator is not"),
    ("UPDATE observation SET state = 'suppressed' WHERE position = 0", 2, "state is not"),
    ("UPDATE observation SET position = 7 WHERE submission_id = 'jcf.1' AND position = 1", 2, "not in their places"),
    ("DELETE FROM observation WHERE submission_id = 'cpfsa.1' AND position = 1", 4,
     "fewer observations are stored than were filed"),
    ("UPDATE milestone SET outcome = 'not_reached' WHERE submission_id = 'jcf.1'", 2, "milestones[0].outcome"),
    ("UPDATE narrative SET text = 'All is well.' WHERE submission_id = 'cpfsa.1'", 4, "narratives[0].text"),
    ("UPDATE narrative SET submission_id = 'nobody.1' WHERE submission_id = 'cpfsa.1'", 4, "fewer narratives"),
    ("INSERT INTO narrative SELECT 'nobody.1', position, indicator, period_start, period_end, text, locator "
     "FROM narrative WHERE submission_id = 'jcf.1'", 5, "narratives are stored for submission nobody.1"),
    ("UPDATE source SET published_on = '2021-01-01' WHERE code = 'jcf'", 2, "source.published_on"),
    ("UPDATE source SET id = 'x' WHERE code = 'jcf'", 2, "the source of submission jcf.1 is not stored"),
    ("UPDATE source SET id = 'x' WHERE code = 'jcf'", 5, "a source jcf is stored that no submission names"),
    ("UPDATE submission SET payload = replace(payload, '\"6\"', '\"7\"') WHERE id = 'jcf.1'", 2,
     "the content of submission jcf.1 is not what event 2 (submitted) was about"),
    ("UPDATE submission SET payload = replace(payload, '\"6\"', '\"NaN\"') WHERE id = 'jcf.1'", 2,
     "the content of submission jcf.1 cannot be read"),
    ("UPDATE submission SET nonce = 'guess' WHERE id = 'jcf.1'", 3, "is not what event 3 (accepted) was about"),
    ("UPDATE submission SET file_sha256 = 'x' WHERE id = 'cpfsa.1'", 4, "differ: file_sha256"),
    ("UPDATE submission SET revision = 4 WHERE id = 'cpfsa.1'", 4, "differ: id is not"),
    ("UPDATE submission SET source_code = 'moh' WHERE id = 'cpfsa.1'", 4, "differ: source_code is not"),
    ("UPDATE submission SET sequence = 9 WHERE id = 'cpfsa.1'", 9, "event 9 did not file it"),
    ("DELETE FROM submission WHERE id = 'jcf.1'", 2, "submission jcf.1, filed by event 2, is missing"),
)  # fmt: skip


@pytest.mark.parametrize(("statement", "sequence", "words"), CHANGES)
def test_a_changed_row_is_found_at_its_event(
    shared_url: str, anchors: tuple[Anchor, ...], statement: str, sequence: int, words: str
) -> None:
    with tampered(shared_url, statement) as connection:
        found = breaks_in(connection, ())
    assert any(place.sequence == sequence and words in place.found for place in found), found
    assert list(found) == sorted(found, key=lambda place: place.sequence)


def test_a_break_is_told_without_the_numbers(shared_url: str, anchors: tuple[Anchor, ...]) -> None:
    """The sentence is read by more people than the numbers are."""
    with tampered(shared_url, "UPDATE observation SET numerator = '4711' WHERE submission_id = 'jcf.1'") as connection:
        (found,) = breaks_in(connection, ())
    assert found.found == (
        "the stored rows of submission jcf.1 differ: observations[0].numerator is not stored as it was filed"
    )


def test_the_first_broken_link_is_named_first(shared_url: str, anchors: tuple[Anchor, ...]) -> None:
    """A forged hash only moves the break on to the next event."""
    with tampered(shared_url, f"UPDATE event SET actor = 'Minister', hash = '{'0' * 64}' WHERE sequence = 3") as forged:
        assert [place.sequence for place in breaks_in(forged, ())] == [3, 4]


def test_a_log_rehashed_to_its_end_is_found_by_an_anchor(shared_url: str, anchors: tuple[Anchor, ...]) -> None:
    """Such a log holds by itself; what was printed before does not agree with it."""
    with tampered(shared_url, "UPDATE event SET actor = 'Minister' WHERE sequence = 5") as connection:
        row = connection.execute(sa.text("SELECT * FROM event WHERE sequence = 5")).one()
        content = [row.sequence, row.at, row.actor, row.type, row.subject, json.loads(row.body)]
        digest = sha256(row.prev_hash + canonical_json(content))
        with guards_off(connection):
            connection.exec_driver_sql(f"UPDATE event SET hash = '{digest}' WHERE sequence = 5")
        assert breaks_in(connection, ()) == ()
        (found,) = breaks_in(connection, anchors)
    assert found == Break(5, f"event 5 has the hash {digest[:8]}, not the anchor's {anchors[4].short}")


def test_a_cut_tail_shows_only_by_an_anchor(shared_url: str, anchors: tuple[Anchor, ...]) -> None:
    cut = [
        f"DELETE FROM {table} WHERE submission_id = 'cpfsa.1'" for table in ("observation", "milestone", "narrative")
    ]
    cut += [
        "DELETE FROM submission WHERE id = 'cpfsa.1'",
        "DELETE FROM source WHERE code = 'cpfsa'",
        "DELETE FROM event WHERE sequence > 3",
    ]
    with tampered(shared_url, *cut) as connection:
        assert breaks_in(connection, ()) == ()
        assert breaks_in(connection, anchors[:3]) == ()
        assert breaks_in(connection, anchors[4:]) == (
            Break(5, f"the anchor {anchors[4].short} is not in the log, which ends at event 3"),
        )


def test_the_log_holds_no_hash_that_guessing_the_counts_would_find(
    shared_url: str, anchors: tuple[Anchor, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whoever holds the log alone and tries every small count finds nothing: each content is hashed with a nonce."""
    said = draft("jcf", observations=(observation(), observation(locator="F002")))
    with tampered(shared_url) as connection:
        bodies = " ".join(connection.scalars(sa.text("SELECT body FROM event")))
        (nonce, payload), *_ = connection.execute(sa.text("SELECT nonce, payload FROM submission ORDER BY sequence"))
    assert payload == payload_of(said)
    assert sha256(nonce + payload) in bodies
    assert sha256(payload) not in bodies
    assert said.file_sha256 not in bodies


def test_verify_takes_the_ledger_as_it_is_now(shared_url: str, anchors: tuple[Anchor, ...]) -> None:
    unknown = Anchor(sequence=9, hash="0" * 64, at=anchors[0].at)
    with Ledger.open(shared_url, DataSet.OFFICE) as ledger:
        assert ledger.verify(anchors) == ()
        assert [place.sequence for place in ledger.verify([*anchors, unknown])] == [9]
