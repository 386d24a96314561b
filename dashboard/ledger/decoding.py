"""The way back from a payload to what was filed: the reverse of `canonical.payload_of`, for payloads of all versions.

Drafts are built from the very text that the log's hashes cover, never from the rows beside it. A field that an older
version of the program did not know is missing in its payloads and has the value that `SubmissionDraft` gives it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal, DecimalException
from enum import StrEnum
from functools import cache, lru_cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from dashboard.ledger.canonical import dimensions_of, plain
from dashboard.ledger.editions_model import EditionContent
from dashboard.ledger.model import LedgerError, SubmissionDraft
from dashboard.periods import Period

Decoder = Callable[[Any], Any]


def draft_of(submission_id: str, payload: str) -> SubmissionDraft:
    """What a submission says. LedgerError for a payload that was changed so that it cannot be read."""
    with _unreadable(f"submission {submission_id}"):
        draft: SubmissionDraft = _maker(SubmissionDraft)(_DEFAULTS | _loaded(payload))
    return draft


def edition_content_of(number: int, payload: str) -> EditionContent:
    """What an edition says. LedgerError as `draft_of`."""
    with _unreadable(f"edition {number}"):
        content: EditionContent = _maker(EditionContent)(_loaded(payload))
    return content


def _loaded(payload: str) -> Any:
    """JSON as it is defined: Python would also read NaN and Infinity, which nothing here ever wrote."""

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no JSON")

    return json.loads(payload, parse_constant=refuse)


@contextmanager
def _unreadable(name: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, DecimalException) as error:
        raise LedgerError(
            f"the content of {name} cannot be read ({type(error).__name__}): it was changed "
            "behind the program's back; verify the ledger, and put back the last good copy"
        ) from error


_DEFAULTS = {field.name: plain(field.default) for field in fields(SubmissionDraft) if field.default is not MISSING}


@cache
def _maker(kind: Any) -> Decoder:
    """How one dataclass is made of its JSON object; worked out once from its type hints."""
    hints = get_type_hints(kind)
    plan = tuple(
        (name, _dimensions if name == "dimensions" else _decoder(hints[name]))
        for name in (field.name for field in fields(kind))
    )
    plain_names = {same: [name for name, decode in plan if decode is None and hints[name] is same] for same in _PLAIN}

    def make(data: Mapping[str, Any]) -> Any:
        for same, names in plain_names.items():  # all fields of one type at once: a ledger has half a million of them
            if not {same}.issuperset([type(data[name]) for name in names]):
                raise TypeError(f"one of {', '.join(names)} is no {same.__name__}")
        return kind(*[data[name] if decode is None else decode(data[name]) for name, decode in plan])

    return make


def _decoder(hint: Any) -> Decoder | None:
    """How a value of a type is read from JSON; None where JSON's value is the value."""
    if get_origin(hint) is UnionType:
        (inner,) = (part for part in get_args(hint) if part is not type(None))
        return _optional(_decoder(inner) or _only(inner))
    if get_origin(hint) is tuple:
        each = get_args(hint)[0]
        return _tuple_of(_decoder(each) or _only(each))
    if issubclass(hint, StrEnum):
        return {word.value: word for word in hint}.__getitem__
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    return _maker(hint) if isinstance(hint, type) and is_dataclass(hint) else None


_PLAIN = (str, int, bool)
"""Types that are in JSON as they are."""


def _only(kind: type) -> Decoder:
    def same(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return same


def _optional(decode: Decoder) -> Decoder:
    return lambda value: None if value is None else decode(value)


def _tuple_of(decode: Decoder) -> Decoder:
    return lambda values: tuple(map(decode, values))


# Few different values fill a ledger: counts of children, twenty-four half-years, some hundred categories.
_day = lru_cache(maxsize=4096)(date.fromisoformat)
_dimensions = lru_cache(maxsize=4096)(dimensions_of)


@lru_cache(maxsize=4096)
def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{text} is not a number that was ever stored")
    return number


@lru_cache(maxsize=4096)
def _period(text: str) -> Period:
    start, _, end = text.partition("..")
    return Period(_day(start), _day(end))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return moment


_SIMPLE: Mapping[Any, Decoder] = {Decimal: _number, date: _day, datetime: _moment, Period: _period}
"""Types that JSON has no value for."""
