"""A count of one or two is not told by what stands beside it: a whole, a component, a published mark, a reservation."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.access import Tier
from dashboard.catalogue import Indicator
from dashboard.ledger import Submission
from dashboard.periods import Period
from dashboard.release import IndicatorRelease, NotAvailable, quality_page
from tests.catalogue_builder import component
from tests.figures.observations import observation, submission
from tests.figures.returned import AGENCIES, corrected, indicator, returned, said
from tests.release.office import release_of

HALVES = ("2021-H1", "2021-H2")
OUTSIDE = [Tier.PUBLIC, Tier.NATFATIP]


def year(value: Any, half: Any) -> list[Submission]:
    """The first agency says `value` in the second half, the others and the first half say `half`."""
    return [
        returned(agency, value if agency == "jcf" and period == "2021-H2" else half, period=period, state="adopted")
        for period in HALVES
        for agency in AGENCIES
    ]


def texts(item: IndicatorRelease, component_id: str = "identified") -> str:
    points = item.series(f"{item.id}/{component_id}").points
    return next(point.value.text for point in points if point.period.code == "2021/22")


@pytest.mark.parametrize(
    ("share", "printed"), [((0, 2), "[c]"), ((11, 12), "[c]"), ((10, 12), "[c]"), ((6, 12), "6 of 12")]
)
def test_a_share_that_tells_one_or_two_is_withheld_from_the_public_and_exact_for_natfatip(
    share: tuple[int, int], printed: str
) -> None:
    public, natfatip = (release_of(*year(share, (0, 0)), of=indicator(), tier=tier) for tier in OUTSIDE)
    assert texts(public.indicators[0]) == printed
    assert texts(natfatip.indicators[0]) == f"{share[0]} of {share[1]}"


def linked() -> Indicator:
    """Referred to both, which is the headline, and referred to care."""
    both = component(reported_by=AGENCIES)
    care = component(id="care", reported_by=AGENCIES, headline=False)
    return indicator(components=[both, care])


def referred(both: int, care: int) -> list[Submission]:
    return [
        returned(
            agency,
            said(both if agency == "jcf" and period == "2021-H2" else 0, period),
            said(care if agency == "jcf" and period == "2021-H2" else 0, period, component="care", locator="'2'!C13"),
            period=period,
        )
        for period in HALVES
        for agency in AGENCIES
    ]


@pytest.mark.parametrize(("care", "printed"), [(11, "[c]"), (12, "[c]"), (13, "13"), (10, "10")])
def test_a_component_one_or_two_from_the_headline_is_withheld_from_the_public_and_the_headline_is_shown(
    care: int, printed: str
) -> None:
    (item,) = release_of(*referred(10, care), of=linked()).indicators
    assert (texts(item), texts(item, "care")) == ("10", printed)


@pytest.mark.parametrize("tier", [Tier.NATFATIP, Tier.RESTRICTED])
def test_natfatip_and_the_restricted_tier_see_both_components(tier: Tier) -> None:
    (item,) = release_of(*referred(10, 11), of=linked(), tier=tier).indicators
    assert texts(item, "care") == "11"


def test_a_published_mark_is_listed_as_printed_and_nowhere_set_beside_a_hidden_figure() -> None:
    found = release_of(*year(1, 0), submission(observation(8), code="tip_2022"), of=indicator())
    (item,) = found.indicators
    assert texts(item) == "[c]"
    assert [(publication.role, publication.value.text) for publication in item.publications] == [
        ("comparison mark", "8")
    ]
    assert found.restatements == ()
    assert quality_page(found).conflicts == ()
    assert quality_page(found).differences == ()


def test_natfatip_reads_the_exact_figure_and_how_it_differs_from_the_published_one() -> None:
    found = release_of(*year(1, 0), submission(observation(8), code="tip_2022"), of=indicator(), tier=Tier.NATFATIP)
    (difference,) = quality_page(found).differences
    assert (difference.point.value.text, difference.variant.value.text) == ("1", "8")


def test_a_published_mark_beside_a_shown_figure_is_listed() -> None:
    found = release_of(*year(7, 0), submission(observation(8), code="tip_2022"), of=indicator())
    assert [publication.value.text for publication in found.indicators[0].publications] == ["8"]


@pytest.mark.parametrize("tier", OUTSIDE)
@pytest.mark.parametrize("text", ["The girl of the west was seen", "Thirty or ½ were met", "The sisters were met"])
def test_a_reservation_that_tells_of_children_is_not_printed_beside_a_count_of_things_either(
    tier: Tier, text: str
) -> None:
    spaces = indicator(
        disclosure_class="facility", counting_unit="space", evidence_model="stock", part={"unit": "space"}
    )
    filed = [
        returned(agency, said(3, period, unit="space"), period=period, state="adopted")
        for period in HALVES
        for agency in AGENCIES
    ]
    found = release_of(*filed, of=spaces, tier=tier, reservation=text)
    assert "with a reservation." in str(found)
    assert text not in str(found)


@pytest.mark.parametrize("tier", [*OUTSIDE, Tier.RESTRICTED])
def test_a_correction_to_more_than_the_whole_ends_no_release(tier: Tier) -> None:
    mended = corrected("return-jcf-2021-H1.1", "3", "6")
    found = release_of(*year((3, 5), (3, 5)), mended, of=indicator(evidence_model="share_of_cases"), tier=tier)
    points = found.indicators[0].components[0].points
    assert all(isinstance(point.value, NotAvailable) for point in points)
    assert found.unapplied
    if tier is not Tier.RESTRICTED:
        assert found.unapplied[0].startswith("1 accepted correction or adjustment could not be applied.")


def test_an_impossible_returned_number_is_counted_apart_from_corrections() -> None:
    found = release_of(*year((7, 5), (3, 5)), of=indicator())
    assert found.unapplied == ("1 accepted number could not be used. The TIP Secretariat can mend that.",)


@pytest.mark.parametrize("tier", OUTSIDE)
def test_of_a_share_only_the_count_of_31_march_is_shown(tier: Tier) -> None:
    march, september = (5, 10), (223, 4001)
    filed = [
        returned(agency, march if period == "2021-H2" else september, period=period)
        for period in HALVES
        for agency in AGENCIES
    ]
    item = release_of(*filed, of=indicator(part={"roll_up": "last"}), tier=tier).indicators[0]
    assert texts(item) == "15 of 30 (50 %)"
    shown = str(item)
    assert not any(number in shown for number in ("223", "669", "4001", "12003", "12,003", "4,001"))


@pytest.mark.parametrize("tier", OUTSIDE)
def test_while_march_is_not_returned_september_is_not_shown_in_its_place(tier: Tier) -> None:
    filed = [returned(agency, (223, 4001)) for agency in AGENCIES]
    item = release_of(*filed, of=indicator(part={"roll_up": "last"}), tier=tier).indicators[0]
    assert not any(number in str(item) for number in ("223", "669", "4001", "12003", "12,003", "4,001"))


@pytest.mark.parametrize("tier", [Tier.PUBLIC, Tier.RESTRICTED])
def test_a_verdict_on_cohorts_looks_at_the_figures_of_these_cohorts(tier: Tier) -> None:
    """The cohort of 2021/22 is returned in 2022/23: a shown number for 2021/22 does not speak for it."""
    told = {"2018-H1": (6, 14), "2021-H1": (5, 22), "2022-H1": (2, 27)}
    filed = [
        returned(
            agency,
            said(
                told.get(half, (0, 0)) if agency == "jcf" else (0, 0), half, cohort=Period.parse(half).previous.previous
            ),
            period=half,
            state="adopted",
        )
        for year in ("2018", "2021", "2022")
        for half in (f"{year}-H1", f"{year}-H2")
        for agency in AGENCIES
    ]
    cohorts = indicator(evidence_model="share_of_cases")
    (item,) = release_of(*filed, of=cohorts, tier=tier).indicators
    texts = {(point.seen or point.period).code: point.value.text for point in item.components[0].points}
    said_of = f"{item.verdict.reason} {item.finding} {item.verdict.comparisons}"
    keys = [point.figure_id for point in item.components[0].points]
    assert len(set(keys)) == len(keys), "a cohort nobody returned has a key of its own"
    if tier is Tier.RESTRICTED:
        assert "2 of 27 begun in 2021/22" in item.verdict.reason
    else:
        assert texts["2022/23"] == "[c]"
        assert "27" not in said_of
