"""The breakdown tables of an indicator: every number that the audit let pass, `[c]` for the others, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, CodeList, Component, Indicator
from dashboard.disclosure import Audited, Step, Why, counts_people
from dashboard.figures import Figure, IndicatorFigures
from dashboard.periods import Period, financial_year_of
from dashboard.release.adding_up import why_not_adding_up
from dashboard.release.grouping import counts_of
from dashboard.release.layout import says_one_thing
from dashboard.release.model import (
    NOT_REPORTED_WORDS,
    BreakdownCell,
    NotReported,
    ReleasedTable,
    Shown,
    Value,
    Withheld,
)
from dashboard.release.series import Viewer
from dashboard.release.values import printed_counts

WITHHELD_WORDS = "Withheld to protect children."
BEGUN_WORDS = "Years are those in which it was seen what became of the cases; they began a year before."

_WHY = {
    Why.SMALL_TOTAL: "withheld, because the national total is too small to be broken down",
    Why.UNSAFE: "withheld, because a hidden count might be worked out from it",
    Why.COARSER: "shown in coarser groups, because hidden counts could be worked out from finer ones",
}


def breakdown_tables(
    indicator: Indicator, figures: IndicatorFigures, viewer: Viewer, catalogue: Catalogue
) -> tuple[ReleasedTable, ...]:
    """One table a declared dimension that has cells. The restricted tier sees half-years too, others years alone."""
    lists = {item.code: item for item in catalogue.code_lists}
    # What adds up to a total that this audience does not see would tell it.
    without_total = {
        component.id: frozenset(
            figure.period
            for figure in figures.values.get(component.id, ())
            if isinstance(viewer.figure_value(figure, indicator, component.unit), Withheld)
        )
        for component in indicator.components
    }
    made = (
        _Table(indicator, component, lists[breakdown.dimension], viewer, without_total[component.id]).made(figures)
        for component in indicator.components
        for breakdown in indicator.breakdowns
    )
    return tuple(table for table in made if table)


@dataclass(frozen=True)
class _Table:
    indicator: Indicator
    component: Component
    codes: CodeList
    viewer: Viewer
    without_total: frozenset[Period]

    @property
    def series(self) -> str:
        return f"{self.indicator.id}/{self.component.id}"

    @property
    def dimension(self) -> str:
        return self.codes.code

    @property
    def audited(self) -> Audited:
        return self.viewer.audited

    def made(self, figures: IndicatorFigures) -> ReleasedTable | None:
        found = self._figures(figures)
        if not found:
            return None
        cells = [cell for period in sorted({one.period for one in found}) for cell in self._of_period(found, period)]
        hidden = bool(cells) and not any(isinstance(cell.value, Shown) for cell in cells)
        nothing = hidden and any(isinstance(cell.value, Withheld) for cell in cells)
        begun = (BEGUN_WORDS,) if not hidden and any(one.cohort for one in found) else ()
        return ReleasedTable(
            series=self.series,
            dimension=self.dimension,
            label=f"{self.component.label}, by {self.codes.label.lower()}",
            cells=() if nothing else tuple(cells),
            withheld=WITHHELD_WORDS if nothing else "",
            notes=(*begun, *self._notes(cells, reasons_alone=nothing), *self._not_adding_up(found, figures)),
            audited=self.audited,
        )

    def _figures(self, figures: IndicatorFigures) -> list[Figure]:
        """The cells of the dimension; of a year that was returned, the returns' and nothing published."""
        found = [
            figure
            for figure in (*figures.breakdowns, *figures.claims)
            if figure.component == self.component.id
            and [name for name, _ in figure.dimensions] == [self.dimension]
            # What nobody owes yet is not missing.
            and not (figure.is_incomplete and figure.period.end >= self.viewer.on)
        ]
        people = counts_people(self.indicator.disclosure_class, self.component.unit)
        if people and self.viewer.tier is not Tier.RESTRICTED:
            found = [figure for figure in found if figure.period.is_financial_year]
        fed = {financial_year_of(figure.period.start) for figure in found if figure.is_returned}
        whole = {financial_year_of(f.period.start) for f in found if f.is_returned and f.period.is_financial_year}
        return [
            figure
            for figure in found
            if (year := financial_year_of(figure.period.start)) not in fed
            or (figure.is_returned and (figure.period.is_financial_year or year not in whole))
        ]

    def _of_period(self, found: Iterable[Figure], period: Period) -> list[BreakdownCell]:
        """In the order of the code list; coarser groups where the audit lets only those pass."""
        by_code = {figure.dimensions[0][1]: figure for figure in found if figure.period == period}
        if self.audited.is_coarse(self.series, period.code, self.dimension):
            return self._coarse(by_code, period)
        known = [code.code for code in self.codes.codes if code.code in by_code]
        order = [*known, *(code for code in by_code if code not in known)]
        return [self._cell(code, period, self._value(by_code[code], code)) for code in order]

    def _coarse(self, by_code: Mapping[str, Figure], period: Period) -> list[BreakdownCell]:
        groups: dict[str, list[Figure]] = {}
        parents = {code.code: code.public or code.code for code in self.codes.codes}
        for code in self.codes.codes:
            if code.code in by_code:
                groups.setdefault(parents[code.code], []).append(by_code[code.code])
        return [self._cell(group, period, self._sum(group, members)) for group, members in groups.items()]

    def _sum(self, group: str, members: list[Figure]) -> Value:
        counts = [one for figure in members if (one := counts_of(figure)) is not None]
        if len(counts) < len(members) or not self._allows(group, members[0].period):
            return Withheld()
        whole = counts[0]
        for one in counts[1:]:
            whole = whole + one
        return printed_counts(whole.counted, whole.rest, self.viewer.policy.minimum_denominator)

    def _value(self, figure: Figure, code: str) -> Value:
        if figure.is_incomplete:
            return self.viewer.figure_value(figure, self.indicator, self.component.unit)
        value = self.viewer.printed(figure.lead, self.component.unit)
        if isinstance(value, Shown) and not self._allows(code, figure.period):
            return Withheld()
        return value

    def _allows(self, code: str, period: Period) -> bool:
        cell = f"{self.dimension}={code}"
        return period not in self.without_total and self.audited.allows(self.series, period.code, cell)

    def _cell(self, code: str, period: Period, value: Value) -> BreakdownCell:
        labels = {one.code: one.label for one in self.codes.codes}
        return BreakdownCell(code, labels.get(code, code), period, value)

    def _notes(self, cells: Iterable[BreakdownCell], *, reasons_alone: bool) -> tuple[str, ...]:
        """What is said of whole periods: "2019/20, 2021/22: withheld, because …".

        `reasons_alone` where the whole table is withheld, which needs no repeating for each year.
        """
        columns: defaultdict[Period, list[Value]] = defaultdict(list)
        for cell in cells:
            columns[cell.period].append(cell.value)
        said: dict[str, list[str]] = {}
        for period, values in sorted(columns.items()):
            if words := self._reason(period) or ("" if reasons_alone else _state(values)):
                said.setdefault(words, []).append(period.label)
        return tuple(f"{', '.join(labels)}: {words}." for words, labels in said.items())

    def _not_adding_up(self, found: Iterable[Figure], figures: IndicatorFigures) -> Iterator[str]:
        """Of the restricted tier; others are told of no adjustment, and such a table is withheld from them."""
        if self.viewer.tier is not Tier.RESTRICTED or self.dimension in self.viewer.policy.overlapping:
            return
        labels = {one.code: one.label for one in self.codes.codes}
        below: defaultdict[Period, dict[str, Figure]] = defaultdict(dict)
        for figure in found:
            code = figure.dimensions[0][1]
            below[figure.period][labels.get(code, code)] = figure
        for total in figures.values.get(self.component.id, ()):
            cells = below.get(total.period, {})
            if why := why_not_adding_up(total, cells, lambda code: self.viewer.catalogue.agency(code).short):
                yield f"{total.period.label}: {why}."

    def _reason(self, period: Period) -> str:
        """Why a year of this dimension is kept back as a whole, or shown coarser; "" for an audience without it."""
        ruling = self.audited.rulings.get(f"{self.series}/{period.code}")
        last = _last_step(ruling.steps if ruling else (), self.dimension)
        return _WHY[last.why] if last is not None and self.dimension in self.audited.dimensions else ""


def _state(values: Sequence[Value]) -> str:
    """What all cells of a period have in common that leaves it without a column."""
    if not says_one_thing(values):
        return ""
    if all(isinstance(value, Withheld) for value in values):
        return "withheld to protect children"
    return NOT_REPORTED_WORDS if any(isinstance(value, NotReported) for value in values) else "not available"


def _last_step(steps: Iterable[Step], dimension: str) -> Step | None:
    of_dimension = [step for step in steps if step.dimension == dimension]
    return of_dimension[-1] if of_dimension else None
