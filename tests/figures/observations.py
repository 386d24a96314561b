"""Small submissions with a happy path: one source, one observation, accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dashboard.ledger import (
    Bound,
    Confidence,
    MilestoneRecord,
    Observation,
    Role,
    Source,
    State,
    Submission,
    SubmissionDraft,
)
from dashboard.periods import Period


def source(code: str = "tip_2022", **overrides: Any) -> Source:
    year = int(code[-4:]) if code[-4:].isdigit() else 2022
    return replace(
        Source(
            code=code,
            title=f"{year} Trafficking in Persons Report: Jamaica",
            publisher="U.S. Department of State",
            edition=f"TIP Report {year}",
            url=f"https://example.org/{code}",
            published_on=date(year, 7, 1),
            published_on_is_access_date=False,
        ),
        **overrides,
    )


def observation(value: int | None = 6, period: str = "2021/22", **overrides: Any) -> Observation:
    """Six children in 2021/22 unless told otherwise; None is "not available"."""
    return replace(
        Observation(
            indicator="2.2a",
            component="identified",
            period=Period.parse(period),
            cohort=None,
            dimensions=(),
            vintage="TIP Report 2022",
            role=Role.VALUE,
            unit="victim",
            state=State.REPORTED if value is not None else State.NOT_AVAILABLE,
            numerator=None if value is None else Decimal(value),
            denominator=None,
            is_total=True,
            bound=Bound.EXACT,
            confidence=Confidence.HIGH,
            definition_version=1,
            locator="F113",
            derived_from=(),
            measure="victims_identified",
            reason="Children only",
            note="",
            url="https://example.org/page",
        ),
        **overrides,
    )


def milestone(stage: str | None, outcome: str = "reached", **overrides: Any) -> MilestoneRecord:
    return replace(
        MilestoneRecord(
            indicator="3.2",
            stage=stage,
            outcome=outcome,
            period=Period.parse("2019-06-01"),
            text="Cabinet approved the plan",
            confidence=Confidence.HIGH,
            locator="F156",
            measure="national_action_plan_approved",
            reason="The plan itself",
            note="",
            url="https://example.org/plan",
        ),
        **overrides,
    )


def submission(
    *observations: Observation, code: str = "tip_2022", state: str = "accepted", **overrides: Any
) -> Submission:
    draft = SubmissionDraft(
        source=overrides.pop("source", source(code)),
        period=None,
        observations=observations,
        milestones=overrides.pop("milestones", ()),
        narratives=(),
        catalogue_hash="0" * 64,
        file_sha256=code,
    )
    return replace(
        Submission(id=code, sequence=1, recorded_at=datetime(2024, 1, 1, tzinfo=UTC), state=state, draft=draft),
        **overrides,
    )
