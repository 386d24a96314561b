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
"""

from __future__ import annotations

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
    if cell.disclosure_class not in PEOPLE_CLASSES or cell.unit not in PEOPLE_UNITS:
        return Decision(True, "does not count people")
    if not cell.is_total:
        return Decision(False, "a breakdown below the national annual total")
    if not cell.period.is_financial_year and cell.disclosure_class is not DisclosureClass.ACCUSED_PERSON:
        return Decision(False, "a national total of no financial year")
    if cell.value is not None and 0 < cell.value <= SMALL_TOTAL and not cell.printed_elsewhere:
        return Decision(False, "a national annual total of one or two that no source has printed")
    return Decision(True, "a national annual total")
