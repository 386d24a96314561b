"""`python -m benchmarks.disclosure [PACKAGES [YEARS]]`: what is hidden, what is given away and how long it takes.

Four ways with the same made-up packages of linked tables: ours exact, ours greedy, "hide the next smallest until no row
hides one alone", and every cell rounded to 5. Small counts given away: those of 1 to 4 that the audit recovers exactly.
Seconds are of this process, so that a busy machine tells the same as an idle one.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass

from dashboard.disclosure import Answer, System
from dashboard.disclosure.audit import audit
from dashboard.disclosure.equations import Equations
from dashboard.disclosure.suppressing import choose
from dashboard.disclosure.verdict import judged
from tests.disclosure.packages import next_smallest, package, rounded

EXACT_SECONDS = 60.0
# Rounds of the greedy way before it opens and closes.
GREEDY_ROUNDS = 1


@dataclass(frozen=True)
class Row:
    """One way with one package. `hidden`: complementary cells; `bound`: fewest proven, where there is a proof."""

    way: str
    hidden: int
    bound: int | None
    given_away: int
    choosing: float
    auditing: float

    def __str__(self) -> str:
        bound = "" if self.bound is None else f"(proven {self.bound})"
        return (
            f"  {self.way:<14} hidden {self.hidden:4d} {bound:<12} given away {self.given_away:4d}   "
            f"chosen {self.choosing:6.2f} s   audited {self.auditing:6.2f} s"
        )


def measured(seed: int, years: int) -> list[Row]:
    linked = package(seed, years)
    system = linked.system
    start = time.process_time()
    equations = Equations(system)
    reading = time.process_time() - start
    print(
        f"package {seed}: {len(equations.lines)} cells, {len(system.primary)} small, model in {reading:.2f} s",
        flush=True,
    )
    rows = []
    for way, rounds in (("ours, exact", None), ("ours, greedy", GREEDY_ROUNDS)):
        start = time.process_time()
        choice = choose(equations, EXACT_SECONDS, rounds)
        rows.append(_row(way, system, equations, choice.suppressed, time.process_time() - start, choice.fewest))
    start = time.process_time()
    suppressed = next_smallest(linked)
    rows.append(_row("next smallest", system, equations, suppressed, time.process_time() - start))
    start = time.process_time()
    told = rounded(linked, 5)
    rows.append(_row("rounded to 5", told, Equations(told), frozenset(told.cells), time.process_time() - start))
    return rows


def _row(
    way: str,
    system: System,
    equations: Equations,
    suppressed: frozenset[str],
    choosing: float,
    bound: int | None = None,
) -> Row:
    start = time.process_time()
    answer = judged(system, suppressed, audit(equations, suppressed))
    hidden = 0 if system.claims else len(answer.complementary)
    return Row(way, hidden, bound, _given_away(answer), choosing, time.process_time() - start)


def _given_away(answer: Answer) -> int:
    return len(set(answer.exactly_recovered) & set(answer.primary))


def main() -> None:
    packages, years = (*(int(word) for word in sys.argv[1:]), *(3, 6)[len(sys.argv) - 1 :])
    total: dict[str, list[Row]] = {}
    for seed in range(packages):
        for row in measured(seed, years):
            print(row, flush=True)
            total.setdefault(row.way, []).append(row)
    print(f"all {packages} packages")
    for way, rows in total.items():
        given_away = [row.given_away for row in rows]
        print(
            f"  {way:<14} hidden {sum(row.hidden for row in rows):4d}   "
            f"leaking {sum(count > 0 for count in given_away)}   given away {sum(given_away):4d}   "
            f"slowest choice {max(row.choosing for row in rows):6.2f} s   "
            f"slowest audit {max(row.auditing for row in rows):6.2f} s"
        )


if __name__ == "__main__":
    main()
