"""The published record: five CSV files in, one submission a source out, filed in the ledger like an agency's return."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard.catalogue import Catalogue
from dashboard.intake.findings import Finding, RecordError
from dashboard.intake.record_checks import PublicRecord, findings_of
from dashboard.intake.record_derived import derived_findings
from dashboard.intake.record_drafts import drafts_of
from dashboard.intake.record_rows import DerivedRow, FigureRow, MappingRow, MilestoneRow, SourceRow
from dashboard.intake.record_tables import read_table
from dashboard.ledger import Ledger, LedgerError, Submission, SubmissionDraft

ACTOR = "public record"
ACCEPTED = "The mapping of the public record was reviewed by hand, row by row."
SUPERSEDED = "The source was read again; a newer submission of it takes its place."


def read_public_record(folder: Path, catalogue: Catalogue) -> tuple[SubmissionDraft, ...]:
    """One draft a source, ordered by day of publication; the same files always give the same drafts.

    Raises RecordError with every finding of the files, and, where each file could be read by itself, of what they say
    together and against the catalogue.
    """
    findings: list[Finding] = []
    record = PublicRecord(
        sources=read_table(folder, SourceRow, findings),
        figures=read_table(folder, FigureRow, findings),
        milestones=read_table(folder, MilestoneRow, findings),
        mapping=read_table(folder, MappingRow, findings),
        derived=read_table(folder, DerivedRow, findings),
    )
    if not findings:
        # A row left out would be missed by every row that names it: one fault would be reported many times.
        findings.extend(findings_of(record, catalogue))
        findings.extend(derived_findings(record, catalogue))
    if findings:
        raise RecordError(findings)
    return drafts_of(record, catalogue)


def file_public_record(ledger: Ledger, drafts: Sequence[SubmissionDraft]) -> tuple[Submission, ...]:
    """File what the ledger does not hold yet, accept it, and return it; a second call files nothing.

    A source whose rows have changed is filed anew and takes the place of its earlier submission. Files older than the
    ledger change nothing: a submission once superseded is recognised and stays so. Safe to run again after a crash
    between two steps.
    """
    filed = tuple(found for draft in drafts if (found := ledger.submit(draft, ACTOR)).state == "submitted")
    if not filed:
        return ()
    new = {submission.draft.source.code: submission.id for submission in filed}
    for earlier in ledger.submissions():
        replaced_by = new.get(earlier.draft.source.code, earlier.id)
        if replaced_by != earlier.id and earlier.state in ("submitted", "accepted"):
            _record_once(ledger, earlier.id, "superseded", SUPERSEDED)
    for submission in filed:
        _record_once(ledger, submission.id, "accepted", ACCEPTED)
    return filed


def _record_once(ledger: Ledger, submission_id: str, event: str, reason: str) -> None:
    """Record a step unless another first start, at work on the same ledger at the same moment, was quicker."""
    try:
        ledger.record(submission_id, event, ACTOR, reason)
    except LedgerError:
        state = {submission.id: submission.state for submission in ledger.submissions()}[submission_id]
        if state != event:
            raise
