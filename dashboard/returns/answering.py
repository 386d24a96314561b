"""A workbook comes in, an answer goes out: a receipt, or every finding and a marked copy.

Reading, checking and comparing are done before the ledger's transaction begins. A refused file, one with findings and
one with personal data leave nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from dashboard.access import Action, Identity, Role, may
from dashboard.catalogue import Catalogue
from dashboard.intake.workbook import ReadReturn
from dashboard.intake.workbook.history import history_of
from dashboard.intake.workbook.marking import marked_copy
from dashboard.intake.workbook.reading import read_return
from dashboard.ledger import Ledger, LedgerError, Submission
from dashboard.periods import Period, day_in_jamaica
from dashboard.returns.acts import takes_returns
from dashboard.returns.model import Answer, ReturnError
from dashboard.returns.receipts import make_receipt
from dashboard.returns.replacing import asked_why, reasons_given_before
from dashboard.returns.standing import returns_of


def answer(
    ledger: Ledger,
    catalogue: Catalogue,
    data: bytes,
    identity: Identity,
    *,
    agency: str | None = None,
    period: Period | None = None,
    reasons: Mapping[str, str] | None = None,
) -> Answer:
    """Read a workbook and file it, or say all that stands in the way.

    `agency` and `period` are whose workbook is expected, None for whichever comes; `reasons` answer warnings by place
    (`Identify!C12`). An unverified focal person who named no agency acts for that of the file. A file sent twice is
    recognised and gets the receipt of the first time. Raises RefusedFile for what is no workbook of ours, ReturnError
    if this person may not file it, it amends what no longer stands, or it says nothing that does not stand already.
    """
    takes_returns(ledger)
    read_at, submissions, given = ledger.head().sequence, ledger.submissions(), dict(reasons or {})

    def read_with(reasons: Mapping[str, str]) -> ReadReturn:
        return read_return(
            data,
            catalogue,
            lambda template: history_of(submissions, catalogue, template.agency, template.period),
            agency=agency,
            period=period,
            reasons=reasons,
            today=day_in_jamaica(datetime.now(UTC)),
        )

    read = read_with(given)
    if identity.role is Role.FOCAL_PERSON and not identity.agency and not identity.verified:
        identity = replace(identity, agency=read.template.agency)
    permission = may(identity, Action.SUBMIT, read.template.agency)
    if not permission.allowed:
        raise ReturnError(f"the return was not filed: {permission.reason}")
    revisions = returns_of(submissions, read.template.agency, read.template.period)
    known = next((one for one in revisions if one.draft.file_sha256 == read.file_sha256), None)
    amended = next((one for one in revisions if one.id == read.template.amends), None)
    if before := known or amended:
        read = _explained_before(read, before, read_with, given)
    if known is None:
        _amends_what_stands(read, revisions)
        read = asked_why(read, revisions, catalogue, data, given)
    if read.draft is None:
        return Answer(receipt=None, findings=read.findings, marked=marked_copy(data, read.findings))
    try:
        filed = ledger.submit(read.draft, identity.actor, file=data, read_at=read_at)
    except LedgerError as error:
        raise ReturnError(f"the return was not filed: {error}") from error
    receipt = make_receipt(ledger, catalogue, filed, numbers=read.numbers, was_known=known is not None)
    return Answer(receipt=receipt, findings=read.findings, marked=b"")


def _explained_before(
    read: ReadReturn,
    before: Submission,
    read_with: Callable[[Mapping[str, str]], ReadReturn],
    given: Mapping[str, str],
) -> ReadReturn:
    """The same, with the reasons that the amended return gave for what has not changed since."""
    told = reasons_given_before(read, before)
    if not told:
        return read
    again = read_with({**told, **given})
    # Only what could be read as a whole shows whether the cell itself still says what was explained.
    kept = reasons_given_before(read, before, now=again.draft) if again.draft else told
    return again if kept == told else read_with({**kept, **given})


def _amends_what_stands(read: ReadReturn, revisions: Sequence[Submission]) -> None:
    """An amendment made from an older revision would undo, unseen, what a newer one says: ReturnError."""
    if not read.template.amends or not revisions:
        return
    newest = revisions[-1].id
    if read.template.amends != newest:
        raise ReturnError(
            f"this workbook opened with the values of {read.template.amends}, and {newest} has been filed since; "
            f"filing it would undo what {newest} says. Make a new amendment workbook and put the changes in there"
        )
