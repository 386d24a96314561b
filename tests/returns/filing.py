"""Returns as the ledger holds them, filed without a workbook being read; and who acts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dashboard.access import Identity, Role
from dashboard.ledger import Ledger, Observation, Submission
from dashboard.periods import Period
from tests.ledger.builder import cell, returned, source, workbook

FOCAL = Identity(Role.FOCAL_PERSON, "cpfsa")
SECRETARIAT = Identity(Role.SECRETARIAT)
RAPPORTEUR = Identity(Role.RAPPORTEUR)
HALF = Period.half_year(2021, 1)


def number(count: int, locator: str = "Identify!C12", **changes: Any) -> Observation:
    """So many children identified, as an agency returns it."""
    return cell(locator, numerator=Decimal(count), denominator=None, **changes)


def file(ledger: Ledger, agency: str = "cpfsa", words: str = "", period: Period = HALF, **changes: Any) -> Submission:
    """File an agency's return; other `words` are another file."""
    words = words or f"{agency} {period.code}"
    drafted = returned(
        agency,
        words,
        source=source(f"return-{agency}-{period.code}", publisher=f"The agency {agency}", url=""),
        period=period,
        **changes,
    )
    return ledger.submit(drafted, Identity(Role.FOCAL_PERSON, agency).actor, file=workbook(words))
