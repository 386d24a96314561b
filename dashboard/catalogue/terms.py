"""The words of the catalogue: how an id, a code and a period are written, and every closed choice of a field.

Scalars arrive as text (the loader reads no YAML types), so `2.10` stays `"2.10"`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from dashboard.periods import Period

CatalogueId = Annotated[
    str, Field(pattern=r"^\d\.\d{1,2}[a-z]?$", description="Label exactly as printed: 2.10a, 3.2b, 1.6")
]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", description="Lower snake case code")]
CodeValue = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$", description="Lower snake case; age bands begin with a digit: 0_8")
]
Sentence = Annotated[str, Field(min_length=1)]
PeriodField = Annotated[
    Period,
    BeforeValidator(lambda value: Period.parse(value) if isinstance(value, str) else value),
    PlainSerializer(lambda value: value.code, return_type=str),
    WithJsonSchema({"type": "string", "description": "2021/22, 2021-H1, 2021-04-01..2022-03-31 or 2022-03-31"}),
]


class EvidenceModel(StrEnum):
    """What kind of evidence the wording asks for; decides the rule of `docs/progress.md`."""

    EVENTS = "events"
    SHARE_OF_CASES = "share_of_cases"
    STOCK = "stock"
    COVERAGE = "coverage"
    MILESTONE = "milestone"
    RECURRING = "recurring"
    RESOURCE = "resource"
    RUBRIC = "rubric"
    SURVEY = "survey"


class Direction(StrEnum):
    """Which way the Plan's wording asks the indicator to move; `none` is stated and never coloured."""

    INCREASE = "increase"
    DECREASE = "decrease"
    ACHIEVE = "achieve"
    NONE = "none"


class Kind(StrEnum):
    """How the wording counts, for readers of the catalogue."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    COUNT_AND_PERCENTAGE = "count_and_percentage"
    MILESTONE = "milestone"
    COMPOSITE = "composite"


class CountingUnit(StrEnum):
    """What one unit of a count is. A number always carries one."""

    CASE = "case"
    VICTIM = "victim"
    DEFENDANT = "defendant"
    INVESTIGATION = "investigation"
    PERSON = "person"
    PROFESSIONAL = "professional"
    SPACE = "space"
    PLACE = "place"
    REPORT = "report"
    AGENCY = "agency"
    PARISH = "parish"
    MONEY_JMD = "money_jmd"
    MONEY_USD = "money_usd"
    POST = "post"
    SCORE = "score"
    DOCUMENT = "document"
    ACTIVITY = "activity"


HIGHEST_SCORE = 3
"""Points that one authority can get on the scale of a `SCORE`: 0 (nothing seen) to 3 (consistently, with evidence)."""


class Subcommittee(StrEnum):
    PREVENTION = "prevention"
    PROTECTION = "protection"
    PROSECUTION = "prosecution"


class DisclosureClass(StrEnum):
    """Whose data a count is; decides what a release must withhold."""

    VICTIM_PERSON = "victim_person"
    ACCUSED_PERSON = "accused_person"
    PROFESSIONAL = "professional"
    FACILITY = "facility"
    INSTITUTION = "institution"
    MONEY = "money"
    PROCESS = "process"
    MIXED = "mixed"


class RollUp(StrEnum):
    """How two half-years make a year: add flows, take the last stock, or never combine."""

    SUM = "sum"
    LAST = "last"
    NONE = "none"


class Combine(StrEnum):
    """How the answers of several agencies make one national figure.

    `add`: each counts its own, and what two of them counted is taken off by an adjustment. `common`: a category counts
    when every agency says so, as a parish reports only when all three sources of parish data have it.
    """

    ADD = "add"
    COMMON = "common"


class PartnershipStatus(StrEnum):
    """Still reported to the Partnership (which ended in July 2023), kept as legacy, or taken up nationally."""

    ACTIVE = "active"
    LEGACY = "legacy"
    NATIONAL = "national"


class CommitmentKind(StrEnum):
    """What kind of thing a role or a supported activity commits its owner to."""

    INFORMATION = "information"
    STAFF_DESIGNATION = "staff_designation"
    TRAINING = "training"
    CURRICULUM = "curriculum"
    POLICY = "policy"
    PROTOCOL = "protocol"
    PLAN = "plan"
    STAFFING = "staffing"
    FACILITY = "facility"
    EQUIPMENT = "equipment"
    MAINTENANCE = "maintenance"
    DIRECTORY = "directory"
    ASSESSMENT = "assessment"
    LEGAL_AUTHORITY = "legal_authority"
    SERVICE = "service"
    RESEARCH = "research"
    REPORTING = "reporting"
    RESOURCES = "resources"
    OUTREACH = "outreach"
    TECHNICAL_SUPPORT = "technical_support"


CommitmentStatus = Literal["not_reported", "not_started", "under_way", "done", "discontinued"]


def sort_key(label: str) -> tuple[int, int, str]:
    """Order of the Plan: 2.9b before 2.10a, 1.6 before 1.7a."""
    match = re.fullmatch(r"(\d)\.(\d{1,2})([a-z]?)", label)
    if match is None:
        raise ValueError(f"{label!r} is not a label of the Plan")
    return int(match[1]), int(match[2]), match[3]
