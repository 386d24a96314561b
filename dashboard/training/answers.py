"""What the training data type into each cell of a workbook: pure, from the layout and the scenario."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from dashboard.catalogue import CommitmentStatus
from dashboard.intake.workbook import (
    CommitmentKey,
    Input,
    Layout,
    NarrativeKey,
    NumberKey,
    Part,
    SignOffKey,
    StageKey,
)
from dashboard.training.chance import generator, spread
from dashboard.training.numbers import Counts
from dashboard.training.scenario import Scenario

Answer = str | int | date
Answers = dict[tuple[str, str], Answer]
"""By sheet and cell; a cell that is not named stays blank."""

MADE_UP = "Synthetic, for training: "
HEAD_OF_AGENCY = "Head of the agency"
_COMMITMENT_PATH: tuple[CommitmentStatus, ...] = ("not_started", "under_way", "done")


def answers_to(layout: Layout, counts: Counts, scenario: Scenario, signed_on: date) -> Answers:
    """Every number that is asked, every rung, every commitment; blanks in breakdowns are confirmed as zero by Yes."""
    filled: Answers = {}
    parts: defaultdict[tuple[str, str, str], list[Input]] = defaultdict(list)
    for cell in layout.inputs:
        match cell.key:
            case NumberKey(dimensions=()):
                filled[cell.sheet, cell.cell] = _total(cell.key, layout, counts)
            case NumberKey(indicator, component, ((dimension, _),), Part.NUMERATOR):
                parts[indicator, component, dimension].append(cell)
            case StageKey() | CommitmentKey() | NarrativeKey() as key:
                if (said := _said(key, cell, layout, scenario)) is not None:
                    filled[cell.sheet, cell.cell] = said
            case _:
                pass
    for (indicator, component, dimension), cells in parts.items():
        for cell, number in _breakdown(f"{indicator}/{component}", dimension, cells, layout, counts, scenario):
            if number:
                filled[cell.sheet, cell.cell] = number
    for block in layout.blocks:
        if block.confirm is not None and any(isinstance(cell.key, NumberKey) for cell in block.inputs):
            filled[block.confirm.sheet, block.confirm.cell] = _words(block.confirm, "yes")
    return filled | sign_off(layout, signed_on)


def sign_off(layout: Layout, on: date) -> Answers:
    """The head's post and the day."""
    said: dict[str, Answer] = {"post": HEAD_OF_AGENCY, "on": on}
    return {(cell.sheet, cell.cell): said[cell.key.field] for cell in layout.inputs if isinstance(cell.key, SignOffKey)}


def _total(key: NumberKey, layout: Layout, counts: Counts) -> int:
    count = counts.of(f"{key.indicator}/{key.component}", layout.agency, key.period)
    return count.number if key.part is Part.NUMERATOR else count.out_of or 0


def _breakdown(
    component: str, dimension: str, cells: list[Input], layout: Layout, counts: Counts, scenario: Scenario
) -> Iterator[tuple[Input, int]]:
    key = cells[0].key
    assert isinstance(key, NumberKey)
    total = counts.of(component, layout.agency, key.period).number
    codes = [cell.key.dimensions[0][1] for cell in cells if isinstance(cell.key, NumberKey)]
    if dimension == "parish":
        covered = set(counts.parish_order[layout.agency][:total])
        numbers = [int(place in covered) for place in range(len(cells))]
    else:
        weights = scenario.weights.get(dimension)
        chosen = [float(weights.get(code, 0)) for code in codes] if weights else [1.0] * min(6, len(codes))
        chosen += [0.0] * (len(codes) - len(chosen))
        if dimension == "mda":
            chosen = [1.0] * len(codes)
        caps = [cell.maximum if cell.maximum is not None else total for cell in cells]
        rng = generator(scenario.seed, component, dimension, layout.agency, key.period.code)
        numbers = spread(total, chosen, rng, caps)
    yield from zip(cells, numbers, strict=True)


def _said(
    key: StageKey | CommitmentKey | NarrativeKey, cell: Input, layout: Layout, scenario: Scenario
) -> Answer | None:
    match key:
        case StageKey(indicator, stage, field):
            reached_on = scenario.stages.get(indicator, {}).get(stage)
            reached = reached_on is not None and reached_on <= layout.period.end
            if field == "outcome":
                return _words(cell, "reached" if reached else "not_reached")
            if not reached:
                return None
            return reached_on if field == "on" else f"{MADE_UP}a paper that says so."
        case CommitmentKey(commitment, field):
            # Each commitment takes its own time from not started to done.
            pace = generator(scenario.seed, commitment, layout.agency).randint(3, 9)
            place = min(scenario.halves.index(layout.period) // pace, len(_COMMITMENT_PATH) - 1)
            if field == "status":
                return _words(cell, _COMMITMENT_PATH[place])
            return f"{MADE_UP}a paper that shows it." if place else None
        case NarrativeKey(""):
            return f"{MADE_UP}what went well and what stood in the way in {layout.period.words}."
    return None


def _words(cell: Input, code: str) -> str:
    """The words of the drop-down for a code. KeyError naming the choices."""
    words = dict(cell.choices)
    if code not in words:
        raise KeyError(f"{cell.sheet}!{cell.cell} has no choice {code!r}; it has {sorted(words)}")
    return words[code]
