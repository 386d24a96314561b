"""An attack on a group as printed: what is small and printed, what can be worked out, and from which cells."""

from __future__ import annotations

import pytest

from dashboard.disclosure.attacking import attack
from dashboard.disclosure.groups import Breakdown, Counts, Edition, Group, Printed, Stock
from dashboard.disclosure.readings import systems
from dashboard.disclosure.witnesses import Checker
from dashboard.release import default_policy

SEX = ("sex",)
NONE: frozenset[str] = frozenset()


def by(dimension: str, **counts: int) -> Breakdown:
    return Breakdown(dimension, tuple((code, Counts(count)) for code, count in counts.items()))


def year(total: int, *breakdowns: Breakdown, editions: tuple[Edition, ...] = ()) -> Group:
    return Group("2.2a/identified/2021/22", (Stock("2021/22", Counts(total), breakdowns),), editions=editions)


def leaks(group: Group, *shown: str) -> dict[str, tuple[str, ...]]:
    found = attack(group, frozenset(shown), SEX, NONE, default_policy())
    return {leak.name: leak.facts for leak in found.leaks}


def test_two_hidden_cells_of_an_ordinary_total_are_safe() -> None:
    assert leaks(year(9, by("sex", female=7, male=2, other=0))) == {}


def test_one_hidden_cell_beside_its_total_is_found_with_all_that_gives_it_away() -> None:
    group = year(9, by("sex", female=7, male=2, other=0))
    assert leaks(group, "sex=female", "sex=other") == {
        "sex=male|counted": ("|counted", "sex=female|counted", "sex=other|counted")
    }


def test_the_cells_that_have_no_part_in_it_are_not_named() -> None:
    group = year(29, by("sex", female=20, male=2, other=7), by("age", young=9, old=20))
    found = attack(group, frozenset({"sex=female", "sex=other", "age=young", "age=old"}), SEX, NONE, default_policy())
    assert [set(leak.facts) for leak in found.leaks] == [{"|counted", "sex=female|counted", "sex=other|counted"}]


def test_a_small_cell_that_is_printed_is_its_own_fact() -> None:
    assert leaks(year(9, by("sex", female=7, male=2, other=0)), "sex=male")["sex=male|counted"] == ("sex=male|counted",)


def test_a_cell_that_no_table_has_is_never_let_pass() -> None:
    assert "sex=unheard_of|counted" in leaks(year(9, by("sex", female=7, male=2)), "sex=unheard_of")


def test_a_cell_narrower_than_the_policy_asks_is_found() -> None:
    """Seven of nine are printed elsewhere as at least; here two hidden cells share only three children."""
    group = year(12, by("sex", female=9, male=2, other=1))
    assert set(leaks(group, "sex=female")) == {"sex=male|counted", "sex=other|counted"}


def test_what_follows_from_a_small_total_alone_is_no_leak() -> None:
    assert leaks(year(3, by("sex", female=2, male=1))) == {}


def test_a_small_total_with_anything_printed_below_it_is() -> None:
    assert "sex=female|counted" in leaks(year(3, by("sex", female=2, male=1)), "sex=female")


def test_what_an_earlier_edition_printed_counts_even_if_it_is_not_printed_now() -> None:
    table = by("sex", female=7, male=2, other=0)
    printed = (Printed("sex=female", Counts(7)), Printed("sex=other", Counts(0)))
    edition = Edition(1, (Stock("2021/22", Counts(9), (table,)),), printed)
    assert "sex=male|counted" in leaks(year(9, table, editions=(edition,)))


@pytest.mark.parametrize("male", [1, 2, 4])
def test_the_proof_is_two_tables_that_a_reader_cannot_tell_apart(male: int) -> None:
    group = year(9 + male, by("sex", female=9, male=male, other=0))
    found = attack(group, NONE, SEX, NONE, default_policy())
    (system,) = systems(group, SEX, NONE, default_policy())
    suppressed = frozenset(name for name in system.cells if name.startswith("sex="))
    checker = Checker(system, suppressed)
    interval, pair = found.proof["sex=male|counted"]
    assert checker.agrees(pair.low)
    assert checker.agrees(pair.high)
    assert interval.lo <= 1
    assert interval.hi is None or interval.hi >= 4
