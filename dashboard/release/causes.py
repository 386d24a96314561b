"""Why a printed number is another one now: everything the ledger records between the edition and this release.

All causes are listed, in the ledger's order. Of a number that is or was withheld whatever speaks of its year is
listed, without its reason: neither says whether the number itself moved. Outside the restricted tier no cause names an
agency or a half-year, and a reason is printed only where its words tell no count. Out of scope: which cause made how
much of a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from dashboard.access import Role, Tier
from dashboard.catalogue import Catalogue, Component, Indicator, RollUp
from dashboard.disclosure import ReleasePolicy, may_print
from dashboard.ledger import Dimensions, Edition, Note
from dashboard.periods import Period, day_in_jamaica
from dashboard.release.happenings import NO_REASON, Cells, Happening
from dashboard.release.model import NotReported, Value, Withheld
from dashboard.release.program import program_version
from dashboard.release.restated import Cause

IN_THE_REGISTER = "the reason is in the register of decisions"
WITHHELD_SINCE = Cause("Withheld since, to protect children.", "", None)
PUBLISHED_SINCE = "What was published since is protected together with it."
PRINTED_THEN = Cause("What this edition printed is protected together with what is shown now.", "", None)
NO_DECISION = Cause("No decision is recorded: verify the ledger.", "", None)

_SIGNING = {"signed_off": "The number was signed off for print", "sign_off_taken_back": "The sign-off was taken back"}


@dataclass(frozen=True)
class Key:
    """What is printed under one stable key: "2.2a/identified/2021/22/sex=female"."""

    code: str
    indicator: str
    component: str
    period: Period
    dimensions: Dimensions

    @classmethod
    def parse(cls, code: str) -> Self:
        """ValueError for what is no key."""
        if code.count("/") < 2:
            raise ValueError(f"{code!r} is no key of a figure; it is written as 2.2a/identified/2021/22/sex=female")
        indicator, component, rest = code.split("/", 2)
        period, _, cell = rest.rpartition("/") if "=" in rest else (rest, "", "")
        dimensions = tuple(_pair(one) for one in cell.split("&")) if cell else ()
        return cls(code, indicator, component, Period.parse(period), dimensions)


@dataclass(frozen=True)
class Frozen:
    """What an edition was made by, as it keeps it; None where it keeps none that can still be read."""

    policy: ReleasePolicy | None
    catalogue: Catalogue | None


@dataclass(frozen=True)
class Recorded:
    """All that can be a cause, up to the moment of the release: happenings, notes, editions, policy, catalogue.

    `editions` are those that these readers have had: of no other is it told that there is one, nor from when. `frozen`
    gives what an edition was made by.
    """

    tier: Tier
    catalogue: Catalogue
    policy: ReleasePolicy
    happenings: tuple[Happening, ...]
    notes: tuple[Note, ...]
    editions: tuple[Edition, ...]
    frozen: Callable[[Edition], Frozen]

    def causes(self, key: Key, edition: Edition, before: Value, after: Value) -> tuple[Cause, ...]:
        """Never empty."""
        hidden = isinstance(before, Withheld) or isinstance(after, Withheld)
        found = [
            *self._happened(key, edition, hidden=hidden, waits=isinstance(after, NotReported)),
            *self._signed(key, edition),
            *self._defined(key, edition),
        ]
        if hidden:
            found += [*self._by_policy(edition), *self._by_program(edition)]
        if isinstance(after, Withheld) and not found:
            found.append(self._published(edition))
        found = found or [*self._catalogued(edition), *self._by_program(edition)] or [NO_DECISION]
        return tuple(dict.fromkeys([WITHHELD_SINCE, *found] if isinstance(after, Withheld) else found))

    def _happened(self, key: Key, edition: Edition, *, hidden: bool, waits: bool) -> Iterator[Cause]:
        since = [one for one in self.happenings if one.sequence > edition.as_of]
        for one in _behind(key, since, self.catalogue, hidden=hidden, waits=waits):
            what = one.named if self.tier is Tier.RESTRICTED else one.what
            words = f"{what}." if hidden else _with_reason(what, one.reason, self.tier)
            yield Cause(words, by_whom(one.actor, self.tier), one.on)

    def _signed(self, key: Key, edition: Edition) -> Iterator[Cause]:
        for note in self.notes:
            if note.type in _SIGNING and note.subject == key.code and note.sequence > edition.as_of:
                words = _with_reason(_SIGNING[note.type], note.reason, self.tier)
                yield Cause(words, by_whom(note.actor, self.tier), day_in_jamaica(note.at))

    def _defined(self, key: Key, edition: Edition) -> Iterator[Cause]:
        """Another definition than the edition's; the catalogue says who approved it."""
        now = _indicator(key, self.catalogue)
        if now is None:
            yield Cause("The catalogue has this indicator no longer.", "", None)
            return
        kept = self.frozen(edition).catalogue
        then = _indicator(key, kept) if kept else None
        if then is not None and then.definition != now.definition:
            said = f"The definition was changed (version {now.definition.version}, {now.definition.status})."
            yield Cause(said, now.definition.approver or "", now.definition.date)

    def _by_policy(self, edition: Edition) -> Iterator[Cause]:
        then = self.frozen(edition).policy
        if then is not None and then != self.policy:
            approval = self.policy.approval
            by, on = (approval.by, approval.on) if approval and approval != then.approval else ("", None)
            yield Cause("The disclosure policy was changed.", by, on)

    def _by_program(self, edition: Edition) -> Iterator[Cause]:
        if edition.program != program_version():
            yield Cause("The program that protects and makes the releases was changed.", "", None)

    def _published(self, edition: Edition) -> Cause:
        """What the audit counts now and did not then: an edition since that these readers had, or this one itself."""
        later = next((one for one in self.editions if one.sequence > edition.sequence), None)
        if later is None:
            return PRINTED_THEN
        return Cause(PUBLISHED_SINCE, by_whom(later.actor, self.tier), day_in_jamaica(later.published_at))

    def _catalogued(self, edition: Edition) -> tuple[Cause, ...]:
        if edition.catalogue_hash == self.catalogue.content_hash:
            return ()
        return (Cause("The catalogue of indicators was changed.", "", None),)


