"""Agencies' returns with a happy path: accepted, signed in time, one number each; and a catalogue of three agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from dashboard.catalogue import Catalogue, Indicator
from dashboard.figures import Figure, FigureBook, build_book
from dashboard.ledger import (
    Adjustment,
    Correction,
    Dimensions,
    Kind,
    MilestoneRecord,
    Observation,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.periods import Period
from tests.catalogue_builder import catalogue as small_catalogue
from tests.catalogue_builder import component, entry
from tests.figures.observations import observation

AGENCIES = ["jcf", "cpfsa", "odpp"]

Said = int | str | tuple[int, int]
"""6 is a count, 0 a confirmed zero, (4, 6) so many of so many, a state's name a state."""


def indicator(indicator_id: str = "2.2a", **overrides: Any) -> Indicator:
    """Asked of three agencies."""
    part = component(reported_by=AGENCIES, **overrides.pop("part", {}))
    return entry(indicator_id, **({"components": [part], "reporting_mdas": AGENCIES} | overrides))


def catalogue(*indicators: Indicator, parishes: int = 0) -> Catalogue:
    """With a list of sexes, and a list of `parishes` parishes."""
    sexes = [_code("female"), _code("male")]
    lists = [{"code": "sex", "label": "Sex", "source": "A list", "codes": sexes}]
    codes = [_code(f"jm_{number:02d}") for number in range(1, parishes + 1)]
    lists += [{"code": "parish", "label": "Parish", "source": "A list", "codes": codes}]
    made = small_catalogue(indicators or (indicator(),))
    secretariat = {
        "code": "tip_secretariat",
        "name": "TIP Secretariat",
        "short": "TIP Secretariat",
        "kind": "taskforce",
    }
    agencies = [*made.model_dump()["agencies"], secretariat | {"members": [], "note": None}]
    return Catalogue.model_validate(made.model_dump() | {"code_lists": lists, "agencies": agencies})


def _code(code: str) -> dict[str, Any]:
    return {"code": code, "label": code.capitalize(), "public": None, "ictip_code": None, "source": None}


def said(value: Said, period: str = "2021-H1", **overrides: Any) -> Observation:
    """What one agency's return says in one cell."""
    state, numerator, denominator = State.REPORTED, None, None
    if isinstance(value, str):
        state = State(value)
    elif isinstance(value, tuple):
        numerator, denominator = Decimal(value[0]), Decimal(value[1])
    else:
        state, numerator = (State.REPORTED if value else State.ZERO_CONFIRMED), Decimal(value)
    made = replace(
        observation(None, period),
        state=state,
        numerator=numerator,
        denominator=denominator,
        vintage="Return",
        locator="'2. Children'!C12",
        measure="Child victims identified",
        reason="",
        note="",
        url="",
    )
    return replace(made, **{"is_total": not overrides.get("dimensions"), **overrides})


def returned(
    agency: str,
    *observations: Observation | Said,
    period: str = "2021-H1",
    revision: int = 1,
    state: str = "accepted",
    late: bool = False,
    milestones: tuple[MilestoneRecord, ...] = (),
) -> Submission:
    """One agency's return for a half-year, filed ten days after its end, or fifty."""
    half = Period.parse(period)
    signed = half.end + timedelta(days=50 if late else 10)
    found = tuple(one if isinstance(one, Observation) else said(one, period) for one in observations)
    code = f"return-{agency}-{half.code}"
    draft = SubmissionDraft(
        source=Source(
            code=code,
            title=f"Return of {agency} for {half.words}",
            publisher=agency,
            edition=f"Return {half.code}",
            url="",
            published_on=signed,
            published_on_is_access_date=False,
        ),
        period=half,
        observations=found,
        milestones=milestones,
        narratives=(),
        catalogue_hash="0" * 64,
        file_sha256=sha256(workbook_of(f"{code}.{revision}")).hexdigest(),
        kind=Kind.RETURN,
        agency=agency,
        signed_by="Head of agency",
        signed_on=signed,
    )
    return _filed(draft, f"{code}.{revision}", state, signed)


def workbook_of(submission_id: str) -> bytes:
    """The bytes that stand for the file of a return."""
    return submission_id.encode()


def adjusted(
    numerator: int, period: str = "2021-H1", dimensions: Dimensions = (), state: str = "accepted", denominator: int = 0
) -> Submission:
    """A line that takes off what the JCF and CPFSA both counted."""
    line = Adjustment(
        indicator="2.2a",
        component="identified",
        period=Period.parse(period),
        dimensions=dimensions,
        numerator=Decimal(numerator),
        denominator=Decimal(denominator),
        agencies=("jcf", "cpfsa"),
        reason="One child came to both",
    )
    return _filed(replace(_empty(Kind.ADJUSTMENT, period), adjustments=(line,)), "adjustment.1", state)


def corrected(
    submission_id: str, expect: str, becomes: str, *, part: str = "numerator", state: str = "accepted"
) -> Submission:
    """One number of a return put right."""
    line = Correction(submission_id, "'2. Children'!C12", part, expect, becomes, "A slip of the pen")
    return _filed(replace(_empty(Kind.CORRECTION, "2021-H1"), corrections=(line,)), "correction.1", state)


def _empty(kind: Kind, period: str) -> SubmissionDraft:
    draft = returned("onrtip", period=period).draft
    source = replace(draft.source, code=kind.value, title=f"An {kind.value}", publisher="TIP Secretariat")
    return replace(draft, source=source, kind=kind, agency="")


def _filed(draft: SubmissionDraft, submission_id: str, state: str, on: date = date(2021, 11, 1)) -> Submission:
    recorded_at = datetime(on.year, on.month, on.day, 15, tzinfo=UTC)
    return Submission(submission_id, on.toordinal(), recorded_at, state, draft)


def book(*submissions: Submission, of: Catalogue | None = None) -> FigureBook:
    return build_book(submissions, of or catalogue())


def figure(
    found: FigureBook,
    period: str = "2021-H1",
    dimensions: Dimensions = (),
    indicator: str = "2.2a",
    component: str = "identified",
) -> Figure:
    """The one figure of a cell."""
    figures = found.indicators[indicator]
    cells = (*figures.values.get(component, ()), *(one for one in figures.breakdowns if one.component == component))
    (one,) = [item for item in cells if item.period == Period.parse(period) and item.dimensions == dimensions]
    return one
