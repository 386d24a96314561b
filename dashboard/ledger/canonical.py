"""One text for one content, so that a hash means the same on every machine and database.

Numbers are normalised decimal strings (`5.0` and `5` are both `"5"`) and never floats: SQLite hands `5.0` back as `5`,
and every hash of a float would then be a false alarm. Dates are ISO dates, a period is always its two dates, dimensions
are `age=0_8|sex=female` in the order of their codes, and JSON has sorted keys, no spaces and no escapes beyond JSON's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dashboard.ledger.editions_model import EditionContent
from dashboard.ledger.model import Dimensions, Source, SubmissionDraft
from dashboard.periods import Period

_NO_FORM = "a ledger stores text, whole numbers, decimals, dates and periods, not {kind} ({value!r})"


def decimal_text(number: Decimal) -> str:
    """`Decimal("5.00")` → `"5"`, `Decimal("1E+2")` → `"100"`. ValueError for NaN and infinity."""
    if not number.is_finite():
        raise ValueError(f"{number} is not a number that can be stored")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def dimensions_text(dimensions: Dimensions) -> str:
    """`(("age", "0_8"), ("sex", "female"))` → `"age=0_8|sex=female"`; the total is `""`."""
    return "|".join(f"{dimension}={code}" for dimension, code in dimensions)


def dimensions_of(text: str) -> Dimensions:
    """The reverse of `dimensions_text`."""
    if not text:
        return ()
    pairs = (part.partition("=") for part in text.split("|"))
    return tuple((dimension, code) for dimension, _, code in pairs)


def time_text(at: datetime) -> str:
    """UTC with microseconds always written, so that texts sort as times do. ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone; the ledger's clock must give one")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def plain(value: object) -> Any:
    """A value or record as JSON data in its canonical form. TypeError for floats and anything else that has none."""
    match value:
        case None | bool():
            return value
        case str():
            return str(value)
        case int():
            return value
        case Decimal():
            return decimal_text(value)
        case Period():
            return f"{value.start.isoformat()}..{value.end.isoformat()}"
        case datetime():
            return time_text(value)
        case date():
            return value.isoformat()
        case tuple():
            return [plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {
                field.name: dimensions_text(getattr(value, field.name))
                if field.name == "dimensions"
                else plain(getattr(value, field.name))
                for field in fields(value)
            }
    raise TypeError(_NO_FORM.format(kind=type(value).__name__, value=value))


def canonical_json(data: Any) -> str:
    """The one JSON text of plain data."""
    return _ENCODER.encode(data)


# Made once: every write recomputes the log, and making an encoder takes as long as encoding an event.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def payload_of(draft: SubmissionDraft | EditionContent) -> str:
    """Everything a submission or an edition says, as the text that its hash covers."""
    return canonical_json(plain(draft))


def sha256(text: str) -> str:
    """Of the text's UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def source_id(source: Source) -> str:
    """Names a source's row: one row for each wording of its fields. It holds no count and needs no nonce."""
    return sha256(canonical_json(plain(source)))


def content_hash(nonce: str, payload: str) -> str:
    """The hash that the event log carries for a submission's content.

    The nonce is random and stored beside the payload: a count of children has so few possible values that somebody who
    holds an unsalted hash, printed or published, could find the count by trying them all.
    """
    return sha256(nonce + payload)
