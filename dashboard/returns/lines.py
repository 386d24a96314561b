"""Adjustments and corrections: the only two ways to change a national figure without a new return.

Neither overwrites a number. Both are filed as submissions of their own, with author and reason, and count only once
somebody else has accepted them: a second person, who is the Rapporteur where the Secretariat wrote them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dashboard.access import Action, Identity, may
from dashboard.catalogue import Catalogue
from dashboard.ledger import (
    Adjustment,
    Correction,
    Kind,
    Ledger,
    LedgerError,
    Source,
    Submission,
    SubmissionDraft,
)
from dashboard.returns.acts import takes_returns
from dashboard.returns.checks_of_lines import as_stored, faults_of_lines
from dashboard.returns.model import ReturnError
from dashboard.returns.standing import find
from dashboard.returns.texts import check_text
from dashboard.returns.words import label_of

AUTHOR = "tip_secretariat"
"""The agency that writes such lines, by its code in data/reference/agencies.csv."""


def adjust(
    ledger: Ledger, catalogue: Catalogue, identity: Identity, lines: Sequence[Adjustment], today: date
) -> Submission:
    """File what to take off because several agencies counted the same children.

    ReturnError names everything that is wrong: an unknown component, an amount that takes nothing off, agencies that
    have no accepted number there, or, with the adjustments that stand, more than they can both have counted.
    """
    takes_returns(ledger)
    _permit(identity, Action.ADJUST, "")
    if not lines:
        raise ReturnError("the adjustment was not filed: an adjustment needs at least one line")
    for line in lines:
        check_text("reason", line.reason, catalogue)
    first = lines[0]
    code = f"adjustment-{first.indicator}-{first.period.code.replace('/', '-')}"
    draft = _draft(catalogue, identity, today, code, f"Adjustment of {first.indicator} for {first.period.words}")
    draft = replace(draft, kind=Kind.ADJUSTMENT, period=first.period, adjustments=tuple(lines))
    return _submit(ledger, catalogue, draft, identity, first.reason)


def correct(ledger: Ledger, catalogue: Catalogue, identity: Identity, line: Correction, today: date) -> Submission:
    """File that one number of an accepted return is to be read as another.

    ReturnError where the return does not count, says nothing at that cell, no longer says `expect` there, or could
    not have said `becomes`.
    """
    takes_returns(ledger)
    submission = find(ledger.submissions(), line.submission_id)
    _permit(identity, Action.CORRECT, submission.draft.agency)
    check_text("reason", line.reason, catalogue)
    line = replace(line, becomes=as_stored(line, submission, catalogue))
    code = f"correction-{submission.draft.source.code}"
    draft = _draft(catalogue, identity, today, code, f"Correction of {submission.id}")
    draft = replace(draft, kind=Kind.CORRECTION, period=submission.draft.period, corrections=(line,))
    return _submit(ledger, catalogue, draft, identity, line.reason)


def lines_in_words(submission: Submission, catalogue: Catalogue) -> tuple[str, ...]:
    """What an adjustment or a correction says, a sentence a line; empty for any other submission."""
    draft = submission.draft
    return (
        *(_adjustment_in_words(line, catalogue) for line in draft.adjustments),
        *(_correction_in_words(line) for line in draft.corrections),
    )


def _correction_in_words(line: Correction) -> str:
    where = f"{line.submission_id}, {line.locator}, {line.part}"
    return f"{where}: {line.becomes}, no longer {line.expect}. {line.reason}"


def _adjustment_in_words(line: Adjustment, catalogue: Catalogue) -> str:
    what = label_of(catalogue, line.indicator, line.component, line.dimensions)
    out_of = f" of {line.denominator:+}" if line.denominator else ""
    counted_by = ", ".join(line.agencies)
    return f"{line.indicator} {what}, {line.period.label}: {line.numerator:+}{out_of} ({counted_by}). {line.reason}"


def _draft(catalogue: Catalogue, identity: Identity, today: date, code: str, title: str) -> SubmissionDraft:
    """Written at the desk: no file, the office's own word."""
    source = Source(
        code=code,
        title=title,
        publisher=catalogue.agency(AUTHOR).name,
        edition=title,
        url="",
        published_on=today,
        published_on_is_access_date=False,
    )
    return SubmissionDraft(
        source=source,
        period=None,
        observations=(),
        milestones=(),
        narratives=(),
        catalogue_hash=catalogue.content_hash,
        file_sha256="",
        agency=AUTHOR,
        signed_by=identity.role.words,
        signed_on=today,
    )


def _submit(
    ledger: Ledger, catalogue: Catalogue, draft: SubmissionDraft, identity: Identity, reason: str
) -> Submission:
    head = ledger.head()  # read first: what comes after it may be missing in the submissions
    if_filed = Submission("", head.sequence + 1, head.at, "submitted", draft)
    # The same adjustment filed again is recognised by the ledger and takes nothing off twice.
    others = [one for one in ledger.submissions() if not (draft.adjustments and one.draft.says_the_same(draft))]
    if faults := list(faults_of_lines(if_filed, others, catalogue)):
        raise ReturnError(f"the {draft.kind} was not filed:\n" + "\n".join(f"- {fault}" for fault in faults))
    try:
        return ledger.submit(draft, identity.actor, reason, read_at=head.sequence)
    except LedgerError as error:
        raise ReturnError(str(error)) from error


def _permit(identity: Identity, action: Action, agency: str) -> None:
    permission = may(identity, action, agency)
    if not permission.allowed:
        raise ReturnError(permission.reason)
