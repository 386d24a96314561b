"""The receipt: proof for the agency of what was filed, and where each number will be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dashboard.access import UNVERIFIED
from dashboard.catalogue import Catalogue, Indicator
from dashboard.intake.workbook import NumbersAnswered
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.ledger import SYNTHETIC, DataSet, Ledger, Observation, Remark, Submission, SubmissionDraft
from dashboard.periods import Period, day_in_jamaica
from dashboard.returns.model import Explained, Receipt, ReceiptLine, ReturnError, Statement
from dashboard.returns.obligations import due_on
from dashboard.returns.standing import find, returns_of, standing_of
from dashboard.returns.words import category_of, component_of, label_of, outcome_of, status_of, value_of

NOT_PROVED = (
    "Not verified: whoever was at the keyboard chose the role. That a second person accepts or adopts this return "
    "cannot be proved then."
)
PROVED = "The person was verified when signing in. Nobody may accept what he or she has filed."


def receipt_of(ledger: Ledger, catalogue: Catalogue, submission_id: str) -> Receipt:
    """The receipt of a return filed before, written again. ReturnError if the ledger holds no such return."""
    return make_receipt(ledger, catalogue, find(ledger.submissions(), submission_id), numbers=None, was_known=False)


def make_receipt(
    ledger: Ledger,
    catalogue: Catalogue,
    submission: Submission,
    *,
    numbers: NumbersAnswered | None,
    was_known: bool,
) -> Receipt:
    """The receipt of one submission; its anchor is the event that filed it, so that every receipt of it says the same.

    ReturnError if it is not an agency's return.
    """
    draft, decisions = submission.draft, ledger.decisions()
    if draft.period is None or not draft.agency:
        raise ReturnError(f"{submission.id} is not an agency's return and has no receipt")
    revisions = returns_of(ledger.submissions(), draft.agency, draft.period) or (submission,)
    earlier = [one.id for one in revisions if one.sequence < submission.sequence]
    received, due = day_in_jamaica(revisions[0].recorded_at), due_on(draft.period)
    lines, commitments, narratives = _in_order(draft, catalogue, draft.period)
    actor = next(one.actor for one in decisions if one.sequence == submission.sequence)
    return Receipt(
        submission_id=submission.id,
        agency=draft.agency,
        agency_name=draft.source.publisher,
        period=draft.period,
        recorded_at=submission.recorded_at,
        standing=standing_of(submission),
        signed_by=draft.signed_by,
        signed_on=draft.signed_on,
        actor=actor,
        proof=proof_of(actor),
        due=due,
        late=max((received - due).days, 0),
        follows=earlier[-1] if earlier else "",
        numbers=numbers,
        lines=lines,
        commitments=commitments,
        narratives=narratives,
        explained=explained_in(draft, catalogue),
        anchor=ledger.anchor(submission.sequence),
        file_sha256=draft.file_sha256,
        was_known=was_known,
        watermark=SYNTHETIC if ledger.data_set is DataSet.TRAINING else "",
    )


def proof_of(actor: str) -> str:
    """What is proved of the person behind an entry in the log, and of there being a second one."""
    return NOT_PROVED if actor.endswith(UNVERIFIED) else PROVED


def page_of(indicator: str) -> str:
    """The address of an indicator's page beneath the dashboard's."""
    return f"indicator?indicator={indicator}"


def explained_in(draft: SubmissionDraft, catalogue: Catalogue) -> tuple[Explained, ...]:
    """Each reason of a return with what it explains, so that nobody takes it without having seen both."""
    said = {
        **{one.locator: _number_says(one, catalogue) for one in draft.observations},
        **{one.locator: f"{one.measure}: {outcome_of(one)}" for one in draft.milestones},
        **{one.locator: status_of(one) for one in draft.commitments},
        **{one.locator: one.text for one in draft.narratives},
    }
    return tuple(Explained(one.locator, _says(one, said), one.found, one.reason) for one in draft.remarks)


def _says(remark: Remark, said: Mapping[str, str]) -> str:
    """What stands at the cell, else in its row: a record keeps the first cell of its own."""
    if remark.locator in said:
        return said[remark.locator]
    row = _PLACE.fullmatch(remark.locator)
    beside = (_PLACE.fullmatch(place) for place in said) if row else ()
    found = (one[0] for one in beside if one and row and (one["sheet"], one["row"]) == (row["sheet"], row["row"]))
    return said.get(next(found, ""), "")


_PLACE = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]+)(?P<row>[0-9]+)")


def _number_says(one: Observation, catalogue: Catalogue) -> str:
    return f"{one.indicator} {label_of(catalogue, one.indicator, one.component, one.dimensions)}: {value_of(one)}"


def _in_order(
    draft: SubmissionDraft, catalogue: Catalogue, period: Period
) -> tuple[tuple[ReceiptLine, ...], tuple[Statement, ...], tuple[Statement, ...]]:
    """Numbers and milestones, commitments, texts: each as somebody goes through the workbook, sheet by sheet."""
    try:
        sheets = [sheet.name for sheet in layout_of(catalogue, draft.agency, period).sheets]
    except ValueError:  # the catalogue has moved on, and this agency is asked for nothing any more
        sheets = []

    def place(locator: str) -> tuple[int, str, int, str]:
        match = _PLACE.fullmatch(locator)
        if match is None:
            return len(sheets), locator, 0, ""
        sheet = match["sheet"]
        at = sheets.index(sheet) if sheet in sheets else len(sheets)
        return at, sheet, int(match["row"]), match["column"].rjust(3)

    lines = sorted(_lines(draft, catalogue), key=lambda line: place(line.cell))
    # What is printed under two indicators of the Plan stands whole under each, where its first number stands.
    firsts: dict[tuple[str, str], int] = {}
    for number, line in enumerate(lines):
        firsts.setdefault((line.cell.partition("!")[0], line.indicator), number)
    lines.sort(key=lambda line: firsts[line.cell.partition("!")[0], line.indicator])
    commitments = sorted(_commitments(draft, catalogue), key=lambda one: place(one.cell))
    narratives = sorted(_narratives(draft, catalogue), key=lambda one: place(one.cell))
    return tuple(lines), tuple(commitments), tuple(narratives)


def _lines(draft: SubmissionDraft, catalogue: Catalogue) -> Iterator[ReceiptLine]:
    """A line for each number and each rung, on each page it appears: an indicator may be printed twice in the Plan."""
    for indicator in catalogue.indicators:
        its_own = indicator.alias_of or indicator.id
        for one in draft.observations:
            if one.indicator == its_own:
                yield _line_of(one, indicator, catalogue)
        stages = {stage.id: stage.label for stage in indicator.stages}
        for rung in draft.milestones:
            if rung.indicator == its_own:
                label = stages.get(rung.stage or "", rung.measure)
                yield ReceiptLine(rung.locator, indicator.id, label, outcome_of(rung), *_read_at(indicator))


def _line_of(one: Observation, indicator: Indicator, catalogue: Catalogue) -> ReceiptLine:
    label = label_of(catalogue, one.indicator, one.component, one.dimensions)
    pairs = [category_of(catalogue, *pair) for pair in one.dimensions]
    by = " and ".join(_lower(dimension) for dimension, _ in pairs)
    table = f"{component_of(catalogue, one.indicator, one.component)}, by {by}" if pairs else ""
    categories = ", ".join(category for _, category in pairs)
    return ReceiptLine(one.locator, indicator.id, label, value_of(one), *_read_at(indicator), table, categories)


def _read_at(indicator: Indicator) -> tuple[str, str]:
    return page_of(indicator.id), f"Chapter {indicator.report_chapter}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _commitments(draft: SubmissionDraft, catalogue: Catalogue) -> Iterator[Statement]:
    known = {one.id: one for activity in catalogue.activities for one in activity.commitments}
    for one in draft.commitments:
        asked = known.get(one.commitment)
        about = f"{asked.label} {asked.wording}" if asked else one.commitment
        yield Statement(one.locator, about, status_of(one))


def _narratives(draft: SubmissionDraft, catalogue: Catalogue) -> Iterator[Statement]:
    names = {one.id: f"{one.id} {one.short}" for one in catalogue.indicators} | {"": "The half-year as a whole"}
    for one in draft.narratives:
        yield Statement(one.locator, names.get(one.indicator, one.indicator), one.text)
