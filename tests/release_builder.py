"""Small made-up releases with a happy path, for the tests of charts, ui, documents and downloads.

Every part is the real class; only the figures are chosen for the tests. `release()` holds five indicators over three
objectives: a victim count with a context series and a withheld breakdown (2.2a), a stock (1.4a), a composite without
child figures (1.3a), a milestone (3.2) and an indicator with nothing at all (1.2b). Each part takes keyword overrides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dashboard.access import Tier
from dashboard.disclosure import Audited, audit_groups
from dashboard.disclosure.groups import Breakdown, Counts, Group, Stock
from dashboard.ledger import NOW, Anchor, DataSet
from dashboard.periods import BASELINE, Period
from dashboard.progress import Comparison, Gate, Strength, Verdict, VerdictLabel
from dashboard.release import (
    AuditStatement,
    BreakdownCell,
    Cause,
    IndicatorRelease,
    PrintedEdition,
    Publication,
    ReferenceStatement,
    Release,
    ReleasedMilestone,
    ReleasedTable,
    Restatement,
    StageState,
    Value,
    Variant,
    Withheld,
)
from dashboard.release.policy import default_policy
from tests.catalogue_builder import catalogue, component, entry
from tests.series_builder import (
    YEARS,
    citation,
    context_series,
    empty_series,
    point,
    poisson_interval,
    series,
    shown,
    stock_series,
    with_values,
)

__all__ = [
    "YEARS",
    "audited",
    "catalogue",
    "citation",
    "component",
    "context_series",
    "empty_series",
    "entry",
    "indicator_release",
    "milestone",
    "point",
    "poisson_interval",
    "release",
    "restatement",
    "series",
    "shown",
    "silent_indicator",
    "stock_comparison",
    "stock_series",
    "table_by_sex",
    "verdict",
    "with_values",
]


def verdict(label: VerdictLabel = VerdictLabel.TOO_FEW, **overrides: Any) -> Verdict:
    return replace(
        Verdict(
            label=label,
            gate=Gate.NO_BASELINE if label is VerdictLabel.CANNOT_BE_ASSESSED else None,
            reason="No figure about children alone was published for the baseline year."
            if label is VerdictLabel.CANNOT_BE_ASSESSED
            else "The counts are too small to tell a movement from chance.",
            commitment_met=None,
            strength=None,
            comparisons=(),
            who_must_act=("jcf",) if label is VerdictLabel.CANNOT_BE_ASSESSED else (),
            not_covered=(),
            period=Period.parse("2021/22"),
        ),
        **overrides,
    )


def stock_comparison() -> Comparison:
    """0 to 10 spaces, counted and not tested."""
    return Comparison(
        component="spaces",
        before_period=BASELINE,
        after_period=Period.parse("2023/24"),
        before=Decimal(0),
        after=Decimal(10),
        before_denominator=None,
        after_denominator=None,
        p_value=None,
        ratio=None,
        difference=None,
        strength=Strength.COUNTED,
        label=VerdictLabel.CLEAR_IMPROVEMENT,
    )


def milestone(**overrides: Any) -> ReleasedMilestone:
    return replace(
        ReleasedMilestone(
            stage="drafted",
            stage_label="Successor plan drafted",
            outcome="reached",
            when="July 2022",
            period=None,
            text="A successor to the National Plan of Action was being drafted.",
            citation=citation(5),
            confidence="high",
            note="",
        ),
        **overrides,
    )


def audited(counts: Mapping[str, Mapping[str, int]], series: str = "2.2a/identified") -> Audited:
    """What the audit lets pass of one series by sex: by year, then by code, the true counts."""
    groups = [
        Group(f"{series}/{year}", (Stock(year, Counts(sum(cells.values())), (_by_sex(cells),)),))
        for year, cells in counts.items()
    ]
    return audit_groups(groups, default_policy(), ("sex",), frozenset())


def _by_sex(cells: Mapping[str, int]) -> Breakdown:
    return Breakdown("sex", tuple((code, Counts(count)) for code, count in sorted(cells.items())))


def table_by_sex(
    counts: Mapping[str, Mapping[str, int | Value]], *, notes: tuple[str, ...] = (), withheld: str = ""
) -> ReleasedTable:
    """Children by sex: by year, then by code, a count, of which the audit shows what is safe, or a state as it is."""
    numbers = {
        year: {code: value for code, value in cells.items() if isinstance(value, int)} for year, cells in counts.items()
    }
    passed = audited({year: cells for year, cells in numbers.items() if cells})
    cells = tuple(
        BreakdownCell(code, code.capitalize(), Period.parse(year), _printed(passed, year, code, value))
        for year, of_year in counts.items()
        for code, value in of_year.items()
    )
    return ReleasedTable("2.2a/identified", "sex", "Child victims identified, by sex", cells, withheld, notes, passed)


def _printed(passed: Audited, year: str, code: str, value: int | Value) -> Value:
    if not isinstance(value, int):
        return value
    return shown(value) if passed.allows("2.2a/identified", year, f"sex={code}") else Withheld()


def indicator_release(indicator_id: str = "2.2a", **overrides: Any) -> IndicatorRelease:
    """One indicator; the default is 2.2a with its figures, a restated year and a withheld breakdown."""
    found = series()
    restated = replace(
        found.points[4],
        variants=(
            Variant(value=shown(7), citation=citation(5), kind="restated", note="Printed as 7 before, as 6 since."),
        ),
    )
    fields = IndicatorRelease(
        entry=entry(indicator_id),
        verdict=verdict(),
        finding="Authorities identified 6 child victims in 2021/22; too few to say whether identification rose",
        known="6 children",
        reference=ReferenceStatement(
            title="Since 2018/19, not the baseline",
            label=VerdictLabel.TOO_FEW,
            sentence="From 5 in 2018/19 to 6 in 2021/22: too few to say.",
        ),
        components=(replace(found, points=(*found.points[:4], restated, *found.points[5:])),),
        context=(),
        breakdowns=(table_by_sex({}, withheld="Withheld to protect children."),),
        stages=(),
        milestones=(),
        publications=(
            Publication(
                figure_id="2.2a/identified/2021/22",
                indicator="2.2a",
                measure="Child victims identified",
                role="value",
                reason="Children only, confirmed, one financial year",
                period=Period.parse("2021/22"),
                value=shown(6),
                citation=citation(5),
                confidence="high",
                note="",
            ),
        ),
        caveats=("Counts are what authorities recorded, not how much trafficking exists.",),
        owner="JCF A-TIP unit",
        empty="",
    )
    return replace(fields, **overrides)


def silent_indicator(indicator_id: str = "1.2b") -> IndicatorRelease:
    """An indicator for which nothing was ever published."""
    return indicator_release(
        indicator_id,
        entry=entry(
            indicator_id,
            wording="Increased number/percentage of identified child trafficking victims have consistent support",
            short="Child victims with consistent support",
            owner="cpfsa",
            reporting_mdas=["cpfsa"],
        ),
        verdict=verdict(VerdictLabel.CANNOT_BE_ASSESSED, gate=Gate.NOT_SUBMITTED, who_must_act=("cpfsa",)),
        finding="No public figure shows whether children are supported throughout",
        known="",
        reference=None,
        components=(empty_series(),),
        breakdowns=(),
        publications=(),
        caveats=(),
        owner="CPFSA",
        empty="No public figure. Owner: CPFSA.",
    )


def _justice() -> tuple[IndicatorRelease, ...]:
    composite = indicator_release(
        "1.3a",
        entry=entry(
            "1.3a",
            wording="Increased number of investigations, prosecutions, and convictions of child sex and child labor "
            "trafficking cases",
            short="Investigations, prosecutions and convictions of child trafficking",
            kind="composite",
            counting_unit="case",
            components=[
                component(name, label=f"Child trafficking {name}", unit="case", unit_words=name)
                for name in ("investigations", "prosecutions", "convictions")
            ],
            disclosure_class="accused_person",
            report_chapter=5,
            reporting_mdas=["jcf", "odpp"],
        ),
        verdict=verdict(VerdictLabel.CANNOT_BE_ASSESSED),
        finding="Investigations doubled, from 30 to 61 a year; the record does not say how many concerned children",
        known="61 investigations, all ages, context",
        reference=None,
        components=tuple(
            empty_series(id=f"1.3a/{name}", label=f"Child trafficking {name}", unit_words=name)
            for name in ("investigations", "prosecutions", "convictions")
        ),
        context=(context_series(),),
        breakdowns=(),
        publications=(),
    )
    stock = indicator_release(
        "1.4a",
        entry=entry(
            "1.4a",
            wording="Increased number of multidisciplinary spaces are available and appropriately staffed",
            short="Multidisciplinary spaces available and staffed",
            evidence_model="stock",
            counting_unit="space",
            components=[
                component(
                    "spaces",
                    label="Multidisciplinary spaces open at year end",
                    unit="space",
                    unit_words="spaces",
                    roll_up="last",
                    baseline={"period": BASELINE, "value": "0", "status": "measured", "note": None},
                )
            ],
            breakdowns=[],
            disclosure_class="facility",
            report_chapter=6,
        ),
        verdict=verdict(
            VerdictLabel.CLEAR_IMPROVEMENT,
            reason="Ten spaces were open at the end of 2023/24; none at the baseline.",
            commitment_met=True,
            strength=Strength.COUNTED,
            comparisons=(stock_comparison(),),
            period=Period.parse("2023/24"),
        ),
        finding="Ten child-friendly spaces are open; the first opened in March 2022",
        known="10 spaces",
        reference=None,
        components=(stock_series(),),
        breakdowns=(),
        publications=(),
    )
    return composite, stock


def _plan_of_action() -> IndicatorRelease:
    stages = [
        {"id": "drafted", "label": "Successor plan drafted", "due": None, "due_source": None},
        {"id": "adopted", "label": "Adopted by Cabinet", "due": date(2021, 12, 31), "due_source": "NPA 2018-2021"},
    ]
    return indicator_release(
        "3.2",
        entry=entry(
            "3.2",
            wording="Updated NPA is adopted and integrates activities of the CPC Partnership",
            short="Updated National Plan of Action adopted",
            kind="milestone",
            evidence_model="milestone",
            direction="achieve",
            counting_unit="document",
            components=[],
            breakdowns=[],
            stages=stages,
            owner="natfatip",
            reporting_mdas=["natfatip"],
            disclosure_class="institution",
            report_chapter=8,
        ),
        verdict=verdict(
            VerdictLabel.OVERDUE, reason="The last plan ended in 2021; no successor has been approved.", period=None
        ),
        finding="The National Plan of Action has lapsed; its successor is not approved",
        known="Lapsed; successor not approved",
        reference=None,
        components=(),
        breakdowns=(),
        stages=(
            StageState("drafted", "Successor plan drafted", "reached", "July 2022", None, (milestone(),)),
            StageState("adopted", "Adopted by Cabinet", "not_reached", "", date(2021, 12, 31), ()),
        ),
        milestones=(milestone(),),
        publications=(),
        owner="NATFATIP",
    )


def restatement() -> Restatement:
    """7 printed in one edition of a source, 6 in the next."""
    before, since = citation(5), citation(6)
    return Restatement(
        figure_id="2.2a/identified/2021/22",
        indicator="2.2a",
        series="Child victims identified",
        period=Period.parse("2021/22"),
        before=shown(7),
        edition=PrintedEdition(0, before.short, before.published_on, citation=before),
        after=shown(6),
        after_citations=(since,),
        causes=(Cause("The later edition corrects the earlier one.", since.publisher, since.published_on),),
    )


def release(indicators: Sequence[IndicatorRelease] | None = None, **overrides: Any) -> Release:
    """Five indicators in the Plan's order, public tier, the public record, latest."""
    chosen = (
        tuple(indicators)
        if indicators is not None
        else (silent_indicator(), *_justice(), indicator_release(), _plan_of_action())
    )
    return replace(
        Release(
            tier=Tier.PUBLIC,
            as_of=NOW,
            data_set=DataSet.PUBLIC_RECORD,
            anchor=Anchor(sequence=118, hash="3f2a9c41" + "0" * 56, at=datetime(2024, 11, 21, 12, 0, tzinfo=UTC)),
            catalogue=catalogue([item.entry for item in chosen]),
            indicators=chosen,
            sources=tuple(citation(number) for number in range(1, 8)),
            restatements=(restatement(),),
            horizon=date(2024, 11, 21),
            audit=AuditStatement(
                withheld=1,
                sentence="1 number about people is withheld to protect children.",
                warnings=(),
                for_review=(),
                threshold=5,
            ),
            watermark="",
        ),
        **overrides,
    )
