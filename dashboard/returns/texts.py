"""The free texts of an act, held against what may never enter the log: a person, and in a reservation a count.

The log keeps every word for good and a reservation is printed for everybody, so both are refused before anything is
written. A look-alike is refused too: what excuses one in a workbook is a reason, and here the text is the reason.
"""

from __future__ import annotations

import re

from dashboard.catalogue import Catalogue
from dashboard.disclosure.telling import tells_a_count
from dashboard.intake.workbook.personal import Known, traces
from dashboard.returns.model import ReturnError

_CELL = re.compile(r"\b[A-Z]{1,2}[1-9]\d{0,2}\b")
"""`C12`: what is to be mended is named by its cell, and beside a capitalised word that looks like an initial."""


def check_text(what: str, text: str, catalogue: Catalogue) -> None:
    """ReturnError for a text that seems to hold personal data; it says what kind and does not repeat it."""
    if found := traces(_CELL.sub("·", text), Known.of(catalogue)):
        raise ReturnError(
            f"the {what} holds {' and '.join(trace.found for trace in found)}. The log keeps every word for good: "
            "write it without, naming offices and posts and never a person or an address"
        )


def check_reservation(text: str, catalogue: Catalogue) -> None:
    """ReturnError for a reservation that holds personal data or could tell how many children there are."""
    check_text("reservation", text, catalogue)
    if tells_a_count(text):
        raise ReturnError(
            "the reservation may tell a count, and it is printed for everybody, also where the number is withheld. "
            "Say what the figures leave out or how they were made, without digits, words for numbers or amounts, or "
            "a single child: “Referral forms of the parishes were not seen”"
        )
