"""What the summary says first: what is late is not crowded out by what went well, and no name reads as done."""

from __future__ import annotations

from dataclasses import replace

from dashboard.access import Tier
from dashboard.documents.annual import Report
from dashboard.documents.annual.findings import findings
from dashboard.documents.annual.scorecard import chapter_list
from dashboard.documents.annual.series_tables import picture
from dashboard.documents.blocks import text_of
from dashboard.periods import Period
from dashboard.progress import VerdictLabel
from dashboard.release import IndicatorRelease, Release, Shown, make_release
from tests import record
from tests.release_builder import indicator_release, release, series, verdict

YEAR = Period.parse("2023/24")


def labelled(indicator_id: str, label: VerdictLabel) -> IndicatorRelease:
    return indicator_release(indicator_id, verdict=verdict(label), finding=f"{indicator_id} is told")


def report(of: Release) -> Report:
    return Report(of, YEAR, YEAR)


def of_the_record(year: Period) -> Report:
    return Report(make_release(record.catalogue(), record.ledger(), Tier.PUBLIC, through=year), year, year)


def test_what_is_late_stands_before_any_number_of_improvements() -> None:
    better = [labelled(f"2.{number}", VerdictLabel.CLEAR_IMPROVEMENT) for number in range(1, 8)]
    late = labelled("2.9", VerdictLabel.OVERDUE)
    told = [found.indicators for found in findings(report(release([*better, late])))]
    assert told.index(("2.9",)) == 1


def test_the_name_of_what_was_promised_is_a_sentence_of_its_own() -> None:
    year = Period.parse("2021/22")
    of = of_the_record(year)
    (told,) = [found.text for found in findings(of) if found.indicators == ("3.2",)]
    name = of.release.indicator("3.2").entry.short
    assert told.startswith(f"{name}. Last stage reached: updated plan approved by Cabinet (2019)")


def test_a_symbol_is_explained_where_it_stands_and_nowhere_else() -> None:
    year = Period.parse("2021/22")
    of = of_the_record(year)
    for chapter in range(1, 10):
        table = chapter_list(of, chapter)
        used = any("[x]" in text_of(row[-1]) for row in table.rows)
        assert bool(table.notes) == used


def test_the_band_of_a_share_is_called_one_of_a_share() -> None:
    shares = [
        replace(p, value=Shown(p.value.number, p.value.number + 1, "x"))
        for p in series().known
        if isinstance(p.value, Shown)
    ]
    drawn = picture(report(release()), replace(series(), points=tuple(shares), baseline=None))
    assert [text_of(note) for note in drawn.notes] == ["Shaded: 95 % interval of the yearly share."]
