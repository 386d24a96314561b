"""The narrative of an edition: figures are filled in by key, and a numeral typed by hand must be a printed one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.release import Release
from dashboard.release.narrative import Narrative, read_narrative
from tests.figures.returned import AGENCIES, returned
from tests.release.office import release_of

KEY = "2.2a/identified/2021/22"


@pytest.fixture(scope="module")
def release() -> Release:
    """It prints 39 and, of the years nobody answered for, words."""
    halves = [("2021-H1", 7), ("2021-H2", 6)]
    return release_of(*(returned(a, n, period=half, state="adopted") for half, n in halves for a in AGENCIES))


def said(text: str, release: Release, title: str = "Annual report") -> Narrative:
    return read_narrative(title, text, release)


def codes(text: str, release: Release, title: str = "Annual report") -> list[tuple[str, str]]:
    return [(item.code, item.where) for item in said(text, release, title).items]


def test_a_figure_is_filled_in_by_its_key(release: Release) -> None:
    found = said(f"Agencies identified [[{KEY}]].", release)
    assert (found.text, found.items) == ("Agencies identified 39.", ())


@pytest.mark.parametrize(
    ("key", "words"),
    [("2.2a/rescued/2021/22", "names no figure of this edition"), ("2.2a/identified/2018/19", "is printed as ")],
)
def test_a_key_that_prints_no_number_is_an_error(key: str, words: str, release: Release) -> None:
    (item,) = said(f"Agencies identified [[{key}]].", release).items
    assert item.blocks
    assert words in item.found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The Partnership was signed in 2018 and ended on 31 March 2022.",
        "In 2021/22, and in March 2022, the work went on; see chapter 4 and section 10.2.",
        "Indicator 2.2a leads under Objective 2.",
        "It ended on 31\u00a0March\u00a02022; see Chapter IV.",
        "All 39 indicators were asked for.",
    ],
)
def test_years_dates_and_names_of_parts_are_no_figures(text: str, release: Release) -> None:
    assert codes(text, release) == []


@pytest.mark.parametrize("text", ["Agencies identified 40.", "It was 1,039.", "A share of 39.5 per cent", "in 2,021"])
def test_a_numeral_that_is_not_printed_is_an_error_at_its_paragraph(text: str, release: Release) -> None:
    assert codes(f"A first word.\n\n{text}", release) == [("narrative", "the narrative, paragraph 2")]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("3 may have been moved.", "3"),
        ("Ⅵ girls were found.", "Ⅵ"),
        ("三 were found.", "三"),
        ("⑫ were found.", "⑫"),
        ("39² were found.", "²"),
        ("Others found ٤.", "٤"),
    ],
)
def test_a_numeral_of_any_script_is_held_against_the_figures(text: str, typed: str, release: Release) -> None:
    (item,) = (one for one in said(text, release).items if one.code == "narrative")
    assert typed in item.found


@pytest.mark.parametrize("text", ["VI girls were found.", "Of them XII were moved.", "IV of them", "３９ were found."])
def test_roman_numerals_and_printed_ones_of_another_script_are_for_a_second_reader(text: str, release: Release) -> None:
    assert codes(text, release) == [("second_reader", "the narrative, paragraph 1")]


@pytest.mark.parametrize(
    "text", ["I thank them all.", "See section VI of the plan.", "The PVC and the CIVIC trust", "On 3 May"]
)
def test_words_of_capitals_are_no_roman_numerals(text: str, release: Release) -> None:
    assert codes(text, release) == []


@given(number=st.integers(2, 3999).filter(lambda number: number not in {5, 10, 50, 100, 500, 1000}))
def test_every_roman_numeral_is_seen(number: int, release: Release) -> None:
    signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    roman, left = "", number
    for value, sign in [*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
        roman, left = roman + sign * (left // value), left % value
    assert ("second_reader", "the narrative, paragraph 1") in codes(f"Of them {roman} were girls.", release)


@pytest.mark.parametrize("text", ["Agencies identified 39.", "Seven girls were found.", "Both were referred to care."])
def test_what_may_tell_a_count_is_for_a_second_reader(text: str, release: Release) -> None:
    assert codes(text, release) == [("second_reader", "the narrative, paragraph 1")]


def test_the_title_is_held_against_the_figures_too(release: Release) -> None:
    assert codes("", release, "40 victims") == [("narrative", "the title")]
    assert codes("", release, "Annual report 2021/22") == []


def test_personal_data_are_an_error(release: Release) -> None:
    assert ("personal", "the narrative, paragraph 1") in codes("Write to anna.brown@example.org", release)


@given(number=st.integers(0, 10**7))
def test_no_numeral_but_a_printed_one_passes(number: int, release: Release) -> None:
    found = codes(f"Agencies found {number:,} victims.", release)
    assert found == [("second_reader" if number == 39 else "narrative", "the narrative, paragraph 1")]
