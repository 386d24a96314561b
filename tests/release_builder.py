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

from scipy.stats import chi2

from dashboard.access import Tier
from dashboard.catalogue import Catalogue, Indicator
from dashboard.ledger import NOW, Anchor, DataSet
from dashboard.periods import BASELINE, Period
from dashboard.progress import Comparison, Gate, Interval, Strength, Verdict, VerdictLabel
from dashboard.release import (
    BreakdownCell,
    BreakdownTable,
    Citation,
    IndicatorRelease,
    NotAvailable,
    Point,
    Publication,
    ReferenceStatement,
    Release,
    ReleasedMilestone,
    Restatement,
    Series,
    Shown,
    StageState,
    Value,
    Variant,
    Withheld,
)

YEARS = ("2017/18", "2018/19", "2019/20", "2020/21", "2021/22", "2022/23", "2023/24")


def citation(number: int = 1, **overrides: Any) -> Citation:
    """Edition `number` of a made-up yearly report: 1 is the edition of 2018."""
    year = 2017 + number
    return replace(
        Citation(
            number=number,
            code=f"S{number:03d}",
            title=f"{year} Trafficking in Persons Report: Jamaica",
            publisher="U.S. Department of State",
            edition=f"TIP Report {year}",
            url=f"https://example.org/tip/{year}?country=jamaica&lang=en",
            published_on=date(year, 6, 28),
            published_on_is_access_date=False,
        ),
        **overrides,
    )


def shown(number: int | Decimal, denominator: int | None = None, text: str | None = None) -> Shown:
    """`shown(6)` prints 6, `shown(4, 6)` prints 4 of 6."""
    printed = text or (f"{number:,}" if denominator is None else f"{number} of {denominator}")
    return Shown(Decimal(number), None if denominator is None else Decimal(denominator), printed)


def poisson_interval(count: int) -> Interval:
    """Exact 95 % interval of a count, as the release would give it."""
    low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    return Interval(float(low), float(chi2.ppf(0.975, 2 * count + 2) / 2))


def point(
    period: Period | str, value: Value | int | None, *, series_id: str = "2.2a/identified", **overrides: Any
) -> Point:
    """A number becomes `Shown` with its exact interval, None becomes `NotAvailable`; any other value stays."""
    when = Period.parse(period) if isinstance(period, str) else period
    given: Value = shown(value) if isinstance(value, int) else NotAvailable() if value is None else value
    return replace(
        Point(
            figure_id=f"{series_id}/{when.code}",
            period=when,
            value=given,
            interval=poisson_interval(value) if isinstance(value, int) else None,
            citations=(citation(max(when.end.year - 2017, 1)),) if isinstance(given, Shown) else (),
            confidence="high" if isinstance(given, Shown) else "",
            derived=False,
            note="",
            variants=(),
            submission_id="sub-1" if isinstance(given, Shown) else "",
        ),
        **overrides,
    )


def series(
    values: Sequence[Value | int | None] = (None, 5, 2, 7, 6, None, None),
    *,
    first_year: int = 2017,
    intervals: bool = True,
    **overrides: Any,
) -> Series:
    """Yearly points from `first_year`; the default is the published child victims, without a baseline."""
    series_id = overrides.get("id", "2.2a/identified")
    points = tuple(
        point(Period.financial_year(first_year + index), value, series_id=series_id)
        for index, value in enumerate(values)
    )
    if not intervals:
        points = tuple(replace(item, interval=None) for item in points)
    baseline = next(
        (item for item in points if item.period == BASELINE and isinstance(item.value, Shown)),
        None,
    )
    return replace(
        Series(
            id=series_id,
            indicator=series_id.split("/", maxsplit=1)[0],
            label="Child victims identified",
            unit_words="children",
            is_context=False,
            heading="",
            baseline=baseline,
            points=points,
            sentence="",
        ),
        **overrides,
    )


def stock_series() -> Series:
    """Spaces open at the end of the year: 0 at the baseline, 10 at the end; a stock has no interval."""
    return series(
        (0, 0, 0, 0, 1, 4, 10),
        intervals=False,
        id="1.4a/spaces",
        label="Multidisciplinary spaces open at year end",
        unit_words="spaces",
        sentence="The number of spaces rose from 0 in 2017/18 to 10 in 2023/24.",
    )


def context_series() -> Series:
    """Investigations of all ages, doubled, with a baseline."""
    return series(
        (30, 36, 43, 43, 53, 60, 61),
        id="1.3a/investigations_all_ages",
        label="New trafficking investigations a year",
        unit_words="investigations",
        is_context=True,
        heading="All ages, context",
        sentence="Investigations rose from 30 in 2017/18 to 61 in 2023/24, more than usual variation would explain.",
    )


def empty_series(**overrides: Any) -> Series:
    """Seven years and no figure."""
    names = {"id": "1.3a/investigations", "label": "Child trafficking investigations"}
    return series((None,) * 7, **(names | overrides))


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


