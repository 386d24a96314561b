"""Beside a restricted table whose categories do not come to the total stands why; no other tier is told."""

from __future__ import annotations

import pytest

from dashboard.access import Tier
from dashboard.ledger import Observation, Submission
from dashboard.release import ReleasedTable
from tests.figures.returned import AGENCIES, Said, adjusted, indicator, returned, said
from tests.release.office import release_of

FEMALE, MALE = (("sex", "female"),), (("sex", "male"),)
SHARE = indicator(evidence_model="share_of_cases")


def by_sex(girls: Said, boys: Said, whole: Said, period: str) -> tuple[Observation, ...]:
    return (
        said(whole, period),
        said(girls, period, dimensions=FEMALE, locator="'2. Children'!D12"),
        said(boys, period, dimensions=MALE, locator="'2. Children'!E12"),
    )


def year(girls: Said = 7, boys: Said = 6, whole: Said = 13) -> list[Submission]:
    return [
        returned(agency, *by_sex(girls, boys, whole, half), period=half)
        for half in ("2021-H1", "2021-H2")
        for agency in AGENCIES
    ]


def table(*more: Submission, tier: Tier = Tier.RESTRICTED) -> ReleasedTable:
    (found,) = release_of(*year(), *more, tier=tier).indicator("2.2a").breakdowns
    return found


def test_what_adds_up_has_no_note() -> None:
    assert table().notes == ()


def test_what_was_taken_off_the_total_alone_is_said_with_both_sums_and_the_agencies() -> None:
    (note,) = table(adjusted(-1)).notes
    assert note.startswith("2021/22: the categories come to 78 and the total to 77, because of what was taken off")
    assert ": 1 from the total, counted by JCF and CPFSA in " in note
    assert note.endswith(").")


def test_of_a_year_that_is_not_whole_it_is_said_of_the_half_year() -> None:
    half = [one for one in year() if one.draft.period and one.draft.period.code == "2021-H1"]
    found = release_of(*half, adjusted(-1), tier=Tier.RESTRICTED).indicator("2.2a").breakdowns[0]
    assert any("the categories come to 39 and the total to 38" in note for note in found.notes)


def test_the_reason_is_the_ledgers() -> None:
    line = adjusted(-1)
    (reason,) = {one.reason for one in line.draft.adjustments}
    assert f"({reason.rstrip('.')})." in table(line).notes[-1]


def test_a_line_on_one_category_is_named_by_it() -> None:
    notes = table(adjusted(-1, dimensions=FEMALE)).notes
    assert "the categories come to 77 and the total to 78" in notes[-1]
    assert ": 1 from Female, counted by JCF and CPFSA" in notes[-1]


def test_lines_that_take_the_same_off_both_leave_nothing_to_say() -> None:
    assert table(adjusted(-1), adjusted(-1, dimensions=FEMALE)).notes == ()


@pytest.mark.parametrize("tier", [Tier.NATFATIP, Tier.PUBLIC])
def test_nobody_else_is_told(tier: Tier) -> None:
    found = table(adjusted(-1), tier=tier)
    assert "taken off" not in repr(found)
    assert "CPFSA" not in repr(found)


def test_of_a_share_both_of_its_counts_are_compared() -> None:
    filed = [*year((3, 7), (2, 6), (5, 13)), adjusted(-1, denominator=-1)]
    (found,) = release_of(*filed, of=SHARE, tier=Tier.RESTRICTED).indicator("2.2a").breakdowns
    assert "the categories come to 30 of 78 and the total to 29 of 77" in found.notes[-1]
    assert ": 1 of 1 from the total" in found.notes[-1]
