"""Who is asked for what: what `asked.py` says at its head, held against the catalogue."""

from __future__ import annotations

from collections import Counter

import pytest

from dashboard.intake.workbook.asked import agencies_asked, answers_for_itself, categories_asked, owed_by, top_of
from dashboard.intake.workbook.layout import NumberKey, Part
from dashboard.periods import Period
from tests import record

FIRST, SECOND = Period.parse("2021-H1"), Period.parse("2021-H2")
CATALOGUE = record.catalogue()


def keys(agency: str, period: Period = FIRST, indicator: str = "") -> list[NumberKey]:
    """The numbers asked of an agency, of one indicator or of all."""
    return [key for key in owed_by(CATALOGUE, agency, period).numbers if indicator in ("", key.indicator)]


def test_every_number_of_the_catalogue_is_asked_of_somebody() -> None:
    asked = {
        (key.indicator, key.component)
        for agency in agencies_asked(CATALOGUE, SECOND)
        for key in owed_by(CATALOGUE, agency, SECOND).numbers
    }
    in_catalogue = {
        (indicator.id, component.id)
        for indicator in CATALOGUE.indicators
        if indicator.alias_of is None
        for component in indicator.components
    }
    assert asked == in_catalogue


def test_every_rung_is_asked_of_its_owner_alone() -> None:
    asked = Counter(
        stage for agency in agencies_asked(CATALOGUE, SECOND) for stage in owed_by(CATALOGUE, agency, SECOND).stages
    )
    rungs = {(one.id, stage.id) for one in CATALOGUE.indicators if one.alias_of is None for stage in one.stages}
    assert asked == Counter(rungs)


def test_nobody_is_asked_twice_for_one_number() -> None:
    for agency in agencies_asked(CATALOGUE, SECOND):
        assert max(Counter(owed_by(CATALOGUE, agency, SECOND).numbers).values(), default=1) == 1


def test_a_member_of_the_group_answers_for_itself_out_of_one() -> None:
    number, out_of = keys("pica", indicator="2.1")
    assert (number.dimensions, number.part, out_of.part) == ((), Part.NUMERATOR, Part.DENOMINATOR)
    assert [top_of(CATALOGUE, key, "pica") for key in (number, out_of)] == [1, 1]
    assert answers_for_itself(CATALOGUE, "pica", CATALOGUE.indicator("2.1").component("mdas_implementing"))


def test_who_reports_on_all_bodies_has_a_row_for_each_of_them() -> None:
    rows = [key.dimensions[0][1] for key in keys("natfatip", SECOND, "3.2b") if key.dimensions]
    assert rows == list(CATALOGUE.bodies(("participating_mdas",)))


def test_a_rating_goes_from_0_to_3_and_their_sum_has_no_bound() -> None:
    tops = {bool(key.dimensions): top_of(CATALOGUE, key, "natfatip") for key in keys("natfatip", SECOND, "2.4b")}
    assert tops == {True: 3, False: None}


def test_a_parish_reports_or_not_and_there_are_fourteen() -> None:
    of_parishes = [key for key in keys("jcf", indicator="3.6a") if key.component == "parishes_reporting"]
    assert {top_of(CATALOGUE, key, "jcf") for key in of_parishes if key.dimensions} == {1}
    assert {top_of(CATALOGUE, key, "jcf") for key in of_parishes if not key.dimensions} == {14}
    assert sum(bool(key.dimensions) for key in of_parishes) == 14


def test_a_group_of_codes_is_never_asked() -> None:
    groups = {
        (listed.code, code.public)
        for listed in CATALOGUE.code_lists
        for code in listed.codes
        if code.public is not None
    }
    asked = {cell for key in keys("cpfsa") for cell in key.dimensions}
    assert not asked & groups
    assert ("child_age_band", "9_12") in asked


def test_no_first_identifier_is_offered_whose_children_another_indicator_counts() -> None:
    offered = {key.dimensions[0][1] for key in keys("cpfsa", indicator="2.2a") if key.dimensions[:1]}
    assert {"jcf_atip", "ncr_211", "court_or_jp", "other"} <= offered
    assert not offered & {"civil_society_organisation", "sdc", "school", "public", "self", "family"}
    assert "school" in categories_asked(CATALOGUE, "identified_by", "3.3a")
    assert "jcf_atip" not in categories_asked(CATALOGUE, "identified_by", "3.3a")


def test_only_headline_numbers_are_broken_down_and_only_where_the_plan_must_have_it() -> None:
    dimensions = {(key.component, key.dimensions[0][0]) for key in keys("mlss", indicator="2.2a") if key.dimensions}
    wanted = {"sex", "child_age_band", "exploitation_type", "citizenship_group", "identified_by"}
    assert dimensions == {("identified", dimension) for dimension in wanted}


def test_yearly_numbers_are_asked_in_the_second_half_for_the_whole_year() -> None:
    assert keys("mof") == []
    assert {key.period for key in keys("mof", SECOND)} == {Period.parse("2021/22")}
    assert "mof" not in agencies_asked(CATALOGUE, FIRST)


def test_an_alias_is_asked_under_its_own_name_only() -> None:
    assert keys("onrtip", SECOND, "2.8") == []
    assert len(keys("onrtip", SECOND, "1.5b")) == 3


def test_investigations_are_followed_for_a_year_before_their_share_is_asked() -> None:
    assert {(key.period, key.cohort) for key in keys("jcf_atip", indicator="1.3b")} == {
        (FIRST, Period.parse("2020-H1"))
    }
    assert {key.cohort for key in keys("jcf_atip") if key.indicator != "1.3b"} == {None}


def test_partners_answer_for_supported_activities_and_give_no_numbers() -> None:
    supported = tuple(
        commitment.id
        for activity in CATALOGUE.activities
        for commitment in activity.commitments
        if commitment.by == "partner"
    )
    for partner in ("iom", "winrock", "warnath"):
        owed = owed_by(CATALOGUE, partner, FIRST)
        assert (owed.numbers, owed.stages, owed.commitments) == ((), (), supported)


def test_civil_society_counts_no_victims() -> None:
    assert {key.indicator for key in keys("civil_society")} == {"2.7b"}


def test_government_commitments_are_asked_of_the_agencies_they_name() -> None:
    assert owed_by(CATALOGUE, "judiciary", FIRST).commitments[:2] == ("role_1_2a", "role_1_2d")
    asked = {
        one for agency in agencies_asked(CATALOGUE, FIRST) for one in owed_by(CATALOGUE, agency, FIRST).commitments
    }
    assert "role_1_1a" not in asked  # it names nobody
    assert "role_1_5b" not in asked  # it names the Government as a whole, which is no office


@pytest.mark.parametrize("agency", ["tip_office", "us_embassy", "participating_mdas", "government", "statin"])
def test_who_owes_nothing_gets_no_workbook(agency: str) -> None:
    assert not owed_by(CATALOGUE, agency, SECOND)
    assert agency not in agencies_asked(CATALOGUE, SECOND)


def test_only_half_years_and_listed_agencies_are_asked() -> None:
    with pytest.raises(ValueError, match="half-years such as 2021-H1, not 2021/22"):
        owed_by(CATALOGUE, "jcf", Period.parse("2021/22"))
    with pytest.raises(ValueError, match="no agency 'fbi'; there are natfatip"):
        owed_by(CATALOGUE, "fbi", FIRST)
