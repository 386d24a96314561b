"""Submissions, their observations, milestones and narratives, and the event log; append-only by trigger.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = ("event", "source", "submission", "observation", "milestone", "narrative")
REFUSAL = "the ledger is append-only: nothing in it is changed or deleted"


def upgrade() -> None:
    """Create the tables, then the triggers that refuse every change to them."""
    _create_event()
    _create_source()
    _create_submission()
    _create_observation()
    _create_milestone()
    _create_narrative()
    if op.get_bind().dialect.name == "postgresql":
        _refuse_changes_on_postgresql()
    else:
        _refuse_changes_on_sqlite()


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        _text("at"),
        _text("actor"),
        _text("type"),
        _text("subject"),
        _text("body"),
        sa.Column("prev_hash", sa.Text, nullable=False, unique=True),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
    )
    op.create_index("event_subject", "event", ["subject"])


def _create_source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Text, primary_key=True),
        _text("code"),
        _text("title"),
        _text("publisher"),
        _text("edition"),
        _text("url"),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("published_on_is_access_date", sa.Boolean, nullable=False),
    )


def _create_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sequence", sa.Integer, sa.ForeignKey("event.sequence"), nullable=False, unique=True),
        sa.Column("source_id", sa.Text, sa.ForeignKey("source.id"), nullable=False),
        _text("source_code"),
        sa.Column("revision", sa.Integer, nullable=False),
        *_period("period", required=False),
        _text("catalogue_hash"),
        _text("file_sha256"),
        _text("nonce"),
        _text("payload"),
        sa.UniqueConstraint("source_code", "revision", name="submission_revision"),
    )
    op.create_index("submission_file", "submission", ["source_code", "file_sha256"])


def _create_observation() -> None:
    op.create_table(
        "observation",
        *_place_in_submission(),
        _text("indicator"),
        _text("component"),
        *_period("period", required=True),
        *_period("cohort", required=False),
        _text("dimensions"),
        _text("vintage"),
        _text("role"),
        _text("unit"),
        _text("state"),
        sa.Column("numerator", sa.Text),
        sa.Column("denominator", sa.Text),
        sa.Column("is_total", sa.Boolean, nullable=False),
        _text("bound"),
        _text("confidence"),
        sa.Column("definition_version", sa.Integer, nullable=False),
        _text("locator"),
        _text("derived_from"),
        _text("measure"),
        _text("reason"),
        _text("note"),
        _text("url"),
    )
    op.create_index("observation_indicator", "observation", ["indicator"])
    key = ["submission_id", "indicator", "component", "period_start", "period_end"]
    cohort = [sa.text(f"coalesce({column}, '9999-12-31')") for column in ("cohort_start", "cohort_end")]
    op.create_index("observation_key", "observation", [*key, *cohort, "dimensions", "vintage", "locator"], unique=True)


def _create_milestone() -> None:
    op.create_table(
        "milestone",
        *_place_in_submission(),
        _text("indicator"),
        sa.Column("stage", sa.Text),
        _text("outcome"),
        *_period("period", required=False),
        _text("text"),
        _text("confidence"),
        _text("locator"),
        _text("measure"),
        _text("reason"),
        _text("note"),
        _text("url"),
    )


def _create_narrative() -> None:
    op.create_table(
        "narrative",
        *_place_in_submission(),
        _text("indicator"),
        *_period("period", required=True),
        _text("text"),
        _text("locator"),
    )


def _refuse_changes_on_sqlite() -> None:
    for table in TABLES:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION ledger_refuses()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()"
        )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _period(name: str, *, required: bool) -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column(f"{name}_start", sa.Date, nullable=not required),
        sa.Column(f"{name}_end", sa.Date, nullable=not required),
    )


def _place_in_submission() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("submission_id", sa.Text, sa.ForeignKey("submission.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    )
