"""The tables, as SQLAlchemy Core. Nothing in them is ever updated or deleted; triggers refuse it (see `migrations/`).

A record's table has a column for each field of its dataclass (`model.py`, `editions_model.py`), two for a period.
Beside them stand `submission_id` or `edition`, and `position`: the record's place. The `payload` of a submission or an
edition is what was hashed and what the ledger reads; every other column is a projection of it for whoever asks with
SQL, and `Ledger.verify` compares them value by value.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from dashboard.ledger import canonical
from dashboard.ledger.model import Bound, Confidence, Kind, Role, State

REVISION = "0003"
"""The newest schema revision: `migrations/versions/`."""

VERSION_TABLE = "ledger_version"
"""Where the schema's revision is kept; not Alembic's usual name, so that another program may share the database."""

metadata = sa.MetaData()


class Stored(TypeDecorator[Any]):
    """A value kept as its canonical text, the same on every database. None stays NULL; a text is read as it stands."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, encode: Callable[[Any], str]) -> None:
        super().__init__()
        self.encode = encode

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else self.encode(value)


def _word(words: type[StrEnum]) -> Stored:
    """One word of a closed list."""
    return Stored(lambda value: words(value).value)


# Exact numbers as text: SQLite has no decimals and would keep 0.1 as a float.
_DECIMAL = Stored(canonical.decimal_text)
_DIMENSIONS = Stored(canonical.dimensions_text)
_LIST = Stored(lambda items: canonical.canonical_json(list(items)))


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


def _place_in_edition() -> tuple[sa.Column[object], sa.Column[object]]:
    return (
        sa.Column("edition", sa.Integer, sa.ForeignKey("edition.number"), primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    )


event = sa.Table(
    "event",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    _text("at"),
    _text("actor"),
    _text("type"),
    _text("subject"),
    _text("body"),
    sa.Column("prev_hash", sa.Text, nullable=False, unique=True),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sa.Index("event_subject", "subject"),
)

source = sa.Table(
    "source",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # sha256 of the other fields: one row for each wording
    _text("code"),
    _text("title"),
    _text("publisher"),
    _text("edition"),
    _text("url"),
    sa.Column("published_on", sa.Date, nullable=False),
    sa.Column("published_on_is_access_date", sa.Boolean, nullable=False),
)

submission = sa.Table(
    "submission",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # the source's code, a dot, the revision: "tip-2022.1"
    sa.Column("sequence", sa.Integer, sa.ForeignKey("event.sequence"), nullable=False, unique=True),
    sa.Column("source_id", sa.Text, sa.ForeignKey("source.id"), nullable=False),
    _text("source_code"),
    sa.Column("revision", sa.Integer, nullable=False),
    *_period("period", required=False),
    _text("catalogue_hash"),
    _text("file_sha256"),
    _text("nonce"),
    _text("payload"),
    sa.Column("kind", _word(Kind), nullable=False),
    _text("agency"),
    _text("signed_by"),
    sa.Column("signed_on", sa.Date),
    sa.UniqueConstraint("source_code", "revision", name="submission_revision"),
    sa.Index("submission_file", "source_code", "file_sha256"),
)

observation = sa.Table(
    "observation",
    metadata,
    *_place_in_submission(),
    _text("indicator"),
    _text("component"),
    *_period("period", required=True),
    *_period("cohort", required=False),
    sa.Column("dimensions", _DIMENSIONS, nullable=False),
    _text("vintage"),
    sa.Column("role", _word(Role), nullable=False),
    _text("unit"),
    sa.Column("state", _word(State), nullable=False),
    sa.Column("numerator", _DECIMAL),
    sa.Column("denominator", _DECIMAL),
    sa.Column("is_total", sa.Boolean, nullable=False),
    sa.Column("bound", _word(Bound), nullable=False),
    sa.Column("confidence", _word(Confidence), nullable=False),
    sa.Column("definition_version", sa.Integer, nullable=False),
    _text("locator"),
    sa.Column("derived_from", _LIST, nullable=False),
    _text("measure"),
    _text("reason"),
    _text("note"),
    _text("url"),
    sa.Index("observation_indicator", "indicator"),
    # An absent cohort counts as one value here: NULLs would make every key without a cohort unique.
    sa.Index(
        "observation_key",
        "submission_id",
        "indicator",
        "component",
        "period_start",
        "period_end",
        sa.text("coalesce(cohort_start, '9999-12-31')"),
        sa.text("coalesce(cohort_end, '9999-12-31')"),
        "dimensions",
        "vintage",
        "locator",
        unique=True,
    ),
)

milestone = sa.Table(
    "milestone",
    metadata,
    *_place_in_submission(),
    _text("indicator"),
    sa.Column("stage", sa.Text),
    _text("outcome"),
    *_period("period", required=False),
    _text("text"),
    sa.Column("confidence", _word(Confidence), nullable=False),
    _text("locator"),
    _text("measure"),
    _text("reason"),
    _text("note"),
    _text("url"),
)

narrative = sa.Table(
    "narrative",
    metadata,
    *_place_in_submission(),
    _text("indicator"),
    *_period("period", required=True),
    _text("text"),
    _text("locator"),
)

commitment = sa.Table(
    "commitment",
    metadata,
    *_place_in_submission(),
    _text("commitment"),
    *_period("period", required=True),
    _text("status"),
    _text("evidence"),
    _text("locator"),
)

remark = sa.Table(
    "remark",
    metadata,
    *_place_in_submission(),
    _text("locator"),
    _text("code"),
    _text("found"),
    _text("reason"),
)

adjustment = sa.Table(
    "adjustment",
    metadata,
    *_place_in_submission(),
    _text("indicator"),
    _text("component"),
    *_period("period", required=True),
    sa.Column("dimensions", _DIMENSIONS, nullable=False),
    sa.Column("numerator", _DECIMAL, nullable=False),
    sa.Column("denominator", _DECIMAL, nullable=False),
    sa.Column("agencies", _LIST, nullable=False),
    _text("reason"),
)

correction = sa.Table(
    "correction",
    metadata,
    *_place_in_submission(),
    _text("its_submission_id"),  # the submission that is corrected; `submission_id` is the one that corrects it
    _text("locator"),
    _text("part"),
    _text("expect"),
    _text("becomes"),
    _text("reason"),
)

file = sa.Table(
    "file",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),  # bytes
    sa.Column("content", sa.LargeBinary, nullable=False),  # a workbook as it came, an edition's file: byte for byte
)

