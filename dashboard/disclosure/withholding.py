"""Which cells a tier may see, decided cell by cell.

Complementary suppression over linked tables is not needed as long as nothing below a national annual total of people
leaves the restricted tier: there is then nothing to subtract from. That is the whole of this policy, and it hides more
than a proven one would:

* restricted: everything is shown.
* natfatip, public: counts of victims are shown as national totals of a financial year only. Breakdowns, half-years,
  part-years and stocks on a day are withheld, and so are calendar years and running totals, because windows that
  overlap can be subtracted. A total of one or two children is shown where a named source has already printed it, and
  withheld otherwise.
* natfatip, public: national totals of investigations, prosecutions and convictions are public record and shown, but
  one or two only where a source printed them; their breakdowns are withheld.
* Counts of anything else (spaces, agencies, posts, money, reports) are shown.
* natfatip, public: words written about a return of people (a reservation) are printed only where they tell no number,
  and an agency's own words of evidence are not printed at all: nobody has read them for what they give away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from dashboard.access import Tier
from dashboard.catalogue import CountingUnit, DisclosureClass
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

_TELLS_A_NUMBER = re.compile(
    r"\d|\b(zero|none|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|single|only|both|pair|couple|dozen|half|twins?|siblings?)\b",
    re.IGNORECASE,
)
"""Words by which a sentence may tell how many children there were."""


@dataclass(frozen=True)
class Cell:
    """What must be known of a count to decide on it. `value` is the count, None where there is no number."""

    disclosure_class: DisclosureClass
    unit: CountingUnit
    period: Period
    is_total: bool
    value: Decimal | None
    printed_elsewhere: bool


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
    if cell.value is not None and 0 < cell.value <= SMALL_TOTAL and not cell.printed_elsewhere:
        return Decision(False, "a national annual total of one or two that no source has printed")
    return Decision(True, "a national annual total")


def may_print(words: str, disclosure_class: DisclosureClass, unit: CountingUnit, tier: Tier) -> bool:
    """Whether a tier may read a free text about a count: outside the restricted one not if it tells of how many."""
    if tier is Tier.RESTRICTED or not _counts_people(disclosure_class, unit):
        return True
    return not _TELLS_A_NUMBER.search(words)


def may_read_evidence(tier: Tier) -> bool:
    """Whether a tier may read what an agency wrote in its return; nobody has reviewed it."""
    return tier is Tier.RESTRICTED


def _counts_people(disclosure_class: DisclosureClass, unit: CountingUnit) -> bool:
    return disclosure_class in PEOPLE_CLASSES and unit in PEOPLE_UNITS
