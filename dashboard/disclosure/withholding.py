"""Which national totals a tier may see, decided one by one; what lies below them is audited (`protecting.py`).

* restricted: everything is shown.
* natfatip: national totals of people are shown for the stretches of time that the policy names, exactly.
* public: the same for its stretches; of victims nothing of a calendar year or a running total, because windows that
  overlap can be subtracted. What a source printed of investigations, prosecutions and convictions is public record.
* public: a national total of people "x" or "x of y" is withheld where x, y or y - x is small (`small_total`), and a
  component where it differs so little from a headline number of its indicator and year; each until a named source has
  printed it or the Rapporteur has signed it off.
* Counts of anything else (spaces, agencies, posts, money, reports) are shown.
* natfatip, public: the words of a reservation are printed only where they tell no count (`telling.py`), and an agency's
  own words of evidence are not printed at all: nobody has read them for what they give away.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboard.access import Tier
from dashboard.catalogue import CountingUnit, DisclosureClass
from dashboard.disclosure.policy import ReleasePolicy, Stretch
from dashboard.disclosure.telling import tells_a_count
from dashboard.periods import Period, PeriodKind

PEOPLE_CLASSES = frozenset({DisclosureClass.VICTIM_PERSON, DisclosureClass.ACCUSED_PERSON, DisclosureClass.MIXED})
PEOPLE_UNITS = frozenset(
    {
        CountingUnit.VICTIM,
        CountingUnit.DEFENDANT,
        CountingUnit.CASE,
        CountingUnit.INVESTIGATION,
        CountingUnit.PERSON,
    }
)


@dataclass(frozen=True)
class Cell:
    """What must be known of a national total to decide on it.

    `series`: "2.2a/identified". `value` is the count and `denominator` what it is out of, None where there is no
    number. `beside` are the headline numbers of the same indicator, period and unit where the count itself is no
    headline. `signed_off`: by the Rapporteur, for print.
    """

    series: str
    disclosure_class: DisclosureClass
    unit: CountingUnit
    period: Period
    value: Decimal | None
    printed_elsewhere: bool
    denominator: Decimal | None = None
    beside: tuple[Decimal, ...] = ()
    signed_off: bool = False


@dataclass(frozen=True)
class Decision:
    """`reason` is for the restricted log; a public page prints only the symbol.

    `needs_sign_off`: it would be shown if the Rapporteur signed it off.
    """

    shown: bool
    reason: str
    needs_sign_off: bool = False


def decide(cell: Cell, tier: Tier, policy: ReleasePolicy) -> Decision:
    """Show or withhold one national total for one tier. Total: every cell gets an answer, in doubt "withhold"."""
    if tier is Tier.RESTRICTED:
        return Decision(True, "restricted tier")
    if not counts_people(cell.disclosure_class, cell.unit):
        return Decision(True, "does not count people")
    if not _is_seen(cell, policy.audience(tier).totals):
        return Decision(False, "a stretch of time that this audience does not see")
    if tier is Tier.NATFATIP:
        return Decision(True, "a national total, exact for NATFATIP")
    if cell.printed_elsewhere:
        return Decision(True, "a national annual total that a source has printed")
    if cell.signed_off:
        return Decision(True, "signed off by the Rapporteur")
    limit = policy.needs_sign_off_to(cell.series)
    if any(_is_small(number, limit) for number in _told(cell)):
        return Decision(False, "a small national annual total that no source has printed", needs_sign_off=True)
    if cell.value is not None and any(_is_near(cell.value, other, limit) for other in cell.beside):
        reason = "near a headline number of its year, and printed by no source"
        return Decision(False, reason, needs_sign_off=True)
    return Decision(True, "a national annual total")


def may_print(words: str, tier: Tier) -> bool:
    """Whether a tier may read a reservation beside any figure: it speaks of a whole return, not of that one count."""
    return tier is Tier.RESTRICTED or not tells_a_count(words)


def may_read_evidence(tier: Tier) -> bool:
    """Whether a tier may read what an agency wrote in its return; nobody has reviewed it."""
    return tier is Tier.RESTRICTED


def counts_people(disclosure_class: DisclosureClass, unit: CountingUnit) -> bool:
    """Whether a count is one of people, whom it could give away."""
    return disclosure_class in PEOPLE_CLASSES and unit in PEOPLE_UNITS


def _told(cell: Cell) -> tuple[Decimal, ...]:
    """The counts that a printed "x of y" tells: those who are, all of them, and those who are not."""
    if cell.value is None or cell.denominator is None:
        return () if cell.value is None else (cell.value,)
    return cell.value, cell.denominator, cell.denominator - cell.value


def _is_seen(cell: Cell, totals: frozenset[Stretch]) -> bool:
    if cell.disclosure_class is DisclosureClass.ACCUSED_PERSON and cell.printed_elsewhere:
        return True
    if cell.period.is_financial_year:
        return Stretch.FINANCIAL_YEAR in totals
    return cell.period.kind is PeriodKind.HALF_YEAR and Stretch.HALF_YEAR in totals


def _is_near(value: Decimal, headline: Decimal, limit: int) -> bool:
    """Whether a count differs by a small one from a headline number, or from any that a small, hidden one may be.

    Were only the true one asked, a component of 4 that is shown beside a hidden headline of 1 or 2 would tell that it
    is 1.
    """
    may_be = [Decimal(one) for one in range(1, limit + 1)] if _is_small(headline, limit) else [headline]
    return any(_is_small(value - other, limit) for other in may_be)


def _is_small(number: Decimal, limit: int) -> bool:
    return 0 < abs(number) <= limit
