"""The office's acts on returns: who owes what, file, accept, send back, adopt; receipts, reminders, focal posts.

In: the ledger, the catalogue and who is acting (`dashboard.access`). Out: values for the office pages and the command
line. Every act is checked here against the role and written to the ledger; pages only choose, call and show. The rule
is written in `docs/returns.md`.
"""

from dashboard.intake.workbook import CellFinding, RefusedFile, Severity
from dashboard.intake.workbook.asked import agencies_asked
from dashboard.ledger import (
    Adjustment,
    Anchor,
    Break,
    CommitmentRecord,
    Correction,
    Decision,
    Kind,
    Ledger,
    MilestoneRecord,
    Narrative,
    Observation,
    Submission,
)
from dashboard.returns.acts import accept, adopt, send_back, withdraw
from dashboard.returns.answering import answer
from dashboard.returns.auditing import Audit, audit, break_shown_to, remember_act
from dashboard.returns.blanks import all_workbooks, blank_workbook
from dashboard.returns.changes import (
    changes,
    changes_since_acceptance,
    compared_with,
    differences,
    sent_back_before,
    waiting_after,
)
from dashboard.returns.focal_posts import (
    FocalPost,
    PostFinding,
    Register,
    add_post,
    late_notices,
    read_register,
    register_path,
    shown_to,
    write_register,
)
from dashboard.returns.lines import adjust, correct, lines_in_words
from dashboard.returns.model import (
    Answer,
    Change,
    Explained,
    Obligation,
    Receipt,
    ReceiptLine,
    ReturnError,
    Standing,
    Statement,
)
from dashboard.returns.obligations import due_on, not_reported, obligations
from dashboard.returns.receipt_text import (
    SENT_TWICE,
    WHAT_NEXT,
    follows_in_words,
    holds_in_words,
    late_in_words,
    numbers_in_words,
    receipt_text,
)
from dashboard.returns.receipts import explained_in, receipt_of
from dashboard.returns.reminders import days_late, reminder, sent_back_letter
from dashboard.returns.replacing import REPLACES
from dashboard.returns.standing import REPORTED, find, standing_of
from dashboard.returns.words import label_of, value_of

__all__ = [
    "REPLACES",
    "REPORTED",
    "SENT_TWICE",
    "WHAT_NEXT",
    "Adjustment",
    "Anchor",
    "Answer",
    "Audit",
    "Break",
    "CellFinding",
    "Change",
    "CommitmentRecord",
    "Correction",
    "Decision",
    "Explained",
    "FocalPost",
    "Kind",
    "Ledger",
    "MilestoneRecord",
    "Narrative",
    "Obligation",
    "Observation",
    "PostFinding",
    "Receipt",
    "ReceiptLine",
    "RefusedFile",
    "Register",
    "ReturnError",
    "Severity",
    "Standing",
    "Statement",
    "Submission",
    "accept",
    "add_post",
    "adjust",
    "adopt",
    "agencies_asked",
    "all_workbooks",
    "answer",
    "audit",
    "blank_workbook",
    "break_shown_to",
    "changes",
    "changes_since_acceptance",
    "compared_with",
    "correct",
    "days_late",
    "differences",
    "due_on",
    "explained_in",
    "find",
    "follows_in_words",
    "holds_in_words",
    "label_of",
    "late_in_words",
    "late_notices",
    "lines_in_words",
    "not_reported",
    "numbers_in_words",
    "obligations",
    "read_register",
    "receipt_of",
    "receipt_text",
    "register_path",
    "remember_act",
    "reminder",
    "send_back",
    "sent_back_before",
    "sent_back_letter",
    "shown_to",
    "standing_of",
    "value_of",
    "waiting_after",
    "withdraw",
    "write_register",
]
