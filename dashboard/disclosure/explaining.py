"""Which printed cells give a hidden count away: a smallest set of them that does it, none of which could be missing."""

from __future__ import annotations

from dataclasses import replace

from dashboard.disclosure.model import System


def facts_behind(system: System, suppressed: frozenset[str], name: str) -> tuple[str, ...]:
    """The printed cells that, with what adds up and what is claimed besides, leave `name` a single value.

    Found by leaving out one printed cell after the other as long as the rest still does it; empty where the claims
    alone do. A cell that is printed itself is its own fact.
    """
    from dashboard.disclosure.audit import audit
    from dashboard.disclosure.equations import Equations

    printed = [cell for cell in system.cells if cell not in system.hidden(suppressed)]
    if name in printed:
        return (name,)
    open_to_all = replace(system, policy=replace(system.policy, forced=frozenset()))
    equations = Equations(open_to_all, crossed=False)

    def still_exact(hidden: frozenset[str]) -> bool:
        return audit(equations, hidden).intervals[name].is_exact

    hidden = frozenset(suppressed)
    # Sums of many atoms are the last to go: totals explain best.
    for cell in sorted(printed, key=lambda one: (len(system.cells[one]), one)):
        without = hidden | system.same_as([cell])
        if still_exact(without):
            hidden = without
    kept = {system.cells[cell]: cell for cell in sorted(printed, key=len, reverse=True) if cell not in hidden}
    return tuple(cell for cell in printed if kept.get(system.cells[cell]) == cell)
