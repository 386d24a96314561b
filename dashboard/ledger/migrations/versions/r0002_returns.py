"""Returns of agencies: who signed them, what else they say, adjustments, corrections, and the workbooks themselves.

Whatever revision 0001 holds is a published edition and says nothing of these things.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = ("commitment", "remark", "adjustment", "correction", "file")
REFUSAL = "the ledger is append-only: nothing in it is changed or deleted"


def upgrade() -> None:
    """Add the columns and tables, then the triggers that refuse every change to the new tables."""
    _extend_submission()
    _create_commitment()
    _create_remark()
    _create_adjustment()
    _create_correction()
    _create_file()
    if op.get_bind().dialect.name == "postgresql":
        _refuse_changes_on_postgresql()
    else:
        _refuse_changes_on_sqlite()


def _extend_submission() -> None:
    for name, default in (("kind", "edition"), ("agency", ""), ("signed_by", "")):
        op.add_column("submission", sa.Column(name, sa.Text, nullable=False, server_default=default))
    op.add_column("submission", sa.Column("signed_on", sa.Date))


def _create_commitment() -> None:
    op.create_table(
        "commitment",
        *_place_in_submission(),
        _text("commitment"),
        *_period(),
        _text("status"),
        _text("evidence"),
        _text("locator"),
    )


def _create_remark() -> None:
    op.create_table(
        "remark",
        *_place_in_submission(),
        _text("locator"),
        _text("code"),
        _text("found"),
        _text("reason"),
    )


def _create_adjustment() -> None:
    op.create_table(
        "adjustment",
        *_place_in_submission(),
        _text("indicator"),
        _text("component"),
        *_period(),
        _text("dimensions"),
        _text("numerator"),
        _text("denominator"),
        _text("agencies"),
        _text("reason"),
    )


def _create_correction() -> None:
    op.create_table(
        "correction",
        *_place_in_submission(),
        _text("its_submission_id"),
        _text("locator"),
        _text("part"),
        _text("expect"),
        _text("becomes"),
        _text("reason"),
    )


def _create_file() -> None:
    op.create_table(
        "file",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _refuse_changes_on_sqlite() -> None:
    for table in TABLES:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def _refuse_changes_on_postgresql() -> None:
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


def _period() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("period_start", sa.Date, nullable=False),
        sa.Column("period_end", sa.Date, nullable=False),
    )


def _place_in_submission() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("submission_id", sa.Text, sa.ForeignKey("submission.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    )
