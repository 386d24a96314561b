"""Adjustments and corrections: the only two ways to change a national figure without a new return.

Neither overwrites a number. Both are filed as submissions of their own, with author and reason, and count only once
somebody else has accepted them: a second person, who is the Rapporteur where the Secretariat wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dashboard.access import Action, Identity, may
from dashboard.catalogue import Catalogue, CountingUnit
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
from dashboard.returns.model import ReturnError
from dashboard.returns.standing import COUNTS, find, standing_of
from dashboard.returns.words import label_of

AUTHOR = "tip_secretariat"
"""The agency that writes such lines, by its code in data/reference/agencies.csv."""

WITH_DECIMALS = (CountingUnit.MONEY_JMD, CountingUnit.MONEY_USD)
"""Units that are no whole things."""


def adjust(
    ledger: Ledger, catalogue: Catalogue, identity: Identity, lines: Sequence[Adjustment], today: date
) -> Submission:
    """File what to take off because several agencies counted the same children.

    ReturnError names everything that is wrong: an unknown component, an amount that takes nothing off, agencies that
    have no accepted number there, or more than they can both have counted.
    """
    takes_returns(ledger)
    _permit(identity, Action.ADJUST, "")
    counting = [one for one in ledger.submissions() if one.draft.kind is Kind.RETURN and one.state in COUNTS]
    faults = [fault for line in lines for fault in _faults_of_adjustment(line, catalogue, counting)]
    if not lines:
        faults = ["an adjustment needs at least one line"]
    if faults:
        raise ReturnError("the adjustment was not filed:\n" + "\n".join(f"- {fault}" for fault in faults))
    first = lines[0]
    code = f"adjustment-{first.indicator}-{first.period.code.replace('/', '-')}"
    draft = _draft(catalogue, identity, today, code, f"Adjustment of {first.indicator} for {first.period.words}")
    draft = replace(draft, kind=Kind.ADJUSTMENT, period=first.period, adjustments=tuple(lines))
    return _submit(ledger, draft, identity, first.reason)


def correct(ledger: Ledger, catalogue: Catalogue, identity: Identity, line: Correction, today: date) -> Submission:
    """File that one number of an accepted return is to be read as another.

    ReturnError where the return does not count, says nothing at that cell, or no longer says `expect` there.
    """
    takes_returns(ledger)
    submission = find(ledger.submissions(), line.submission_id)
    _permit(identity, Action.CORRECT, submission.draft.agency)
    if faults := list(_faults_of_correction(line, submission)):
        raise ReturnError("the correction was not filed:\n" + "\n".join(f"- {fault}" for fault in faults))
    code = f"correction-{submission.draft.source.code}"
    draft = _draft(catalogue, identity, today, code, f"Correction of {submission.id}")
    draft = replace(draft, kind=Kind.CORRECTION, period=submission.draft.period, corrections=(line,))
    return _submit(ledger, draft, identity, line.reason)


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
    return f"{line.indicator} {what}, {line.period.code}: {line.numerator:+}{out_of} ({counted_by}). {line.reason}"


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


def _submit(ledger: Ledger, draft: SubmissionDraft, identity: Identity, reason: str) -> Submission:
    try:
        return ledger.submit(draft, identity.actor, reason)
    except LedgerError as error:
        raise ReturnError(str(error)) from error


def _faults_of_adjustment(line: Adjustment, catalogue: Catalogue, counting: Sequence[Submission]) -> Iterator[str]:
    """What the ledger cannot know: the catalogue's components, and how much can have been counted twice at all."""
    components = {one.id: [part.id for part in one.components] for one in catalogue.indicators}
    if line.component not in components.get(line.indicator, ()):
        has = ", ".join(components.get(line.indicator, ())) or "none"
        yield f"{line.indicator} {line.component}: the catalogue has no such component; {line.indicator} has {has}"
        return
    where = f"{label_of(catalogue, line.indicator, line.component, line.dimensions)}, {line.period.code}"
    if line.numerator >= 0 or line.numerator != line.numerator.to_integral_value():
        yield f"{where}: {line.numerator} takes no child off; write a whole negative number, such as -1"
    counted = {code: _counted(line, code, counting) for code in dict.fromkeys(line.agencies)}
    numbers = [number for number in counted.values() if number is not None]
    if missing := [code for code, number in counted.items() if number is None]:
        yield f"{where}: no accepted return of {', '.join(missing)} holds this number"
    # Whoever counted most may have counted every child there is: only the others' can have been counted twice.
    elif -line.numerator > (most := sum(numbers) - max(numbers, default=0)):
        said = ", ".join(f"{code} {number}" for code, number in counted.items())
        yield f"{where}: {line.numerator} is more than can have been counted twice ({said}); at most {-most}"


def _counted(line: Adjustment, agency: str, counting: Sequence[Submission]) -> Decimal | None:
    for submission in counting:
        for one in submission.draft.observations:
            key = (one.indicator, one.component, one.period, one.dimensions)
            if submission.draft.agency == agency and key == (
                line.indicator,
                line.component,
                line.period,
                line.dimensions,
            ):
                return one.numerator
    return None


def _faults_of_correction(line: Correction, submission: Submission) -> Iterator[str]:
    """What the ledger leaves open: whether the return counts, and whether such a number can stand there."""
    if submission.draft.kind is Kind.RETURN and standing_of(submission) not in COUNTS:
        yield (
            f"{submission.id} is {standing_of(submission)}, and only an accepted or adopted return is corrected; one "
            "that is only submitted is sent back"
        )
    cell = next((one for one in submission.draft.observations if one.locator == line.locator), None)
    if cell is None:
        yield f"{submission.id} has no number at {line.locator!r}; `returns show {submission.id}` lists its cells"
    elif cell.unit not in WITH_DECIMALS and "." in line.becomes:
        yield f"{line.locator} cannot become {line.becomes}: it counts whole things; write a whole number"


def _permit(identity: Identity, action: Action, agency: str) -> None:
    permission = may(identity, action, agency)
    if not permission.allowed:
        raise ReturnError(permission.reason)
