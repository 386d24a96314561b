"""The page and chapter "What has changed since it was printed", in values: a group an edition, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from dashboard.periods import day_in_words
from dashboard.release.model import Release, Shown, Withheld
from dashboard.release.restated import PrintedEdition, Restatement

_EMPTY_TITLE = "Nothing that was printed has changed since"
_EMPTY = (
    "No edition of this office that can be read today, and no earlier edition of a source, prints another number for a "
    "figure that is shown here."
)
_LEAD = (
    "Each figure stands under the edition that printed it, the newest edition first, with what it is now, why, and who "
    "decided it. All other pages show it as it is now."
)


@dataclass(frozen=True)
class ChangedEdition:
    """What one edition printed and this release prints otherwise. `title` is a sentence without a full stop."""

    edition: PrintedEdition
    title: str
    lead: str
    rows: tuple[Restatement, ...]


@dataclass(frozen=True)
class ChangedPage:
    """`summary` is the one sentence for other pages; `editions` is empty where nothing has changed."""

    title: str
    lead: str
    summary: str
    editions: tuple[ChangedEdition, ...]


def changed_page(release: Release) -> ChangedPage:
    """Everything that was printed and is printed otherwise now."""
    found = release.restatements
    if not found:
        return ChangedPage(_EMPTY_TITLE, _EMPTY, f"{_EMPTY_TITLE}.", ())
    number = len({one.figure_id for one in found})
    title = f"{_figures(number)} {_have(number)} changed since {_they(number)} printed"
    groups = groupby(found, key=lambda one: one.edition)
    return ChangedPage(title, _LEAD, f"{title}.", tuple(_group(edition, tuple(rows)) for edition, rows in groups))


def _group(edition: PrintedEdition, rows: tuple[Restatement, ...]) -> ChangedEdition:
    printed = _figures(len(rows))
    if edition.citation is None:
        title = f"Edition {edition.number} printed {printed} that {_are(len(rows))} printed otherwise now"
        lead = f"{edition.title}, published on {day_in_words(edition.on)}."
        return ChangedEdition(edition, title, " ".join(filter(None, (lead, edition.withdrawn, _kinds(rows)))), rows)
    title = f"{edition.title} printed {printed} that a later edition prints otherwise"
    read = "read" if edition.citation.published_on_is_access_date else "published"
    return ChangedEdition(edition, title, f"{edition.citation.publisher}, {read} on {day_in_words(edition.on)}.", rows)


def _kinds(rows: tuple[Restatement, ...]) -> str:
    """`6 have another number now; 2 are withheld since.`"""
    renumbered = sum(isinstance(row.after, Shown) for row in rows)
    withheld = sum(isinstance(row.after, Withheld) for row in rows)
    rest = len(rows) - renumbered - withheld
    said = [
        f"{renumbered} {_have(renumbered)} another number now" if renumbered else "",
        f"{withheld} {_are(withheld)} withheld since" if withheld else "",
        f"{rest} {_have(rest)} no number any more" if rest else "",
    ]
    return "; ".join(filter(None, said)) + "."


def _figures(number: int) -> str:
    return "1 figure" if number == 1 else f"{number} figures"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _they(number: int) -> str:
    return "it was" if number == 1 else "they were"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
