"""Filing, deciding and reading, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.ledger import DataSet, Ledger, LedgerError, Role, State, tables
from dashboard.periods import Period
from tests.ledger.builder import (
    RAPPORTEUR,
    adjusting,
    clock,
    correcting,
    correction,
    draft,
    milestone,
    narrative,
    observation,
    publishing,
    source,
    submit_return,
)


def test_what_was_filed_is_read_back_equal(ledger: Ledger) -> None:
    filed = draft(
        period=Period.half_year(2021, 1),
        observations=(
            observation(numerator=Decimal("1234567.50"), denominator=Decimal("0.10"), derived_from=("F007", "F008")),
            observation(locator="F003", dimensions=(("age_band", "0_8"), ("sex", "female")), is_total=False),
            observation(locator="F004", cohort=Period.half_year(2020, 2), role=Role.CONTEXT),
            observation(locator="F005", state=State.NOT_AVAILABLE, numerator=None),
            observation(locator="F006", state=State.ZERO_CONFIRMED, numerator=Decimal(0)),
        ),
        milestones=(milestone(), milestone(stage=None, period=None, outcome="noted", indicator="")),
        narratives=(narrative(), narrative(text="Line one\n\tline two – “quoted” 🇯🇲")),
    )
    submitted = ledger.submit(filed, "Secretariat")
    (read,) = ledger.submissions()
    assert read == submitted
    assert read.draft == filed
    assert read.state == "submitted"
    assert read.recorded_at == ledger.anchor(read.sequence).at


def test_nothing_to_say_is_also_a_submission(ledger: Ledger) -> None:
    empty = draft(observations=(), milestones=(), narratives=())
    ledger.submit(empty, "Secretariat")
    assert [submission.draft for submission in ledger.submissions()] == [empty]


def test_the_same_file_sent_twice_is_filed_once(ledger: Ledger) -> None:
    first = ledger.submit(draft(), "Secretariat")
    ledger.record(first.id, "accepted", "Secretariat")
    head = ledger.head()
    again = ledger.submit(replace(draft(), catalogue_hash="d" * 64), "somebody else")
    assert (again.id, again.state, again.draft) == (first.id, "accepted", draft())
    assert ledger.head() == head


def test_the_same_file_read_differently_is_a_new_submission(ledger: Ledger) -> None:
    ledger.submit(draft(), "Secretariat")
    corrected = draft(observations=(observation(role=Role.CONTEXT),))
    assert ledger.submit(corrected, "Secretariat").id == "tip-2022.2"
    assert ledger.submit(draft(), "Secretariat").id == "tip-2022.3"
    assert [submission.draft for submission in ledger.submissions()] == [draft(), corrected, draft()]


def test_a_withdrawn_file_sent_again_stays_withdrawn(ledger: Ledger) -> None:
    first = ledger.submit(draft(), "Secretariat")
    ledger.record(first.id, "withdrawn", "Rapporteur", "the edition was recalled")
    assert ledger.submit(draft(), "Secretariat").state == "withdrawn"


def test_a_state_is_the_last_event(ledger: Ledger) -> None:
    submission = ledger.submit(draft(), "JCF", "first half-year")
    for decision in ("sent_back", "accepted", "adopted", "superseded"):
        anchor = ledger.record(submission.id, decision, "Rapporteur", "a reason")
        assert anchor == ledger.head()
        assert ledger.submissions()[0].state == decision
    assert ledger.head().sequence == 6


def test_an_impossible_decision_is_refused_in_words(ledger: Ledger) -> None:
    cases = (
        ("", "adopted", "is submitted and cannot become adopted; what may follow is accepted, sent_back, "),
        ("accepted", "accepted", "is accepted and cannot become accepted"),
        ("accepted adopted", "sent_back", "is adopted and cannot become sent_back; what may follow is superseded, "),
        ("withdrawn", "accepted", "what may follow is nothing: this state is final"),
        ("", "approved", "'approved' is not a decision; it is one of accepted, adopted, sent_back, "),
        ("", "submitted", "'submitted' is not a decision"),
    )
    for number, (decisions, refused, words) in enumerate(cases):
        submission = ledger.submit(draft(f"return-{number}"), "JCF")
        for decision in decisions.split():
            ledger.record(submission.id, decision, "Secretariat", "a reason")
        head = ledger.head()
        with pytest.raises(LedgerError, match=words):
            ledger.record(submission.id, refused, "Secretariat", "a reason")
        assert ledger.head() == head


def test_sending_back_and_withdrawing_need_a_reason(ledger: Ledger) -> None:
    submission = ledger.submit(draft(), "JCF")
    for decision in ("sent_back", "withdrawn"):
        with pytest.raises(LedgerError, match=f"can only be {decision} with a reason"):
            ledger.record(submission.id, decision, "Secretariat", "  ")


def test_an_entry_needs_its_author_and_its_submission(ledger: Ledger) -> None:
    submission = ledger.submit(draft(), "JCF")
    with pytest.raises(LedgerError, match="name who acts"):
        ledger.submit(draft("another"), " ")
    with pytest.raises(LedgerError, match="name who acts"):
        ledger.record(submission.id, "accepted", "")
    with pytest.raises(LedgerError, match=r"no submission 'tip-2022\.9'"):
        ledger.record("tip-2022.9", "accepted", "Secretariat")
    with pytest.raises(LedgerError, match="no submission 'ledger'"):
        ledger.record("ledger", "accepted", "Secretariat")
    with pytest.raises(LedgerError, match="cannot be stored"):
        ledger.record(submission.id, "accepted", "Secretariat", "a\x00b")


def test_every_fault_of_a_draft_is_named_and_nothing_is_stored(ledger: Ledger) -> None:
    faulty = draft(
        file_sha256="not a hash",
        observations=(
            observation(numerator=None),
            observation(locator="F010", state=State.NOT_AVAILABLE),
            observation(locator="F011", numerator=Decimal("NaN")),
            observation(locator="F012", dimensions=(("sex", "female"), ("age", "0_8"))),
            observation(locator="F013"),
            observation(locator="F013", numerator=Decimal(7)),
            observation(locator="F014", state=State.ZERO_CONFIRMED),
            observation(locator="F015", dimensions=(("sex", "a|b"),)),
            observation(locator="F016", numerator=Decimal("1E+40")),
        ),
        milestones=(milestone(outcome="done"),),
        narratives=(narrative(text="\ud800"),),
    )
    head = ledger.head()
    with pytest.raises(LedgerError) as refusal:
        ledger.submit(faulty, "JCF")
    for words in (
        "64 lower-case hexadecimal digits",
        "observation 1 (2.2a identified, F001): the state is reported but there is no number",
        "F010): the state is not_available and carries no number, yet one is given",
        "F011): numerator is Decimal('NaN'); it must be a number",
        "F012): the dimensions ['sex', 'age'] must each stand once, in the order of their codes",
        "2.2a identified, 2021/22, total, F013: given 2 times",
        "F014): the state is zero_confirmed but the number is 6",
        "F015): the dimension ('sex', 'a|b') must be two codes without '=' and '|'",
        "F016): numerator is Decimal('1E+40'); it may have at most 30 digits",
        "milestone 1 (3.2, F002): outcome is 'done'; it is one of reached, not_reached, noted",
        "NaN is not a number that can be stored",
    ):
        assert words in str(refusal.value)
    assert (ledger.head(), ledger.submissions()) == (head, ())


def test_a_character_no_database_can_keep_is_refused(ledger: Ledger) -> None:
    for text in ("half a pair \ud800", "a NUL \x00"):
        with pytest.raises(LedgerError, match="holds a character that cannot be stored"):
            ledger.submit(draft(narratives=(narrative(text=text),)), "JCF")


def test_two_numbers_of_one_edition_for_one_cell_stand_side_by_side(ledger: Ledger) -> None:
    conflict = (observation(numerator=Decimal(10)), observation(numerator=Decimal(13), locator="F027"))
    ledger.submit(draft(observations=conflict), "Secretariat")
    assert ledger.submissions()[0].draft.observations == conflict


def test_the_database_too_holds_a_key_once_in_a_submission(ledger: Ledger, ledger_url: str) -> None:
    ledger.submit(draft(observations=(observation(), observation(locator="F027"))), "Secretariat")
    columns = "submission_id, indicator, component, period_start, period_end, dimensions, vintage, role, unit, state, "
    columns += "is_total, bound, confidence, definition_version, derived_from, measure, reason, note, url, locator"
    engine = sa.create_engine(ledger_url)
    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql(
            f"INSERT INTO observation (position, {columns}) SELECT 9, {columns} FROM observation WHERE position = 0"
        )
    engine.dispose()


def test_a_source_worded_anew_keeps_the_old_wording_with_the_old_submission(ledger: Ledger) -> None:
    ledger.submit(draft(), "Secretariat")
    renamed = draft(source=source(title="Trafficking in Persons Report 2022"), file_sha256="b" * 64)
    ledger.submit(renamed, "Secretariat")
    ledger.submit(replace(renamed, file_sha256="e" * 64), "Secretariat")
    assert [submission.draft.source.title for submission in ledger.submissions()] == [
        "2022 Trafficking in Persons Report: Jamaica",
        "Trafficking in Persons Report 2022",
        "Trafficking in Persons Report 2022",
    ]


def test_a_ledger_holds_one_data_set(ledger: Ledger, ledger_url: str) -> None:
    with pytest.raises(LedgerError, match=r"holds the data set public_record, not training.*name another ledger"):
        Ledger.open(ledger_url, DataSet.TRAINING)
    with Ledger.open(ledger_url, DataSet.PUBLIC_RECORD) as again:
        assert again.head() == ledger.head()
        assert again.data_set is DataSet.PUBLIC_RECORD


def test_two_ledgers_differ_from_their_first_event(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('other') / 'ledger.sqlite'}"
    with Ledger.open(url, DataSet.PUBLIC_RECORD, clock=clock()) as other:
        assert other.head().at == ledger.head().at
        assert other.head().hash != ledger.head().hash


def test_time_never_goes_back_when_the_clock_does(ledger_url: str) -> None:
    noon = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
    with Ledger.open(ledger_url, DataSet.OFFICE, clock=clock(noon, -timedelta(hours=1))) as ledger:
        ledger.submit(draft(), "JCF")
        assert ledger.head().at == noon
        assert ledger.verify() == ()


def test_a_clock_without_time_zone_is_refused(ledger_url: str) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        Ledger.open(ledger_url, DataSet.OFFICE, clock=lambda: datetime(2026, 3, 29))  # noqa: DTZ001 -- the very fault


def test_nothing_can_be_changed_or_deleted(office: Ledger, ledger_url: str) -> None:
    submit_return(office)
    office.submit(adjusting(), "TIP Secretariat")
    office.submit(correcting(correction()), "TIP Secretariat")
    held, published = office.submissions(), office.publish(publishing(), RAPPORTEUR)
    changes = [f"DELETE FROM {table}" for table in tables.metadata.tables]
    changes += [f"UPDATE {table} SET {next(iter(table.c)).name} = '1'" for table in tables.metadata.tables.values()]
    engine = sa.create_engine(ledger_url)
    if engine.dialect.name == "postgresql":
        changes += [f"TRUNCATE {table} CASCADE" for table in tables.metadata.tables]
    for change in changes:
        with pytest.raises(sa.exc.DBAPIError, match="the ledger is append-only"), engine.begin() as connection:
            connection.exec_driver_sql(change)
    engine.dispose()
    assert (office.submissions(), office.editions()) == (held, (published,))


def test_reading_everything_takes_few_queries_however_much_there_is(ledger: Ledger) -> None:
    asked: list[str] = []
    for number in range(7):
        ledger.submit(draft(f"source-{number}"), "Secretariat")
    sa.event.listen(
        ledger._engine, "before_cursor_execute", lambda _conn, _cursor, statement, *_: asked.append(statement)
    )
    assert len(ledger.submissions()) == 7
    assert sum(statement.startswith("SELECT") for statement in asked) == 2


def test_a_full_disk_is_said_in_words_and_loses_nothing(tmp_path: Path) -> None:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", DataSet.OFFICE) as ledger:
        ledger.submit(draft(), "JCF")
        head = ledger.head()
        # SQLite answers a limit on pages exactly as it answers a full disk.
        sa.event.listen(ledger._engine, "begin", _allow_no_more_pages)
        with pytest.raises(LedgerError, match=r"nothing was stored: database or disk is full"):
            ledger.submit(draft("large", narratives=(narrative(text="x" * 1_000_000),)), "JCF")
        assert (ledger.head(), ledger.verify()) == (head, ())


def _allow_no_more_pages(connection: sa.Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 1")


def test_a_published_day_is_kept_as_the_source_gave_it(ledger: Ledger) -> None:
    undated = source(published_on=date(2026, 1, 4), published_on_is_access_date=True)
    ledger.submit(draft(source=undated), "Secretariat")
    assert ledger.submissions()[0].draft.source == undated
