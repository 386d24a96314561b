"""Small national totals that no source has printed: which wait for the Rapporteur, and her sign-off.

In public a total of people so small is withheld until she lets it be printed (`docs/disclosure.md`). Her sign-off is a
note under the total's key ("2.2a/identified/2021/22") and bound to its number: for another number it does not count.
What lies below the total stays withheld: the audit sees to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dashboard.access import Action, Identity, Tier
from dashboard.catalogue import Catalogue
from dashboard.disclosure import ReleasePolicy, audit_nothing
from dashboard.figures import FigureBook
from dashboard.ledger import NOW, Anchor, Ledger, Note
from dashboard.periods import Period, day_in_jamaica, day_in_words
from dashboard.release.acts import ActError, NoteType, check_words, permit, write
from dashboard.release.building import figures_behind
from dashboard.release.claims import signable
from dashboard.release.policy import default_policy
from dashboard.release.series import Viewer
from dashboard.release.waiting import WhyWaiting, why_it_waits

GIVEN: NoteType = "signed_off"
TAKEN_BACK: NoteType = "sign_off_taken_back"


class SignOff(StrEnum):
    """Where a total stands."""

    WAITING = "waits"
    GIVEN = "signed off"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class SmallTotal:
    """A total that waits, or that was signed off. Restricted: it shows the number.

    `text` is the number as it would be printed, "" where there is none any more; `signed` the one she signed off, ""
    where she never did. A total that `needs` no sign-off is shown without one, or is no figure any more; of the others
    `why` says why they wait.
    """

    key: str
    indicator: str
    label: str
    period: Period
    text: str
    standing: SignOff
    needs: bool
    signed: str = ""
    note: Note | None = None
    why: WhyWaiting | None = None

    @property
    def waits(self) -> bool:
        """Whether it is withheld in public until she signs it off."""
        return self.needs and self.standing is not SignOff.GIVEN

    @property
    def words(self) -> str:
        """`waits`, `signed off on 3 May 2026`, `lapsed: signed off for 2 on 3 May 2026; waits again`."""
        if self.note is None:
            return self.standing
        on = day_in_words(day_in_jamaica(self.note.at))
        if self.standing is SignOff.GIVEN:
            return f"signed off on {on}"
        now = "waits again" if self.needs else "needs none now" if self.text else "no figure now"
        return f"lapsed: signed off for {self.signed} on {on}; {now}"


def small_totals(ledger: Ledger, catalogue: Catalogue, policy: ReleasePolicy | None = None) -> tuple[SmallTotal, ...]:
    """Every total that waits, was signed off, or whose sign-off has lapsed, in the Plan's order.

    A sign-off has lapsed where the number is another now. PolicyError for a policy that cannot be used.
    """
    return _small_totals(figures_behind(ledger, catalogue, NOW, None)[0], ledger, catalogue, policy)


def sign_off(ledger: Ledger, catalogue: Catalogue, who: Identity, key: str, reason: str, *, seen: str = "") -> Anchor:
    """Let a small total be printed. `seen` is the number on the page that was looked at, as printed.

    ActError if it does not wait, is another number now, or may not be signed off by `who`.
    """
    permit(who, Action.SIGN_OFF)
    said, read_at = check_words("reason", reason, catalogue), ledger.head().sequence
    book = figures_behind(ledger, catalogue, NOW, None)[0]
    totals = _small_totals(book, ledger, catalogue, None)
    total = next((one for one in totals if one.key == key), None)
    if total is None or not total.waits:
        raise ActError(_not_waiting(key, total, totals))
    if seen and seen != total.text:
        raise ActError(
            f"{key} was {seen} when you looked and is {total.text} now. Look at it again before you sign off"
        )
    # Bound to the number that was looked at: should it have become another meanwhile, the sign-off has lapsed.
    return write(ledger, GIVEN, key, who, said, signable(book, key) or {}, read_at=read_at)


def take_back(ledger: Ledger, catalogue: Catalogue, who: Identity, key: str, reason: str) -> Anchor:
    """Withhold it again from the next release; what an edition has printed stays known. ActError as `sign_off`."""
    permit(who, Action.SIGN_OFF)
    said, read_at = check_words("reason", reason, catalogue), ledger.head().sequence
    signed = _standing_notes(ledger.notes())
    if key not in signed:
        listed = f"signed off are {', '.join(signed)}" if signed else "nothing is signed off"
        raise ActError(f"{key} is not signed off, so there is nothing to take back; {listed}")
    return write(ledger, TAKEN_BACK, key, who, said, signed[key].content, read_at=read_at)


def _small_totals(
    book: FigureBook, ledger: Ledger, catalogue: Catalogue, policy: ReleasePolicy | None
) -> tuple[SmallTotal, ...]:
    signed = _standing_notes(ledger.notes())
    needed = {total.key: total for total in _needed(book, catalogue, ledger, policy or default_policy())}
    found = [_with_note(total, signed.pop(key, None), book) for key, total in needed.items()]
    return (*found, *(_without_need(key, note, book, catalogue) for key, note in signed.items()))


def _not_waiting(key: str, total: SmallTotal | None, totals: Sequence[SmallTotal]) -> str:
    if total is not None and total.standing is SignOff.GIVEN:
        return f"{key} is {total.words} already, and nothing need be done"
    if total is not None:
        return f"{key} needs no sign-off: it is not small any more, a source has printed it, or it is no figure now"
    waiting = sum(one.waits for one in totals)
    others = {0: "nothing does", 1: "1 other total does"}.get(waiting, f"{waiting} other totals do")
    return f"{key} does not wait for a sign-off; {others}: python3 run.py sign-off list"


def _needed(book: FigureBook, catalogue: Catalogue, ledger: Ledger, policy: ReleasePolicy) -> Iterator[SmallTotal]:
    public = Viewer(
        tier=Tier.PUBLIC,
        citations={},
        data_set=ledger.data_set,
        on=date.max,
        catalogue=catalogue,
        book=book,
        reservations={},
        policy=policy,
        audited=audit_nothing(),
        signed_off=frozenset(),
    )
    for indicator in catalogue.indicators:
        for component in indicator.components:
            for figure in book.indicators[indicator.id].values.get(component.id, ()):
                if figure.value is None or not public.needs_sign_off(figure, indicator, component.unit):
                    continue
                yield SmallTotal(
                    key=f"{indicator.id}/{component.id}/{figure.period.code}",
                    indicator=indicator.id,
                    label=component.label,
                    period=figure.period,
                    text=public.printed(figure.lead, component.unit).text,
                    standing=SignOff.WAITING,
                    needs=True,
                    why=why_it_waits(figure, indicator, component, book, catalogue, policy),
                )


def _standing_notes(notes: Sequence[Note]) -> dict[str, Note]:
    """The sign-offs that were not taken back, by key."""
    signed: dict[str, Note] = {}
    for note in notes:
        if note.type == GIVEN:
            signed[note.subject] = note
        elif note.type == TAKEN_BACK:
            signed.pop(note.subject, None)
    return signed


def _with_note(total: SmallTotal, note: Note | None, book: FigureBook) -> SmallTotal:
    if note is None:
        return total
    holds = dict(note.content) == signable(book, total.key)
    standing = SignOff.GIVEN if holds else SignOff.LAPSED
    return replace(total, standing=standing, signed=_words(note.content), note=note)


def _without_need(key: str, note: Note, book: FigureBook, catalogue: Catalogue) -> SmallTotal:
    """A sign-off of what is no small total any more."""
    indicator, component, code = key.split("/", 2)
    now = signable(book, key)
    total = SmallTotal(
        key=key,
        indicator=indicator,
        label=_label(catalogue, indicator, component),
        period=Period.parse(code),
        text="" if now is None else _words(now),
        standing=SignOff.WAITING,
        needs=False,
    )
    return _with_note(total, note, book)


def _words(content: Mapping[str, str]) -> str:
    """`2`, `0 of 2`."""
    return " of ".join(filter(None, (content.get("value", ""), content.get("out_of", ""))))


def _label(catalogue: Catalogue, indicator: str, component: str) -> str:
    try:
        return catalogue.indicator(indicator).component(component).label
    except KeyError:  # the catalogue has moved on since it was signed off
        return component
