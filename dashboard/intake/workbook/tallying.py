"""From the cells' values to observations' numbers: pairs, confirmed zeros, and breakdowns beside their totals.

- A numerator and its denominator are one pair. A state stands for both; a number needs its other half.
- Only a Yes in a block makes its blanks zero, and only those that stand where a number is missing.
- Tables unlike their total are one finding, at the total, however many tables there are. If zeros by Yes contradict it,
  it is an error and never a warning: nobody can have a good reason for confirming that no cell remains while children
  are missing from the table. Typed numbers that differ from their total may be right (a source that classifies only
  some) and ask for a reason.
- A blank total is not made of its parts, and blank parts are not made zero by a total that the others already reach.
- Of one body that does or does not, the whole is that body: 0 of 0 says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.catalogue import HIGHEST_SCORE, Catalogue, EvidenceModel
from dashboard.intake.workbook.layout import Block, ConfirmKey, Input, Key, Layout, NumberKey, Part
from dashboard.intake.workbook.model import CellFinding, Severity
from dashboard.intake.workbook.values import Fault, Value, how_to_type
from dashboard.ledger import State

YES = "yes"


OF_ALL_ACTIVITIES = ("3.2", "activities_integrated")
"""The component that counts activities of the Partnership itself."""


@dataclass(frozen=True)
class Answers:
    """The values of the cells that could be read, by key; `faulty` are the cells that hold something that cannot be."""

    layout: Layout
    values: Mapping[Key, Value]
    faulty: Collection[tuple[str, str]]

    def is_confirmed(self, block: Block) -> bool:
        """Whether the block's Yes stands."""
        return block.confirm is not None and self.values.get(block.confirm.key) == YES

    def is_faulty(self, asked: Input) -> bool:
        return (asked.sheet, asked.cell) in self.faulty


@dataclass(frozen=True)
class Pair:
    """What one observation would say: a number, out of another where there is one, or a state.

    `key` is the numerator's. `state` is None while nothing is said. `by_yes` says that the number is a blank that a Yes
    made zero.
    """

    key: NumberKey
    cell: Input
    below: Input | None
    state: State | None
    number: Decimal | None
    out_of: Decimal | None
    by_yes: bool


@dataclass(frozen=True)
class Tally:
    """Every pair by its numerator's key, and what is wrong between cells."""

    pairs: Mapping[NumberKey, Pair]
    findings: tuple[CellFinding, ...]

    def number(self, key: NumberKey | None) -> Decimal | None:
        """The numerator that stands under a key, None for a state, a blank or no such cell."""
        pair = self.pairs.get(key) if key is not None else None
        return pair.number if pair else None


def tally(answers: Answers, catalogue: Catalogue) -> Tally:
    """Pair the cells of every block and hold breakdowns against their totals."""
    findings: list[CellFinding] = []
    pairs: dict[NumberKey, Pair] = {}
    for block in answers.layout.blocks:
        below = {c.key: c for c in block.inputs if isinstance(c.key, NumberKey) and c.key.part is Part.DENOMINATOR}
        for cell in block.inputs:
            if isinstance(cell.key, NumberKey) and cell.key.part is Part.NUMERATOR:
                other = below.get(replace(cell.key, part=Part.DENOMINATOR))
                pair = _pair(cell, cell.key, other, block, answers)
                pairs[cell.key] = pair
                if not (answers.is_faulty(cell) or (other is not None and answers.is_faulty(other))):
                    findings += _wrong_in_pair(pair, answers, catalogue)
    for total in pairs.values():
        findings += _unlike_tables(total, pairs, answers)
    return Tally(pairs, tuple(findings))


def _pair(cell: Input, key: NumberKey, below: Input | None, block: Block, answers: Answers) -> Pair:
    above_value = answers.values.get(key)
    below_value = answers.values.get(below.key) if below is not None else None
    if answers.is_faulty(cell) or (below is not None and answers.is_faulty(below)):
        return Pair(key, cell, below, None, None, None, False)
    state = next((value for value in (above_value, below_value) if isinstance(value, State)), None)
    if state is not None:
        return Pair(key, cell, below, state, None, None, False)
    number = above_value if isinstance(above_value, Decimal) else None
    out_of = below_value if isinstance(below_value, Decimal) else None
    by_yes = answers.is_confirmed(block) and number is None
    if answers.is_confirmed(block):
        number = Decimal(0) if number is None else number
        out_of = Decimal(0) if below is not None and out_of is None else out_of
    if number is None:
        return Pair(key, cell, below, None, None, out_of, False)
    return Pair(key, cell, below, State.ZERO_CONFIRMED if number == 0 else State.REPORTED, number, out_of, by_yes)


