"""What adjustments and corrections may do to a number, when filed and when accepted."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest

from dashboard import returns
from dashboard.catalogue import Catalogue
from dashboard.ledger import Adjustment, Correction, Ledger, Observation, State, Submission
from dashboard.returns import ReturnError
from tests import office_ledger
from tests.returns.filing import HALF, RAPPORTEUR, SECRETARIAT
from tests.returns.test_adjustments_and_corrections import LINE, TODAY

Values = dict[str, tuple[int, int]]
Filing = Callable[[str, Values], Submission]


@pytest.fixture
def returned(ledger: Ledger, catalogue: Catalogue) -> Filing:
    """An agency's accepted return with these totals, `2.4a/coverage` to numerator and denominator; else as built."""

    def filed(agency: str, values: Values) -> Submission:
        draft = office_ledger.draft_of(catalogue, agency, HALF, date(2021, 10, 10))

        def with_value(one: Observation) -> Observation:
            key = f"{one.indicator}/{one.component}"
            if one.dimensions or key not in values:
                return one
            above, below = map(Decimal, values[key])
            state = State.REPORTED if above else State.ZERO_CONFIRMED
            denominator = below if one.denominator is not None else None
            return replace(one, state=state, numerator=above, denominator=denominator)

        draft = replace(draft, observations=tuple(with_value(one) for one in draft.observations))
        one = ledger.submit(draft, office_ledger.focal(agency), file=office_ledger.file_of(agency, HALF, 0))
        returns.accept(ledger, catalogue, one.id, SECRETARIAT)
        return one

    return filed


def line_of(one: Submission, key: str, part: str, expect: str, becomes: str) -> Correction:
    found = next(
        each for each in one.draft.observations if f"{each.indicator}/{each.component}" == key and not each.dimensions
    )
    return Correction(one.id, found.locator, part, expect, becomes, "A letter of the agency.")


@pytest.mark.parametrize(
    ("key", "becomes", "says"),
    [
        ("1.1a/mdas_implementing", "7", "a number over 1"),
        ("2.4a/coverage", "1e3", "type the number in full"),
        ("2.4a/coverage", "2.5", "a number with a fraction"),
        ("2.4a/coverage", "six", "found the text"),
        ("2.4a/coverage", "", "say what the number becomes"),
        ("2.4a/coverage", "9", "would say 9 out of 5; at most 5 can"),
    ],
)
def test_a_number_becomes_only_what_the_form_would_take(
    ledger: Ledger, catalogue: Catalogue, returned: Filing, key: str, becomes: str, says: str
) -> None:
    one = returned("cpfsa", {"2.4a/coverage": (3, 5), "1.1a/mdas_implementing": (0, 1)})
    before = ledger.head()
    expect = "0" if key.startswith("1.1a") else "3"
    with pytest.raises(ReturnError) as refused:
        returns.correct(ledger, catalogue, SECRETARIAT, line_of(one, key, "numerator", expect, becomes), TODAY)
    assert says in str(refused.value)
    assert ledger.head() == before


def test_a_correction_that_another_has_made_impossible_is_not_accepted(
    ledger: Ledger, catalogue: Catalogue, returned: Filing
) -> None:
    one = returned("cpfsa", {"2.4a/coverage": (3, 5)})
    above = line_of(one, "2.4a/coverage", "numerator", "3", "5")
    below = line_of(one, "2.4a/coverage", "denominator", "5", "4")
    first = returns.correct(ledger, catalogue, SECRETARIAT, above, TODAY)
    second = returns.correct(ledger, catalogue, SECRETARIAT, below, TODAY)
    returns.accept(ledger, catalogue, second.id, RAPPORTEUR)
    with pytest.raises(ReturnError, match="would say 5 out of 4; at most 4 can"):
        returns.accept(ledger, catalogue, first.id, RAPPORTEUR)
    assert ledger.submissions()[-2].state == "submitted"


