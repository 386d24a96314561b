"""Whether adjustments and corrections can be: checked when they are filed and again when they are accepted.

Each is looked at as if it counted already, beside all else that stands, because another line may have come between. A
correction says what the form would take in that cell. Adjustments of one number take off, together, no more than can
have been counted twice; what is left is never more than what it is out of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.catalogue import HIGHEST_SCORE, Catalogue, EvidenceModel
from dashboard.figures.adjusting import named_together
from dashboard.figures.answers import Answers, answers_of
from dashboard.figures.model import Part
from dashboard.intake.workbook.grid import CellType, GridCell
from dashboard.intake.workbook.laying_out import layout_of
from dashboard.intake.workbook.layout import Input, NumberKey
from dashboard.intake.workbook.layout import Part as Which
from dashboard.intake.workbook.personal import Known
from dashboard.intake.workbook.values import Fault, read_value
from dashboard.ledger import Adjustment, Correction, Dimensions, Kind, Observation, State, Submission
from dashboard.periods import Period
from dashboard.returns.standing import COUNTS, find, standing_of
from dashboard.returns.words import label_of

TAKES_OFF = frozenset({"submitted", *COUNTS})
"""States of an adjustment that is held against the bound: one that waits may be accepted at any time."""


@dataclass(frozen=True)
class _Place:
    """A national number of one period: what adjustments take off from."""

    indicator: str
    component: str
    period: Period
    dimensions: Dimensions

    @classmethod
    def of(cls, named: Adjustment | Observation) -> _Place:
        return cls(named.indicator, named.component, named.period, named.dimensions)


def faults_of_lines(one: Submission, others: Sequence[Submission], catalogue: Catalogue) -> Iterator[str]:
    """Why the lines of a submission cannot count beside the ledger's `others`."""
    faults = [
        *(fault for line in one.draft.corrections for fault in _faults_of_correction(line, others, catalogue)),
        *(fault for line in one.draft.adjustments for fault in _faults_of_adjustment(line, catalogue)),
    ]
    yield from faults
    if faults:
        return  # what cannot be read cannot be reckoned with
    after = [*others, replace(one, state="accepted")]
    answers, counting = answers_of(after), [each for each in after if each.state in COUNTS]
    for line in one.draft.corrections:
        observation = _observation(line, find(others, line.submission_id))
        if observation is not None:
            faults = list(_faults_of_pair(line, observation, counting, catalogue))
            yield from faults or _faults_of_place(_Place.of(observation), (), others, answers, catalogue)
    own = one.draft.adjustments
    for place in dict.fromkeys(_Place.of(line) for line in own):
        yield from _faults_of_place(place, own, others, answers, catalogue)


def as_stored(line: Correction, submission: Submission, catalogue: Catalogue) -> str:
    """What a correction's number becomes, as the ledger writes it: `1,234` is 1234. What cannot be read stays."""
    observation = _observation(line, submission)
    asked = _asked(line.part, observation, submission, catalogue) if observation else None
    read = _read(line, asked, catalogue) if asked else None
    if isinstance(read, Decimal):
        return f"{read:f}"
    return read.value if isinstance(read, State) else line.becomes


def _observation(line: Correction, submission: Submission) -> Observation | None:
    return next((one for one in submission.draft.observations if one.locator == line.locator), None)


def _faults_of_correction(line: Correction, others: Sequence[Submission], catalogue: Catalogue) -> Iterator[str]:
    """What the ledger leaves open: whether the return counts, and whether such a number can stand there."""
    submission = find(others, line.submission_id)
    if submission.draft.kind is Kind.RETURN and standing_of(submission) not in COUNTS:
        yield (
            f"{submission.id} is {standing_of(submission)}, and only an accepted or adopted return is corrected; one "
            "that is only submitted is sent back"
        )
    observation = _observation(line, submission)
    if observation is None:
        yield f"{submission.id} has no number at {line.locator!r}; `returns show {submission.id}` lists its cells"
        return
    if _asked(Which.NUMERATOR, observation, submission, catalogue) is None:
        yield f"{line.locator}: the workbook no longer asks for this number; have the agency send an amendment"
    elif asked := _asked(line.part, observation, submission, catalogue):
        read = _read(line, asked, catalogue)
        if isinstance(read, Fault):
            yield f"{line.locator} cannot become that: found {read.found}, allowed {read.allowed}; {read.mend}"


def _asked(part: str, observation: Observation, submission: Submission, catalogue: Catalogue) -> Input | None:
    """The cell of the form that asks for a number, None where none does (the ledger says so of a part)."""
    if part not in list(Which) or submission.draft.period is None:
        return None
    try:
        layout = layout_of(catalogue, submission.draft.agency, submission.draft.period)
    except ValueError:  # the agency is asked for nothing any more
        return None
    key = NumberKey(
        observation.indicator,
        observation.component,
        observation.dimensions,
        Which(part),
        observation.period,
        observation.cohort,
    )
    return next((cell for cell in layout.inputs if cell.key == key), None)


def _read(line: Correction, asked: Input, catalogue: Catalogue) -> Decimal | State | Fault:
    value = read_value(GridCell(CellType.TEXT, line.becomes), asked, Known.of(catalogue))
    if isinstance(value, Decimal | State | Fault):
        return value
    return Fault("blank", "nothing", "a number or a state", "say what the number becomes")


