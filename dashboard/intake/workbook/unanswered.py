"""What was asked and left wholly blank: a blank is never zero, so it must be answered or explained, once a component.

A total is answered by a number, a state or a Yes; a table, by any of its cells, and only where its total says that
there is something to tell apart. What cannot be read has its own finding and asks no second time.
"""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.intake.workbook.layout import NumberKey
from dashboard.intake.workbook.model import CellFinding, NumbersAnswered, Severity
from dashboard.intake.workbook.tallying import Answers, Pair, Tally, table_in_words, tables_of
from dashboard.intake.workbook.values import Fault, allowed_in

CODE = "not_answered"


def check_answered(tally: Tally, answers: Answers) -> Iterator[CellFinding]:
    """A warning at each total without an answer, and at the first cell of each table left blank under its total."""
    for total in _totals(tally):
        if _cannot_be_read(total, answers):
            continue
        tables = [
            (block, [tally.pairs[cell.key] for cell in block.inputs if isinstance(cell.key, NumberKey)])
            for block in tables_of(total.key, answers.layout)
        ]
        if total.state is None:
            # A half of a pair, or a table under a blank total, has a finding of its own.
            if total.out_of is None and not any(part.number is not None for _, parts in tables for part in parts):
                mend = "type one of these; or give the reason why it stays blank"
                fault = _warning(f"nothing typed for {_label(total)}", allowed_in(total.cell), mend)
                yield fault.at(total.cell.sheet, total.cell.cell)
            continue
        for block, parts in tables:
            blank = all(part.state is None and not _cannot_be_read(part, answers) for part in parts)
            if total.number and blank:
                found = f"nothing typed in {table_in_words(block)} for {_label(total)}, of which there are "
                mend = "fill the rows, and choose Yes under them for those that are zero; or give the reason"
                fault = _warning(f"{found}{total.number:f}", f"rows that add up to {total.number:f}", mend)
                yield fault.at(block.inputs[0].sheet, block.inputs[0].cell)


def numbers_answered(tally: Tally) -> NumbersAnswered:
    """What the receipt says of the components asked for."""
    totals = list(_totals(tally))
    without = tuple((f"{one.cell.sheet}!{one.cell.cell}", _label(one)) for one in totals if one.state is None)
    return NumbersAnswered(len(totals), len(totals) - len(without), without)


def _totals(tally: Tally) -> Iterator[Pair]:
    return (pair for pair in tally.pairs.values() if not pair.key.dimensions)


def _cannot_be_read(pair: Pair, answers: Answers) -> bool:
    return answers.is_faulty(pair.cell) or (pair.below is not None and answers.is_faulty(pair.below))


def _label(pair: Pair) -> str:
    return f"{pair.key.indicator} {pair.cell.label}"


def _warning(found: str, allowed: str, mend: str) -> Fault:
    return Fault(CODE, found, allowed, mend, Severity.WARNING)
