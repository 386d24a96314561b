"""Which numbers of a return can be corrected or adjusted, and how the parts of a return are named on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue, CountingUnit
from dashboard.returns import (
    CommitmentRecord,
    Kind,
    MilestoneRecord,
    Narrative,
    Observation,
    Submission,
    label_of,
    value_of,
)

_WAITS_FOR: Mapping[Role, tuple[str, ...]] = {
    Role.SECRETARIAT: ("submitted",),
    Role.RAPPORTEUR: ("accepted",),
}
"""The states in which a return waits for a role."""


_OF_ITSELF = (CountingUnit.AGENCY, CountingUnit.SCORE)


@dataclass(frozen=True)
class Cell:
    """One number that a correction can name: where it stands, which part of it, and what it says now."""

    locator: str
    part: str
    says: str
    label: str


@dataclass(frozen=True)
class Shared:
    """A number that several agencies' accepted returns hold for the same half-year."""

    observation: Observation
    agencies: tuple[str, ...]


def for_review(submissions: Iterable[Submission], who: Identity) -> Mapping[str, Submission]:
    """The office's own submissions by id: those that wait for this person first, then the newest."""
    waits = _WAITS_FOR.get(who.role, ())
    ours = [one for one in submissions if one.draft.kind is not Kind.EDITION]
    return {one.id: one for one in sorted(ours, key=lambda one: (one.state not in waits, -one.sequence))}


def correctable(one: Submission, catalogue: Catalogue) -> Mapping[str, Cell]:
    """Every number of a return, numerator and denominator apart, by place and part."""
    cells = {}
    for held in one.draft.observations:
        named = label_of(catalogue, held.indicator, held.component, held.dimensions)
        parts = {"numerator": held.numerator, **({"denominator": held.denominator} if held.denominator else {})}
        for part, number in parts.items():
            says = f"{number:f}" if number is not None else held.state.value
            aside = ", out of" if part == "denominator" else ""
            label = f"{held.indicator} {named}{aside}: {says} ({held.locator})"
            cells[f"{held.locator} {part}"] = Cell(held.locator, part, says, label)
    return cells


def shared(one: Submission, submissions: Iterable[Submission], catalogue: Catalogue) -> Mapping[str, Shared]:
    """The numbers of a return that other agencies' accepted returns hold too, by their label.

    What each agency answers about itself, yes or no or by a rating, nobody else can have counted.
    """
    counting = [
        other for other in submissions if other.draft.kind is Kind.RETURN and other.state in ("accepted", "adopted")
    ]
    holders: dict[tuple[object, ...], list[str]] = {}
    for other in counting:
        for held in other.draft.observations:
            if held.numerator:
                holders.setdefault(_key(held), []).append(other.draft.agency)
    found = {}
    for held in one.draft.observations:
        agencies = tuple(dict.fromkeys(holders.get(_key(held), ())))
        unit = catalogue.indicator(held.indicator).component(held.component).unit
        if len(agencies) > 1 and one.draft.agency in agencies and unit not in _OF_ITSELF:
            label = label_of(catalogue, held.indicator, held.component, held.dimensions)
            found[f"{held.indicator} {label}: {value_of(held)}"] = Shared(held, agencies)
    return found


def stage_named(record: MilestoneRecord, catalogue: Catalogue) -> str:
    """`1.5b Report tabled in Parliament`."""
    stages = (
        {stage.id: stage.label for stage in catalogue.indicator(record.indicator).stages} if record.indicator else {}
    )
    return f"{record.indicator} {stages.get(record.stage or '', record.stage or '')}".strip()


def when(record: MilestoneRecord) -> str:
    """The day or period of a step, "" where none is given."""
    return record.period.label if record.period else ""


def commitment_named(record: CommitmentRecord, catalogue: Catalogue) -> str:
    """Label and wording, as in the Plan; the id where the catalogue no longer has it."""
    known = {item.id: item for activity in catalogue.activities for item in activity.commitments}
    item = known.get(record.commitment)
    return f"{item.label} {item.wording}" if item else record.commitment


def narrative_of(record: Narrative, catalogue: Catalogue) -> str:
    """What a text is about: one indicator, or the half-year as a whole."""
    if not record.indicator:
        return "On the half-year as a whole"
    return f"On {record.indicator} {catalogue.indicator(record.indicator).short}"


def _key(held: Observation) -> tuple[object, ...]:
    return held.indicator, held.component, held.period, held.cohort, held.dimensions
