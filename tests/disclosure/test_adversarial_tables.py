"""Tables that look safe and are not, each with the answer worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.disclosure import Answer, Verdict, answered, read_system


def ask(**form: Any) -> Answer:
    form.setdefault("policy", {})
    return answered(read_system(form))


def table(counts: list[list[int]], margins: bool = True) -> dict[str, Any]:
    """Atoms r0c0…; cells of the same names, and margins r0, c0, all."""
    atoms = {f"r{i}c{j}": count for i, row in enumerate(counts) for j, count in enumerate(row)}
    cells = {atom: [atom] for atom in atoms}
    if margins:
        rows, columns = range(len(counts)), range(len(counts[0]))
        cells |= {f"r{i}": [f"r{i}c{j}" for j in columns] for i in rows}
        cells |= {f"c{j}": [f"r{i}c{j}" for i in rows] for j in columns}
        cells["all"] = list(atoms)
    return {"true_atoms": atoms, "cells": cells}


def test_one_hidden_cell_in_a_row_is_the_rest_of_the_row() -> None:
    answer = ask(**table([[2, 6], [7, 9]]), suppressed=["r0c0"])
    assert answer.verdict is Verdict.LEAK
    assert answer.exactly_recovered == ("r0c0",)
    assert "r0c0 is suppressed, yet can be worked out exactly, from what is printed of r1c0, c0" in answer.reasons


def test_four_corners_hide_each_other() -> None:
    answer = ask(**table([[2, 6], [7, 9]]), suppressed=["r0c0", "r0c1", "r1c0", "r1c1"])
    assert answer.verdict is Verdict.SAFE
    assert answer.form()["intervals"]["r0c0"] == [0, 8]
    assert answer.range_protected


def test_a_bridge_between_two_rings_is_exact_although_every_line_has_two_hidden() -> None:
    # Hidden: two rings of four (rows 0-1 by columns 0-1, rows 2-3 by columns 2-3) and r1c2, the only cell between them.
    counts = [[6, 7, 9, 9], [7, 8, 3, 9], [9, 9, 6, 7], [9, 9, 7, 8]]
    hidden = ["r0c0", "r0c1", "r1c0", "r1c1", "r2c2", "r2c3", "r3c2", "r3c3", "r1c2"]
    answer = ask(**table(counts), suppressed=hidden)
    assert answer.verdict is Verdict.LEAK
    assert answer.exactly_recovered == ("r1c2",)


def test_ones_are_known_where_zeros_are_always_printed() -> None:
    form = {"true_atoms": {"a": 1, "b": 1}, "cells": {"a": ["a"], "b": ["b"], "both": ["a", "b"]}}
    printed = ask(policy={"zeros": "published", "forced": ["both"]}, **form, suppressed=["a", "b"])
    assert printed.exactly_recovered == ("a", "b")
    assert ask(policy={"forced": ["both"]}, **form, suppressed=["a", "b"]).verdict is Verdict.SAFE


def test_a_symbol_of_their_own_gives_small_cells_away() -> None:
    form = {"true_atoms": {"a": 1, "b": 5}, "cells": {"a": ["a"], "b": ["b"], "both": ["a", "b"]}}
    assert ask(**form, suppressed=["a", "b"]).verdict is Verdict.SAFE
    assert ask(policy={"symbols": "distinct"}, **form, suppressed=["a", "b"]).exactly_recovered == ("a", "b")


def test_whole_numbers_close_what_fractions_leave_open() -> None:
    # Twice a lies between 1 and 3: fractions leave a from a half to one and a half, whole numbers leave 1.
    claims = [{"lo": "1", "hi": "3", "coef": {"a": "2"}}]
    form = {"true_atoms": {"a": 1, "b": 6}, "cells": {"a": ["a"], "b": ["b"], "both": ["a", "b"]}}
    answer = ask(**form, extra_claims=claims, suppressed=["a", "b", "both"])
    assert answer.exactly_recovered == ("a",)
    assert answer.form()["intervals"]["b"] == [0, None]


def test_whole_numbers_close_a_triangle_that_fractions_leave_open() -> None:
    # Of a, b and c any two make at most 1: three halves in fractions, one in children; and a hidden cell is no zero.
    atoms = {"a": 1, "b": 0, "c": 0, "u": 0, "v": 1, "w": 0}
    pairs = {"ab": ["a", "b", "u"], "bc": ["b", "c", "v"], "ca": ["c", "a", "w"]}
    form = {"true_atoms": atoms, "cells": pairs | {"three": ["a", "b", "c"]}, "suppressed": ["three"]}
    printed = ask(policy={"zeros": "published", "forced": list(pairs)}, **form)
    assert (printed.verdict, printed.exactly_recovered) == (Verdict.LEAK, ("three",))
    assert ask(policy={"forced": list(pairs)}, **form).form()["intervals"]["three"] == [0, 1]


def test_that_no_count_is_below_zero_closes_what_sums_leave_open() -> None:
    # Every printed sum has two hidden parts, and the sums leave one freedom: what b may rise by, c would have to fall.
    atoms = {"a": 3, "b": 0, "c": 0, "d": 6}
    sums = {"ad": ["a", "d"], "bd": ["b", "d"], "ac": ["a", "c"]}
    cells = {atom: [atom] for atom in atoms} | sums
    answer = ask(true_atoms=atoms, cells=cells, policy={"forced": list(sums)}, suppressed=list(atoms))
    assert answer.exactly_recovered == ("a", "b", "c", "d")
    wide = {**atoms, "c": 1}
    answer = ask(true_atoms=wide, cells=cells, policy={"forced": list(sums)}, suppressed=list(atoms))
    assert (answer.verdict, answer.form()["intervals"]["a"]) == (Verdict.SAFE, [3, 4])


def test_the_two_way_margins_of_a_three_way_table_give_it_away_where_zeros_meet() -> None:
    # Two by two by two: the margins leave one freedom, up in four cells and down in the four others.
    counts = {"000": 0, "001": 2, "010": 3, "011": 4, "100": 6, "101": 7, "110": 8, "111": 0}
    cells = {name: [name] for name in counts}
    for place, axis in enumerate(("x", "y", "z")):
        for kept in ("00", "01", "10", "11"):
            cells[f"{axis}{kept}"] = [kept[:place] + end + kept[place:] for end in "01"]
    policy = {"forced": sorted(cells.keys() - counts.keys())}
    closed = ask(true_atoms=counts, cells=cells, policy=policy, suppressed=list(counts))
    assert closed.exactly_recovered == tuple(sorted(counts))
    opened = ask(true_atoms={**counts, "111": 1}, cells=cells, policy=policy, suppressed=list(counts))
    assert opened.verdict is Verdict.SAFE


def test_areas_that_overlap_are_subtracted() -> None:
    atoms = {"kingston": 7, "andrew_city": 2, "andrew_hills": 8}
    cells = {"parish": ["andrew_city", "andrew_hills"], "police": ["kingston", "andrew_city"], "kingston": ["kingston"]}
    answer = ask(true_atoms=atoms, cells=cells, watch={"division": ["andrew_city"]}, suppressed=[])
    assert answer.verdict is Verdict.LEAK
    assert answer.exactly_recovered == ("division",)


def test_windows_of_time_that_overlap_give_a_quarter() -> None:
    atoms = {"q1": 3, "q2": 6, "q3": 7, "q4": 8, "q5": 5}
    cells = {"calendar": ["q1", "q2", "q3", "q4"], "financial": ["q2", "q3", "q4", "q5"], "q5": ["q5"]}
    answer = ask(true_atoms=atoms, cells=cells, watch={"one quarter": ["q1"]}, suppressed=[])
    assert answer.exactly_recovered == ("one quarter",)


def test_a_cell_printed_elsewhere_is_printed() -> None:
    form = {"true_atoms": {"a": 2, "b": 9}, "cells": {"a": ["a"], "b": ["b"], "a again": ["a"], "all": ["a", "b"]}}
    answer = ask(**form, suppressed=["a", "b"])
    assert answer.verdict is Verdict.LEAK
    assert answer.exactly_recovered == ("a", "b")
    assert answer.reasons == ("a is suppressed, yet printed as a again", "a again is small and printed")
    assert set(ask(**form, policy={"forced": ["all"]}).primary) == {"a", "a again"}


def test_a_later_release_tells_of_an_earlier_one() -> None:
    early: dict[str, Any] = {
        "true_atoms": {"a": 2, "b": 9, "late": 1},
        "cells": {"all": ["a", "b"], "a": ["a"], "b": ["b"]},
    }
    assert ask(**early, suppressed=["a", "b"]).verdict is Verdict.SAFE
    later = early | {"cells": early["cells"] | {"b and late": ["b", "late"], "late": ["late"]}}
    assert ask(**later, suppressed=["a", "b", "late"]).verdict is Verdict.SAFE
    claim = [{"lo": "1", "hi": "1", "coef": {"late": "1"}}]
    assert ask(**later, suppressed=["a", "b", "late"], extra_claims=claim).exactly_recovered == ("a", "b", "late")


def test_a_percentage_is_the_count() -> None:
    # 8.1 % of 37, to one decimal, can only be 3.
    claim = [{"lo": "5957/2000", "hi": "6031/2000", "coef": {"a": "1"}}]
    form = {"true_atoms": {"a": 3, "b": 34}, "cells": {"a": ["a"], "b": ["b"], "all": ["a", "b"]}}
    assert ask(**form, extra_claims=claim, suppressed=["a", "b"]).exactly_recovered == ("a", "b")
    assert ask(**form, suppressed=["a", "b"]).verdict is Verdict.SAFE


def test_less_than_five_narrows_what_is_safe_without_it() -> None:
    below = [{"lo": "1", "hi": "4", "coef": {cell: "1"}} for cell in ("a", "b", "c")]
    form = {
        "true_atoms": {"a": 4, "b": 4, "c": 4},
        "cells": {"a": ["a"], "b": ["b"], "c": ["c"], "all": ["a", "b", "c"]},
    }
    assert ask(**form, suppressed=["a", "b", "c"]).verdict is Verdict.SAFE
    assert ask(**form, extra_claims=below, suppressed=["a", "b", "c"]).exactly_recovered == ("a", "b", "c")


def test_who_knows_one_cell_learns_the_other_but_not_his_own() -> None:
    form = {"true_atoms": {"a": 1, "b": 2}, "cells": {"a": ["a"], "b": ["b"], "all": ["a", "b"]}}
    policy = {"forced": ["all"], "protection": "not_exact"}
    answer = ask(policy=policy, **form, insider_knows={"a": 1}, suppressed=["a", "b"])
    assert answer.verdict is Verdict.LEAK
    assert answer.exactly_recovered == ("b",)
    alone = {
        "true_atoms": {"a": 1, "b": 2, "c": 4},
        "cells": {"a": ["a"], "b": ["b"], "c": ["c"], "all": ["a", "b", "c"]},
    }
    assert ask(policy=policy, **alone, insider_knows={"a": 1}, suppressed=["a", "b", "c"]).verdict is Verdict.SAFE


def test_forced_cells_can_make_protection_impossible() -> None:
    form = {"true_atoms": {"a": 2, "b": 9}, "cells": {"a": ["a"], "b": ["b"], "all": ["a", "b"]}}
    answer = ask(policy={"forced": ["all", "b"]}, **form)
    assert answer.verdict is Verdict.INFEASIBLE
    assert answer.reasons[0] == "a cannot be protected, even with everything hidden that may be"
    assert not answer.proven_optimal


def test_a_small_forced_total_is_printed_and_everything_below_it_hidden() -> None:
    form = {"true_atoms": {"a": 1, "b": 2}, "cells": {"a": ["a"], "b": ["b"], "all": ["a", "b"]}}
    answer = ask(policy={"forced": ["all"], "protection": "not_exact"}, **form)
    assert (answer.verdict, answer.primary) == (Verdict.SAFE, ("a", "b"))


def test_a_group_of_which_all_are_in_one_category_is_a_slice_to_watch() -> None:
    # All 9 boys were in labour: that no boy was in anything else is known of each of them, though no cell is small.
    form = table([[9, 0], [6, 8]])
    answer = ask(**form, watch={"boys not in labour": ["r0c1"]}, suppressed=[])
    assert answer.verdict is Verdict.LEAK
    assert ask(**form, watch={"boys not in labour": ["r0c1"]}).verdict is Verdict.SAFE


def test_a_small_cell_left_printed_is_a_leak() -> None:
    answer = ask(**table([[2, 6], [7, 9]]), suppressed=[])
    assert answer.verdict is Verdict.LEAK
    assert answer.exactly_recovered == ()
    assert answer.reasons == ("r0c0 is small and printed",)


def test_a_claim_that_is_not_true_of_the_tables_is_said() -> None:
    claim = [{"lo": "69/2", "hi": "36", "coef": {"r0c0": "1"}}]
    answer = ask(**table([[2, 6], [7, 9]]), extra_claims=claim, suppressed=["r0c0"])
    assert answer.verdict is Verdict.INFEASIBLE
    assert answer.reasons == ("extra_claims[0]: it says from 69/2 to 36, the true tables give 2",)
    assert answer.form()["intervals"] == {}


def test_hiding_a_zero_where_every_zero_is_printed_contradicts_itself() -> None:
    answer = ask(policy={"zeros": "published"}, **table([[0, 6], [7, 9]]), suppressed=["r0c0"])
    assert answer.verdict is Verdict.INFEASIBLE
    assert "hiding r0c0 tells" in answer.reasons[0]


@pytest.mark.parametrize("protection", ["range", "rule"])
def test_what_is_not_exact_may_still_be_too_narrow(protection: str) -> None:
    form = {"true_atoms": {"a": 1, "b": 1}, "cells": {"a": ["a"], "b": ["b"], "all": ["a", "b"]}}
    answer = ask(policy={"forced": ["all"], "protection": protection}, **form, suppressed=["a", "b"])
    assert (answer.verdict, answer.range_protected) == (Verdict.SAFE, False)
    narrow = f"a can only be 0 to 2, narrower than protection {protection} asks, from what is printed of all"
    assert answer.reasons[0] == narrow
