"""What everybody may know of this office's editions: a page for the reader who holds one, or wants one.

Only what is out and public: nothing of an edition for members or under embargo, no hash, no reason of the office's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dashboard.access import Tier
from dashboard.ledger import DataSet, Edition, Ledger
from dashboard.periods import day_in_jamaica, day_in_words
from dashboard.release.handing_out import is_embargoed
from dashboard.release.model import Release

OFFICE = "Office of the National Rapporteur on Trafficking in Persons"

_LEAD = (
    "An edition is what this office told everybody at one time: its figures and files, frozen under a number. All "
    "other pages show the figures as they are now. A number that is missing here is that of an edition for NATFATIP "
    "members, of one that is not out yet, or of one that was taken back before it was."
)
_NONE_YET = (
    "Until the first is published, every page here is a draft of it. An edition will be listed here with its number, "
    "its date, its files and how to cite it."
)
_OF_OTHERS = (
    "These pages show what others have published; each stands under Sources. An edition of this office comes once it "
    "keeps agencies' returns, and will be listed here with its number, its date, its files and how to cite it."
)


@dataclass(frozen=True)
class PublicEdition:
    """One edition as its readers may know it, in words.

    `record` is the place in the ledger that its papers print, `ledger` the place of its publication. `withdrawn` says
    since when it is, "" while it stands, and then its files are here to take. `restated` counts its figures that are
    printed otherwise now, None on the day on which its embargo ended, when no page tells it yet; `since` says so.
    """

    number: int
    title: str
    published: str
    readers: str
    covers: str
    record: str
    ledger: str
    withdrawn: str
    restated: int | None
    citation: str

    @property
    def name(self) -> str:
        """`Edition 1: Annual report 2021/22`."""
        return f"Edition {self.number}: {self.title}"

    @property
    def since(self) -> str:
        """`2 figures of it are printed otherwise now.`"""
        if self.restated is None:
            return "What has changed in it is told from tomorrow, the day after its embargo."
        said = {0: "No figure of it is", 1: "1 figure of it is"}.get(
            self.restated, f"{self.restated} figures of it are"
        )
        return f"{said} printed otherwise now."


@dataclass(frozen=True)
class EditionsPage:
    """`title` is a sentence without a full stop; `editions` are the newest first, and may be none."""

    title: str
    lead: str
    editions: tuple[PublicEdition, ...]


def editions_page(ledger: Ledger, release: Release, now: datetime) -> EditionsPage:
    """The public editions that are out at `now`, which has a time zone; `release` is everybody's, of the same ledger.

    ValueError for a release of another tier: its restatements are for fewer readers.
    """
    if release.tier is not Tier.PUBLIC:
        raise ValueError(f"the page of editions is for everybody; it is made from a public release, not {release.tier}")
    found = [_public(one, ledger, release, now) for one in ledger.editions(release.as_of) if is_out(one, now)]
    if not found:
        lead = _OF_OTHERS if ledger.data_set is DataSet.PUBLIC_RECORD else _NONE_YET
        return EditionsPage("This office has published no edition for everybody yet", lead, ())
    return EditionsPage(_title(found), _LEAD, tuple(reversed(found)))


def is_out(edition: Edition, now: datetime) -> bool:
    """Whether everybody can know of an edition: it is public, and its embargo ended while it stood."""
    stood_until = edition.withdrawn_at or now
    return edition.tier == Tier.PUBLIC and edition.state != "void" and not is_embargoed(edition, stood_until)


def _title(found: Sequence[PublicEdition]) -> str:
    standing = [one for one in found if not one.withdrawn]
    if not standing:
        return "Every edition for everybody was withdrawn; none stands"
    count = "1 edition is" if len(standing) == 1 else f"{len(standing)} editions are"
    return f"{count} published; the newest is edition {standing[-1].number}"


def _public(edition: Edition, ledger: Ledger, release: Release, now: datetime) -> PublicEdition:
    out = day_in_words(day_in_jamaica(max(edition.published_at, edition.embargo_until or edition.published_at)))
    since = edition.withdrawn_at
    withdrawn = f"Withdrawn on {day_in_words(day_in_jamaica(since))}" if since else ""
    whole = f"Edition {edition.number}, {out}"
    said = (OFFICE + ", Jamaica", edition.title, whole, f"Ledger {edition.anchor.short}", withdrawn, release.watermark)
    return PublicEdition(
        number=edition.number,
        title=edition.title,
        published=out,
        readers="Everybody",
        covers=_covers(edition, ledger),
        record=ledger.anchor(edition.as_of).short,
        ledger=edition.anchor.short,
        withdrawn=withdrawn,
        restated=None if _came_out_today(edition, now) else _restated(edition, release),
        citation=" ".join(f"{part.rstrip('.')}." for part in said if part),
    )


def _came_out_today(edition: Edition, now: datetime) -> bool:
    """Of an embargo a release keeps the whole last day, for it knows days alone."""
    ends = edition.embargo_until
    return ends is not None and ends > edition.published_at and day_in_jamaica(ends) == day_in_jamaica(now)


def _restated(edition: Edition, release: Release) -> int:
    return len({one.figure_id for one in release.restatements if one.edition.number == edition.number})


def _covers(edition: Edition, ledger: Ledger) -> str:
    if edition.through is not None:
        return f"{edition.through.words[:1].upper()}{edition.through.words[1:]}, and the years before"
    known = day_in_words(day_in_jamaica(ledger.anchor(edition.as_of).at))
    return f"Everything on record on {known}"
