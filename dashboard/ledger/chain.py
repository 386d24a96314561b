"""The event log's chain: each event's hash covers the one before it, so nothing in between can change unseen.

`hash = sha256(prev_hash + canonical_json([sequence, at, actor, type, subject, body]))`; the `prev_hash` of the first
event is 64 zeros. The chain alone cannot show that its tail was cut off: that takes an anchor, a sequence number and
hash that was printed on a receipt, a report or a backup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.ledger.canonical import canonical_json, sha256, time_text
from dashboard.ledger.editions_model import NOTE_TYPES
from dashboard.ledger.model import Anchor, Break

OPENED = "opened"
SUBMITTED = "submitted"
"""The types of the first event, which fixes the data set, and of the first one about each submission."""

PUBLISHED = "published"
WITHDRAWN = "withdrawn"
"""The types of the first event about an edition, and of the only one that may follow."""

LEDGER = "ledger"
"""Subject of what concerns the ledger itself."""

_EDITION = re.compile("edition-[1-9][0-9]*")
"""No submission is called so: its id ends in a dot and its revision."""

GENESIS = "0" * 64
"""Stands before the first event, where there is no hash yet."""

PRINTED_DIGITS = 8
"""How much of a hash a document prints, and the least that an anchor must give: one in 4,000 million fits by chance."""


@dataclass(frozen=True)
class Event:
    """One line of the log as stored: texts, so that a line that was tampered with can still be read.

    `at` is `canonical.time_text`, which sorts as time does; `body` is canonical JSON; `subject` is a submission's id,
    `edition-3`, `ledger`, or whatever a note is on.
    """

    sequence: int
    at: str
    actor: str
    type: str
    subject: str
    body: str
    prev_hash: str
    hash: str

    @property
    def anchor(self) -> Anchor:
        return Anchor(sequence=self.sequence, hash=self.hash, at=datetime.fromisoformat(self.at))

    @property
    def content(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.body)
        return loaded

    @property
    def is_note(self) -> bool:
        """A note decides nothing, even one on a submission or an edition."""
        return self.type in NOTE_TYPES

    @property
    def concerns_edition(self) -> bool:
        """Whether it published or withdrew an edition."""
        return not self.is_note and _EDITION.fullmatch(self.subject) is not None

    @property
    def concerns_submission(self) -> bool:
        """Whether it filed or decided on a submission."""
        return not (self.is_note or self.concerns_edition or self.subject == LEDGER)

    def text(self, name: str) -> str:
        """One text of the body; "" where the body has none, or was changed so that it cannot be read."""
        try:
            return str(self.content.get(name, ""))
        except (ValueError, AttributeError):
            return ""

    def is_about(self, content_hash: str) -> bool:
        """Whether this is the content that the event filed or decided on."""
        return self.text("payload_sha256") == content_hash


def edition_subject(number: int) -> str:
    """`edition-3`."""
    return f"edition-{number}"


def next_event(
    last: Event | None, *, at: datetime, actor: str, kind: str, subject: str, content: dict[str, Any]
) -> Event:
    """The event that follows `last`. A clock that was set back does not turn the log round: time never goes back."""
    sequence = 1 if last is None else last.sequence + 1
    time = time_text(at) if last is None else max(time_text(at), last.at)
    prev_hash = GENESIS if last is None else last.hash
    body = canonical_json(content)
    digest = _hash(prev_hash, sequence, time, actor, kind, subject, body)
    return Event(sequence, time, actor, kind, subject, body, prev_hash, digest)


def broken_links(events: Sequence[Event], anchors: Sequence[Anchor] = ()) -> tuple[Break, ...]:
    """Every place where the log does not hold, first one first. `events` are in order of sequence."""
    breaks = [*_breaks_in_chain(events), *_breaks_at_anchors(events, anchors)]
    return tuple(sorted(breaks, key=lambda broken: broken.sequence))


def _hash(prev_hash: str, sequence: int, at: str, actor: str, kind: str, subject: str, body: str) -> str:
    # The body's own text in its place is what encoding its content with the rest would give, in half the time.
    fields = canonical_json([sequence, at, actor, kind, subject])
    return sha256(f"{prev_hash}{fields[:-1]},{body}]")


def _breaks_in_chain(events: Sequence[Event]) -> Iterator[Break]:
    if not events:
        yield Break(1, "the event log is empty; a ledger has at least the event that opened it")
        return
    expected, previous = 1, None
    for event in events:
        if event.sequence != expected:
            yield Break(expected, f"event {expected} is missing: the next one stored is {event.sequence}")
        elif event.prev_hash != (GENESIS if previous is None else previous.hash):
            yield Break(event.sequence, f"event {event.sequence} does not follow from the event before it")
        if not _is_whole(event):
            yield Break(event.sequence, f"event {event.sequence} ({event.type}) was changed after it was written")
        if previous is not None and event.at < previous.at:
            yield Break(event.sequence, f"event {event.sequence} is dated before the event it follows")
        expected, previous = event.sequence + 1, event


def _is_whole(event: Event) -> bool:
    """Whether the stored hash is that of the stored fields, and the body's text is the canonical one."""
    digest = _hash(event.prev_hash, event.sequence, event.at, event.actor, event.type, event.subject, event.body)
    try:
        return event.hash == digest and event.body == canonical_json(event.content)
    except ValueError:
        return False


def _breaks_at_anchors(events: Sequence[Event], anchors: Sequence[Anchor]) -> Iterator[Break]:
    stored = {event.sequence: event for event in events}
    for anchor in anchors:
        event = stored.get(anchor.sequence)
        if event is None:
            last = max(stored, default=0)
            yield Break(anchor.sequence, f"the anchor {anchor.short} is not in the log, which ends at event {last}")
        elif len(anchor.hash) < PRINTED_DIGITS or not event.hash.startswith(anchor.hash):
            yield Break(
                anchor.sequence,
                f"event {anchor.sequence} has the hash {event.hash[:8]}, not the anchor's {anchor.short}",
            )
