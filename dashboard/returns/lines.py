"""Adjustments and corrections: the only two ways to change a national figure without a new return.

Neither overwrites a number. Both are filed as submissions of their own, with author and reason, and count only once
somebody else has accepted them: a second person, who is the Rapporteur where the Secretariat wrote them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from dashboard.access import Action, Identity, may
from dashboard.catalogue import Catalogue
from dashboard.ledger import (
    Adjustment,
    Correction,
    Kind,
    Ledger,
    LedgerError,
    Observation,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.periods import Period
from dashboard.returns.acts import takes_returns
from dashboard.returns.model import ReturnError
from dashboard.returns.standing import COUNTS, find, standing_of
from dashboard.returns.words import label_of

AUTHOR = "tip_secretariat"
"""The agency that writes such lines, by its code in data/reference/agencies.csv."""

STATES = (State.NOT_AVAILABLE.value, State.NOT_APPLICABLE.value)
PARTS = ("numerator", "denominator")


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
    period = lines[0].period
    code = f"adjustment-{lines[0].indicator}-{period.code.replace('/', '-')}"
    title = f"Adjustment of {lines[0].indicator} for {period.words}"
    return _file(ledger, catalogue, identity, today, Kind.ADJUSTMENT, code, title, period, adjustments=tuple(lines))


def correct(ledger: Ledger, catalogue: Catalogue, identity: Identity, line: Correction, today: date) -> Submission:
    """File that one number of an accepted return is to be read as another.

    ReturnError where the return does not count, says nothing at that cell, or no longer says `expect` there.
    """
    takes_returns(ledger)
    submission = find(ledger.submissions(), line.submission_id)
    _permit(identity, Action.CORRECT, submission.draft.agency)
    if faults := _faults_of_correction(line, submission, standing_counts=_counts(ledger, submission)):
        raise ReturnError("the correction was not filed:\n" + "\n".join(f"- {fault}" for fault in faults))
    code = f"correction-{submission.draft.agency}-{submission.draft.period.code if submission.draft.period else ''}"
    title = f"Correction of {submission.id}"
    period = submission.draft.period
    return _file(ledger, catalogue, identity, today, Kind.CORRECTION, code, title, period, corrections=(line,))


def _file(
    ledger: Ledger,
    catalogue: Catalogue,
    identity: Identity,
    today: date,
    kind: Kind,
    code: str,
    title: str,
    period: Period | None,
    *,
    adjustments: tuple[Adjustment, ...] = (),
    corrections: tuple[Correction, ...] = (),
) -> Submission:
    lines: tuple[Adjustment | Correction, ...] = (*adjustments, *corrections)
    draft = SubmissionDraft(
        source=Source(
            code=code,
            title=title,
            publisher=catalogue.agency(AUTHOR).name,
            edition=title,
            url="",
            published_on=today,
            published_on_is_access_date=False,
        ),
        period=period,
        observations=(),
        milestones=(),
        narratives=(),
        catalogue_hash=catalogue.content_hash,
        # There is no file: the hash is of what is written, so that the same lines sent twice are recognised.
        file_sha256=sha256(repr([astuple(line) for line in lines]).encode()).hexdigest(),
        kind=kind,
        agency=AUTHOR,
        signed_by=identity.role.words,
        signed_on=today,
        adjustments=adjustments,
        corrections=corrections,
    )
    try:
        return ledger.submit(draft, identity.actor, lines[0].reason)
    except LedgerError as error:
        raise ReturnError(str(error)) from error


def _faults_of_adjustment(line: Adjustment, catalogue: Catalogue, counting: Sequence[Submission]) -> list[str]:
    known = {(one.id, part.id) for one in catalogue.indicators for part in one.components}
    where = f"{line.indicator} {line.component}, {line.period.code}"
    if (line.indicator, line.component) not in known:
        components = ", ".join(part for indicator, part in sorted(known) if indicator == line.indicator)
        return [f"{where}: the catalogue has no such component; {line.indicator} has {components or 'none'}"]
    where = f"{label_of(catalogue, line.indicator, line.component, line.dimensions)}, {line.period.code}"
    faults = []
    if not line.reason.strip():
        faults.append(f"{where}: no reason is given; say which children were counted twice, without naming them")
    if line.numerator >= 0 or line.numerator != line.numerator.to_integral_value() or line.denominator > 0:
        faults.append(f"{where}: {line.numerator} takes nothing off; write a whole negative number, such as -1")
    if len(set(line.agencies)) < 2:
        faults.append(f"{where}: {len(set(line.agencies))} agency is named; a child counted twice needs two or more")
    counted = {code: _counted(line, code, counting) for code in dict.fromkeys(line.agencies)}
    missing = [code for code, number in counted.items() if number is None]
    if missing:
        faults.append(f"{where}: no accepted return of {', '.join(missing)} holds this number")
    elif not faults:
        numbers = [number for number in counted.values() if number is not None]
        # Whoever counted most may have counted every child there is; only the others' can have been counted twice.
        most = sum(numbers) - max(numbers)
        if -line.numerator > most:
            said = ", ".join(f"{code} {number}" for code, number in counted.items())
            faults.append(
                f"{where}: {line.numerator} is more than can have been counted twice ({said}): at most -{most}"
            )
    return faults


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


def _counts(ledger: Ledger, submission: Submission) -> bool:
    return standing_of(submission, ledger.decisions()) in COUNTS


def _faults_of_correction(line: Correction, submission: Submission, *, standing_counts: bool) -> list[str]:
    if submission.draft.kind is not Kind.RETURN:
        return [f"{submission.id} is not an agency's return"]
    faults = []
    if not standing_counts:
        faults.append(
            f"{submission.id} is {submission.state}, and only an accepted or adopted return is corrected; one that is "
            "only submitted is sent back, and one that was replaced counts no longer"
        )
    if not line.reason.strip():
        faults.append("no reason is given; say how it is known that the number is another")
    if line.part not in PARTS:
        faults.append(f"{line.part!r} is no part of a number; it is one of {', '.join(PARTS)}")
    cells: Mapping[str, Observation] = {one.locator: one for one in submission.draft.observations}
    if line.locator not in cells:
        faults.append(
            f"{submission.id} says nothing at {line.locator!r}; `returns show {submission.id}` lists its cells"
        )
    if not _may_become(line.becomes):
        allowed = f"a whole number of 0 or more, {' or '.join(STATES)}"
        faults.append(f"{line.becomes!r} cannot stand at {line.locator}; allowed: {allowed}")
    if line.becomes == line.expect:
        faults.append(f"{line.becomes!r} is what {line.locator} is expected to say already; nothing would change")
    return faults


def _may_become(text: str) -> bool:
    if text in STATES:
        return True
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and number >= 0 and number == number.to_integral_value()


def _permit(identity: Identity, action: Action, agency: str) -> None:
    permission = may(identity, action, agency)
    if not permission.allowed:
        raise ReturnError(permission.reason)
