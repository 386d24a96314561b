"""A topic's sheet: each indicator with the Plan's words and its definition, then its totals, then its breakdowns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from dashboard.catalogue import (
    HIGHEST_SCORE,
    Catalogue,
    Combine,
    Component,
    CountingUnit,
    EvidenceModel,
    Indicator,
    RollUp,
)
from dashboard.intake.workbook import words
from dashboard.intake.workbook.asked import (
    FIRST_IDENTIFIER,
    PARTICIPATING,
    Owed,
    answers_for_itself,
    counted_elsewhere,
    top_of,
)
from dashboard.intake.workbook.laying_out_page import PAGE_WIDTH, Page, name_of, prompt_of
from dashboard.intake.workbook.layout import Entry, Input, Look, NumberKey, Part, Sheet
from dashboard.periods import Period, day_in_words

_NUMBER_WIDTH = 16
_FEWEST_COLUMNS = 4
"""Beside the row's label: number, out of, and both of the period before."""

_NARROWEST_LABEL = 50
"""However many columns of numbers there are; the page is then printed smaller."""

_SCALES = {None: "Number", 1: "1 yes, 0 no"}
"""The head of a column of cells, by the greatest number that they hold."""

_MONEY = (CountingUnit.MONEY_JMD, CountingUnit.MONEY_USD)


def topic_sheets(catalogue: Catalogue, owed: Owed) -> list[Sheet]:
    """One sheet a chapter of the annual report in which the agency has a number."""
    asked = {key.indicator for key in owed.numbers}
    indicators = sorted(
        (one for one in catalogue.indicators if one.id in asked), key=lambda indicator: indicator.report_chapter
    )
    return [
        _sheet(catalogue, owed, chapter, list(members))
        for chapter, members in groupby(indicators, key=lambda indicator: indicator.report_chapter)
    ]


def _sheet(catalogue: Catalogue, owed: Owed, chapter: int, indicators: Sequence[Indicator]) -> Sheet:
    tables = [_Table(catalogue, owed, indicator) for indicator in indicators]
    numbers = max(_FEWEST_COLUMNS, *(2 * len(table.broken_down) for table in tables))
    widths = (max(_NARROWEST_LABEL, PAGE_WIDTH - _NUMBER_WIDTH * numbers), *(_NUMBER_WIDTH,) * numbers)
    topic, agency = words.TOPICS[chapter], catalogue.agency(owed.agency)
    page = Page(
        f"Ch {chapter} {topic}", widths, f"{topic} · {agency.short} · {owed.period.words}", words.HINTS["topic"]
    )
    page.row += 1
    frozen = page.row
    for table in tables:
        table.write(page)
        page.row += 1
    page.row -= 1
    return page.sheet(frozen=frozen)


