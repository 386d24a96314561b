"""Numbers that may be right and must be explained: each finding here is a warning that asks for a reason.

- `outlier`: outside the exact interval of the agency's own numbers for the same half in earlier years; with fewer than
  two of those, far above the largest number that the agency has given at all.
- `part_exceeds`: more of a part than of the whole that another row counts, as 1.2a beside 1.3a.
- `shared_child`: a child that another agency may count too. What that agency said is not printed: its return is not
  this agency's to read. (A first identifier whose children count under another indicator is not asked at all.)
- `definition_changed`: the meaning of the indicator has changed since the agency last answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from dashboard.catalogue import Catalogue, Combine, CountingUnit
from dashboard.intake.workbook.intervals import FEWEST_BEFORE, is_far_above, is_unusual, usual_range
from dashboard.intake.workbook.layout import Input, NumberKey, Part
from dashboard.intake.workbook.model import CellFinding, History, Severity
from dashboard.intake.workbook.tallying import Answers, Tally
from dashboard.intake.workbook.values import Fault

PARTS_OF: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    # Those that pass the checklist are among the new ones, unless they began earlier.
    (("1.2a", "investigations"), ("1.3a", "investigations")),
    (("1.2a", "prosecutions"), ("1.3a", "prosecutions")),
    (("1.2a", "convictions"), ("1.3a", "convictions")),
    (("1.3c", "concluded_within_year"), ("1.3c", "concluded_all")),
    (("1.4a", "spaces_staffed"), ("1.4a", "spaces_available")),
    # Active professionals are trained professionals with a child assigned.
    (("2.6a", "professionals_active"), ("2.6a", "professionals_trained")),
    (("2.7b", "professionals_active"), ("2.7b", "professionals_trained")),
    (("2.9a", "share"), ("2.9a", "plans_developed")),
)
"""(Indicator, component) pairs by the Plan's definitions: the first is counted among the second."""

EXAMPLES = {"1.2a": ", for example cases begun earlier"}
"""A reason that may be right, by the indicator of the part."""

_DIFFERS = "correct the number, or write why it differs so much"
_NOT_COUNTED = (CountingUnit.MONEY_JMD, CountingUnit.MONEY_USD, CountingUnit.SCORE)
"""Sums of money and scores are no counts of events: no interval of a count fits them."""


def check_unusual(tally: Tally, answers: Answers, catalogue: Catalogue, history: History) -> list[CellFinding]:
    """Every warning, in the order of the kinds above."""
    return [
        *_outliers(tally, catalogue, history),
        *_parts(tally, catalogue),
        *_other_agencies(tally, catalogue, history),
        *_definitions(answers, catalogue, history),
    ]


def _outliers(tally: Tally, catalogue: Catalogue, history: History) -> Iterator[CellFinding]:
    for pair in tally.pairs.values():
        if catalogue.indicator(pair.key.indicator).component(pair.key.component).unit in _NOT_COUNTED:
            continue
        below = replace(pair.key, part=Part.DENOMINATOR)
        for number, key, cell in ((pair.number, pair.key, pair.cell), (pair.out_of, below, pair.below)):
            if number is not None and cell is not None and number == int(number):
                yield from _outlier(int(number), cell, history.series.get(key, ()), history.last.get(key, ""))


def _outlier(count: int, cell: Input, series: tuple[tuple[object, Decimal], ...], last: str) -> Iterator[CellFinding]:
    before = [int(number) for _, number in series if number >= 0 and number == int(number)]
    if is_unusual(count, before):
        low, high = usual_range(before)
        said = ", ".join(str(number) for number in before)
        found = f"{count}, where the same half of earlier years had {said}"
        yield _at(cell, _warning("outlier", found, f"{low} to {high} without a reason", _DIFFERS))
    elif len(before) < FEWEST_BEFORE:
        known = [*before, *([int(last)] if last.isdecimal() else [])]
        if known and is_far_above(count, known):
            found = f"{count}, where the largest number before was {max(known)}"
            yield _at(cell, _warning("outlier", found, "a number nearer to those before", _DIFFERS))


def _parts(tally: Tally, catalogue: Catalogue) -> Iterator[CellFinding]:
    for (indicator, component), (other, of) in PARTS_OF:
        for key, pair in tally.pairs.items():
            if (key.indicator, key.component) == (indicator, component):
                whole = tally.pairs.get(replace(key, indicator=other, component=of))
                if pair.number is not None and whole and whole.number is not None and pair.number > whole.number:
                    found = f"{pair.number}, and {whole.number} in {whole.cell.sheet}!{whole.cell.cell}"
                    words = catalogue.indicator(other).component(of).label
                    allowed = f"at most as many as {other} counts ({words})"
                    mend = f"correct one of the two, or write why{EXAMPLES.get(indicator, '')}"
                    yield _at(pair.cell, _warning("part_exceeds", found, allowed, mend))


def _other_agencies(tally: Tally, catalogue: Catalogue, history: History) -> Iterator[CellFinding]:
    names = {agency.code: agency.short for agency in catalogue.agencies}
    for key, pair in tally.pairs.items():
        component = catalogue.indicator(key.indicator).component(key.component)
        if key.dimensions or component.unit is not CountingUnit.VICTIM or component.combine is not Combine.ADD:
            continue
        others = [names.get(code, code) for code, number in history.elsewhere.get(key, {}).items() if number > 0]
        if pair.number and others:
            found = f"children whom {' and '.join(sorted(others))} may have counted too"
            allowed = "each child once in the country"
            mend = "agree with them who counts which child, and write whether they are different children"
            yield _at(pair.cell, _warning("shared_child", found, allowed, mend))


def _definitions(answers: Answers, catalogue: Catalogue, history: History) -> Iterator[CellFinding]:
    """At the first number of the indicator that was given."""
    first: dict[str, Input] = {}
    for cell in answers.layout.inputs:
        if isinstance(cell.key, NumberKey) and cell.key in answers.values:
            first.setdefault(cell.key.indicator, cell)
    for indicator_id, cell in first.items():
        before = history.definition_versions.get(indicator_id)
        definition = catalogue.indicator(indicator_id).definition
        if before is not None and before < definition.version:
            found = f"an answer by version {definition.version} of the definition; the last was by version {before}"
            mend = "read the definition above the table, correct the numbers if need be, and write how you counted"
            yield _at(cell, _warning("definition_changed", found, "an answer that says which was used", mend))


def _warning(code: str, found: str, allowed: str, mend: str) -> Fault:
    return Fault(code, found, allowed, mend, Severity.WARNING)


def _at(cell: Input, fault: Fault) -> CellFinding:
    return fault.at(cell.sheet, cell.cell)
