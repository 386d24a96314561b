"""A release: what one audience may see, as of one moment. Renderers take it and can ask for nothing it does not hold.

A hidden value is absent, not masked: `Withheld` carries no number. Everything here is immutable and already worded,
so that a screen, a Word file and a slide can only say the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, Indicator
from dashboard.disclosure import DEFAULT_THRESHOLD, Audited
from dashboard.ledger import SYNTHETIC, Anchor, AsOf, DataSet
from dashboard.periods import Period
from dashboard.progress import Gate, Interval, Verdict, VerdictLabel

if TYPE_CHECKING:
    from dashboard.release.restated import Restatement

WITHHELD_SYMBOL = "[c]"
NOT_AVAILABLE_SYMBOL = "[x]"
NOT_APPLICABLE_SYMBOL = "[z]"
WATERMARKS = {DataSet.TRAINING: SYNTHETIC}
"""What every page, chart, document and file of a data set that is not real must say."""

RESTRICTED = "RESTRICTED"
"""What every page, chart, table and file must say that shows exact counts."""

NOT_REPORTED_WORDS = "not yet reported"


def watermark_of(data_set: DataSet, tier: Tier, reader: str = "") -> str:
    """`RESTRICTED · Data analyst of the Office · 22 November 2026`; "" of real figures that are for print."""
    exact = (RESTRICTED, reader) if tier is Tier.RESTRICTED else ()
    return " · ".join(filter(None, (WATERMARKS.get(data_set, ""), *exact)))


@dataclass(frozen=True)
class Shown:
    """A number that may be printed. `text` is the printed form: `1,234`, `4 of 6`, `about 24`, `at least 100`."""

    number: Decimal
    denominator: Decimal | None
    text: str


@dataclass(frozen=True)
class Withheld:
    """Hidden to protect children; says nothing of why or how much."""

    text: str = WITHHELD_SYMBOL


@dataclass(frozen=True)
class NotAvailable:
    """The agency says there is no such figure, or nobody has published one."""

    text: str = NOT_AVAILABLE_SYMBOL


@dataclass(frozen=True)
class NotReported(NotAvailable):
    """Agencies still owe their part of the figure: short names of those who have not reported, and of those whose
    return nobody has accepted."""

    text: str = NOT_REPORTED_WORDS
    missing: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotApplicable:
    """The figure cannot exist."""

    text: str = NOT_APPLICABLE_SYMBOL


Value = Shown | Withheld | NotAvailable | NotApplicable


@dataclass(frozen=True)
class Citation:
    """Where a number stands, for a reader who wants to check. Numbered in the order of the release."""

    number: int
    code: str
    title: str
    publisher: str
    edition: str
    url: str
    published_on: date
    published_on_is_access_date: bool

    @property
    def short(self) -> str:
        """`TIP Report 2021` or the publisher's name, for table cells."""
        return self.edition or self.publisher


@dataclass(frozen=True)
class Variant:
    """Another number for the same cell.

    `kind`: `restated` by an earlier edition, `conflict` of another source, or `published` beside a returned year.
    """

    value: Value
    citation: Citation
    kind: str
    note: str


@dataclass(frozen=True)
class Point:
    """One period of a series. `figure_id` is stable: `2.2a/identified/2021/22`.

    A cohort stands at the year in which its cases began; `seen` is then the period in whose return they were followed
    up, which the `figure_id` names.

    `adoption` is `accepted` or `adopted` (by the Rapporteur, for her report) of a number from agencies' returns, and ""
    of every other. `definition` is the version that a number was counted by, 0 where there is no number.
    """

    figure_id: str
    period: Period
    value: Value
    interval: Interval | None
    citations: tuple[Citation, ...]
    confidence: str
    derived: bool
    note: str
    variants: tuple[Variant, ...]
    submission_id: str
    adoption: str = ""
    seen: Period | None = None
    definition: int = 0


