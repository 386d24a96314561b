"""What a release says of agencies' returns: the total or who is missing, what is adopted, what was published."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.access import Tier
from dashboard.downloads import figures_csv
from dashboard.ledger import DataSet, Submission
from dashboard.progress import Gate
from dashboard.release import NotReported, Point, Release, Shown, quality_page, sources_page
from tests.figures.observations import milestone, observation, submission
from tests.figures.returned import AGENCIES, adjusted, catalogue, indicator, returned
from tests.release.office import release_of

NUMBERS = (("2021-H1", (3, 2, 0)), ("2021-H2", (1, 2, 1)))


def year(state: str = "accepted") -> list[Submission]:
    """Nine children in 2021/22."""
    return [
        returned(agency, number, period=period, state=state)
        for period, numbers in NUMBERS
        for agency, number in zip(AGENCIES, numbers, strict=True)
    ]


def published(value: int) -> Submission:
    return submission(observation(value), code="tip_2022")


def point(release: Release, period: str = "2021/22") -> Point:
    return next(p for p in release.indicator("2.2a").series("2.2a/identified").points if p.period.code == period)


def test_a_year_of_returns_is_one_number_with_its_half_years_as_sources() -> None:
    found = point(release_of(*year()))
    assert found.value.text == "9"
    assert [citation.short for citation in found.citations] == [
        "Returns of the agencies, April–September 2021",
        "Returns of the agencies, October 2021–March 2022",
    ]
    assert found.citations[0].title == "Returns of the agencies, April–September 2021: CPFSA, JCF and ODPP"
    assert found.derived


def test_returns_are_one_source_a_half_year_and_counted_as_such() -> None:
    page = sources_page(release_of(*year(), published(8)))
    assert [entry.citation.code for entry in page.sources] == ["returns-2021-H1", "returns-2021-H2", "tip_2022"]
    assert [entry.figures for entry in page.sources] == [1, 1, 1]


def test_a_year_that_lacks_an_agency_says_so_in_words_with_its_name() -> None:
    found = release_of(*year()[:-1])
    assert point(found).value == NotReported(missing=("ODPP",))
    assert point(found).value.text == "not yet reported"
    (owed,) = quality_page(found).unreported
    assert (owed.series.id, owed.missing, [period.label for period in owed.periods]) == (
        "2.2a/identified",
        ("ODPP",),
        ["2021/22"],
    )


def test_a_return_that_waits_for_acceptance_is_not_called_missing() -> None:
    (owed,) = quality_page(
        release_of(*year()[:-1], returned("odpp", 1, period="2021-H2", state="submitted"))
    ).unreported
    assert (owed.missing, owed.waiting) == ((), ("ODPP",))


def test_a_year_that_still_runs_is_not_called_unreported() -> None:
    found = release_of(*year()[:3], today=date(2021, 11, 15))
    assert quality_page(found).unreported == ()


def test_the_verdict_names_who_is_missing() -> None:
    baseline = {"period": "2017/18", "value": "4", "status": "measured", "note": None}
    found = release_of(*year()[:-1], of=indicator(part={"baseline": baseline})).indicator("2.2a").verdict
    assert found.gate is Gate.AGENCIES_MISSING
    assert found.reason == "2 of 3 agencies have reported in 2021/22. Missing: ODPP."


def test_where_nobody_says_anything_it_is_not_yet_reported_and_not_unpublished() -> None:
    found = release_of(published(8), of=catalogue(indicator(), indicator("1.2b"))).indicator("1.2b")
    assert found.verdict.reason == "Not yet reported. Owner: JCF."


# --- Beside the public record -------------------------------------------------------------------


def test_a_published_figure_of_a_returned_year_is_listed_as_a_difference() -> None:
    (difference,) = quality_page(release_of(*year(), published(8))).differences
    assert (difference.point.value.text, difference.variant.value.text) == ("9", "8")
    assert difference.variant.citation.code == "tip_2022"


def test_a_published_figure_that_agrees_is_no_difference() -> None:
    assert quality_page(release_of(*year(), published(9))).differences == ()


def test_a_difference_from_a_hidden_number_is_not_listed() -> None:
    few = [
        returned(agency, number, period=period)
        for period in ("2021-H1", "2021-H2")
        for agency, number in zip(AGENCIES, (1 if period == "2021-H1" else 0, 0, 0), strict=True)
    ]
    found = release_of(*few, published(8))
    assert point(found).value.text == "[c]"
    assert quality_page(found).differences == ()
    assert point(found).variants == ()


def test_a_small_total_is_shown_where_a_source_has_printed_that_very_number() -> None:
    few = [returned(agency, int(agency == "jcf"), period=period) for period, _ in NUMBERS for agency in AGENCIES]
    assert point(release_of(*few)).value.text == "[c]"
    assert point(release_of(*few, published(2))).value.text == "2"


def test_the_use_made_of_a_published_figure_is_named() -> None:
    (publication,) = release_of(*year(), published(8)).indicator("2.2a").publications
    assert publication.role == "comparison mark"


# --- Adoption -----------------------------------------------------------------------------------


def test_a_number_that_is_not_adopted_says_so_and_is_counted() -> None:
    found = release_of(*year())
    assert point(found).adoption == "accepted"
    assert point(found).note == "Not everything behind this number has been adopted by the National Rapporteur."
    assert quality_page(found).adoption.startswith("1 of 1 figures made from returns is accepted")


def test_an_adopted_number_needs_no_caution() -> None:
    found = release_of(*year("adopted"))
    assert (point(found).adoption, point(found).note) == ("adopted", "")
    assert quality_page(found).adoption == "The National Rapporteur has adopted all 1 figures made from returns."


def test_a_reservation_is_printed_beside_the_number() -> None:
    found = release_of(*year("adopted"), reservation="Referral forms of the parishes were not seen")
    assert point(found).note == (
        "The National Rapporteur adopts the returns of JCF, CPFSA and ODPP for 2021/22 with a reservation: "
        "Referral forms of the parishes were not seen."
    )


@pytest.mark.parametrize("text", ["Only 2 boys were seen", "Of these two were boys", "One child was counted twice"])
def test_a_reservation_that_tells_how_many_keeps_its_words_for_the_restricted_tier(text: str) -> None:
    public, restricted = (
        release_of(*year("adopted"), reservation=text, tier=tier) for tier in (Tier.PUBLIC, Tier.RESTRICTED)
    )
    assert "with a reservation." in point(public).note
    assert text not in point(public).note
    assert text in point(restricted).note


def test_what_could_not_be_applied_is_told_without_numbers() -> None:
    found = release_of(*year(), adjusted(-9))
    assert found.unapplied == (
        "1 accepted correction or adjustment could not be applied. The TIP Secretariat can mend that.",
    )
    (told,) = release_of(*year(), adjusted(-9), tier=Tier.RESTRICTED).unapplied
    assert told.startswith(
        "2.2a Child victims identified, April–September 2021. Adjustment adjustment.1 was not applied"
    )


# --- Milestones and moments ---------------------------------------------------------------------


def test_an_agency_s_words_of_evidence_stay_in_the_restricted_tier() -> None:
    stages = [{"id": "drafted", "label": "Drafted", "due": None, "due_source": None}]
    asked = indicator("3.2", kind="milestone", evidence_model="milestone", components=[], breakdowns=[], stages=stages)
    words = "Two girls of the parish helped to draft it"
    filed = returned("jcf", milestones=(milestone("drafted", text=words),))
    texts = [
        release_of(filed, of=asked, tier=tier).indicator("3.2").milestones[0].text
        for tier in (Tier.PUBLIC, Tier.NATFATIP, Tier.RESTRICTED)
    ]
    assert texts == ["Drafted: reached, as returned by jcf"] * 2 + [words]


def test_a_training_release_is_marked_everywhere_a_figure_goes() -> None:
    found = release_of(*year(), data_set=DataSet.TRAINING)
    assert found.watermark == "SYNTHETIC, FOR TRAINING"
    assert {series.marking for item in found.indicators for series in item.components} == {found.watermark}
    rows = figures_csv(found).decode("utf-8-sig").splitlines()
    assert all(found.watermark in row for row in rows[1:])


def test_real_figures_are_not_marked() -> None:
    found = release_of(*year())
    assert found.watermark == ""
    assert isinstance(point(found).value, Shown)
    assert found.indicator("2.2a").series("2.2a/identified").marking == ""
