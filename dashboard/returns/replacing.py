"""A return for a half-year that has one already: what it would change, and why. Nothing is replaced in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.catalogue import Catalogue
from dashboard.intake.workbook import CellFinding, ReadReturn, Severity
from dashboard.intake.workbook.layout import README
from dashboard.intake.workbook.opening import read_grid
from dashboard.intake.workbook.personal import Known
from dashboard.intake.workbook.problems import UNUSED, answered, reasons_on, said_unused, unused
from dashboard.ledger import Remark, Submission, SubmissionDraft
from dashboard.returns.changes import differences
from dashboard.returns.model import ReturnError

REPLACES = "replaces_standing"
"""The check's name: its reason is why the agency says something else now."""

_STANDS = ("submitted", "accepted", "adopted")
_SETTLED = (*_STANDS, "sent_back")
"""What the same answers once more add nothing to; a return that was withdrawn may be filed again as it was."""


def asked_why(
    read: ReadReturn, revisions: Sequence[Submission], catalogue: Catalogue, data: bytes, reasons: Mapping[str, str]
) -> ReadReturn:
    """The workbook as read, with a warning at the Read me sheet where a revision stands that it would replace.

    The warning lists what differs, once the workbook can be read as a whole, and is answered as any other: by `reasons`
    at `Read me`, or on the Problems sheet. ReturnError if the workbook says nothing that does not stand already.
    """
    settled = [one for one in revisions if one.state in _SETTLED]
    if not settled:
        return read
    told = differences(read.draft, settled[-1].draft, catalogue) if read.draft else ()
    if read.draft and not told:
        raise ReturnError(
            f"this workbook changes nothing: every answer is what {settled[-1].id} says. Change what must change, or "
            "send nothing"
        )
    standing = [one for one in revisions if one.state in _STANDS]
    if not standing:
        return read
    if read.draft and standing[-1] is not settled[-1]:
        told = differences(read.draft, standing[-1].draft, catalogue)
    typed = reasons_on(read_grid(data))
    (finding,) = answered([_finding(read, standing[-1], told)], typed, reasons, Known.of(catalogue))
    asked = (finding, *(one for one in read.findings if one.code != UNUSED))
    left = unused(asked, typed, reasons)  # the reading knows nothing of this question, so it took its reason for unused
    still = {said_unused(place) for place in left}
    read = replace(read, findings=(*asked, *(one for one in read.findings if one in still)), unused_reasons=left)
    if read.draft is None or not finding.answered:
        return replace(read, draft=None)
    remark = Remark(finding.place, finding.code, finding.found, finding.reason)
    return replace(read, draft=replace(read.draft, remarks=(remark, *read.draft.remarks)))


def _finding(read: ReadReturn, stands: Submission, told: Sequence[str]) -> CellFinding:
    what = "an amendment" if read.template.amends else "a workbook that was made blank"
    count = f"{len(told)} {'difference' if len(told) == 1 else 'differences'}"
    listed = f"; {count} from it: {'; '.join(told)}" if told else ""
    return CellFinding(
        sheet=README,
        cell="",
        code=REPLACES,
        severity=Severity.WARNING,
        found=f"{what}, while {stands.id} stands ({stands.state}){listed}",
        allowed="a later return that says why it replaces the one that stands",
        mend=f"write why {stands.id} is to be replaced by this; or leave it and send nothing",
    )


def reasons_given_before(
    read: ReadReturn, before: Submission, *, now: SubmissionDraft | None = None
) -> Mapping[str, str]:
    """Reasons of an earlier revision that answer the very same question: the same place, check and words found.

    With what the return says `now`, only where the cell still says the same. By place and check, as `read_return` takes
    them. Words that look like a person's are found without being repeated, so they count only where the text is kept.
    """
    given = {(one.locator, one.code, one.found): one.reason for one in before.draft.remarks}
    told = _by_place(before.draft)
    said = _by_place(now) if now else told
    return {
        f"{one.place} {one.code}": given[one.place, one.code, one.found]
        for one in read.findings
        if not one.answered
        and (one.place, one.code, one.found) in given
        and said.get(one.place) == told.get(one.place)
        and (one.place in told or not one.code.startswith("personal_"))
    }


def _by_place(draft: SubmissionDraft) -> Mapping[str, object]:
    return {
        **{one.locator: one for one in draft.observations},
        **{one.locator: one for one in draft.milestones},
        **{one.locator: one for one in draft.commitments},
        **{one.locator: one for one in draft.narratives},
    }
