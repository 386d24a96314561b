"""Indicators and figures for the tests of verdicts: a happy path by default, one thing changed a test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dashboard.catalogue import Indicator
from dashboard.figures import Figure, IndicatorFigures, Milestone, Vintage
from dashboard.ledger import Bound, Confidence, MilestoneRecord, Observation, Role, Source, State
from dashboard.periods import BASELINE, Period

TODAY = date(2024, 11, 15)
NAMES = {"cpfsa": "CPFSA", "jcf": "JCF", "onrtip": "ONRTIP", "natfatip": "NATFATIP"}


def agency_name(code: str) -> str:
    return NAMES.get(code, code)


def component(component_id: str = "cases", **overrides: Any) -> dict[str, Any]:
    """Fields of a component counted in cases, without a baseline in the catalogue."""
    return {
        "id": component_id,
        "label": component_id.capitalize(),
        "unit": "case",
        "unit_words": "cases",
        "roll_up": "sum",
        "headline": True,
        "reported_by": ["jcf"],
        "combine": "add",
        "baseline": baseline(),
    } | overrides


def baseline(value: str = "not_available", status: str | None = None, period: Period = BASELINE) -> dict[str, Any]:
    stated = status or ("not_available" if value == "not_available" else "measured")
    return {"period": period, "value": value, "status": stated, "note": None}


def indicator(evidence_model: str = "events", **overrides: Any) -> Indicator:
    """2.2a with one component of cases, owned by CPFSA, reported by JCF and CPFSA."""
    fields: dict[str, Any] = {
        "id": "2.2a",
        "wording": "An increased number of cases",
        "short": "Cases",
        "objective": "2",
        "activity": "2.2",
        "subcommittee": "protection",
        "subcommittee_note": None,
        "kind": "count",
        "evidence_model": evidence_model,
        "direction": "increase",
        "counting_unit": "case",
        "dispersion": {"phi": "unknown", "source": None},
        "numerator": "Cases in the period",
        "denominator": None,
        "components": [component()],
        "context": [],
        "breakdowns": [],
        "stages": [],
        "definition": {
            "text": "Cases.",
            "version": 1,
            "date": date(2024, 1, 1),
            "status": "proposed",
            "approver": None,
            "open_questions": [],
        },
        "reference_period": None,
        "target": None,
        "owner": "cpfsa",
        "reporting_mdas": ["jcf", "cpfsa"],
        "source": "Register",
        "frequency": "half_yearly",
        "disclosure_class": "victim_person",
        "report_chapter": 3,
        "dialogue_key": False,
        "partnership_status": "legacy",
        "alias_of": None,
        "notes": [],
    }
    return Indicator.model_validate(fields | overrides)


def source(published_on: date = date(2024, 6, 1), **overrides: Any) -> Source:
    fields = Source(
        code="S1",
        title="An edition",
        publisher="A publisher",
        edition="2024",
        url="https://example.org",
        published_on=published_on,
        published_on_is_access_date=False,
    )
    return replace(fields, **overrides)


def figure(
    period: str | Period,
    value: int | str | None,
    denominator: int | Decimal | None = None,
    *,
    component: str = "cases",
    accepted: bool = True,
    cohort: Period | None = None,
    **overrides: Any,
) -> Figure:
    """One exact, accepted total; overrides replace fields of the observation."""
    when = Period.parse(period) if isinstance(period, str) else period
    observation = Observation(
        indicator="2.2a",
        component=component,
        period=when,
        cohort=cohort,
        dimensions=(),
        vintage="2024",
        role=Role.VALUE,
        unit="case",
        state=State.NOT_AVAILABLE if value is None else State.REPORTED,
        numerator=None if value is None else Decimal(value),
        denominator=None if denominator is None else Decimal(denominator),
        is_total=True,
        bound=Bound.EXACT,
        confidence=Confidence.HIGH,
        definition_version=1,
        locator="F001",
        derived_from=(),
        measure="cases",
        reason="",
        note="",
        url="",
    )
    observation = replace(observation, **overrides)
    vintage = Vintage(observation, source(), "sub-1", accepted)
    return Figure(
        indicator="2.2a",
        component=component,
        period=when,
        cohort=cohort,
        dimensions=observation.dimensions,
        role=Role.VALUE,
        lead=vintage,
        vintages=(vintage,),
    )


def figures(
    *found: Figure, breakdowns: tuple[Figure, ...] = (), milestones: tuple[Milestone, ...] = ()
) -> IndicatorFigures:
    """All that is recorded, sorted by component as the figures room does."""
    values: dict[str, tuple[Figure, ...]] = {}
    for item in found:
        values[item.component] = (*values.get(item.component, ()), item)
    ordered = {name: tuple(sorted(items, key=lambda item: item.period)) for name, items in values.items()}
    return IndicatorFigures("2.2a", ordered, breakdowns, {}, (), milestones)


def yearly(values: dict[str, int], **overrides: Any) -> IndicatorFigures:
    """`yearly({"2017/18": 4, "2021/22": 7})`: counts of the one component."""
    return figures(*(figure(period, value, **overrides) for period, value in values.items()))


def fact(
    stage: str | None, outcome: str = "reached", period: str | None = "2020/21", *, accepted: bool = True, **of: Any
) -> Milestone:
    record = MilestoneRecord(
        indicator="2.2a",
        stage=stage,
        outcome=outcome,
        period=Period.parse(period) if period else None,
        text="It was said.",
        confidence=Confidence.HIGH,
        locator="F002",
        measure="stage",
        reason="",
        note="",
        url="",
    )
    return Milestone(replace(record, **of), source(), "sub-1", accepted)


def stage(stage_id: str, due: date | None = None) -> dict[str, Any]:
    return {"id": stage_id, "label": stage_id.capitalize(), "due": due, "due_source": None}
