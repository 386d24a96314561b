"""The scorecard prints a figure once, under its name, and no baseline as news."""

from __future__ import annotations

from dataclasses import replace

from dashboard.documents.annual import Report, scorecard
from dashboard.periods import Period
from dashboard.release import IndicatorRelease, NotAvailable, Publication, Value, Withheld
from tests.release_builder import (
    citation,
    component,
    entry,
    indicator_release,
    release,
    series,
    silent_indicator,
)

YEAR = Period.parse("2023/24")


def item(**values: tuple[Value | int | None, ...]) -> IndicatorRelease:
    """An indicator whose headline components have these values from the baseline year on."""
    components = []
    for name, found in values.items():
        line = series(found)
        components.append(replace(line, id=f"2.2a/{name}", label=name.capitalize(), baseline=line.points[0]))
    named = entry("2.2a", components=[component(name) for name in values])
    return indicator_release(entry=named, components=tuple(components))


def latest(found: IndicatorRelease) -> str:
    return scorecard.latest(Report(release([found]), YEAR, YEAR), found)


def test_equal_baselines_are_printed_once() -> None:
    assert scorecard.baseline(item(identified=(0,), housed=(0,))) == "0 children"


def test_components_that_share_a_unit_are_told_apart_by_name() -> None:
    assert scorecard.baseline(item(identified=(0,), housed=(2,))) == "Identified: 0 children; Housed: 2 children"
    assert latest(item(identified=(0, 7), housed=(2, 1))) == (
        "Identified: 7 children (2018/19); Housed: 1 child (2018/19)"
    )


def test_a_baseline_is_never_the_latest_figure() -> None:
    assert latest(item(identified=(3, None))) == "[x]"
    assert latest(item(identified=(3, None), housed=(0, 4))) == "4 children (2018/19)"


def test_a_withheld_publication_is_not_nothing() -> None:
    found = silent_indicator()
    hidden = Publication("F1", found.id, "care", "claim", "", YEAR, Withheld(), citation(1), "high", "")
    told = replace(found, publications=(hidden,))
    report = Report(release([found, told]), YEAR, YEAR)
    assert report.is_silent(found)
    assert not report.is_silent(told)
    assert [scorecard.on_record(report, one) for one in (found, told)] == ["Nothing", "Withheld"]
    unused = replace(found, publications=(replace(hidden, value=NotAvailable()),))
    assert scorecard.on_record(report, unused) == "Unused figures"