def _faults_of_pair(
    line: Correction, observation: Observation, standing: Sequence[Submission], catalogue: Catalogue
) -> Iterator[str]:
    """A numerator above its denominator, as the cell would read after every correction, in the order filed."""
    pair = {Which.NUMERATOR: observation.numerator, Which.DENOMINATOR: observation.denominator}
    for one in sorted(standing, key=lambda one: one.sequence):
        for mending in one.draft.corrections:
            if (mending.submission_id, mending.locator) != (line.submission_id, line.locator):
                continue
            if mending.becomes in list(State):
                pair = dict.fromkeys(pair)  # a state is said of both
            elif mending.part in pair:
                pair[Which(mending.part)] = Decimal(mending.becomes)
    above, below = pair[Which.NUMERATOR], pair[Which.DENOMINATOR]
    if above is not None and below is not None and above > (most := _most(observation.indicator, below, catalogue)):
        yield (
            f"{line.locator} would say {above:f} out of {below:f}; at most {most:f} can. Put the other number right "
            "first"
        )


def _most(indicator: str, out_of: Decimal, catalogue: Catalogue) -> Decimal:
    """What a numerator may be at most: a sum of scores is up to three points for each body."""
    is_score = catalogue.indicator(indicator).evidence_model is EvidenceModel.RUBRIC
    return out_of * HIGHEST_SCORE if is_score else out_of


def _faults_of_adjustment(line: Adjustment, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with a line by itself."""
    components = {one.id: [part.id for part in one.components] for one in catalogue.indicators}
    if line.component not in components.get(line.indicator, ()):
        has = ", ".join(components.get(line.indicator, ())) or "none"
        yield f"{line.indicator} {line.component}: the catalogue has no such component; {line.indicator} has {has}"
        return
    where = _words(_Place.of(line), catalogue)
    if line.numerator >= 0 or line.numerator != line.numerator.to_integral_value():
        yield f"{where}: {line.numerator} takes no child off; write a whole negative number, such as -1"
    if line.denominator > 0 or line.denominator != line.denominator.to_integral_value():
        yield f"{where}: {line.denominator} out of takes no child off; write a whole negative number, or 0"


def _words(place: _Place, catalogue: Catalogue) -> str:
    return f"{label_of(catalogue, place.indicator, place.component, place.dimensions)}, {place.period.label}"


def _faults_of_place(
    place: _Place, own: Sequence[Adjustment], others: Sequence[Submission], answers: Answers, catalogue: Catalogue
) -> Iterator[str]:
    """Why a number cannot bear all that is taken off from it, its `own` lines and those that stand."""
    standing = [line for one in others if one.state in TAKES_OFF for line in one.draft.adjustments]
    lines = [line for line in (*standing, *own) if _Place.of(line) == place]
    if not lines:
        return
    where = _words(place, catalogue)
    parts = {
        agency: part
        for cell, answered in answers.of(place.indicator, place.component).items()
        if (cell.period, cell.dimensions) == (place.period, place.dimensions)
        for agency, part in answered.items()
        if part.numerator is not None
    }
    if missing := list(dict.fromkeys(code for line in lines for code in line.agencies if code not in parts)):
        yield f"{where}: no accepted return of {', '.join(missing)} holds this number"
        return
    faults = [*_over(where, "numerator", lines, parts), *_over(where, "denominator", lines, parts)]
    yield from faults or _unlike_whole(where, place, lines, parts, catalogue)


def _over(where: str, which: str, lines: Sequence[Adjustment], parts: Mapping[str, Part]) -> Iterator[str]:
    """More than can have been counted twice: among the agencies of a line, and among those that lines name together.

    Whoever counted most may have counted every child there is: only the others' can have been counted twice.
    """
    for group in named_together(line.agencies for line in lines):
        among = [line for line in lines if group.issuperset(line.agencies)]
        off = sum((getattr(line, which) for line in among), Decimal(0))
        counted = {code: number for code in sorted(group) if (number := getattr(parts[code], which)) is not None}
        most = sum(counted.values(), Decimal(0)) - max(counted.values(), default=Decimal(0))
        if -off > most:
            said = ", ".join(f"{code} {number}" for code, number in counted.items()) or "no agency has one"
            together = f", {len(among)} adjustments that stand or wait taken together," if len(among) > 1 else ""
            what = " out of" if which == "denominator" else ""
            yield (
                f"{where}: {off:f}{what}{together} is more than can have been counted twice ({said}); at most {-most:f}"
            )
            return


def _unlike_whole(
    where: str, place: _Place, lines: Sequence[Adjustment], parts: Mapping[str, Part], catalogue: Catalogue
) -> Iterator[str]:
    """A national number that would be more than what it is out of."""
    bodies = catalogue.bodies(catalogue.indicator(place.indicator).component(place.component).reported_by)
    asked = [part for code, part in parts.items() if code in bodies]
    below = [part.denominator for part in asked if part.denominator is not None]
    if not below or len(below) < len(asked):
        return
    numerator = sum((part.numerator for part in asked if part.numerator is not None), Decimal(0))
    numerator += sum((line.numerator for line in lines), Decimal(0))
    denominator = sum(below, Decimal(0)) + sum((line.denominator for line in lines), Decimal(0))
    if numerator > _most(place.indicator, denominator, catalogue):
        yield f"{where}: {numerator:f} out of {denominator:f} would be left; take no more off from what it is out of"
