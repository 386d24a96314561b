"""No ruling on a group is broken: whoever adds and subtracts all that is shown, printed before, or believed, fails.

`CPC_EXHAUSTIVE=2000` tries that many groups instead of the few that every run tries.
"""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dashboard.disclosure import Why
from dashboard.disclosure.groups import Breakdown, Counts, Edition, Group, Printed, Recode, Stock
from dashboard.disclosure.protecting import protect
from dashboard.release import default_policy
from tests.disclosure.group_attacker import findings
from tests.disclosure.random_groups import DIMENSIONS, groups

POLICY = default_policy()
EXAMPLES = int(os.environ.get("CPC_EXHAUSTIVE", "100"))
thorough = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
few = settings(thorough, max_examples=max(1, EXAMPLES // 5))


@thorough
@given(groups(POLICY))
def test_no_reader_and_no_insider_works_out_a_hidden_count(group: Group) -> None:
    assert list(findings(group, protect(group, DIMENSIONS, POLICY), POLICY.threshold)) == []


@few
@given(groups(POLICY), st.randoms(use_true_random=False))
def test_the_order_of_categories_dimensions_and_halves_changes_nothing(group: Group, random: Random) -> None:
    def shuffled(stock: Stock) -> Stock:
        tables = [Breakdown(t.dimension, tuple(random.sample(t.cells, len(t.cells)))) for t in stock.breakdowns]
        return Stock(stock.name, stock.total, tuple(random.sample(tables, len(tables))))

    def reordered(stocks: tuple[Stock, ...]) -> tuple[Stock, ...]:
        return tuple(shuffled(stock) for stock in random.sample(stocks, len(stocks)))

    editions = tuple(
        Edition(one.number, reordered(one.stocks), tuple(random.sample(one.printed, len(one.printed))))
        for one in group.editions
    )
    other = replace(group, stocks=reordered(group.stocks), editions=editions)
    before, after = protect(group, DIMENSIONS, POLICY), protect(other, DIMENSIONS, POLICY)
    assert (before.shown, before.coarse, before.steps) == (after.shown, after.coarse, after.steps)


@few
@given(groups(POLICY))
def test_an_edition_more_never_lets_more_be_shown_but_what_it_printed(group: Group) -> None:
    assume(group.editions)
    last = group.editions[-1]
    less = protect(replace(group, editions=group.editions[:-1]), DIMENSIONS, POLICY)
    more = protect(group, DIMENSIONS, POLICY)
    printed = {each.cell for each in last.printed}
    for dimension in DIMENSIONS:
        before, after = ({cell for cell in ruling.shown if cell.startswith(f"{dimension}=")} for ruling in (less, more))
        if (dimension in less.coarse) == (dimension in more.coarse) and less.proven_fewest:
            assert len(after - printed) <= len(before)


@few
@given(groups(POLICY, editions=0))
def test_an_edition_of_what_is_shown_changes_nothing(group: Group) -> None:
    before = protect(group, DIMENSIONS, POLICY)
    printed = tuple(
        Printed(cell, counts)
        for table in group.tables(DIMENSIONS, before.coarse)
        for code, counts in table.cells
        if (cell := f"{table.dimension}={code}") in before.shown
    )
    again = protect(replace(group, editions=(Edition(1, group.stocks, printed),)), DIMENSIONS, POLICY)
    assert (again.shown, again.coarse) == (before.shown, before.coarse)


def by(dimension: str, **counts: int) -> Breakdown:
    return Breakdown(dimension, tuple((code, Counts(count)) for code, count in counts.items()))


def whole(total: int, *tables: Breakdown) -> tuple[Stock, ...]:
    return (Stock("2021/22", Counts(total), tables),)


def shown(stocks: tuple[Stock, ...], **more: Any) -> set[str]:
    return set(protect(Group("2.2a/identified/2021/22", stocks, **more), DIMENSIONS, POLICY).shown)


def test_a_dimension_that_cannot_be_protected_takes_no_other_with_it() -> None:
    """All are girls but for one boy; by region there is nothing to hide."""
    tables = by("sex", female=12, male=1), by("region", east=7, west=6)
    printed = (Printed("sex=female", Counts(12)),)
    ruling = protect(
        Group("a", whole(13, *tables), editions=(Edition(1, whole(13, *tables), printed),)), DIMENSIONS, POLICY
    )
    assert ruling.shown == {"region=east", "region=west"}
    assert [(step.why, step.dimension) for step in ruling.steps] == [(Why.UNSAFE, "sex")]


def test_a_child_moved_between_categories_does_not_switch_off_what_is_known_of_others() -> None:
    """One was recoded by sex. By region nothing changed: what was printed then is known."""
    region = by("region", a=8, b=7, c=2, d=6)
    now = whole(23, by("sex", female=12, male=11), region)
    then = whole(23, by("sex", female=13, male=10), region)
    printed = tuple(
        Printed(cell, Counts(count))
        for cell, count in (("region=a", 8), ("region=d", 6), ("sex=female", 13), ("sex=male", 10))
    )
    assert shown(now) == {"region=a", "region=b", "sex=female", "sex=male"}
    assert shown(now, editions=(Edition(1, then, printed),)) == {"region=a", "region=d"}


def test_a_child_moved_between_halves_does_not_either() -> None:
    def halves(*totals: int) -> tuple[Stock, ...]:
        tables = (by("region", a=4, b=totals[0] - 8, c=1, d=3), by("region", a=4, b=totals[1] - 5, c=1, d=0))
        return tuple(
            Stock(f"2021-H{n}", Counts(t), (table,)) for n, t, table in zip((1, 2), totals, tables, strict=True)
        )

    now, then = halves(12, 8), halves(11, 9)
    printed = (Printed("region=a", Counts(8)),)
    group = Group("a", now, editions=(Edition(1, then, printed),))
    assert list(findings(group, protect(group, DIMENSIONS, POLICY), POLICY.threshold)) == []


def test_what_others_printed_is_known_beside_an_edition_that_has_grown_since() -> None:
    """The figure of another publisher is of today's counts; that must not end the reading of our own editions."""
    now = whole(26, by("sex", a=10, b=8, c=2, d=6))
    then = whole(25, by("sex", a=9, b=8, c=2, d=6))
    edition = Edition(1, then, (Printed("sex=a", Counts(9)), Printed("sex=b", Counts(8))))
    assert "sex=a" in shown(now)
    assert "sex=a" not in shown(now, editions=(edition,), elsewhere=(Printed("sex=b", Counts(8)),))


def test_growth_by_one_child_is_not_told_by_the_year_though_each_half_is_open() -> None:
    def halves(first: int) -> tuple[Stock, ...]:
        return (
            Stock("2021-H1", Counts(first + 4), (by("sex", a=first, b=4),)),
            Stock("2021-H2", Counts(8), (by("sex", a=4, b=4),)),
        )

    edition = Edition(1, halves(3), (Printed("sex=a", Counts(7)), Printed("sex=b", Counts(8))))
    assert shown(halves(4)) == {"sex=a", "sex=b"}
    assert shown(halves(4), editions=(edition,)) == set()


def test_a_small_count_that_an_edition_withheld_is_not_told_by_the_next() -> None:
    """`d` has not changed: to print it now would tell that `c`, seven by now, was two."""
    now, then = whole(22, by("sex", a=9, c=7, d=6)), whole(22, by("sex", a=14, c=2, d=6))
    assert shown(now) == {"sex=a", "sex=c", "sex=d"}
    assert "sex=d" not in shown(now, editions=(Edition(1, then, (Printed("sex=a", Counts(14)),)),))


def test_a_finer_cell_that_an_edition_printed_is_taken_off_the_coarser_one_of_today() -> None:
    recode = Recode("sex", (("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")))
    now = whole(23, by("sex", a=9, b=2, c=11, d=1))
    edition = Edition(1, now, (Printed("sex=a", Counts(9)),))
    group = Group("a", now, recodes=(recode,), editions=(edition,))
    assert list(findings(group, protect(group, DIMENSIONS, POLICY), POLICY.threshold)) == []


def test_a_group_that_an_edition_printed_is_known_though_the_categories_are_grouped_otherwise_since() -> None:
    """`a` and `b` were 12 together: to print `b` now would tell `a`."""
    now = whole(27, by("sex", a=3, b=9, c=8, d=7))
    then = Recode("sex", (("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")))
    printed = (Printed("sex=x", Counts(12)), Printed("sex=y", Counts(15)))
    assert shown(now) == {"sex=b", "sex=c"}
    assert shown(now, editions=(Edition(1, now, printed, (then,)),)) == {"sex=c", "sex=d"}


def test_where_a_cell_of_an_edition_is_no_sum_any_more_nothing_of_its_dimension_is_shown() -> None:
    now = whole(27, by("sex", a=3, b=9, c=8, d=7), by("region", a=20, b=7))
    edition = Edition(1, now, (Printed("sex=gone", Counts(12)),))
    ruling = protect(Group("2.2a/identified/2021/22", now, editions=(edition,)), DIMENSIONS, POLICY)
    assert ruling.shown == {"region=a", "region=b"}
    assert [(step.why, step.dimension) for step in ruling.steps] == [(Why.UNSAFE, "sex")]


def test_a_small_total_hides_all_below_it_and_says_so() -> None:
    ruling = protect(Group("a", whole(4, by("sex", female=4, male=0))), DIMENSIONS, POLICY)
    assert (ruling.shown, [step.why for step in ruling.steps]) == (frozenset(), [Why.SMALL_TOTAL])


def test_a_dimension_that_does_not_add_up_is_left_out_and_said() -> None:
    ruling = protect(Group("a", whole(14, by("sex", female=7, male=6))), DIMENSIONS, POLICY)
    assert (ruling.shown, [step.why for step in ruling.steps]) == (frozenset(), [Why.DOES_NOT_ADD_UP])


def test_of_no_children_every_zero_is_shown() -> None:
    assert shown(whole(0, by("sex", female=0, male=0))) == {"sex=female", "sex=male"}


def test_all_in_one_category_is_shown_and_put_before_a_person() -> None:
    ruling = protect(Group("a", whole(9, by("sex", female=9, male=0))), DIMENSIONS, POLICY)
    assert ruling.shown == {"sex=female", "sex=male"}
    assert ruling.one_category == ("sex",)


def test_a_coarser_group_with_the_name_of_one_of_its_categories_is_not_taken_for_it() -> None:
    """To print `a` and `c` would tell `b`: only where groups are printed is `a` the sum of both."""
    recode = Recode("sex", (("a", "a"), ("b", "a"), ("c", "c")))
    table = Breakdown("sex", (("a", Counts(6, 0)), ("b", Counts(3, 7)), ("c", Counts(0, 6))))
    assert shown((Stock("2021/22", Counts(9, 13), (table,)),), recodes=(recode,)) == {"sex=c"}


def test_a_group_sums_its_own_categories_though_their_names_are_crossed() -> None:
    group = Group("a", (), recodes=(Recode("sex", (("a", "b"), ("b", "a"), ("c", "b"))),))
    assert group.finer("sex=a") == ("sex=b",)
    assert group.finer("sex=b") == ("sex=a", "sex=c")
