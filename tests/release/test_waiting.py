"""Why a small total waits: the rule, whose returns, that nobody printed it; and what printing it would tell."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from dashboard.catalogue import Indicator
from dashboard.ledger import Submission
from dashboard.release import SmallTotal, small_totals
from tests.figures.observations import observation, submission
from tests.figures.returned import AGENCIES, Said, catalogue, indicator, returned
from tests.release.office import ledger_of
from tests.release.test_differences_do_not_tell import linked, referred

SHARE = indicator(evidence_model="share_of_cases")


def year(jcf: Said, others: Said = 0) -> list[Submission]:
    """A year of three agencies; the first half-year of the JCF is the one that counts."""
    return [
        returned(agency, jcf if (agency, half) == ("jcf", "2021-H1") else others, period=half)
        for agency in AGENCIES
        for half in ("2021-H1", "2021-H2")
    ]


def waiting(filed: Iterable[Submission], of: Indicator | None = None) -> list[SmallTotal]:
    with ledger_of(filed) as ledger:
        return [one for one in small_totals(ledger, catalogue(of or indicator())) if one.waits]


def test_a_small_total_says_its_rule_its_agencies_and_what_it_tells() -> None:
    (one,) = waiting(year(2))
    assert one.why is not None
    assert one.why.because == "A total of 1 or 2 waits. It is from the return of JCF. No named source has printed it."
    assert one.why.tells == "Printed, it tells everybody that in 2021/22 it was exactly 2."


def test_every_agency_that_counted_somebody_is_named_and_no_other() -> None:
    (one,) = waiting([*year(1)[:2], returned("cpfsa", 1), *year(0)[3:]])
    assert one.why is not None
    assert "It is from the returns of JCF and CPFSA." in one.why.because


def test_of_another_number_that_a_source_printed_it_is_said() -> None:
    (one,) = waiting([*year(2), submission(observation(7, "2021/22"))])
    assert one.why is not None
    assert "printed another number for the year; this one no named source has printed." in one.why.because
    assert "7" not in one.why.because


@pytest.mark.parametrize(
    ("number", "rule", "tells"),
    [
        ((1, 9), "A total of 1 or 2 waits, here 1 of 9.", "in 2021/22 it was exactly 1 of 9."),
        ((8, 9), "A remainder of 1 or 2 waits: 1 of the 9 is not counted.", "for 1 of the 9 it was not so."),
        ((0, 2), "A total of 1 or 2 that a number is out of waits.", "there were only 2 in all."),
    ],
)
def test_of_a_share_each_of_its_three_counts_is_asked(number: Said, rule: str, tells: str) -> None:
    (one,) = waiting(year(number, (0, 0)), SHARE)
    assert one.why is not None
    assert rule in one.why.because
    assert one.why.tells.endswith(tells)


def test_a_component_near_the_headline_names_it() -> None:
    (one,) = waiting(referred(12, 11), linked())
    assert one.key == "2.2a/care/2021/22"
    assert one.why is not None
    assert one.why.because.startswith("It lies so near to a headline number of its year (")
    assert ": 12) that a small count could be worked out from the two." in one.why.because
    assert "in 2021/22 it was 11; from that and the headline number" in one.why.tells


def test_what_no_longer_waits_for_it_is_small_no_more_has_no_because() -> None:
    assert waiting(year(3)) == []