@dataclass(frozen=True)
class Series:
    """One component or context series over time, oldest first; missing financial years are `NotAvailable` points.

    `heading` is empty for a component and, for context, what must stand above it ("All ages, context").
    `sentence` is a claim about the series that the data bear out, or "" where nothing may be said. `marking` must
    stand in every picture of the series: "" of real figures. `newest` is the count of a half-year that has no year yet,
    of what stands on a day: a verdict looks at it, so titles and tables tell it too. It is no point of the years.
    `halves` are all such counts, followed by a year or not: what an edition printed of one is held against it.
    """

    id: str
    indicator: str
    label: str
    unit_words: str
    is_context: bool
    heading: str
    baseline: Point | None
    points: tuple[Point, ...]
    sentence: str
    marking: str = ""
    newest: Point | None = None
    halves: tuple[Point, ...] = ()

    @property
    def known(self) -> tuple[Point, ...]:
        """The points with a number that may be printed."""
        return tuple(point for point in self.points if isinstance(point.value, Shown))

    @property
    def latest(self) -> Point | None:
        """The newest number: of the last year that has one, or of a half-year after it."""
        return self.newest or (self.known[-1] if self.known else None)

    @property
    def to_date(self) -> Series:
        """The same series with `newest` among its points, in the order of time."""
        if self.newest is None:
            return self
        points = sorted((*self.points, self.newest), key=lambda point: (point.period.end, point.period.start))
        return replace(self, points=tuple(points), newest=None)


@dataclass(frozen=True)
class BreakdownCell:
    """One category in one period. `code` is the category's in its code list."""

    code: str
    category: str
    period: Period
    value: Value


@dataclass(frozen=True)
class ReleasedTable:
    """One component by one dimension, of which every number has passed the audit; it cannot be made otherwise.

    `series`: "2.2a/identified". `withheld` says, where no cell can be shown, that the whole is kept back, in words;
    `notes` what of it is kept back or shown coarser, and why.
    """

    series: str
    dimension: str
    label: str
    cells: tuple[BreakdownCell, ...]
    withheld: str
    notes: tuple[str, ...]
    audited: Audited = field(repr=False, compare=False)

    @property
    def component(self) -> str:
        return self.series.partition("/")[2]

    def __post_init__(self) -> None:
        for cell in self.cells:
            of = (self.series, cell.period.code, f"{self.dimension}={cell.code}")
            if isinstance(cell.value, Shown) and not self.audited.allows(*of):
                raise ValueError(f"{'/'.join(of)} has not passed the disclosure audit and cannot be released")


@dataclass(frozen=True)
class AuditStatement:
    """What may be said of the audit. `warnings` are of a lowered threshold; the rest of what was kept back, in words.

    `threshold`: in breakdowns a count below it is small. `withheld`: how many numbers are not shown. `for_review`: what
    a person should look at before printing; restricted.
    """

    withheld: int
    sentence: str
    warnings: tuple[str, ...]
    for_review: tuple[str, ...]
    threshold: int = DEFAULT_THRESHOLD


@dataclass(frozen=True)
class ReleasedMilestone:
    """A dated fact: `stage_label` is empty for background. `when` is printed as given by the source."""

    stage: str
    stage_label: str
    outcome: str
    when: str
    period: Period | None
    text: str
    citation: Citation
    confidence: str
    note: str


@dataclass(frozen=True)
class StageState:
    """One rung and the facts that speak of it.

    `state`: `reached`; `passed` (nobody speaks of it, a later rung is reached); `not_reached` (a source says so);
    `unknown`.
    """

    id: str
    label: str
    state: str
    when: str
    due: date | None
    evidence: tuple[ReleasedMilestone, ...]


@dataclass(frozen=True)
class Publication:
    """A figure as a source printed it, used or not, for the sources page."""

    figure_id: str
    indicator: str
    measure: str
    role: str
    reason: str
    period: Period | None
    value: Value
    citation: Citation
    confidence: str
    note: str


