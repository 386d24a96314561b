"""What keeps an edition or a note out of the ledger, in words, all at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from dashboard.ledger.canonical import decimal_text, plain
from dashboard.ledger.checks import faults_of_entry, faults_of_texts, texts_in
from dashboard.ledger.checks_of_values import fault_of_number
from dashboard.ledger.editions_model import NOTE_TYPES, PUBLISHED_TIERS, VIEWED, EditionDraft, PublishedClaim

WITHOUT_REASON = frozenset({VIEWED})
"""Notes that are no decision."""

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def faults_of_edition(draft: EditionDraft) -> Iterator[str]:
    """Everything that keeps a draft from being published, but for the event it was read from."""
    if draft.tier not in PUBLISHED_TIERS:
        yield f"the tier is {draft.tier!r}; an edition is published for {' or '.join(PUBLISHED_TIERS)} only"
    if draft.embargo_until is not None and draft.embargo_until.tzinfo is None:
        yield f"embargo_until is {draft.embargo_until.isoformat()} without a time zone; say which hour is meant"
    for name in ("title", "catalogue_hash", "policy_hash", "program"):
        if not getattr(draft, name).strip():
            yield f"{name} is empty; an edition must say it"
    for number, claim in enumerate(draft.claims, start=1):
        yield from (f"claim {number} ({claim.cell}): {fault}" for fault in _faults_of_claim(claim))
    for cell, times in _repeated(claim.cell for claim in draft.claims):
        yield f"the cell {cell} is claimed {times} times; an edition says of a cell one thing"
    yield from _faults_of_names([file.name for file in draft.files])
    yield from faults_of_texts(texts_in([plain(replace(draft, files=(), embargo_until=None))]))


def faults_of_note(kind: str, subject: str, actor: str, reason: str, content: Mapping[str, str]) -> Iterator[str]:
    """Everything that keeps a note out of the log."""
    yield from faults_of_entry(actor, reason, subject)
    if kind not in NOTE_TYPES:
        yield f"{kind!r} is not a note; it is one of {', '.join(NOTE_TYPES)}"
    elif not reason.strip() and kind not in WITHOUT_REASON:
        yield f"{kind} needs a reason; say why"
    if not subject.strip():
        yield "the note has no subject; say what it is about"
    for name, text in content.items():
        if isinstance(name, str) and isinstance(text, str):
            yield from faults_of_texts([name, text])
        else:
            yield f"the content holds {name!r}: {text!r}; a note holds texts under names that are texts"


def _faults_of_claim(claim: PublishedClaim) -> Iterator[str]:
    if not claim.cell.strip():
        yield "it names no cell"
    if not claim.text.strip():
        yield "its text is empty; give what was printed"
    for name, text in (("value", claim.value), ("out_of", claim.out_of)):
        if text and (fault := _fault_of_decimal(text)):
            yield f"{name} is {text!r}; {fault}"


def _fault_of_decimal(text: str) -> str | None:
    """One number has one text, so that two editions can be compared."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return 'it must be a number, or "" where there is none'
    if fault := fault_of_number(number):
        return fault
    return None if decimal_text(number) == text else f"write {decimal_text(number)}"


def _faults_of_names(names: list[str]) -> Iterator[str]:
    for name in names:
        if not _FILE_NAME.fullmatch(name):
            yield f"the file name {name!r} may have letters, digits, '.', '_' and '-' only, the first a letter or digit"
    # Written out to a disk of Windows or macOS, A.csv and a.csv would be one file.
    for name, times in _repeated(name.lower() for name in names):
        yield f"{times} files are called {name}, small and capital letters being one; give each a name of its own"


def _repeated(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    return ((text, times) for text, times in Counter(texts).items() if times > 1)
