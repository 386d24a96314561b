"""What the published record says and what it never says, read from the files that ship."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from dashboard.intake.record_rows import DateBasis, MappingRole, Outcome, Rule
from dashboard.ledger import Bound, MilestoneRecord, Observation, Role, State, SubmissionDraft
from dashboard.periods import Period
from tests.intake.record_folder import RECORD, rows_of

Drafts = tuple[SubmissionDraft, ...]

FILES = ("sources.csv", "figures.csv", "milestones.csv", "mapping.csv", "derived.csv")

# The 244 rows collected for the Partnership, whose numbering has gaps, and two read later in the Gleaner of June 2019.
RANGES = ((1, 146), (155, 178), (180, 219), (226, 235), (242, 265), (266, 267))
IDS = {f"F{number:03d}" for first, last in RANGES for number in range(first, last + 1)}

# A sentence or a verdict without a number: read and kept in the table, and never filed.
OF_ONE_OR_TWO = {"F066", "F211", "F213"}

# Officials and others named in the documents read, by hash, so that their names do not stand here either.
NAMES = {
    "03afc7ffe18437f9",
    "414a4836949cc04d",
    "79bd8efcdaa9a74a",
    "83e07b8bab726677",
    "a7f943105a5d6667",
    "b2368a9754469e5f",
    "d5a1b07c005f9c4c",
    "ecd18c6a66631988",
    "f7eab37c35b6adc9",
    "fe7f42d9f44db268",
}


def observations(drafts: Drafts, indicator: str, component: str, role: Role = Role.VALUE) -> list[Observation]:
    found = (o for d in drafts for o in d.observations if (o.indicator, o.component) == (indicator, component))
    return sorted((o for o in found if o.role is role), key=lambda o: (o.period, o.locator))


def numbers(drafts: Drafts, indicator: str, component: str, role: Role = Role.VALUE) -> dict[str, int]:
    return {o.period.code: int(o.numerator or 0) for o in observations(drafts, indicator, component, role)}


def everything(drafts: Drafts) -> Iterator[Observation | MilestoneRecord]:
    for draft in drafts:
        yield from draft.observations
        yield from draft.milestones


def test_every_published_row_is_kept_once() -> None:
    ids = [row["id"] for file in ("figures.csv", "milestones.csv") for row in rows_of(file)]

    assert len(ids) == 246
    assert set(ids) == IDS


def test_every_row_reaches_the_ledger_with_its_reason(drafts: Drafts) -> None:
    said = list(everything(drafts))

    assert {item.locator for item in said if not item.locator.startswith("D")} == IDS - OF_ONE_OR_TWO
    assert all(item.reason.endswith(".") for item in said)


def test_a_fact_without_a_number_is_left_out_only_where_it_tells_of_one_or_two_persons() -> None:
    facts = {row["id"] for row in rows_of("milestones.csv")}
    unused = [row for row in rows_of("mapping.csv") if row["role"] == "unused" and row["figure"] in facts]

    assert {row["figure"] for row in unused} == OF_ONE_OR_TWO
    assert {row["reason"] for row in unused} == {"Tells of one or two persons."}


def test_child_victims_follow_where_an_editions_categories_exhaust_its_total(drafts: Drafts) -> None:
    assert numbers(drafts, "2.2a", "identified") == {"2018/19": 5, "2019/20": 2, "2020/21": 7, "2021/22": 6}


def test_a_derived_number_names_its_parts_and_is_no_surer_than_the_least_sure(drafts: Drafts) -> None:
    children = {o.period.code: o for o in observations(drafts, "2.2a", "identified")}
    spaces = {o.period.code: o for o in observations(drafts, "1.4a", "spaces_available")}

    assert children["2020/21"].derived_from == ("F091", "F092")
    assert children["2020/21"].confidence == "high"
    assert spaces["2024-03-31"].derived_from == ("F122", "F131", "F140")
    assert spaces["2024-03-31"].confidence == "low"


def test_both_vintages_of_the_defendants_of_2015_16_are_kept(drafts: Drafts) -> None:
    found = observations(drafts, "1.3a", "prosecuted_defendants_all_ages", Role.CONTEXT)
    of_year = [(o.vintage, o.numerator) for o in found if o.period == Period.financial_year(2015)]

    assert of_year == [("tip_2016", Decimal(14)), ("tip_2017", Decimal(10))]


def test_two_numbers_of_one_edition_for_one_cell_stand_side_by_side(drafts: Drafts) -> None:
    context = numbers(drafts, "1.3a", "prosecuted_defendants_all_ages", Role.CONTEXT)
    claims = numbers(drafts, "1.3a", "prosecuted_defendants_all_ages", Role.EXTERNAL_CLAIM)

    assert context["2016/17"] == 13
    assert claims["2016/17"] == 10


def test_no_value_is_suspected_or_cumulative_or_of_all_ages_or_of_a_part_year() -> None:
    figures = {row["id"]: row for row in rows_of("figures.csv")}
    values = [row for row in rows_of("mapping.csv") if row["role"] == "value"]

    assert values
    for row in values:
        figure = figures[row["figure"]]
        assert not re.search("suspected|cumulative|potential|hotline", figure["measure"]), row
        assert figure["age"] != "adult"
        assert figure["scope"] != "all_victims" or figure["value"] == "0"
        if row["component"] != "posts_filled":  # a stock is counted on a day
            assert Period.parse(row["period"]).is_financial_year


@pytest.mark.parametrize("figure", ["F014", "F060", "F093", "F199", "F207", "F215", "F216", "F218"])
def test_reports_part_years_and_police_series_are_context_at_most(figure: str) -> None:
    roles = {row["role"] for row in rows_of("mapping.csv") if row["figure"] == figure}

    assert roles <= {"context", "external_claim", "unused"}


def test_values_and_context_are_national_totals_and_cells_below_them_keep_their_scope(drafts: Drafts) -> None:
    for observation in (o for draft in drafts for o in draft.observations):
        if observation.role in (Role.VALUE, Role.CONTEXT):
            assert observation.is_total
            assert observation.dimensions == ()
    part = next(o for d in drafts for o in d.observations if o.locator == "F091")
    assert dict(part.dimensions)["age_group"] == "child"
    assert not part.is_total


def test_no_adults_is_not_a_number_of_children(drafts: Drafts) -> None:
    assert "2022/23" not in numbers(drafts, "2.2a", "identified")
    claim = next(o for d in drafts for o in d.observations if o.locator == "F132")
    assert (claim.role, dict(claim.dimensions)) == (Role.EXTERNAL_CLAIM, {"age_group": "adult"})


def test_a_zero_of_one_nationality_or_one_shelter_is_no_zero_for_children(drafts: Drafts) -> None:
    assert numbers(drafts, "2.5b", "sheltered") == {}
    zeros = {o.locator: o.role for d in drafts for o in d.observations if o.indicator == "2.5b" and o.numerator == 0}
    assert zeros == {"F044": Role.EXTERNAL_CLAIM, "F063": Role.EXTERNAL_CLAIM}


def test_one_kind_of_shelter_is_not_in_one_series_with_accommodation_of_every_kind(drafts: Drafts) -> None:
    for indicator, series in (("2.2b", "referred_accommodation_all_ages"), ("2.5b", "accommodated_all_ages")):
        assert "2020/21" not in numbers(drafts, indicator, series, Role.CONTEXT)
        assert numbers(drafts, indicator, series, Role.CONTEXT)["2019/20"] == 6


def test_the_stock_of_spaces_follows_from_the_openings(drafts: Drafts) -> None:
    found = numbers(drafts, "1.4a", "spaces_available")

    assert list(found.values()) == [0, 0, 0, 0, 1, 4, 10]
    assert list(found) == [f"{year}-03-31" for year in range(2018, 2025)]


def test_reports_of_the_rapporteur_count_in_the_year_they_were_published(drafts: Drafts) -> None:
    assert numbers(drafts, "1.5a", "reports_published") == {"2016/17": 0, "2017/18": 0, "2018/19": 1, "2020/21": 1}


@pytest.mark.parametrize("component", ["investigations", "prosecutions", "convictions"])
def test_a_stated_zero_on_officials_is_confirmed_and_an_absent_report_is_not_a_zero(
    drafts: Drafts, component: str
) -> None:
    (only,) = observations(drafts, "1.6", component)

    assert (only.period.code, only.state, only.locator) == ("2020/21", State.ZERO_CONFIRMED, "F110")


def test_a_sum_of_categories_without_a_total_is_a_lower_bound(drafts: Drafts) -> None:
    found = observations(drafts, "1.3a", "investigations_all_ages", Role.CONTEXT)
    of_year = {o.period.code: (o.numerator, o.bound) for o in found}

    assert of_year["2019/20"] == (Decimal(43), Bound.AT_LEAST)
    assert of_year["2020/21"] == (Decimal(43), Bound.EXACT)


def test_the_wording_of_a_source_sets_the_bound(drafts: Drafts) -> None:
    bounds = {o.locator: o.bound for d in drafts for o in d.observations}

    assert bounds["F164"] is Bound.AT_LEAST  # "a little over $15 million"
    assert bounds["F182"] is Bound.ABOUT  # "approximately 24"
    assert bounds["F091"] is Bound.EXACT


def test_a_sentence_on_three_rungs_moves_each(drafts: Drafts) -> None:
    study = [(m.stage, m.outcome) for d in drafts for m in d.milestones if (m.indicator, m.locator) == ("3.1a", "F143")]

    assert study == [("report_final", "reached"), ("endorsed", "not_reached"), ("released_public", "not_reached")]


def test_an_undated_fact_reaches_no_rung_that_another_source_dates(drafts: Drafts) -> None:
    reached = [m for d in drafts for m in d.milestones if m.outcome == "reached"]
    dated = {(m.indicator, m.stage) for m in reached if m.period is not None}

    assert ("3.2", "approved") in dated
    assert not dated & {(m.indicator, m.stage) for m in reached if m.period is None}


def test_a_study_being_concluded_dates_no_rung(drafts: Drafts) -> None:
    assert [m.stage for d in drafts for m in d.milestones if m.locator == "F255"] == [None]


def test_one_edition_at_two_addresses_is_one_source_and_each_figure_keeps_its_own(drafts: Drafts) -> None:
    edition = next(draft for draft in drafts if draft.source.code == "tip_2018")

    assert len({o.url for o in edition.observations}) == 2
    assert len(drafts) == len({draft.source.code for draft in drafts}) == len(rows_of("sources.csv"))


def test_a_relay_keeps_its_own_publisher_and_a_verbatim_copy_has_the_editions(drafts: Drafts) -> None:
    publishers = {draft.source.code: draft.source.publisher for draft in drafts}

    assert publishers["tip_2023"] == "U.S. Department of State"
    assert publishers["wefm_tip_2024"] == "99.9 WEFM (relaying U.S. Department of State)"


def test_an_undated_source_carries_its_day_of_access_and_says_so(drafts: Drafts) -> None:
    sources = {draft.source.code: draft.source for draft in drafts}

    assert sources["onrtip_about"].published_on_is_access_date
    assert sources["onrtip_about"].published_on.isoformat() == "2026-11-01"
    assert not sources["tip_2021"].published_on_is_access_date
    assert not sources["gleaner_2018_08_03"].published_on_is_access_date


def test_sources_come_in_the_order_of_publication(drafts: Drafts) -> None:
    keys = [(draft.source.published_on, draft.source.code) for draft in drafts]

    assert keys == sorted(keys)


def test_every_figure_of_two_indicators_that_share_a_measure_stands_in_both(drafts: Drafts) -> None:
    def said(indicator: str) -> set[tuple[str, str, Role]]:
        return {(o.locator, o.component, o.role) for d in drafts for o in d.observations if o.indicator == indicator}

    assert said("1.5b") == said("2.8")


def test_no_person_is_named_or_made_out() -> None:
    for file in FILES:
        for row in rows_of(file):
            text = " ".join(cell for column, cell in row.items() if column != "url")
            words = {hashlib.sha256(word.lower().encode()).hexdigest()[:16] for word in re.findall(r"[\w-]+", text)}
            assert not words & NAMES, row
            assert not re.search(r"deputy chair|anti-doping|aged \d", text, re.IGNORECASE), row


def test_every_column_rule_and_basis_is_explained() -> None:
    page = (RECORD.parents[1] / "docs" / "public-record.md").read_text(encoding="utf-8")
    columns = {column for file in FILES for column in rows_of(file)[0]}

    for word in (*FILES, *columns, *MappingRole, *Outcome, *Rule, *DateBasis, *Bound):
        assert f"`{word}`" in page, word