@dataclass(frozen=True)
class ReferenceStatement:
    """A test against a declared reference period, never counted with the baseline verdicts.

    `title` reads "Since 2018/19, not the baseline".
    """

    title: str
    label: VerdictLabel
    sentence: str


@dataclass(frozen=True)
class IndicatorRelease:
    """One indicator for one audience.

    `finding` is the page's title. `known` is the newest thing on record for a table row (`10 spaces`, `6 children`),
    `known_detail` what must stand beside it (`from 0 in 2017/18`, `all ages, context`), `known_of` the id of the series
    whose number it is, "" of a dated fact. `empty` is the sentence printed where nothing may be drawn, else "".
    """

    entry: Indicator
    verdict: Verdict
    finding: str
    known: str
    reference: ReferenceStatement | None
    components: tuple[Series, ...]
    context: tuple[Series, ...]
    breakdowns: tuple[ReleasedTable, ...]
    stages: tuple[StageState, ...]
    milestones: tuple[ReleasedMilestone, ...]
    publications: tuple[Publication, ...]
    caveats: tuple[str, ...]
    owner: str
    empty: str
    known_detail: str = ""
    known_of: str = ""

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def has_anything(self) -> bool:
        """Whether any number or dated fact may be shown."""
        return bool(self.milestones) or any(series.known for series in self.components + self.context)

    @property
    def is_withheld(self) -> bool:
        """Whether there are numbers, and none of them may be shown: neither missing nor owed."""
        every = (point.value for series in self.components + self.context for point in series.points)
        return not self.has_anything and any(isinstance(value, Withheld) for value in every)

    @property
    def leading_series(self) -> tuple[Series, ...]:
        """What the page leads with: components with a number, then context that is tested."""
        own = tuple(series for series in self.components if series.known)
        return own + tuple(series for series in self.context if series.known and series.sentence)

    @property
    def other_series(self) -> tuple[Series, ...]:
        """Published context that bears no test."""
        return tuple(series for series in self.context if series.known and not series.sentence)

    def series(self, series_id: str) -> Series:
        return next(series for series in self.components + self.context if series.id == series_id)


@dataclass(frozen=True)
class Release:
    """Everything one audience may see at one moment, in the Plan's order.

    `unapplied` tells of accepted corrections and adjustments that could not be applied.
    """

    tier: Tier
    as_of: AsOf
    data_set: DataSet
    anchor: Anchor
    catalogue: Catalogue
    indicators: tuple[IndicatorRelease, ...]
    sources: tuple[Citation, ...]
    restatements: tuple[Restatement, ...]
    horizon: date
    audit: AuditStatement
    watermark: str
    unapplied: tuple[str, ...] = ()

    def indicator(self, indicator_id: str) -> IndicatorRelease:
        """KeyError listing the ids there are."""
        for indicator in self.indicators:
            if indicator.id == indicator_id:
                return indicator
        known = ", ".join(indicator.id for indicator in self.indicators)
        raise KeyError(f"no indicator {indicator_id!r} in this release; it has {known}")

    def of_objective(self, objective_id: str) -> tuple[IndicatorRelease, ...]:
        return tuple(item for item in self.indicators if item.entry.objective == objective_id)

    def counts(self, objective_id: str | None = None) -> Mapping[VerdictLabel, int]:
        """How many indicators have each status, over all or within one objective."""
        chosen = [item for item in self.indicators if objective_id in (None, item.entry.objective)]
        found: dict[VerdictLabel, int] = {}
        for item in chosen:
            found[item.verdict.label] = found.get(item.verdict.label, 0) + 1
        return found

    def cannot_be_assessed(self) -> Mapping[Gate, tuple[IndicatorRelease, ...]]:
        """The indicators that wait, by reason, in the order of the gates."""
        return {
            gate: waiting
            for gate in Gate
            if (waiting := tuple(item for item in self.indicators if item.verdict.gate is gate))
        }
