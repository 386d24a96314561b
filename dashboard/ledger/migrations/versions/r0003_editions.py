"""What was published: editions, every claim that each of them printed, and their files.

Whatever an earlier revision holds has published nothing.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = ("edition", "claim", "edition_file")
REFUSAL = "the ledger is append-only: nothing in it is changed or deleted"


def upgrade() -> None:
    """Add the tables, then the triggers that refuse every change to them."""
    _create_edition()
    _create_claim()
    _create_edition_file()
    if op.get_bind().dialect.name == "postgresql":
        _refuse_changes_on_postgresql()
    else:
        _refuse_changes_on_sqlite()


def _create_edition() -> None:
    op.create_table(
        "edition",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.Integer, sa.ForeignKey("event.sequence"), nullable=False, unique=True),
        _text("tier"),
        _text("title"),
        sa.Column("through_start", sa.Date),
        sa.Column("through_end", sa.Date),
        sa.Column("as_of", sa.Integer, sa.ForeignKey("event.sequence"), nullable=False),
        sa.Column("embargo_until", sa.Text),
        _text("catalogue_hash"),
        _text("policy_hash"),
        _text("program"),
        _text("checklist"),
        _text("nonce"),
        _text("payload"),
    )


def _create_claim() -> None:
    op.create_table(
        "claim",
        *_place_in_edition(),
        _text("cell"),
        _text("value"),
        _text("out_of"),
        _text("text"),
        sa.UniqueConstraint("edition", "cell", name="claim_cell"),
    )


def _create_edition_file() -> None:
    op.create_table(
        "edition_file",
        *_place_in_edition(),
        _text("name"),
        sa.Column("sha256", sa.Text, sa.ForeignKey("file.sha256"), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.UniqueConstraint("edition", "name", name="edition_file_name"),
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


def _place_in_edition() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    )
