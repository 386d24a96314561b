"""Named analysts: which posts may see exact figures, until when, and who has looked at what for which purpose.

The Rapporteur names a post (never a person) until a day; the register is made of the ledger's notes. She herself reads
by her own right. Whoever reads says under which post and why, and that is logged before a figure is handed out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dashboard.access import Action, Identity, Role
from dashboard.catalogue import Catalogue
from dashboard.ledger import Anchor, Ledger, Note
from dashboard.periods import day_in_jamaica, day_in_words
from dashboard.release.acts import ActError, NoteType, check_words, permit, write

NAMED: NoteType = "analyst_named"
ENDED: NoteType = "analyst_ended"
VIEWED: NoteType = "viewed"
LONGEST_POST = 80
"""Letters: the post stands in the watermark of every page and picture."""


@dataclass(frozen=True)
class Analyst:
    """A post that was named, by whom, until when and why; `ended_on` where its time was ended before."""

    post: str
    named_on: date
    until: date
    named_by: str
    reason: str
    ended_on: date | None = None
    ended_because: str = ""

    def may_read(self, today: date) -> bool:
        return self.ended_on is None and today <= self.until

    def standing(self, today: date) -> str:
        """`may read until 31 March 2027`, `time was over on …`, `ended on …`."""
        if self.ended_on is not None:
            return f"ended on {day_in_words(self.ended_on)}"
        over = f"time was over on {day_in_words(self.until)}"
        return f"may read until {day_in_words(self.until)}" if self.may_read(today) else over


@dataclass(frozen=True)
class Access:
    """One look at what is restricted, logged at `anchor`: the figures are those of that place in the ledger."""

    post: str
    what: str
    purpose: str
    on: date
    anchor: Anchor

    @property
    def reader(self) -> str:
        """`Data analyst of the Office · 22 November 2026`, for the watermark."""
        return f"{self.post} · {day_in_words(self.on)}"


def analysts(ledger: Ledger) -> tuple[Analyst, ...]:
    """Every post ever named, in its newest naming, in the order of the alphabet."""
    found: dict[str, Analyst] = {}
    for note in ledger.notes():
        key = note.subject.casefold()
        if note.type == NAMED:
            found[key] = _named(note)
        elif note.type == ENDED and key in found:
            found[key] = replace(found[key], ended_on=day_in_jamaica(note.at), ended_because=note.reason)
    return tuple(found[key] for key in sorted(found))


def viewings(ledger: Ledger) -> tuple[Note, ...]:
    """Every look at restricted figures, newest first: by which post, at what and why."""
    return tuple(note for note in reversed(ledger.notes(VIEWED)) if "purpose" in note.content)


def name_analyst(
    ledger: Ledger, catalogue: Catalogue, who: Identity, post: str, until: date, reason: str, today: date
) -> Anchor:
    """Let a post read until a day, that day included; named again, the newest naming holds. ActError if refused."""
    permit(who, Action.NAME_ANALYST)
    read_at = ledger.head().sequence
    named, said = check_words("post", post, catalogue), check_words("reason", reason, catalogue)
    if len(named) > LONGEST_POST:
        raise ActError(f"the post has {len(named)} letters; it stands on every page, so write it in {LONGEST_POST}")
    if named.casefold() == Role.RAPPORTEUR.words.casefold():
        raise ActError("the National Rapporteur sees everything by her own right; name the posts of others")
    if until < today:
        raise ActError(f"{day_in_words(until)} is over already; name the last day on which {named} may read")
    return write(ledger, NAMED, named, who, said, {"until": until.isoformat()}, read_at=read_at)


def end_analyst(ledger: Ledger, catalogue: Catalogue, who: Identity, post: str, reason: str, today: date) -> Anchor:
    """Let a post read no longer, from now on. ActError if it may not read as it is."""
    permit(who, Action.NAME_ANALYST)
    said, read_at = check_words("reason", reason, catalogue), ledger.head().sequence
    able = {one.post.casefold(): one.post for one in analysts(ledger) if one.may_read(today)}
    if _key(post) not in able:
        listed = f"named are: {'; '.join(able.values())}" if able else "nobody is named now"
        raise ActError(f"{post.strip()!r} is not named, so nothing can be ended; {listed}")
    return write(ledger, ENDED, able[_key(post)], who, said, {}, read_at=read_at)


def admit(
    ledger: Ledger, catalogue: Catalogue, who: Identity, post: str, purpose: str, what: str, today: date
) -> Access:
    """Log that a post looks at something restricted, and let it. ActError for whoever is not named, or no longer."""
    permit(who, Action.SEE_RESTRICTED)
    said = check_words("purpose", purpose, catalogue)
    if who.role is Role.RAPPORTEUR:
        reads = Role.RAPPORTEUR.words
        if _key(post) not in ("", reads.casefold()):
            raise ActError(f"the Rapporteur reads as {reads}; whoever holds another post acts as {Role.ANALYST.words}")
    else:
        reads = _reading(ledger, post, today).post
    anchor = write(ledger, VIEWED, reads, who, "", {"what": what, "purpose": said})
    return Access(reads, what, said, today, anchor)


def still_admitted(ledger: Ledger, who: Identity, access: Access, today: date) -> bool:
    """Whether what was let in may stay on a page: the same day, the same kind of reader, and the time not ended."""
    if access.on != today:
        return False
    if who.role is Role.RAPPORTEUR:
        return access.post == Role.RAPPORTEUR.words
    return who.role is Role.ANALYST and any(one.post == access.post and one.may_read(today) for one in analysts(ledger))


def _reading(ledger: Ledger, post: str, today: date) -> Analyst:
    """The naming under which a post reads. A refusal names no other post: who is named is the Rapporteur's to tell."""
    found = next((one for one in analysts(ledger) if one.post.casefold() == _key(post)), None)
    if found is None:
        how = "The Rapporteur names analysts, on the page Restricted view or by python3 run.py analyst name"
        raise ActError(f"no analyst is named {post.strip()!r}. {how}")
    if not found.may_read(today):
        standing = found.standing(today)
        raise ActError(f"{found.post} may not read restricted figures: {standing}. The Rapporteur may name it again")
    return found


def _key(post: str) -> str:
    return " ".join(post.split()).casefold()


def _named(note: Note) -> Analyst:
    return Analyst(
        post=note.subject,
        named_on=day_in_jamaica(note.at),
        until=date.fromisoformat(note.content["until"]),
        named_by=note.actor,
        reason=note.reason,
    )