def by_whom(actor: str, tier: Tier) -> str:
    """The role alone outside the restricted tier: no release prints who somebody is."""
    if tier is Tier.RESTRICTED:
        return actor
    return next((role.words for role in Role if actor.startswith(role.words)), "the office")


def _with_reason(what: str, reason: str, tier: Tier) -> str:
    """`An agency amended its return: the register was recounted.`"""
    words = reason.strip().rstrip(".")
    if not words:
        return f"{what}."
    if words == NO_REASON:
        return f"{what}; {NO_REASON}."
    if not may_print(words, tier):
        return f"{what}; {IN_THE_REGISTER}."
    return f"{what}: {words}."


def _behind(
    key: Key, since: Iterable[Happening], catalogue: Catalogue, *, hidden: bool, waits: bool
) -> list[Happening]:
    """What moved the cell; else its component's year; else its indicator's, whose components protect each other.

    Of a hidden number whatever touched its year, whether it moved the cell or not.
    """
    indicator = _indicator(key, catalogue)
    source = (indicator.alias_of or indicator.id) if indicator else key.indicator
    component = _component(indicator, key)
    found = list(since)

    def of(*, whole: bool, cell: bool = False) -> list[Happening]:
        return [
            one
            for one in found
            if any(
                about.indicator == source
                and (whole or about.component == key.component)
                and (not cell or about.dimensions == key.dimensions)
                and _within(about.period, key.period, component)
                for about in _cells(one, hidden=hidden)
            )
        ]

    closest = [] if hidden else of(whole=False, cell=True)
    behind = closest or of(whole=False) or of(whole=True)
    if behind or not waits:
        return behind
    # The first return of a year makes every figure of that year one that waits for the others.
    return [one for one in found if one.arrived is not None and key.period.contains(one.arrived)]


def _cells(one: Happening, *, hidden: bool) -> Cells:
    return one.touched if hidden else one.changed


def _within(period: Period, of: Period, component: Component | None) -> bool:
    """Whether a cell of one period can move a figure of another; a stock is that of the last day."""
    ends = component is None or component.roll_up is not RollUp.LAST or period.end == of.end
    return of.contains(period) and ends


def _indicator(key: Key, catalogue: Catalogue) -> Indicator | None:
    return next((one for one in catalogue.indicators if one.id == key.indicator), None)


def _component(indicator: Indicator | None, key: Key) -> Component | None:
    components = indicator.components if indicator else ()
    return next((one for one in components if one.id == key.component), None)


def _pair(cell: str) -> tuple[str, str]:
    dimension, _, code = cell.partition("=")
    return dimension, code
