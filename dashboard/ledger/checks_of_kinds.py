"""What each kind of submission must hold and may not hold, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from dashboard.ledger.checks_of_values import fault_of_number, faults_of_dimensions
from dashboard.ledger.model import Adjustment, Correction, DataSet, Kind, State, SubmissionDraft
from dashboard.periods import PeriodKind

FROM_FILES = frozenset({Kind.EDITION, Kind.RETURN})
"""Kinds that are read from a file. Adjustments and corrections are written at the desk and may name none."""

MAY_HOLD: Mapping[Kind, tuple[str, ...]] = {
    Kind.EDITION: ("observations", "milestones", "narratives"),
    Kind.RETURN: ("observations", "milestones", "narratives", "commitments", "remarks"),
    Kind.ADJUSTMENT: ("adjustments",),
    Kind.CORRECTION: ("corrections",),
}
"""Which records a kind of submission may hold."""

_RECORDS = tuple(dict.fromkeys(name for names in MAY_HOLD.values() for name in names))

FEWEST_AGENCIES = 2
"""A child is counted twice by two agencies; what one agency counted twice is its return to correct."""

PARTS = ("numerator", "denominator")
NO_NUMBER = (State.NOT_AVAILABLE.value, State.NOT_APPLICABLE.value)


def faults_of_kind(draft: SubmissionDraft) -> Iterator[str]:
    """What keeps a draft from being the kind of submission that it says it is."""
    may = MAY_HOLD[draft.kind]
    for name in _RECORDS:
        if getattr(draft, name) and name not in may:
            yield f"the submission is of the kind {draft.kind} and holds {name}; it may hold {', '.join(may)} only"
    if draft.kind is Kind.RETURN:
        yield from _faults_of_return(draft)
    if draft.kind not in FROM_FILES and not getattr(draft, may[0]):
        yield f"the submission is of the kind {draft.kind} and holds no {may[0]}; give at least one"
    for number, adjustment in enumerate(draft.adjustments, start=1):
        where = f"adjustment {number} ({adjustment.indicator} {adjustment.component}, {adjustment.period.label})"
        yield from (f"{where}: {fault}" for fault in _faults_of_adjustment(adjustment))
    for number, correction in enumerate(draft.corrections, start=1):
        where = f"correction {number} ({correction.submission_id}, {correction.locator}, {correction.part})"
        yield from (f"{where}: {fault}" for fault in _faults_of_correction(correction))
    yield from _faults_of_cells_corrected_twice(draft)


def faults_of_data_set(kind: Kind, data_set: DataSet) -> Iterator[str]:
    """The public record is what was published: nothing that an agency returned is ever filed beside it."""
    if data_set is DataSet.PUBLIC_RECORD and kind is not Kind.EDITION:
        yield (
            f"a submission of the kind {kind} never goes into a ledger of the data set {data_set}, which holds "
            f"published editions only; open one of {DataSet.OFFICE} or {DataSet.TRAINING}"
        )


def faults_of_file(draft: SubmissionDraft, file_hash: str | None) -> Iterator[str]:
    """A return is kept with its workbook, and with no other; `file_hash` is None where no file is handed over."""
    if draft.kind is not Kind.RETURN:
        if file_hash is not None:
            yield f"only a return is kept with its workbook; a submission of the kind {draft.kind} has none"
    elif file_hash is None:
        yield "a return is kept with its workbook; hand over the file it was read from"
    elif file_hash != draft.file_sha256:
        yield f"the file handed over has the sha256 {file_hash}, but the return was read from {draft.file_sha256}"


def _faults_of_return(draft: SubmissionDraft) -> Iterator[str]:
    if not draft.agency.strip():
        yield "the return names no agency; say whose it is"
    if draft.period is None or draft.period.kind is not PeriodKind.HALF_YEAR:
        found = "none" if draft.period is None else draft.period.label
        yield f"a return is for one half-year, such as 2021-H1; its period is {found}"
    if not draft.signed_by.strip():
        yield "the return is not signed; give the post of the head who signed it"
    if draft.signed_on is None:
        yield "the return has no date of signature; give the day on which the head signed it"
    for number, commitment in enumerate(draft.commitments, start=1):
        if not commitment.commitment.strip() or not commitment.status.strip():
            yield f"commitment {number} ({commitment.locator}): give the commitment and where it stands"
    for number, remark in enumerate(draft.remarks, start=1):
        if not remark.reason.strip():
            yield f"remark {number} ({remark.locator}, {remark.code}): a remark is a reason; give it"


def _faults_of_adjustment(adjustment: Adjustment) -> Iterator[str]:
    if len({agency for agency in adjustment.agencies if agency.strip()}) < FEWEST_AGENCIES:
        yield "it names fewer than two agencies; name those that counted the same child"
    if not adjustment.reason.strip():
        yield "it has no reason; say how it is known that the agencies counted the same child"
    amounts = {"numerator": adjustment.numerator, "denominator": adjustment.denominator}
    faulty = {name: fault for name, amount in amounts.items() if (fault := fault_of_number(amount))}
    yield from (f"{name} is {amounts[name]!r}; {fault}" for name, fault in faulty.items())
    if not faulty:
        yield from (f"{name} is {amount}; an adjustment takes off" for name, amount in amounts.items() if amount > 0)
        if not any(amounts.values()):
            yield "it takes off nothing; give the amount as a negative number"
    yield from faults_of_dimensions(adjustment.dimensions)


def _faults_of_correction(correction: Correction) -> Iterator[str]:
    if not correction.reason.strip():
        yield "it has no reason; say why the number is put right"
    if correction.part not in PARTS:
        yield f"part is {correction.part!r}; it is one of {', '.join(PARTS)}"
    for name, text in (("expect", correction.expect), ("becomes", correction.becomes)):
        if fault := _fault_of_cell(text):
            yield f"{name} is {text!r}; {fault}"
    if correction.expect == correction.becomes:
        yield f"it changes nothing: it expects {correction.expect} and makes it {correction.becomes}"


def _fault_of_cell(text: str) -> str | None:
    if text in NO_NUMBER:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return f"it must be a number or one of {', '.join(NO_NUMBER)}"
    return fault_of_number(number) or ("it cannot be negative" if number < 0 else None)


def _faults_of_cells_corrected_twice(draft: SubmissionDraft) -> Iterator[str]:
    cells = Counter((each.submission_id, each.locator, each.part) for each in draft.corrections)
    for (submission_id, locator, part), times in cells.items():
        if times > 1:
            yield f"{submission_id}, {locator}, {part}: corrected {times} times in one submission; say what it becomes"
