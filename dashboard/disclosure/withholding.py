"""Which cells a tier may see, decided cell by cell.

Complementary suppression over linked tables is not needed as long as nothing below a national annual total of people
leaves the restricted tier: there is then nothing to subtract from. That is the whole of this policy, and it hides more
than a proven one would:

* restricted: everything is shown.
* natfatip, public: counts of victims are shown as national totals of a financial year only (a stock or a share as it
  stands on 31 March). Breakdowns, half-years, part-years, stocks on another day are withheld, and so are calendar
  years and running totals, because windows that overlap can be subtracted.
* natfatip, public: national totals of investigations, prosecutions and convictions are public record and shown; their
  breakdowns are withheld.
* natfatip, public: a national total of people "x" or "x of y" is withheld where x, y or y - x is one or two, and a
  component where it differs by one or two from a headline number of its indicator and year; each unless a named source
  has already printed it. An interim rule, until releases are audited by attacking them.
* Counts of anything else (spaces, agencies, posts, money, reports) are shown.
* natfatip, public: the words of a reservation are printed only where they tell no count (`telling.py`), and an agency's
  own words of evidence are not printed at all: nobody has read them for what they give away.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dashboard.access import Tier
from dashboard.catalogue import CountingUnit, DisclosureClass
from dashboard.disclosure.telling import tells_a_count
from dashboard.periods import Period

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
# One or two children in a national year need the Rapporteur's signature or a source that already printed them.
SMALL_TOTAL = 2


@dataclass(frozen=True)
class Cell:
    """What must be known of a count to decide on it.

    `value` is the count and `denominator` what it is out of, None where there is no number. `beside` are the headline
    numbers of the same indicator, period and unit where the count itself is no headline.
    """

    disclosure_class: DisclosureClass
    unit: CountingUnit
    period: Period
    is_total: bool
    value: Decimal | None
    printed_elsewhere: bool
    denominator: Decimal | None = None
    beside: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Decision:
    """`reason` is for the restricted log; a public page prints only the symbol."""

    shown: bool
    reason: str


def decide(cell: Cell, tier: Tier) -> Decision:
    """Show or withhold one cell for one tier. Total: every cell gets an answer, in doubt "withhold"."""
    if tier is Tier.RESTRICTED:
        return Decision(True, "restricted tier")
    if not _counts_people(cell.disclosure_class, cell.unit):
        return Decision(True, "does not count people")
    if not cell.is_total:
        return Decision(False, "a breakdown below the national annual total")
    if not cell.period.is_financial_year and cell.disclosure_class is not DisclosureClass.ACCUSED_PERSON:
        return Decision(False, "a national total of no financial year")
    if cell.printed_elsewhere:
        return Decision(True, "a national annual total that a source has printed")
    if any(map(_is_few, _told(cell))):
        return Decision(False, "a national annual total that tells one or two and that no source has printed")
    if cell.value is not None and any(_is_few(cell.value - other) for other in cell.beside):
        return Decision(False, "one or two away from a headline number of its year, and printed by no source")
    return Decision(True, "a national annual total")


def may_print(words: str, tier: Tier) -> bool:
    """Whether a tier may read a reservation beside any figure: it speaks of a whole return, not of that one count."""
    return tier is Tier.RESTRICTED or not tells_a_count(words)


def may_read_evidence(tier: Tier) -> bool:
    """Whether a tier may read what an agency wrote in its return; nobody has reviewed it."""
    return tier is Tier.RESTRICTED


def _counts_people(disclosure_class: DisclosureClass, unit: CountingUnit) -> bool:
    return disclosure_class in PEOPLE_CLASSES and unit in PEOPLE_UNITS


def _told(cell: Cell) -> tuple[Decimal, ...]:
    """The counts that a printed "x of y" tells: those who are, all of them, and those who are not."""
    if cell.value is None or cell.denominator is None:
        return () if cell.value is None else (cell.value,)
    return cell.value, cell.denominator, cell.denominator - cell.value


def _is_few(number: Decimal) -> bool:
    return 0 < abs(number) <= SMALL_TOTAL
