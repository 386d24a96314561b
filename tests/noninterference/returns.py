"""Ledgers of an office in which every agency has answered: the public record, and returns counted from children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from dashboard import workspace
from dashboard.catalogue import Catalogue, CountingUnit
from dashboard.intake import file_public_record, read_public_record
from dashboard.intake.workbook import NumberKey, Part
from dashboard.intake.workbook.asked import agencies_asked, owed_by, top_of
from dashboard.ledger import (
    Bound,
    Confidence,
    DataSet,
    Kind,
    Ledger,
    Narrative,
    Observation,
    Role,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.periods import Period
from tests.noninterference.children import Child, is_of_people
from tests.office_ledger import Clock

RAPPORTEUR, SECRETARIAT, FOCAL = "National Rapporteur", "TIP Secretariat", "Focal person"
OTHER_PEOPLE_OF_A_SHARE = 5
"""What a share of things that are no people is out of."""


@dataclass(frozen=True)
class Telling:
    """What a ledger's returns hold beside numbers, none of which leaves the restricted tier.

    `first_count` is what the first version of each return said too much in every cell, before it was amended.
    """

    words: str = "Two posts were vacant."
    sheet: str = "2. Children"
    first_count: int = 1


def office_ledger(
    folder: Path, halves: Sequence[Period], children: Iterable[Child], telling: Telling, *, record: bool = True
) -> Ledger:
    """An office's ledger in a folder, with returns for the half-years: accepted all, each third of them adopted."""
    catalogue, clock = workspace.catalogue(), Clock(datetime(2017, 4, 1, 14, tzinfo=UTC))
    ledger = Ledger.open(f"sqlite:///{folder / workspace.FILES[DataSet.OFFICE]}", DataSet.OFFICE, clock=clock)
    if record:
        file_public_record(ledger, read_public_record(workspace.PUBLIC_RECORD, catalogue))
    counts = counted(children)
    for half in halves:
        for place, agency in enumerate(agencies_asked(catalogue, half)):
            signed = half.end + timedelta(days=10)
            clock.turn_to(signed)
            drafts = [draft_of(catalogue, agency, half, counts, telling, 0)]
            if place % 5 == 0:  # each fifth return takes the place of one that said too much
                drafts.insert(0, draft_of(catalogue, agency, half, counts, telling, telling.first_count))
            for draft, file in drafts if drafts[0] != drafts[-1] else drafts[-1:]:
                filed = ledger.submit(draft, FOCAL, file=file)
                ledger.record(filed.id, "accepted", SECRETARIAT)
            if place % 3 == 0:
                ledger.record(filed.id, "adopted", RAPPORTEUR, reservation="Not checked against files." * (place == 3))
    return ledger


Cell = tuple[str, str, Period, tuple[tuple[str, str], ...], str]
"""Indicator, component, period, dimensions, agency."""


def counted(children: Iterable[Child]) -> Mapping[Cell, tuple[int, int]]:
    """How many are counted in each cell, and of how many."""
    found: defaultdict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for child in children:
        indicator, component = child.series.split("/")
        for dimensions in ((), *(((name, code),) for name, code in child.categories.items())):
            cell = found[indicator, component, child.period, dimensions, child.agency]
            cell[0] += child.counted
            cell[1] += 1
    return {cell: (numbers[0], numbers[1]) for cell, numbers in found.items()}


def draft_of(
    catalogue: Catalogue,
    agency: str,
    half: Period,
    counts: Mapping[Cell, tuple[int, int]],
    telling: Telling,
    too_much: int,
) -> tuple[SubmissionDraft, bytes]:
    """An agency's return of a half-year and the file that stands for its workbook."""
    signed, name = half.end + timedelta(days=10), catalogue.agency(agency).name
    observations = tuple(_observations(catalogue, agency, half, counts, telling, too_much))
    file = repr((agency, half, telling, observations)).encode()
    draft = SubmissionDraft(
        source=Source(
            code=f"return-{agency}-{half.code}",
            title=f"Return of {name} for {half.words}",
            publisher=name,
            edition=f"Return {half.code}",
            url="",
            published_on=signed,
            published_on_is_access_date=False,
        ),
        period=half,
        observations=observations,
        milestones=(),
        narratives=(Narrative("", half, telling.words, "Narrative!B5"),),
        catalogue_hash=catalogue.content_hash,
        file_sha256=sha256(file).hexdigest(),
        kind=Kind.RETURN,
        agency=agency,
        signed_by="Head of agency",
        signed_on=signed,
    )
    return draft, file


def _observations(
    catalogue: Catalogue,
    agency: str,
    half: Period,
    counts: Mapping[Cell, tuple[int, int]],
    telling: Telling,
    too_much: int,
) -> Iterator[Observation]:
    numbers = owed_by(catalogue, agency, half).numbers
    shares = {_cell(key, agency) for key in numbers if key.part is Part.DENOMINATOR}
    for place, key in enumerate(key for key in numbers if key.part is Part.NUMERATOR):
        indicator = catalogue.indicator(key.indicator)
        component = indicator.component(key.component)
        people = is_of_people(catalogue, key)
        numerator, of = counts.get(_cell(key, agency), (0, 0)) if people else _thing(catalogue, key, agency)
        numerator, of = numerator + too_much * people, of + too_much * people
        yield Observation(
            indicator=key.indicator,
            component=key.component,
            period=key.period,
            cohort=key.cohort,
            dimensions=key.dimensions,
            vintage=f"Return {half.code}",
            role=Role.VALUE,
            unit=component.unit.value,
            state=State.REPORTED if numerator else State.ZERO_CONFIRMED,
            numerator=Decimal(numerator),
            denominator=Decimal(of) if _cell(key, agency) in shares else None,
            is_total=not key.dimensions,
            bound=Bound.EXACT,
            confidence=Confidence.HIGH,
            definition_version=indicator.definition.version,
            locator=f"'{telling.sheet}'!C{place + 10}",
            derived_from=(),
            measure=component.label,
            reason="",
            note="",
            url="",
        )


def _thing(catalogue: Catalogue, key: NumberKey, agency: str) -> tuple[int, int]:
    """A number of what is no person: the same in every ledger."""
    unit = catalogue.indicator(key.indicator).component(key.component).unit
    top = top_of(catalogue, key, agency)
    if unit in (CountingUnit.MONEY_JMD, CountingUnit.MONEY_USD):
        return 9_000_000, 9_000_000
    return min(top or 3, 3), min(top or OTHER_PEOPLE_OF_A_SHARE, OTHER_PEOPLE_OF_A_SHARE)


def _cell(key: NumberKey, agency: str) -> Cell:
    return key.indicator, key.component, key.period, key.dimensions, agency


class Retold:
    """A ledger with the numbers of other children in the returns that stand: what their own ledger would hold.

    Much quicker to make than that; for whatever asks for submissions and for decisions on them.
    """

    def __init__(self, ledger: Ledger, submissions: Sequence[Submission], children: Iterable[Child]) -> None:
        self._ledger = ledger
        counts, catalogue, telling = counted(children), workspace.catalogue(), Telling()
        self._submissions = tuple(
            replace(one, draft=draft_of(catalogue, one.draft.agency, one.draft.period, counts, telling, 0)[0])
            if one.draft.kind is Kind.RETURN and one.draft.period and one.state != "superseded"
            else one
            for one in submissions
        )

    def submissions(self, _as_of: object) -> tuple[Submission, ...]:
        return self._submissions

    def __getattr__(self, name: str) -> object:
        return getattr(self._ledger, name)
