"""The office's acts on returns: who owes what, file, accept, send back, adopt; receipts, reminders, focal posts.

In: the ledger, the catalogue and who is acting (`dashboard.access`). Out: values for the office pages and the command
line. Every act is checked here against the role and written to the ledger; pages only choose, call and show. The rule
is written in `docs/returns.md`.
"""

from dashboard.returns.model import (
    Answer,
    Change,
    Obligation,
    Receipt,
    ReceiptLine,
    ReturnError,
    Standing,
)

__all__ = ["Answer", "Change", "Obligation", "Receipt", "ReceiptLine", "ReturnError", "Standing"]
