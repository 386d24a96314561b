"""The written seed of the training data, `data/training/scenario.yaml`, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from dashboard.periods import Period

SCENARIO = Path(__file__).resolve().parents[2] / "data" / "training" / "scenario.yaml"

_Half = Annotated[Period, BeforeValidator(lambda value: Period.parse(value) if isinstance(value, str) else value)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=True)


class Numbers(_Model):
    """What all agencies together count of one component; exactly one of `yearly`, `year_end` and `share_of`."""

    yearly: tuple[int, ...] = ()
    year_end: tuple[int, ...] = ()
    of: tuple[int, ...] = ()
    share_of: str = ""
    share: float = 0

    @model_validator(mode="after")
    def _one_kind(self) -> Numbers:
        if sum(map(bool, (self.yearly, self.year_end, self.share_of))) != 1:
            raise ValueError("give one of yearly, year_end and share_of")
        return self


class SentBack(_Model):
    agency: str
    period: _Half
    reason: str


class Amended(_Model):
    """An amendment: `adds` to one number of the return."""

    agency: str
    period: _Half
    component: str
    adds: int


class Reserved(_Model):
    agency: str
    period: _Half
    reservation: str


class CountedTwice(_Model):
    """One child that the agencies named all counted."""

    component: str
    period: _Half
    agencies: tuple[str, ...]
    reason: str


class ChangedDefinition(_Model):
    indicator: str
    since: _Half = Field(alias="from")


class Scenario(_Model):
    """Everything that was made up, and nothing else. Keys of `components` are `2.2a/identified`."""

    seed: int
    first_half_year: _Half
    half_years: int
    components: Mapping[str, Numbers]
    self_assessed: Mapping[str, Mapping[str, _Half]]
    parishes: Mapping[str, tuple[int, ...]]
    stages: Mapping[str, Mapping[str, date]]
    weights: Mapping[str, Mapping[str, int]]
    agency_weights: Mapping[str, int]
    late: tuple[tuple[str, _Half, int], ...]
    missing: tuple[tuple[str, _Half], ...]
    sent_back: tuple[SentBack, ...]
    amended: tuple[Amended, ...]
    adopted_with_reservation: tuple[Reserved, ...]
    counted_twice: tuple[CountedTwice, ...]
    changed_definition: ChangedDefinition

    @property
    def halves(self) -> tuple[Period, ...]:
        """The half-years, oldest first."""
        first = self.first_half_year.start.year
        second = self.first_half_year.start.month == 10
        places = (int(second) + place for place in range(self.half_years))
        return tuple(Period.half_year(first + place // 2, place % 2 + 1) for place in places)

    def year_index(self, period: Period) -> int:
        """Which of the yearly numbers a half-year or financial year belongs to."""
        start = period.start.year - (period.start.month < 4)
        return start - self.first_half_year.start.year


def read_scenario(path: Path = SCENARIO) -> Scenario:
    """The scenario as written. ValueError (pydantic) naming every field that is wrong."""
    # Every scalar as text: 2.1 would be a number otherwise, and 0_8 the number 8.
    return Scenario.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
