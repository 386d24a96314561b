"""National figures from agencies' returns: a cell is a total when every agency that is asked has answered it.

`add`: the numbers of all agencies, less what adjustments take off. `common`: a category counts 1 when every agency says
so in a return that came on time. Not applicable adds nothing; not available makes the figure not available; until the
last agency has answered there is no number, and the figure says who is missing. The rule is in `docs/figures.md`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.catalogue import Catalogue, Combine, Component, CountingUnit, Indicator
from dashboard.figures.adjusting import adjust
from dashboard.figures.answers import Answers, Cell, Line
from dashboard.figures.model import Figure, Part, Unapplied
from dashboard.figures.returned import NOT_APPLICABLE, NOT_AVAILABLE, Asked, Number, adjusting_part, returned_figure
from dashboard.figures.rolling_up import yearly
from dashboard.ledger import Dimensions, Kind, State
from dashboard.periods import Period, financial_year_of

_SPREADS = frozenset({State.NOT_APPLICABLE, State.NOT_AVAILABLE, State.ZERO_CONFIRMED})
"""What an agency says of its total and so of each cell below it that it left blank."""


def national(
    indicator: Indicator, answers: Answers, catalogue: Catalogue
) -> tuple[tuple[Figure, ...], tuple[Unapplied, ...]]:
    """Every figure of an indicator, in halves and years, for the years of which anybody has returned anything.

    With them the adjustments that changed nothing. Empty where nobody has returned anything at all.
    """
    figures: list[Figure] = []
    unapplied: list[Unapplied] = []
    for component in indicator.components if answers.halves else ():
        combining = _Combining(indicator, component, answers, catalogue)
        found = [figure for period in combining.periods for figure in combining.in_period(period)]
        figures += _rolled_up(found, component)
        unapplied += combining.unapplied
    return tuple(figures), tuple(unapplied)


def _rolled_up(figures: Sequence[Figure], component: Component) -> list[Figure]:
    """The totals, and each cell below them by itself."""
    apart: defaultdict[Dimensions, list[Figure]] = defaultdict(list)
    for figure in figures:
        apart[figure.dimensions].append(figure)
    return [one for found in apart.values() for one in yearly(tuple(found), component.roll_up)]


class _Combining:
    """One component's answers of all agencies made into figures."""

    def __init__(self, indicator: Indicator, component: Component, answers: Answers, catalogue: Catalogue) -> None:
        self._indicator = indicator
        self._component = component
        self._answers = answers
        self._catalogue = catalogue
        self._agencies = catalogue.bodies(component.reported_by)
        self._cells: defaultdict[Period, dict[Cell, Mapping[str, Part]]] = defaultdict(dict)
        for cell, parts in answers.of(indicator.id, component.id).items():
            asked = {agency: part for agency, part in parts.items() if agency in self._agencies}
            if asked:
                self._cells[cell.period][cell] = asked
        self.unapplied: list[Unapplied] = []

    @property
    def periods(self) -> tuple[Period, ...]:
        """Both halves of every year of which anybody returned anything; the year where it is asked once a year."""
        years = sorted({financial_year_of(half.start) for half in self._answers.halves})
        if self._indicator.frequency == "yearly":
            return tuple(year for year in years if year.halves[1] in self._answers.halves)
        return tuple(half for year in years for half in year.halves)

    def in_period(self, period: Period) -> list[Figure]:
        """The total first, then the cells below it."""
        total = self._total_cell(period)
        asked = Asked(
            agencies=self._agencies,
            waiting=self._answers.waiting.get(_half_of(period), frozenset()),
            measure=self._component.label,
            unit=self._component.unit.value,
            definition_version=self._indicator.definition.version,
            source=self._answers.newest_source,
        )
        self._list_lost_lines(total)
        if self._component.combine is Combine.COMMON:
            return self._in_common(total, asked)
        whole = self._added(total, self._cells[period].get(total, {}), asked)
        below = [
            self._added(cell, self._spread(total, parts), asked)
            for cell, parts in self._cells[period].items()
            if cell.dimensions
        ]
        return [whole, *below, *self._members(whole, asked)]

    def _total_cell(self, period: Period) -> Cell:
        """The total's cell; where nobody gave it, of the cohort that a cohort figure of this period would have."""
        known = next((cell for cell in self._cells[period] if not cell.dimensions), None)
        if known is not None:
            return known
        by_cohort = any(cell.cohort for cells in self._cells.values() for cell in cells)
        return Cell(self._indicator.id, self._component.id, period, _year_before(period) if by_cohort else None, ())

    def _spread(self, total: Cell, parts: Mapping[str, Part]) -> Mapping[str, Part]:
        """With the agencies whose total says it all: no case, none applicable, none available."""
        wholes = self._cells[total.period].get(total, {})
        return {agency: part for agency, part in wholes.items() if part.state in _SPREADS} | dict(parts)

    def _heard(self, parts: Mapping[str, Part]) -> list[Part]:
        return [parts[agency] for agency in self._agencies if agency in parts]

    def _added(self, cell: Cell, parts: Mapping[str, Part], asked: Asked) -> Figure:
        heard = self._heard(parts)
        if (absent := asked.without(heard)) or any(part.state is State.NOT_AVAILABLE for part in heard):
            return returned_figure(cell, NOT_AVAILABLE, heard, asked, absent)
        counted = [part for part in heard if part.numerator is not None]
        if not counted:
            return returned_figure(cell, NOT_APPLICABLE, heard, asked)
        zero = all(part.state is State.ZERO_CONFIRMED for part in counted)
        number = Number(
            State.ZERO_CONFIRMED if zero else State.REPORTED,
            _sum(part.numerator for part in counted),
            _sum(part.denominator for part in counted),
        )
        made = adjust(number, self._lines(cell), parts)
        for line, reason in made.left_out:
            self._left_out(line, reason)
        return returned_figure(cell, made.number, [*heard, *map(adjusting_part, made.taken)], asked)

    def _in_common(self, total: Cell, asked: Asked) -> list[Figure]:
        """One cell a category, then their number: a category is 1 where all agencies say so and all came on time."""
        dimension = next(breakdown.dimension for breakdown in self._indicator.breakdowns if breakdown.mandatory)
        on_time = not self._answers.late.get(_half_of(total.period), frozenset()).intersection(self._agencies)
        below = []
        for category in _offered(self._catalogue, dimension):
            cell = replace(total, dimensions=((dimension, category),))
            parts = self._spread(total, self._cells[total.period].get(cell, {}))
            below.append(self._said_by_all(cell, parts, asked, on_time=on_time))
        return [self._how_many(below, total, asked), *below]

    def _said_by_all(self, cell: Cell, parts: Mapping[str, Part], asked: Asked, *, on_time: bool) -> Figure:
        heard = self._heard(parts)
        if (absent := asked.without(heard)) or any(part.state is State.NOT_AVAILABLE for part in heard):
            return returned_figure(cell, NOT_AVAILABLE, heard, asked, absent)
        counted = [part for part in heard if part.numerator is not None]
        if not counted:
            return returned_figure(cell, NOT_APPLICABLE, heard, asked)
        everybody = on_time and all(part.numerator for part in counted)
        return returned_figure(cell, Number(State.REPORTED, Decimal(int(everybody))), heard, asked)

    def _how_many(self, below: Sequence[Figure], total: Cell, asked: Asked) -> Figure:
        parts = tuple(dict.fromkeys(part for figure in below for part in figure.parts))
        unheard = {agency for figure in below for agency in (*figure.missing, *figure.waiting)}
        absent = tuple(agency for agency in self._agencies if agency in unheard)
        applicable = [figure for figure in below if figure.state is not State.NOT_APPLICABLE]
        if not applicable:
            return returned_figure(total, NOT_APPLICABLE, parts, asked)
        number = _sum(figure.value for figure in applicable)
        if number is None:
            return returned_figure(total, NOT_AVAILABLE, parts, asked, absent)
        return returned_figure(total, Number(State.REPORTED, number, Decimal(len(applicable))), parts, asked)

    def _members(self, whole: Figure, asked: Asked) -> list[Figure]:
        """Where each member of a group answers for itself alone, its answer is the cell that names it."""
        through_group = self._agencies != self._component.reported_by
        named = any(breakdown.dimension == "mda" for breakdown in self._indicator.breakdowns)
        if whole.is_incomplete or not (through_group and named and self._component.unit is CountingUnit.AGENCY):
            return []
        cell = Cell(whole.indicator, whole.component, whole.period, whole.cohort, ())
        return [
            returned_figure(
                replace(cell, dimensions=(("mda", part.agencies[0]),)),
                Number(part.state, part.numerator, part.denominator),
                [part],
                asked,
            )
            for part in whole.parts
            if part.kind is Kind.RETURN
        ]

    def _lines(self, cell: Cell) -> list[Line]:
        """The adjustments of a cell."""
        return [
            line
            for line in self._answers.lines
            if (line.adjustment.indicator, line.adjustment.component) == (cell.indicator, cell.component)
            and (line.adjustment.period, line.adjustment.dimensions) == (cell.period, cell.dimensions)
        ]

    def _list_lost_lines(self, total: Cell) -> None:
        """Adjustments in this period of a cell that no agency has answered."""
        answered = {cell.dimensions for cell in (total, *self._cells[total.period])}
        for line in self._answers.lines:
            about = line.adjustment
            here = (about.indicator, about.component, about.period) == (total.indicator, total.component, total.period)
            if here and about.dimensions not in answered:
                self._left_out(line, "no return has a number in its cell")

    def _left_out(self, line: Line, reason: str) -> None:
        about = line.adjustment
        place = (about.indicator, about.component, about.period)
        self.unapplied.append(Unapplied(Kind.ADJUSTMENT, line.submission.id, *place, reason))


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """None where any is missing: blank is never a total."""
    found = list(numbers)
    present = [number for number in found if number is not None]
    return sum(present, Decimal(0)) if len(present) == len(found) else None


def _offered(catalogue: Catalogue, dimension: str) -> list[str]:
    """The codes of a list that returns are asked for: a code that others name as their group is not."""
    codes = next(code_list.codes for code_list in catalogue.code_lists if code_list.code == dimension)
    groups = {code.public for code in codes}
    return [code.code for code in codes if code.code not in groups]


def _half_of(period: Period) -> Period:
    """The half-year whose workbook asks for a period: a yearly number is asked in the second half."""
    return period.halves[1] if period.is_financial_year else period


def _year_before(period: Period) -> Period:
    return period.previous if period.is_financial_year else period.previous.previous
