"""The shape of `indicators.yaml` and of the lists in `data/reference/`; the words of their fields are in `terms.py`.

Every model is frozen and refuses unknown fields. No field with meaning has a default: what the catalogue does not
say is a mistake to be reported, not a value to be guessed. Lists that may be empty are written as `[]`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dashboard.catalogue.terms import (
    CatalogueId,
    CodeValue,
    Combine,
    CommitmentKind,
    CommitmentStatus,
    CountingUnit,
    Direction,
    DisclosureClass,
    EvidenceModel,
    Kind,
    PartnershipStatus,
    PeriodField,
    RollUp,
    Sentence,
    Slug,
    Subcommittee,
)


class Model(BaseModel):
    """Frozen, no unknown field, every problem reported."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


# --- Lists in data/reference/ -------------------------------------------------------------------


class Agency(Model):
    """A body that reports, acts or funds. `kind` separates government, rapporteur, partner and abroad."""

    code: Slug
    name: Sentence
    short: Annotated[str, Field(min_length=1, max_length=24, description="As printed in tables: JCF, CPFSA")]
    kind: Literal[
        "ministry",
        "agency",
        "court",
        "taskforce",
        "rapporteur",
        "civil_society",
        "partner",
        "foreign",
        "other",
    ]
    members: Annotated[
        tuple[Slug, ...],
        BeforeValidator(lambda value: value.split() if isinstance(value, str) else value or ()),
        Field(description="Of a body that stands for several: who they are, so that each is asked. Else empty"),
    ]
    note: str | None


class Code(Model):
    """One code of a list. `public` is the coarser code of the same list that the public tier prints, if any.

    A code that others name as `public` is a group: releases print it, returns do not offer it.
    """

    code: CodeValue
    label: Sentence
    public: CodeValue | None
    ictip_code: str | None
    source: str | None


class CodeList(Model):
    """A closed list of codes for one dimension."""

    code: Slug
    label: Sentence
    source: Sentence
    codes: tuple[Code, ...]


class Parish(Model):
    """One of the 14 parishes; `code` is ISO 3166-2. Blank figures were not found."""

    code: str
    name: str
    county: str
    police_area: str | None
    health_region: str

    @property
    def category(self) -> str:
        """The parish as a code of the lists `parish` and `parish_of_residence`: `JM-01` is `jm_01`."""
        return self.code.lower().replace("-", "_")


# --- indicators.yaml ----------------------------------------------------------------------------


class DatedFact(Model):
    """A fact of the Partnership with the day it was said and where."""

    fact: Sentence
    value: str | None
    date: date
    source: Sentence
    note: str | None


class Partnership(Model):
    name: Sentence
    participants: tuple[Sentence, ...]
    signed: date
    effective_until: date
    extended_until: date
    baseline_period: PeriodField
    purpose: Sentence
    funding: tuple[DatedFact, ...]
    chair: tuple[DatedFact, ...]


class Objective(Model):
    id: Annotated[str, Field(pattern=r"^[123]$")]
    wording: Sentence
    short: Annotated[str, Field(max_length=60)]
    subcommittee: Subcommittee


class AfterPartnership(Model):
    """Who carries the activity on after July 2023: GAO-23-105390 found that nobody tracked it."""

    owner: Slug | None
    funding: str | None
    instrument: str | None
    status: Literal["unknown", "planned", "secured", "ended"]


class Commitment(Model):
    """One lettered role of the MDAs, or one partner-supported activity, of the Implementation Plan."""

    id: Slug = Field(description="role_1_1a or partner_1_1a: labels repeat between roles, activities and indicators")
    label: Sentence = Field(description="As printed: 1.1a, 2.8 b, 3.1")
    by: Literal["government", "partner"]
    wording: Sentence
    kind: CommitmentKind
    mdas: tuple[Slug, ...] = Field(description="Only agencies that the wording names; [] where it names none")
    status: dict[Slug, CommitmentStatus] = Field(description="Per named agency, or `unassigned`")
    evidence: tuple[Sentence, ...]


class Activity(Model):
    id: Annotated[str, Field(pattern=r"^[123]\.\d{1,2}$")]
    objective: Annotated[str, Field(pattern=r"^[123]$")]
    wording: Sentence
    after_partnership: AfterPartnership
    commitments: tuple[Commitment, ...]


class Definition(Model):
    """What the wording means here. `proposed` until somebody named has approved it."""

    text: Sentence
    version: Annotated[int, Field(ge=1)]
    date: date
    status: Literal["proposed", "approved"]
    approver: str | None
    open_questions: tuple[Sentence, ...]


class Baseline(Model):
    """The value before the Partnership. `not_available` is never zero."""

    period: PeriodField
    value: Annotated[str, Field(pattern=r"^(not_available|-?\d+(\.\d+)?)$")]
    status: Literal["measured", "derived", "partial", "poor", "not_available"]
    note: str | None


class Target(Model):
    value: Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
    by: date
    agreed_on: date
    agreed_by: Sentence