def test_a_number_is_stored_as_it_is_read(ledger: Ledger, catalogue: Catalogue, returned: Filing) -> None:
    one = returned("cpfsa", {"2.2a/identified": (5, 0)})
    line = line_of(one, "2.2a/identified", "numerator", "5", " 1,234 ")
    assert returns.correct(ledger, catalogue, SECRETARIAT, line, TODAY).draft.corrections[0].becomes == "1234"


def test_adjustments_together_take_off_no_more_than_was_counted_twice(
    ledger: Ledger, catalogue: Catalogue, returned: Filing
) -> None:
    for agency in ("cpfsa", "jcf_atip"):
        returned(agency, {"2.2a/identified": (3, 0)})
    first = replace(LINE, numerator=Decimal(-3))
    returns.adjust(ledger, catalogue, SECRETARIAT, [first], TODAY)
    before = ledger.head()
    with pytest.raises(
        ReturnError, match=r"-4, 2 adjustments .* is more than can have been counted twice .*; at most -3"
    ):
        returns.adjust(ledger, catalogue, SECRETARIAT, [replace(LINE, reason="Compared by file.")], TODAY)
    assert returns.adjust(ledger, catalogue, SECRETARIAT, [first], TODAY).id == "adjustment-2.2a-2021-H1.1"
    assert ledger.head() == before


def test_three_lines_of_three_agencies_are_bounded_though_two_others_have_a_line_too(
    ledger: Ledger, catalogue: Catalogue, returned: Filing
) -> None:
    """At most ten of fifteen can be double; what two others counted has no part in it."""
    first, second, third, fourth, fifth = agencies = ("cpfsa", "jcf_atip", "pica", "mlss", "moh")
    for agency in agencies:
        returned(agency, {"2.2a/identified": (5 if agency in (first, second, third) else 100, 0)})
    for pair, off in (((fourth, fifth), -1), ((first, second), -5), ((second, third), -5)):
        line = replace(LINE, numerator=Decimal(off), agencies=pair)
        returns.adjust(ledger, catalogue, SECRETARIAT, [line], TODAY)
    line = replace(LINE, numerator=Decimal(-1), agencies=(first, third))
    with pytest.raises(ReturnError, match=r"-11, 3 adjustments .* more than can have been counted twice .* most -10"):
        returns.adjust(ledger, catalogue, SECRETARIAT, [line], TODAY)


def test_the_same_lines_are_recognised_whatever_was_filed_after_them(
    ledger: Ledger, catalogue: Catalogue, returned: Filing
) -> None:
    for agency in ("cpfsa", "jcf_atip"):
        returned(agency, {"2.2a/identified": (5, 0)})
    first = returns.adjust(ledger, catalogue, SECRETARIAT, [LINE], TODAY)
    returns.adjust(ledger, catalogue, SECRETARIAT, [replace(LINE, reason="Another child, by case number.")], TODAY)
    before = ledger.head()
    assert returns.adjust(ledger, catalogue, SECRETARIAT, [LINE], TODAY) == first
    assert ledger.head() == before


def test_a_number_is_put_right_put_back_and_put_right_once_more(
    ledger: Ledger, catalogue: Catalogue, returned: Filing
) -> None:
    one = returned("cpfsa", {"2.4a/coverage": (3, 5)})
    to_four = line_of(one, "2.4a/coverage", "numerator", "3", "4")
    to_three = line_of(one, "2.4a/coverage", "numerator", "4", "3")
    filed = []
    for line in (to_four, to_three, to_four):
        filed.append(returns.correct(ledger, catalogue, SECRETARIAT, line, TODAY).id)
        returns.accept(ledger, catalogue, filed[-1], RAPPORTEUR)
    assert len(set(filed)) == 3


