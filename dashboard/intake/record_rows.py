"""The columns of the public record's five tables. A blank cell is `None` or empty, never zero.

Several codes in one cell are separated by `|`. What each column means is written in `docs/public-record.md`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from dashboard.ledger import Bound, Confidence, Dimensions
from dashboard.periods import Period


class DateBasis(StrEnum):
    """How the day of publication is known."""

    STATED = "stated"
    ADDRESS = "address"
    INFERRED = "inferred"
    GENERAL_KNOWLEDGE = "general_knowledge"
    EDITION_RELAYED = "edition_relayed"
    ACCESS = "access"


class PrintedKind(StrEnum):
    """What the source calls its period."""

    TIP_YEAR = "tip_year"
    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    POINT = "point"


class Scope(StrEnum):
    """Whom a published figure counts."""

    ALL_VICTIMS = "all_victims"
    CHILDREN_ONLY = "children_only"
    ADULTS_ONLY = "adults_only"
    NOT_ABOUT_VICTIMS = "not_about_victims"


class MappingRole(StrEnum):
    """The one role of a figure for an indicator: a `ledger.Role`, or a milestone."""

    VALUE = "value"
    PART = "part"
    CONTEXT = "context"
    MILESTONE = "milestone"
    EXTERNAL_CLAIM = "external_claim"
    UNUSED = "unused"


class Outcome(StrEnum):
    """What a milestone says of its rung."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NOTED = "noted"


class Rule(StrEnum):
    """How a derived figure follows from printed ones; `record_derived.py` checks each."""

    CHILDREN_OF_TOTAL = "children_of_total"
    SUM_OF_OPENINGS = "sum_of_openings"
    NONE_BEFORE_FIRST = "none_before_first"
    SUM_OF_CATEGORIES = "sum_of_categories"


def _nothing_if_blank(text: object) -> object:
    return None if text == "" else text


def _codes(text: object) -> object:
    return tuple(text.split("|")) if isinstance(text, str) and text else ()


def _number(text: object) -> object:
    try:
        number = Decimal(str(text))
    except InvalidOperation:
        raise ValueError("a number in digits, 12 or 1500000.50") from None
    if not number.is_finite():
        raise ValueError("a number in digits, 12 or 1500000.50")
    return number


def _period(text: object) -> object:
    return Period.parse(text) if isinstance(text, str) else text


def _dimensions(text: object) -> object:
    pairs = [tuple(pair.split("=")) for pair in text.split("|")] if isinstance(text, str) and text else []
    names = [pair[0] for pair in pairs]
    if any(len(pair) != 2 or not all(pair) for pair in pairs) or names != sorted(set(names)):
        raise ValueError(
            "dimension=code pairs, each dimension once, in alphabetical order, as age_group=child|sex=female"
        )
    return tuple(pairs)


Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Address = Annotated[str, Field(pattern=r"^https?://\S+$")]
Day = Annotated[date | None, BeforeValidator(_nothing_if_blank)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Codes = Annotated[tuple[str, ...], BeforeValidator(_codes)]
PeriodCell = Annotated[Period, BeforeValidator(_period)]
OptionalPeriod = Annotated[Period | None, BeforeValidator(_period), BeforeValidator(_nothing_if_blank)]
DimensionsCell = Annotated[Dimensions, BeforeValidator(_dimensions)]
PositiveInt = Annotated[int, Field(ge=1)]
Version = Annotated[PositiveInt | None, BeforeValidator(_nothing_if_blank)]


class Row(BaseModel):
    """One line of a table; its fields are the columns, in any order."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    FILE: ClassVar[str]


class SourceRow(Row):
    FILE = "sources.csv"

    code: Slug
    title: Text
    publisher: Text
    edition: Text
    url: Address
    published_on: date
    date_basis: DateBasis


class PublishedRow(Row):
    """What figures and milestones share: where it stands, whom it counts and how it was read."""

    id: Annotated[str, Field(pattern=r"^F\d{3}$")]
    source: Slug
    indicators: Codes
    measure: Slug
    period_start: Day
    period_end: Day
    period_kind: PrintedKind
    scope: Scope
    sex: Text
    age: Text
    exploitation: Text
    nationality: Text
    counts: str
    confidence: Confidence
    caveat: str
    url: Address

    @property
    def period(self) -> Period | None:
        """The printed period, None where the source leaves an end open."""
        if self.period_start is None or self.period_end is None:
            return None
        return Period(self.period_start, self.period_end)


class FigureRow(PublishedRow):
    """A published number. `words` is what the source adds to it, or how the figure reads as a fact."""

    FILE = "figures.csv"

    value: Number
    bound: Bound
    unit: Text
    words: str


class MilestoneRow(PublishedRow):
    """A published fact without a number."""

    FILE = "milestones.csv"

    text: Text


class MappingRow(Row):
    """The role of one figure for one indicator; `indicator` is blank where a figure belongs to none."""

    FILE = "mapping.csv"

    figure: Text
    indicator: str
    role: MappingRole
    component: Codes
    dimensions: DimensionsCell
    period: OptionalPeriod
    stage: str
    outcome: Codes
    definition_version: Version
    reason: Text

    @property
    def rungs(self) -> tuple[tuple[str, str], ...]:
        """Stage and outcome of each milestone; a blank stage moves no rung."""
        return tuple(zip(self.stage.split("|"), self.outcome, strict=True))


class DerivedRow(Row):
    """A figure no source prints, with the rule and the printed figures it follows from."""

    FILE = "derived.csv"

    id: Annotated[str, Field(pattern=r"^D\d{2}$")]
    source: Slug
    indicator: Text
    role: Annotated[MappingRole, Field(description="value or context")]
    component: Slug
    measure: Slug
    period: PeriodCell
    value: Number
    bound: Bound
    unit: Text
    rule: Rule
    total: str
    parts: Annotated[Codes, Field(min_length=1)]
    definition_version: PositiveInt
    caveat: str
    reason: Text