def entry(indicator_id: str = "2.2a", **overrides: Any) -> Indicator:
    """A catalogue entry; overrides replace whole fields and are validated."""
    number = indicator_id.rstrip("abcdefghijklmnopqrstuvwxyz")
    fields: dict[str, Any] = {
        "id": indicator_id,
        "wording": "Relevant authorities identify an increased number of child sex and labor trafficking victims",
        "short": "Child victims identified by relevant authorities",
        "objective": indicator_id[0],
        "activity": number,
        "subcommittee": {"1": "prosecution", "2": "protection", "3": "prevention"}[indicator_id[0]],
        "subcommittee_note": None,
        "kind": "count",
        "evidence_model": "events",
        "direction": "increase",
        "counting_unit": "victim",
        "dispersion": {"phi": "unknown", "source": None},
        "numerator": "Child victims first identified by relevant authorities in the period",
        "denominator": None,
        "components": [component()],
        "context": [],
        "breakdowns": [{"dimension": "sex", "mandatory": True}],
        "stages": [],
        "definition": {
            "text": "Children first identified as victims in the period. A rise shows detection.",
            "version": 1,
            "date": date(2024, 11, 1),
            "status": "proposed",
            "approver": None,
            "open_questions": ["Whether suspected victims are counted"],
        },
        "reference_period": None,
        "target": None,
        "owner": "jcf",
        "reporting_mdas": ["jcf", "cpfsa"],
        "source": "NRM referral forms",
        "frequency": "half_yearly",
        "disclosure_class": "victim_person",
        "report_chapter": 3,
        "dialogue_key": True,
        "partnership_status": "legacy",
        "alias_of": None,
        "notes": [],
    }
    return Indicator.model_validate(fields | overrides)


def component(component_id: str = "identified", **overrides: Any) -> dict[str, Any]:
    """Fields of a catalogue component without a baseline value."""
    return {
        "id": component_id,
        "label": "Child victims identified",
        "unit": "victim",
        "unit_words": "children",
        "roll_up": "sum",
        "headline": True,
        "baseline": {"period": BASELINE, "value": "not_available", "status": "not_available", "note": None},
    } | overrides


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
        breakdowns=(
            BreakdownTable(
                component="identified",
                dimension="sex",
                label="Child victims identified, by sex",
                cells=(
                    BreakdownCell("Female", Period.parse("2021/22"), Withheld()),
                    BreakdownCell("Male", Period.parse("2021/22"), Withheld()),
                ),
                withheld="Withheld to protect children: the counts are small.",
            ),
        ),
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


def catalogue(indicators: Sequence[Indicator]) -> Catalogue:
    """A catalogue of the given indicators with the objectives, activities and agencies they name."""
    activities = sorted({(item.objective, item.activity) for item in indicators})
    objectives = {
        "1": ("Increase justice for children", "Justice for children", "prosecution"),
        "2": ("Protect identified child victims", "Protection of children", "protection"),
        "3": ("Prevent child trafficking", "Prevention", "prevention"),
    }
    agencies = {
        "jcf": ("Jamaica Constabulary Force", "JCF", "agency"),
        "cpfsa": ("Child Protection and Family Services Agency", "CPFSA", "agency"),
        "odpp": ("Office of the Director of Public Prosecutions", "ODPP", "agency"),
        "natfatip": ("National Task Force Against Trafficking in Persons", "NATFATIP", "taskforce"),
        "onrtip": ("Office of the National Rapporteur on Trafficking in Persons", "ONRTIP", "rapporteur"),
    }
    return Catalogue.model_validate(
        {
            "partnership": {
                "name": "Child Protection Compact Partnership",
                "participants": ["Government of the United States of America", "Government of Jamaica"],
                "signed": date(2018, 5, 31),
                "effective_until": date(2022, 5, 31),
                "extended_until": date(2023, 7, 31),
                "baseline_period": BASELINE,
                "purpose": "To reduce child trafficking in Jamaica",
                "funding": [],
                "chair": [],
            },
            "objectives": [
                {"id": key, "wording": wording, "short": short, "subcommittee": committee}
                for key, (wording, short, committee) in objectives.items()
            ],
            "activities": [
                {
                    "id": activity,
                    "objective": objective,
                    "wording": f"What activity {activity} asks for",
                    "after_partnership": {"owner": None, "funding": None, "instrument": None, "status": "unknown"},
                    "commitments": [],
                }
                for objective, activity in activities
            ],
            "indicators": [item.model_dump() for item in indicators],
            "agencies": [
                {"code": code, "name": name, "short": short, "kind": kind, "note": None}
                for code, (name, short, kind) in agencies.items()
            ],
            "code_lists": [],
            "parishes": [],
            "content_hash": "0" * 64,
        }
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
    """7 printed in one edition, 6 in the next."""
    return Restatement(
        indicator="2.2a",
        series="2.2a/identified",
        period=Period.parse("2021/22"),
        before=shown(7),
        before_citation=citation(5),
        after=shown(6),
        after_citation=citation(6),
        note="The later edition corrects the earlier one.",
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
            withheld_cells=2,
            watermark="",
        ),
        **overrides,
    )


def with_values(found: Series, values: Mapping[str, Value]) -> Series:
    """The same series with the value of some years replaced: `with_values(s, {"2019/20": Withheld()})`."""
    return replace(
        found,
        points=tuple(
            replace(item, value=values[item.period.code], interval=None, citations=())
            if item.period.code in values
            else item
            for item in found.points
        ),
    )
