"""Builds the training ledger: half-year by half-year, real workbooks written, filled, read and decided on.

Workbooks are written, filled and read in several processes; filing and deciding happen one after the other, by a clock
that tells the day of the story. The same scenario gives the same returns, with other random numbers in the hashes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from multiprocessing import get_context

from dashboard.access import Identity, Role
from dashboard.catalogue import Catalogue, load
from dashboard.intake.workbook import NO_HISTORY, History
from dashboard.intake.workbook.asked import agencies_asked
from dashboard.intake.workbook.filling import filled
from dashboard.intake.workbook.history import history_of
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.intake.workbook.reading import read_return
from dashboard.intake.workbook.writing import write_workbook
from dashboard.ledger import SYNTHETIC, DataSet, Ledger, LedgerError, Submission, SubmissionDraft, data_set_at
from dashboard.periods import Period, return_due
from dashboard.returns import Adjustment, adjust
from dashboard.training.answers import MADE_UP, Answers, answers_to, sign_off
from dashboard.training.chance import generator
from dashboard.training.numbers import Counts
from dashboard.training.scenario import Scenario, read_scenario

SECRETARIAT = Identity(Role.SECRETARIAT).actor
RAPPORTEUR = Identity(Role.RAPPORTEUR).actor

# Days of the story: reading takes a week, the Rapporteur reads when all is in.
EARLIEST, LATEST = 8, 29
MORNING = 14  # nine o'clock in Jamaica
UNTIL_DECIDED = timedelta(days=7)
UNTIL_SENT_AGAIN = timedelta(days=10)
UNTIL_ADOPTED = timedelta(days=100)
UNTIL_AMENDED = timedelta(days=120)

Progress = Callable[[str, float], None]


class TrainingError(Exception):
    """The scenario makes a return that the intake refuses: it must be mended, not the intake."""


@dataclass(frozen=True)
class Prepared:
    """One workbook, filled and read without a finding left open."""

    agency: str
    received: date
    data: bytes
    draft: SubmissionDraft


class _Clock:
    """The day of the story, moving on by a second at every look."""

    def __init__(self) -> None:
        self._now = datetime(2017, 4, 1, MORNING, tzinfo=UTC)

    def turn_to(self, day: date) -> None:
        self._now = max(self._now, datetime.combine(day, time(MORNING), tzinfo=UTC))

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def build_training(url: str, progress: Progress | None = None, halves: int | None = None) -> None:
    """Fill the empty place at `url` with a training ledger; `halves` cuts the story short, for tests.

    Raises LedgerError if a ledger is there already, TrainingError if the scenario makes a return that is refused.
    """
    if data_set_at(url) is not None:
        raise LedgerError("a ledger is there already, and training data are never added to one; name an empty place")
    scenario, clock = read_scenario(), _Clock()
    told = scenario.halves[:halves]
    processes = ProcessPoolExecutor(max_workers=os.cpu_count() or 1, mp_context=get_context("spawn"))
    with processes, Ledger.open(url, DataSet.TRAINING, clock=clock) as ledger:
        for place, half in enumerate(told):
            if progress:
                progress(f"Returns for {half.words}", place / len(told))
            _half_year(ledger, clock, scenario, half, processes, is_last=half == scenario.halves[-1])
    if progress:
        progress("Done", 1.0)


def _half_year(
    ledger: Ledger, clock: _Clock, scenario: Scenario, half: Period, processes: ProcessPoolExecutor, *, is_last: bool
) -> None:
    catalogue = catalogue_of(scenario, half)
    before = ledger.submissions()
    missing = {agency for agency, period in scenario.missing if period == half}
    agencies = [agency for agency in agencies_asked(catalogue, half) if agency not in missing]
    jobs = [
        (agency, half, _received(scenario, agency, half), history_of(before, catalogue, agency, half))
        for agency in agencies
    ]
    prepared = sorted(processes.map(_prepare, *zip(*jobs, strict=True)), key=lambda one: (one.received, one.agency))
    filed = [(one, _file(ledger, clock, one)) for one in prepared]
    # The last half-year stays in the middle of its work: half of it read, nothing adopted, so that there is something
    # to practise on.
    read = filed[: len(filed) // 2] if is_last else filed
    standing = list(_decide(ledger, clock, scenario, half, read))
    if is_last:
        return
    _take_off(ledger, clock, scenario, catalogue, half)
    reservations = {one.agency: one.reservation for one in scenario.adopted_with_reservation if one.period == half}
    clock.turn_to(half.end + UNTIL_ADOPTED)
    for submission in standing:
        reservation = reservations.get(submission.draft.agency, "")
        ledger.record(submission.id, "adopted", RAPPORTEUR, reservation=reservation)
    _amend(ledger, clock, scenario, catalogue, half, standing)


def _decide(
    ledger: Ledger,
    clock: _Clock,
    scenario: Scenario,
    half: Period,
    filed: Sequence[tuple[Prepared, Submission]],
) -> Iterator[Submission]:
    """Accept what came, in the order it came; what the scenario sends back comes again ten days later."""
    reasons = {one.agency: one.reason for one in scenario.sent_back if one.period == half}
    for one, submission in filed:
        clock.turn_to(one.received + UNTIL_DECIDED)
        standing = submission
        if one.agency in reasons:
            ledger.record(submission.id, "sent_back", SECRETARIAT, reasons[one.agency])
            again = _prepare(one.agency, half, one.received + UNTIL_DECIDED + UNTIL_SENT_AGAIN, NO_HISTORY)
            standing = _file(ledger, clock, again)
        ledger.record(standing.id, "accepted", SECRETARIAT)
        yield standing


def _take_off(ledger: Ledger, clock: _Clock, scenario: Scenario, catalogue: Catalogue, half: Period) -> None:
    for twice in (one for one in scenario.counted_twice if one.period == half):
        indicator, component = twice.component.split("/")
        line = Adjustment(indicator, component, half, (), Decimal(-1), Decimal(0), twice.agencies, twice.reason)
        filed = adjust(ledger, catalogue, Identity(Role.SECRETARIAT), [line], clock().date())
        ledger.record(filed.id, "accepted", RAPPORTEUR)


def _amend(
    ledger: Ledger,
    clock: _Clock,
    scenario: Scenario,
    catalogue: Catalogue,
    half: Period,
    standing: Iterable[Submission],
) -> None:
    by_agency = {submission.draft.agency: submission for submission in standing}
    for change in (one for one in scenario.amended if one.period == half):
        amended = by_agency[change.agency]
        layout = layout_of(catalogue, change.agency, half)
        on = half.end + UNTIL_AMENDED
        indicator, component = change.component.split("/")
        total = next(
            observation
            for observation in amended.draft.observations
            if (observation.indicator, observation.component, observation.dimensions) == (indicator, component, ())
        )
        answers: Answers = {tuple(total.locator.split("!", 1)): int(total.numerator or 0) + change.adds}  # type: ignore[dict-item] # a locator has one "!"
        answers |= sign_off(layout, on)
        data = filled(write_workbook(layout, catalogue, amends=amended, watermark=SYNTHETIC), answers)
        filed = _file(ledger, clock, _read(catalogue, change.agency, half, on, data, NO_HISTORY))
        ledger.record(filed.id, "accepted", SECRETARIAT)
        ledger.record(filed.id, "adopted", RAPPORTEUR)


def _file(ledger: Ledger, clock: _Clock, one: Prepared) -> Submission:
    clock.turn_to(one.received)
    return ledger.submit(one.draft, Identity(Role.FOCAL_PERSON, one.agency).actor, file=one.data)


def _received(scenario: Scenario, agency: str, half: Period) -> date:
    days_late = next((days for name, period, days in scenario.late if (name, period) == (agency, half)), None)
    if days_late is not None:
        return return_due(half) + timedelta(days=days_late)
    return half.end + timedelta(days=generator(scenario.seed, "received", agency, half.code).randint(EARLIEST, LATEST))


def _prepare(agency: str, half: Period, received: date, history: History) -> Prepared:
    """Write, fill and read one workbook; runs in a process of its own."""
    scenario = _scenario()
    catalogue = catalogue_of(scenario, half)
    layout = layout_of(catalogue, agency, half)
    answers = answers_to(layout, _counts(), scenario, received)
    data = filled(write_workbook(layout, catalogue, last=history.last, watermark=SYNTHETIC), answers)
    return _read(catalogue, agency, half, received, data, history)


def _read(catalogue: Catalogue, agency: str, half: Period, received: date, data: bytes, history: History) -> Prepared:
    """Through the intake, every warning answered."""
    reasons: dict[str, str] = {}
    for _ in range(2):
        read = read_return(
            data,
            catalogue,
            lambda _: history,
            agency=agency,
            period=half,
            reasons=reasons,
            today=received,
        )
        if read.draft is not None:
            return Prepared(agency, received, data, read.draft)
        reasons = {finding.place: f"{MADE_UP}checked against the register." for finding in read.findings}
    open_findings = "\n".join(map(str, read.open_findings))
    raise TrainingError(f"the return of {agency} for {half.code} is refused:\n{open_findings}")


@cache
def _scenario() -> Scenario:
    return read_scenario()


@cache
def _counts() -> Counts:
    return Counts(load(), _scenario())


@cache
def _catalogue() -> Catalogue:
    return load()


def catalogue_of(scenario: Scenario, half: Period) -> Catalogue:
    """The catalogue of the day: from the half-year on that the scenario names, one definition has its next version."""
    catalogue, changed = _catalogue(), scenario.changed_definition
    if half < changed.since:
        return catalogue
    indicators = tuple(
        item.model_copy(
            update={"definition": item.definition.model_copy(update={"version": item.definition.version + 1})}
        )
        if item.id == changed.indicator
        else item
        for item in catalogue.indicators
    )
    return catalogue.model_copy(update={"indicators": indicators})