class _Table:
    """What one agency is asked of one indicator."""

    def __init__(self, catalogue: Catalogue, owed: Owed, indicator: Indicator) -> None:
        self.catalogue, self.agency, self.indicator = catalogue, owed.agency, indicator
        self.keys = tuple(key for key in owed.numbers if key.indicator == indicator.id)
        self.components = tuple(dict.fromkeys(key.component for key in self.keys))
        self.broken_down = tuple(dict.fromkeys(key.component for key in self.keys if key.dimensions))
        self.title = f"{indicator.id}  {indicator.short}"
        self.totals: dict[str, str] = {}
        """The cell of each component's total."""

    def write(self, page: Page) -> None:
        page.line(self.title, Look.HEADING)
        self._say(page)
        self._write_totals(page)
        for dimension in dict.fromkeys(name for key in self.keys for name, _ in key.dimensions):
            page.row += 1
            self._write_breakdown(page, dimension)

    def _say(self, page: Page) -> None:
        indicator = self.indicator
        page.paragraph(f"In the Plan: “{indicator.wording}”", Look.WORDING)
        if indicator.denominator is not None and any(key.part is Part.DENOMINATOR for key in self.keys):
            page.paragraph(f"Out of: {_sentence(indicator.denominator)}", Look.NOTE)
        page.paragraph(f"Count: {_sentence(indicator.numerator)}", Look.NOTE)
        page.paragraph(f"Definition: {indicator.definition.text}", Look.NOTE)
        page.paragraph(f"Period: {_when(self.keys[0])}", Look.NOTE)
        if any(self._is_one_body(component) for component in self.components):
            page.paragraph(words.ITSELF, Look.NOTE)
        for sentence in self._whom_to_count():
            page.paragraph(sentence, Look.NOTE)
        if indicator.frequency == "survey_round":
            page.paragraph(words.NO_ROUND, Look.NOTE)

    def _whom_to_count(self) -> Sequence[str]:
        """Where agencies could count one child or one thing twice, which of them does."""
        if any(dimension == FIRST_IDENTIFIER for key in self.keys for dimension, _ in key.dimensions):
            others = ", ".join(counted_elsewhere(self.catalogue, self.indicator.id).values())
            return (words.FIRST_TO_CONFIRM, words.ELSEWHERE.format(others))
        return (words.OVERLAP,) if any(self._overlaps(component) for component in self.components) else ()

    def _overlaps(self, component_id: str) -> bool:
        component = self.indicator.component(component_id)
        others = len(self.catalogue.bodies(component.reported_by)) > 1
        return others and component.combine is Combine.ADD and not self._is_one_body(component_id)

    def _write_totals(self, page: Page) -> None:
        block = self.indicator.id
        out_of = any(key.part is Part.DENOMINATOR for key in self.keys)
        both = self._heads() if out_of else ("Number",)
        page.columns(("Totals", *both, words.LAST, *(("Last out of",) if out_of else ())))
        inputs: list[Input] = []
        for component in self.components:
            total = [key for key in self.keys if key.component == component and not key.dimensions]
            page.label(1, self._row_label(total[0]), Look.ROW)
            for column, key in enumerate(total, start=2):
                inputs.append(self._number(page, column, key, block))
                page.label(column + len(both), "", Look.LAST, last_of=key)
            self.totals[component] = name_of(2, page.row)
            page.row += 1
        confirm = None
        if len(inputs) > 1 and not out_of:  # a Yes must never make the whole, that a number is a part of, zero
            page.label(1, words.CONFIRM, Look.ROW)
            confirm = page.confirm(2, block, f"{self.indicator.id}, totals")
            page.row += 1
        page.block(block, self.title, inputs, indicator=self.indicator.id, confirm=confirm)

    def _heads(self) -> tuple[str, str]:
        """Of a pair: a sum of points is no part of the bodies that were rated."""
        if not self._is_rating:
            return "Number", "Out of"
        return words.POINTS.format(HIGHEST_SCORE * len(self.catalogue.bodies((PARTICIPATING,)))), words.RATED

    @property
    def _is_rating(self) -> bool:
        return self.indicator.evidence_model is EvidenceModel.RUBRIC

    def _write_breakdown(self, page: Page, dimension: str) -> None:
        listed = next(one for one in self.catalogue.code_lists if one.code == dimension)
        by = f"by {listed.label[0].lower()}{listed.label[1:]}"
        keys = [key for key in self.keys if key.dimensions and key.dimensions[0][0] == dimension]
        components = [self.indicator.component(one) for one in dict.fromkeys(key.component for key in keys)]
        scale = _SCALES.get(self._top(keys[0]), "0 to {}").format(self._top(keys[0]))
        if len(components) == 1:
            page.columns((f"{components[0].label}, {by}", scale, words.LAST))
        else:
            titles = [title for component in components for title in (component.label, words.LAST)]
            page.columns((f"{by[0].upper()}{by[1:]}: {scale.lower()}", *titles))
        names = {code.code: code.label for code in listed.codes}
        first = page.row
        inputs: dict[str, list[Input]] = {component.id: [] for component in components}
        for category, of_row in groupby(sorted(keys, key=lambda key: _place(keys, key)), key=_category):
            page.label(1, names[category], Look.ROW)
            for key in of_row:
                column = 2 + 2 * list(inputs).index(key.component)
                inputs[key.component].append(self._number(page, column, key, _block_of(key), names[category]))
                page.label(column + 1, "", Look.LAST, last_of=key)
            page.row += 1
        self._write_foot(page, dimension, by, components, inputs, first)

    def _write_foot(
        self,
        page: Page,
        dimension: str,
        by: str,
        components: Sequence[Component],
        inputs: dict[str, list[Input]],
        first: int,
    ) -> None:
        last = page.row - 1
        columns = [(2 + 2 * index, component) for index, component in enumerate(components)]
        page.label(1, "Sum of these rows (worked out)", Look.ROW)
        for column, _ in columns:
            page.label(column, f"=SUM({name_of(column, first)}:{name_of(column, last)})", Look.SUM)
        page.row += 1
        page.label(1, "Total given above (must be the same)", Look.ROW)
        for column, component in columns:
            total = self.totals[component.id]
            page.label(column, f'=IF({total}="","",{total})', Look.SUM)
        page.row += 1
        page.label(1, words.CONFIRM, Look.ROW)
        for column, component in columns:
            block = f"{self.indicator.id}/{component.id}/{dimension}"
            title = f"{self.indicator.id}  {component.label}, {by}"
            confirm = page.confirm(column, block, f"{self.indicator.id}, {component.label}, {by}")
            total_key = next(
                key
                for key in self.keys
                if key.component == component.id and not key.dimensions and key.part is Part.NUMERATOR
            )
            page.block(
                block,
                title,
                inputs[component.id],
                indicator=self.indicator.id,
                total=total_key,
                confirm=confirm,
            )
        page.row += 1

    def _number(self, page: Page, column: int, key: NumberKey, block: str, category: str = "") -> Input:
        component = self.indicator.component(key.component)
        named = f"{component.label}, {category}" if category else component.label
        below = "authorities rated" if self._is_rating else "out of"
        label = f"{named}, {below}" if key.part is Part.DENOMINATOR else named
        return page.entry(
            column,
            key,
            Entry.NUMBER,
            block,
            label,
            self._prompt(component, key, label),
            maximum=top_of(self.catalogue, key, self.agency),
            decimals=component.unit in _MONEY,
        )

    def _prompt(self, component: Component, key: NumberKey, label: str) -> str:
        """What this row counts, how to write it, then as much of the definition as there is room for, if it is its."""
        indicator, own = self.indicator, key.part is Part.NUMERATOR and self.indicator.headline == (component,)
        if key.part is Part.DENOMINATOR:
            counted = _sentence(indicator.denominator or "")
        elif self._is_one_body(component.id):
            counted = f"Your own agency only: {label}."
        elif own and not key.dimensions:
            counted = _sentence(indicator.numerator.removeprefix("Of those, the "))
        else:
            counted = f"{label}."
        definition = re.split(r"(?<=\.) (?=[A-Z])", indicator.definition.text) if own else (words.DEFINED_ABOVE,)
        return prompt_of(counted, self._rule(component, key), *definition)

    def _rule(self, component: Component, key: NumberKey) -> str:
        if component.unit in _MONEY:
            return words.MONEY_RULE
        if component.unit is CountingUnit.SCORE and key.dimensions:
            return words.POINTS_RULE
        if self._is_one_body(component.id) and key.part is Part.DENOMINATOR:
            return words.OUT_OF_ITSELF
        return words.ONE_BODY_RULE if self._top(key) == 1 else words.NUMBER_RULE

    def _row_label(self, key: NumberKey) -> str:
        component = self.indicator.component(key.component)
        unit = component.unit_words
        named = component.label if unit.lower() in component.label.lower() else f"{component.label} ({unit})"
        if component.unit is CountingUnit.SCORE:
            named = f"{component.label}, sum of the points given"
        if self._is_one_body(component.id):
            named = f"{component.label}: your agency (1 yes, 0 no)"
        dated = "last day" not in component.label and component.roll_up is RollUp.LAST
        return f"{named}, on {day_in_words(key.period.end)}" if dated else named

    def _is_one_body(self, component_id: str) -> bool:
        component = self.indicator.component(component_id)
        itself = answers_for_itself(self.catalogue, self.agency, component)
        return itself and component.unit is CountingUnit.AGENCY

    def _top(self, key: NumberKey) -> int | None:
        return top_of(self.catalogue, key, self.agency)


def _place(keys: Sequence[NumberKey], key: NumberKey) -> tuple[int, int]:
    """Rows by category in the order of the code list, then the components beside each other."""
    categories = list(dict.fromkeys(_category(one) for one in keys))
    components = list(dict.fromkeys(one.component for one in keys))
    return categories.index(_category(key)), components.index(key.component)


def _category(key: NumberKey) -> str:
    return key.dimensions[0][1]


def _block_of(key: NumberKey) -> str:
    return f"{key.indicator}/{key.component}/{key.dimensions[0][0]}"


def _when(key: NumberKey) -> str:
    if key.cohort is None:
        return f"{_named(key.period)}."
    return f"cases begun in {key.cohort.words}, as they stand on {day_in_words(key.period.end)}."


def _named(period: Period) -> str:
    return f"the financial year {period.words}" if period.is_financial_year else period.words


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].removesuffix('.')}."
