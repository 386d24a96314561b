"""The cheapest choice that has one of every set: a minimum-weight hitting set, by HiGHS."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import highspy
import numpy as np


def hit(
    sets: Sequence[frozenset[int]], costs: Mapping[int, int], gap: float, enough: float, seconds: float
) -> tuple[list[int], float | None]:
    """Members chosen, and a cost no choice goes below; None where none was proven, and where time ran out the choice
    may then miss some set.

    A choice within `gap` of the cheapest will do, and so will one that costs no more than `enough`. The order in which
    sets are given changes nothing.
    """
    if not sets:
        return [], 0.0
    members = sorted(costs)
    place = {member: column for column, member in enumerate(members)}
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor has no types
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0)):
        model.setOptionValue(option, value)
    model.setOptionValue("mip_abs_gap", gap)
    model.setOptionValue("objective_target", enough)
    model.setOptionValue("time_limit", seconds)
    size = len(members)
    none = np.empty(0, dtype=np.int32)
    cost = np.array([costs[member] for member in members], dtype=np.float64)
    model.addCols(size, cost, np.zeros(size), np.ones(size), 0, none, none, np.empty(0))
    kinds = np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
    model.changeColsIntegrality(size, np.arange(size, dtype=np.int32), kinds)
    rows = sorted(sorted(place[member] for member in one) for one in sets)
    starts = np.cumsum([0] + [len(row) for row in rows])[:-1].astype(np.int32)
    across = np.array([column for row in rows for column in row], dtype=np.int32)
    ones = np.ones(len(across))
    model.addRows(len(rows), np.ones(len(rows)), np.full(len(rows), math.inf), len(across), starts, across, ones)
    model.run()
    found = np.asarray(model.getSolution().col_value)
    if len(found) != size:
        return members, None
    proven = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    chosen = [member for member, value in zip(members, found.tolist(), strict=True) if value > 0.5]
    return chosen, model.getInfo().mip_dual_bound if proven else None
