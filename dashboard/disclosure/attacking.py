"""An attack on one group as it was really printed, whoever chose what to print and however.

Unlike `protecting`, which it does not ask, it starts from the cells that a reader has before him.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.disclosure.explaining import facts_behind
from dashboard.disclosure.groups import Group
from dashboard.disclosure.linking import adds_up
from dashboard.disclosure.model import Interval, System, Witnesses, is_wide_enough
from dashboard.disclosure.policy import ReleasePolicy
from dashboard.disclosure.readings import systems


@dataclass(frozen=True)
class Leak:
    """A count that the printed cells give away, or narrow too far, and a smallest set of cells that does it.

    Names are of cells and sides: `sex=female|counted`, of a half-year `2021-H1/sex=female|counted`.
    """

    name: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Attack:
    """What an attack found. `hidden`: the cells that are not printed. `proof`: for each small one what remains open.

    The two tables of a proof agree with all that is known, and differ in the cell.
    """

    hidden: tuple[str, ...]
    leaks: tuple[Leak, ...]
    proof: Mapping[str, tuple[Interval, Witnesses]]


def attack(
    group: Group, shown: frozenset[str], dimensions: tuple[str, ...], coarse: frozenset[str], policy: ReleasePolicy
) -> Attack:
    """Attack `shown`, the printed cells of a group whose breakdowns by `dimensions` a reader knows to exist.

    `coarse` are dimensions of which groups are printed. Below a small total nothing may be printed, and what follows
    from that total alone is no leak.
    """
    named = {cell.partition("=")[0] for cell in shown}
    there = sorted(named.union(dimensions))
    split = tuple(name for name in there if adds_up(group.stocks, name, group.overlapping))
    counts = {f"{t.dimension}={code}": own for t in group.tables(there, coarse) for code, own in t.cells}
    leaks = {
        f"{cell}|counted": Leak(f"{cell}|counted", (f"{cell}|counted",))
        for cell in sorted(shown)
        if cell not in counts or any(1 <= side < policy.threshold for side in counts[cell].sides)
    }
    hidden = tuple(cell for cell in counts if cell not in shown)
    proof: dict[str, tuple[Interval, Witnesses]] = {}
    is_small = any(1 <= side < policy.threshold for side in group.total.sides)
    for system in systems(group, split, coarse, policy) if hidden and split else ():
        suppressed = frozenset(name for name in system.cells if name.rpartition("|")[0] in hidden)
        found, proven = _attacked(system, suppressed, must_be_wide=not is_small)
        leaks |= {name: leak for name, leak in found.items() if name not in leaks}
        proof = proof or proven
    return Attack(hidden, tuple(leaks.values()), proof)


def _attacked(
    system: System, suppressed: frozenset[str], *, must_be_wide: bool
) -> tuple[dict[str, Leak], dict[str, tuple[Interval, Witnesses]]]:
    from dashboard.disclosure.audit import audit, borne_out
    from dashboard.disclosure.equations import Equations

    report = audit(Equations(system, crossed=False), suppressed)
    if report.contradictions:
        # What cannot be attacked is not proven safe.
        return {name: Leak(name, ()) for name in sorted(suppressed & system.primary)}, {}
    intervals = borne_out(system, suppressed, report)
    # The year first, then its halves.
    sensitive = sorted(
        (suppressed & system.primary) | system.watch.keys(), key=lambda name: (name in system.watch, name)
    )
    leaks = {
        name: Leak(name, facts_behind(system, suppressed, name, crossed=False) or ())
        for name in sensitive
        if intervals[name].is_exact
        or (
            must_be_wide
            and name in system.primary
            and not is_wide_enough(intervals[name].lo, intervals[name].hi, system.policy)
        )
    }
    proof = {name: (intervals[name], report.witnesses[name]) for name in sensitive if name in report.witnesses}
    return leaks, proof
