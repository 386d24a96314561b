"""Tables, migrations and the ledgers that earlier versions wrote."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from dashboard.ledger import (
    Adjustment,
    CommitmentRecord,
    Correction,
    DataSet,
    Ledger,
    LedgerError,
    MilestoneRecord,
    Narrative,
    Observation,
    PublishedClaim,
    Remark,
    Source,
    StoredFile,
    SubmissionDraft,
    tables,
)
from dashboard.ledger.chain import Event
from dashboard.ledger.editions_model import EditionContent
from dashboard.ledger.schema import MIGRATIONS


@pytest.mark.parametrize(
    ("kind", "table"),
    [
        (Observation, tables.observation),
        (MilestoneRecord, tables.milestone),
        (Narrative, tables.narrative),
        (CommitmentRecord, tables.commitment),
        (Remark, tables.remark),
        (Adjustment, tables.adjustment),
        (Correction, tables.correction),
        (Source, tables.source),
        (Event, tables.event),
        (PublishedClaim, tables.claim),
        (StoredFile, tables.edition_file),
    ],
)
def test_every_field_of_a_record_has_its_column(kind: Any, table: sa.Table) -> None:
    own = {column.name for column in table.c} - {"submission_id", "position", "id", "edition"}
    own |= {"edition"} & {field.name for field in fields(kind)}  # a source's own field is no place
    expected = {field.name for field in fields(kind)}
    if "submission_id" in expected:  # a record's own field, beside the column of its place
        expected = expected - {"submission_id"} | {"its_submission_id"}
    periods = {name for name in expected if f"{name}_start" in own}
    assert own == (expected - periods) | {f"{name}_{end}" for name in periods for end in ("start", "end")}


def test_every_field_of_a_submission_has_its_place() -> None:
    records = {field.name for field in fields(SubmissionDraft) if str(field.type).endswith("...]")}
    named = {field.name for field in fields(SubmissionDraft)} - records - {"source", "period"}
    assert named <= {column.name for column in tables.submission.c}
    assert records == tables.RECORDS.keys()


def test_every_field_of_an_edition_has_its_place() -> None:
    own = {field.name for field in fields(EditionContent)} - tables.PRINTED.keys() - {"through"}
    beside = {"number", "sequence", "nonce", "payload", "through_start", "through_end"}
    assert own | beside == set(tables.edition.c.keys())


def test_an_event_is_read_by_the_order_of_its_columns() -> None:
    assert [field.name for field in fields(Event)] == tables.event.c.keys()


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
    with pytest.raises(LedgerError, match=r"schema revision 9999, .* knows only 0001, 0002, 0003.*update the program"):
        Ledger.open(ledger_url, DataSet.PUBLIC_RECORD)
