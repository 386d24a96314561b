"""What comes in from outside: the published record now, with every finding at its file, line and column.

In: the CSV files of `data/public_record/` and the catalogue. Out: one `SubmissionDraft` a source, or every finding at
once, and their filing in the ledger. Knows no page and judges nothing. The rule is written in `docs/public-record.md`.
"""

from dashboard.intake.findings import Finding, RecordError
from dashboard.intake.public_record import file_public_record, read_public_record

__all__ = ["Finding", "RecordError", "file_public_record", "read_public_record"]
