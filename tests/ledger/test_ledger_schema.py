"""Tables, migrations and the ledgers that earlier versions wrote."""

from __future__ import annotations

import shutil
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dashboard.ledger import (
    Anchor,
    DataSet,
    Ledger,
    LedgerError,
    MilestoneRecord,
    Narrative,
    Observation,
    Source,
    SubmissionDraft,
    tables,
)
from dashboard.ledger.chain import Event
from dashboard.ledger.schema import MIGRATIONS
from dashboard.periods import Period
from tests.ledger.builder import clock, counter, draft, milestone, narrative, observation

FIXTURE = Path(__file__).parent.parent / "fixtures" / "ledger_v1.sqlite"
HEAD = "c328a3a9e2839ff47ee4139a66d6c1fbeb4aab7917db63bbd753262d81da95d2"
"""What its last event hashed to when `write_fixture` made it."""


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (Observation, tables.observation),
        (MilestoneRecord, tables.milestone),
        (Narrative, tables.narrative),
        (Source, tables.source),
        (Event, tables.event),
    ],
)
def test_every_field_of_a_record_has_its_column(kind: Any, table: sa.Table) -> None:
    own = {column.name for column in table.c} - {"submission_id", "position", "id"}
    expected = {field.name for field in fields(kind)}
    periods = {name for name in expected if f"{name}_start" in own}
    assert own == (expected - periods) | {f"{name}_{end}" for name in periods for end in ("start", "end")}


def test_every_field_of_a_submission_has_its_place() -> None:
    named = {field.name for field in fields(SubmissionDraft)} - tables.RECORDS.keys() - {"source", "period"}
    assert named <= {column.name for column in tables.submission.c}
    assert {"observations", "milestones", "narratives"} == tables.RECORDS.keys()


@pytest.mark.filterwarnings("ignore:.*expression-based index .?observation_key")
def test_the_migrations_make_the_tables_that_the_program_reads(ledger: Ledger, ledger_url: str) -> None:
    engine = sa.create_engine(ledger_url)
    with engine.connect() as connection:
        options: dict[str, Any] = {"version_table": tables.VERSION_TABLE, "include_object": _can_be_compared}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata) == []
    engine.dispose()


def _can_be_compared(_object: Any, name: str | None, *_: Any) -> bool:
    """SQLite does not tell the expressions of an index; that key has its own test."""
    return name != "observation_key"


def test_the_newest_revision_is_the_one_the_program_expects() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == tables.REVISION


def test_a_ledger_of_a_newer_version_is_refused(ledger: Ledger, ledger_url: str) -> None:
    engine = sa.create_engine(ledger_url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {tables.VERSION_TABLE} SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(LedgerError, match=r"schema revision 9999, .* knows only 0001.*update the program"):
        Ledger.open(ledger_url, DataSet.PUBLIC_RECORD)


def test_a_ledger_of_version_1_is_opened_checked_and_read(tmp_path: Path) -> None:
    """Values written out, not built: what version 1 wrote must be read so for ever."""
    shutil.copy(FIXTURE, tmp_path / "ledger.sqlite")
    printed = Anchor(3, HEAD, datetime(2026, 1, 5, 9, 2, tzinfo=UTC))
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}", DataSet.TRAINING) as ledger:
        assert ledger.verify([printed]) == ()
        assert ledger.head() == printed
        (held,) = ledger.submissions()
    assert (held.id, held.sequence, held.state) == ("tip-2022.1", 2, "accepted")
    assert held.draft.source.title == "2022 Trafficking in Persons Report: Jamaica"
    assert [(o.indicator, o.period.label, o.numerator) for o in held.draft.observations] == [
        ("2.2a", "2021/22", Decimal(6)),
        ("2.2a", "2021/22", Decimal("0.5")),
    ]
    assert held.draft.observations[1].dimensions == (("age_band", "0_8"), ("sex", "female"))
    assert held.draft.observations[1].cohort == Period.half_year(2020, 2)
    assert held.draft.milestones[0].text == "The protocol was adopted."
    assert held.draft.narratives[0].period == Period.half_year(2021, 1)


def write_fixture(path: Path) -> Anchor:
    """What `tests/fixtures/ledger_v1.sqlite` was made with; the same in every run. Returns its head."""
    second = observation(
        locator="F003",
        dimensions=(("age_band", "0_8"), ("sex", "female")),
        cohort=Period.half_year(2020, 2),
        numerator=Decimal("0.50"),
        denominator=Decimal(2),
        is_total=False,
        derived_from=("F004", "F005"),
    )
    filed = draft(observations=(observation(), second), milestones=(milestone(),), narratives=(narrative(),))
    with Ledger.open(f"sqlite:///{path}", DataSet.TRAINING, clock=clock(), nonce=counter()) as ledger:
        return ledger.record(ledger.submit(filed, "Secretariat").id, "accepted", "Secretariat", "complete")