def test_of_two_who_file_adjustments_at_once_one_is_told_to_look_again(
    ledger: Ledger, catalogue: Catalogue, returned: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is right by itself, and together they would take off more than was counted twice."""
    for agency in ("cpfsa", "jcf_atip"):
        returned(agency, {"2.2a/identified": (3, 0)})
    ready, file_it = Barrier(2), ledger.submit

    def when_both_have_checked(*given: Any, **named: Any) -> Submission:
        ready.wait(30)
        return file_it(*given, **named)

    def adjust(reason: str) -> str:
        line = replace(LINE, numerator=Decimal(-2), reason=reason)
        try:
            returns.adjust(ledger, catalogue, SECRETARIAT, [line], TODAY)
        except ReturnError as error:
            return str(error)
        return ""

    monkeypatch.setattr(ledger, "submit", when_both_have_checked)
    with ThreadPoolExecutor(2) as threads:
        done, refused = sorted(threads.map(adjust, ("Compared by file.", "Compared by case number.")))
    assert done == ""
    assert "adjustment-2.2a-2021-H1.1 is submitted by event" in refused
    assert refused.endswith("Look at what stands now, then file it again")
    assert len(ledger.submissions()) == 3


def test_one_that_was_sent_back_no_longer_stands_in_the_way(
    ledger: Ledger, catalogue: Catalogue, returned: Filing
) -> None:
    for agency in ("cpfsa", "jcf_atip"):
        returned(agency, {"2.2a/identified": (3, 0)})
    first = returns.adjust(ledger, catalogue, SECRETARIAT, [replace(LINE, numerator=Decimal(-3))], TODAY)
    returns.send_back(ledger, catalogue, first.id, RAPPORTEUR, "The registers were not compared.")
    returns.adjust(ledger, catalogue, SECRETARIAT, [LINE], TODAY)
    with pytest.raises(ReturnError, match="is more than can have been counted twice"):
        returns.accept(ledger, catalogue, first.id, RAPPORTEUR)


def test_the_bound_is_that_of_the_corrected_numbers(ledger: Ledger, catalogue: Catalogue, returned: Filing) -> None:
    held = [returned(agency, {"2.2a/identified": (3, 0)}) for agency in ("cpfsa", "jcf_atip")]
    filed = returns.adjust(ledger, catalogue, SECRETARIAT, [replace(LINE, numerator=Decimal(-2))], TODAY)
    put_right = line_of(held[0], "2.2a/identified", "numerator", "3", "1")
    with pytest.raises(ReturnError, match="-2 is more than can have been counted twice"):
        returns.correct(ledger, catalogue, SECRETARIAT, put_right, TODAY)
    returns.withdraw(ledger, catalogue, filed.id, SECRETARIAT, "The number itself was wrong.")
    returns.accept(ledger, catalogue, returns.correct(ledger, catalogue, SECRETARIAT, put_right, TODAY).id, RAPPORTEUR)
    with pytest.raises(ReturnError, match=r"\(cpfsa 1, jcf_atip 3\); at most -1"):
        returns.adjust(ledger, catalogue, SECRETARIAT, [replace(LINE, numerator=Decimal(-2))], TODAY)


@pytest.mark.parametrize(
    ("above", "below", "says"),
    [
        (-1, -6, "-6 out of is more than can have been counted twice (cpfsa 5, vsd 5); at most -5"),
        (-1, -5, "7 out of 5 would be left"),
        (-1, 1, "1 out of takes no child off"),
    ],
)
def test_what_a_number_is_out_of_has_its_bound_too(
    ledger: Ledger, catalogue: Catalogue, returned: Filing, above: int, below: int, says: str
) -> None:
    for agency in ("cpfsa", "vsd"):
        returned(agency, {"2.4a/coverage": (4, 5)})
    line = Adjustment("2.4a", "coverage", HALF, (), Decimal(above), Decimal(below), ("cpfsa", "vsd"), "By case number")
    with pytest.raises(ReturnError) as refused:
        returns.adjust(ledger, catalogue, SECRETARIAT, [line], TODAY)
    assert says in str(refused.value)