edition = sa.Table(
    "edition",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("sequence", sa.Integer, sa.ForeignKey("event.sequence"), nullable=False, unique=True),
    _text("tier"),
    _text("title"),
    *_period("through", required=False),
    sa.Column("as_of", sa.Integer, sa.ForeignKey("event.sequence"), nullable=False),
    sa.Column("embargo_until", Stored(canonical.time_text)),
    _text("catalogue_hash"),
    _text("policy_hash"),
    _text("program"),
    sa.Column("checklist", _LIST, nullable=False),
    _text("nonce"),
    _text("payload"),
)

claim = sa.Table(
    "claim",
    metadata,
    *_place_in_edition(),
    _text("cell"),
    _text("value"),
    _text("out_of"),
    _text("text"),
    sa.UniqueConstraint("edition", "cell", name="claim_cell"),
)

edition_file = sa.Table(
    "edition_file",
    metadata,
    *_place_in_edition(),
    _text("name"),
    sa.Column("sha256", sa.Text, sa.ForeignKey("file.sha256"), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),  # bytes
    sa.UniqueConstraint("edition", "name", name="edition_file_name"),
)

RECORDS = {
    "observations": observation,
    "milestones": milestone,
    "narratives": narrative,
    "commitments": commitment,
    "remarks": remark,
    "adjustments": adjustment,
    "corrections": correction,
}
"""The fields of a `SubmissionDraft` that hold records, and their tables."""

PRINTED = {"claims": claim, "files": edition_file}
"""The same of an `EditionContent`."""
