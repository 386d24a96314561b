"""A released table has a row a category and a column a year; a year with nothing to print is a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.access import Tier
from dashboard.ledger import Submission
from dashboard.release import (
    BreakdownCell,
    NotAvailable,
    NotReported,
    ReleasedTable,
    Value,
    Withheld,
    laid_out,
)
from tests.figures.returned import AGENCIES, indicator, returned, said
from tests.release.office import release_of
from tests.release_builder import audited, shown, table_by_sex

GIRLS, BOYS = (("sex", "female"),), (("sex", "male"),)


def printed(table: ReleasedTable) -> dict[str, list[str]]:
    return {row.category: [value.text for value in row.values] for row in laid_out(table).rows}


def year(first: int, girls: int, boys: int) -> list[Submission]:
    """A financial year of children, all returned by the first agency in the first half."""
    return [
        returned(
            agency,
            *(
                said(number if agency == "jcf" and half == "H1" else 0, f"{first}-{half}", **cell)
                for number, cell in (
                    (girls + boys, {}),
                    (girls, {"dimensions": GIRLS, "locator": "'2'!D1"}),
                    (boys, {"dimensions": BOYS, "locator": "'2'!E1"}),
                )
            ),
            period=f"{first}-{half}",
        )
        for half in ("H1", "H2")
        for agency in AGENCIES
    ]


def table_of(*submissions: Submission, tier: Tier = Tier.PUBLIC) -> ReleasedTable:
    (table,) = release_of(*submissions, of=indicator(), tier=tier).indicators[0].breakdowns
    return table


def test_a_table_has_a_row_a_category_and_a_column_a_year_in_the_order_of_time() -> None:
    table = table_of(*year(2021, 9, 6), *year(2020, 7, 0))
    assert [period.label for period in laid_out(table).periods] == ["2020/21", "2021/22"]
    assert printed(table) == {"Female": ["7", "9"], "Male": ["0", "6"]}
    assert table.notes == ()


def test_rows_keep_the_order_of_the_code_list_and_are_not_sorted_by_value() -> None:
    assert list(printed(table_of(*year(2021, 6, 9)))) == ["Female", "Male"]


def test_a_small_count_hides_itself_and_another_and_the_year_has_no_column() -> None:
    table = table_of(*year(2020, 7, 0), *year(2021, 9, 3))
    assert printed(table) == {"Female": ["7"], "Male": ["0"]}
    assert table.notes == ("2021/22: withheld to protect children.",)


def test_below_a_small_total_everything_is_withheld_and_says_why() -> None:
    table = table_of(*year(2020, 7, 0), *year(2021, 3, 1))
    assert printed(table) == {"Female": ["7"], "Male": ["0"]}
    assert table.notes == ("2021/22: withheld, because the national total is too small to be broken down.",)


def test_a_year_that_is_not_reported_is_one_sentence_and_not_a_column_of_words() -> None:
    table = table_of(*year(2020, 7, 0), *year(2021, 9, 6)[:-1])
    assert printed(table) == {"Female": ["7"], "Male": ["0"]}
    assert table.notes == ("2021/22: not yet reported.",)


def test_years_of_one_reason_share_a_sentence() -> None:
    table = table_of(*year(2019, 7, 0), *year(2020, 3, 0), *year(2021, 2, 2))
    assert table.notes == ("2020/21, 2021/22: withheld, because the national total is too small to be broken down.",)


def test_a_table_of_which_nothing_can_be_printed_is_said_in_words() -> None:
    table = table_of(*year(2020, 9, 3), *year(2021, 3, 1))
    assert laid_out(table).rows == ()
    assert laid_out(table).instead == (
        "Child victims identified, by sex: withheld to protect children. "
        "2021/22: withheld, because the national total is too small to be broken down."
    )


def test_the_restricted_tier_reads_every_count() -> None:
    assert printed(table_of(*year(2021, 3, 1), tier=Tier.RESTRICTED)) == {"Female": ["3"], "Male": ["1"]}


def test_a_category_that_one_year_does_not_have_is_not_available_there() -> None:
    table = table_by_sex({"2020/21": {"female": 9, "male": 6}, "2021/22": {"female": 9, "male": 6, "other": 7}})
    assert printed(table) == {"Female": ["9", "9"], "Male": ["6", "6"], "Other": ["[x]", "7"]}


@pytest.mark.parametrize("count", [0, 1, 4, 60])
def test_a_count_that_did_not_pass_the_audit_cannot_stand_in_a_table(count: int) -> None:
    of = BreakdownCell("female", "Female", table_by_sex({"2021/22": {"female": 9}}).cells[0].period, shown(count))
    with pytest.raises(ValueError, match="has not passed the disclosure audit"):
        replace(table_by_sex({}), cells=(of,))


STATES: st.SearchStrategy[Value] = st.sampled_from([Withheld(), NotReported(), NotAvailable()])


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["2019/20", "2020/21", "2021/22"]),
        st.fixed_dictionaries({code: st.integers(0, 12) | STATES for code in ("female", "male", "other")}),
    )
)
def test_every_number_that_may_be_shown_stands_in_a_cell_and_no_column_is_all_symbols(
    counts: dict[str, dict[str, int | Value]],
) -> None:
    table = table_by_sex(counts)
    layout = laid_out(table)
    cells = [cell.value.text for cell in table.cells if cell.value.text.isdigit()]
    assert sorted(value.text for value in layout.values if value.text.isdigit()) == sorted(cells)
    for column in zip(*(row.values for row in layout.rows), strict=True):
        assert not all(isinstance(value, Withheld) for value in column)
        assert not all(isinstance(value, NotAvailable) for value in column)
    assert bool(layout.rows) is not bool(layout.instead)


def test_the_audit_of_the_builder_hides_what_a_release_would_hide() -> None:
    assert not audited({"2021/22": {"female": 9, "male": 3}}).allows("2.2a/identified", "2021/22", "sex=male")