def _wrong_in_pair(pair: Pair, answers: Answers, catalogue: Catalogue) -> Iterator[CellFinding]:
    yield from _over_what_there_is(pair, catalogue)
    if pair.below is None:
        return
    above, below = answers.values.get(pair.key), answers.values.get(pair.below.key)
    if pair.state in (State.NOT_AVAILABLE, State.NOT_APPLICABLE):
        if above is not None and below is not None and above != below:
            mend = "give both numbers, or the same words in both cells"
            found = "a number in one cell and words in the other"
            fault = Fault("pair_disagrees", found, "two numbers or one state", mend)
            yield fault.at(pair.cell.sheet, pair.cell.cell)
    elif pair.number is None and pair.out_of is not None:
        fault = Fault(
            "pair_incomplete", "nothing", f"a number, as {pair.below.cell} has one", f"type {how_to_type(pair.cell)}"
        )
        yield fault.at(pair.cell.sheet, pair.cell.cell)
    elif pair.number is not None and pair.out_of is None:
        mend = f"type the whole (Out of), or clear {pair.cell.cell}"
        fault = Fault("pair_incomplete", "nothing", f"a number, as {pair.cell.cell} has one", mend)
        yield fault.at(pair.below.sheet, pair.below.cell)
    elif pair.number is not None and pair.out_of is not None:
        is_score = catalogue.indicator(pair.key.indicator).evidence_model is EvidenceModel.RUBRIC
        most = pair.out_of * HIGHEST_SCORE if is_score else pair.out_of
        if pair.number > most:
            allowed = f"at most {most}, " + ("3 points for each" if is_score else f"the number in {pair.below.cell}")
            mend = "correct one of the two: what is counted here is part of the other number"
            fault = Fault("numerator_exceeds", f"{pair.number} out of {pair.out_of}", allowed, mend)
            yield fault.at(pair.cell.sheet, pair.cell.cell)
        elif pair.below.maximum == 1 and pair.out_of == 0:
            fault = Fault("nothing_to_be_out_of", f"{pair.number} out of 0", "1, which is your own agency", "type 1")
            yield fault.at(pair.below.sheet, pair.below.cell)


def _over_what_there_is(pair: Pair, catalogue: Catalogue) -> Iterator[CellFinding]:
    """More activities of the Partnership than it had; other bounds are the cells' own."""
    most = len(catalogue.activities)
    if (pair.key.indicator, pair.key.component) == OF_ALL_ACTIVITIES and pair.number is not None and pair.number > most:
        allowed = f"at most {most}, all activities of the Partnership"
        yield Fault("over_maximum", f"{pair.number:f}", allowed, "correct the number").at(
            pair.cell.sheet, pair.cell.cell
        )


def _unlike_tables(total: Pair, pairs: Mapping[NumberKey, Pair], answers: Answers) -> Iterator[CellFinding]:
    """One finding for a total and all the tables that do not add up to it."""
    unlike: list[str] = []
    by_yes = False
    for block in tables_of(total.key, answers.layout):
        parts = [pairs[c.key] for c in block.inputs if isinstance(c.key, NumberKey) and c.key in pairs]
        if any(answers.is_faulty(part.cell) for part in (*parts, total)):
            continue
        given = [part.number for part in parts if part.number is not None]
        adds_up_to = sum(given, Decimal(0))
        if not given or adds_up_to == total.number:
            continue
        unknown = any(part.state in (State.NOT_AVAILABLE, State.NOT_APPLICABLE) for part in parts)
        if unknown and total.number is not None and adds_up_to < total.number:
            continue  # what is not known may be the difference
        unlike.append(f"{table_in_words(block)} add up to {adds_up_to:f}")
        by_yes = by_yes or any(part.by_yes for part in parts)
    if not unlike:
        return
    held = "is blank" if total.state is None else f"says {total.state.replace('_', ' ')}"
    held = held if total.number is None else f"says {total.number:f}"
    found = f"that the total {held}, {' and '.join(unlike)}"
    if by_yes:
        allowed = "Yes only where every cell left blank is truly zero"
        fault = Fault("confirmed_zero_differs", found, allowed, "correct a row or the total, or empty the Yes")
    else:
        mend = "correct a row or the total; if both are right, write why"
        fault = Fault("breakdown_differs", found, "rows that add up to the total", mend, Severity.WARNING)
    yield fault.at(total.cell.sheet, total.cell.cell)


def tables_of(key: NumberKey, layout: Layout) -> tuple[Block, ...]:
    """The breakdowns of one total."""
    return tuple(block for block in layout.blocks if block.total == key)


def table_in_words(block: Block) -> str:
    """`the rows by sex (B25 to B28)`."""
    by = re.search(r", (by .+)$", block.title)
    return f"the rows {by[1] if by else 'of the table'} ({block.inputs[0].cell} to {block.inputs[-1].cell})"


def confirm_inputs(layout: Layout) -> tuple[Input, ...]:
    """The cells that ask for a Yes."""
    return tuple(cell for cell in layout.inputs if isinstance(cell.key, ConfirmKey))