class Component(Model):
    """One number that the wording asks for. Its `headline` flag says whether it is judged.

    `reported_by` are the agencies asked for it; `combine` says how their answers make the national figure.
    """

    id: Slug
    label: Sentence
    unit: CountingUnit
    unit_words: Annotated[str, Field(description="Plural noun after the number: spaces, children, J$")]
    roll_up: RollUp
    headline: bool
    reported_by: tuple[Slug, ...] = Field(description="Agencies whose returns hold it; all among reporting_mdas")
    combine: Combine
    baseline: Baseline


class ContextSeries(Model):
    """A published series shown beside the indicator, never as its value: all ages, suspected, calendar years."""

    id: Slug
    label: Sentence
    unit: CountingUnit
    unit_words: str
    heading: Annotated[str, Field(description="Printed above it, e.g. All ages, context")]
    tested: bool = Field(description="Whether its own sentence and two-count test are printed")


class Breakdown(Model):
    """A dimension that returns must give; `dimension` names a code list."""

    dimension: Slug
    mandatory: bool


class Stage(Model):
    """One rung of a milestone's ladder, in order."""

    id: Slug
    label: Sentence
    due: date | None
    due_source: str | None


class ReferencePeriod(Model):
    """Tested instead of the baseline where no child-only baseline exists; titled so, kept out of the counts."""

    period: PeriodField
    reason: Sentence


class Dispersion(Model):
    """Clustering of a victim or defendant count: phi = variance / mean."""

    phi: Annotated[float, Field(ge=1)] | Literal["unknown"]
    source: str | None


class Indicator(Model):
    id: CatalogueId
    wording: Sentence
    short: Annotated[str, Field(max_length=80, description="Name for tables and menus")]
    objective: Annotated[str, Field(pattern=r"^[123]$")]
    activity: Annotated[str, Field(pattern=r"^[123]\.\d{1,2}$")]
    subcommittee: Subcommittee
    subcommittee_note: str | None
    kind: Kind
    evidence_model: EvidenceModel
    direction: Direction
    counting_unit: CountingUnit
    dispersion: Dispersion
    numerator: Sentence
    denominator: str | None
    components: tuple[Component, ...]
    context: tuple[ContextSeries, ...]
    breakdowns: tuple[Breakdown, ...]
    stages: tuple[Stage, ...] = Field(description="Ladder of a milestone or dated facts of a coverage; [] for counts")
    definition: Definition
    reference_period: ReferencePeriod | None
    target: Target | None
    owner: Slug
    reporting_mdas: tuple[Slug, ...]
    source: Sentence
    frequency: Literal["half_yearly", "yearly", "survey_round"]
    disclosure_class: DisclosureClass
    report_chapter: Annotated[int, Field(ge=1, le=12)]
    dialogue_key: bool
    partnership_status: PartnershipStatus
    alias_of: CatalogueId | None
    notes: tuple[Sentence, ...]

    @property
    def headline(self) -> tuple[Component, ...]:
        """The components whose movement is judged."""
        return tuple(component for component in self.components if component.headline)

    def component(self, component_id: str) -> Component:
        """KeyError naming the components there are."""
        for component in self.components:
            if component.id == component_id:
                return component
        raise KeyError(f"{self.id} has no component {component_id!r}; it has {[c.id for c in self.components]}")

    def follows_cohorts(self, component: Component) -> bool:
        """Whether it is told of the cases begun in a period, followed for a year (`docs/progress.md`).

        A share of investigations is: they lead to prosecutions in later years.
        """
        return self.evidence_model is EvidenceModel.SHARE_OF_CASES and component.unit is CountingUnit.INVESTIGATION


class CatalogueFile(Model):
    """The four parts of `indicators.yaml`."""

    partnership: Partnership
    objectives: tuple[Objective, ...]
    activities: tuple[Activity, ...]
    indicators: tuple[Indicator, ...]


class Catalogue(Model):
    """Everything `indicators.yaml` says, in the Plan's order, with the reference lists beside it."""

    partnership: Partnership
    objectives: tuple[Objective, ...]
    activities: tuple[Activity, ...]
    indicators: tuple[Indicator, ...]
    agencies: tuple[Agency, ...]
    code_lists: tuple[CodeList, ...]
    parishes: tuple[Parish, ...]
    content_hash: str = Field(description="sha256 of the canonical text of indicators.yaml and the reference lists")

    def indicator(self, indicator_id: str) -> Indicator:
        """KeyError listing the ids there are."""
        for indicator in self.indicators:
            if indicator.id == indicator_id:
                return indicator
        known = ", ".join(indicator.id for indicator in self.indicators)
        raise KeyError(f"no indicator {indicator_id!r}; the catalogue has {known}")

    def activity(self, activity_id: str) -> Activity:
        return next(activity for activity in self.activities if activity.id == activity_id)

    def objective(self, objective_id: str) -> Objective:
        return next(objective for objective in self.objectives if objective.id == objective_id)

    def agency(self, code: str) -> Agency:
        return next(agency for agency in self.agencies if agency.code == code)

    def bodies(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Agencies with those that stand for several replaced by their members, each once, in the order given."""
        members = {agency.code: agency.members for agency in self.agencies}
        return tuple(dict.fromkeys(one for code in codes for one in members.get(code) or (code,)))

    def of_objective(self, objective_id: str) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in self.indicators if indicator.objective == objective_id)
